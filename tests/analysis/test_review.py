"""Reviewing: order, signs, titles and what is missing, by hand-made candidates."""

from types import SimpleNamespace

import pandas as pd
import pytest

from monitor.analysis import review
from monitor.extract import extraction

LABELS = {"drone_incursion": "Drone incursion", "border_closure": "Border closure", "balloon_incursion": "Balloon"}
GROUPS = {"drone_incursion": "incident", "border_closure": "measure", "balloon_incursion": "incident"}
NAMES = {"PL": "Poland", "LT": "Lithuania", "BY": "Belarus", "RU": "Russia", "INT": "International"}


def span(field: str, start: int, how: str = "") -> dict:
    return {"field": field, "start": start, "end": start + 4, "text": "text", "how": how}


def event(**cells: object) -> dict:
    blank = {"event_type": "drone_incursion", "start": "2025-03-07", "end": None, "country": "PL",
             "location": "Kuźnica", "latitude": 53.5, "longitude": 23.6, "geo_precision": "place", "initiator": ["RU"],
             "status": "asserted", "confidence": "high", "evidence": []}  # fmt: skip
    return blank | cells


def waiting(number: int, kind: str, confidence: str, published: str = "2025-03-09") -> SimpleNamespace:
    item = SimpleNamespace(id=number, published=published)
    return SimpleNamespace(id=number, item=item, confidence=confidence, fields={"event_type": kind})


def test_the_queue_goes_by_confidence_times_severity_then_by_day():
    severity = {"drone_incursion": 4.5, "balloon_incursion": 2.5}
    found = [
        waiting(1, "balloon_incursion", "high"),  # 7.5
        waiting(2, "drone_incursion", "medium"),  # 9.0
        waiting(3, "drone_incursion", "high", "2025-03-01"),  # 13.5
        waiting(4, "drone_incursion", "high"),  # 13.5, later
        waiting(5, "unheard_of", "high", ""),  # 0
    ]
    assert [c.id for c in review.order(found, severity)] == [4, 3, 2, 1, 5]


def test_a_point_in_another_country_raises_a_doubt():
    names = NAMES | {"FI": "Finland", "LV": "Latvia"}
    at_terehova = {"latitude": 56.36, "longitude": 28.1}
    assert review.doubts(event(**at_terehova, country="FI"), names) == [
        "The point lies in Latvia, the country given is Finland."
    ]
    assert review.doubts(event(**at_terehova, country="LV"), names) == []
    assert review.doubts(event(**at_terehova, country="INT"), names) == []
    # Kuźnica lies about 1 km from Belarus: a point known to the town may be on either side.
    assert review.doubts(event(country="BY"), names) == []
    assert review.doubts(event(latitude=None, longitude=None), names) == []


@pytest.mark.parametrize(
    ("cells", "title"),
    [
        ({}, "Drone incursion reported at Kuźnica, Poland"),
        ({"geo_precision": "region", "location": "Podlasie"}, "Drone incursion reported in Podlasie, Poland"),
        ({"geo_precision": "country", "location": "Warsaw"}, "Drone incursion reported in Poland"),
        ({"location": None}, "Drone incursion reported in Poland"),
        ({"location": None, "country": "INT"}, "Drone incursion reported"),
        ({"event_type": "border_closure", "initiator": ["PL"], "status": "announced"},
         "Border closure by Poland announced at Kuźnica, Poland"),
        ({"event_type": "border_closure", "initiator": ["UNKNOWN"]}, "Border closure reported at Kuźnica, Poland"),
        ({"event_type": "border_closure", "initiator": ["LT", "PL"], "location": "Poland"},
         "Border closure by Lithuania and Poland reported in Poland"),
    ],
)  # fmt: skip
def test_the_title_says_type_and_place_in_own_words(cells: dict, title: str):
    assert review.title(event(**cells), LABELS, GROUPS, NAMES) == title


def test_a_title_never_grows_too_long():
    title = review.title(event(location="Ł" * 300), LABELS, GROUPS, NAMES)
    assert len(title) == review.LONGEST_TITLE
    assert title.endswith("…")


def test_confidence_is_said_in_words_for_readers():
    every = list(review.SIGNS)
    assert review.confidence(event(confidence_reasons=every)) == "High confidence: all 7 signs"
    told = event(confidence="medium", confidence_reasons=["told in the headline", *every[:3], every[6]])
    assert review.confidence(told) == ("Medium confidence, 5 of 7 signs: loose wording and recognised in one way only")
    assert review.signs(told)[3:6] == ["in the headline", "loose wording", "recognised in one way only"]
    assert review.confidence(event(confidence="low", confidence_reasons=[])).startswith(
        "Low confidence, 0 of 7 signs: no"
    )
    assert review.confidence(event()) == "Opened by a person; check every field"


def test_every_reason_of_the_extractor_has_its_words():
    sure = SimpleNamespace(own_date=True, place=SimpleNamespace(rank=9), same_clause=True, is_title=True, fit=9.0,
                           told_by={"rule", "model"}, status="asserted")  # fmt: skip
    assert extraction.confidence_reasons(sure) == list(review.SIGNS)


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("2025-03-07 from 'friday', relative to publication 2025-03-09",
         "7 Mar 2025, counted from publication on 9 Mar 2025"),
        ("2025-03-07 from '7 o'clock' (same paragraph)", "7 Mar 2025 (same paragraph)"),
        ("2025-03-07 from '7 march', in the year nearest to publication 2025-03-09",
         "7 Mar 2025, in the year nearest to publication on 9 Mar 2025"),
        ("gazetteer: Kuźnica, matched 'Kuznica'", "in the gazetteer as Kuźnica"),
        ("gazetteer: Kena, matched 'Kena's', from a sentence beside",
         "in the gazetteer as Kena, from a sentence beside"),
        ("owner of the airspace or land, or country of the place", "whose land, sea or airspace it is"),
        ("owner named beside the drone", "named beside the drone"),
        ("thing: drone_incursion", ""),
        ("learned: drone_incursion", ""),
        ("who acted", "who acted"),
        ("", ""),
    ],
)  # fmt: skip
def test_how_a_value_was_read_is_said_without_what_stands_beside_it(how: str, said: str):
    assert review.derivation(how) == said


def test_a_point_rests_on_the_words_for_its_place():
    own = event(evidence=[span("location", 3), span("start", 9)])
    assert [found["start"] for found in review.evidence(own, "latitude")] == [3]
    assert [found["start"] for found in review.evidence(own, "end")] == [9]
    assert review.evidence(own, "target") == []


def test_only_real_changes_are_edits():
    before = {"start": "2025-03-07", "target": ["PL"], "note": "", "end": None, "killed": 0}
    after = {"start": "2025-03-08", "target": ("PL",), "note": None, "end": "", "killed": None}
    assert review.changed(before, after) == {"start": ["2025-03-07", "2025-03-08"], "killed": [0, None]}


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"start": None}, "day of the event"),
        ({"end": "2025-03-01"}, "last day lies before"),
        ({"country": None}, "country is missing"),
        ({"location": " "}, "name of the place"),
        ({"latitude": None}, "given together"),
        ({"geo_precision": None}, "given together"),
        ({"title": " "}, "title is missing"),
        ({"title": "x" * 161}, "longer than 160"),
        ({"credibility": 7}, "credibility"),
    ],
)
def test_what_is_missing_is_said(cells: dict, told: str):
    done = event(title="A title", credibility=3)
    assert review.missing(done) == []
    assert review.missing({**done, "latitude": None, "longitude": None, "geo_precision": None}) == []
    (sentence,) = review.missing({**done, **cells})
    assert told in sentence


def test_the_grade_of_one_report_goes_by_its_publisher():
    grades = [review.credibility(grade, status) for grade in "ABCDEF" for status in ("asserted", "denied")]
    assert grades == [3, 6, 3, 6, 3, 6, 6, 6, 6, 6, 6, 6]
    assert review.credibility("", "asserted") == 6


FOUND = {
    "dates": [
        {"date": "2025-03-09", "end": None, "start_offset": 10, "end_offset": 15, "text": "today", "how": ""},
        {"date": "2025-03-07", "end": None, "start_offset": 40, "end_offset": 46, "text": "Friday", "how": ""},
        {"date": "2025-03-09", "end": None, "start_offset": 300, "end_offset": 306, "text": "Sunday", "how": ""},
    ],
    "places": [
        {"name": "Kuźnica", "country": "PL", "latitude": 53.5, "longitude": 23.6, "geo_precision": "place", "start": 30,
         "end": 37, "text": "Kuznica"},
        {"name": "Riga", "country": "LV", "latitude": 56.9, "longitude": 24.1, "geo_precision": "place", "start": 200,
         "end": 204, "text": "Riga"},
        {"name": "Sokółka", "country": "PL", "latitude": 53.4, "longitude": 23.5, "geo_precision": "place", "start": 60,
         "end": 67, "text": "Sokolka"},
    ],
}  # fmt: skip


def test_other_dates_and_places_come_once_and_nearest_first():
    dates, places = review.others(FOUND, event(evidence=[span("event_type", 50)]))
    assert [day["text"] for day in dates] == ["today"]
    assert [place["name"] for place in places] == ["Sokółka", "Riga"]
    assert review.others({}, event()) == ([], [])


def test_an_empty_card_takes_what_its_sentence_names():
    card = review.blank((35, 100), "The sentence", FOUND, "sabotage")
    assert (card["event_type"], card["start"], card["location"]) == ("sabotage", "2025-03-07", "Sokółka")
    assert [found["field"] for found in card["evidence"]] == ["event_type", "start", "location"]
    bare = review.blank((400, 500), "Another", FOUND, "sabotage")
    assert (bare["start"], bare["location"], bare["latitude"]) == (None, None, None)
    assert bare["confidence"] == "low"


def test_the_distance_is_said_with_its_error_or_not_at_all():
    told = review.distance(53.52, 23.66, "place", NAMES)
    assert told.startswith("inside Poland") and "± 5" in told
    assert review.distance(None, None, None, NAMES) == ""
    assert review.distance(52.2, 21.0, "country", NAMES) == ""


def test_figures_that_differ_are_named():
    recorded = {"object_count": 21, "shot_down": pd.NA, "killed": 0, "injured": 0}
    assert review.differing({"object_count": 15, "shot_down": 3, "killed": 0}, recorded) == [
        ("object_count", "Objects", 21, 15)
    ]
