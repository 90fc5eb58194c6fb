"""Disputes: statements about the same thing that differ, from the table and from the figures for exercises."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from monitor import words
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
    return Dispute(question, rows.reset_index(drop=True), _factor(rows))


def _factor(rows: pd.DataFrame) -> float:
    pairs = zip(rows["low"], rows["high"], strict=True)
    numbers = [float(high if pd.isna(low) else low) for low, high in pairs if not (pd.isna(low) and pd.isna(high))]
    return max(numbers) / min(numbers) if len(numbers) > 1 and min(numbers) > 0 else float("nan")


def _strengths(estimates: pd.DataFrame, exercises: pd.DataFrame) -> Iterator[Dispute]:
    """Yields one dispute per exercise and scope whose figures differ by more than counting rules explain."""
    order = exercises[["exercise_id", "name", "start_date"]].sort_values("start_date", ascending=False)
    given = dict(iter(estimates.groupby("exercise_id", sort=False)))
    for exercise in order.to_dict("records"):
        own = given.get(exercise["exercise_id"], estimates.head(0))
        for scope, rows in own.groupby("scope", sort=False):
            if not _factor(rows) > SAME_FACTOR:
                continue
            told = rows.assign(
                statement=[
                    words.first_letter(words.span(low, high))
                    for low, high in zip(rows["low"], rows["high"], strict=True)
                ],
                definition=f"troops, {scope}; " + rows["kind"],
                unit="persons",
                event_id="",
                exercise_id=exercise["exercise_id"],
                low=rows["low"].astype("float64"),
                high=rows["high"].astype("float64"),
            )
            where = "in all" if scope == "total" else str(scope)
            yield _dispute(f"How many troops took part in {exercise['name']} ({where})?", told[COLUMNS])
