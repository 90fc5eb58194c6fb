"""`monitor index` as scripts use it: its JSON shape, its options, and sums that hold."""

import json

import pandas as pd
import pytest

from monitor import dataset
from monitor.analysis import escalation
from tests.test_cli import Ask, ask, on_shipped, on_small  # noqa: F401 (fixtures)

pytestmark = pytest.mark.usefixtures("on_shipped")
POINT = ["date", "index", "low", "high", "level", "pressure"]


def test_the_shape_of_one_day(ask: Ask, shipped: dataset.Dataset):  # noqa: F811
    found = ask("index", "--at", "2025-09-10", "--json").json()
    assert list(found) == ["version", "method", "series"]
    assert (found["version"], found["method"]) == (shipped.version, escalation.METHOD)
    (point,) = found["series"]
    assert list(point) == POINT
    assert point["date"] == "2025-09-10"
    assert 0 <= point["low"] <= point["index"] <= point["high"] <= 100
    assert point["level"] == escalation.level(point["index"])
    assert point["index"] == pytest.approx(escalation.scale(point["pressure"]), abs=0.005)


def test_it_is_the_index_of_the_pages(ask: Ask, shipped: dataset.Dataset):  # noqa: F811
    data = shipped
    found = escalation.reading(
        data.events, data.articles, data.sources, pd.Timestamp(data.as_of), data.version, replicates=400
    )
    row = found.at(pd.Timestamp(2025, 9, 10))
    point = ask("index", "--at", "2025-09-10", "--json").json()["series"][0]
    assert point["pressure"] == row["pressure"]
    assert [point["low"], point["high"]] == [round(row["low"], 2), round(row["high"], 2)]


def test_a_period_has_both_its_ends(ask: Ask):  # noqa: F811
    days = [
        row["date"] for row in ask("index", "--since", "2025-09-01", "--until", "2025-09-10", "--json").json()["series"]
    ]
    assert days == [f"2025-09-{n:02d}" for n in range(1, 11)]
    whole = ask("index", "--json").json()["series"]
    assert whole[0]["date"] == "2021-05-01"
    assert whole[-1]["date"] == "2026-06-10"
    assert ask("index", "--since", "2026-06-01", "--json").json()["series"] == whole[-10:]
    assert ask("index", "--until", "2021-05-03", "--json").json()["series"] == whole[:3]


@pytest.mark.parametrize("day", ["2021-05-01", "2022-02-24", "2023-06-20", "2024-06-15", "2025-09-10", "2026-06-10"])
@pytest.mark.parametrize("country", [None, "LT"])
def test_what_explains_a_day_sums_to_its_pressure(ask: Ask, day: str, country: str | None):  # noqa: F811
    where = ("--country", country) if country else ()
    found = ask("index", "--at", day, "--explain", "--json", *where).json()
    assert list(found) == ["version", "method", "series", "contributions"]
    rows = found["contributions"]
    assert all(list(row) == ["event_id", "impact", "share"] for row in rows)
    total = sum(row["impact"] for row in rows)
    assert max(total, 0.0) == pytest.approx(found["series"][0]["pressure"], abs=1e-9)
    assert not rows or sum(row["share"] for row in rows) == pytest.approx(1.0, abs=1e-9)
    assert [abs(row["impact"]) for row in rows] == sorted((abs(row["impact"]) for row in rows), reverse=True)


def test_explain_is_about_the_last_day_of_a_period(ask: Ask):  # noqa: F811
    period = ask("index", "--since", "2025-09-01", "--until", "2025-09-10", "--explain", "--json").json()
    day = ask("index", "--at", "2025-09-10", "--explain", "--json").json()
    assert period["contributions"] == day["contributions"]


def test_every_contribution_is_an_event_of_the_tables(ask: Ask, shipped: dataset.Dataset):  # noqa: F811
    rows = ask("index", "--at", "2025-09-10", "--explain", "--json").json()["contributions"]
    known = set(shipped.events["event_id"])
    assert rows and all(row["event_id"] in known for row in rows)


def test_a_country_has_only_its_own_events(ask: Ask, shipped: dataset.Dataset):  # noqa: F811
    theatre = ask("index", "--at", "2025-09-10", "--json").json()["series"][0]
    found = ask("index", "--at", "2025-09-10", "--country", "PL", "--explain", "--json").json()
    assert 0 < found["series"][0]["pressure"] < theatre["pressure"]
    rows = shipped.events.set_index("event_id").loc[[row["event_id"] for row in found["contributions"]]]
    assert (rows["country"].eq("PL") | rows["target"].map(lambda target: "PL" in target)).all()


def test_known_at_ends_there_and_knows_less(ask: Ask, shipped: dataset.Dataset):  # noqa: F811
    known = ask("index", "--known-at", "2025-09-09", "--explain", "--json").json()
    assert known["series"][-1]["date"] == "2025-09-09"
    assert known["version"] == shipped.version
    now = ask("index", "--at", "2025-09-09", "--json").json()["series"][0]
    assert known["series"][-1]["pressure"] < now["pressure"]
    ids = [row["event_id"] for row in known["contributions"]]
    assert shipped.events.set_index("event_id").loc[ids, "known_date"].le(pd.Timestamp(2025, 9, 9)).all()


def test_the_same_question_has_the_same_answer(ask: Ask):  # noqa: F811
    assert ask("index", "--json") == ask("index", "--json")


def test_in_words(ask: Ask):  # noqa: F811
    code, out, err = ask("index", "--at", "2025-09-10", "--explain")
    first, *rest = out.splitlines()
    assert (code, err) == (0, "")
    assert first.startswith("2025-09-10   6") and first.endswith("  high") and "80 %" in first
    assert len(rest) > 10 and rest[0].endswith("%  20250910-pl-drone-swarm")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("index --at 2019-01-01", "the index runs from 2021-05-01 to 2026-06-10"),
        ("index --at 2026-06-11", "the index runs from 2021-05-01 to 2026-06-10"),
        ("index --known-at 2025-09-09 --at 2025-09-10", "to 2025-09-09"),
        ("index --since 2025-09-10 --until 2025-09-01", "the index runs from"),
        ("index --country Poland", "choose one of PL"),
        ("index --country XX", "'XX'"),
    ],
)
def test_what_cannot_be_done_ends_with_one(ask: Ask, line: str, reason: str):  # noqa: F811
    code, out, err = ask(*line.split())
    assert (code, out) == (1, "")
    assert err.startswith("monitor: ") and reason in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("options", ["--at yesterday", "--since 2025-02-30", "--loud", "2025-09-10"])
def test_bad_usage_ends_with_two(ask: Ask, options: str):  # noqa: F811
    code, out, err = ask("index", *options.split())
    assert (code, out) == (2, "")
    assert err.startswith("usage: monitor")


def test_the_document_is_json_without_nan(ask: Ask):  # noqa: F811
    def refuse(name: str) -> float:
        raise AssertionError(name)

    json.loads(ask("index", "--json").out, parse_constant=refuse)


def test_a_tiny_data_set_has_an_index_too(ask: Ask, on_small: dataset.Dataset):  # noqa: F811
    found = ask("index", "--at", "2025-09-12", "--explain", "--json").json()
    # 21 drones, 260 km deep, shot down: 4.5 + 2 + 1.5 + 1 = 9, three days old; its wreck is a part.
    (row,) = found["contributions"]
    assert row["event_id"] == "swarm"
    assert row["impact"] == pytest.approx(2 ** ((9 - 5) / 1.5) * 2 ** (-3 / 30))
    assert row["share"] == 1
