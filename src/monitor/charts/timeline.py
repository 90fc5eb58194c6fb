"""Draws the timeline: exercises as bands, events in lanes, headlines as a strip of dots, on one time axis."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from monitor.charts import hover, style
from monitor.charts.sketch import Sketch
from monitor.charts.style import Theme, Words

# The y axis counts pixels from the top, so that marks keep their distance whatever is shown.
LANE_NAME_PX = 17
BAND_PX = 15
SLOT_PX = 11
LANE_MAX_PX = 92
LABEL_PX = 30
STRIP_PX = 84
INDEX_PX = 70
MISREAD_PX = 30
# A bar is a day wide, or in a long period so much of it that it can still be seen.
DAY_MS, LEAST_BAR = 86_400_000, 1 / 400
MOST_INDEX_DAYS = 500
GAP_PX = 10
HEADLINE_DOT_PX = 5
LABEL_CHARACTERS = 30
MAX_BAND_NAMES = 4
# A character takes about 6 of the 1,000 pixels of a plot, so a name needs that share of the period to its right.
CHARACTER_SHARE = 6 / 1000
# How much larger that share is on a phone.
PHONE_TIMES = 1000 / 350
# What is drawn of an event and of an exercise; to cut a row of all columns takes several times as long.
EVENT = ["event_id", "lane", "is_part", "slot", "severity", "date_precision", "at", "bar_from", "bar_to", "hover"]
BAND = ["exercise_id", "name", "camp", "row", "band_from", "band_to", "is_end_known", "announced_troops", "hover"]
Window = tuple[pd.Timestamp, pd.Timestamp]
CAMPS = {"RU-BY": "Exercises of Russia, Belarus and partners", "NATO": "Exercises of NATO and allies"}


def figure(
    events: pd.DataFrame,
    headlines: pd.DataFrame,
    bands: pd.DataFrame,
    phases: pd.DataFrame,
    labelled: pd.DataFrame,
    index: pd.DataFrame,
    misread: pd.DataFrame,
    window: Window,
    names: Mapping[str, str],
    words: Words,
    theme: Theme,
) -> go.Figure:
    """Returns the timeline of a period.

    Needs `events` with lane, at, slot, bar_from, bar_to; `headlines` with at, slot; `bands` with camp, row, band_from,
    band_to; `phases` with exercise_id, phase_from, phase_to; `labelled`, a part of `events`; `index` with date, index,
    low, high, level; `misread` with day, segment_id, score, a row a day; `names` of actor codes.
    """
    if events.empty and headlines.empty and bands.empty:
        return style.empty(words, theme, "Nothing in this period matches the filters.<br>Choose a longer period.")
    events = events.assign(hover=hover.events(events, names))[EVENT]
    headlines = headlines.assign(hover=hover.articles(headlines))
    bands = bands.assign(hover=hover.exercises(bands, names))[BAND]
    drawn = Sketch(words, theme, height=100)
    top = _index(drawn, index, theme, 4.0)
    top = _exercises(drawn, bands, phases, window, theme, top)
    top = _misread(drawn, misread, window, theme, top)
    top += len(labelled) * LABEL_PX
    labels_end = top
    top, heights = _events(drawn, events, theme, top)
    _labels(drawn, labelled, heights, window, theme, labels_end)
    top = _strip(drawn, headlines, theme, top)
    drawn.update_layout(height=round(top) + 48, margin=dict(b=40))
    drawn.update_yaxes(range=[top, 0], visible=False)
    first, last = window
    drawn.update_xaxes(
        range=[first - (last - first) * 0.012, last + pd.Timedelta(days=1) + (last - first) * 0.012],
        type="date",
        ticks="outside",
        tickcolor=theme.grid,
        nticks=9,
        tickformatstops=[
            dict(dtickrange=[None, 864e5 * 20], value="%-d %b\n%Y"),
            dict(dtickrange=[864e5 * 20, "M11"], value="%b\n%Y"),
            dict(dtickrange=["M12", None], value="%Y"),
        ],
    )
    return drawn.figure()


def brushable(drawn: go.Figure) -> go.Figure:
    """Returns the timeline with dragging set to brush a period; Streamlit then takes no clicks on marks."""
    return drawn.update_layout(dragmode="select", selectdirection="h").update_xaxes(fixedrange=False)


def _name(drawn: Sketch, text: str, y: float, theme: Theme) -> None:
    drawn.add_annotation(
        text=text, x=0, xref="paper", y=y, yref="y", xanchor="left", yanchor="top", showarrow=False,
        font=dict(size=style.TEXT_PX, color=theme.muted), borderpad=0, bgcolor=theme.paper, opacity=0.9,
    )  # fmt: skip


def _rule(drawn: Sketch, y: float, theme: Theme) -> None:
    drawn.add_shape(type="line", x0=0, x1=1, xref="paper", y0=y, y1=y, line=dict(color=theme.grid, width=1))


def _index(drawn: Sketch, index: pd.DataFrame, theme: Theme, top: float) -> float:
    """Draws the index as the first lane: 0 at its foot, 100 at its head."""
    if index.empty:
        return top
    last = index.iloc[-1]
    index = index.iloc[:: len(index) // MOST_INDEX_DAYS + 1]
    _name(drawn, f"Escalation index, 0–100: {last['index']:.0f} {last['level']}", top, theme)
    foot = top + LANE_NAME_PX + INDEX_PX
    height = {name: foot - index[name] * INDEX_PX / 100 for name in ("index", "low", "high")}
    drawn.add_scatter(
        x=[*index["date"], *index["date"][::-1]], y=[*height["high"].round(1), *height["low"][::-1].round(1)],
        fill="toself", mode="lines", line=dict(width=0), fillcolor=theme.grid, hoverinfo="skip", name="80 % interval",
    )  # fmt: skip
    drawn.add_scatter(
        x=index["date"], y=height["index"].round(1), mode="lines+markers", line=dict(color=theme.ink, width=1.6),
        marker=dict(size=6, opacity=0), customdata=[[f"day:{day:%Y-%m-%d}"] for day in index["date"]],
        hovertext=[f"{day:%Y-%m-%d}: {value:.0f}" for day, value in zip(index["date"], index["index"], strict=True)],
        hoverinfo="text", name="Index", unselected=dict(marker=dict(opacity=0)),
    )  # fmt: skip
    return foot + GAP_PX


def _exercises(
    drawn: Sketch, bands: pd.DataFrame, phases: pd.DataFrame, window: Window, theme: Theme, top: float
) -> float:
    for camp, name in CAMPS.items():
        rows = bands[bands["camp"].eq(camp)]
        if rows.empty:
            continue
        _name(drawn, name, top, theme)
        y = top + LANE_NAME_PX + rows["row"] * BAND_PX + BAND_PX / 2
        is_east = camp == "RU-BY"
        drawn.add_bar(
            orientation="h",
            base=rows["band_from"],
            x=(rows["band_to"] - rows["band_from"]).dt.total_seconds() * 1000,
            y=y,
            width=BAND_PX - 5,
            marker=dict(
                color=theme.muted if is_east else theme.paper,
                line=dict(color=theme.ink if is_east else theme.muted, width=1),
                pattern=dict(
                    shape=["" if known else "/" for known in rows["is_end_known"]], fgcolor=theme.muted, size=5
                ),
            ),
            customdata=[[f"exercise:{i}"] for i in rows["exercise_id"]],
            hovertext=rows["hover"],
            hoverinfo="text",
            name=name,
        )
        begun = _begun(phases, rows.assign(y=y))
        drawn.add_scatter(
            x=[day for day, _ in begun], y=[at for _, at in begun], mode="markers", hoverinfo="skip",
            name="Phase begins",
            marker=dict(symbol="line-ns", size=BAND_PX - 6, line=dict(color=theme.ink if not is_east else theme.paper,
                                                                      width=2)),
        )  # fmt: skip
        _band_names(drawn, rows.assign(y=y), window, theme)
        top += LANE_NAME_PX + (rows["row"].max() + 1) * BAND_PX + GAP_PX
    return top


def _begun(phases: pd.DataFrame, bands: pd.DataFrame) -> list[tuple[pd.Timestamp, float]]:
    """Returns day and y of each phase that begins within its band."""
    spans = zip(*(bands[name].tolist() for name in ("exercise_id", "y", "band_from", "band_to")), strict=True)
    of = {exercise: span for exercise, *span in spans}
    days = zip(phases["exercise_id"].tolist(), phases["phase_from"].tolist(), strict=True)
    return [(day, of[name][0]) for name, day in days if name in of and of[name][1] < day < of[name][2]]


def _misread(drawn: Sketch, misread: pd.DataFrame, window: Window, theme: Theme, top: float) -> float:
    """Draws the days on which an exercise and an incident met: the taller, the easier to misread."""
    if misread.empty:
        return top
    _name(drawn, "Misread risk: exercise and incident close in place and time", top, theme)
    foot = top + LANE_NAME_PX + MISREAD_PX
    height = misread["score"] / misread["score"].max() * MISREAD_PX
    least = (window[1] - window[0]).total_seconds() * 1000 * LEAST_BAR
    drawn.add_bar(
        x=misread["day"], y=-height, base=foot, width=max(DAY_MS, least),
        marker=dict(color=theme.muted, line=dict(color=theme.paper if least < DAY_MS else theme.muted, width=1)),
        customdata=[[f"misread:{s}|{d:%Y-%m-%d}"] for s, d in zip(misread["segment_id"], misread["day"], strict=True)],
        hovertext=[f"{day:%Y-%m-%d}: score {score:.0f}, click for the pairs behind it"
                   for day, score in zip(misread["day"], misread["score"], strict=True)],
        hoverinfo="text", name="Misread risk",
    )  # fmt: skip
    return foot + GAP_PX


def _band_names(drawn: Sketch, rows: pd.DataFrame, window: Window, theme: Theme) -> None:
    """Names the largest announced exercises beside their bands, where the row is free to the right."""
    until, days = window[1], (window[1] - window[0]).days + 1
    size = rows["announced_troops"].astype("float64").fillna(0)
    for _, row in rows.assign(size=size).sort_values("size", ascending=False).head(MAX_BAND_NAMES).iterrows():
        later = rows.loc[rows["y"].eq(row["y"]) & rows["band_from"].gt(row["band_from"]), "band_from"]
        end = min(later.min(), until) if len(later) else until
        room = (end - row["band_to"]).days
        wanted = len(row["name"]) * CHARACTER_SHARE * days
        if room >= wanted:
            weight = style.REGULAR if room >= PHONE_TIMES * wanted else style.WIDE_ONLY
            drawn.add_annotation(
                x=row["band_to"], y=row["y"], text=style.wrapped(row["name"], 40), showarrow=False, xanchor="left",
                yanchor="middle", xshift=2, font=dict(size=style.TEXT_PX, color=theme.ink, weight=weight),
            )  # fmt: skip


def _events(drawn: Sketch, events: pd.DataFrame, theme: Theme, top: float) -> tuple[float, pd.Series]:
    """Draws every lane and returns the bottom edge and the y of each event."""
    heights = pd.Series(dtype="float64")
    for lane in events["lane"].cat.categories if len(events) else []:
        rows = events[events["lane"].eq(lane)]
        if rows.empty:
            continue
        _rule(drawn, top, theme)
        _name(drawn, f"{lane}  {int((~rows['is_part']).sum())}", top + 1, theme)
        room = min((rows["slot"].max() + 1) * SLOT_PX, LANE_MAX_PX)
        step = room / (rows["slot"].max() + 1)
        y = top + LANE_NAME_PX + room - step * (rows["slot"] + 0.5)
        heights = pd.concat([heights, y]) if len(heights) else y
        top += LANE_NAME_PX + room + GAP_PX
    if len(events):
        _bars(drawn, events, heights, theme)
        _marks(drawn, events, heights, theme)
    return top, heights


def _bars(drawn: Sketch, events: pd.DataFrame, heights: pd.Series, theme: Theme) -> None:
    rows = events[events["bar_to"].notna()]
    x, y = [], []
    for first, last, height in zip(rows["bar_from"], rows["bar_to"], heights[rows.index], strict=True):
        x += [first, last, None]
        y += [height, height, None]
    drawn.add_scatter(
        x=x, y=y, mode="lines", line=dict(color=theme.muted, width=1.5), opacity=0.55, hoverinfo="skip",
        name="Lasted, or month only",
    )  # fmt: skip


def _marks(drawn: Sketch, events: pd.DataFrame, heights: pd.Series, theme: Theme) -> None:
    rows = events.sort_values("severity")
    colour = [style.severity_colour(s) for s in rows["severity"]]
    hollow = rows["date_precision"].eq("month")
    drawn.add_scatter(
        x=rows["at"],
        y=heights[rows.index],
        mode="markers",
        marker=dict(
            opacity=1,
            size=[style.severity_size(s) * (0.7 if part else 0.85) for s, part in
                  zip(rows["severity"], rows["is_part"], strict=True)],
            color=colour,
            symbol=["circle-open" if h else "circle" for h in hollow],
            line=dict(width=[2 if h else 1 for h in hollow],
                      color=[c if h else theme.paper for c, h in zip(colour, hollow, strict=True)]),
        ),
        customdata=[[f"event:{i}"] for i in rows["event_id"]],
        hovertext=rows["hover"],
        hoverinfo="text",
        name="Events",
    )  # fmt: skip


def _labels(
    drawn: Sketch,
    labelled: pd.DataFrame,
    heights: pd.Series,
    window: Window,
    theme: Theme,
    bottom: float,
) -> None:
    """Writes one label a row, turned inwards from the nearer edge, so that none overlaps or is cut on a phone."""
    first, last = window
    for step, (index, row) in enumerate(labelled.iterrows()):
        y = bottom - (step + 0.5) * LABEL_PX
        is_left = (row["at"] - first) <= (last - first) / 2
        drawn.add_shape(
            type="line", x0=row["at"], x1=row["at"], y0=y + LABEL_PX * 0.42, y1=heights[index] - 7, layer="below",
            line=dict(color=theme.muted, width=1, dash="dot"),
        )  # fmt: skip
        drawn.add_annotation(
            x=row["at"], y=y, text=_in_two_lines(row["title"]), showarrow=False,
            xanchor="left" if is_left else "right", align="left" if is_left else "right", yanchor="middle",
            font=dict(size=style.TEXT_PX, color=theme.ink), borderpad=1, bgcolor=theme.paper,
        )  # fmt: skip


def _in_two_lines(title: str) -> str:
    widths = range(LABEL_CHARACTERS, LABEL_CHARACTERS + len(title) + 1)
    return next(text for width in widths if (text := style.wrapped(title, width)).count("<br>") < 2)


def _strip(drawn: Sketch, headlines: pd.DataFrame, theme: Theme, top: float) -> float:
    _rule(drawn, top, theme)
    _name(drawn, f"Headlines  {len(headlines)}", top + 1, theme)
    if headlines.empty:
        return top + LANE_NAME_PX + GAP_PX
    deepest = headlines["slot"].max() + 1
    step = min(HEADLINE_DOT_PX + 1.5, STRIP_PX / deepest)
    bottom = top + LANE_NAME_PX + step * deepest + 4
    drawn.add_scatter(
        x=headlines["at"],
        y=bottom - 4 - step * (headlines["slot"] + 0.5),
        mode="markers",
        marker=dict(
            size=HEADLINE_DOT_PX,
            color=[theme.paper if inferred else theme.muted for inferred in headlines["is_date_inferred"]],
            line=dict(color=theme.muted, width=1),
        ),
        customdata=[[f"article:{i}"] for i in headlines["article_id"]],
        hovertext=headlines["hover"],
        hoverinfo="text",
        name="Headlines",
    )
    return bottom
