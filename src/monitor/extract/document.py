"""A text read once: words, concepts, actors, places, dates, and the sentences and clauses they stand in."""

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from monitor.extract import actors, date_roles, datelines, dates, gazetteer, sentences, vocabulary
from monitor.extract.lexicon import Token, fold, tokens
from monitor.extract.when import When


@dataclass(frozen=True, slots=True)
class Mention:
    """Something named: tokens `first` to `last`, offsets, and what it is (a concept, an actor or a place)."""

    first: int
    last: int
    start: int
    end: int
    what: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a sentence with one verb, as token numbers `first` up to, not including, `stop`."""

    first: int
    stop: int


@dataclass(slots=True)
class Sentence:
    """A sentence with everything found in it."""

    number: int
    paragraph: int
    start: int
    end: int
    first: int
    stop: int
    is_title: bool
    is_background: bool
    is_question: bool = False
    clauses: list[Clause] = field(default_factory=list)
    concepts: list[Mention] = field(default_factory=list)
    actors: list[Mention] = field(default_factory=list)
    places: list[Mention] = field(default_factory=list)
    dates: list[When] = field(default_factory=list)

    def has(self, *names: str) -> bool:
        """Tells whether any of the concepts stands in the sentence."""
        return any(name in mention.what for mention in self.concepts for name in names)

    @property
    def lands(self) -> set[str]:
        """The countries of the places named, each by its likeliest meaning."""
        return {gazetteer.spots()[mention.what[0]].country for mention in self.places}

    def clause_of(self, token: int) -> int:
        """Returns the number of the clause a token stands in."""
        return next((n for n, clause in enumerate(self.clauses) if clause.first <= token < clause.stop), 0)


@dataclass(slots=True)
class Document:
    """A text with its words and sentences, in order."""

    text: str
    folded: str
    language: str
    published: date | None
    words: list[Token]
    sentences: list[Sentence]
    # The day an undated deed is taken for: publication, or the start of the exercise an older text is about.
    anchor: date | None = None
    anchor_how: str = ""
    # How often each actor is named; filled by the first reader.
    tally: Counter[str] = field(default_factory=Counter)

    def snippet(self, start: int, end: int) -> str:
        return self.text[start:end]


# "May 19" is no chance, "March 2" no march.
MONTHS_OF_TWO_MEANINGS = frozenset({"may", "march", "mai", "marsch"})
# "The Baltic Fleet" and "Baltic air policing" are no sea.
NAMED_AFTER_THE_SEA = frozenset({"fleet", "air", "airspace", "capitals", "governments", "ministers", "presidents"})
BACKGROUND_HEADS = (
    "background",
    "recall",
    "context",
    "previously",
    "przypomnijmy",
    "tlo",
    "kontekst",
    "primename",
    "primenam",
    "kontekstas",
    "atgadinam",
    "konteksts",
    "hintergrund",
    "zum hintergrund",
    "read also",
    "czytaj tez",
    "skaitykite",
    "lasi ari",
    "lesen sie auch",
    "przeczytaj tez",
)


def read(text: str, language: str, published: date | None, parts: list[tuple[int, int, bool]]) -> Document:
    """Reads the parts (start, end, is title) of a text."""
    folded = fold(text)
    words = tokens(text, folded)
    starts = [word.start for word in words]
    document = Document(text, folded, language, published, words, [])
    whens = dates.found(folded, published)
    days = [when.start for when in whens]
    concepts, names, known = vocabulary.concepts(language), actors.names(), gazetteer.names()
    is_background = False
    for paragraph, (begin, finish, is_title) in enumerate(parts):
        head = folded[begin:finish].strip(" :.\n").lower()
        heads = [h for h in BACKGROUND_HEADS if head == h or head.startswith((h + ":", h + " –", h + " -"))]
        if heads and head == heads[0]:
            is_background = True
            continue
        after_dateline = datelines.dateline_end(text, folded, begin)
        for start, end in sentences.sentences(text, folded, begin, finish):
            first, stop = bisect_left(starts, start), bisect_left(starts, end)
            if stop <= first:
                continue
            sentence = Sentence(
                len(document.sentences), paragraph, start, end, first, stop, is_title, is_background or bool(heads)
            )
            sentence.is_question = text[start:end].rstrip("\"'”’» ").endswith("?")
            own = words[first:stop]
            sentence.clauses = [
                Clause(a, b)
                for x, y in sentences.clauses(folded, start, end)
                if (a := bisect_left(starts, x)) < (b := bisect_left(starts, y))
            ] or [Clause(first, stop)]
            named_days = [(w.start, w.end) for w in whens[bisect_left(days, start) : bisect_left(days, end)]]
            sentence.concepts = [
                _mention(words, first, hit.first, hit.last, hit.values)
                for hit in concepts.find(own)
                if not _is_month(own[hit.first], named_days)
            ]
            sentence.actors = _actors(words, first, names.find(own))
            sentence.places = _places(words, first, known.find(own), language != "en")
            towns = {m.first for m in sentence.places if m.first == m.last != first and _is_town(m)}
            sentence.concepts = [m for m in sentence.concepts if m.first != m.last or m.first not in towns]
            own_dates = whens[bisect_left(days, max(start, after_dateline)) : bisect_left(days, end)]
            sentence.dates = date_roles.counted_from_report(own_dates, published)
            document.sentences.append(sentence)
            document.tally.update(value.split(":")[0] for mention in sentence.actors for value in mention.what)
    return document


def _is_month(word: Token, named_days: list[tuple[int, int]]) -> bool:
    """Tells whether a word that means something else elsewhere is part of a date: "May 19"."""
    return word.word in MONTHS_OF_TWO_MEANINGS and any(start <= word.start < end for start, end in named_days)


def _mention(words: list[Token], offset: int, first: int, last: int, what: tuple) -> Mention:
    return Mention(offset + first, offset + last, words[offset + first].start, words[offset + last].end, what)


def _is_town(mention: Mention) -> bool:
    """Tells whether a name is one of a town: "w Łodzi" is no boat."""
    return all(gazetteer.spots()[place].kind in ("town", "village", "capital") for place in mention.what)


def _actors(words: list[Token], offset: int, hits: list) -> list[Mention]:
    """Keeps names with a capital, and adjectives, which several languages write small."""
    found = []
    for hit in hits:
        word = words[offset + hit.first]
        adjective = any(kind == "people" for _, kind in hit.values)
        if word.word == "us" and not words[offset + hit.first].is_name:
            continue
        if adjective or any(words[offset + n].is_name for n in range(hit.first, hit.last + 1)):
            values = tuple(f"{code}:{kind}" for code, kind in hit.values)
            found.append(_mention(words, offset, hit.first, hit.last, values))
    return found


def _places(words: list[Token], offset: int, hits: list, inflects: bool) -> list[Mention]:
    found = []
    for hit in hits:
        word = words[offset + hit.first]
        if not word.is_name and hit.first == hit.last:
            continue
        named = any(words[offset + n].is_name for n in range(hit.first, hit.last + 1))
        # "w powiecie bialskim": names of districts are written small in Polish.
        if not named and not (inflects and hit.last > hit.first):
            continue
        following = words[offset + hit.last + 1].word if offset + hit.last + 1 < len(words) else ""
        if words[offset + hit.last].word == "baltic" and following in NAMED_AFTER_THE_SEA:
            continue
        whole = [place for place, stem in hit.values if not stem]
        ending = words[offset + hit.last].word
        stemmed = [p for p, stem in hit.values if stem and len(ending) - stem <= gazetteer.LONGEST_ENDING and inflects]
        if not whole and not stemmed:
            continue
        found.append(_mention(words, offset, hit.first, hit.last, tuple(dict.fromkeys(whole or stemmed))))
    return found
