"""docs/method.md against the code: constants, formulas, the worked example, and the tables measured on the data."""

import re
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from monitor.analysis import completeness, escalation, forecast, impact, track_record
from monitor.analysis.escalation import Profile
from monitor.dataset import Dataset
from scripts import build_method
from tests.analysis.index_frames import EXAMPLE, EXAMPLE_DAY, events

DOCS = Path(__file__).resolve().parents[1] / "docs"
TEXT = (DOCS / "method.md").read_text("utf-8")
RECORD = (DOCS / "decisions" / "0007-easing-and-record.md").read_text("utf-8")
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
    assert f"refitted every {forecast.REFIT_DAYS}\ndays" in TEXT
    assert f"interval from {forecast.BOOTSTRAPS:,} draws of {forecast.BLOCK_DAYS}-day blocks, twice the longest" in TEXT
    assert 2 * max(track_record.HORIZONS) == forecast.BLOCK_DAYS
    assert f"rises through {track_record.ALARM:g}" in TEXT
    assert f"On every second day from {track_record.SCORED_FROM:%B %Y}" in TEXT
    assert forecast.STEP_DAYS == 2
    fewest = track_record.FEWEST_WINDOWS
    assert f"at least {fewest} separate windows" in TEXT and f"at least {fewest} hold\nnone" in TEXT


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
    """All is compared as written but the ends of intervals, whose seed is the data version."""
    old, new = build_method.shown(TEXT, name), measured(shipped)[name]
    why = "run python -m scripts.build_method and read docs/method.md again"
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
    assert (round(august.max()), august.idxmax()) == (29, pd.Timestamp(2023, 8, 25))
    assert round(build_method.line(shipped, Profile(threshold=4.0)).loc["2023-08"].max()) == 37
    rows = shipped.events[~shipped.events["is_part"]]
    easing = rows[rows["direction"].eq(-1)]
    assert easing["severity"].max() == escalation.EASING_FROM
    assert set(easing.loc[easing["severity"].ge(4), "event_type"]) == {"agreement"}
    by_type = rows.groupby("event_type")["severity"].max()
    assert (by_type[["border_closure", "sanction", "expulsion", "troop_deployment", "threat"]] < 5).all()
    state = escalation.state_only(shipped.events, shipped.articles, shipped.sources)
    assert not state & set(build_method.reading(shipped, replicates=10).found.events["event_id"])
    # The scale of severity grows faster or slower: March 2022 and September 2025 change places.
    for doubling, march, september in ((1.0, 86, 66), (3.0, 59, 58)):
        assert months(shipped, doubling) == (march, september)
        assert f"{march} and" in TEXT and f"{september}" in TEXT


def test_the_best_forecasts_are_not_better_than_the_worst(shipped: Dataset):
    rows = track_record.calibrations(build_method.trials(shipped))
    thirds = rows.groupby(["outcome", "horizon"])["observed"]
    assert (thirds.last() < thirds.first()).sum() == 5 and thirds.ngroups == 6
    assert "In five of six trials the highest\n  forecasts came true less often than the lowest" in TEXT


def test_no_interval_of_the_record_is_on_the_right_side(shipped: Dataset):
    rows = build_method.scores(shipped)
    assert not (rows[[f"{name}_low" for name in track_record.BASELINES]] > 0).any(axis=None)
    scored = rows[rows["refused"].eq("")]
    assert (scored["auc_low"].lt(0.5) & scored["auc_high"].gt(0.5)).all()


def test_the_decision_has_the_figures_of_the_method(shipped: Dataset):
    """Versions 1 and 2 side by side, there as measured."""
    measured_rows = {line.split("|")[1].strip(): cells(line) for line in measured(shipped)["eased"].splitlines()[2:]}
    for name, row in measured_rows.items():
        (said,) = (cells(line) for line in RECORD.splitlines() if line.startswith(f"| {name} |"))
        events, kappa, _, _, september, december, most, mean, _ = row[1:]
        assert said[1:5] == [events, kappa, september, december]
        assert said[5].split(" ")[0] == most.split(" ")[0] and said[6] == mean
    said = [cells(line)[1:] for line in RECORD.splitlines() if re.match(r"\| \d+ \w+ 20\d\d, ", line)]
    shown = [cells(line) for line in measured(shipped)["dates"].splitlines()[2:]]
    assert said == [[row[6].split(" / ")[2], row[4].split(" ")[0]] for row in shown]
    verdict = track_record.verdict(build_method.scores(shipped))
    assert f"| {verdict} |" in RECORD
    assert "up to 10.9 points below version 1 (13 December 2025), and 0.3 on average" in TEXT
    assert measured_rows["every one"][-3:-1] == ["10.9 on 2025-12-13", "0.3"]
    assert measured_rows["from 4: v2"][-3:-1] == ["7.5 on 2025-12-13", "0.1"]
    assert "at most 7.5 points on one day and 0.1 on average" in TEXT


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def months(data: Dataset, doubling: float) -> tuple[int, int]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(impact, "DOUBLING", doubling)
        found = escalation.impacts(data.events, frozenset(), escalation.PROFILES["Default"])
        net = escalation.pressure(found, escalation.days_to(pd.Timestamp(data.as_of)))["theatre"]
        line = pd.Series(escalation.scale(net, escalation.calibrated(net)))
        return round(line["2022-03"].mean()), round(line["2025-09"].mean())
