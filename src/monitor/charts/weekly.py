"""Draws incidents per week as a small column chart with its last value named."""

import pandas as pd
import plotly.graph_objects as go

from monitor.charts import style
from monitor.charts.sketch import Sketch
from monitor.charts.style import Theme, Words


def figure(weeks: pd.DataFrame, words: Words, theme: Theme, height: int = 150) -> go.Figure:
    """Returns the column chart; needs `week` (its Monday) and `incidents`."""
    if weeks.empty:
        return style.empty(words, theme, "The period is shorter than a week.")
    drawn = Sketch(words, theme, height)
    drawn.add_bar(
        x=weeks["week"],
        y=weeks["incidents"],
        marker=dict(color=theme.muted, line=dict(color=theme.paper, width=1)),
        hovertemplate="Week of %{x|%-d %b %Y}: %{y} incidents<extra></extra>",
        name="Incidents",
    )
    peak = weeks.loc[weeks["incidents"].idxmax()]
    is_late = peak["week"] > weeks["week"].iloc[0] + (weeks["week"].iloc[-1] - weeks["week"].iloc[0]) * 0.6
    drawn.add_annotation(
        x=peak["week"], y=peak["incidents"], text=f"{peak['incidents']} in the week of {peak['week'].day} "
        f"{peak['week']:%b %Y}", showarrow=False, yanchor="bottom", xanchor="right" if is_late else "left",
         font=dict(color=theme.ink),
    )  # fmt: skip
    drawn.update_layout(margin=dict(b=22, l=24))
    drawn.update_yaxes(nticks=4, range=[0, max(int(peak["incidents"]), 1) * 1.3], tickformat="d")
    drawn.update_xaxes(nticks=6, tickformat="%b %Y", type="date")
    return drawn.figure()
