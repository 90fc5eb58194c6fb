"""Forecasts on series whose answer is known, never looking ahead; scores by hand and by brute force."""

import numpy as np
import pytest

from monitor.analysis import forecast, track_record
from tests.analysis.test_track_record import DAYS, closures


def test_auc_by_hand():
    target, one = np.array([0, 0, 1, 1]), np.zeros(4)
    for score, expected in (([1, 2, 3, 4], 1.0), ([4, 3, 2, 1], 0.0), ([5, 5, 5, 5], 0.5), ([1, 3, 2, 4], 0.75)):
        assert forecast.ranking(np.array(score), target, one)[0] == expected


def test_only_days_of_a_stratum_are_compared():
    """Within each year the score is perfect; over both the rate drifts against it."""
    score, target = np.array([1.0, 2.0, 3.0, 4.0]), np.array([0, 1, 0, 1])
    assert forecast.ranking(score, target, np.zeros(4))[0] == 0.75
    assert forecast.ranking(score, target, np.array([1, 1, 2, 2]))[0] == 1.0
    assert np.isnan(forecast.ranking(score, target, np.arange(4))).all()


def test_the_ranking_of_noise_is_a_coin():
    random = np.random.default_rng(1)
    value, low, high = forecast.ranking(random.random(600), random.integers(0, 2, 600), np.zeros(600))
    assert low < 0.5 < high and low <= value <= high


def test_a_logistic_model_of_two_groups_has_their_log_odds(monkeypatch: pytest.MonkeyPatch):
    """Rates of 1/4 and 3/4: intercept log(1/3), slope 2 log 3."""
    monkeypatch.setattr(forecast, "RIDGE", 1e-9)
    x = np.repeat([0.0, 1.0], 400)
    target = np.tile([1, 0, 0, 0], 100).tolist() + np.tile([1, 1, 1, 0], 100).tolist()
    weights = forecast.logistic(np.column_stack([np.ones(800), x]), np.array(target, float))
    assert weights == pytest.approx([-np.log(3), 2 * np.log(3)], abs=1e-3)


def test_the_intercept_alone_is_the_rate():
    weights = forecast.logistic(np.ones((10, 1)), np.array([1.0] * 3 + [0.0] * 7))
    assert 1 / (1 + np.exp(-weights[0])) == pytest.approx(0.3, abs=1e-4)


def test_the_ridge_only_shrinks():
    x = np.repeat([0.0, 1.0], 400)
    target = np.array(np.tile([1, 0, 0, 0], 100).tolist() + np.tile([1, 1, 1, 0], 100).tolist(), float)
    slope = forecast.logistic(np.column_stack([np.ones(800), x]), target)[1]
    assert 0 < slope < 2 * np.log(3)


def test_skill_is_one_minus_the_ratio_of_brier_scores():
    ours, theirs, target = np.array([0.5, 0.5]), np.array([1.0, 0.0]), np.array([0.0, 0.0])
    value, low, high = forecast.skill(ours, theirs, target, seed=1)
    assert value == pytest.approx(1 - 0.5 / 1.0)
    assert low <= value <= high


def test_the_interval_is_of_its_seed():
    random = np.random.default_rng(1)
    ours, theirs, target = random.random(200), random.random(200), random.integers(0, 2, 200)
    assert forecast.skill(ours, theirs, target, 4) == forecast.skill(ours, theirs, target, 4)
    assert forecast.skill(ours, theirs, target, 4) != forecast.skill(ours, theirs, target, 5)


@pytest.mark.parametrize("horizon", [7, 30])
def test_what_happens_after_a_day_never_changes_its_forecast(horizon: int):
    random = np.random.default_rng(2)
    target = (random.random(700) < 0.3).astype(float)
    features = random.random((700, 2))
    places = np.arange(300, 700, 5)
    before = forecast.expanding(features, target, places, horizon)
    cut = 520
    # An outcome known on day d is a target of day d - horizon or earlier.
    changed, moved = target.copy(), features.copy()
    changed[cut - horizon :] = 1 - changed[cut - horizon :]
    moved[cut + 1 :] = 0.5
    after = forecast.expanding(moved, changed, places, horizon)
    np.testing.assert_array_equal(after[places <= cut], before[places <= cut])
    assert (after[places > cut + forecast.REFIT_DAYS] != before[places > cut + forecast.REFIT_DAYS]).any()


def test_events_after_a_day_never_change_its_forecast():
    early, late = closures(*DAYS[20:800:19]), closures(*DAYS[20:800:19], *DAYS[905::3])
    places = np.arange(500, 880, 3)
    line = np.linspace(0, 1, len(DAYS))[:, None]
    forecasts = [
        forecast.expanding(line, track_record.ahead(happened, DAYS, 14), places, 14) for happened in (early, late)
    ]
    np.testing.assert_array_equal(*forecasts)


def test_the_scale_of_a_predictor_does_not_matter():
    random = np.random.default_rng(4)
    features = random.random((500, 2))
    target = (random.random(500) < features[:, 0]).astype(float)
    places = np.arange(200, 500, 5)
    plain = forecast.expanding(features, target, places, 7)
    scaled = forecast.expanding(features * [100.0, 1e-3] + [5.0, -3.0], target, places, 7)
    np.testing.assert_allclose(scaled, plain, atol=1e-6)
    assert forecast.ranking(plain, target[places], np.zeros(len(places)))[0] > 0.6


def test_a_predictor_that_never_moved_says_nothing():
    target = np.tile([1.0, 0.0, 0.0, 0.0], 100)
    places = np.arange(100, 400, 10)
    moved = np.where(np.arange(400) < 390, 3.0, 9.0)[:, None]
    found = forecast.expanding(moved, target, places, 7)
    np.testing.assert_allclose(found, 0.25, atol=0.01)


def test_calibration_of_a_calibrated_forecast():
    said = np.repeat([0.1, 0.3, 0.5, 0.7, 0.9], 10) + np.tile(np.arange(10) * 1e-6, 5)
    target = np.concatenate([[1.0] * n + [0.0] * (10 - n) for n in (1, 3, 5, 7, 9)])
    found = forecast.calibration(said, target, bins=5)
    assert found["n"].tolist() == [10] * 5
    assert found["observed"].tolist() == pytest.approx([0.1, 0.3, 0.5, 0.7, 0.9])
    assert found["forecast"].tolist() == pytest.approx([0.1, 0.3, 0.5, 0.7, 0.9], abs=1e-4)
    assert (found["low"] <= found["observed"]).all() and (found["observed"] <= found["high"]).all()


def test_an_overconfident_forecast_is_seen_as_such():
    random = np.random.default_rng(6)
    said = np.repeat([0.05, 0.5, 0.95], 300)
    target = (random.random(900) < np.repeat([0.4, 0.5, 0.6], 300)).astype(float)
    order = random.permutation(900)
    found = forecast.calibration(said[order] + np.arange(900) * 1e-9, target[order])
    assert found["n"].tolist() == [300] * 3
    assert found["low"].iloc[0] > 0.05 and found["high"].iloc[2] < 0.95
    assert found["low"].iloc[1] < 0.5 < found["high"].iloc[1]
