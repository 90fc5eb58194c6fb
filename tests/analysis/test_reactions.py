"""Reactions on a small chain whose lags, rates and shares are counted by hand."""

import pandas as pd
import pytest

from monitor.analysis import reactions
from monitor.dataset import Dataset
from tests.analysis.recorded import SIDES, events

NAMES = {"PL": "Poland", "LT": "Lithuania"}
# swarm <- protest (1 day), closure (3 days) <- complaint (2 days later); statement month-precise; a part answered.
CHAIN = [
    {"event_id": "swarm", "event_date": "2025-09-09", "severity": 9.0},
    {"event_id": "wreck", "event_date": "2025-09-10", "part_of": "swarm"},
    {"event_id": "protest", "event_date": "2025-09-10", "event_type": "protest", "type_label": "Protest",
     "group": "diplomacy", "initiator": ("PL",), "response_to": "swarm", "severity": 1.5},
    {"event_id": "closure", "event_date": "2025-09-12", "event_type": "border_closure", "type_label": "Border closure",
     "group": "measure", "initiator": ("PL", "EU"), "response_to": "swarm", "severity": 3.5},
    {"event_id": "complaint", "event_date": "2025-09-14", "event_type": "protest", "type_label": "Protest",
     "group": "diplomacy", "initiator": ("BY",), "response_to": "closure", "severity": 1.5},
    {"event_id": "reopening", "event_date": "2025-09-01", "date_precision": "month", "type_label": "Border reopening",
     "group": "measure", "direction": -1, "initiator": ("PL",), "response_to": "closure"},
    {"event_id": "search", "event_date": "2025-09-20", "group": "posture", "type_label": "Troops",
     "initiator": ("PL",), "response_to": "wreck"},
    {"event_id": "lone", "event_date": "2025-09-11", "severity": 5.0, "initiator": ("RU",)},
    {"event_id": "mild", "event_date": "2025-09-11", "severity": 4.9, "initiator": ("RU",)},
]  # fmt: skip


@pytest.fixture
def found() -> pd.DataFrame:
    return reactions.links(events(*CHAIN), SIDES)


def test_links_by_hand(found: pd.DataFrame):
    rows = found.set_index("event_id")
    assert rows["lag_days"].to_dict() == {
        "protest": 1, "closure": 3, "complaint": 2, "reopening": -11, "search": 11}  # fmt: skip
    assert rows["trigger_id"].to_dict()["search"] == "swarm"  # an answer to a part answers the whole
    assert rows["depth"].to_dict() == {"protest": 1, "closure": 1, "complaint": 2, "reopening": 2, "search": 1}
    assert set(rows["chain_id"]) == {"swarm"}
    assert rows["is_dated"].to_dict()["reopening"] is False
    assert rows["side"].to_dict() == {
        "protest": "NATO", "closure": "NATO", "complaint": "RU-BY", "reopening": "NATO", "search": "NATO"}  # fmt: skip


@pytest.mark.parametrize(
    ("codes", "side"),
    [
        (("RU", "PL"), "RU-BY"),
        (("EU", "PL"), "NATO"),
        (("EU",), "EU"),
        (("UA",), "UA"),
        (("??",), "other"),
        ((), "other"),
    ],
)
def test_a_side_by_hand(codes: tuple[str, ...], side: str):
    assert reactions.side(codes, SIDES) == side


def test_chains_are_ordered_by_length_then_speed():
    rows = [
        *({"event_id": name, "event_date": "2025-01-01"} for name in ("slow", "fast", "long")),
        {"event_id": "s1", "event_date": "2025-01-20", "response_to": "slow"},
        {"event_id": "f1", "event_date": "2025-01-02", "response_to": "fast"},
        {"event_id": "l1", "event_date": "2025-03-01", "response_to": "long"},
        {"event_id": "l2", "event_date": "2025-04-01", "response_to": "l1"},
    ]
    table = reactions.chains(reactions.links(events(*rows), SIDES), events(*rows))
    assert list(table["chain_id"]) == ["long", "fast", "slow"]
    assert table.loc[0, ["answers", "first_days", "last_days"]].tolist() == [2, 59, 90]


def test_a_chain_by_hand(found: pd.DataFrame):
    rows = reactions.chain(found, "swarm").set_index("event_id")
    assert rows["end_days"].to_dict() == {
        "reopening": -8, "protest": 1, "closure": 3, "complaint": 5, "search": 11}  # fmt: skip
    assert rows.loc["complaint", "start_days"] == 3
    assert reactions.chain(found, "nothing").empty


def test_the_matrix_by_hand(found: pd.DataFrame):
    table = reactions.matrix(reactions.folded(found)).set_index(["trigger_name", "name"])
    assert table["count"].to_dict() == {
        ("Border closure", "Border reopening"): 1, ("Border closure", "Protest"): 1,
        ("Drone incursion", "Border closure"): 1, ("Drone incursion", "Protest"): 1, ("Drone incursion", "Troops"): 1,
    }  # fmt: skip
    assert table.loc[("Border closure", "Protest"), "median_days"] == 2
    # a month is no lag
    assert pd.isna(table.loc[("Border closure", "Border reopening"), "median_days"])
    assert table.loc[("Border closure", "Border reopening"), "dated"] == 0


def test_rare_types_are_gathered_and_none_is_lost(found: pd.DataFrame):
    table = reactions.matrix(reactions.folded(found, 1, 1))
    assert int(table["count"].sum()) == 5
    assert set(table["trigger_name"]) == {"Drone incursion", reactions.OTHERS}
    assert set(table["name"]) == {"Protest", reactions.OTHERS}


def lags(*days: int, camp: str = "PL") -> pd.DataFrame:
    rows = [{"event_id": "t", "event_date": "2025-01-01"}]
    for step, number in enumerate(days):
        day = pd.Timestamp("2025-01-01") + pd.Timedelta(days=number)
        rows.append({"event_id": f"a{step}", "event_date": str(day.date()), "response_to": "t", "initiator": (camp,)})
    return reactions.links(events(*rows), SIDES)


def test_the_lag_distribution_by_hand():
    table = reactions.lags(lags(0, 0, 0, 1, 1, 2, 5, 5, 9, 40))
    assert dict(zip(table["lag_days"], table["share"].round(2), strict=True)) == {
        0: 0.3, 1: 0.5, 2: 0.6, 5: 0.8, 9: 0.9, 40: 1.0}  # fmt: skip
    assert set(table["n"]) == {10}
    assert set(table["median"]) == {1.5}
    # Dvoretzky-Kiefer-Wolfowitz: the square root of ln(2 / 0.05) / 20 is 0.429
    assert table["high"].iloc[0] == pytest.approx(0.3 + 0.4295, abs=1e-3)
    assert table["low"].iloc[0] == 0


def test_nine_lags_are_too_few():
    assert reactions.lags(lags(*range(9))).empty
    assert reactions.finding_lags(lags(*range(9))) == "Too few dated answers to describe (9)"
    assert reactions.finding_lags(lags(*range(10))) == "Half of 10 recorded answers came within 4 days"


def incidents(count: int, answered: int, day: str = "2025-01-01", lag: int = 5) -> list[dict]:
    later = str((pd.Timestamp(day) + pd.Timedelta(days=lag)).date())
    rows = [{"event_id": f"i{n}-{day}", "event_date": day} for n in range(count)]
    return rows + [
        {"event_id": f"r{n}-{day}", "event_date": later, "response_to": f"i{n}-{day}", "type_label": "Protest",
         "direction": 0} for n in range(answered)
    ]  # fmt: skip


def rated(rows: list[dict], as_of: str = "2025-12-31") -> pd.Series:
    frame = events(*rows)
    table = reactions.rates(frame, reactions.links(frame, SIDES), "Type", NAMES, pd.Timestamp(as_of))
    return table.set_index("name").loc["Drone incursion"]


def test_a_response_rate_by_hand():
    row = rated(incidents(10, 3))
    assert (row["triggers"], row["answered"], row["share"]) == (10, 3, 0.3)
    # Wilson (1927), 3 of 10 at 95 %: 10.8 to 60.3 %
    assert row["low"] == pytest.approx(0.1078, abs=1e-3)
    assert row["high"] == pytest.approx(0.6032, abs=1e-3)


def test_nine_triggers_give_no_rate():
    row = rated(incidents(9, 9))
    assert row["triggers"] == 9
    assert row[["share", "low", "high"]].isna().all()


def test_an_answer_counts_to_its_thirtieth_day_and_a_trigger_only_when_that_has_passed():
    assert rated(incidents(10, 3, lag=30))["answered"] == 3
    assert rated(incidents(10, 3, lag=31))["answered"] == 0
    recent = incidents(10, 0) + incidents(5, 0, day="2025-12-02")
    assert rated(recent, as_of="2025-12-31")["triggers"] == 10
    assert rated(recent, as_of="2026-01-01")["triggers"] == 15


def test_rates_by_country_use_the_names():
    frame = events(*incidents(10, 1))
    table = reactions.rates(frame, reactions.links(frame, SIDES), "Country", NAMES, pd.Timestamp("2025-12-31"))
    assert list(table["name"]) == ["Poland"]


def test_unanswered_incidents_by_hand(found: pd.DataFrame):
    assert list(reactions.unanswered(events(*CHAIN), found)["event_id"]) == ["lone"]


def test_sides_and_kinds_by_hand(found: pd.DataFrame):
    table = reactions.kinds(found).set_index(["side", "group"])
    assert table["count"].to_dict() == {
        ("NATO", "diplomacy"): 1, ("NATO", "measure"): 2, ("NATO", "posture"): 1, ("RU-BY", "diplomacy"): 1,
    }  # fmt: skip
    assert table.loc[("NATO", "measure"), "share"] == 0.5
    assert table["easing"].sum() == table.loc[("NATO", "measure"), "easing"] == 1
    pairs = reactions.between_sides(found).set_index(["trigger_side", "side"])["count"].to_dict()
    shown = reactions.pair_table(reactions.between_sides(found), "trigger_side", "side")
    assert shown.iloc[0].tolist() == ["Russia and Belarus", "NATO states", 3, 3.0]  # lags of 1, 3 and 11 days
    assert pairs == {("RU-BY", "NATO"): 3, ("NATO", "RU-BY"): 1, ("NATO", "NATO"): 1}


def test_nothing_at_all():
    none = events()
    found = reactions.links(none, SIDES)
    assert found.empty
    assert reactions.chains(found, none).empty
    assert reactions.matrix(reactions.folded(found)).empty
    assert reactions.lags(found).empty
    assert reactions.rates(none, found, "Type", NAMES, pd.Timestamp("2025-12-31")).empty
    assert reactions.kinds(found).empty
    assert reactions.unanswered(none, found).empty
    assert reactions.finding_matrix(reactions.matrix(reactions.folded(found))) == "No answers recorded"
    assert reactions.table(found).empty


def test_the_shipped_chains(shipped: Dataset):
    sides = dict(zip(shipped.actors["code"], shipped.actors["side"], strict=True))
    found = reactions.links(shipped.events, sides)
    assert len(found) == shipped.events["response_to"].ne("").sum()
    assert found.loc[found["is_dated"], "lag_days"].ge(0).all()
    table = reactions.chains(found, shipped.events)
    assert table["answers"].sum() == len(found)
    assert table.set_index("chain_id").loc[reactions.DRONE_NIGHT, "answers"] == 16
    matrix = reactions.matrix(reactions.folded(found))
    assert int(matrix["count"].sum()) == len(found)
