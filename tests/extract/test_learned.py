"""The learned second opinion: what it reads, what it adds, what it takes away, and that it stays small and plain."""

import math
import os
import subprocess
import sys
from datetime import date

import pytest

from monitor.extract import document, learned, matching, page, weighing
from monitor.extract.document import Document, Mention
from monitor.extract.extraction import extract
from monitor.extract.learned import NO_EVENT, Opinion
from monitor.extract.matching import Trigger
from monitor.model import TABLES

DAY = date(2025, 11, 20)


def read(text: str, language: str = "en") -> Document:
    found = page.read(text, None, DAY)
    return document.read(found.text, language, DAY, found.parts)


def names(text: str) -> set[str]:
    doc = read(text)
    return {name for name, _ in learned.features(doc, doc.sentences[0])}


def test_names_and_numbers_are_hidden_from_the_model():
    found = names("Lithuania counted 25 balloons above Kena")
    assert {"w:_LT", "w:_number", "w:_place", "w:balloons", "p:_LT counted", "k:BALLOON"} <= found
    assert not any("kena" in name or "25" in name for name in found)


def test_every_kind_of_feature_weighs_the_same():
    doc = read("Two balloons fell near Kena")
    values = learned.weighted(list(learned.features(doc, doc.sentences[0])))
    sums: dict[str, float] = {}
    for name, value in values.items():
        sums[name[0]] = sums.get(name[0], 0.0) + value**2
    assert sums.keys() >= {"w", "p", "c"}
    assert all(math.isclose(total, 1.0) for total in sums.values())


def test_a_column_is_the_same_on_every_machine():
    # The check value published with CRC-32 is CBF43926; a column is its last sixteen bits.
    assert learned.column("123456789") == 0x3926


def test_chances_are_shares_of_the_types_of_the_taxonomy():
    doc = read("Traffic through the checkpoint is suspended until further notice, Vilnius said.")
    found = learned.opinion(doc, doc.sentences[0])
    assert found is not None
    assert math.isclose(sum(found.chances.values()), 1.0, abs_tol=1e-5)
    assert len(found.chances) == 34
    assert NO_EVENT in found.chances
    assert found.best == max(found.chances, key=found.chances.__getitem__) == "border_closure"
    assert doc.sentences[0].first <= found.token < doc.sentences[0].stop


def test_it_knows_the_types_of_the_data_and_no_others():
    import csv

    from monitor.dataset import DATA

    with (DATA / f"{TABLES['event_types'].table}.csv").open(encoding="utf-8") as file:
        types = {row["event_type"] for row in csv.DictReader(file)}
    doc = read("Talks")
    found = learned.opinion(doc, doc.sentences[0])
    assert found is not None
    assert set(found.chances) == types | {NO_EVENT}


def opinion(**chances: float) -> Opinion:
    """An opinion with some chances; the rest goes to all other types alike."""
    everything = dict.fromkeys(("talks", "protest", "statement", "sabotage", "threat", NO_EVENT), 0.0) | chances
    everything.setdefault("espionage", 0.0)
    return Opinion(everything, max(everything, key=everything.__getitem__), 1)


NOTHING = opinion(none=1.0)


def weighed(
    monkeypatch: pytest.MonkeyPatch, text: str, found: Opinion, *types: str, headline: Opinion = NOTHING
) -> list[Trigger]:
    monkeypatch.setattr(learned, "opinion", lambda doc, sentence: headline if sentence.is_title else found)
    doc = read(text)
    triggers = [Trigger(kind, Mention(0, 0, 0, 3, ("X",)), None, 1.0, True) for kind in types]
    return weighing.weighed(doc, doc.sentences[-1], triggers, weighing.opinions(doc))


TEXT = "A headline about something\n\nThe ministers of Poland and Belarus met for three hours near the border."


@pytest.mark.parametrize(
    ("chances", "rules", "expected"),
    [
        ({"talks": 0.76}, (), ["talks"]),
        ({"talks": 0.74}, (), []),
        ({"talks": 0.9, "protest": 0.06}, ("protest",), ["protest", "talks"]),
        ({"talks": 0.9, "protest": 0.04}, ("protest",), ["talks"]),
        ({"talks": 0.9}, ("talks",), ["talks"]),
        ({NO_EVENT: 0.99}, (), []),
        ({"statement": 0.95}, (), []),
        ({"sabotage": 0.5, "espionage": 0.3}, ("espionage",), ["espionage"]),
        ({"sabotage": 0.5, "espionage": 0.3}, ("espionage", "sabotage"), ["sabotage"]),
        ({"sabotage": 0.8, "espionage": 0.1}, ("espionage",), ["sabotage"]),
        ({"sabotage": 0.8, "protest": 0.1}, ("protest",), ["protest", "sabotage"]),
    ],
)
def test_it_adds_what_it_is_sure_of_and_drops_what_it_doubts(monkeypatch, chances, rules, expected):
    assert [trigger.event_type for trigger in weighed(monkeypatch, TEXT, opinion(**chances), *rules)] == expected


@pytest.mark.parametrize(
    ("headline", "body", "expected"),
    [(0.66, 0.66, ["talks"]), (0.64, 0.66, []), (0.66, 0.64, []), (0.0, 0.66, [])],
)
def test_headline_and_first_sentence_together_need_less(monkeypatch, headline, body, expected):
    found = weighed(monkeypatch, TEXT, opinion(talks=body), headline=opinion(talks=headline, none=0.3))
    assert [trigger.event_type for trigger in found] == expected


def test_two_deeds_in_one_sentence_do_not_make_each_other_doubtful(monkeypatch):
    found = opinion(talks=0.97, protest=0.01)
    assert [t.event_type for t in weighed(monkeypatch, TEXT, found, "talks", "protest")] == ["talks", "protest"]
    assert [t.event_type for t in weighed(monkeypatch, TEXT, found, "protest")] == ["talks"]


def test_it_is_noted_who_saw_an_event(monkeypatch):
    alone = weighed(monkeypatch, TEXT, opinion(talks=0.8, protest=0.2), "protest")
    assert [(t.event_type, set(t.told_by)) for t in alone] == [("protest", {"rule"}), ("talks", {"model"})]
    both = weighed(monkeypatch, TEXT, opinion(talks=0.8), "talks")
    assert set(both[0].told_by) == {"rule", "model"}


def test_it_proposes_nothing_where_nobody_and_no_place_is_named(monkeypatch):
    assert weighed(monkeypatch, "They met again for three hours.", opinion(talks=0.95)) == []


def test_a_proposal_names_the_next_likely_types(monkeypatch):
    found = weighed(monkeypatch, TEXT, opinion(talks=0.8, protest=0.1, threat=0.06))
    assert found[0].runners_up == ("protest", "threat")


UNKNOWN_WORDING = """Nobody passes the checkpoint at Kuźnica any more

No lorry and no car from Belarus has passed Kuźnica since midnight, Poland's border guard said."""


def test_a_wording_no_rule_knows_is_found_and_shows_its_word():
    doc = read(UNKNOWN_WORDING)
    assert not any(matching.triggers(doc, sentence) for sentence in doc.sentences)
    result = extract(UNKNOWN_WORDING, published=DAY)
    (event,) = result["events"]
    assert event["event_type"] == "border_closure"
    assert (event["country"], event["initiator"], event["target"]) == ("PL", ["PL"], ["BY"])
    evidence = [span for span in event["evidence"] if span["field"] == "event_type"]
    assert all(result["article"]["text"][span["start"] : span["end"]] == span["text"] for span in evidence)
    assert all(span["how"].startswith("learned") and len(span["text"]) >= 4 for span in evidence)
    assert "rule and model agree" not in event["confidence_reasons"]


def test_the_word_shown_is_no_name_date_or_small_word():
    doc = read("On Monday Lithuania and Belarus sat down together at Medininkai.")
    found = learned.opinion(doc, doc.sentences[0])
    assert found is not None
    assert doc.words[found.token].word in ("down", "together")


def test_opinions_are_the_same_in_every_process():
    code = (
        "from monitor.extract import document, learned, page\n"
        "found = page.read('Officers of Lithuania and Belarus sat down at one table near the closed checkpoint.')\n"
        "doc = document.read(found.text, 'en', None, found.parts)\n"
        "print(learned.opinion(doc, doc.sentences[0]))"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1 and b"talks" in told.pop()


def test_the_file_stays_small():
    assert learned.WEIGHTS.stat().st_size < 1_500_000
