"""Draws the strength of exercises: announced and outside figures as ranges on a logarithmic axis of persons."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from monitor import words as say
from monitor.charts import style
from monitor.charts.sketch import Sketch
from monitor.charts.style import Theme, Words

# Vienna Document 2011: notify from 9,000 troops, invite observers from 13,000.
NOTIFY_TROOPS, OBSERVE_TROOPS = 9_000, 13_000
ROW_PX, FIGURE_PX, TOP_PX, AXIS_PX = 54, 40, 30, 42
LATE_SHARE = 0.6
TICKS = (100, 300, 1_000, 3_000, 10_000, 30_000, 100_000, 300_000)
SYMBOLS = {"announced": "square-open", "outside": "diamond", "estimate": "diamond", "claim": "cross-thin-open"}


def compare(rows: pd.DataFrame, words: Words, theme: Theme) -> go.Figure:
    """Returns a row per exercise with its announced and its outside range.

    Needs exercise_id, name, start_date, announced_low, announced_high, outside_low, outside_high (persons).
    """
    if rows.empty:
        return style.empty(words, theme, "No exercises in this set.<br>Choose another one.")
    ends = rows[["announced_low", "announced_high", "outside_low", "outside_high"]]
    drawn = _frame(len(rows), ROW_PX, words, theme, ends)
    y = np.arange(len(rows)) * ROW_PX
    left = 10 ** drawn.layout["xaxis"]["range"][0]
    year = rows["start_date"].dt.strftime("%b %Y").fillna("undated")
    _names(drawn, left, y, [f"{n} · {w}" for n, w in zip(rows["name"], year, strict=True)],
           [f"exercise:{i}" for i in rows["exercise_id"]], theme)  # fmt: skip
    for kind, shift in (("announced", 20.0), ("outside", 36.0)):
        known = rows[f"{kind}_low"].notna()
        some = rows[known]
        told = [_row_hover(row, kind) for row in some.to_dict("records")]
        opens = [f"exercise:{i}" for i in some["exercise_id"]]
        kinds = [kind] * len(some)
        _ranges(drawn, some[f"{kind}_low"], some[f"{kind}_high"], y[known] + shift, kinds, told, opens, theme)
        _values(drawn, some, kind, y[known] + shift, theme)
    bare = rows[["announced_low", "outside_low"]].isna().all(axis=1)
    drawn.add_scatter(
        x=[left * 1.08] * int(bare.sum()), y=y[bare] + 20, mode="text", text=["no strength recorded"] * int(bare.sum()),
        textposition="middle right", textfont=dict(color=theme.muted), hoverinfo="skip", name="Not recorded",
    )  # fmt: skip
    return drawn.figure()


def figures(rows: pd.DataFrame, words: Words, theme: Theme) -> go.Figure:
    """Returns a row per figure given for one exercise, grouped by which troops it counts; never a single true number.

    Needs exercise_id, scope, kind, by, date, from_ and to (persons; one of them may be missing), claim_id.
    """
    if rows.empty:
        return style.empty(words, theme, "No strength of this exercise is recorded.")
    drawn = _frame(len(rows), FIGURE_PX, words, theme, rows[["from_", "to"]])
    y = np.arange(len(rows)) * FIGURE_PX
    left = 10 ** drawn.layout["xaxis"]["range"][0]
    dates = [f", {say.day(d)}" if not pd.isna(d) else "" for d in rows["date"]]
    named = zip(rows["scope"], rows["by"], dates, strict=True)
    labels = [f"{scope[:1].upper()}{scope[1:]}: {by}{day}" for scope, by, day in named]
    opens = [f"claim:{c}" if c else f"exercise:{x}" for c, x in zip(rows["claim_id"], rows["exercise_id"], strict=True)]
    _names(drawn, left, y, labels, opens, theme)
    told = [f"<b>{style.wrapped(say.span(r['from_'], r['to']))}</b><br>{style.wrapped(r['by'])} · {r['kind']}"
            + (f"<br>{style.wrapped(r['note'])}" if r["note"] else "") for r in rows.to_dict("records")]  # fmt: skip
    _ranges(drawn, rows["from_"].fillna(rows["to"]), rows["to"].fillna(rows["from_"]), y + 18, list(rows["kind"]), told,
            opens, theme)  # fmt: skip
    ends = (rows["from_"].fillna(rows["to"]), rows["to"].fillna(rows["from_"]))
    _beside(
        drawn, *ends, y + 18, [say.span(*pair) for pair in zip(rows["from_"], rows["to"], strict=True)], theme.muted
    )
    return drawn.figure()


def _frame(count: int, row_px: int, words: Words, theme: Theme, ends: pd.DataFrame) -> Sketch:
    bottom = count * row_px + 4
    drawn = Sketch(words, theme, height=bottom + TOP_PX + AXIS_PX)
    known = ends.to_numpy(dtype=float)
    known = known[np.isfinite(known) & (known > 0)]
    low = min(known.min(), NOTIFY_TROOPS) if len(known) else NOTIFY_TROOPS
    high = max(known.max(), OBSERVE_TROOPS) if len(known) else OBSERVE_TROOPS
    drawn.update_xaxes(
        type="log", range=[np.log10(low) - 0.25, np.log10(high) + 0.45], tickvals=TICKS,
        ticktext=[f"{t:,}" for t in TICKS], ticks="outside", tickcolor=theme.grid,
    )  # fmt: skip
    drawn.update_yaxes(range=[bottom, -TOP_PX], visible=False)
    drawn.update_layout(margin=dict(b=AXIS_PX))
    for troops, text, anchor in ((NOTIFY_TROOPS, "notify 9,000", "right"), (OBSERVE_TROOPS, "observe 13,000", "left")):
        x, y = [], []
        for row in range(count):
            # Beside the marks only, so that the line never strikes through a name.
            x += [troops, troops, None]
            y += [row * row_px + 11, (row + 1) * row_px - 8, None]
        drawn.add_scatter(x=x, y=y, mode="lines", line=dict(color=theme.muted, width=1.5, dash="dot"),
                          hoverinfo="skip", name=text)  # fmt: skip
        drawn.add_annotation(
            x=np.log10(troops), y=-TOP_PX, text=text, xanchor=anchor, yanchor="top", showarrow=False,
            font=dict(color=theme.muted), borderpad=0,
        )  # fmt: skip
    return drawn


def _names(drawn: Sketch, left: float, y: np.ndarray, texts: list[str], opens: list[str], theme: Theme) -> None:
    for height in y[1:]:
        drawn.add_shape(type="line", x0=0, x1=1, xref="paper", y0=height - 5, y1=height - 5, layer="below",
                        line=dict(color=theme.grid, width=1))  # fmt: skip
    drawn.add_scatter(
        x=[left] * len(texts), y=y + 3, mode="text", text=[style.wrapped(_short(t), 70) for t in texts],
        textposition="middle right", textfont=dict(color=theme.ink), customdata=[[o] for o in opens],
        hovertext=[style.wrapped(t) for t in texts], hoverinfo="text", name="Names",
    )  # fmt: skip


def _short(text: str, most: int = 64) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _ranges(
    drawn: Sketch,
    low: pd.Series,
    high: pd.Series,
    y: np.ndarray,
    kinds: list[str],
    told: list[str],
    opens: list[str],
    theme: Theme,
) -> None:
    x, lines = [], []
    for first, last, height in zip(low.astype(float), high.astype(float), y, strict=True):
        x += [first, last, None]
        lines += [height, height, None]
    drawn.add_scatter(x=x, y=lines, mode="lines", line=dict(color=theme.muted, width=2), hoverinfo="skip", name="Range")
    both = [low.astype(float), high.astype(float)]
    drawn.add_scatter(
        x=np.concatenate(both), y=np.concatenate([y, y]), mode="markers",
        marker=dict(
            symbol=[SYMBOLS[k] for k in kinds] * 2, size=9, opacity=1,
            color=[theme.ink if k == "announced" else theme.muted for k in kinds] * 2,
            line=dict(width=[2 if k != "outside" and k != "estimate" else 1 for k in kinds] * 2,
                      color=[theme.ink if k in ("announced", "claim") else theme.paper for k in kinds] * 2),
        ),
        customdata=[[o] for o in opens] * 2, hovertext=told * 2, hoverinfo="text", name="Strength",
    )  # fmt: skip


def _values(drawn: Sketch, rows: pd.DataFrame, kind: str, y: np.ndarray, theme: Theme) -> None:
    """Writes the numbers beside their range, so that it can be read without a pointer."""
    low, high = rows[f"{kind}_low"], rows[f"{kind}_high"]
    text = [f"{a:,.0f}" if a == b else f"{a:,.0f}–{b:,.0f}" for a, b in zip(low, high, strict=True)]
    _beside(drawn, low, high, y, text, theme.ink if kind == "announced" else theme.muted)


def _beside(drawn: Sketch, low: pd.Series, high: pd.Series, y: np.ndarray, text: list[str], colour: str) -> None:
    """Writes a text to the right of each range, or to its left where the right edge is near."""
    first, last = drawn.layout["xaxis"]["range"]
    is_late = (np.log10(high.astype(float)) > first + (last - first) * LATE_SHARE).to_numpy()
    drawn.add_scatter(
        x=np.where(is_late, low.astype(float), high.astype(float)), y=y, mode="text", hoverinfo="skip", name="Values",
        text=[f"{t}   " if late else f"   {t}" for t, late in zip(text, is_late, strict=True)],
        textposition=["middle left" if late else "middle right" for late in is_late], textfont=dict(color=colour),
    )  # fmt: skip


def _row_hover(row: dict, kind: str) -> str:
    low, high = row[f"{kind}_low"], row[f"{kind}_high"]
    span = f"{low:,.0f}" if low == high else f"{low:,.0f} to {high:,.0f}"
    what = "Announced" if kind == "announced" else "Estimated by others"
    return f"<b>{style.wrapped(row['name'])}</b><br>{what}: {span} persons"
