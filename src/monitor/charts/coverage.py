"""Draws the coverage matrix: how many events are recorded per period and country or type."""

import pandas as pd
import plotly.graph_objects as go

from monitor.charts import style
from monitor.charts.sketch import Sketch
from monitor.charts.style import Theme, Words

ROW_PX = 26
LARGEST_PX = 22
NAMED_FROM = 10


def figure(matrix: pd.DataFrame, words: Words, theme: Theme) -> go.Figure:
    """Returns a bubble matrix; rows are labels, columns are pandas periods, an empty place is no recorded event."""
    if matrix.empty:
        return style.empty(words, theme, "No events match the filters.<br>Widen them to see the coverage.")
    named = [style.wrapped(str(label)) for label in matrix.index]
    drawn = Sketch(words, theme, height=ROW_PX * len(matrix) + 110)
    long = matrix.rename_axis("label").reset_index().melt("label", var_name="period", value_name="count")
    long = long[long["count"].gt(0)]
    largest = max(int(long["count"].max()), 1)
    drawn.add_scatter(
        x=[period.start_time + (period.end_time - period.start_time) / 2 for period in long["period"]],
        y=[style.wrapped(str(label)) for label in long["label"]],
        mode="markers+text",
        text=[str(count) if count >= NAMED_FROM else "" for count in long["count"]],
        textfont=dict(size=10, color=theme.paper),
        marker=dict(
            size=[max(4.0, LARGEST_PX * (count / largest) ** 0.5) for count in long["count"]],
            color=theme.muted,
            opacity=1,
            line=dict(color=theme.paper, width=1),
        ),
        customdata=[[f"cell:{label}|{period}"] for label, period in zip(long["label"], long["period"], strict=True)],
        hovertext=[
            f"<b>{style.wrapped(str(label))}</b><br>{period}: {count} events"
            for label, period, count in zip(long["label"], long["period"], long["count"], strict=True)
        ],
        hoverinfo="text",
        name="Events",
    )
    drawn.update_yaxes(
        autorange="reversed", type="category", categoryorder="array", categoryarray=named,
        automargin=True, showgrid=True, ticks="", tickfont=dict(color=theme.ink),
    )  # fmt: skip
    drawn.update_xaxes(type="date", nticks=8, tickformat="%b\n%Y", ticks="outside", tickcolor=theme.grid)
    drawn.update_layout(margin=dict(b=40))
    return drawn.figure()
