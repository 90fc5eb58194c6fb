"""Draws the misread-risk windows: a row per border segment, a square per day, darker where the score is higher."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from monitor import words as say
from monitor.charts import style
from monitor.charts.sketch import Sketch
from monitor.charts.style import Theme, Words

ROW_PX, NAME_PX, AXIS_PX = 32, 15, 44
DAY_MS = 86_400_000
FAINTEST, STRONGEST = 0.18, 1.0
# A day may not be narrower than this share of the period, or it would vanish on a phone.
NARROWEST = 1 / 140


def figure(
    strip: pd.DataFrame,
    segments: pd.DataFrame,
    window: tuple[pd.Timestamp, pd.Timestamp],
    words: Words,
    theme: Theme,
) -> go.Figure:
    """Returns the heat strip; segments stand from north to south, those without a score are left out.

    Needs `strip` with day, segment_id, score, low, high, pairs and `segments` with segment and name.
    """
    if strip.empty:
        return style.empty(words, theme, "No exercise and incident met in this period.<br>Choose a longer one.")
    used = segments[segments["segment"].isin(strip["segment_id"])]
    place = {segment: number * ROW_PX for number, segment in enumerate(used["segment"])}
    named = dict(zip(used["segment"], used["name"], strict=True))
    rows = strip[strip["segment_id"].isin(place)].sort_values("score")
    bottom = len(place) * ROW_PX + 2
    drawn = Sketch(words, theme, height=bottom + AXIS_PX)
    first, last = window[0], window[1] + pd.Timedelta(days=1)
    wide = max(DAY_MS, (last - first).total_seconds() * 1000 * NARROWEST)
    y = rows["segment_id"].map(place).to_numpy() + NAME_PX + (ROW_PX - NAME_PX) / 2 - 2
    share = rows["score"] / rows["score"].max()
    drawn.add_bar(
        orientation="h", base=rows["day"] + pd.Timedelta(milliseconds=(DAY_MS - wide) / 2), x=[wide] * len(rows), y=y,
        width=ROW_PX - NAME_PX - 4,
        marker=dict(color=theme.ink, opacity=np.round(FAINTEST + (STRONGEST - FAINTEST) * share, 3).to_list(),
                    line=dict(color=theme.muted, width=1)),
        customdata=[[f"misread:{s}|{d:%Y-%m-%d}"] for s, d in zip(rows["segment_id"], rows["day"], strict=True)],
        hovertext=[_told(row, named) for row in rows.to_dict("records")], hoverinfo="text", name="Score",
    )  # fmt: skip
    for height in list(place.values())[1:]:
        drawn.add_shape(type="line", x0=0, x1=1, xref="paper", y0=height - 1, y1=height - 1, layer="below",
                        line=dict(color=theme.grid, width=1))  # fmt: skip
    drawn.add_scatter(
        x=[first] * len(place), y=[height + NAME_PX / 2 for height in place.values()], mode="text",
        text=list(named.values()), textposition="middle right", textfont=dict(color=theme.muted), hoverinfo="skip",
        name="Segments",
    )  # fmt: skip
    drawn.update_yaxes(range=[bottom, 0], visible=False)
    drawn.update_xaxes(range=[first, last], type="date", nticks=7, ticks="outside", tickcolor=theme.grid,
                       tickformatstops=[dict(dtickrange=[None, DAY_MS * 20], value="%-d %b\n%Y"),
                                        dict(dtickrange=[DAY_MS * 20, None], value="%b\n%Y")])  # fmt: skip
    drawn.update_layout(margin=dict(b=AXIS_PX), barmode="overlay")
    return drawn.figure()


def _told(row: dict, named: dict[str, str]) -> str:
    pairs = say.count(int(row["pairs"]), "pair")
    return (
        f"<b>{style.wrapped(named[row['segment_id']])}</b>, {say.day(row['day'])}<br>Score {row['score']:.0f} "
        f"(from {row['low']:.0f} to {row['high']:.0f})<br>{pairs} of exercise and incident"
    )
