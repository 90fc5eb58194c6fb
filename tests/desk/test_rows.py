"""From a reviewed candidate to rows that the data set takes as they are."""

from datetime import date

import pytest

from monitor import dataset
from monitor.additions import Addition, Additions
from monitor.dataset import Dataset
from monitor.desk import rows
from tests.desk.samples import article, fields
from tests.tiny import Folder

DAY = date(2025, 9, 21)


def added(found: list) -> Additions:
    return Additions(1, tuple(Addition(1, table, cells, "Ann", DAY) for table, cells in found))


def test_a_new_publisher_article_and_event(small: Dataset):
    found = rows.accepted(fields(), article(), small)
    assert [table for table, _ in found] == ["sources", "articles", "events"]
    source, read, event = (cells for _, cells in found)
    assert source == {"publisher": "Kena Post", "domain": "kena.lt", "kind": "other", "reliability": "F"}
    assert read == {"article_id": read["article_id"], "published": "2025-09-14", "publisher": "Kena Post",
                    "title": "Drone over Kena 1", "url": "https://kena.lt/1", "language": "lt",
                    "domain": "kena.lt"}  # fmt: skip
    assert event == {"event_id": "20250913-lt-drone-over-kena-1", "event_date": "2025-09-13", "date_precision": "day",
                     "event_type": "drone_incursion", "title": "Drone over Kena 1", "initiator": "BY", "target": "LT",
                     "country": "LT", "location": "Kena", "latitude": "54.6", "longitude": "25.6",
                     "geo_precision": "place", "tags": "drones", "object_count": "3",
                     "sources": read["article_id"], "credibility": "6"}  # fmt: skip


def test_the_rows_are_valid(tiny: Folder):
    found = rows.accepted(fields(), article(), tiny.load())
    data = dataset.load(tiny.path, added(found))
    assert data.faults == ()
    assert "20250913-lt-drone-over-kena-1" in set(data.events["event_id"])


def test_an_address_that_is_there_is_not_added_again(small: Dataset):
    same = article() | {"url": "http://www.pap.pl/1/"}
    found = rows.accepted(fields(), same, small)
    assert [table for table, _ in found] == ["events"]
    assert found[0][1]["sources"] == "a1"
    assert rows.cited(same, small) == ([], "a1")


@pytest.mark.parametrize(
    ("name", "url", "publisher", "is_new"),
    [
        ("lrt", "https://other.lt/x", "LRT", False),
        ("LRT English", "https://www.lrt.lt/en/x", "LRT", False),
        ("", "https://lrt.lt/x", "LRT", False),
        ("", "https://unknown.lt/x", "unknown.lt", True),
        ("", "", "Publisher not recorded", True),
        ("Kena Post", "", "Kena Post", True),
    ],
)  # fmt: skip
def test_the_publisher_is_known_by_name_or_site(small: Dataset, name: str, url: str, publisher: str, is_new: bool):
    found, _ = rows.cited({"publisher": name, "url": url, "text": "x"}, small)
    assert found[-1][1]["publisher"] == publisher
    assert ("sources" in dict(found)) == is_new


def test_an_aggregator_does_not_stand_for_what_it_carries(tiny: Folder):
    tiny.set("sources", 3, "kind", "aggregator")
    found, _ = rows.cited({"publisher": "Kena Post", "url": "https://lrt.lt/x"}, tiny.load())
    assert found[-1][1]["publisher"] == "Kena Post"


def test_an_article_keeps_its_id(small: Dataset):
    one = rows.cited(article(), small)[1]
    assert rows.cited(article() | {"text": "changed", "title": "changed"}, small)[1] == one
    assert rows.cited(article() | {"url": "https://www.kena.lt/1/"}, small)[1] == one
    assert rows.cited(article() | {"url": "https://kena.lt/1?page=2"}, small)[1] != one
    pasted = rows.cited({"text": "pasted"}, small)[1]
    assert rows.cited({"text": "pasted", "title": "other"}, small)[1] == pasted
    assert rows.cited({"text": "pasted otherwise"}, small)[1] != pasted


def test_the_key_of_an_event_is_free(tiny: Folder):
    first = rows.accepted(fields(), article(), tiny.load())
    data = dataset.load(tiny.path, added(first))
    again = rows.accepted(fields(), article() | {"url": "https://kena.lt/other"}, data)
    assert again[-1][1]["event_id"] == "20250913-lt-drone-over-kena-1-2"
    assert [table for table, _ in again] == ["articles", "events"]


def test_keys_are_plain_letters(small: Dataset):
    title = "Šalčininkų rajone – Łódź: sieną kirto 3 dronai, ß? " + "word " * 40
    event = rows.accepted(fields() | {"title": title}, article(), small)[-1][1]
    assert event["event_id"] == "20250913-lt-salcininku-rajone-lodz-siena-kirto-3-dronai-ss"
    assert len(event["title"]) <= 160 and event["title"].endswith("word…")
    cyrillic = rows.accepted(fields() | {"title": "Дрон"}, article(), small)[-1][1]
    assert cyrillic["event_id"] == "20250913-lt"


def test_what_the_person_wrote_wins(small: Dataset):
    given = fields() | {"title": " Drone\nfalls ", "credibility": 2, "summary": "s", "event_date": "2025-09-12",
                        "sources": ["a1", "a2"], "response_to": "swarm", "event_id": "own-key",
                        "penetration_km": 2.0}  # fmt: skip
    event = rows.accepted(given, article(), small)[-1][1]
    assert (event["title"], event["credibility"], event["summary"]) == ("Drone falls", "2", "s")
    assert (event["event_date"], event["event_id"], event["response_to"]) == ("2025-09-12", "own-key", "swarm")
    assert event["sources"].split(";")[:2] == ["a1", "a2"] and len(event["sources"].split(";")) == 3
    assert event["penetration_km"] == "2"


def test_what_is_not_known_is_left_open(small: Dataset):
    bare = {"event_type": "protest", "start": "2025-09-13", "country": "LT", "latitude": 54.6, "longitude": None,
            "geo_precision": "place", "object_count": float("nan"), "initiator": []}  # fmt: skip
    event = rows.accepted(bare, {"text": "x"}, small)[-1][1]
    assert not {"latitude", "longitude", "geo_precision", "object_count", "target"} & set(event)
    assert (event["initiator"], event["location"], event["title"]) == ("UNKNOWN", "Place not recorded", "protest")


def test_the_default_actor_is_in_the_shipped_data(shipped: Dataset):
    assert rows.NO_ACTOR in set(shipped.actors["code"])
    found = rows.accepted({"event_type": "protest", "start": "2025-09-13", "country": "LT"}, {"text": "x"}, shipped)
    assert dataset.load(additions=added(found)).faults == ()
