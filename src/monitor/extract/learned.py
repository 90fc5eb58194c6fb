"""A second opinion on what event a sentence tells of: a linear model over its words, for wordings no rule knows."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from pathlib import Path
from zlib import crc32

import numpy as np

from monitor.extract.document import Document, Sentence
from monitor.extract.matching import CLOSE_FIT, Trigger

WEIGHTS = Path(__file__).with_name("learned.npz")
# Words are told apart by a hash into this many columns, so that the file stays small and needs no word list.
COLUMNS = 1 << 16
NO_EVENT = "none"
# Who told an event: the rules, the model, or both.
RULE, MODEL = "rule", "model"
# A shorter word says nothing by itself ("and", "the").
SHORTEST_TELLING = 4
# Parts of words as long as endings and stems of the five languages.
SHORTEST_PART, LONGEST_PART = 3, 5
# Concepts so many apart in one clause still make a pair.
PAIR_REACH = 5


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the model makes of a sentence: chance (0-1) by type, `none` among them, and the word that tells most."""

    chances: dict[str, float]
    best: str
    token: int

    @property
    def chance(self) -> float:
        """Chance of the likeliest type."""
        return self.chances[self.best]


def features(document: Document, sentence: Sentence, rules: list[Trigger]) -> Iterator[tuple[str, int]]:
    """Yields features of a sentence as (kind and text, token): words, pairs, parts of words, concepts, and the rules.

    Names of places, actors and numbers are replaced by what they are, so that the model learns wordings, not cases.
    """
    yield from _wording(document, sentence)
    yield from _meaning(sentence)
    for rule in rules:
        yield f"r:{rule.event_type}", rule.deed.first
        yield f"r:{rule.event_type} {'closely' if rule.fit >= CLOSE_FIT else 'loosely'}", rule.deed.first


def _wording(document: Document, sentence: Sentence) -> Iterator[tuple[str, int]]:
    masks = {n: "_place" for m in sentence.places for n in range(m.first, m.last + 1)}
    masks |= {n: "_" + m.what[0].split(":")[0] for m in sentence.actors for n in range(m.first, m.last + 1)}
    before = "_start"
    for number in range(sentence.first, sentence.stop):
        word = document.words[number].word
        word = masks.get(number) or ("_number" if word[:1].isdigit() else word)
        if word == before == "_place":
            continue
        yield f"w:{word}", number
        yield f"p:{before} {word}", number
        before = word
        if word[0] != "_":
            framed = f"<{word}>"
            for size in range(SHORTEST_PART, LONGEST_PART + 1):
                for start in range(len(framed) - size + 1):
                    yield f"c:{framed[start : start + size]}", number


def _meaning(sentence: Sentence) -> Iterator[tuple[str, int]]:
    """Yields the concepts of a sentence, and which of them stand close together in a clause."""
    for mention in sentence.concepts:
        for concept in mention.what:
            yield f"k:{concept}", mention.first
    for clause in sentence.clauses:
        inside = [m for m in sentence.concepts if clause.first <= m.first < clause.stop]
        for number, mention in enumerate(inside):
            for other in inside[number + 1 : number + 1 + PAIR_REACH]:
                for pair in product(mention.what, other.what):
                    yield "q:" + "+".join(sorted(pair)), mention.first


def weighted(found: list[tuple[str, int]]) -> dict[str, float]:
    """Returns each feature once with its weight: every kind of feature has the same length in sum of squares."""
    # Dictionaries keep the order of the text, so that sums come out the same in every process.
    kinds: dict[str, dict[str, None]] = {}
    for name, _ in found:
        kinds.setdefault(name[0], {})[name] = None
    return {name: len(names) ** -0.5 for names in kinds.values() for name in names}


def column(name: str) -> int:
    """Returns the column of a feature, the same on every machine."""
    return crc32(name.encode()) % COLUMNS


def opinion(document: Document, sentence: Sentence, rules: list[Trigger]) -> Opinion | None:
    """Returns the model's opinion of a sentence in which these rules hold; None for one without words."""
    types, weights, scale, bias = _model()
    found = list(features(document, sentence, rules))
    if not found:
        return None
    values = weighted(found)
    names = list(values)
    rows = weights[[column(name) for name in names]] * np.array(list(values.values()), np.float32)[:, None] * scale
    score = rows.sum(axis=0) + bias
    chance = np.exp(score - score.max())
    chance /= chance.sum()
    best = int(chance.argmax())
    share = dict(zip(names, rows[:, best], strict=True))
    told: dict[int, float] = {}
    for name, token in found:
        told[token] = told.get(token, 0.0) + share[name]
    return Opinion(dict(zip(types, chance.tolist(), strict=True)), types[best], _telling(document, sentence, told))


def _telling(document: Document, sentence: Sentence, told: dict[int, float]) -> int:
    """Returns the word that tells most, a meaningful one if there is any: no name, date or short word."""
    days = [n for when in sentence.dates for n in told if when.start <= document.words[n].start < when.end]
    names = {n for m in (*sentence.places, *sentence.actors) for n in range(m.first, m.last + 1)}
    plain = [n for n in told if n not in names and n not in days and len(document.words[n].word) >= SHORTEST_TELLING]
    return max(plain or told, key=told.__getitem__)


@lru_cache(maxsize=1)
def _model() -> tuple[list[str], np.ndarray, np.ndarray, np.ndarray]:
    """Returns types, whole-number weights (a row per column, a column per type), their scale and bias by type."""
    with np.load(WEIGHTS, allow_pickle=False) as file:
        return file["types"].tolist(), file["weights"], file["scale"], file["bias"]
