"""Draws the exercises of both sides on facing lanes, with the days on which both exercised between them."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from monitor.charts import hover, style
from monitor.charts.sketch import Sketch
from monitor.charts.style import Theme, Words

BAND_PX, NAME_PX, STRIP_PX, AXIS_PX = 22, 18, 26, 44
SIDES = {"RU-BY": "Russia, Belarus and partners", "NATO": "NATO and allies"}
# A character takes about 7 of the 1,000 pixels of a plot.
CHARACTER_SHARE = 7 / 1000
LONGEST_NAME = 30


def figure(
    lanes: pd.DataFrame,
    days: pd.DataFrame,
    window: tuple[pd.Timestamp, pd.Timestamp],
    names: Mapping[str, str],
    words: Words,
    theme: Theme,
) -> go.Figure:
    """Returns the mirror view: one side above, the other below, overlap in the middle.

    Needs `lanes` with exercise_id, name, camp, row, band_from, band_to, is_end_known and the columns of the exercises,
    and `days` with day and is_overlap.
    """
    if lanes.empty:
        return style.empty(words, theme, "No exercises in this period.<br>Choose a longer one.")
    rows = {camp: int(lanes.loc[lanes["camp"].eq(camp), "row"].max() + 1) if lanes["camp"].eq(camp).any() else 1
            for camp in SIDES}  # fmt: skip
    middle = NAME_PX + rows["RU-BY"] * BAND_PX
    bottom = middle + STRIP_PX + NAME_PX + rows["NATO"] * BAND_PX + 4
    drawn = Sketch(words, theme, height=bottom + AXIS_PX)
    _name(drawn, SIDES["RU-BY"], 0, theme)
    _name(drawn, SIDES["NATO"], bottom - NAME_PX, theme)
    # The lanes grow away from the strip in the middle.
    depth = lanes["row"] * BAND_PX + BAND_PX / 2
    y = (middle - depth).where(lanes["camp"].eq("RU-BY"), middle + STRIP_PX + depth)
    _strip(drawn, days, middle + STRIP_PX / 2, theme)
    _bands(drawn, lanes.assign(y=y), window, names, theme)
    first, last = window
    drawn.update_yaxes(range=[bottom, 0], visible=False)
    drawn.update_xaxes(range=[first, last + pd.Timedelta(days=1)], type="date", nticks=7, ticks="outside",
                       tickcolor=theme.grid, tickformat="%-d %b\n%Y")  # fmt: skip
    drawn.update_layout(margin=dict(b=AXIS_PX), barmode="overlay")
    return drawn.figure()


def _name(drawn: Sketch, text: str, y: float, theme: Theme) -> None:
    drawn.add_annotation(x=0, xref="paper", y=y, text=text, xanchor="left", yanchor="top", showarrow=False, borderpad=0,
                         font=dict(color=theme.muted))  # fmt: skip


def _strip(drawn: Sketch, days: pd.DataFrame, y: float, theme: Theme) -> None:
    both = days[days["is_overlap"]]
    drawn.add_shape(type="line", x0=0, x1=1, xref="paper", y0=y, y1=y, layer="below",
                    line=dict(color=theme.grid, width=1))  # fmt: skip
    drawn.add_bar(
        orientation="h", base=both["day"], x=[86_400_000] * len(both), y=[y] * len(both), width=10,
        marker=dict(color=theme.ink, line=dict(width=0)), hoverinfo="text", name="Both sides",
        hovertext=[f"{day:%Y-%m-%d}: {east} and {west} exercises" for day, east, west in
                   zip(both["day"], both["east"], both["west"], strict=True)],
    )  # fmt: skip


def _bands(
    drawn: Sketch,
    lanes: pd.DataFrame,
    window: tuple[pd.Timestamp, pd.Timestamp],
    names: Mapping[str, str],
    theme: Theme,
) -> None:
    first, last = window[0], window[1] + pd.Timedelta(days=1)
    start = lanes["band_from"].clip(lower=first)
    end = lanes["band_to"].clip(upper=last)
    is_east = lanes["camp"].eq("RU-BY")
    drawn.add_bar(
        orientation="h", base=start, x=(end - start).dt.total_seconds() * 1000, y=lanes["y"], width=BAND_PX - 8,
        marker=dict(
            color=[theme.muted if east else theme.paper for east in is_east],
            line=dict(color=[theme.ink if east else theme.muted for east in is_east], width=1),
            pattern=dict(shape=["" if known else "/" for known in lanes["is_end_known"]], fgcolor=theme.muted, size=5),
        ),
        customdata=[[f"exercise:{i}"] for i in lanes["exercise_id"]], hovertext=hover.exercises(lanes, names),
        hoverinfo="text", name="Exercises",
    )  # fmt: skip
    _band_names(drawn, lanes.assign(start=start, end=end), (first, last), theme)


def _band_names(drawn: Sketch, lanes: pd.DataFrame, span: tuple[pd.Timestamp, pd.Timestamp], theme: Theme) -> None:
    """Writes a name in its band, else after or before it where the row is free."""
    placed: list[tuple] = []
    length = span[1] - span[0]
    for row in lanes.to_dict("records"):
        same = lanes[lanes["y"].eq(row["y"])]
        later = same.loc[same["start"].ge(row["end"]), "start"].min()
        sooner = same.loc[same["end"].le(row["start"]), "end"].max()
        name = row["name"] if len(row["name"]) <= LONGEST_NAME else f"{row['name'][: LONGEST_NAME - 1].rstrip()}…"
        need = len(name) * CHARACTER_SHARE * length
        after = (span[1] if pd.isna(later) else later) - row["end"]
        before = row["start"] - (span[0] if pd.isna(sooner) else sooner)
        inside = theme.paper if row["camp"] == "RU-BY" else theme.ink
        for room, x, position, colour in (
            (row["end"] - row["start"], row["start"], "middle right", inside),
            (after, row["end"], "middle right", theme.ink),
            (before, row["start"], "middle left", theme.ink),
        ):
            if room >= need:
                gap = ("\u2009{}" if position == "middle right" else "{}\u2009").format(style.wrapped(name, 80))
                placed.append((x, row["y"], gap, position, colour))
                break
    x, y, text, position, colour = zip(*placed, strict=True) if placed else ((),) * 5
    drawn.add_scatter(x=x, y=y, mode="text", text=text, textposition=position, textfont=dict(color=colour),
                      hoverinfo="skip", name="Names")  # fmt: skip
