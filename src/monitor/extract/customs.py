"""Parties and countries a type has by custom when the sentence does not name them."""

from collections import Counter

from monitor.extract import exercises, places
from monitor.extract.actors import ALLIES, BALTIC, BLOCS, EAST, FLANK, NEIGHBOURS
from monitor.extract.document import Document, Sentence
from monitor.extract.event_kinds import MEETINGS
from monitor.extract.matching import Trigger, kinds
from monitor.extract.owners import code, named, subject

# Whose government a text means when it names none.
HOME = {"pl": "PL", "lt": "LT", "lv": "LV"}
# Decisions of the flank that face the neighbour the text speaks of, even if the sentence does not name it.
FACING_EAST = frozenset(
    {
        "troop_deployment",
        "air_defence_deployment",
        "treaty_withdrawal",
        "emergency_measure",
        "fortification",
        "consultation",
    }
)
# Beginnings of words for a wish; the state stands close by.
REQUESTS = ("request", "wniosek", "wnioskow", "prosb", "prasym", "lugum", "pieprasij", "antrag", "bitte", "ersuchen")
REQUEST_REACH = 4
# Who besides Russia and Belarus can signal with nuclear weapons.
NUCLEAR = frozenset({"US", "GB", "FR", "NATO"})


def main_country(document: Document) -> str | None:
    """Returns the state of the flank the text speaks of most, the title and the first sentences counting double."""
    tally: Counter[str] = Counter()
    for sentence in document.sentences:
        weight = 3 if sentence.is_title else 2 if sentence.number < 4 else 1
        for mention in sentence.actors:
            if (named_code := code(mention)) in FLANK - {"BALTIC"}:
                tally[named_code] += weight
        for mention in sentence.places:
            spot = places.choose(document, sentence, mention, None)
            if spot.country in FLANK:
                tally[spot.country] += weight
    if not tally:
        return HOME.get(document.language)
    return tally.most_common(1)[0][0]


def customary(
    document: Document, sentence: Sentence, trigger: Trigger, initiator: list[str], target: list[str], main: str | None
) -> tuple[list[str], list[str]]:
    """Adds the parties a type always has: holders of a known exercise, a neighbour, Minsk for balloons."""
    kind, deed = trigger.event_type, trigger.deed
    east = Counter({code: document.tally[code] for code in EAST if document.tally[code]})
    if kind == "exercise_activity":
        drill = exercises.named(document.folded[sentence.start : sentence.end]) or (
            exercises.named(document.folded[:600])
        )
        if drill and (set(drill.organisers) & set(initiator) or not initiator):
            initiator = [
                *(c for c in initiator if c in drill.organisers),
                *(c for c in drill.organisers if c not in initiator),
            ]
    if (
        kind in ("border_closure", "border_reopening", "fortification")
        and not target
        and initiator
        and initiator[0] in NEIGHBOURS
    ):
        near = NEIGHBOURS[initiator[0]]
        told = [c for c, _ in east.most_common() if c in near]
        target = told[:1] or ([near[0]] if len(near) == 1 else [])
    if kind in FACING_EAST and not set(target) & EAST and not set(initiator) & EAST:
        near = [s for s in document.sentences if s.paragraph in (sentence.paragraph, 0) or s.is_title or s.number < 3]
        told = Counter(c for s in near for m in s.actors if (c := code(m)) in EAST)
        target = [*target, *(c for c, _ in told.most_common(2))] if kind != "troop_deployment" else list(told)[:2]
    if kind == "treaty_withdrawal" and not target and set(initiator) & FLANK:
        target = ["RU"]
    if kind == "balloon_incursion" and initiator == ["UNKNOWN"] and east.get("BY"):
        initiator = ["BY"]
    if (
        kind == "air_policing"
        and "NATO" not in initiator
        and set(initiator) - FLANK
        and set(initiator) <= FLANK | ALLIES
    ):
        initiator = [*initiator, "NATO"]

    if kind == "consultation":
        asked = [c for c in _asking(document, sentence) if c not in initiator]
        initiator = [*asked, *(c for c in initiator if c != "UNKNOWN")]
        among_themselves = len(set(initiator) & FLANK) > 1 and not document.tally["NATO"]
        if not set(initiator) & BLOCS and not among_themselves:
            initiator = [*initiator, "NATO"]
    if kind == "sanction" and document.tally["EU"] and not set(initiator) & (BLOCS | EAST):
        who = subject(document, sentence, deed)
        initiator = initiator if who and "leader" not in kinds(who) else ["EU"]
    if kind == "detention" and not target and main:
        target = [main]
    if kind == "aircraft_incursion" and initiator == ["UNKNOWN"] and list(east) == ["RU"]:
        initiator = ["RU"]
    initiator, target = _by_side(kind, initiator, target, list(east), main)

    def spread(codes: list[str]) -> list[str]:
        return list(dict.fromkeys(c for code in codes for c in (BALTIC if code == "BALTIC" else (code,))))

    initiator = spread(initiator)
    return initiator, [c for c in spread(target) if c not in initiator]


def _by_side(
    kind: str, initiator: list[str], target: list[str], east: list[str], main: str | None
) -> tuple[list[str], list[str]]:
    """Puts the parties on the sides a type has: who is expelled, tests weapons, threatens, builds a fence."""
    if kind in ("expulsion", "protest") and set(initiator) & FLANK and not set(target) & EAST and len(east) == 1:
        # "The attaché was declared an undesirable person": whose he is was told before.
        return initiator, east
    if kind == "weapons_test":
        return [c for c in (*initiator, *target) if c in EAST] or initiator, []
    if kind == "nuclear_signal" and not set(initiator) & (EAST | NUCLEAR) and set(target) & EAST:
        return [c for c in target if c in EAST], []
    if kind == "fortification" and set(initiator) <= EAST and main:
        return [main], initiator
    if kind == "threat" and not set(initiator) & EAST and set(target) & EAST:
        # "Poland will regret it, the secretary of Belarus said": the one who speaks threatens.
        return [c for c in target if c in EAST], [c for c in initiator if c != "UNKNOWN"]
    return initiator, target


def _asking(document: Document, sentence: Sentence) -> list[str]:
    """Returns the states of the flank that asked for a meeting: "at the request of Bucharest", "na wniosek Polski"."""
    found = []
    for mention in sentence.actors:
        near = document.words[max(sentence.first, mention.first - REQUEST_REACH) : mention.last + 2]
        if code(mention) in FLANK and any(word.word.startswith(REQUESTS) for word in near):
            found.append(code(mention))
    return found


def at_sea(sentence: Sentence, trigger: Trigger) -> bool:
    """Tells whether it lies outside territorial waters: cables, and ships in a sea area or economic zone."""
    if any("CABLE" in m.what for m in (trigger.deed, trigger.thing) if m):
        return True
    return sentence.has("ECONOMICZONE", "INTERNATIONAL") and not sentence.has("TERRITORIALWATERS")


def acting_country(
    document: Document, sentence: Sentence, trigger: Trigger, initiator: list[str], main: str | None
) -> str | None:
    """Returns where posture, measures and words stand: the host for deployments, else the state that acts."""
    first = initiator[0] if initiator else None
    if trigger.event_type == "consultation":
        return "INT"
    if trigger.event_type in MEETINGS:
        spot = places.find(document, sentence, trigger.event_type, trigger.deed, None)
        if spot and spot.country in {*initiator, "INT"}:
            return spot.country
        # Else they stand where the other side is: releases are made and envoys received there.
        first = next((c for c in initiator if c in EAST), first)
    if trigger.event_type in (
        "troop_deployment",
        "air_defence_deployment",
        "exercise_activity",
        "air_policing",
        "weapons_test",
        "nuclear_signal",
    ):
        spot = places.find(document, sentence, trigger.event_type, trigger.deed, None)
        # "Polish F-16s airborne as missiles hit Lviv": jets fly where their own side is.
        elsewhere = trigger.event_type == "air_policing" and spot and spot.country in EAST | {"UA"}
        if spot and spot.country and not elsewhere:
            return spot.country
        hosts = [
            code(m)
            for m in sentence.actors
            if document.words[m.first - 1].word in ("in", "to", "w", "do", "nach", "na", "uz", "into")
        ]
        hosts = [c for c in hosts if c in FLANK | EAST]
        if hosts:
            return hosts[0]
        if first not in FLANK | EAST | {"NATO"}:
            return next((c for c in named(sentence) if c in FLANK), first)
    if trigger.event_type == "air_policing" and first in (None, "NATO"):
        return main
    if first in ("EU", "NATO", "UN") or first is None:
        return "INT" if first else None
    return None if first == "UNKNOWN" else first
