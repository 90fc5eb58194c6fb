"""Whether a text is about the theatre, and why."""

from monitor.extract.actors import BLOCS, EAST, FLANK
from monitor.extract.candidate import Candidate
from monitor.extract.document import Document
from monitor.extract.owners import code
from monitor.extract.statements import MATTERS
from monitor.extract.status import CANDIDATES

BLOCKERS = {
    "SPORT": "sport",
    "MARKET": "markets and business",
    "CULTURE": "culture and entertainment",
    "GAME": "a game or scenario",
    "COMMEMORATE": "history and commemoration",
    "PEACEUSE": "civil use",
    "ELSEWHERE": "another region",
    "DISASTER": "weather and accidents",
}
# A blocker counts when its words make up at least this share of all concept words and stand at least so often.
# Least score with and without a named pair of sides.
WITH_PAIR, WITHOUT_PAIR = 0.85, 0.88
BLOCKING_SHARE, BLOCKING_COUNT = 0.18, 3
# So many words of the theatre make a text on both sides relevant without an event, if none tells of another topic.
LEAST_MATTERS = 2
TOPICS = ("SPORT", "GAME", "COMMEMORATE")
# One author or director is none yet.
CULTURE_WORDS = 2
# A word of the headline counts as so many.
IN_TITLE = 3


def verdict(document: Document, events: list[Candidate]) -> tuple[bool, list[str]]:
    """Returns whether the text is relevant and the reasons, strongest first."""
    told = [event for event in events if event.status in CANDIDATES]
    named = {c for sentence in document.sentences for m in sentence.actors if (c := code(m))}
    pair = bool(named & EAST) and bool(named & (FLANK | BLOCS))
    block = blockers(document)
    score = sum(min(event.fit, 1.5) for event in told[:3]) + (0.5 if pair else 0.0)
    score += 0.4 * sum(event.status not in CANDIDATES for event in events[:2])
    score -= sum(share for _, share in block) * 6
    reasons = [f"{event.event_type.replace('_', ' ')} told as {event.status}" for event in (told or events)[:3]]
    if pair:
        reasons.append(
            "names " + ", ".join(sorted(named & EAST)) + " and " + ", ".join(sorted(named & (FLANK | BLOCS)))
        )
    else:
        reasons.append("no pair of Russia or Belarus with a state of the flank or an alliance")
    reasons += [f"speaks of {words}" for words, _ in block]
    if not events:
        reasons.insert(0, "no event of the theatre found")
    score += 0.2 * any(event.is_title for event in told)
    allied = any("NATO" in event.initiator for event in told)
    at_home = allied or bool(named & FLANK) or any(event.country in FLANK | EAST | {"XB"} for event in told)
    told_enough = bool(events) and score >= (WITH_PAIR if pair else WITHOUT_PAIR) and (pair or at_home)
    return told_enough or (not block and _speaks_of_the_theatre(document, named)), reasons


def _speaks_of_the_theatre(document: Document, named: set[str]) -> bool:
    """Tells whether a text without a told event names both sides, speaks of borders or drones, and not of weather."""
    lands = named.union(*(sentence.lands for sentence in document.sentences))
    if not (lands & EAST and lands & (FLANK | BLOCS)):
        return False
    concepts = [set(mention.what) for sentence in document.sentences for mention in sentence.concepts]
    matters = sum(bool(MATTERS & what) for what in concepts)
    if sum("CULTURE" in what for what in concepts) >= CULTURE_WORDS:
        return False
    return matters >= LEAST_MATTERS and not any({"DISASTER", *TOPICS} & what for what in concepts)


def blockers(document: Document) -> list[tuple[str, float]]:
    """Returns the topics outside the theatre that weigh in the text, with their share of its concept words."""
    total, tally = 0, dict.fromkeys(BLOCKERS, 0)
    for sentence in document.sentences:
        for mention in sentence.concepts:
            total += 1
            for name in tally.keys() & set(mention.what):
                tally[name] += IN_TITLE if sentence.is_title else 1
    return [
        (BLOCKERS[name], n / total)
        for name, n in tally.items()
        if n >= BLOCKING_COUNT and n / max(total, 1) >= BLOCKING_SHARE
    ]
