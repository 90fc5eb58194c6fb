"""Which of the dates around a deed is its date, and what is taken when none stands there."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from monitor.extract import exercises
from monitor.extract.calendar_words import NUMBERS
from monitor.extract.document import Document, Mention, Sentence
from monitor.extract.event_kinds import MEASURES, ON_THE_GROUND, POSTURE
from monitor.extract.when import When

LEAD_SENTENCES = 3
FOLLOWING = 2
FAR_AHEAD_DAYS = 400
RECENT_DAYS = 14
FUTURE_REACH = 8
# Deeds an article may report first and date in a sentence that follows.
TOLD_AFTER_THE_REPORT = ON_THE_GROUND | POSTURE - {"troop_deployment", "air_defence_deployment"} | {"detention"}
# What is said or handed over is told of the past, whatever it speaks of.
SPOKEN = frozenset({"threat", "statement", "protest"})
# The day a measure begins lies so many words nearer than the day it was decided.
BEGINS = 12


DAYS_AFTER = re.compile(
    r"(?<!\w)(\d{1,2}|a|" + "|".join(NUMBERS) + r") (?:days? after|dni po|dienas po|dienam pec|dienu po|tage nach) "
)
# A text published so long after the exercise it is about carries the day it was fetched or reprinted.
LATE_DAYS = 21


def set_anchor(document: Document) -> None:
    """Sets the day undated deeds are counted from: publication, unless the title is about an exercise long over."""
    document.anchor, document.anchor_how = document.published, "publication"
    head = next((s for s in document.sentences if s.is_title), None) or next(iter(document.sentences), None)
    if head is None or not any("NAMEDEXERCISE" in m.what for m in head.concepts):
        return
    drill = exercises.named(document.folded[head.start : head.end])
    if drill is None or drill.first is None or not any("CARRYOUT" in m.what for m in head.concepts):
        return
    if any(w.role != "until" for s in document.sentences[:LEAD_SENTENCES] for w in s.dates):
        return
    if document.published is None or document.published - drill.first > timedelta(days=LATE_DAYS):
        document.anchor, document.anchor_how = drill.first, f"start of the exercise {drill.name}"


@dataclass(frozen=True, slots=True)
class Timing:
    """The day or days of an event, how they were found and, if in the text, where."""

    first: date | None
    last: date | None
    precision: str
    how: str
    own: bool
    when: When | None
    start: int | None = None
    end: int | None = None


def timing(document: Document, sentence: Sentence, deed: Mention, event_type: str) -> Timing:
    """Returns the date of a deed: its sentence, then its paragraph, then the lead, then the day of publication."""
    own = _nearest(document, sentence, deed, event_type)
    until = next((w for w in sentence.dates if w.role == "until"), None)
    if own and sentence.is_title and own.is_relative:
        # "Overnight" in a title is told with its day below.
        own = _first_plain(document, document.sentences[1 : 1 + LEAD_SENTENCES]) or own
    if own:
        if shift := DAYS_AFTER.search(document.folded, own.end, max(own.end, deed.start)):
            # "met on Monday, a day after a cable stopped working".
            own = replace(own, first=own.first - timedelta(days=_days_after(shift)), last=None)
        last = own.last
        if until and until.first > own.first and event_type in MEASURES | POSTURE and last is None:
            last = until.first
        return Timing(own.first, last, own.precision, own.how, True, own, own.start, own.end)
    last = until.first if until and event_type in MEASURES | POSTURE else None
    for other in reversed(document.sentences[: sentence.number]):
        if other.paragraph != sentence.paragraph or sentence.is_title:
            break
        if found := _plain(other, document.published):
            return _inherited(found, "same paragraph", last)
    lead = [s for s in document.sentences[:LEAD_SENTENCES] if s.concepts and not sentence.is_background]
    if found := _first_plain(document, [s for s in lead if s.number < sentence.number or sentence.is_title]):
        return _inherited(found, "beginning of the article", last)
    if event_type in TOLD_AFTER_THE_REPORT and not sentence.is_background:
        # "..., the minister confirmed on Monday. A driver noticed the gap on Sunday": the deed comes before the report.
        following = document.sentences[sentence.number + 1 : sentence.number + 1 + FOLLOWING]
        if found := _first_plain(document, [s for s in following if not s.is_background]):
            return _inherited(found, "a sentence that follows", last)
    for beside in document.sentences[sentence.number : sentence.number + 2]:
        said = next((w for w in beside.dates if w.role in ("said", "vague")), None)
        if said and beside.paragraph == sentence.paragraph:
            return _inherited(said, "date of the report", last)
    if found := _first_plain(document, lead):
        return _inherited(found, "beginning of the article", last)
    if document.anchor:
        first, how = document.anchor, f"no date in the text: {document.anchor_how} {document.anchor}"
        if shift := DAYS_AFTER.search(document.folded, sentence.start, document.words[deed.first].start):
            first -= timedelta(days=_days_after(shift))
            how = f"'{shift[0].strip()}', counted from {document.anchor}"
        return Timing(first, _after(last, first), "day", how, False, None)
    return Timing(None, None, "day", "no date found", False, None)


def _days_after(shift: re.Match) -> int:
    return int(shift[1]) if shift[1].isdigit() else NUMBERS.get(shift[1], 1)


def _first_plain(document: Document, sentences: list[Sentence]) -> When | None:
    return next((w for s in sentences if (w := _plain(s, document.published))), None)


def _after(last: date | None, first: date) -> date | None:
    return last if last and last > first else None


def _inherited(when: When, where: str, last: date | None) -> Timing:
    final = when.last or _after(last, when.first)
    return Timing(when.first, final, when.precision, f"{when.how} ({where})", False, when, when.start, when.end)


def _plain(sentence: Sentence, published: date | None) -> When | None:
    """Returns the first date of a sentence that can be that of a deed told elsewhere."""
    for when in sentence.dates:
        if (
            (when.role in ("on", "night", "from") or (when.role == "since" and _recent(when, published)))
            and when.precision == "day"
            and not (published and when.first > published)
        ) and (not published or (published - when.first).days <= 60):
            return when
    return None


def _nearest(document: Document, sentence: Sentence, deed: Mention, event_type: str) -> When | None:
    number = sentence.clause_of(deed.first)
    words = document.words
    best: tuple[float, When] | None = None
    clause = sentence.clauses[number]
    future = any(
        "FUTURE" in m.what and max(clause.first, deed.first - FUTURE_REACH) <= m.first <= deed.last
        for m in sentence.concepts
    )
    for when in sentence.dates:
        if when.role == "until" or (when.role == "since" and not _recent(when, document.published)):
            continue
        if when.role == "said" and any(w.role in ("on", "from", "night") for w in sentence.dates if w is not when):
            continue
        if when.role == "said" and event_type in TOLD_AFTER_THE_REPORT:
            continue
        if when.role == "past" and not words[clause.first].start <= when.start <= words[clause.stop - 1].end:
            continue
        chosen = when
        deed_word = document.words[deed.last].word
        told = any("ANNOUNCE" in m.what and m is not deed for m in sentence.concepts)
        named_after = when.start > deed.end
        meant = sentence.is_title and named_after and deed.first and words[deed.first - 1].word == "to"
        begins = named_after or when.role == "from"
        coming = future or (
            event_type in MEASURES and (meant or (begins and _begins(when, deed_word, document.published, told)))
        )
        if (
            when.is_weekday
            and coming
            and event_type not in ON_THE_GROUND | SPOKEN
            and when.upcoming
            and when.role in ("on", "from")
        ):
            chosen = _shifted(when)
        if document.published and chosen.first > document.published and event_type in ON_THE_GROUND:
            continue
        if document.published and abs((chosen.first - document.published).days) > FAR_AHEAD_DAYS * 30:
            continue
        token = next((n for n in range(sentence.first, sentence.stop) if words[n].start >= when.start), sentence.stop)
        cost = abs(token - deed.first) + (0 if sentence.clause_of(token) == number else 6)
        cost += 6 if when.role == "vague" or when.precision == "month" else 0
        cost -= BEGINS if when.role == "from" and event_type in MEASURES else 0
        if best is None or cost < best[0]:
            best = (cost, chosen)
    return best[1] if best else None


def _begins(when: When, deed: str, published: date | None, announced: bool) -> bool:
    """Tells whether a measure starts on the coming weekday: announced "from Friday", or nearer than the past one."""
    if when.role == "from":
        if when.first == published or deed.endswith("ed"):
            return False
        nearer = published and when.upcoming and when.upcoming - published < published - when.first
        return announced or bool(nearer)
    # "lifts its blockade at midnight on Thursday, the minister announced" on a Wednesday.
    return announced and when.first != published and deed.endswith("s") and not deed.endswith("ss")


def _recent(when: When, published: date | None) -> bool:
    """Tells whether a state holds only since days ago, so that its beginning is the news: "since Thursday"."""
    return published is not None and 0 <= (published - when.first).days <= RECENT_DAYS


def _shifted(when: When) -> When:
    return replace(when, first=when.upcoming, how=f"{when.how}, the coming one")
