"""What the reviewer may choose instead: dates and places found, events of a text judged irrelevant, unknown days."""

from datetime import date

import pytest

from monitor.extract import language, vocabulary
from monitor.extract.extraction import UNDATED, extract
from monitor.extract.lexicon import fold, lexicon, tokens

TEXT = (
    "A Russian drone crashed near Hrubieszów on Monday, the Polish army said. "
    "From 9 to 12 March the airports in Lublin and Brest stay closed."
)


def test_every_date_and_place_is_listed_with_its_words():
    result = extract(TEXT, published=date(2026, 3, 18))
    text, found = result["article"]["text"], result["found"]
    assert [(d["date"], d["end"]) for d in found["dates"]] == [
        ("2026-03-16", None),
        ("2026-03-09", "2026-03-12"),
    ]
    assert all(text[d["start_offset"] : d["end_offset"]] == d["text"] and d["how"] for d in found["dates"])
    names = [(p["name"], p["country"]) for p in found["places"]]
    assert ("Hrubieszów", "PL") in names and ("Brest", "BY") in names
    assert all(text[p["start"] : p["end"]] == p["text"] for p in found["places"])


def test_an_irrelevant_text_gives_its_events_only_when_asked():
    text = "Lech won the cup match in Lublin; the coach praised the goal and the fans. A drone was found in Lublin."
    assert extract(text, published=date(2025, 9, 10))["events"] == []
    assert extract(text, published=date(2025, 9, 10))["relevant"] is False
    asked = extract(text, published=date(2025, 9, 10), anyway=True)
    assert asked["relevant"] is False and [e["event_type"] for e in asked["events"]] == ["drone_incursion"]


def test_an_unknown_day_is_said_and_a_given_one_used():
    unknown = extract(TEXT)
    assert unknown["article"]["published"] is None and unknown["article"]["published_from"] == "unknown"
    assert UNDATED in unknown["reasons"] and all(e["start"] is None for e in unknown["events"])
    given = extract(TEXT, published=date(2026, 3, 18))
    assert given["article"]["published_from"] == "given" and UNDATED not in given["reasons"]
    assert given["events"][0]["start"] == "2026-03-16"


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)])
def test_an_impossible_day_is_refused(day: date):
    with pytest.raises(ValueError, match="no likely day of publication"):
        extract(TEXT, published=day)


def test_evidence_comes_in_one_order():
    (event,) = [e for e in extract(TEXT, published=date(2026, 3, 18))["events"] if e["event_type"] == "drone_incursion"]
    spans = [(s["start"], s["field"], s["end"], s["how"]) for s in event["evidence"]]
    assert spans == sorted(spans)


def test_a_headline_without_small_words_has_the_language_of_its_words():
    headline = "Dronas nukrito Baltarusijos pasienyje"
    assert language.guess(headline) == language.UNKNOWN
    assert vocabulary.likeliest(headline) == "lt"
    assert vocabulary.likeliest("Lorem ipsum dolor") == language.UNKNOWN


def test_a_lone_star_stands_for_one_word():
    table = lexicon([("lets * go", "free")])
    text = "Minsk lets journalists go, Minsk lets go"
    hits = table.find(tokens(text, fold(text)))
    assert [(hit.first, hit.last) for hit in hits] == [(1, 3)]
