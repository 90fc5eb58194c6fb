"""Indicators: what `monitor check` says of mistakes in their table, and what `monitor watchlist` prints."""

import json

import pytest

from monitor import cli
from monitor.dataset import Dataset
from monitor.reading import LINK_IGNORED, SET_ASIDE
from tests.tiny import Folder

# (column, value, words of the problem, outcome)
MISTAKES = [
    ("evidence_sides", "Friends", "'RU-BY', 'NATO', 'EU', 'UA' or 'other'", SET_ASIDE),
    ("evidence_sides", "NATO;Friends", "'RU-BY'", SET_ASIDE),
    ("evidence_tags", "drone", "'drones'", SET_ASIDE),
    ("evidence_types", "picnic", "not in event_types.csv", SET_ASIDE),
    ("contrary_types", "picnic", "not in event_types.csv", LINK_IGNORED),
    ("evidence_countries", "PL;QQ", "not in actors.csv", LINK_IGNORED),
    ("observed_event_ids", "nothing", "not in events.csv", LINK_IGNORED),
    ("expected_after", "nothing", "not in events.csv", LINK_IGNORED),
    ("rule", "perhaps", "'occurs' or 'rises'", SET_ASIDE),
    ("window_days", "3", "greater than or equal to 7", SET_ASIDE),
    ("minimum_count", "0", "greater than or equal to 1", SET_ASIDE),
    ("rise_factor", "nan", "finite", SET_ASIDE),
    ("minimum_severity", "11", "less than or equal to 10", SET_ASIDE),
    ("deadline", "soon", "not a day", SET_ASIDE),
    ("label", "x" * 61, "at most 60", SET_ASIDE),
]


@pytest.mark.parametrize(("column", "value", "problem", "outcome"), MISTAKES)
def test_a_mistake_in_an_indicator_is_explained(tiny: Folder, column, value, problem, outcome):
    if column in ("expected_after", "deadline"):
        tiny.set("indicators", 2, "expected_after", "swarm")
        tiny.set("indicators", 2, "deadline", "2025-10-01")
    tiny.set("indicators", 2, column, value)
    fault = tiny.check()[0]
    assert (fault.file, fault.row, fault.column, fault.outcome) == ("indicators.csv", 2, column, outcome)
    assert problem in fault.problem
    assert fault.remedy
    assert len(tiny.kept["indicators"]) == (outcome != SET_ASIDE)


def test_a_deadline_needs_what_it_counts_from(tiny: Folder):
    tiny.set("indicators", 2, "deadline", "2025-10-01")
    (fault,) = tiny.check()
    assert "expected_after and deadline must be given together" in fault.problem


def test_a_deadline_before_its_trigger_is_dropped(tiny: Folder):
    tiny.set("indicators", 2, "expected_after", "swarm")
    tiny.set("indicators", 2, "deadline", "2025-09-08")
    (fault,) = tiny.check()
    assert (fault.column, fault.outcome) == ("deadline", LINK_IGNORED)
    assert "2025-09-09" in fault.problem
    assert tiny.column("indicators", "deadline") == [None]


def test_empty_rule_columns_take_their_defaults(tiny: Folder):
    row = tiny.load().indicators.iloc[0]
    assert (row["rule"], row["window_days"], row["minimum_count"], row["baseline_days"], row["rise_factor"]) == (
        "occurs", 90, 1, 365, 2.0)  # fmt: skip
    assert row["evidence_sides"] == ()


def test_the_command_prints_the_contract(shipped: Dataset, capsys: pytest.CaptureFixture):
    assert cli.main(["watchlist", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert len(found) == len(shipped.indicators)
    assert {"indicator_id", "status", "since", "evidence", "deadline", "outcome"} <= set(found[0])
    assert {row["status"] for row in found} <= {"observed", "not observed", "unknown"}
    assert {row["outcome"] for row in found} == {"met", "absent", None}


def test_the_command_goes_back_to_a_day(capsys: pytest.CaptureFixture):
    assert cli.main(["watchlist", "--at", "2025-09-11", "--json"]) == 0
    found = {row["indicator_id"]: row for row in json.loads(capsys.readouterr().out)}
    assert found["ind-05"]["outcome"] == "met"
    assert found["ind-07"]["outcome"] == "unknown"
    assert all(row["since"] <= "2025-09-11" for row in found.values())
    assert cli.main(["watchlist"]) == 0
    assert "expected by 2025-10-12: met" in capsys.readouterr().out
