"""What the sentences around an event add: numbers, a sharper place, the owner of the object, who is blamed."""

from dataclasses import replace

from monitor.extract import numbers, owners, places
from monitor.extract.actors import EAST, FLANK
from monitor.extract.candidate import COUNTED, Candidate
from monitor.extract.document import Document, Sentence
from monitor.extract.event_kinds import INCURSIONS, MEASURES, MEETINGS, ON_THE_GROUND, RUSSIAN_MAKES
from monitor.extract.matching import codes
from monitor.extract.status import CANDIDATES

FOLLOWING, BEFORE = 3, 4
# What jets are sent up against.
PURSUED = INCURSIONS - {"balloon_incursion"} | {"armed_attack"}
MET = ("aircraft_incursion", "drone_incursion")
# Whether somebody was hurt is often told at the end.
HURT_REACH = 8
EFFECT_REACH = 2
ANOTHER_TIME_DAYS = 14
# Types whose place a sentence beside may name.
LOCATED_BESIDE = (
    ON_THE_GROUND
    | MEETINGS
    | {"exercise_activity", "troop_deployment", "air_defence_deployment", "detention", "airspace_restriction"}
)
BLAMED = frozenset({"gnss_interference", "sabotage", "cyber_attack", "maritime_incident", "espionage"})


def completed(document: Document, found: list[Candidate]) -> list[Candidate]:
    """Fills what an event lacks from the sentences that follow it and from the rest of the text."""
    starters = {event.sentence for event in found if event.event_type in ON_THE_GROUND and event.status in CANDIDATES}
    for event in found:
        if event.status not in CANDIDATES:
            continue
        if event.event_type in ON_THE_GROUND:
            _numbers(document, event, starters)
            _hurt(document, event, starters - {n for e in found if e.start == event.start for n in e.told_in})
            _fate(document, event)
        if event.event_type in INCURSIONS and set(event.initiator) <= {"UNKNOWN"}:
            _owner(document, event)
        if event.event_type in BLAMED and set(event.initiator) <= {"UNKNOWN"}:
            _blame(document, event)
        if event.event_type == "gnss_interference" and set(event.initiator) <= {"UNKNOWN"}:
            _source(document, event)
        if event.place is None or event.place.rank < 2:
            _place(document, event, found)
        if event.event_type in MEASURES:
            _effect(document, event, found)
    _pursuit(document, found)
    _because_of_balloons(found)
    return found


def _after(document: Document, event: Candidate) -> list[Sentence]:
    own = document.sentences[event.sentence]
    near = sorted({n for told in event.told_in for n in range(told + 1, told + 1 + FOLLOWING)} | set(event.told_in[1:]))
    return [
        document.sentences[n]
        for n in near
        if n < len(document.sentences) and document.sentences[n].is_background == own.is_background
    ]


def _numbers(document: Document, event: Candidate, starters: set[int]) -> None:
    """Reads "four were shot down" in the sentences before the next event begins."""
    for sentence in _after(document, event):
        new = sentence.number in starters and sentence.number != event.sentence
        if event.event_type in INCURSIONS and event.counts.get("shot_down") is None:
            value, span = numbers.shot_down(document, sentence)
            if value is not None and not (new and sentence.dates):
                event.counts["shot_down"] = value
                event.evidence.append(("shot_down", *span, "number in a sentence that follows"))
        if new and not sentence.is_title and any(w.role == "on" for w in sentence.dates):
            return


def _hurt(document: Document, event: Candidate, others: set[int]) -> None:
    """Reads "no one was hurt" in what follows, up to an event of another day or a look back."""
    for sentence in document.sentences[event.sentence + 1 : event.sentence + 1 + HURT_REACH]:
        if sentence.number in others or sentence.has("HISTORY") or _of_another_time(document, sentence):
            return
        for name, (value, span) in numbers.casualties(document, sentence).items():
            if event.counts.get(name) is None:
                event.counts[name] = value
                event.evidence.append((name, *span, "number in a sentence that follows"))


def _fate(document: Document, event: Candidate) -> None:
    """One object that "was shot down" in the sentences that follow is one shot down."""
    if event.event_type not in INCURSIONS or event.counts.get("object_count") != 1 or "shot_down" in event.counts:
        return
    for sentence in _after(document, event):
        deed = next((m for m in sentence.concepts if "SHOOTDOWN" in m.what), None)
        is_told = deed and not sentence.has("NEG", "COND", "DENY", *numbers.OBJECTS)
        if is_told and not _of_another_time(document, sentence):
            event.counts["shot_down"] = 1
            event.evidence.append(("shot_down", deed.start, deed.end, "the one object told before"))
            return


def _of_another_time(document: Document, sentence: Sentence) -> bool:
    """Tells whether a sentence speaks of weeks, months or years ago: its numbers belong to another event."""
    published = document.published
    return published is not None and any(
        when.precision != "day" or (published - when.first).days > ANOTHER_TIME_DAYS for when in sentence.dates
    )


def _owner(document: Document, event: Candidate) -> None:
    for sentence in document.sentences:
        for thing in sentence.concepts:
            if COUNTED[event.event_type].isdisjoint(thing.what):
                continue
            owner = owners.owner(document, sentence, thing) or owners.sender(document, sentence, thing)
            code = owners.code(owner)
            if code in EAST | {"UA"} and code != event.country:
                event.initiator = [code]
                event.evidence.append(("initiator", owner.start, owner.end, "owner named elsewhere in the text"))
                return
    if event.event_type == "drone_incursion":
        near = [w for s in _after(document, event) for w in document.words[s.first : s.stop]]
        make = next((w for w in near if w.word.startswith(RUSSIAN_MAKES)), None)
        if make:
            event.initiator = ["RU"]
            event.evidence.append(("initiator", make.start, make.end, "a make only Russia flies"))


def _blame(document: Document, event: Candidate) -> None:
    own = document.sentences[event.sentence]
    for sentence in [own, *_after(document, event)]:
        blame = next((m for m in sentence.concepts if {"BLAME", "SERVICE", "SPY"} & set(m.what)), None)
        blamed = next((m for m in sentence.actors if codes(m) & EAST and _not_only_sympathy(document, m)), None)
        if blame and blamed and not any("DENY" in m.what for m in sentence.concepts):
            event.initiator = [owners.code(blamed)]
            event.evidence.append(("initiator", blamed.start, blamed.end, "blamed in the text"))
            return


def _source(document: Document, event: Candidate) -> None:
    """Takes Russia for the source of interference when the story names it or a place of it, and nobody denies."""
    for sentence in [document.sentences[event.sentence], *_after(document, event)]:
        if sentence.has("DENY"):
            return
        spots = [m for m in sentence.places if places.choose(document, sentence, m, event.country).country == "RU"]
        named = spots or [m for m in sentence.actors if "RU" in codes(m)]
        if named:
            event.initiator = ["RU"]
            event.evidence.append(("initiator", named[0].start, named[0].end, "named as the source"))
            return


def _not_only_sympathy(document: Document, mention) -> bool:
    return document.words[mention.first - 1].word not in ("pro", "anti")


def _place(document: Document, event: Candidate, found: list[Candidate]) -> None:
    """Takes a sharp place of the same country from a sentence of the same story that tells no other located event."""
    located = {e.sentence for e in found if e is not event and e.place is not None and e.place.rank >= 2}
    own = document.sentences[event.sentence]
    near = [s for s in _after(document, event) if s.number not in located and s.number not in event.told_in]
    before = [
        s
        for s in document.sentences[max(0, event.sentence - BEFORE) : event.sentence]
        if s.number not in located and event.event_type in ON_THE_GROUND
    ]
    for sentence in [*near[:FOLLOWING], *reversed(before)]:
        if sentence.is_background != own.is_background or not sentence.concepts:
            continue
        if event.event_type not in LOCATED_BESIDE:
            return
        deed = sentence.concepts[0]
        meeting = event.event_type in MEETINGS
        place = places.find(document, sentence, event.event_type, deed, None if meeting else event.country)
        if place is None or place.rank < 2 or (event.place is not None and event.place.rank >= 2):
            continue
        moves = event.event_type == "exercise_activity" or (meeting and place.country in {*event.initiator, "INT"})
        if moves or event.country in (None, place.country):
            event.place = place
            event.country = place.country if moves or not event.country else event.country
            event.evidence.append(("location", place.start, place.end, f"{place.how}, from a sentence beside"))
            return


def _because_of_balloons(found: list[Candidate]) -> None:
    """Airspace closed for balloons of Belarus is closed because of Belarus."""
    balloons = any(e.event_type == "balloon_incursion" and e.initiator == ["BY"] for e in found)
    for event in found:
        if balloons and event.event_type == "airspace_restriction" and not event.target and "BY" not in event.initiator:
            event.target = ["BY"]


def _effect(document: Document, event: Candidate, found: list[Candidate]) -> None:
    """A measure begins when the next sentence says it does: "It will apply from 1 July"."""
    last = max(event.told_in, default=event.sentence)
    others = {n for e in found if e is not event for n in e.told_in}
    for sentence in document.sentences[last + 1 : last + 1 + EFFECT_REACH]:
        if sentence.paragraph != document.sentences[last].paragraph or sentence.number in others:
            return
        begins = next((w for w in sentence.dates if w.role == "from" and w.precision == "day"), None)
        if begins and event.start and begins.first > event.start and not _of_another_time(document, sentence):
            event.start, event.date_precision, event.own_date = begins.first, begins.precision, True
            event.evidence.append(("start", begins.start, begins.end, f"{begins.first} from {begins.how}"))
            return


def _pursuit(document: Document, found: list[Candidate]) -> None:
    """A scramble against aircraft told in the same text has their owner as target and their place."""
    flights = [e for e in found if e.event_type in PURSUED and e.status in CANDIDATES]
    # What flew in is met sooner than what struck elsewhere, and its number and place are known.
    flights.sort(key=lambda e: e.event_type not in MET)
    for event in found:
        if event.event_type != "air_policing":
            continue
        for flight in flights:
            if flight.initiator[:1] == ["RU"]:
                event.target = event.target or ["RU"]
                if flight.event_type in MET and "object_count" not in event.counts and "object_count" in flight.counts:
                    event.counts["object_count"] = flight.counts["object_count"]
                if event.place is None and flight.event_type == "aircraft_incursion":
                    event.place = flight.place and replace(flight.place, rank=1)
                    event.country = flight.country if flight.country in FLANK else event.country
                break
