"""Disputes: statements about the same thing that differ, from the table and from the figures for exercises."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from monitor.analysis.claim_troops import SAME_FACTOR


@dataclass(frozen=True)
class Dispute:
    """One question with the statements that differ.

    `rows`: statement, definition, low, high, unit, by, date, claim_id, event_id, exercise_id, sources, note.
    `factor` is the largest number divided by the smallest; NaN where there are fewer than two numbers.
    """

    question: str
    rows: pd.DataFrame
    factor: float


COLUMNS = ["statement", "definition", "low", "high", "unit", "by", "date", "claim_id", "event_id", "exercise_id",
           "sources", "note"]  # fmt: skip


def disputes(table: pd.DataFrame, estimates: pd.DataFrame, exercises: pd.DataFrame) -> list[Dispute]:
    """Returns the disputes: strengths of exercises (latest exercise first), then those of the table in its order."""
    written = [
        _dispute(rows["question"].iloc[0], rows.assign(exercise_id="")[COLUMNS])
        for _, rows in table.groupby("dispute_id", sort=False)
        if len(rows) > 1
    ]
    return [*_strengths(estimates, exercises), *written]


def _dispute(question: str, rows: pd.DataFrame) -> Dispute:
    numbers = rows["low"].fillna(rows["high"]).dropna().astype("float64")
    factor = float(numbers.max() / numbers.min()) if len(numbers) > 1 and numbers.min() > 0 else float("nan")
    return Dispute(question, rows.reset_index(drop=True), factor)


def _strengths(estimates: pd.DataFrame, exercises: pd.DataFrame) -> Iterator[Dispute]:
    """Yields one dispute per exercise and scope whose figures differ by more than counting rules explain."""
    order = exercises[["exercise_id", "name", "start_date"]].sort_values("start_date", ascending=False)
    for exercise in order.to_dict("records"):
        own = estimates[estimates["exercise_id"].eq(exercise["exercise_id"])]
        for scope, rows in own.groupby("scope", sort=False):
            told = rows.assign(
                statement=[_span(low, high) for low, high in zip(rows["low"], rows["high"], strict=True)],
                definition=f"troops, {scope}; " + rows["kind"],
                unit="persons",
                event_id="",
                exercise_id=exercise["exercise_id"],
                low=rows["low"].astype("float64"),
                high=rows["high"].astype("float64"),
            )
            where = "in all" if scope == "total" else str(scope)
            found = _dispute(f"How many troops took part in {exercise['name']} ({where})?", told[COLUMNS])
            if found.factor > SAME_FACTOR:
                yield found


def _span(low: int, high: int) -> str:
    if pd.isna(low):
        return f"Up to {high:,}"
    if pd.isna(high):
        return f"Over {low:,}"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"
