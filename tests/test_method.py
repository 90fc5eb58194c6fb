"""docs/method.md against the code: constants, formulas, the worked example, and the tables measured on the data."""

import re
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from monitor.analysis import completeness, escalation, track_record
from monitor.analysis.escalation import Impacts, Profile
from monitor.dataset import Dataset
from scripts import build_method
from tests.analysis.index_frames import EXAMPLE, EXAMPLE_DAY, events

TEXT = (Path(__file__).resolve().parents[1] / "docs" / "method.md").read_text("utf-8")
BANDS = re.compile(r"\([^()]*\)")
NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")
# The seed of the interval is the data version, so its ends may stand a few points off after a change of any table.
BAND_TOLERANCE = 8


def rows_of(heading: str) -> list[list[str]]:
    """The rows of the first table below a heading, without its head."""
    body = TEXT.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in body.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


CONSTANTS = {name: value for name, value, _ in rows_of("Constants")}
WORKED = rows_of("Worked example")


def test_every_constant_of_the_index_is_explained():
    named = {name for name, value in vars(escalation).items()
             if name.isupper() and isinstance(value, float | int | pd.Timestamp)}  # fmt: skip
    assert set(CONSTANTS) == named | {"CREDIBILITY_WEIGHTS"}
    assert all(len(reason) > 20 for _, _, reason in rows_of("Constants"))


@pytest.mark.parametrize("name", [name for name in CONSTANTS if name not in ("CREDIBILITY_WEIGHTS", "CATALOGUE_FROM")])
def test_constants_are_those_of_the_code(name: str):
    assert float(CONSTANTS[name]) == getattr(escalation, name)


def test_the_other_constants_too():
    weights = re.findall(r"(\d): ([\d.]+)", CONSTANTS["CREDIBILITY_WEIGHTS"])
    assert {int(grade): float(weight) for grade, weight in weights} == escalation.CREDIBILITY_WEIGHTS
    assert pd.Timestamp(CONSTANTS["CATALOGUE_FROM"]) == escalation.CATALOGUE_FROM
    first, last = re.search(r"theatre pressure of (.+?) to (.+?) maps to 25", TEXT).groups()
    assert (pd.Timestamp(first), pd.Timestamp(last)) == escalation.BASELINE


def test_the_formulas_are_those_of_the_code():
    neutral, doubling = re.search(r"direction x 2\^\(\(S - ([\d.]+)\) / ([\d.]+)\)", TEXT).groups()
    assert (float(neutral), float(doubling)) == (escalation.NEUTRAL_SEVERITY, escalation.DOUBLING)
    bounds = re.search(r"low below (\d+), guarded below (\d+), elevated below (\d+), high below (\d+), else", TEXT)
    assert (0.0, *map(float, bounds.groups())) == escalation.LEVEL_BOUNDS
    assert "100 x (1 - 2^(-pressure / kappa))" in TEXT
    assert escalation.scale(np.array([3.0]), kappa=4.0) == pytest.approx(100 * (1 - 2 ** (-3 / 4)))
    spread = np.log(2) / 1.5 * np.hypot(1, 0.75)
    assert "s = ln 2 / 1.5 x sqrt(1 + 0.75^2)" in TEXT
    assert spread == pytest.approx(
        np.log(2) / escalation.DOUBLING * np.hypot(escalation.SEVERITY_SD, escalation.TYPE_SD)
    )


def test_the_rules_of_completeness_and_track_record_are_those_of_the_code():
    assert f"fewer than {completeness.THIN_PUBLISHERS} publishers" in TEXT
    assert f"events of severity {completeness.ANCHOR:g}\n  or more" in TEXT
    assert f"probability of {completeness.TAIL:.0%}".replace("%", " %") in TEXT
    assert "within the next {}, {} or {} days".format(*track_record.HORIZONS) in TEXT
    assert f"slope over {track_record.SLOPE_DAYS} days" in TEXT
    assert f"refitted every {track_record.REFIT_DAYS}\ndays" in TEXT
    assert f"bootstrap of {track_record.BLOCK_DAYS}-day blocks" in TEXT
    assert f"rises through {track_record.ALARM:g}" in TEXT
    assert f"On every second day from {track_record.SCORED_FROM:%B %Y}" in TEXT
    assert track_record.STEP_DAYS == 2
    assert f"Outcomes with fewer than {track_record.FEWEST_OUTCOMES} events are not scored" in TEXT


def test_profiles_are_those_of_the_code():
    assert [name for name, _ in rows_of("Profiles")] == list(escalation.PROFILES)


def written_events() -> pd.DataFrame:
    """The events of the worked example as the document describes them."""
    return events(
        *(
            {"event_date": day, "severity": float(severity), "direction": int(direction), "credibility": int(grade),
             "is_part": note.startswith("part"), "date_precision": "month" if note == "month only" else "day"}
            for _, day, severity, direction, grade, note, *_ in WORKED
        )
    )  # fmt: skip


def test_the_worked_example_is_what_the_code_gives():
    found = escalation.impacts(written_events(), frozenset(), escalation.PROFILES["Default"])
    adds = escalation.contributions(found, EXAMPLE_DAY).set_index("event_id")["now"]
    for number, (_, _, severity, direction, grade, _, strength, weighed, fading, add) in enumerate(WORKED):
        assert float(strength) == pytest.approx(escalation.strength(np.array([float(severity)]))[0], abs=5e-4)
        weight = int(direction) * escalation.CREDIBILITY_WEIGHTS[int(grade)]
        assert float(weighed) == pytest.approx(float(strength) * weight, abs=1e-9)
        assert float(add) == pytest.approx(adds.get(f"e{number}", 0.0), abs=5e-5)
        assert float(add) in (0, pytest.approx(float(weighed) * float(fading), abs=5e-5))
    pressure, index, level = re.search(r"= \*\*([\d.]+)\*\*\.\nIndex = .+ = \*\*([\d.]+)\*\*, (\w+)\.", TEXT).groups()
    (row,) = escalation.index(found, pd.date_range(EXAMPLE_DAY, EXAMPLE_DAY), 1).to_dict("records")
    assert float(pressure) == pytest.approx(row["pressure"], abs=5e-5)
    assert float(index) == pytest.approx(row["index"], abs=5e-3)
    assert level == row["level"]


def test_the_worked_example_is_that_of_the_tests():
    ours = events(*(row for row, _ in EXAMPLE))
    pd.testing.assert_frame_equal(written_events(), ours)
    assert [float(row[-1]) for row in WORKED] == pytest.approx([adds for _, adds in EXAMPLE], abs=5e-5)


@lru_cache(maxsize=1)
def measured(data: Dataset) -> dict[str, str]:
    return {name: made(data).strip("\n") for name, made in build_method.TABLES.items()}


@pytest.mark.parametrize("name", build_method.TABLES)
def test_measured_tables_are_those_of_the_data(name: str, shipped: Dataset):
    """Points are compared as written; the ends of intervals and who wins by them move with the seed."""
    old, new = build_method.shown(TEXT, name), measured(shipped)[name]
    why = "run python -m scripts.build_method and read docs/method.md again"
    if name in ("record", "shrinkage"):
        verdict = re.compile(r"The index (beats persistence in \d+ of|does not beat persistence in any of) \d+ tests.*")
        assert len(verdict.findall(old)) == len(verdict.findall(new)) > 0
        old, new = (verdict.sub("", text) for text in (old, new))
    assert BANDS.sub("", old) == BANDS.sub("", new), why
    ends = [[float(n) for band in BANDS.findall(text) for n in NUMBER.findall(band.replace("-", " ").replace("+", " "))]
            for text in (old, new)]  # fmt: skip
    np.testing.assert_allclose(*ends, atol=BAND_TOLERANCE if name in ("dates", "quiet") else 0.05, err_msg=why)


def test_what_the_text_says_of_the_data(shipped: Dataset):
    series = build_method.reading(shipped, replicates=10).series.set_index("date")
    quarters = series["index"].resample("QS").mean()
    assert quarters.idxmax() == pd.Timestamp(2025, 10, 1)
    assert series["index"].idxmax() == pd.Timestamp(2022, 3, 13)
    august = series.loc["2023-08-01":"2023-08-31", "index"]
    assert (round(august.max()), august.idxmax()) == (28, pd.Timestamp(2023, 8, 25))
    rows = shipped.events[~shipped.events["is_part"]]
    assert rows.loc[rows["direction"].eq(-1), "severity"].max() < escalation.THRESHOLD
    by_type = rows.groupby("event_type")["severity"].max()
    assert (by_type[["border_closure", "sanction", "expulsion", "troop_deployment", "threat"]] < 5).all()
    state = escalation.state_only(shipped.events, shipped.articles, shipped.sources)
    assert not state & set(rows.loc[rows["severity"].ge(5), "event_id"])
    # The scale of severity grows faster or slower: March 2022 and September 2025 change places.
    for doubling, march, september in ((1.0, 86, 66), (3.0, 58, 59)):
        assert months(shipped, doubling) == (march, september)
        assert f"{march} and" in TEXT and f"{september}" in TEXT


def test_what_easing_events_would_do_without_the_threshold(shipped: Dataset):
    days = escalation.days_to(pd.Timestamp(shipped.as_of))
    every = escalation.impacts(shipped.events, frozenset(), Profile(threshold=0.0))
    rows = every.events
    both = Impacts(rows[rows["direction"].eq(-1) | rows["severity"].ge(escalation.THRESHOLD)], Profile())
    plain = Impacts(rows[rows["severity"].ge(escalation.THRESHOLD)], Profile())
    lower = escalation.scale(escalation.pressure(plain, days)) - escalation.scale(escalation.pressure(both, days))
    said = re.search(r"up to (\d+) points lower \((.+?)\), and ([\d.]+) on average", TEXT).groups()
    largest = lower["theatre"].idxmax()
    assert said == (f"{lower['theatre'].max():.0f}", f"{largest:%d %B %Y}", f"{lower['theatre'].mean():.1f}")


def months(data: Dataset, doubling: float) -> tuple[int, int]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(escalation, "DOUBLING", doubling)
        found = escalation.impacts(data.events, frozenset(), escalation.PROFILES["Default"])
        net = escalation.pressure(found, escalation.days_to(pd.Timestamp(data.as_of)))["theatre"]
        line = pd.Series(escalation.scale(net, escalation.calibrated(net)))
        return round(line["2022-03"].mean()), round(line["2025-09"].mean())


def test_the_share_of_days_with_an_outcome_ahead(shipped: Dataset):
    line = build_method.index(shipped)
    happened = pd.concat(track_record.outcomes(shipped.events).values())
    ahead = pd.Series(track_record.ahead(happened, line.index, 30), index=line.index)
    share = ahead[track_record.SCORED_FROM : line.index[-1] - pd.Timedelta(days=30)].mean()
    assert f"{share:.0%}".replace("%", " %") + " were followed within 30 days" in TEXT
