"""Draws reactions: one chain as a ladder, who answers what, how fast, how often, and what follows severe events."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from monitor import words
from monitor.charts import style
from monitor.charts.sketch import Sketch
from monitor.charts.style import Theme, Words

# Days grow as their logarithm, so that the first days, in which most answers come, have room.
DAY_TICKS = (0, 1, 3, 7, 14, 30, 90, 365)
TEXT_ROW_PX, STRIP_PX, GAP_PX, AXIS_PX = 17, 14, 9, 40
TITLE_CHARACTERS = 62
CELL_PX, LARGEST_PX = 30, 24
CHARACTER_PX = 6.4
OTHERS = "All others"
SIDE_COLOURS = {"RU-BY": "RU", "NATO": "NATO", "EU": "EU"}
FAST_DAYS = 7


def side_colour(side: str) -> str:
    """Returns the colour of an acting side."""
    return style.ACTORS[SIDE_COLOURS[side]] if side in SIDE_COLOURS else style.OTHER


def _scaled(days: Sequence[float] | pd.Series) -> np.ndarray:
    # An answer known only to its month can stand before its trigger.
    return np.log1p(np.maximum(np.asarray(days, dtype="float64"), 0.0))


def _day_axis(drawn: Sketch, last: float) -> None:
    ticks = [tick for tick in DAY_TICKS if tick <= max(last, 1) * 1.3]
    text = ["0" if tick == 0 else f"{tick} d" for tick in ticks]
    drawn.update_xaxes(tickvals=_scaled(ticks), ticktext=text, ticks="outside")


def chain(rows: pd.DataFrame, names: Mapping[str, str], text: Words, theme: Theme) -> go.Figure:
    """Returns the answers of one chain as a ladder: one row each, its line from its own trigger to its day.

    Needs `rows` with event_id, title, event_date, label, side, direction, depth, start_days, end_days; `names` of
    sides.
    """
    if rows.empty:
        return style.empty(text, theme, "No chain of answers matches the filters.<br>Widen them or the period.")
    years = rows["event_date"].dt.year.nunique() > 1
    lines = [_chain_line(row, years) for row in rows.to_dict("records")]
    heights = [TEXT_ROW_PX * (line.count("<br>") + 1) + STRIP_PX + GAP_PX for line in lines]
    bottom = np.cumsum(heights)
    y = bottom - GAP_PX - STRIP_PX / 2
    drawn = Sketch(text, theme, height=int(bottom[-1]) + AXIS_PX)
    last = float(rows["end_days"].max())
    left = -0.04 * max(_scaled([last])[0], 1)
    for start, end, height, camp in zip(rows["start_days"], rows["end_days"], y, rows["side"], strict=True):
        drawn.add_shape(type="line", x0=_scaled([start])[0], x1=_scaled([end])[0], y0=height, y1=height, layer="below",
                        line=dict(color=side_colour(camp), width=3))  # fmt: skip
    drawn.add_scatter(
        x=[left] * len(rows), y=y - STRIP_PX / 2, mode="text", text=lines, textposition="top right", hoverinfo="skip",
        textfont=dict(size=style.TEXT_PX, color=theme.ink), cliponaxis=False, name="Answers",
        customdata=[[f"event:{i}"] for i in rows["event_id"]],
    )  # fmt: skip
    drawn.add_scatter(
        x=_scaled(rows["end_days"]), y=y, mode="markers", name="Day of the answer", hoverinfo="text",
        hovertext=[_chain_hover(row, names) for row in rows.to_dict("records")],
        customdata=[[f"event:{i}"] for i in rows["event_id"]],
        marker=dict(
            size=12, opacity=1, color=[side_colour(camp) for camp in rows["side"]],
            symbol=["diamond" if d == -1 else "circle" for d in rows["direction"]],
            line=dict(color=theme.paper, width=1),
        ),
    )  # fmt: skip
    _day_axis(drawn, last)
    drawn.update_layout(margin=dict(b=AXIS_PX))
    drawn.update_yaxes(range=[float(bottom[-1]), 0], visible=False)
    drawn.update_xaxes(range=[left, max(_scaled([last])[0], 1) * 1.04])
    return drawn.figure()


def _chain_line(row: dict, with_year: bool) -> str:
    step = "↳ " * (int(row["depth"]) - 1)
    easing = " (eases)" if row["direction"] == -1 else ""
    day = words.day(row["event_date"]) if with_year else words.day(row["event_date"])[:-5]
    return style.wrapped(f"{step}{day} · {row['title']}{easing}", TITLE_CHARACTERS)


def _chain_hover(row: dict, names: Mapping[str, str]) -> str:
    lag = words.count(int(row["lag_days"]), "day")
    kind = f"{row['label']} by {names.get(row['side'], row['side'])}"
    return f"<b>{style.wrapped(row['title'])}</b><br>{kind}<br>{lag} after “{style.wrapped(row['trigger_title'])}”"


def matrix(table: pd.DataFrame, text: Words, theme: Theme) -> go.Figure:
    """Returns trigger types by answer types as bubbles: area and number = count, full = median within a week.

    Needs trigger_name, name, count, median_days.
    """
    if table.empty:
        return style.empty(text, theme, "No answers match the filters.<br>Widen them or the period.")
    cells = table
    rows, columns = _ordered(cells, "trigger_name"), _ordered(cells, "name")
    fast = cells["median_days"].le(FAST_DAYS)
    names_px = round(max(len(name) for name in columns) * CHARACTER_PX) + 12
    drawn = Sketch(text, theme, height=CELL_PX * len(rows) + names_px)
    drawn.add_scatter(
        x=_escaped(cells["name"]), y=_escaped(cells["trigger_name"]), mode="markers+text", name="Answers",
        hoverinfo="text", text=cells["count"].astype("str"),
        textfont=dict(size=10, color=[theme.paper if f else theme.ink for f in fast]),
        marker=dict(
            size=[max(15.0, LARGEST_PX * (c / cells["count"].max()) ** 0.5) for c in cells["count"]], opacity=1,
            color=[theme.ink if f else theme.paper for f in fast], line=dict(color=theme.ink, width=1),
        ),
        hovertext=[_matrix_hover(row) for row in cells.to_dict("records")],
        customdata=[[f"answers:pair|{t}|{a}"] for t, a in zip(cells["trigger_name"], cells["name"], strict=True)],
    )  # fmt: skip
    axis = dict(type="category", categoryorder="array", automargin=True, tickfont=dict(color=theme.ink), ticks="")
    drawn.update_yaxes(**axis, categoryarray=_escaped(rows), autorange="reversed", showgrid=True)
    drawn.update_xaxes(**{**axis, "automargin": False}, categoryarray=_escaped(columns), tickangle=-90)
    drawn.update_layout(margin=dict(b=names_px))
    return drawn.figure()


def _ordered(cells: pd.DataFrame, column: str) -> list[str]:
    names = list(cells.groupby(column)["count"].sum().sort_values(ascending=False, kind="stable").index)
    return [*(name for name in names if name != OTHERS), *(name for name in names if name == OTHERS)]


def _matrix_hover(row: dict) -> str:
    median = "no common median" if pd.isna(row["median_days"]) else f"median {row['median_days']:g} days"
    pair = f"{style.wrapped(row['trigger_name'])} answered by {style.wrapped(row['name'])}"
    return f"<b>{pair}</b><br>{words.count(row['count'], 'time')}, {median}"


def lags(table: pd.DataFrame, names: Mapping[str, str], text: Words, theme: Theme) -> go.Figure:
    """Returns the share of answers that had come after so many days, one stepped line and band per answering side.

    Needs side, lag_days, share, low, high, n; `names` of sides.
    """
    if table.empty:
        return style.empty(text, theme, "Fewer than 10 dated answers of any side.<br>Widen the filters or the period.")
    drawn = Sketch(text, theme, height=300)
    last = float(table["lag_days"].max())
    for order, (camp, rows) in enumerate(table.groupby("side", sort=False)):
        x = _scaled([*rows["lag_days"], last])
        low, high, share = ([*rows[name], rows[name].iloc[-1]] for name in ("low", "high", "share"))
        drawn.add_scatter(
            x=[*x, *x[::-1]], y=[*high, *low[::-1]], fill="toself", mode="lines", line=dict(width=0, shape="hv"),
            fillcolor=side_colour(camp), opacity=0.12, hoverinfo="skip", name=f"{names[camp]}, band",
        )  # fmt: skip
        drawn.add_scatter(
            x=x, y=share, mode="lines", line=dict(color=side_colour(camp), width=2.5, shape="hv"), name=names[camp],
            hovertext=[f"{names[camp]}: {s:.0%} within {words.count(int(d), 'day')}" for s, d in
                       zip(share, [*rows["lag_days"], last], strict=True)], hoverinfo="text",
        )  # fmt: skip
        # Names stand in the empty lower right, one below the other, beside a square in the colour of their line.
        drawn.add_scatter(
            x=[_scaled([last])[0] * 0.97], y=[0.06 + 0.1 * order], mode="markers+text", hoverinfo="skip",
            text=f"<b>{names[camp]}</b>, n = {rows['n'].iloc[0]}  ", textposition="middle left",
            name=f"{names[camp]}, key", textfont=dict(color=theme.ink, size=style.TEXT_PX),
            marker=dict(symbol="square", size=11, color=side_colour(camp), line=dict(color=theme.paper, width=1)),
        )  # fmt: skip
    _day_axis(drawn, last)
    drawn.update_yaxes(range=[0, 1.02], tickformat=".0%", nticks=6)
    drawn.update_xaxes(range=[0, _scaled([last])[0]])
    drawn.update_layout(margin=dict(b=30, l=44))
    return drawn.figure()


def rates(table: pd.DataFrame, by: str, text: Words, theme: Theme) -> go.Figure:
    """Returns the response rate of each group with its 95 % interval and n; groups without a share are left out.

    Needs name, triggers, answered, share, low, high; `by` names the grouping (Type or Country).
    """
    rows = table[table["share"].notna()] if len(table) else table
    if rows.empty:
        return style.empty(text, theme, "No group has 10 events or more.<br>Widen the filters or the period.")
    drawn = Sketch(text, theme, height=24 * len(rows) + 60)
    labels = [f"{style.wrapped(name)}  {n}" for name, n in zip(rows["name"], rows["triggers"], strict=True)]
    drawn.add_scatter(
        x=rows["share"], y=labels, mode="markers", name="Response rate", hoverinfo="text",
        error_x=dict(type="data", symmetric=False, array=rows["high"] - rows["share"],
                     arrayminus=rows["share"] - rows["low"], color=theme.muted, thickness=1.5, width=0),
        hovertext=[_rate_hover(row) for row in rows.to_dict("records")],
        customdata=[[f"answers:trigger|{by}|{name}"] for name in rows["name"]],
        marker=dict(size=10, color=theme.ink, line=dict(color=theme.paper, width=1), opacity=1),
    )  # fmt: skip
    drawn.update_yaxes(autorange="reversed", type="category", automargin=True, ticks="", tickfont=dict(color=theme.ink))
    drawn.update_xaxes(range=[-0.01, max(float(rows["high"].max()) * 1.02, 0.2)], tickformat=".0%", nticks=6)
    drawn.update_layout(margin=dict(b=30))
    return drawn.figure()


def _rate_hover(row: dict) -> str:
    share = f"{row['answered']} of {row['triggers']} answered ({row['share']:.0%})"
    return f"<b>{style.wrapped(row['name'])}</b><br>{share}<br>95 % interval {row['low']:.0%} to {row['high']:.0%}"


def kinds(table: pd.DataFrame, names: Mapping[str, str], text: Words, theme: Theme) -> go.Figure:
    """Returns what each side answers with, as shares of one bar per side; easing answers are named beside it.

    Needs side, group, count, share, n, easing; `names` of sides.
    """
    if table.empty:
        return style.empty(text, theme, "No answers match the filters.<br>Widen them or the period.")
    order = table.groupby("side")["n"].first().sort_values(ascending=False).index
    height = {camp: position for position, camp in enumerate(order)}
    drawn = Sketch(text, theme, height=56 * len(order) + 30)
    shades = {"measure": theme.ink, "posture": theme.muted, "diplomacy": theme.grid, "incident": theme.paper}
    for group, shade in shades.items():
        rows = table[table["group"].eq(group)]
        drawn.add_bar(
            orientation="h", x=rows["share"], y=[height[camp] + 0.18 for camp in rows["side"]], width=0.46,
            name=group.capitalize(), marker=dict(color=shade, line=dict(color=theme.muted, width=1)),
            text=[f"{group} {c}" if s > 0.12 else "" for c, s in zip(rows["count"], rows["share"], strict=True)],
            textposition="inside", insidetextanchor="start", constraintext="none",
            textfont=dict(color=theme.paper if group in ("measure", "posture") else theme.ink), hoverinfo="text",
            hovertext=[f"<b>{names[camp]}</b><br>{group}: {c} of {n} ({s:.0%})" for camp, c, n, s in
                       zip(rows["side"], rows["count"], rows["n"], rows["share"], strict=True)],
            customdata=[[f"answers:kind|{camp}|{group}"] for camp in rows["side"]],
        )  # fmt: skip
    by = table.groupby("side").agg(n=("n", "first"), easing=("easing", "sum"))
    drawn.add_scatter(
        x=[0] * len(order), y=[height[camp] - 0.1 for camp in order], mode="text", textposition="top right",
        text=[f"<b>{names[camp]}</b>  {_easing(by.loc[camp])}" for camp in order], hoverinfo="skip", name="Sides",
        textfont=dict(color=theme.ink, size=style.TEXT_PX), cliponaxis=False,
    )  # fmt: skip
    drawn.update_layout(barmode="stack", margin=dict(b=8))
    drawn.update_yaxes(range=[len(order) - 0.5, -0.55], visible=False)
    drawn.update_xaxes(range=[0, 1], visible=False)
    return drawn.figure()


def _easing(row: pd.Series) -> str:
    eased = "none eases tension" if row["easing"] == 0 else f"{row['easing']} of them eases tension" if (
        row["easing"] == 1) else f"{row['easing']} of them ease tension"  # fmt: skip
    return f"{words.count(int(row['n']), 'answer')}, {eased}"


def branching(rows: pd.DataFrame, text: Words, theme: Theme) -> go.Figure:
    """Returns branching ratios with their 95 % intervals; needs name, ratio, low, high, n."""
    if rows.empty:
        return style.empty(text, theme, "Fewer than 50 severe events on every side:<br>nothing can be estimated.")
    drawn = Sketch(text, theme, height=56 * len(rows) + 60)
    y = list(range(len(rows)))
    drawn.add_scatter(
        x=rows["ratio"], y=y, mode="markers", name="Branching ratio", hoverinfo="text",
        error_x=dict(type="data", symmetric=False, array=rows["high"] - rows["ratio"],
                     arrayminus=rows["ratio"] - rows["low"], color=theme.muted, thickness=2, width=0),
        hovertext=[f"<b>{style.wrapped(row['name'])}</b><br>{row['ratio']:.2f}, 95 % interval {row['low']:.2f} to "
                   f"{row['high']:.2f}" for row in rows.to_dict("records")],
        marker=dict(size=12, color=theme.ink, line=dict(color=theme.paper, width=1), opacity=1),
    )  # fmt: skip
    drawn.add_scatter(
        x=[0] * len(rows), y=[v - 0.12 for v in y], mode="text", textposition="top right", hoverinfo="skip",
        text=[f"{style.wrapped(row['name'])}: <b>{row['ratio']:.2f}</b> ({row['low']:.2f} to {row['high']:.2f}), "
              f"n = {row['n']}" for row in rows.to_dict("records")], name="Names", cliponaxis=False,
        textfont=dict(color=theme.ink, size=style.TEXT_PX),
    )  # fmt: skip
    drawn.add_shape(
        type="line", x0=1, x1=1, y0=0, y1=1, yref="y domain", line=dict(color=theme.muted, width=1, dash="dot")
    )
    drawn.add_annotation(x=1, y=len(rows) - 0.55, text="1 = each sets off another", showarrow=False, xanchor="right",
                         font=dict(color=theme.muted))  # fmt: skip
    drawn.update_yaxes(range=[len(rows) - 0.4, -0.6], visible=False)
    drawn.update_xaxes(range=[0, max(1.05, float(rows["high"].max()) * 1.05)], nticks=6, showgrid=False)
    drawn.update_layout(margin=dict(b=30))
    return drawn.figure()


def _escaped(names: Sequence[str] | pd.Series) -> list[str]:
    return [style.wrapped(name, 80) for name in names]
