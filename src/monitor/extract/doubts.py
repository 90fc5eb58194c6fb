"""What is no event of its own: outside the theatre, plain crime, a reason or a reference to what was told."""

import re

from monitor.extract import gazetteer, numbers, places, vocabulary
from monitor.extract.actors import BLOCS, EAST, FLANK
from monitor.extract.candidate import Candidate
from monitor.extract.document import Document, Mention, Sentence
from monitor.extract.event_kinds import MEASURES, MEETINGS, ON_THE_GROUND
from monitor.extract.matching import Trigger, codes, kinds
from monitor.extract.owners import BY_WORDS, governed
from monitor.extract.status import CANDIDATES

# A deed told as a noun ("violations", "keep crossing") in a reason only refers to events told elsewhere.
NOUN_ENDINGS = {
    "en": (
        "ion",
        "ions",
        "ure",
        "ures",
        "ing",
        "ings",
        "breach",
        "breaches",
        "drills",
        "exercise",
        "exercises",
        "flights",
        "zapad",
        "sabotage",
        "arson",
        "blast",
        "blasts",
        "explosions",
        "attack",
        "attacks",
        "incident",
        "incidents",
    ),
    "pl": ("nia", "nie", "niu", "niem", "niami", "en", "manewrow", "manewrami"),
    "lt": ("imas", "imo", "imu", "imai", "imus", "pratybu"),
    "lv": ("ums", "uma", "umu", "umiem", "umi", "sana", "sanu", "sanas"),
    "de": ("ung", "ungen", "manover", "manovers"),
}
# More nouns that may take up what was told.
BACK_REFERENCES = tuple(sorted(vocabulary.small_words("BACK_REFERENCES")))
# Before a noun these point back to what was told.
DEFINITE = vocabulary.small_words("DEFINITE")
# Beginnings of words for those who arrest, behind an adjective ("Belarusian police").
AUTHORITIES = tuple(sorted(vocabulary.small_words("AUTHORITIES")))
# Beginnings of words for those arrested: "obywatele Białorusi" arrest nobody.
CITIZENS = tuple(sorted(vocabulary.small_words("CITIZENS")))
# So many words behind a deed its doer may stand: "arrested by Belarus's KGB".
AGENT_REACH = 5
# "was holding" is a verb, no noun.
PROGRESSIVE = frozenset({"was", "were", "is", "are", "been", "be"})
# A quotation of at least a few words; shorter ones are names and single words.
QUOTED = re.compile(r"[\"“„«][^\"“”„«»\n]{25,}?[\"”“»]")
OPENING, CLOSING = ("„", "«"), ("“", "”", "»")
# Types an article tells in its own words when they happen.
TOLD_PLAINLY = (ON_THE_GROUND | MEETINGS | {"weapons_test", "detention", "air_policing"}) - {"statement"}
# Countries in which an incident of the theatre can lie.
THEATRE = FLANK | {"BY", "XB", "INT"}
# Neighbours an attack on Ukraine may reach or be launched from.
NEIGHBOURS_OF_UKRAINE = frozenset({"PL", "RO", "BY", "LT", "NATO"})
# So many words of weather and accidents make a text one about them; a word of the headline counts more.
ACCIDENT_WORDS, IN_TITLE = 3, 2
# Deeds of states, which may be those of Japan and China as well.
BETWEEN_STATES = frozenset({"air_policing", "protest", "expulsion", "sanction", "consultation"})
# Deeds that may be plain crime or accident.
SUSPECTED = frozenset({"sabotage", "espionage"})


def refers_back(document: Document, trigger: Trigger, candidate: Candidate, earlier: list[Candidate]) -> bool:
    """Tells whether a noun such as "the release" only takes up an event with a day of its own told before."""
    if trigger.deed.first == 0 or document.words[trigger.deed.first - 1].word not in DEFINITE:
        return False
    endings = NOUN_ENDINGS.get(document.language, NOUN_ENDINGS["en"]) + BACK_REFERENCES
    if not document.words[trigger.deed.last].word.endswith(endings):
        return False
    return any(e.event_type == candidate.event_type and e.own_date and e.status in CANDIDATES for e in earlier)


def only_quoted(document: Document, sentence: Sentence, trigger: Trigger, candidate: Candidate) -> bool:
    """Tells whether a deed stands only in what somebody says at large: "Russia takes hostages", he said."""
    if sentence.is_title or candidate.own_date or candidate.event_type not in TOLD_PLAINLY:
        return False
    return any(
        start < trigger.deed.start < end
        for start, end in (m.span() for m in QUOTED.finditer(document.text, sentence.start, sentence.end))
    ) or _inside_long_quote(document, sentence, trigger)


def _inside_long_quote(document: Document, sentence: Sentence, trigger: Trigger) -> bool:
    """Tells whether a quotation that begins in an earlier sentence of the paragraph is still open at the deed."""
    first = next(s.start for s in document.sentences if s.paragraph == sentence.paragraph)
    before = document.text[first : trigger.deed.start]
    return max(before.rfind(mark) for mark in OPENING) > max(before.rfind(mark) for mark in CLOSING)


def arrested_by_the_east(document: Document, sentence: Sentence, deed: Mention, place: places.Found | None) -> bool:
    """Tells whether Russia or Belarus arrested somebody: it acts before the deed, or it happened there."""
    if place is not None and place.rank >= 2 and place.country in EAST:
        return True
    for actor in sentence.actors:
        before = document.words[actor.first - 1].word if actor.first > sentence.first else ""
        following = document.words[actor.last + 1].word if actor.last + 1 < sentence.stop else ""
        if not codes(actor) & EAST or before.startswith(CITIZENS) or following.startswith(CITIZENS):
            continue
        between = document.words[deed.last + 1 : actor.first] if deed.last < actor.first else []
        by_them = len(between) <= AGENT_REACH and any(word.word in BY_WORDS for word in between)
        if not by_them and (actor.first > deed.first or governed(document, sentence, actor)):
            continue
        if by_them or "people" not in kinds(actor) or following.startswith(AUTHORITIES):
            return True
    return False


def only_a_reason(document: Document, sentence: Sentence, trigger: Trigger, candidate: Candidate) -> bool:
    """Tells whether an event only gives the reason of another ("because of the balloons"), without day or number."""
    if candidate.status not in ("asserted", "announced"):
        return False
    if not document.words[trigger.deed.last].word.endswith(NOUN_ENDINGS.get(document.language, NOUN_ENDINGS["en"])):
        return False
    if trigger.deed.first and document.words[trigger.deed.first - 1].word in PROGRESSIVE:
        return False
    start = min(trigger.deed.first, trigger.thing.first if trigger.thing else trigger.deed.first)
    clause = sentence.clauses[sentence.clause_of(start)]
    first, stop = document.words[clause.first].start, document.words[clause.stop - 1].end
    if candidate.own_date and any(first <= w.start < stop and w.role in ("on", "night") for w in sentence.dates):
        return False
    reason = any("BECAUSE" in m.what and max(clause.first, start - 7) <= m.first < start for m in sentence.concepts)
    place = (
        candidate.place is not None
        and candidate.place.rank >= 2
        and (candidate.place.start or 0) > document.words[start].start
    )
    counted = bool(numbers.figures(document, document.words[clause.first].start, document.words[clause.stop - 1].end))
    others = any(not {"SAY", "BECAUSE"} & set(m.what) and m.first < start for m in sentence.concepts)
    return reason and others and not place and not counted


def _suspected(document: Document, kind: str) -> bool:
    """Tells whether a text links what happened to Russia, Belarus or their services, or calls it sabotage or spying."""
    hints = ("SERVICE", "SPY", "DIVERSION", *(("EXPLOSIVE",) if kind == "sabotage" else ()))
    return any(document.tally[c] for c in EAST) or any(s.has(*hints) for s in document.sentences)


def _accident(document: Document) -> bool:
    """Tells whether a text without Russia and Belarus tells of weather, fires and accidents."""
    if any(document.tally[c] for c in EAST):
        return False
    words = sum(IN_TITLE if s.is_title else 1 for s in document.sentences for m in s.concepts if "DISASTER" in m.what)
    return words >= ACCIDENT_WORDS


def _near_the_flank(document: Document, candidate: Candidate) -> bool:
    """Tells whether an attack on Ukraine concerns the flank: its sentence, paragraph or title names a neighbour."""
    own = document.sentences[candidate.sentence]
    if own.has("INVASION"):
        return True
    near = [s for s in document.sentences if s.is_title or s.paragraph == own.paragraph]
    return any((s.lands | {c for m in s.actors for c in codes(m)}) & NEIGHBOURS_OF_UKRAINE for s in near)


def _names_the_flank(document: Document) -> bool:
    """Tells whether a text names a state of the flank, an ally or a place of the flank, or is in one's language."""
    if document.language != "en":
        return True
    lands = set().union(*(sentence.lands for sentence in document.sentences))
    return bool(lands & (FLANK | {"XB"})) or any(document.tally[c] for c in FLANK | BLOCS | {"US", "UA"})


def _passage(sentence: Sentence) -> bool:
    spots = gazetteer.spots()
    return any(spots[place].kind in ("crossing", "border") for m in sentence.places for place in m.what)


def belongs(document: Document, candidate: Candidate) -> bool:
    """Leaves out what lies outside the theatre, and crimes and accidents nobody links to another state."""
    kind, country = candidate.event_type, candidate.country
    if kind in ON_THE_GROUND | MEASURES and _accident(document):
        return False
    if kind == "armed_attack" and not _near_the_flank(document, candidate):
        return False
    if kind in BETWEEN_STATES and not _names_the_flank(document):
        return False
    if kind in SUSPECTED and not _suspected(document, kind):
        return False
    local = kind in ("border_closure", "border_reopening") and not any(document.tally[c] for c in EAST)
    if local and (
        candidate.place is None
        or any(s.has("STREETPROTEST") for s in document.sentences)
        or not any(s.has("BORDER", "CROSSING") or _passage(s) for s in document.sentences)
    ):
        return False
    parties = set(candidate.initiator) | set(candidate.target)
    if kind == "gnss_interference" and country == "RU":
        candidate.country = country = "XB"
    if kind in ON_THE_GROUND and kind != "armed_attack":
        return country in THEATRE and not (
            country == "INT" and kind not in ("maritime_incident", "aircraft_incursion", "gnss_interference")
        )
    if kind in ("weapons_test", "nuclear_signal", "threat"):
        return bool(parties & (EAST | {"NATO"}))
    if kind in ("talks", "agreement", "protest", "expulsion", "sanction"):
        return bool(parties & EAST) and bool(parties & (FLANK | BLOCS | {"US"} | EAST))
    if kind == "treaty_withdrawal":
        return bool(parties & (EAST | FLANK))
    if kind in MEASURES:
        return bool(parties & (FLANK | EAST | {"EU"}))
    return bool(parties & (FLANK | EAST | BLOCS)) or country in THEATRE
