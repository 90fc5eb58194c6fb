"""Whose a thing is, who did a deed and whose land or sky it was, by the words around them."""

from monitor.extract import vocabulary
from monitor.extract.actors import EAST, FLANK
from monitor.extract.document import Document, Mention, Sentence
from monitor.extract.matching import codes, kinds

OWNER_REACH = 4
NEAR_DEED = 14
SENDER_REACH = 5
FROM_WORDS = frozenset(["from", "out", "z", "ze", "is", "no", "aus", "von", "over"])
WITH_WORDS = vocabulary.small_words("GOVERNING")
BY_WORDS = frozenset(["by", "przez", "von", "durch"])

# Beginnings of words for a flight sent elsewhere, and a word behind the place that says so.
DIVERTED = tuple(sorted(vocabulary.small_words("DIVERTED")))
INSTEAD = vocabulary.small_words("INSTEAD")
DIVERSION_REACH = 3


def owner(document: Document, sentence: Sentence, thing: Mention) -> Mention | None:
    """Returns the actor whose adjective stands right before a thing ("Russian attack drones"), or right after it."""
    before = [
        a for a in sentence.actors if 0 <= thing.first - a.last - 1 <= OWNER_REACH - 1 and "leader" not in kinds(a)
    ]
    for actor in reversed(before):
        between = document.text[actor.end : thing.start]
        previous = document.words[actor.first - 1].word if actor.first > sentence.first else ""
        if previous in FROM_WORDS | {"in", "over", "into"} and "people" not in kinds(actor):
            continue
        if (
            {"people", "name"} & kinds(actor)
            and not any(c in between for c in ",;:")
            and not _has_verb(sentence, actor.last, thing.first)
        ):
            if (
                document.language in ("en", "de", "pl")
                and "people" not in kinds(actor)
                and "'s" not in between
                and "’s" not in between
            ):
                continue
            return actor
    if document.language in ("pl",):
        after = [a for a in sentence.actors if 0 < a.first - thing.last <= 2 and "people" in kinds(a)]
        return after[0] if after else None
    return None


def sender(document: Document, sentence: Sentence, thing: Mention) -> Mention | None:
    """Returns who sent a thing off by the words behind it: "fired by the Ukrainian air defence"."""
    clause = sentence.clauses[sentence.clause_of(thing.first)]
    for actor in sentence.actors:
        if thing.last < actor.first < clause.stop and actor.first - thing.last <= SENDER_REACH:
            between = document.words[thing.last + 1 : actor.first]
            if any(word.word in BY_WORDS for word in between[-2:]):
                return actor
    return None


def _has_verb(sentence: Sentence, first: int, last: int) -> bool:
    return any(first < m.first < last and {"SAY", "ENTER", "CLOSE", "SUMMON"} & set(m.what) for m in sentence.concepts)


def subject(document: Document, sentence: Sentence, deed: Mention) -> Mention | None:
    """Returns who did it: the agent after "by", or the first actor before the deed that no preposition governs."""
    words = document.words
    for actor in sentence.actors:
        if actor.first > deed.last and words[actor.first - 1].word in BY_WORDS and actor.first - deed.last <= 8:
            return actor
    clause = sentence.clauses[sentence.clause_of(deed.first)]
    groups = (
        [a for a in sentence.actors if clause.first <= a.first < deed.first],
        [a for a in sentence.actors if a.first < deed.first],
    )
    for group in groups:
        free = [a for a in group if not governed(document, sentence, a)]
        if free:
            return free[0]
    return None


def governed(document: Document, sentence: Sentence, actor: Mention) -> bool:
    """Tells whether a preposition governs an actor, so that it does not act: "with Belarus"."""
    previous = document.words[actor.first - 1].word if actor.first > sentence.first else ""
    if previous in ("the", "its", "neighbouring", "neighboring"):
        previous = document.words[actor.first - 2].word if actor.first - 1 > sentence.first else ""
    return previous in WITH_WORDS | FROM_WORDS | {"over", "for", "between", "and's", "across"}


def diverted(document: Document, sentence: Sentence, mention: Mention) -> bool:
    """Tells whether a flight only ended up there: "diverted to Warsaw", "put down in Warsaw instead"."""
    before = document.words[max(sentence.first, mention.first - DIVERSION_REACH) : mention.first]
    after = document.words[mention.last + 1 : min(sentence.stop, mention.last + 2)]
    return any(w.word.startswith(DIVERTED) for w in before) or any(w.word in INSTEAD for w in after)


def airspace_owner(document: Document, sentence: Sentence, deed: Mention) -> Mention | None:
    """Returns whose airspace, waters or land it was: "Polish airspace", "airspace of Lithuania", "into Latvia"."""
    words = document.words
    lands = [m for m in sentence.concepts if {"AIRSPACE", "WATERS", "BORDER", "GROUND"} & set(m.what)]
    lands.sort(key=lambda m: ("AIRSPACE" not in m.what, abs(m.first - deed.first)))
    for land in lands:
        near = [a for a in sentence.actors if 0 <= land.first - a.last - 1 <= 1 or 0 < a.first - land.last <= 3]
        good = [a for a in near if codes(a) & FLANK] or ([a for a in near if "AIRSPACE" in land.what])
        if good:
            return good[0]
    into = (
        "into",
        "in",
        "over",
        "on",
        "entered",
        "reached",
        "enters",
        "enter",
        "across",
        "inside",
        "above",
        "territory",
        "do",
        "nad",
        "w",
        "na",
        "uber",
        "nach",
        "i",
        "virs",
        "vir",
        "of",
        "terytorium",
        "polskiego",
        "teritorija",
        "teritorijoje",
    )
    for actor in sentence.actors:
        previous = words[actor.first - 1].word if actor.first > sentence.first else ""
        if abs(actor.first - deed.first) > NEAR_DEED or diverted(document, sentence, actor):
            continue
        if (
            previous in into
            and codes(actor) & (FLANK | EAST | {"UA"})
            and "people" not in kinds(actor)
            and "leader" not in kinds(actor)
        ):
            if previous == "of" and words[actor.first - 2].word not in (
                "territory",
                "airspace",
                "skies",
                "east",
                "north",
                "south",
                "soil",
            ):
                continue
            return actor
    return None


def code(mention: Mention | None) -> str | None:
    """Returns the one code of a mention; of several the state of the theatre."""
    if mention is None:
        return None
    found = [value.split(":")[0] for value in mention.what]
    return next((c for c in found if c in FLANK | EAST), found[0])


def named(sentence: Sentence) -> list[str]:
    """Returns the codes named in a sentence, in order, each once."""
    return list(dict.fromkeys(c for m in sentence.actors if (c := code(m))))
