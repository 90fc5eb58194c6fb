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


def features(doc: Document) -> list[tuple[str, int]]:
    sentence = doc.sentences[0]
    return list(learned.features(doc, sentence, matching.triggers(doc, sentence)))


def first_opinion(doc: Document) -> Opinion | None:
    sentence = doc.sentences[0]
    return learned.opinion(doc, sentence, matching.triggers(doc, sentence))


def names(text: str) -> set[str]:
    return {name for name, _ in features(read(text))}


def test_names_and_numbers_are_hidden_from_the_model():
    found = names("Lithuania counted 25 balloons above Kena")
    assert {"w:_LT", "w:_number", "w:_place", "w:balloons", "p:_LT counted", "k:BALLOON"} <= found
    assert not any("kena" in name or "25" in name for name in found)


def test_every_kind_of_feature_weighs_the_same():
    doc = read("Two balloons fell near Kena")
    values = learned.weighted(features(doc))
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
    found = first_opinion(doc)
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
    found = first_opinion(doc)
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
    monkeypatch.setattr(learned, "opinion", lambda doc, sentence, rules: headline if sentence.is_title else found)
    doc = read(text)
    triggers = [Trigger(kind, Mention(0, 0, 0, 3, ("X",)), None, 1.0, True) for kind in types]
    held = [matching.triggers(doc, sentence) for sentence in doc.sentences]
    return weighing.weighed(doc, doc.sentences[-1], triggers, weighing.opinions(doc, held))


TEXT = "A headline about something\n\nThe ministers of Poland and Belarus met for three hours near the border."


@pytest.mark.parametrize(
    ("chances", "rules", "expected"),
    [
        ({"talks": 0.71}, (), ["talks"]),
        ({"talks": 0.64}, (), []),
        ({"talks": 0.6, "protest": 0.36}, ("protest",), ["protest"]),
        ({"talks": 0.6, "protest": 0.34}, ("protest",), []),
        ({"talks": 0.9, "protest": 0.04}, ("protest",), ["talks"]),
        ({"talks": 0.9}, ("talks",), ["talks"]),
        ({NO_EVENT: 0.99}, (), []),
        ({"statement": 0.95}, (), []),
        ({"sabotage": 0.5, "espionage": 0.4}, ("espionage",), ["espionage"]),
        ({"sabotage": 0.5, "espionage": 0.4}, ("espionage", "sabotage"), ["sabotage"]),
        ({"sabotage": 0.9, "espionage": 0.1}, ("espionage",), ["sabotage"]),
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


@pytest.mark.parametrize(("chance", "expected"), [(0.86, ["talks"]), (0.84, [])])
def test_far_from_the_headline_it_must_be_surer(monkeypatch, chance, expected):
    text = "A headline\n\nOne thing happened. Another did. " + TEXT.split("\n\n")[1]
    assert [t.event_type for t in weighed(monkeypatch, text, opinion(talks=chance, protest=0.1))] == expected


@pytest.mark.parametrize(("elsewhere", "expected"), [(0.36, True), (0.34, False)])
def test_a_fact_needs_a_sentence_that_makes_its_type_likely(elsewhere, expected):
    doc = read(TEXT)
    # Its own words fit closely, which is enough against a doubt about this sentence alone.
    trigger = Trigger("protest", Mention(0, 0, 0, 3, ("X",)), None, 1.3, True)
    found = [opinion(protest=elsewhere, none=0.6), opinion(protest=0.2, none=0.7)]
    assert weighing.is_likely(doc.sentences[-1], trigger, [trigger], found) is expected


def test_what_is_only_a_condition_is_listed_however_unlikely():
    text = (
        "Drones over the river\n\nIf such flights continue, Lithuania could close the Medininkai crossing with Belarus."
    )
    told = extract(text, published=DAY, anyway=True)["events"]
    assert [(e["event_type"], e["status"]) for e in told] == [("border_closure", "conditional")]


def test_two_deeds_in_one_sentence_do_not_make_each_other_doubtful(monkeypatch):
    found = opinion(talks=0.97, protest=0.02)
    assert [t.event_type for t in weighed(monkeypatch, TEXT, found, "talks", "protest")] == ["talks", "protest"]
    assert [t.event_type for t in weighed(monkeypatch, TEXT, found, "protest")] == ["talks"]


def test_it_is_noted_who_saw_an_event(monkeypatch):
    alone = weighed(monkeypatch, TEXT, opinion(talks=0.6, protest=0.4), "protest")
    assert [(t.event_type, set(t.told_by)) for t in alone] == [("protest", {"rule"})]
    added = weighed(monkeypatch, TEXT, opinion(talks=0.9))
    assert [(t.event_type, set(t.told_by)) for t in added] == [("talks", {"model"})]
    both = weighed(monkeypatch, TEXT, opinion(talks=0.8), "talks")
    assert set(both[0].told_by) == {"rule", "model"}


def test_it_must_be_surer_where_nobody_and_no_place_is_named(monkeypatch):
    assert weighed(monkeypatch, "They met again for three hours.", opinion(talks=0.99)) == []
    theirs = "Poland and Belarus speak\n\nThey met again for three hours."
    assert weighed(monkeypatch, theirs, opinion(talks=0.94)) == []
    assert len(weighed(monkeypatch, theirs, opinion(talks=0.96))) == 1


def test_what_rules_see_and_which_concepts_stand_together_are_features():
    found = names("Poland closed the border crossing at Kuźnica")
    assert {"r:border_closure", "q:CLOSE+CROSSING"} <= found


def test_a_proposal_names_the_next_likely_types(monkeypatch):
    found = weighed(monkeypatch, TEXT, opinion(talks=0.86, protest=0.08, threat=0.06))
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
    found = first_opinion(doc)
    assert found is not None
    assert doc.words[found.token].word in ("down", "together")


def test_opinions_are_the_same_in_every_process():
    code = (
        "from monitor.extract import document, learned, matching, page\n"
        "found = page.read('Officers of Lithuania and Belarus sat down at one table near the closed checkpoint.')\n"
        "doc = document.read(found.text, 'en', None, found.parts)\n"
        "sentence = doc.sentences[0]\n"
        "print(learned.opinion(doc, sentence, matching.triggers(doc, sentence)))"
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
