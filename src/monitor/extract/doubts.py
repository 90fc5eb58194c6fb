"""What is no event of its own: outside the theatre, plain crime, a reason or a reference to what was told."""

from monitor.extract import gazetteer, numbers, places, vocabulary
from monitor.extract.actors import BLOCS, EAST, FLANK
from monitor.extract.candidate import Candidate
from monitor.extract.document import Document, Mention, Sentence
from monitor.extract.event_kinds import MEASURES, ON_THE_GROUND
from monitor.extract.matching import Trigger, codes, kinds
from monitor.extract.owners import governed
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
# "was holding" is a verb, no noun.
PROGRESSIVE = frozenset({"was", "were", "is", "are", "been", "be"})
# Countries in which an incident of the theatre can lie.
THEATRE = FLANK | {"BY", "XB", "INT"}
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


def arrested_by_the_east(document: Document, sentence: Sentence, deed: Mention, place: places.Found | None) -> bool:
    """Tells whether Russia or Belarus arrested somebody: it acts before the deed, or it happened there."""
    if place is not None and place.rank >= 2 and place.country in EAST:
        return True
    for actor in sentence.actors:
        if actor.first > deed.first or not codes(actor) & EAST or governed(document, sentence, actor):
            continue
        following = document.words[actor.last + 1].word if actor.last + 1 < sentence.stop else ""
        if "people" not in kinds(actor) or following.startswith(AUTHORITIES):
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


def _passage(sentence: Sentence) -> bool:
    spots = gazetteer.spots()
    return any(spots[place].kind in ("crossing", "border") for m in sentence.places for place in m.what)


def belongs(document: Document, candidate: Candidate) -> bool:
    """Leaves out what lies outside the theatre, and crimes and accidents nobody links to another state."""
    kind, country = candidate.event_type, candidate.country
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
