"""The index: bounds, monotony, exact explanation, no later knowledge, one band per version, arithmetic by hand."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.analysis import escalation, replicates
from monitor.analysis.escalation import PROFILES, Impacts, Profile
from monitor.charts import escalation as chart
from monitor.dataset import Dataset
from monitor.derive import is_part
from tests.analysis.index_frames import EXAMPLE, EXAMPLE_DAY, EXAMPLE_PRESSURE, TYPES, events, pressure
from tests.tiny import Folder

DAYS = pd.date_range("2022-01-01", "2022-04-30")
NOBODY: frozenset[str] = frozenset()
DEFAULT = PROFILES["Default"]
COARSE = 40
FEW = settings(max_examples=10)

day_numbers = st.integers(-60, len(DAYS) - 1)
rows_of = st.fixed_dictionaries(
    {
        "event_date": day_numbers.map(lambda n: f"{DAYS[0] + pd.Timedelta(days=n):%Y-%m-%d}"),
        "date_precision": st.sampled_from(["day", "day", "month"]),
        "event_type": st.sampled_from(TYPES),
        "severity": st.integers(0, 20).map(lambda n: n / 2),
        "direction": st.sampled_from([1, 1, 0, -1]),
        "credibility": st.integers(1, 6),
        "is_part": st.sampled_from([False, False, True]),
        "domain": st.sampled_from(sorted(escalation.DOMAIN_GROUPS)),
    }
)
many = st.lists(rows_of, max_size=12)
some_days = st.integers(0, len(DAYS) - 1).map(lambda n: DAYS[n])
profiles = st.builds(
    Profile,
    name=st.just("Drawn"),
    weights=st.dictionaries(st.sampled_from(TYPES), st.sampled_from([0.0, 0.5, 2.0]), max_size=3).map(
        lambda weights: tuple(sorted(weights.items()))
    ),
    half_life=st.sampled_from([7.0, 14.0, 30.0, 60.0]),
    threshold=st.sampled_from([0.0, 3.0, 5.0, 6.0]),
    easing=st.sampled_from([0.0, 4.0, 5.0, np.inf]),
)


def found_in(rows: list[dict] | tuple[dict, ...], profile: Profile = DEFAULT) -> Impacts:
    return escalation.impacts(events(*rows), NOBODY, profile)


def net(rows: list[dict] | tuple[dict, ...], profile: Profile = DEFAULT) -> pd.Series:
    return escalation.pressure(found_in(rows, profile), DAYS)["theatre"]


def same(one: pd.DataFrame, other: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(one.reset_index(drop=True), other.reset_index(drop=True))


# --- by hand


def test_ten_events_by_hand():
    found = found_in([row for row, _ in EXAMPLE])
    rows = escalation.contributions(found, EXAMPLE_DAY).set_index("event_id")["now"]
    for number, (_, adds) in enumerate(EXAMPLE):
        assert rows.get(f"e{number}", 0.0) == pytest.approx(adds, abs=1e-12)
    assert pytest.approx(8.8499, abs=5e-5) == EXAMPLE_PRESSURE
    series = escalation.index(found, pd.date_range(EXAMPLE_DAY, EXAMPLE_DAY), seed=1)
    assert series["pressure"].item() == pytest.approx(EXAMPLE_PRESSURE, abs=1e-9)
    # 8.8499 / 7.179 = 1.2327; 2^-1.2327 = 0.4255
    assert series["index"].item() == pytest.approx(57.45, abs=0.005)
    assert series["level"].item() == "elevated"


@pytest.mark.parametrize(("severity", "expected"), [(2.0, 0.25), (3.5, 0.5), (5.0, 1.0), (6.5, 2.0), (8.0, 4.0)])
def test_strength_doubles_every_point_and_a_half(severity: float, expected: float):
    assert escalation.strength(np.array([severity])) == pytest.approx(expected)


@pytest.mark.parametrize(("credibility", "weight"), [(1, 1.0), (2, 0.9), (3, 0.7), (4, 0.3), (5, 0.1), (6, 0.5)])
def test_credibility_weighs(credibility: int, weight: float):
    assert net([{"event_date": "2022-03-01", "credibility": credibility}])["2022-03-01"] == pytest.approx(weight)


@pytest.mark.parametrize("half_life", [7.0, 14.0, 30.0, 60.0])
def test_an_impact_is_exactly_half_after_the_half_life(half_life: float):
    line = net([{"event_date": "2022-01-10", "severity": 8.0}], Profile(half_life=half_life))
    start = pd.Timestamp(2022, 1, 10)
    assert line[start] == pytest.approx(4.0, abs=1e-12)
    assert line[start + pd.Timedelta(days=half_life)] == pytest.approx(2.0, abs=1e-12)
    assert line[start + pd.Timedelta(days=half_life - 1)] > 2.0
    assert (line[: start - pd.Timedelta(days=1)] == 0).all()


def test_a_month_is_spread_over_its_days():
    # February 2022 has 28 days; the nominal day does not matter.
    line = net([{"event_date": "2022-02-17", "date_precision": "month"}])
    assert line["2022-01-31"] == 0
    assert line["2022-02-01"] == pytest.approx(1 / 28)
    assert line["2022-02-02"] == pytest.approx(1 / 28 * (1 + 2 ** (-1 / 30)))
    assert line["2022-03-30"] == pytest.approx(line["2022-02-28"] / 2)
    assert line.idxmax() == pd.Timestamp(2022, 2, 28)


def test_kappa_is_where_the_index_is_half():
    assert escalation.scale(np.array([0.0, escalation.KAPPA, 2 * escalation.KAPPA, -3.0])).tolist() == [0, 50, 75, 0]


@pytest.mark.parametrize(
    ("index", "word"),
    [(0, "low"), (19.99, "low"), (20, "guarded"), (39.99, "guarded"), (40, "elevated"), (59.99, "elevated"),
     (60, "high"), (79.99, "high"), (80, "severe"), (100, "severe")],
)  # fmt: skip
def test_levels_begin_at_their_bounds(index: float, word: str):
    assert escalation.level(index) == word


def test_the_chart_draws_the_levels_of_the_method():
    bounds = [*escalation.LEVEL_BOUNDS, 100]
    levels = zip(escalation.LEVELS, bounds, bounds[1:], strict=False)
    assert tuple(chart.LEVELS) == tuple((name, low, high) for name, low, high in levels)


# --- properties


@FEW
@given(many, profiles)
def test_pressure_is_what_the_plain_sum_gives(rows: list[dict], profile: Profile):
    line = net(rows, profile)
    for day in DAYS[::COARSE]:
        assert line[day] == pytest.approx(pressure(rows, day, profile), abs=1e-9)


@FEW
@given(many, profiles)
def test_the_index_stays_in_bounds_and_inside_its_band(rows: list[dict], profile: Profile):
    series = escalation.index(found_in(rows, profile), DAYS, seed=7, replicates=20)
    assert series["index"].between(0, 100).all()
    assert (series["pressure"] >= 0).all()
    assert (series["low"] <= series["index"]).all() and (series["index"] <= series["high"]).all()
    assert series["low"].ge(0).all() and series["high"].le(100).all()
    assert (series["level"] == series["index"].map(escalation.level)).all()


@FEW
@given(many, rows_of, profiles)
def test_one_more_event_moves_every_day_its_own_way(rows: list[dict], more: dict, profile: Profile):
    before = escalation.scale(net(rows, profile))
    up = escalation.scale(net([*rows, more | {"direction": 1, "is_part": False}], profile))
    down = escalation.scale(net([*rows, more | {"direction": -1, "is_part": False}], profile))
    assert (up >= before - 1e-9).all()
    assert (down <= before + 1e-9).all()


def test_one_more_event_does_move_the_index():
    rows = [{"event_date": "2022-03-01", "severity": 8.0}]
    before = escalation.scale(net(rows))["2022-03-10"]
    assert escalation.scale(net([*rows, {"event_date": "2022-03-05"}]))["2022-03-10"] > before + 1
    assert escalation.scale(net([*rows, {"event_date": "2022-03-05", "direction": -1}]))["2022-03-10"] < before - 1


@pytest.mark.parametrize(
    ("profile", "counted"),
    [
        (DEFAULT, [4.0, 4.5, 5.0]),
        (PROFILES["Hybrid focus"], [3.0, 3.5, 4.0, 4.5, 5.0]),
        (Profile(threshold=6.0), [4.0, 4.5, 5.0]),
        (PROFILES["No easing (v1)"], []),
        (Profile(easing=0.0), [2.0, 2.5, 3.0, 3.5, 4.0, 4.5, 5.0]),
    ],
)
def test_easing_events_have_a_threshold_of_their_own(profile: Profile, counted: list[float]):
    rows = [{"event_date": "2022-03-01", "direction": -1, "severity": n / 2} for n in range(4, 11)]
    found = found_in(rows, profile).events
    assert found["severity"].tolist() == counted
    assert (found["impact"] < 0).all()


def test_an_agreement_lowers_the_headline_index():
    attack = {"event_date": "2022-03-01", "severity": 8.0}
    agreement = {"event_date": "2022-03-05", "event_type": "agreement", "severity": 4.0, "direction": -1}
    # 4 halved by 4/30, less 2^(-2/3)
    assert net([attack, agreement])["2022-03-05"] == pytest.approx(4 * 2 ** (-4 / 30) - 2 ** (-2 / 3))


def test_easing_never_leads_below_zero():
    series = escalation.index(found_in([{"event_date": "2022-02-01", "direction": -1}]), DAYS, seed=1)
    assert (series["index"] == 0).all()


@FEW
@given(many, some_days, profiles)
def test_contributions_add_up_to_the_net_pressure(rows: list[dict], day: pd.Timestamp, profile: Profile):
    parts = escalation.contributions(found_in(rows, profile), day)
    assert parts["now"].sum() == pytest.approx(net(rows, profile)[day], abs=1e-9)
    assert parts["now"].abs().is_monotonic_decreasing
    if abs(parts["now"].sum()) > 1e-6:
        assert parts["share"].sum() == pytest.approx(1.0, abs=1e-6)


@FEW
@given(many, some_days, some_days)
def test_differences_add_up(rows: list[dict], one: pd.Timestamp, other: pd.Timestamp):
    earlier, later = sorted((one, other))
    moved = escalation.difference(found_in(rows), earlier, later)
    line = net(rows)
    assert moved["change"].sum() == pytest.approx(line[later] - line[earlier], abs=1e-9)
    assert moved["now"].sum() == pytest.approx(line[later], abs=1e-9)
    assert moved["before"].sum() == pytest.approx(line[earlier], abs=1e-9)
    assert set(moved["cause"]) <= {"new", "de-escalation", "decay"}
    parts = {cause: moved[moved["cause"].eq(cause)] for cause in ("new", "de-escalation", "decay")}
    assert (parts["new"]["change"] > 0).all() and (parts["de-escalation"]["change"] < 0).all()
    assert (parts["new"]["before"] == 0).all() and (parts["de-escalation"]["before"] == 0).all()
    # Fading brings every event nearer to nothing, whatever its sign.
    assert (parts["decay"]["now"].abs() <= parts["decay"]["before"].abs()).all()
    assert (parts["decay"]["now"] * parts["decay"]["before"] > 0).all()


def test_a_difference_by_hand():
    rows = [
        {"event_date": "2022-01-01", "severity": 8.0},
        {"event_date": "2022-01-31", "severity": 6.5},
        {"event_date": "2022-01-31", "direction": -1},
    ]
    moved = escalation.difference(found_in(rows), pd.Timestamp(2022, 1, 1), pd.Timestamp(2022, 1, 31))
    found = moved.set_index("event_id")[["change", "cause"]]
    assert found.loc["e0"].tolist() == [pytest.approx(-2.0), "decay"]
    assert found.loc["e1"].tolist() == [pytest.approx(2.0), "new"]
    assert found.loc["e2"].tolist() == [pytest.approx(-1.0), "de-escalation"]


@pytest.mark.parametrize(("direction", "cause"), [(1, "new"), (-1, "de-escalation")])
def test_what_still_arrives_of_a_month_is_no_fading(direction: int, cause: str):
    row = {"event_date": "2022-02-17", "date_precision": "month", "direction": direction}
    days = pd.Timestamp(2022, 2, 10), pd.Timestamp(2022, 2, 25)
    found = escalation.difference(found_in([row]), *days).set_index("cause")
    line = net([row]) * direction
    kept = line[days[0]] * 2 ** (-15 / 30)
    assert set(found.index) == {cause, "decay"}
    assert found.loc["decay", "change"] * direction == pytest.approx(kept - line[days[0]])
    assert found.loc[cause, "change"] * direction == pytest.approx(line[days[1]] - kept)
    after = escalation.difference(found_in([row]), pd.Timestamp(2022, 2, 28), pd.Timestamp(2022, 3, 30))
    assert after["cause"].tolist() == ["decay"]


@FEW
@given(many, profiles)
def test_domains_are_a_partition(rows: list[dict], profile: Profile):
    found = found_in(rows, profile)
    parts = escalation.pressure(found, DAYS, escalation.by_domain(found.events))
    np.testing.assert_allclose(parts.sum(axis=1), net(rows, profile), atol=1e-9)


def test_a_country_counts_where_it_happened_and_whom_it_was_aimed_at():
    rows = escalation.by_country(
        events(
            {"event_date": "2022-01-01", "country": "PL", "target": ("PL", "LT")},
            {"event_date": "2022-01-01", "country": "INT", "target": ("LT",)},
            {"event_date": "2022-01-01", "country": "BY"},
        )
    )
    assert rows["PL"].tolist() == [1, 0, 0]
    assert rows["LT"].tolist() == [1, 1, 0]
    assert rows["BY"].tolist() == [0, 0, 1]
    assert rows.drop(columns=["PL", "LT", "BY"]).to_numpy().sum() == 0


def test_a_segment_holds_the_events_nearest_to_it():
    rows = escalation.by_segment(events({"event_date": "2022-01-01", "segment_id": "bug"}, "2022-01-01"))
    assert rows.to_dict("list") == {"bug": [1.0, 0.0]}


@FEW
@given(many, st.data())
def test_leaving_an_event_out_is_deleting_its_row(rows: list[dict], data: st.DataObject):
    rows = [*rows, {"event_date": "2022-02-02", "severity": 8.0}]
    gone = data.draw(st.sampled_from(range(len(rows))))
    table = events(*rows)
    without = escalation.impacts(table, NOBODY, replace(DEFAULT, excluded=(f"e{gone}",)))
    deleted = escalation.impacts(table.drop(index=gone), NOBODY, DEFAULT)
    day = DAYS[100]
    same(escalation.index(without, DAYS, 3, replicates=20), escalation.index(deleted, DAYS, 3, replicates=20))
    same(escalation.contributions(without, day), escalation.contributions(deleted, day))


def test_parts_count_nothing():
    whole = [{"event_date": "2022-03-01", "severity": 8.0}]
    part = {"event_date": "2022-03-01", "severity": 10.0, "is_part": True}
    assert len(found_in([*whole, part]).events) == 1
    pd.testing.assert_series_equal(net([*whole, part]), net(whole))


# --- profiles


def kept(row: dict, name: str, state: bool) -> float:
    """What a profile makes of an event's impact, written out: the factor, 0 if it is left out."""
    if row["is_part"] or row["direction"] == 0:
        return 0.0
    if name == "No easing (v1)" and row["direction"] == -1:
        return 0.0
    least = 3 if name == "Hybrid focus" else 5 if row["direction"] == 1 else 4
    if row["severity"] < least:
        return 0.0
    if name == "Kinetic only":
        kinetic = {"drone_incursion", "aircraft_incursion", "missile_incursion", "armed_attack", "border_violation",
                   "sabotage"}  # fmt: skip
        return float(row["event_type"] in kinetic)
    if name == "Hybrid focus":
        hybrid = {"sabotage", "cyber_attack", "espionage", "gnss_interference", "balloon_incursion",
                  "migration_pressure", "maritime_incident"}  # fmt: skip
        return 2.0 if row["event_type"] in hybrid else 1.0
    if name == "Confirmed only":
        return float(row["credibility"] in (1, 2))
    return 0.0 if name == "Without state media" and state else 1.0


@pytest.mark.parametrize("name", PROFILES)
@FEW
@given(rows=st.lists(rows_of, min_size=1, max_size=8), seed=st.integers(0, 255))
def test_named_profiles_by_brute_force(name: str, rows: list[dict], seed: int):
    state = frozenset(f"e{n}" for n in range(len(rows)) if seed >> n & 1)
    found = escalation.impacts(events(*rows), state, PROFILES[name])
    got = found.events.set_index("event_id")["impact"].to_dict()
    trust = {1: 1.0, 2: 0.9, 3: 0.7, 4: 0.3, 5: 0.1, 6: 0.5}
    expected = {}
    for number, row in enumerate(rows):
        factor = kept(row, name, f"e{number}" in state)
        if factor:
            strong = 2 ** ((row["severity"] - 5) / 1.5)
            expected[f"e{number}"] = row["direction"] * factor * trust[row["credibility"]] * strong
    assert got == pytest.approx(expected)


def test_state_only_needs_every_source_to_be_state_media():
    articles = pd.DataFrame({"article_id": ["a", "b", "c"], "publisher": ["TASS", "PAP", "BelTA"]})
    sources = pd.DataFrame(
        {"publisher": ["TASS", "PAP", "BelTA"], "kind": ["state_media", "news_agency", "state_media"]}
    )
    table = events(*({"event_date": "2022-01-01", "sources": ids} for ids in (("a",), ("a", "b"), ("a", "c"), ("b",))))
    assert escalation.state_only(table, articles, sources) == {"e0", "e2"}


def test_profiles_are_named_by_their_own_name_and_differ():
    assert all(name == profile.name for name, profile in PROFILES.items())
    assert len({replace(profile, name="") for profile in PROFILES.values()}) == len(PROFILES)


@pytest.mark.parametrize("name", PROFILES)
def test_every_profile_has_an_index_on_the_shipped_data(shipped: Dataset, name: str):
    found = reading_of(shipped, PROFILES[name], replicates=20)
    assert found.series["index"].between(0, 100).all()
    assert found.series["index"].max() > 20


# --- the interval


def test_the_same_version_gives_the_same_band(shipped: Dataset):
    one, two = reading_of(shipped), reading_of(shipped)
    same(one.series, two.series)
    other = escalation.index(one.found, one.days, one.seed + 1)
    pd.testing.assert_series_equal(other["index"], one.series["index"])
    assert (other["high"] - one.series["high"]).abs().max() > 0.01


def test_the_band_is_neither_a_line_nor_the_whole_scale(shipped: Dataset):
    series = reading_of(shipped).series.set_index("date").loc["2021-07-01":]
    width = series["high"] - series["low"]
    assert 10 < width.mean() < 60
    # The jitter is centred: the middle of the band follows the point.
    assert abs(((series["high"] + series["low"]) / 2 - series["index"]).mean()) < 6


def test_a_certain_strong_event_may_not_have_happened_in_the_band():
    """Poisson(1) leaves an event out of 37 % of replicates, so one event alone has a band down to 0."""
    series = escalation.index(found_in([{"event_date": "2022-03-01", "severity": 8.0}]), DAYS, 1).set_index("date")
    assert series.loc["2022-03-01", "low"] == 0
    assert series.loc["2022-03-01", "high"] > series.loc["2022-03-01", "index"]


def test_bands_of_countries_hold_their_point(shipped: Dataset):
    found = reading_of(shipped).found
    days = pd.date_range("2025-08-01", "2025-12-31")
    net, low, high = escalation.banded(found, days, 1, escalation.by_country(found.events), replicates=20)
    point = escalation.scale(net)
    assert (low <= point).all(axis=None) and (point <= high).all(axis=None)
    assert (high - low).to_numpy().max() > 20
    pd.testing.assert_frame_equal(net, escalation.pressure(found, days, escalation.by_country(found.events)))


def test_the_seed_is_that_of_the_curated_data():
    assert escalation.seed("4579ea1c") == escalation.seed("4579ea1c-r12") == 0x4579EA1C
    assert escalation.seed("4579ea1d-r12") != escalation.seed("4579ea1c-r12")


def test_replicates_have_the_impact_as_their_mean():
    rows = [{"event_date": "2022-03-01", "severity": 8.0, "credibility": 3}, {"event_date": "2022-03-02"}]
    found = found_in(rows)
    drawn = replicates.replicated(found.events, np.random.default_rng(0), 40_000)
    np.testing.assert_allclose(drawn.mean(axis=0), found.events["impact"], rtol=0.05)


# --- the shipped data


def reading_of(data: Dataset, profile: Profile = DEFAULT, replicates: int = 60) -> escalation.Reading:
    return escalation.reading(
        data.events, data.articles, data.sources, pd.Timestamp(data.as_of), data.version, profile,
        replicates=replicates,
    )  # fmt: skip


def test_kappa_puts_the_median_of_the_baseline_at_25(shipped: Dataset):
    series = reading_of(shipped).series.set_index("date")["index"]
    assert series.loc["2021-07-01":"2024-12-31"].median() == pytest.approx(25.0, abs=0.5)


def test_other_half_lives_are_calibrated_to_the_same_baseline(shipped: Dataset):
    found = reading_of(shipped, Profile(half_life=7.0))
    assert found.kappa != escalation.KAPPA
    series = found.series.set_index("date")["index"]
    assert series.loc["2021-07-01":"2024-12-31"].median() == pytest.approx(25.0, abs=1e-3)


def test_method_v1_has_its_own_kappa(shipped: Dataset):
    found = reading_of(shipped, PROFILES["No easing (v1)"])
    assert found.kappa == pytest.approx(7.348, abs=5e-4)
    assert (found.found.events["direction"] == 1).all()


def test_days_before_the_first_are_folded_into_it():
    rows = [{"event_date": "2021-06-01", "severity": 8.0}, {"event_date": "2021-12-17", "date_precision": "month"}]
    found = found_in(rows)
    longer = escalation.pressure(found, pd.date_range("2021-01-01", "2022-02-01"))["theatre"]
    shorter = escalation.pressure(found, pd.date_range("2021-12-20", "2022-02-01"))["theatre"]
    np.testing.assert_allclose(shorter, longer["2021-12-20":], atol=1e-12)


def test_weights_alone_do_not_move_kappa(shipped: Dataset):
    assert reading_of(shipped, PROFILES["Kinetic only"]).kappa == escalation.KAPPA


@pytest.mark.parametrize("day", [date(2022, 2, 24), date(2023, 8, 2), date(2025, 9, 10), date(2025, 11, 20)])
def test_known_at_is_deleting_what_came_later(shipped: Dataset, day: date):
    known = reading_of(shipped.known_at(day))
    events_then = shipped.events[shipped.events["known_date"].le(pd.Timestamp(day))]
    events_then = events_then.assign(is_part=is_part(events_then))
    articles = shipped.articles[shipped.articles["placed_date"].le(pd.Timestamp(day))]
    deleted = escalation.reading(
        events_then, articles, shipped.sources, pd.Timestamp(day), shipped.version, replicates=60
    )
    same(known.series, deleted.series)
    assert known.series["date"].iloc[-1] == pd.Timestamp(day)
    assert len(known.found.events) < len(reading_of(shipped).found.events)


def test_known_at_does_not_feel_what_is_changed_later(shipped: Dataset):
    day = date(2024, 3, 1)
    later = shipped.events["known_date"].gt(pd.Timestamp(day))
    changed = shipped.events.assign(severity=shipped.events["severity"].mask(later, 10.0))
    same(
        reading_of(shipped.known_at(day)).series,
        reading_of(replace(shipped, events=changed).known_at(day)).series,
    )


def test_known_at_is_the_index_of_files_without_the_later_lines(tiny: Folder):
    rows = tiny.rows("events")
    early = dict(zip(rows[0], rows[3], strict=True)) | {
        "event_id": "early", "event_date": "2025-09-10", "event_type": "drone_incursion", "shot_down": "2",
        "response_to": "", "sources": "a1", "credibility": "1",
    }  # fmt: skip
    tiny.put("events", [*rows, list(early.values())])
    whole = tiny.load()
    lines = tiny.rows("events")
    known = set(whole.known_at(date(2025, 9, 10)).events["event_id"])
    assert {"swarm", "early"} <= known < set(whole.events["event_id"])
    tiny.put("events", [lines[0], *(line for line in lines[1:] if line[0] in known)])
    shorter = replace(tiny.load(), version=whole.version)
    then = reading_of(whole.known_at(date(2025, 9, 10)))
    same(then.series, reading_of(shorter).series)
    assert then.series["pressure"].iloc[-1] > 1


def test_without_events_the_index_is_zero(shipped: Dataset):
    found = reading_of(replace(shipped, events=shipped.events.head(0)))
    assert (found.series[["pressure", "index", "low", "high"]] == 0).all(axis=None)
    assert escalation.contributions(found.found, pd.Timestamp(2025, 9, 10)).empty


def test_a_reading_knows_its_days(shipped: Dataset):
    found = reading_of(shipped)
    assert found.at(pd.Timestamp(2025, 9, 10))["level"] == "high"
    assert found.at(pd.Timestamp(2019, 1, 1)) is None
    assert found.days[0] == escalation.CATALOGUE_FROM
    assert found.days[-1] == pd.Timestamp(shipped.as_of)


def test_others_know_the_method_by_one_name():
    """Pages, command and scripts take everything from `escalation`, wherever its parts stand."""
    parts = ("impact", "pressure", "replicates")
    imported = re.compile(rf"analysis\.({'|'.join(parts)})\b|analysis import .*\b({'|'.join(parts)})\b")
    root = Path(escalation.__file__).parents[3]
    files = [*root.glob("src/monitor/**/*.py"), *root.glob("pages/*.py"), *root.glob("scripts/*.py"),
             *root.glob("bench/*.py")]  # fmt: skip
    outside = [file for file in files if file.stem not in ("escalation", *parts) or file.parent.name != "analysis"]
    assert len(outside) > 100
    assert [file.name for file in outside if imported.search(file.read_text("utf-8"))] == []
