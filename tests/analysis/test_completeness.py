"""Completeness on hand-made catalogues: what is cut away is found, what is thin is called thin."""

import math

import numpy as np
import pandas as pd
import pytest

from monitor.analysis import completeness
from monitor.dataset import Dataset
from tests.analysis.index_frames import events

CURVE = {2.0: 40, 3.0: 20, 4.0: 12, 5.0: 8, 6.0: 8}
ARTICLES = pd.DataFrame({"article_id": ["a", "b", "c"], "publisher": ["PAP", "LRT", "LRT"]})


def half_year(year: int, counts: dict[float, int]) -> list[dict]:
    return [
        {"event_date": f"{year}-03-01", "severity": severity} for severity, n in counts.items() for _ in range(n)
    ]  # fmt: skip


def halves(*rows: dict) -> pd.DataFrame:
    return completeness.halves(events(*rows), ARTICLES).set_index("half")


def test_a_catalogue_of_the_same_shape_is_complete():
    found = halves(*half_year(2022, CURVE), *half_year(2023, {s: n // 2 for s, n in CURVE.items()}))
    assert found["complete_from"].tolist() == [2.0, 2.0]


def test_a_catalogue_without_its_minor_events_is_not():
    found = halves(*half_year(2022, CURVE), *half_year(2023, {4.0: 12, 5.0: 8, 6.0: 8}))
    assert found.loc["2022 H1", "complete_from"] == 2.0
    assert found.loc["2023 H1", "complete_from"] == 4.0


def test_the_most_frequent_bin_is_the_maximum_curvature():
    found = halves(*half_year(2022, {3.4: 3, 3.6: 3, 5.0: 4}))  # 3.4 and 3.6 share the bin of 3.5
    assert found.loc["2022 H1", "curvature"] == 3.5


def test_half_years_parts_and_easing_events():
    found = halves(
        "2022-06-30", "2022-07-01", {"event_date": "2022-07-02", "is_part": True},
        {"event_date": "2022-07-03", "direction": -1}, {"event_date": "2022-07-04", "direction": 0}, "2021-06-30",
    )  # fmt: skip
    assert found["events"].to_dict() == {"2022 H1": 1, "2022 H2": 1}


def test_publishers_are_counted_once_and_single_sources_are_shared():
    rows = [("a",), ("a", "b"), ("b", "c"), ("unknown",)]
    found = halves(*({"event_date": "2022-01-01", "sources": ids} for ids in rows)).loc["2022 H1"]
    assert found["publishers"] == 2
    assert found["single_source"] == 0.75  # LRT alone stands behind b and c; nobody known behind the last


def test_no_events_give_no_half_years():
    found = completeness.halves(events(), ARTICLES)
    assert found.empty
    assert list(found) == ["half", "events", "publishers", "single_source", "curvature", "complete_from"]


@pytest.mark.parametrize(("count", "mean"), [(0, 2.0), (3, 2.0), (10, 20.0), (60, 40.0), (0, 0.0), (5, 0.0)])
def test_the_poisson_tail_is_the_sum_of_its_terms(count: int, mean: float):
    expected = sum(math.exp(-mean) * mean**k / math.factorial(k) for k in range(count + 1))
    assert completeness._at_most(count, mean) == pytest.approx(expected, abs=1e-9)


def test_months_of_the_lens():
    rows = [{"event_date": f"2022-01-{n + 1:02d}", "sources": (f"a{n}",)} for n in range(20)]
    articles = pd.DataFrame({"article_id": [f"a{n}" for n in range(20)], "publisher": [f"p{n}" for n in range(20)]})
    few = [{"event_date": "2022-02-01", "sources": ("a0", "a1")}, {"event_date": "2022-02-02", "is_part": True}]
    found = completeness.lens(events(*rows, *few), articles, pd.Timestamp(2022, 1, 15), pd.Timestamp(2022, 3, 1))
    assert found["month"].tolist() == list(pd.date_range("2022-01-01", periods=3, freq="MS"))
    assert found["events"].tolist() == [20, 1, 0]
    assert found["publishers"].tolist() == [20, 2, 0]
    assert found["is_thin"].tolist() == [False, True, True]
    assert found["single_source"].tolist()[:2] == [1.0, 0.0]
    assert np.isnan(found["single_source"].iloc[2])


@pytest.mark.parametrize(("publishers", "is_thin"), [(14, True), (15, False)])
def test_fifteen_publishers_are_enough(publishers: int, is_thin: bool):
    ids = tuple(f"a{n}" for n in range(publishers))
    articles = pd.DataFrame({"article_id": ids, "publisher": ids})
    day = pd.Timestamp(2022, 1, 1)
    found = completeness.lens(events({"event_date": "2022-01-01", "sources": ids}), articles, day, day)
    assert found["is_thin"].tolist() == [is_thin]


def test_the_headline_threshold_is_the_worst_half_year_of_the_shipped_data(shipped: Dataset):
    from monitor.analysis.escalation import THRESHOLD

    found = completeness.halves(shipped.events, shipped.articles)
    assert found["half"].tolist() == [f"{y} H{h}" for y in range(2021, 2027) for h in (1, 2)][1:-1]
    assert found["complete_from"].max() == THRESHOLD
    assert found["complete_from"].isin(completeness.CANDIDATES).all()
    assert found["single_source"].between(0, 1).all()


def test_easing_events_are_measured_beside_severe_ones():
    severe = [{"event_date": "2022-03-01", "severity": 5.0}] * 10 + [{"event_date": "2023-03-01", "severity": 9.0}] * 5
    easing = [{"event_date": "2022-04-01", "severity": s, "direction": -1} for s in (4.0, 4.0, 2.0, 2.0, 2.5, 2.5)]
    parts = [{"event_date": "2022-04-01", "severity": 4.0, "direction": -1, "is_part": True}]
    found = completeness.easing(events(*severe, *easing, *parts), 5.0, 4.0).set_index("half")
    assert found.loc["2022 H1", ["severe", "formal", "lesser"]].tolist() == [10, 2, 4]
    assert found.loc["2023 H1", ["severe", "formal", "lesser"]].tolist() == [5, 0, 0]
    # Half as many severe events, so one agreement and two lesser events would be expected.
    assert found.loc["2023 H1", "formal_chance"] == pytest.approx(math.exp(-1))
    assert found.loc["2023 H1", "lesser_chance"] == pytest.approx(math.exp(-2))
    assert found.loc["others"].tolist() == found.loc["2023 H1"].tolist()


def test_without_events_there_is_nothing_to_measure():
    assert completeness.easing(events(), 5.0, 4.0).empty


def test_agreements_pass_in_every_half_year_and_lesser_easing_does_not(shipped: Dataset):
    """What the easing threshold of the method rests on."""
    from monitor.analysis.escalation import EASING_FROM, THRESHOLD

    found = completeness.easing(shipped.events, THRESHOLD, EASING_FROM).set_index("half").drop("others")
    assert found["formal_chance"].min() >= completeness.TAIL
    assert found["lesser_chance"].min() < completeness.TAIL
