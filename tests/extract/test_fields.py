"""The fields of an event: whose day, place, country and party it is when the text names several."""

from datetime import date

import pytest

from monitor.extract.extraction import HIGH, MEDIUM, confidence, confidence_reasons, extract
from monitor.extract.matching import CLOSE_FIT
from tests.extract.test_learned import read

DAY = date(2025, 11, 20)  # a Thursday


def event(text: str, kind: str) -> dict:
    """The only event of a type in a text published on DAY."""
    found = [e for e in extract(text, published=DAY, anyway=True)["events"] if e["event_type"] == kind]
    assert len(found) == 1, [(e["event_type"], e["start"]) for e in found]
    return found[0]


def test_the_day_of_a_dateline_is_no_day_of_an_event():
    text = "RIGA, November 20 (Desk) - A Russian drone fell near Rēzekne in Latvia on Tuesday, the army said."
    assert event(text, "drone_incursion")["start"] == "2025-11-18"
    assert [when.first for s in read(text).sentences for when in s.dates] == [date(2025, 11, 18)]


def test_a_day_within_a_sentence_stays_though_it_looks_like_a_dateline():
    doc = read("A headline\n\nA drone from Russia fell near Rēzekne, November 18, the army of Latvia said.")
    assert [when.first for s in doc.sentences for when in s.dates] == [date(2025, 11, 18)]


def test_the_day_of_the_report_gives_way_to_the_day_told_next():
    text = (
        "An explosive charge broke the railway track near Mika in Poland, the prime minister confirmed on Wednesday. "
        "A driver saw the gap on Monday morning. Investigators suspect Russia's services."
    )
    assert event(text, "sabotage")["start"] == "2025-11-17"


def test_a_news_conference_has_its_own_day():
    doc = read("Russian ships aimed at Danish boats, the minister told a news conference on Wednesday.")
    assert [when.role for when in doc.sentences[0].dates] == ["said"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Poland lifts its blockade of the border crossings with Belarus at midnight on Friday, it announced.",
         "2025-11-21"),
        ("Poland closes the border crossings with Belarus from Friday, the government said.", "2025-11-21"),
        ("Poland closed the border crossings with Belarus on Friday, it announced.", "2025-11-14"),
    ],
)  # fmt: skip
def test_a_measure_that_begins_lies_ahead(text: str, day: str):
    assert [e["start"] for e in extract(text, published=DAY)["events"]] == [day]


def test_a_flight_sent_elsewhere_does_not_move_the_event():
    text = (
        "Near Vilnius a jet lost its GPS signal to Russian jamming on Tuesday and put down in Warsaw instead, "
        "the Lithuanian air traffic service said."
    )
    found = event(text, "gnss_interference")
    assert (found["country"], found["location"]) == ("LT", "Vilnius")


@pytest.mark.parametrize(
    ("text", "country", "place"),
    [
        ("Officers of Lithuania and Belarus held talks at Medininkai on Tuesday.", "LT", "Medininkai"),
        ("Envoys of Russia and the United States held talks in Geneva on Tuesday.", "INT", "Geneva"),
        ("Envoys of Lithuania and Belarus held talks on Tuesday.", "BY", "Minsk"),
    ],
)
def test_talks_stand_where_they_are_held(text: str, country: str, place: str):
    found = event(text, "talks")
    assert (found["country"], found["location"]) == (country, place)


def test_consultations_are_those_of_the_alliance():
    found = event("Estonia requested consultations under Article 4 on Tuesday after Russian jets came.", "consultation")
    assert (found["country"], found["initiator"]) == ("INT", ["EE", "NATO"])
    assert found["location"] == "Brussels"


def test_the_one_who_speaks_threatens():
    found = event("Poland will pay for it, Belarus threatened on Tuesday, and will be destroyed.", "threat")
    assert (found["initiator"], found["target"]) == (["BY"], ["PL"])


def test_a_place_of_russia_named_as_source_is_the_initiator():
    text = "GPS was jammed over Latvia on Tuesday, its agency said. The transmitters stand in the Kaliningrad region."
    assert event(text, "gnss_interference")["initiator"] == ["RU"]
    denied = text + " Moscow denied that."
    assert event(denied.replace(" The transmitters stand in the Kaliningrad region.", ""), "gnss_interference")[
        "initiator"
    ] == ["UNKNOWN"]


def test_tags_are_those_of_the_clause():
    text = "Russian drones entered Poland on Tuesday, and the government summoned the ambassador of Russia."
    assert event(text, "drone_incursion")["tags"] == ["drones"]
    assert event(text, "protest")["tags"] == []


def test_a_road_accident_closes_no_border():
    text = "A crash of four lorries closed the motorway between Lübeck and Hamburg on Tuesday."
    assert [e for e in extract(text, published=DAY)["events"] if e["event_type"] == "border_closure"] == []


def test_confidence_counts_its_reasons():
    text = "Three Russian drones entered Polish airspace near Hrubieszów on Tuesday"
    found = event(f"{text}\n\n{text}, the army said.", "drone_incursion")
    assert found["confidence"] == "high"
    assert found["confidence_reasons"] == [
        "own date", "named place", "deed and thing in one clause", "told in the headline", "words fit closely",
        "rule and model agree", "told as a fact",
    ]  # fmt: skip


@pytest.mark.parametrize(("reasons", "level"), [(HIGH + 1, "high"), (HIGH, "medium"), (MEDIUM, "low"), (1, "low")])
def test_levels_follow_the_number_of_reasons(reasons: int, level: str):
    from monitor.extract.candidate import Candidate
    from monitor.extract.places import Found

    steps = [
        {"status": "asserted"}, {"own_date": True}, {"is_title": True}, {"same_clause": True}, {"fit": CLOSE_FIT},
        {"told_by": frozenset({"rule", "model"})},
        {"place": Found("PL", "X", 52.0, 23.0, "place", 0, 1, "", 3)},
    ]  # fmt: skip
    fields = {"status": "denied", "own_date": False, "is_title": False, "same_clause": False, "fit": 1.0, "place": None}
    for step in steps[:reasons]:
        fields |= step
    made = Candidate(
        "talks", 0, start=None, end=None, date_precision="day", country=None, initiator=[], target=[], **fields
    )
    assert len(confidence_reasons(made)) == reasons
    assert confidence(made) == level


@pytest.mark.parametrize("head", ["RIGA, 20 November 2025.", "Riga / 20 November.", "RIGA. Nov 20 (Desk) -"])
def test_a_dateline_may_close_with_a_full_stop(head: str):
    doc = read(f"A headline\n\n{head} A drone from Russia fell near Rēzekne on Tuesday, the army of Latvia said.")
    assert [when.first for s in doc.sentences for when in s.dates] == [date(2025, 11, 18)]


def test_the_month_of_may_is_no_chance():
    text = "- Monday, May 20. A Russian drone fell near Rēzekne in Latvia."
    (found,) = extract(text, published=date(2024, 5, 22), anyway=True)["events"]
    assert (found["start"], found["status"]) == ("2024-05-20", "asserted")


def test_a_measure_begins_when_the_next_sentence_says_so():
    text = (
        "The government of Latvia on Tuesday prolonged the enhanced border regime at the border with Belarus. "
        "It will apply from 1 December."
    )
    assert event(text, "emergency_measure")["start"] == "2025-12-01"


def test_a_question_in_the_title_is_no_fact():
    found = extract("Will Poland close the Kuźnica crossing with Belarus on Friday?\n\nNobody knows.", published=DAY,
                    anyway=True)["events"]  # fmt: skip
    assert all(e["status"] not in ("asserted", "announced") for e in found)


def test_where_it_was_said_is_not_where_it_happened():
    text = "Belarusian balloons fell near Sejny on Tuesday, a spokesman of Poland's border guard said in Białystok."
    assert event(text, "balloon_incursion")["location"] == "Sejny"


def test_who_fired_it_is_named_behind_it():
    text = (
        "A missile fell near Mircze in Poland on Tuesday. It was an S-300 fired by the Ukrainian air defence at a "
        "Russian missile."
    )
    assert event(text, "missile_incursion")["initiator"] == ["UA"]


def test_a_day_told_before_the_deed_is_past():
    text = "Poland is out of the mine ban\n\nOn his last day, Tuesday, the president of Poland signed the act "
    text += "by which it leaves the Ottawa Convention, his office announced."
    assert event(text, "treaty_withdrawal")["start"] == "2025-11-18"


def test_a_headline_that_speaks_of_what_is_to_come_means_the_coming_day():
    text = "Latvia to shut its last border crossing with Belarus on Monday\n\nThe government of Latvia said so in Riga."
    assert event(text, "border_closure")["start"] == "2025-11-24"


def test_what_happened_a_day_before_the_meeting_lies_a_day_before():
    text = "Allies met in Riga on Monday, a day after Russian drones crashed in a field near Rēzekne in Latvia."
    assert event(text, "drone_incursion")["start"] == "2025-11-16"


def test_the_report_comes_first_and_the_day_of_the_shot_after():
    text = "Russia's Baltic Fleet launched two Oniks missiles at a target near Baltiysk, it reported on Wednesday. "
    assert event(text + "The shots were fired on Tuesday afternoon.", "weapons_test")["start"] == "2025-11-18"


def test_an_old_year_makes_background():
    text = "About 1,300 migrants tried to cross the border from Russia to Finland in the autumn of 2023."
    assert event(text, "migration_pressure")["status"] == "background"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A Latvian railway engineer was arrested by officers of the KGB in Lida on Tuesday on a charge of spying.",
         "detention"),
        ("Two citizens of Belarus were arrested in Białystok on Tuesday on suspicion of spying, Poland said.",
         "espionage"),
    ],
)  # fmt: skip
def test_who_arrests_tells_a_detention_from_a_spy_case(text: str, kind: str):
    assert [e["event_type"] for e in extract(text, published=DAY, anyway=True)["events"]] == [kind]


def test_the_usual_reply_to_an_expulsion_is_no_threat_of_its_own():
    text = "Poland expelled three Russian diplomats on Tuesday. Moscow will respond in kind, the Kremlin warned."
    assert [e["event_type"] for e in extract(text, published=DAY)["events"]] == ["expulsion"]


def test_whose_the_embassy_is_shows_who_is_expelled():
    text = (
        "Zwei Mitarbeiter der russischen Botschaft wurden am Dienstag zu unerwünschten Personen erklärt, sagte Berlin."
    )
    found = event(text, "expulsion")
    assert (found["initiator"], found["target"]) == (["DE"], ["RU"])


def test_an_ally_who_comes_is_told_from_the_host():
    text = "British paratroopers land at Ämari in Estonia\n\n"
    text += "More than 500 soldiers began to arrive at Estonia's base on Tuesday."
    assert event(text, "troop_deployment")["initiator"] == ["GB"]


def test_permission_is_no_condition():
    text = "Lorries may again use the reopened Medininkai border crossing with Belarus, Lithuania said on Tuesday."
    assert event(text, "border_reopening")["status"] in ("asserted", "announced")


def test_jets_that_take_off_because_of_a_strike_abroad_stay_at_home():
    text = "Polish F-16s were scrambled on Tuesday as Russian missiles hit Lviv, the command in Warsaw said."
    assert event(text, "air_policing")["country"] == "PL"
