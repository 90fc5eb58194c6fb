"""Draws how far exercise areas lie from the allied border: a mark per area with its error, a row per exercise."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from monitor import words as say
from monitor.charts import style
from monitor.charts.sketch import Sketch
from monitor.charts.style import Theme, Words

ROW_PX, TOP_PX, AXIS_PX = 44, 26, 42
# A square-root axis: the kilometres near the border matter, those beyond 500 do not, and 0 stays on it.
TICKS = (0, 10, 50, 100, 200, 400, 800, 1600)


def figure(
    rows: pd.DataFrame,
    lines: pd.DataFrame,
    words: Words,
    theme: Theme,
    names: Mapping[str, str],
    thresholds: tuple[float, ...] = (50.0,),
) -> go.Figure:
    """Returns the strip plot; a mark known only to the region is hollow.

    Needs `rows` of areas with row_id, border_km, border_error_km, geo_precision and the border columns, and `lines`
    with row_id, label and opens (what a click on the label opens), in the order in which they are to stand.
    """
    if rows.empty:
        return style.empty(words, theme, "No areas of these exercises are recorded.<br>Choose another set.")
    bottom = len(lines) * ROW_PX + 4
    drawn = Sketch(words, theme, height=bottom + TOP_PX + AXIS_PX)
    place = {line: number * ROW_PX for number, line in enumerate(lines["row_id"])}
    y = rows["row_id"].map(place).to_numpy() + 24.0
    farthest = max(float((rows["border_km"] + rows["border_error_km"]).max()), 2 * max(thresholds))
    _thresholds(drawn, thresholds, list(place.values()), theme)
    _labels(drawn, lines, place, theme)
    _errors(drawn, rows, y, theme)
    _marks(drawn, rows, y, theme, names)
    drawn.update_xaxes(
        range=[-0.6, farthest**0.5 * 1.03], tickvals=[t**0.5 for t in TICKS], ticktext=[f"{t:,}" for t in TICKS],
        ticks="outside", tickcolor=theme.grid, title=dict(text="km from the edge of the area to the border",
                                                           font=dict(color=theme.muted)),
    )  # fmt: skip
    drawn.update_yaxes(range=[bottom, -TOP_PX], visible=False)
    drawn.update_layout(margin=dict(b=AXIS_PX + 10))
    return drawn.figure()


def _thresholds(drawn: Sketch, thresholds: tuple[float, ...], tops: list[int], theme: Theme) -> None:
    """Draws each threshold beside the marks only, so that it never strikes through a label."""
    for km in thresholds:
        x, y = [], []
        for top in tops:
            x += [km**0.5, km**0.5, None]
            y += [top + 14, top + ROW_PX - 6, None]
        drawn.add_scatter(x=x, y=y, mode="lines", line=dict(color=theme.muted, width=1.5, dash="dot"),
                          hoverinfo="skip", name=f"{km:.0f} km")  # fmt: skip
        drawn.add_annotation(x=km**0.5, y=-TOP_PX, text=f"{km:.0f} km", showarrow=False, yanchor="top", borderpad=0,
                             font=dict(color=theme.muted))  # fmt: skip


def _labels(drawn: Sketch, lines: pd.DataFrame, place: Mapping[str, int], theme: Theme) -> None:
    for height in list(place.values())[1:]:
        drawn.add_shape(type="line", x0=0, x1=1, xref="paper", y0=height - 4, y1=height - 4, layer="below",
                        line=dict(color=theme.grid, width=1))  # fmt: skip
    drawn.add_scatter(
        x=[-0.4] * len(lines), y=[place[i] + 5 for i in lines["row_id"]], mode="text",
        text=[style.wrapped(label, 90) for label in lines["label"]], textposition="middle right",
        textfont=dict(color=theme.ink), customdata=[[o] for o in lines["opens"]],
        hovertext=[style.wrapped(label) for label in lines["label"]], hoverinfo="text", name="Exercises",
    )  # fmt: skip


def _errors(drawn: Sketch, rows: pd.DataFrame, y: np.ndarray, theme: Theme) -> None:
    x, lines = [], []
    for km, error, height in zip(rows["border_km"], rows["border_error_km"], y, strict=True):
        x += [max(0.0, km - error) ** 0.5, (km + error) ** 0.5, None]
        lines += [height, height, None]
    drawn.add_scatter(x=x, y=lines, mode="lines", line=dict(color=theme.muted, width=1), opacity=0.7, hoverinfo="skip",
                      name="May lie anywhere here")  # fmt: skip


def _marks(drawn: Sketch, rows: pd.DataFrame, y: np.ndarray, theme: Theme, names: Mapping[str, str]) -> None:
    vague = rows["geo_precision"].isin(("region", "district"))
    drawn.add_scatter(
        x=rows["border_km"] ** 0.5, y=y, mode="markers",
        marker=dict(symbol=["circle-open" if v else "circle" for v in vague], size=10, opacity=1,
                    color=[theme.muted if v else theme.ink for v in vague],
                    line=dict(width=[2 if v else 1 for v in vague],
                              color=[theme.muted if v else theme.paper for v in vague])),
        customdata=[[f"area:{i}"] for i in rows["area_id"]],
        hovertext=[f"<b>{style.wrapped(row['name'])}</b><br>{style.wrapped(say.distance(row, names))}<br>"
                   f"{say.PRECISION[row['geo_precision']]}" for row in rows.to_dict("records")],
        hoverinfo="text", name="Areas",
    )  # fmt: skip
