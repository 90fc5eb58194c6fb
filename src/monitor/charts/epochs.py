"""Draws incidents a day by week around exercise starts, beside the band of matched random dates."""

import pandas as pd
import plotly.graph_objects as go

from monitor.charts import style
from monitor.charts.sketch import Sketch
from monitor.charts.style import Theme, Words


def figure(weeks: pd.DataFrame, words: Words, theme: Theme, refusal: str = "") -> go.Figure:
    """Returns the superposed epochs; needs week, rate, expected, expected_low, expected_high (incidents a day)."""
    if weeks.empty:
        return style.empty(words, theme, style.wrapped(refusal or "Too few exercises or incidents.", 60))
    drawn = Sketch(words, theme, height=360)
    middle = weeks["week"] + 0.5
    drawn.add_scatter(
        x=pd.concat([middle, middle[::-1]]), y=pd.concat([weeks["expected_high"], weeks["expected_low"][::-1]]),
        mode="lines", fill="toself", fillcolor=theme.grid, line=dict(width=0), hoverinfo="skip", name="Matched dates",
    )  # fmt: skip
    drawn.add_scatter(
        x=middle, y=weeks["expected"], mode="lines", line=dict(color=theme.muted, width=1, dash="dot"),
        hoverinfo="skip", name="Mean of matched dates",
    )  # fmt: skip
    drawn.add_scatter(
        x=middle, y=weeks["rate"], mode="lines+markers", line=dict(color=theme.ink, width=2),
        marker=dict(size=8, color=theme.ink, line=dict(color=theme.paper, width=1)), name="Around starts",
        hovertext=[f"Week {_week(row['week'])}: {row['rate']:.2f} incidents a day<br>Matched dates "
                   f"{row['expected_low']:.2f} to {row['expected_high']:.2f}" for row in weeks.to_dict("records")],
        hoverinfo="text",
    )  # fmt: skip
    top = float(weeks[["rate", "expected_high"]].max().max()) * 1.25
    drawn.add_shape(type="line", x0=0, x1=0, y0=0, y1=top, line=dict(color=theme.muted, width=1))
    drawn.add_annotation(x=0, y=top, text="exercise starts", xanchor="left", yanchor="top", showarrow=False, xshift=4,
                         font=dict(color=theme.ink))  # fmt: skip
    last = weeks.iloc[-1]
    for value, text, shift in ((last["rate"], "recorded", 0), (last["expected_low"], "95 % of matched dates", -10)):
        drawn.add_annotation(x=float(middle.iloc[-1]), y=float(value), text=text, xanchor="right", showarrow=False,
                             yanchor="bottom" if not shift else "top", yshift=6 if not shift else -2,
                             font=dict(color=theme.ink if not shift else theme.muted))  # fmt: skip
    drawn.update_xaxes(
        range=[float(weeks["week"].min()) - 0.1, float(weeks["week"].max()) + 1.1], dtick=1, ticks="outside",
        tickcolor=theme.grid, title=dict(text="weeks before and after the first day", font=dict(color=theme.muted)),
    )  # fmt: skip
    drawn.update_yaxes(range=[0, top], nticks=5, rangemode="tozero")
    drawn.update_layout(margin=dict(l=36, b=50))
    return drawn.figure()


def _week(week: int) -> str:
    return f"{-week} before" if week < 0 else f"{week + 1} after"
