"""Draws the ledger of claims: a mark per claim, in blocks by who made it, its shape the verdict."""

import pandas as pd
import plotly.graph_objects as go

from monitor import words as say
from monitor.charts import style
from monitor.charts.sketch import Sketch
from monitor.charts.style import Theme, Words

PER_ROW, STEP_PX, NAME_PX, GAP_PX = 20, 21, 20, 12
SYMBOLS = {"supported": "circle", "contradicted": "x", "open": "circle-open"}
ORDER = {"supported": 0, "contradicted": 1, "open": 2}


def figure(rows: pd.DataFrame, words: Words, theme: Theme) -> go.Figure:
    """Returns the blocks; needs claim_id, claim, speaker, date, verdict, margin and `camp` (who made it, in words)."""
    if rows.empty:
        return style.empty(words, theme, "No claims match.<br>Widen the filters.")
    drawn = Sketch(words, theme, height=100)
    top, marks = 0.0, []
    for camp, block in rows.groupby("camp", sort=False):
        block = block.assign(order=block["verdict"].map(ORDER)).sort_values(["order", "date", "claim_id"])
        place = pd.RangeIndex(len(block))
        block = block.assign(x=place % PER_ROW, y=top + NAME_PX + (place // PER_ROW) * STEP_PX + STEP_PX / 2)
        counts = block["verdict"].value_counts()
        told = ", ".join(f"{counts[v]} {v}" for v in ORDER if v in counts)
        drawn.add_scatter(
            x=[-0.5], y=[top + NAME_PX / 2], mode="text", text=[f"<b>{style.wrapped(str(camp))}</b>: {told}"],
            textposition="middle right", textfont=dict(color=theme.ink), hoverinfo="skip", name=str(camp),
        )  # fmt: skip
        marks.append(block)
        top += NAME_PX + ((len(block) - 1) // PER_ROW + 1) * STEP_PX + GAP_PX
    every = pd.concat(marks)
    drawn.add_scatter(
        x=every["x"], y=every["y"], mode="markers",
        marker=dict(symbol=[SYMBOLS[v] for v in every["verdict"]], size=12, opacity=1,
                    color=[theme.ink if v == "contradicted" else theme.muted for v in every["verdict"]],
                    line=dict(width=[2 if v == "open" else 1 for v in every["verdict"]],
                              color=[theme.muted if v == "open" else theme.paper for v in every["verdict"]])),
        customdata=[[f"claim:{i}"] for i in every["claim_id"]],
        hovertext=[_told(row) for row in every.to_dict("records")], hoverinfo="text", name="Claims",
    )  # fmt: skip
    drawn.update_xaxes(range=[-0.7, PER_ROW - 0.3], visible=False)
    drawn.update_yaxes(range=[top, 0], visible=False)
    drawn.update_layout(height=round(top) + 8)
    return drawn.figure()


def _told(row: dict) -> str:
    margin = f" by {style.wrapped(row['margin'])}" if row["margin"] else ""
    return (
        f"<b>{style.wrapped(row['claim'])}</b><br>{style.wrapped(row['speaker'])}, {say.day(row['date'])}<br>"
        f"{row['verdict'].capitalize()}{margin}"
    )
