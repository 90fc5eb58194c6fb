"""Draws the watch-list: expected responses from trigger to outcome, and 24 months of every indicator as strips."""

import pandas as pd
import plotly.graph_objects as go

from monitor import words
from monitor.charts import style
from monitor.charts.sketch import Sketch
from monitor.charts.style import Theme, Words

# Both figures count pixels from the top, each row with its words above its strip: readable at any width.
TEXT_ROW_PX, STRIP_PX, GAP_PX, AXIS_PX = 17, 16, 8, 40
NAME_CHARACTERS = 46
OUTCOME_WORDS = {
    "met": "reported", "late": "reported late", "absent": "not reported by the deadline", "unknown": "undecided",
}  # fmt: skip
OUTCOME_SHAPES = {"met": "circle", "late": "diamond", "absent": "x", "unknown": "circle-open"}


def expected(rows: pd.DataFrame, answers: pd.DataFrame, text: Words, theme: Theme) -> go.Figure:
    """Returns the expected responses, one row each: evidence as ticks, the outcome as a mark, the deadline as a bar.

    Needs `rows` with indicator_id, label, expected_from, deadline, outcome, outcome_date, lag_days; `answers` with
    indicator_id, event_id, event_date, title.
    """
    rows = rows[rows["expected_from"].notna()] if len(rows) else rows
    if rows.empty:
        return style.empty(text, theme, "Nothing was expected yet on this day.")
    step = TEXT_ROW_PX + STRIP_PX + GAP_PX
    rows = rows.assign(y=[step * n + TEXT_ROW_PX + STRIP_PX / 2 for n in range(len(rows))])
    first, last = rows["expected_from"].min(), max(rows["deadline"].max(), rows["outcome_date"].max())
    margin = (last - first) * 0.03
    drawn = Sketch(text, theme, height=step * len(rows) + AXIS_PX)
    for row in rows.to_dict("records"):
        drawn.add_shape(
            type="line", x0=row["expected_from"], x1=row["deadline"], y0=row["y"], y1=row["y"], layer="below",
            line=dict(color=theme.grid, width=6),
        )  # fmt: skip
    _names(drawn, rows["y"] - STRIP_PX / 2, [_expected_line(row) for row in rows.to_dict("records")],
           rows["indicator_id"], first - margin, theme)  # fmt: skip
    drawn.add_scatter(
        x=rows["deadline"], y=rows["y"], mode="markers", name="Deadline", hoverinfo="text",
        hovertext=[f"Deadline {words.day(day)}" for day in rows["deadline"]],
        customdata=[[f"indicator:{i}"] for i in rows["indicator_id"]],
        marker=dict(symbol="line-ns", size=11, line=dict(color=theme.ink, width=2)),
    )  # fmt: skip
    _answers(drawn, answers.merge(rows[["indicator_id", "y"]], on="indicator_id"), last + margin, theme)
    at = rows["outcome_date"].where(rows["outcome_date"].notna(), rows["deadline"])
    drawn.add_scatter(
        x=at, y=rows["y"], mode="markers", name="Outcome", hoverinfo="text",
        hovertext=[f"<b>{style.wrapped(row['label'])}</b><br>{_outcome(row)}, "
                   f"{words.day(row['outcome_date'])}" for row in rows.to_dict("records")],
        customdata=[[f"indicator:{i}"] for i in rows["indicator_id"]],
        marker=dict(symbol=[OUTCOME_SHAPES[o] for o in rows["outcome"]], size=13, opacity=1,
                    color=theme.ink, line=dict(color=theme.paper, width=1)),
    )  # fmt: skip
    drawn.update_layout(margin=dict(b=AXIS_PX))
    drawn.update_yaxes(range=[step * len(rows), -4], visible=False)
    drawn.update_xaxes(
        range=[first - margin, last + margin], type="date", tickformat="%-d %b\n%Y", nticks=6, ticks="outside",
        tickcolor=theme.grid,
    )  # fmt: skip
    return drawn.figure()


def _expected_line(row: dict) -> str:
    return f"<b>{style.wrapped(row['label'], NAME_CHARACTERS * 2)}</b>  {_outcome(row)}"


def _outcome(row: dict) -> str:
    if pd.isna(row["outcome_date"]):
        return OUTCOME_WORDS[row["outcome"]]
    return f"{OUTCOME_WORDS[row['outcome']]}, day {int(row['lag_days'])}"


def _answers(drawn: Sketch, answers: pd.DataFrame, last: pd.Timestamp, theme: Theme) -> None:
    rows = answers[answers["event_date"].le(last)]
    drawn.add_scatter(
        x=rows["event_date"], y=rows["y"], mode="markers", name="Evidence", hoverinfo="text",
        hovertext=[f"<b>{style.wrapped(title)}</b><br>{words.day(day)}" for title, day in
                   zip(rows["title"], rows["event_date"], strict=True)],
        customdata=[[f"event:{i}"] for i in rows["event_id"]],
        marker=dict(symbol="circle", size=8, color=theme.paper, line=dict(color=theme.muted, width=2)),
    )  # fmt: skip


def _names(drawn: Sketch, y: pd.Series, lines: list[str], ids: pd.Series, x: pd.Timestamp, theme: Theme) -> None:
    drawn.add_scatter(
        x=[x] * len(lines), y=y, mode="text", text=lines, textposition="top right", cliponaxis=False,
        textfont=dict(size=style.TEXT_PX, color=theme.ink), hoverinfo="skip", name="Indicators",
        customdata=[[f"indicator:{i}"] for i in ids],
    )  # fmt: skip


def board(rows: pd.DataFrame, strip: pd.DataFrame, text: Words, theme: Theme) -> go.Figure:
    """Returns one strip of months per indicator: bars count events, dark where observed, gaps where unknown.

    Needs `rows` with indicator_id, label, status, since, count_30, change; `strip` with indicator_id, month (pandas
    period), count, state.
    """
    if rows.empty:
        return style.empty(text, theme, "No indicator matches.<br>Choose another group above.")
    step = TEXT_ROW_PX + STRIP_PX + GAP_PX
    rows = rows.assign(y=[step * n + TEXT_ROW_PX + STRIP_PX for n in range(len(rows))])
    cells = strip.merge(rows[["indicator_id", "label", "y"]], on="indicator_id")
    first, last = cells["month"].min().start_time, cells["month"].max().end_time
    largest = max(int(cells["count"].max()), 1)
    drawn = Sketch(text, theme, height=step * len(rows) + AXIS_PX)
    _ground(drawn, cells, theme)
    for state, colour in (("observed", theme.ink), ("not observed", theme.muted), ("unknown", theme.grid)):
        _bars(drawn, cells[cells["state"].eq(state) & cells["count"].gt(0)], state, colour, largest, theme)
    _names(drawn, rows["y"] - STRIP_PX, [_board_line(row) for row in rows.to_dict("records")],
           rows["indicator_id"], first, theme)  # fmt: skip
    drawn.update_layout(margin=dict(b=AXIS_PX), barmode="overlay", bargap=0)
    drawn.update_yaxes(range=[step * len(rows), -4], visible=False)
    drawn.update_xaxes(range=[first, last], type="date", tickformat="%b\n%Y", nticks=7, ticks="outside",
                       tickcolor=theme.grid)  # fmt: skip
    return drawn.figure()


def _board_line(row: dict) -> str:
    state = f"since {words.day(row['since'])}" if row["status"] == "observed" else row["status"]
    return f"<b>{style.wrapped(row['label'], NAME_CHARACTERS * 2)}</b>  {state}"


def _ground(drawn: Sketch, cells: pd.DataFrame, theme: Theme) -> None:
    """Draws the base line of every month in which the status could be judged; a gap is no coverage."""
    known = cells[cells["state"].ne("unknown")]
    x, y = [], []
    for month, height in zip(known["month"], known["y"], strict=True):
        x += [month.start_time, month.end_time, None]
        y += [height, height, None]
    drawn.add_scatter(x=x, y=y, mode="lines", line=dict(color=theme.muted, width=1), hoverinfo="skip", name="Judged")


def _bars(drawn: Sketch, cells: pd.DataFrame, state: str, colour: str, largest: int, theme: Theme) -> None:
    if cells.empty:
        return
    height = (STRIP_PX - 1) * (cells["count"] / largest).pow(0.5)
    starts = [month.start_time for month in cells["month"]]
    drawn.add_bar(
        x=[start + (month.end_time - start) / 2 for start, month in zip(starts, cells["month"], strict=True)],
        y=-height, base=cells["y"], width=[month.days_in_month * 864e5 * 0.86 for month in cells["month"]],
        marker=dict(color=colour, line=dict(color=theme.paper, width=1)), hoverinfo="text", name=state.capitalize(),
        hovertext=[f"<b>{style.wrapped(label)}</b><br>{words.month(start)}: {words.count(count, 'event')}, "
                   f"{state} at its end" for label, start, count in
                   zip(cells["label"], starts, cells["count"], strict=True)],
        customdata=[[f"indicator:{i}"] for i in cells["indicator_id"]],
    )  # fmt: skip
