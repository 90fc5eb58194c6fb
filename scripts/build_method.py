"""Writes the tables of docs/method.md that are measured on the shipped data; run it when data or method change."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from monitor import dataset
from monitor.analysis import completeness, escalation, track_record
from monitor.analysis.escalation import Profile, Reading
from monitor.dataset import Dataset

METHOD = Path(__file__).resolve().parents[1] / "docs" / "method.md"
FENCE = "<!-- {0} -->\n(.*?)<!-- end of {0} -->"

# What the index should show, fixed before it was computed.
DATES = (
    ("Kuźnica, crowd at the border", "2021-11-08"),
    ("invasion of Ukraine, from Belarus too", "2022-02-24"),
    ("Przewodów", "2022-11-15"),
    ("Wagner, helicopters over Białowieża", "2023-08-01"),
    ("border killing, sabotage", "2024-05-28"),
    ("drone night", "2025-09-10"),
    ("balloons, closure", "2025-10-27"),
)
BEFORE_DAYS, AFTER_DAYS = 7, 21
QUIET = (("2021-07-01", "2021-09-30"), ("2023-11-01", "2023-11-30"), ("2024-10-15", "2024-12-31"),
         ("2025-05-15", "2025-06-30"))  # fmt: skip
MONTHS = (("March 2022", "2022-03"), ("December 2022", "2022-12"), ("June 2024", "2024-06"),
          ("June 2025", "2025-06"), ("September 2025", "2025-09"))  # fmt: skip
RIDGES = (1e-2, 1e-4)
FORMS = (
    ("v1: half-life 30, severity 5 or more", 30, 5.0),
    ("half-life 7", 7, 5.0),
    ("half-life 14", 14, 5.0),
    ("half-life 60", 60, 5.0),
    ("severity 4 or more", 30, 4.0),
    ("severity 3 or more", 30, 3.0),
    ("naive: every event, whatever its severity", 30, 0.0),
)


def reading(data: Dataset, profile: Profile = escalation.PROFILES["Default"], replicates: int = 400) -> Reading:
    """Returns the index of the whole data set."""
    until = pd.Timestamp(data.as_of)
    return escalation.reading(
        data.events, data.articles, data.sources, until, data.version, profile, replicates=replicates
    )


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Returns a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(str(cell) for cell in line) + " |\n" for line in lines)


def banded(row: pd.Series) -> str:
    """Returns an index with its interval, such as 52 (8-83)."""
    return f"{row['index']:.0f} ({row['low']:.0f}-{row['high']:.0f})"


def dates(data: Dataset) -> str:
    """Returns the face validity: the index a week before, on the day, and at its highest in the three weeks after."""
    series = reading(data).series.set_index("date")
    rows = []
    for name, text in DATES:
        day = pd.Timestamp(text)
        after = series.loc[day : day + pd.Timedelta(days=AFTER_DAYS)]
        highest = after.loc[after["index"].idxmax()]
        before = series.loc[day - pd.Timedelta(days=BEFORE_DAYS)]
        rise = highest["index"] - before["index"]
        rows.append((name, text, banded(before), banded(series.loc[day]), banded(highest), f"{rise:+.0f}"))
    return table(("what", "day", "week before", "that day", "highest in three weeks", "rise"), rows)


def quiet(data: Dataset) -> str:
    """Returns the quiet stretches: mean, and the index on the first and last day."""
    series = reading(data).series.set_index("date")
    rows = []
    for first, last in QUIET:
        part = series.loc[first:last]
        ends = banded(part.iloc[0]), banded(part.iloc[-1])
        rows.append((f"{first} to {last}", *ends, f"{part['index'].mean():.0f}"))
    return table(("stretch", "first day", "last day", "mean"), rows)


def forms(data: Dataset) -> str:
    """Returns the other forms side by side: mean index of some months, each calibrated to the same baseline."""
    rows = []
    for name, half_life, threshold in FORMS:
        found = reading(data, Profile(half_life=float(half_life), threshold=threshold), replicates=10)
        line = found.series.set_index("date")["index"]
        shown = [f"{line.loc[month].mean():.0f}" for _, month in MONTHS]
        peak = f"{line.max():.0f} on {line.idxmax():%Y-%m-%d}"
        rows.append((name, len(found.found.events), f"{found.kappa:.2f}", *shown, peak))
    return table(("form", "events", "kappa", *(name for name, _ in MONTHS), "highest"), rows)


def halves(data: Dataset) -> str:
    """Returns the completeness of every half-year."""
    found = completeness.halves(data.events, data.articles, pd.Timestamp(data.as_of))
    rows = [
        (row.half, row.events, row.publishers, f"{row.single_source:.0%}", f"{row.curvature:g}",
         f"{row.complete_from:g}")
        for row in found.itertuples()
    ]  # fmt: skip
    head = ("half-year", "events", "publishers", "one publisher", "most frequent severity", "complete from")
    return table(head, rows)


@lru_cache(maxsize=3)
def scores(data: Dataset, ridge: float = track_record.RIDGE) -> pd.DataFrame:
    """Returns the track record as the page computes it, or with another strength of the ridge."""
    kept, track_record.RIDGE = track_record.RIDGE, ridge
    try:
        return track_record.scores(index(data), data.events, data.exercises, int(data.version, 16))
    finally:
        track_record.RIDGE = kept


@lru_cache(maxsize=1)
def index(data: Dataset) -> pd.Series:
    """Returns the index by day from the first complete half-year on."""
    line = reading(data, replicates=10).series.set_index("date")["index"]
    return line[line.index >= completeness.FIRST]


def record(data: Dataset) -> str:
    """Returns the track record: its first line, and a row per outcome and horizon, also for the bare index."""
    found, line = scores(data, track_record.RIDGE), index(data)
    outcomes = track_record.outcomes(data.events)
    rows = []
    for row in found.to_dict("records"):
        happened = outcomes[row["outcome"]]
        n = int(happened["event_date"].ge(track_record.SCORED_FROM).sum())
        cells = (row["outcome"], n, row["horizon"], f"{row['rate']:.0%}")
        if np.isnan(row["brier"]):
            rows.append((*cells, *["too few"] * 5))
            continue
        ranks = row["auc"], bare_auc(line, happened, row["horizon"])
        skills = (skill(row, baseline) for baseline in ("persistence", "climatology"))
        rows.append((*cells, f"{row['brier']:.3f}", *(f"{rank:.2f}" for rank in ranks), *skills))
    head = ("outcome", "events since July 2022", "days ahead", "rate", "Brier", "AUC of the forecast",
            "AUC of the bare index", "skill against persistence", "skill against climatology")  # fmt: skip
    return f"**{track_record.verdict(found)}.**\n\n" + table(head, rows)


def skill(row: dict, baseline: str) -> str:
    """Returns a Brier skill with its interval."""
    return f"{row[baseline]:+.3f} ({row[f'{baseline}_low']:+.3f} to {row[f'{baseline}_high']:+.3f})"


def bare_auc(line: pd.Series, happened: pd.DataFrame, horizon: int) -> float:
    """Returns how well the index itself, without a fitted model, ranks the scored days."""
    days = line.index
    last = days[-1] - pd.Timedelta(days=horizon)
    chosen = np.flatnonzero((days >= track_record.SCORED_FROM) & (days <= last))[:: track_record.STEP_DAYS]
    return track_record.auc(line.to_numpy()[chosen], track_record.ahead(happened, days, horizon)[chosen])


def shrinkage(data: Dataset) -> str:
    """Returns what the strength of the ridge does to the verdict."""
    rows = [(f"{ridge:g}", track_record.verdict(scores(data, ridge))) for ridge in RIDGES]
    return table(("ridge", "verdict"), rows)


def alarms(data: Dataset) -> str:
    """Returns every rise of the index through the alarm level with the first outcome after it."""
    happened = pd.concat(track_record.outcomes(data.events).values()).drop_duplicates("event_id")
    found = track_record.alarms(index(data), happened)
    rows = [
        (f"{row.day:%Y-%m-%d}", f"{row.index_value:.0f}",
         "none" if pd.isna(row.outcome_day) else f"{row.outcome_day:%Y-%m-%d}",
         "" if pd.isna(row.lead_days) else f"{row.lead_days:.0f}")
        for row in found.rename(columns={"index": "index_value"}).itertuples()
    ]  # fmt: skip
    return table(("day", "index", "first outcome within 30 days", "lead, days"), rows)


TABLES: dict[str, Callable[[Dataset], str]] = {
    "dates": dates, "quiet": quiet, "forms": forms, "halves": halves, "record": record, "shrinkage": shrinkage,
    "alarms": alarms,
}  # fmt: skip


def shown(text: str, name: str) -> str:
    """Returns what docs/method.md holds of a table."""
    found = re.search(FENCE.format(name), text, re.DOTALL)
    if not found:
        raise ValueError(f"docs/method.md has no table {name}")
    return found.group(1).strip("\n")


def written(data: Dataset, text: str) -> str:
    """Returns the document with its tables as the data give them."""
    for name, made in TABLES.items():
        shown(text, name)
        fresh = f"<!-- {name} -->\n{made(data).strip()}\n<!-- end of {name} -->"
        text = re.sub(FENCE.format(name), lambda _, fresh=fresh: fresh, text, count=1, flags=re.DOTALL)
    return text


if __name__ == "__main__":
    METHOD.write_text(written(dataset.load(), METHOD.read_text("utf-8")), "utf-8")
