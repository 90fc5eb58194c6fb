"""Words found in a text: folding that keeps every offset, tokens, and one lookup for words and stems."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Value = TypeVar("Value")

WORD = re.compile(r"[^\W_]+")
# Letters that do not fall apart into a plain letter and an accent.
SPECIAL = {"ł": "l", "ß": "s", "ø": "o", "đ": "d", "ı": "i", "æ": "a", "œ": "o", "þ": "t", "ð": "d", "ё": "е"}
LONGEST_PHRASE = 6
# Stems are looked up in this many letters of a word, so that no word is too long to read.
LONGEST_WORD = 40
SHORTEST_INFIX = 3
# "drohnenabwehr*" hides "drohn*", but "closed" does not hide "close*".
NEARLY_AS_LONG = 3


def _plain(character: str) -> str:
    lower = character.lower()
    if len(lower) != 1:
        lower = lower[0]
    if lower in SPECIAL:
        return SPECIAL[lower]
    base = unicodedata.normalize("NFD", lower)[0]
    return base if len(base) == 1 else lower


_FOLDS: dict[int, str] = {ord("’"): "'", ord("ʼ"): "'", ord("–"): "-", ord("—"): "-", ord("−"): "-", 0xA0: " "}


def fold(text: str) -> str:
    """Returns the text in lower case without diacritics, character for character: every offset stays valid."""
    unknown = {ord(c) for c in set(text) if ord(c) not in _FOLDS}
    _FOLDS.update({code: _plain(chr(code)) for code in unknown})
    return text.translate(_FOLDS)


@dataclass(frozen=True, slots=True)
class Token:
    """A word: its folded form and its place in the text."""

    word: str
    start: int
    end: int
    is_name: bool


def tokens(text: str, folded: str) -> list[Token]:
    """Returns the words of a text in order; a hyphen or an apostrophe ends a word."""
    return [
        Token(folded[m.start() : m.end()], m.start(), m.end(), text[m.start()].isupper() or text[m.start()].isdigit())
        for m in WORD.finditer(folded)
    ]


@dataclass(frozen=True, slots=True)
class Hit(Generic[Value]):
    """A phrase found: tokens `first` to `last` (both included) and what it stands for."""

    first: int
    last: int
    values: tuple[Value, ...]


@dataclass
class Lexicon(Generic[Value]):
    """Phrases of words; `*` at the end of a word is any ending, at its front any beginning, alone any word.

    The longest phrase at a place wins; the values of those nearly as long count too.
    """

    _exact: dict[str, list] = field(default_factory=dict)
    _stems: dict[str, list] = field(default_factory=dict)
    _infixes: list = field(default_factory=list)
    _seen: dict[str, list] = field(default_factory=dict)

    def add(self, phrase: str, value: Value) -> None:
        """Adds a phrase such as `border guard*`; its words are folded."""
        words = tuple(w for w in re.split(r"[\s\-'’.]+", fold(phrase.strip())) if w)
        if not words or not words[0].strip("*") or len(words) > LONGEST_PHRASE:
            raise ValueError(f"{phrase!r} is not a phrase of 1 to {LONGEST_PHRASE} words")
        size = len(words) * 100 + sum(len(w.strip("*")) for w in words)
        entry = (words, size, value)
        head = words[0]
        if head.startswith("*"):
            self._infixes.append((head.strip("*"), head.endswith("*"), entry))
        else:
            (self._stems if head.endswith("*") else self._exact).setdefault(head.rstrip("*"), []).append(entry)

    def entries(self, word: str) -> list:
        """Returns the phrases that may begin with a word, longest first, each with its size and value."""
        found = self._seen.get(word)
        if found is None:
            found = list(self._exact.get(word, ()))
            for length in range(1, min(len(word), LONGEST_WORD) + 1):
                found += self._stems.get(word[:length], ())
            for inner, open_end, entry in self._infixes:
                if len(inner) >= SHORTEST_INFIX and (inner in word if open_end else word.endswith(inner)):
                    found.append(entry)
            found.sort(key=lambda entry: -entry[1])
            if len(self._seen) < 200_000:
                self._seen[word] = found
        return found

    def find(self, words: list[Token]) -> list[Hit[Value]]:
        """Returns the phrases in a list of tokens, left to right, none overlapping."""
        hits: list[Hit[Value]] = []
        at = 0
        while at < len(words):
            chosen: tuple[str, ...] = ()
            best, values = 0, []
            for phrase, size, value in self.entries(words[at].word):
                if size + NEARLY_AS_LONG < best:
                    break
                if (not chosen or len(phrase) == len(chosen)) and self._fits(phrase, words, at):
                    chosen, best = chosen or phrase, best or size
                    values.append(value)
            if values:
                hits.append(Hit(at, at + len(chosen) - 1, tuple(dict.fromkeys(values))))
            at += len(chosen) or 1
        return hits

    @staticmethod
    def _fits(phrase: tuple[str, ...], words: list[Token], at: int) -> bool:
        if at + len(phrase) > len(words):
            return False
        for step in range(1, len(phrase)):
            part, word = phrase[step], words[at + step].word
            if part.endswith("*"):
                if not word.startswith(part[:-1]):
                    return False
            elif word != part:
                return False
        return True


def lexicon(entries: Iterable[tuple[str, Value]]) -> Lexicon[Value]:
    """Builds a lexicon from pairs of phrase and value."""
    built: Lexicon[Value] = Lexicon()
    for phrase, value in entries:
        built.add(phrase, value)
    return built
