"""Writes the tables of docs/method.md that are measured on the shipped data; run it when data or method change."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from monitor import dataset
from monitor.analysis import completeness, escalation, forecast, track_record
from monitor.analysis.escalation import Profile, Reading
from monitor.analysis.track_record import Trial
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
STRONG_RIDGE = 1e-1
V1 = escalation.PROFILES["No easing (v1)"]
EVERY_EASING = Profile("Every easing event", easing=0.0)
FORMS = (
    ("v2: half-life 30, severity 5 or more, easing from 4", Profile()),
    ("v1: no easing events", V1),
    ("every easing event", EVERY_EASING),
    ("half-life 7", Profile(half_life=7.0)),
    ("half-life 14", Profile(half_life=14.0)),
    ("half-life 60", Profile(half_life=60.0)),
    ("severity 4 or more", Profile(threshold=4.0)),
    ("severity 3 or more", Profile(threshold=3.0)),
    ("naive: every event, whatever its severity", Profile(threshold=0.0)),
)
EASED = (("none: v1", V1), ("from 4: v2", Profile()), ("every one", EVERY_EASING))
EASED_MONTHS = (("November 2021", "2021-11"), ("March 2022", "2022-03"), ("September 2025", "2025-09"),
                ("December 2025", "2025-12"))  # fmt: skip
NOTABLE_POINTS = 3


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


def line(data: Dataset, profile: Profile) -> pd.Series:
    """Returns the index by day without its interval."""
    return reading(data, profile, replicates=10).series.set_index("date")["index"]


def dates(data: Dataset) -> str:
    """Returns the face validity: the index a week before, on the day, and at its highest in the three weeks after."""
    series, old = reading(data).series.set_index("date"), line(data, V1)
    rows = []
    for name, text in DATES:
        day = pd.Timestamp(text)
        after = slice(day, day + pd.Timedelta(days=AFTER_DAYS))
        highest = series.loc[after].loc[series.loc[after, "index"].idxmax()]
        before = series.loc[day - pd.Timedelta(days=BEFORE_DAYS)]
        then = old[before.name], old[day], old[after].max()
        rows.append((name, text, banded(before), banded(series.loc[day]), banded(highest),
                     f"{highest['index'] - before['index']:+.0f}",
                     " / ".join(f"{value:.0f}" for value in then), f"{then[2] - then[0]:+.0f}"))  # fmt: skip
    head = (
        "what",
        "day",
        "v2: week before",
        "that day",
        "highest in three weeks",
        "rise",
        "v1: the same three",
        "rise",
    )
    return table(head, rows)


def quiet(data: Dataset) -> str:
    """Returns the quiet stretches: mean, and the index on the first and last day."""
    series, old = reading(data).series.set_index("date"), line(data, V1)
    rows = []
    for first, last in QUIET:
        part, then = series.loc[first:last], old[first:last]
        ends = banded(part.iloc[0]), banded(part.iloc[-1])
        before = " / ".join(f"{value:.0f}" for value in (then.iloc[0], then.iloc[-1], then.mean()))
        rows.append((f"{first} to {last}", *ends, f"{part['index'].mean():.0f}", before))
    return table(("stretch", "v2: first day", "last day", "mean", "v1: those three"), rows)


def forms(data: Dataset) -> str:
    """Returns the other forms side by side: mean index of some months, each calibrated to the same baseline."""
    rows = []
    for name, profile in FORMS:
        found = reading(data, profile, replicates=10)
        values = found.series.set_index("date")["index"]
        shown = [f"{values.loc[month].mean():.0f}" for _, month in MONTHS]
        peak = f"{values.max():.0f} on {values.idxmax():%Y-%m-%d}"
        rows.append((name, len(found.found.events), f"{found.kappa:.2f}", *shown, peak))
    return table(("form", "events", "kappa", *(name for name, _ in MONTHS), "highest"), rows)


def eased(data: Dataset) -> str:
    """Returns what easing events do: none of them, those from severity 4, every one."""
    old, rows = line(data, V1), []
    for name, profile in EASED:
        found = reading(data, profile, replicates=10)
        values = found.series.set_index("date")["index"]
        lower = old - values
        largest = "" if profile is V1 else f"{lower.max():.1f} on {lower.idxmax():%Y-%m-%d}"
        effect = (largest, f"{lower.mean():.1f}", int(lower.gt(NOTABLE_POINTS).sum()))
        rows.append((name, int(found.found.events["direction"].eq(-1).sum()), f"{found.kappa:.3f}",
                     *(f"{values.loc[month].mean():.1f}" for _, month in EASED_MONTHS),
                     *(effect if profile is not V1 else ("", "", ""))))  # fmt: skip
    head = ("easing events", "events", "kappa", *(name for name, _ in EASED_MONTHS), "most below v1, points",
            "mean below v1", f"days over {NOTABLE_POINTS} points below")  # fmt: skip
    return table(head, rows)


def easing(data: Dataset) -> str:
    """Returns how many easing events each half-year holds beside its severe ones."""
    found = completeness.easing(data.events, escalation.THRESHOLD, escalation.EASING_FROM)
    rows = [
        ("all but the densest" if row.half == "others" else row.half, row.severe, row.formal,
         chance(row.formal_chance), row.lesser, chance(row.lesser_chance))
        for row in found.itertuples()
    ]  # fmt: skip
    head = ("half-year", "escalating from 5", "easing from 4", "chance of so few", "easing below 4", "chance of so few")
    return table(head, rows)


def chance(value: float) -> str:
    """Returns a probability in per cent."""
    return f"{value:.1%}" if value < 0.1 else f"{value:.0%}"


def halves(data: Dataset) -> str:
    """Returns the completeness of every half-year."""
    found = completeness.halves(data.events, data.articles)
    rows = [
        (row.half, row.events, row.publishers, f"{row.single_source:.0%}", f"{row.curvature:g}",
         f"{row.complete_from:g}")
        for row in found.itertuples()
    ]  # fmt: skip
    head = ("half-year", "events", "publishers", "one publisher", "most frequent severity", "complete from")
    return table(head, rows)


@lru_cache(maxsize=1)
def trials(data: Dataset) -> tuple[Trial, ...]:
    """Returns the trials of the track record as the page computes them."""
    return track_record.trials(index(data), data.events, data.exercises)


@lru_cache(maxsize=1)
def scores(data: Dataset) -> pd.DataFrame:
    """Returns the scores of the trials."""
    return track_record.scores(trials(data))


@lru_cache(maxsize=1)
def index(data: Dataset) -> pd.Series:
    """Returns the index by day from the first complete half-year on."""
    return line(data, Profile()).loc[completeness.FIRST :]


def record(data: Dataset) -> str:
    """Returns the track record: its first line, and a row per outcome and horizon."""
    found, rows = scores(data), []
    for row in found.to_dict("records"):
        cells = (row["outcome"], row["horizon"], row["windows"], f"{row['rate']:.0%}")
        if row["refused"]:
            rows.append((*cells, "not scored", *[""] * 4))
            continue
        skills = (estimate(row, name, "+.3f") for name in track_record.BASELINES)
        rows.append((*cells, f"{row['brier']:.3f}", estimate(row, "auc", ".2f"), *skills))
    head = ("outcome", "days ahead", "windows with one", "rate", "Brier", "AUC of the index",
            *(f"skill against {name}" for name in track_record.BASELINES))  # fmt: skip
    return f"**{track_record.verdict(found)}.**\n\n" + table(head, rows)


def estimate(row: dict, name: str, form: str) -> str:
    """Returns an estimate with its interval."""
    return f"{row[name]:{form}} ({row[f'{name}_low']:{form}} to {row[f'{name}_high']:{form}})"


def calibrations(data: Dataset) -> str:
    """Returns what was forecast, by thirds, and how often it came true."""
    rows = [
        (row.outcome, row.horizon, f"{row.forecast:.0%}", f"{row.observed:.0%} ({row.low:.0%} to {row.high:.0%})")
        for row in track_record.calibrations(trials(data)).itertuples()
    ]
    return table(("outcome", "days ahead", "forecast", "came true"), rows)


def ranks(data: Dataset) -> str:
    """Returns the AUC of the bare index and of two forecasts, over all days and within calendar years."""
    rows = []
    for trial in trials(data):
        if trial.refused:
            continue
        years = trial.days.year.to_numpy()
        scores = (trial.index, trial.forecasts["index"], trial.forecasts["climatology"])
        cells = [
            f"{forecast.ranking(score, trial.target, stratum)[0]:.2f}"
            for score in scores
            for stratum in (np.zeros(len(years)), years)
        ]
        rows.append((trial.outcome, trial.horizon, *cells))
    names = ("bare index", "forecast of the index", "climatology")
    head = ("outcome", "days ahead", *(f"{name}, {how}" for name in names for how in ("all days", "within years")))
    return table(head, rows)


def shrinkage(data: Dataset) -> str:
    """Returns what the strength of the ridge does to the verdict."""
    kept, rows = forecast.RIDGE, [(f"{forecast.RIDGE:g}", track_record.verdict(scores(data)))]
    try:
        forecast.RIDGE = STRONG_RIDGE
        found = track_record.trials(index(data), data.events, data.exercises)
    finally:
        forecast.RIDGE = kept
    rows.insert(0, (f"{STRONG_RIDGE:g}", track_record.verdict(track_record.scores(found))))
    return table(("ridge", "verdict"), rows)


def alarms(data: Dataset) -> str:
    """Returns every rise of the index through the alarm level with the first outcome after it, and their worth."""
    happened = pd.concat(track_record.outcomes(data.events).values()).drop_duplicates("event_id")
    found = track_record.alarms(index(data), happened)
    rows = [
        (f"{row.day:%Y-%m-%d}", f"{row.index_value:.0f}",
         "none" if pd.isna(row.outcome_day) else f"{row.outcome_day:%Y-%m-%d}",
         "" if pd.isna(row.lead_days) else f"{row.lead_days:.0f}")
        for row in found.rename(columns={"index": "index_value"}).itertuples()
    ]  # fmt: skip
    said = track_record.alarm_lines(found, track_record.chance(index(data), happened))
    return table(("day", "index", "first outcome within 30 days", "lead, days"), rows) + "\n" + said


TABLES: dict[str, Callable[[Dataset], str]] = {
    "dates": dates, "quiet": quiet, "forms": forms, "eased": eased, "halves": halves, "easing": easing,
    "record": record, "calibrations": calibrations, "ranks": ranks, "shrinkage": shrinkage, "alarms": alarms,
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
