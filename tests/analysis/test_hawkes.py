"""The self-exciting model: its parts by hand, its refusals, and known ratios found again in simulated data."""

from functools import partial

import numpy as np
import pandas as pd
import pytest

from monitor.analysis import branching, hawkes, reactions
from monitor.analysis.hawkes import Fit
from tests.analysis.recorded import SIDES, events


def process(ratios: list[list[float]], rates: list[float], memory: float) -> Fit:
    return Fit(np.array(rates), np.array(ratios), memory, 0.0)


def test_excitement_by_hand():
    excited, _ = hawkes._excitement(np.array([[4.0, 0.0, 2.0, 0.0]]), 0.5)
    assert excited.tolist() == [[0.0, 2.0, 1.0, 1.5]]


def test_the_gradient_is_that_of_the_cost():
    rng = np.random.default_rng(1)
    counts, exposure = rng.poisson(0.4, (2, 80)).astype(float), np.linspace(0.5, 1.5, 80)
    x = np.array([-1.0, -1.5, 0.3, 0.1, 0.2, 0.4, 0.7])
    _, gradient = hawkes._cost(x, counts, exposure)
    for place in range(len(x)):
        step = np.eye(len(x))[place] * 1e-6
        rise = hawkes._cost(x + step, counts, exposure)[0] - hawkes._cost(x - step, counts, exposure)[0]
        assert gradient[place] == pytest.approx(rise / 2e-6, rel=1e-4, abs=1e-5)


def test_simulated_data_have_the_mean_the_model_promises():
    drawn = hawkes.simulated(process([[0.5]], [0.2], 0.8), np.ones(400), 200, np.random.default_rng(2))
    # a stationary process has rate / (1 - ratio) events a day; the first days have fewer
    assert drawn[:, 0, 50:].mean() == pytest.approx(0.4, rel=0.05)


def test_a_profile_and_a_gradient_search_agree():
    drawn = hawkes.simulated(process([[0.6]], [0.2], 0.7), np.ones(500), 1, np.random.default_rng(3))
    start, found = hawkes.profiled(drawn, np.ones(500))[0], hawkes.fitted(drawn[0], np.ones(500))
    assert found.log_likelihood >= start.log_likelihood
    assert found.log_likelihood - start.log_likelihood < 0.5


@pytest.mark.parametrize(("ratio", "rate", "memory", "days"), [(0.5, 0.2, 0.8, 400)])
def test_a_known_ratio_lies_in_its_interval_in_three_of_four_runs(ratio, rate, memory, days):
    runs = hawkes.simulated(process([[ratio]], [rate], memory), np.ones(days), 12, np.random.default_rng(4))
    found = [hawkes.estimate(counts, ("x",), replicates=19) for counts in runs if counts.sum() >= 50]
    hits = [one.low <= ratio <= one.high for one in found]
    assert np.mean(hits) >= 0.75
    assert np.mean([one.fit.branching for one in found]) == pytest.approx(ratio, abs=0.15)


def test_independent_events_show_no_ratio():
    counts = np.random.default_rng(5).poisson(0.3, (1, 600)).astype(float)
    found = hawkes.estimate(counts, ("x",), replicates=39)
    assert found.low < 0.1
    assert found.p_poisson > 0.05
    assert found.aic_gain < 4


def test_clustered_events_beat_chance():
    counts = hawkes.simulated(process([[0.7]], [0.1], 0.6), np.ones(600), 1, np.random.default_rng(6))[0]
    found = hawkes.estimate(counts, ("x",), replicates=39)
    assert found.p_poisson < 0.05
    assert found.aic_gain > 10
    assert found.p_residual > 0.02
    assert 0 < found.low < found.fit.branching < found.high


def test_two_sides_and_who_sets_off_whom():
    truth = process([[0.2, 0.5], [0.0, 0.2]], [0.2, 0.3], 0.5)
    counts = hawkes.simulated(truth, np.ones(1500), 1, np.random.default_rng(7))[0]
    found = hawkes.estimate(counts, ("a", "b"), replicates=19)
    assert found.fit.ratios[0, 1] > found.fit.ratios[1, 0] + 0.2
    assert found.ratio_low[0, 1] <= 0.5 <= found.ratio_high[0, 1]
    assert found.fit.branching < 1


def test_forty_nine_events_are_refused_in_words():
    counts = np.zeros((1, 200))
    counts[0, :49] = 1
    with pytest.raises(hawkes.TooFew, match=r"^49 severe events, at least 50 are needed"):
        hawkes.estimate(counts, ("RU",))
    with pytest.raises(hawkes.TooFew, match=r"^RU: 49"):
        hawkes.estimate(np.repeat(counts, 2, axis=0), ("RU", "PL"))


def test_daily_counts_by_hand():
    since, until = pd.Timestamp("2025-01-01"), pd.Timestamp("2025-01-03")
    dates = pd.Series(pd.to_datetime(["2024-12-31", "2025-01-01", "2025-01-03", "2025-01-03", "2025-01-04"]))
    assert hawkes.daily({"x": dates}, since, until).tolist() == [[1.0, 0.0, 2.0]]


def test_sides_with_few_events_are_refused_by_name(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(hawkes, "estimate", partial(hawkes.estimate, replicates=9))  # intervals are not asked for here
    rows = [{"event_date": str(day.date()), "severity": 5.0, "initiator": ("RU",)}
            for day in pd.date_range("2022-01-01", periods=60, freq="9D")]  # fmt: skip
    rows += [{"event_date": "2023-06-01", "severity": 6.0, "initiator": ("PL",)}] * 3
    actors = pd.DataFrame({"code": list(SIDES), "side": list(SIDES.values())})
    found = branching.estimates(events(*rows), actors, pd.Timestamp("2023-12-31"))
    given = {one.name: one.estimate is not None for one in found}
    assert given == {
        "All severe events": True, "All severe events" + branching.EXPOSED: True, "By Russia and Belarus": True,
        "By NATO, its states and the EU": False, "Across the two sides": False}  # fmt: skip
    assert "3 severe events, at least 50" in found[3].refusal
    table = branching.table(found).set_index("Severe events")["Branching ratio"]
    assert table["By NATO, its states and the EU"].startswith("not given")
    assert len(branching.drawn(found)) == 3


def test_nothing_is_refused_too():
    actors = pd.DataFrame({"code": list(SIDES), "side": list(SIDES.values())})
    found = branching.estimates(events(), actors, pd.Timestamp("2023-12-31"))
    assert branching.finding(found) == "Too few severe events to estimate a branching ratio"
    assert branching.drawn(found).empty


def test_coverage_has_mean_one():
    since, until = pd.Timestamp("2025-01-01"), pd.Timestamp("2025-06-30")
    assert set(reactions.coverage(events(), since, until)) == {1.0}
    rows = [{"event_date": str(day.date()), "severity": 1.0} for day in pd.date_range(since, until, freq="2D")]
    assert reactions.coverage(events(*rows), since, until).mean() == pytest.approx(1.0, abs=0.01)
