"""From an article to candidate events: the whole pipeline behind one function."""

from datetime import date

from monitor.extract import (
    alternatives,
    candidates,
    context,
    document,
    learned,
    merge,
    page,
    places,
    relevance,
    statements,
    timing,
    vocabulary,
)
from monitor.extract import language as languages
from monitor.extract.actors import BLOCS
from monitor.extract.candidate import Candidate
from monitor.extract.document import Document
from monitor.extract.event_kinds import ON_THE_GROUND, POSTURE
from monitor.extract.matching import CLOSE_FIT
from monitor.extract.status import CANDIDATES

UNDATED = "the day of publication is unknown, so words such as Monday or yesterday have no date; please give it"
COUNTS = ("object_count", "shot_down", "killed", "injured")
# What is told of these beside them, on the same day and by the same side, belongs to them.
PARTS = {
    "exercise_activity": {"troop_deployment"},
    "weapons_test": {"nuclear_signal", "maritime_incident"},
    "agreement": {"detention"},
    "detention": {"espionage"},
    "espionage": {"sabotage", "detention"},
    "sabotage": {"troop_deployment"},
    "treaty_withdrawal": {"statement"},
}
# Confidence is a count of seven reasons.
HIGH, MEDIUM = 5, 3


def extract(
    source: str | bytes,
    url: str | None = None,
    published: date | None = None,
    language: str | None = None,
    anyway: bool = False,
) -> dict:
    """Returns the article, whether it is relevant and its events, as `monitor extract --json` prints them.

    `source` is pasted text, an HTML page or a feed. Every evidence span counts in `article.text`. Events told as
    denied, conditional, planned or background are listed with that status; only asserted and announced ones are
    candidates. A text judged not relevant has no events unless asked for them `anyway`. `found` lists every date and
    place of the text. Without a day of publication `article.published` is None, `published_from` "unknown", and the
    reasons say so. Raises ValueError for input that is no text.
    """
    read = page.read(source, url, published)
    spoken = language or languages.guess(read.text)
    if spoken == languages.UNKNOWN:
        spoken = vocabulary.likeliest(read.text)
    doc = document.read(read.text, spoken, read.published, read.parts)
    if read.published is None:
        read.notes.append(UNDATED)
    timing.set_anchor(doc)
    if "exercise" in doc.anchor_how:
        read.notes.append(f"undated events are counted from {doc.anchor}: {doc.anchor_how}")
    found = context.completed(doc, merge.merged(candidates.candidates(doc)))
    found += statements.statements(doc, found)
    found = kept(doc, found)
    relevant, reasons = relevance.verdict(doc, found)
    return {
        "relevant": relevant,
        "reasons": reasons + read.notes,
        "article": {
            "title": read.title,
            "published": read.published.isoformat() if read.published else None,
            "published_from": read.published_from,
            "publisher": read.publisher,
            "language": spoken,
            "headlines": read.headlines,
            "text": read.text,
        },
        "events": [_event(doc, candidate) for candidate in found] if relevant or anyway else [],
        "found": alternatives.found(doc),
    }


def kept(doc: Document, found: list[Candidate]) -> list[Candidate]:
    """Leaves out weak repetitions: an undated event beside a dated one of its type, poor fits without an anchor."""
    result = []
    for candidate in found:
        anchored = candidate.own_date or candidate.place is not None or candidate.is_title
        if candidate.fit < 0.75 and not anchored:
            continue
        if candidate.status not in CANDIDATES and candidate.fit < 0.8 and not candidate.own_date:
            continue
        twin = any(
            other is not candidate
            and other.event_type == candidate.event_type
            and other.own_date
            and not candidate.own_date
            and other.status in CANDIDATES
            for other in found
        )
        if twin and not candidate.is_title and candidate.place is None:
            continue
        result.append(candidate)
    return [
        candidate
        for candidate in result
        if not _is_reply(doc, candidate, result) and not any(_is_part(candidate, other) for other in result)
    ]


def _is_reply(doc: Document, candidate: Candidate, found: list[Candidate]) -> bool:
    """Tells whether a threat only announces the usual reply to an expulsion: "Moscow will respond in kind"."""
    told = candidate.event_type == "threat" and doc.sentences[candidate.sentence].has("REPLY")
    return told and any(event.event_type == "expulsion" and event.status in CANDIDATES for event in found)


def _is_part(candidate: Candidate, whole: Candidate) -> bool:
    """Tells whether an event is only a part of another told before: units that leave their barracks for an exercise."""
    if candidate.event_type not in PARTS.get(whole.event_type, ()) or candidate.is_title:
        return False
    told = {candidate.status, whole.status} <= set(CANDIDATES)
    later = min(whole.told_in, default=whole.sentence) <= min(candidate.told_in, default=candidate.sentence)
    return told and later and candidate.start == whole.start and bool({*candidate.initiator} & {*whole.initiator})


def _event(doc: Document, candidate: Candidate) -> dict:
    place = candidate.place
    if place is None and candidate.country:
        place = (
            places.border_of(candidate.country, candidate.initiator + candidate.target)
            if _at_border(candidate)
            else None
        )
        seat = (
            next((c for c in candidate.initiator if c in BLOCS), candidate.initiator[0])
            if candidate.initiator and candidate.event_type not in ON_THE_GROUND and candidate.country == "INT"
            else candidate.country
        )
        place = place or places.centre(seat, candidate.event_type)
    country = candidate.country or (place.country if place else None)
    if place and place.rank >= 2 and candidate.event_type in POSTURE:
        country = place.country
    return {
        "event_type": candidate.event_type,
        "start": candidate.start.isoformat() if candidate.start else None,
        "end": candidate.end.isoformat() if candidate.end and candidate.end != candidate.start else None,
        "date_precision": candidate.date_precision,
        "country": country,
        "location": place.name if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "geo_precision": place.precision if place else None,
        "initiator": candidate.initiator,
        "target": candidate.target,
        **{name: candidate.counts.get(name) for name in COUNTS},
        "tags": candidate.tags,
        "status": candidate.status,
        "confidence": confidence(candidate),
        "confidence_reasons": confidence_reasons(candidate),
        "alternatives": list(candidate.runners_up),
        "evidence": [
            {"field": name, "start": start, "end": end, "text": doc.snippet(start, end), "how": how}
            for name, start, end, how in sorted(
                set(candidate.evidence), key=lambda span: (span[1], span[0], span[2], span[3])
            )
        ],
    }


def _at_border(candidate: Candidate) -> bool:
    return candidate.event_type in (
        "border_violation",
        "migration_pressure",
        "fortification",
        "border_closure",
        "border_reopening",
        "airspace_restriction",
    )


def confidence(candidate: Candidate) -> str:
    """Returns high, medium or low by counting the reasons."""
    signals = len(confidence_reasons(candidate))
    return "high" if signals > HIGH else "medium" if signals > MEDIUM else "low"


def confidence_reasons(candidate: Candidate) -> list[str]:
    """Returns what speaks for a candidate, in short phrases."""
    signals = {
        "own date": candidate.own_date,
        "named place": candidate.place is not None and candidate.place.rank > 0,
        "deed and thing in one clause": candidate.same_clause,
        "told in the headline": candidate.is_title,
        "words fit closely": candidate.fit >= CLOSE_FIT,
        "rule and model agree": candidate.told_by >= {learned.RULE, learned.MODEL},
        "told as a fact": candidate.status in CANDIDATES,
    }
    return [reason for reason, holds in signals.items() if holds]
