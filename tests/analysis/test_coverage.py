"""Coverage: every counted event stands in exactly one place of the matrix."""

import pytest

from monitor.analysis import coverage
from monitor.dataset import Dataset
from tests.analysis.frames import events

NAMES = {"PL": "Poland", "LT": "Lithuania"}


@pytest.mark.parametrize("by", coverage.BY)
@pytest.mark.parametrize("freq", ["M", "Q", "Y"])
@pytest.mark.parametrize("most", [1, 5, 16, 100])
def test_the_matrix_holds_every_counted_event(shipped: Dataset, names: dict[str, str], by: str, freq: str, most: int):
    table = coverage.matrix(shipped.events, by, names, freq, most)
    assert int(table.to_numpy().sum()) == (~shipped.events["is_part"]).sum()
    assert len(table) <= most + 1
    sums = table.drop(index=coverage.OTHERS, errors="ignore").sum(axis=1)
    assert sums.is_monotonic_decreasing
    assert list(table.columns) == sorted(set(table.columns))


def test_the_matrix_by_hand():
    rows = events(
        "2025-01-31", "2025-02-01", {"event_date": "2025-07-01", "country": "LT"},
        {"event_date": "2025-02-01", "country": "XX"}, {"event_date": "2025-02-01", "is_part": True},
    )  # fmt: skip
    table = coverage.matrix(rows, "Country", NAMES, "Q")
    assert [str(period) for period in table.columns] == ["2025Q1", "2025Q2", "2025Q3"]
    assert {name: list(row) for name, row in table.iterrows()} == {
        "Poland": [2, 0, 0], "Lithuania": [0, 0, 1], "XX": [1, 0, 0]}  # fmt: skip


def test_small_rows_are_added_up():
    rows = events(*["2025-01-01"] * 3, *({"event_date": "2025-01-01", "country": c} for c in ("LT", "LT", "XX", "YY")))
    table = coverage.matrix(rows, "Country", NAMES, "Q", most=1)
    assert table.sum(axis=1).to_dict() == {"Poland": 3, coverage.OTHERS: 4}


def test_an_empty_matrix_and_one_of_parts_only():
    assert coverage.matrix(events(), "Country", NAMES, "Q").empty
    assert coverage.matrix(events({"event_date": "2025-01-01", "is_part": True}), "Type", NAMES, "Q").empty
    assert coverage.finding(coverage.matrix(events(), "Type", NAMES, "Q")) == "No events to cover"


def test_the_finding_names_the_fullest_column():
    rows = events("2025-01-31", "2025-09-01", "2025-09-02")
    assert coverage.finding(coverage.matrix(rows, "Type", NAMES, "M")) == (
        "Coverage is densest in September 2025: 2 of 3 events"
    )


@pytest.mark.parametrize("by", coverage.BY)
def test_every_number_of_the_matrix_opens(shipped: Dataset, names: dict[str, str], by: str):
    table = coverage.matrix(shipped.events, by, names, "Y", most=100).tail(3)
    for label, row in table.iterrows():
        for period, number in row.items():
            assert len(coverage.cell(shipped.events, by, names, label, str(period))) == number


def test_the_row_of_all_others_opens_too(shipped: Dataset, names: dict[str, str]):
    table = coverage.matrix(shipped.events, "Country", names, "Y", most=3)
    number = table.loc[coverage.OTHERS].iloc[-1]
    assert (
        len(coverage.cell(shipped.events, "Country", names, coverage.OTHERS, str(table.columns[-1]), most=3)) == number
    )


@pytest.mark.parametrize("freq", ["M", "Q", "Y"])
def test_a_cell_holds_the_first_and_last_day_of_its_period(freq: str):
    rows = events("2025-01-01", "2025-12-31")
    table = coverage.matrix(rows, "Country", NAMES, freq)
    found = [len(coverage.cell(rows, "Country", NAMES, "Poland", str(period))) for period in table.columns]
    assert found == list(table.loc["Poland"])
    assert sum(found) == 2


def test_publishers_by_hand(small: Dataset):
    table = coverage.publishers(small.articles, small.events, small.sources).set_index("Publisher")
    # PAP wrote a1 (swarm, wreck, protest), LRT a2 and a4 (swarm, closure), TASS a3 (protest)
    assert table["Articles"].to_dict() == {"PAP": 1, "LRT": 2, "TASS": 1}
    assert table["Events"].to_dict() == {"PAP": 3, "LRT": 2, "TASS": 1}
    assert table["Last seen"].to_dict() == {"PAP": "2025-09-10", "LRT": "2025-09-20", "TASS": "not recorded"}
    assert list(table.index) == ["PAP", "LRT", "TASS"]
    assert table.loc["TASS", "Kind"] == "state media"


def test_publishers_of_the_shipped_data_add_up(shipped: Dataset):
    table = coverage.publishers(shipped.articles, shipped.events, shipped.sources)
    assert len(table) == len(shipped.sources)
    assert table["Articles"].sum() == len(shipped.articles)
    publisher = dict(zip(shipped.articles["article_id"], shipped.articles["publisher"], strict=True))
    pairs = {(row["event_id"], publisher[i]) for row in shipped.events.to_dict("records") for i in row["sources"]}
    assert table["Events"].sum() == len(pairs)


def test_publishers_without_articles_or_events(small: Dataset):
    table = coverage.publishers(small.articles.head(0), small.events.head(0), small.sources)
    assert len(table) == 3
    assert set(table["Events"]) == {0}
