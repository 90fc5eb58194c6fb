"""The concepts behind words: one table per language in `words/`, read once."""

from functools import lru_cache
from pathlib import Path

from monitor.extract.language import SAMPLE, UNKNOWN
from monitor.extract.lexicon import Lexicon, fold, lexicon, tokens

FOLDER = Path(__file__).parent / "words"
LANGUAGES = ("en", "pl", "lt", "lv", "de")
SHARED = "all"
# Words of the theatre that make a guess at the language of a headline.
LEAST_HITS = 2


@lru_cache(maxsize=len(LANGUAGES) + 2)
def table(language: str) -> dict[str, tuple[str, ...]]:
    """Returns the phrases of every concept in a language."""
    concepts: dict[str, tuple[str, ...]] = {}
    for number, line in enumerate((FOLDER / f"{language}.txt").read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, _, phrases = line.partition(":")
        if name in concepts or not phrases.strip():
            raise ValueError(f"words/{language}.txt, line {number}: {name!r} stands twice or is empty")
        concepts[name] = tuple(p.strip() for p in phrases.split(",") if p.strip())
    return concepts


def small_words(name: str) -> frozenset[str]:
    """Returns one set of the small words the rules look at (`words/small.txt`)."""
    return frozenset(table("small")[name])


@lru_cache(maxsize=8)
def concepts(language: str) -> Lexicon[str]:
    """Returns the lexicon of a language; an unknown language gets all of them at once."""
    spoken = (language, SHARED) if language in LANGUAGES else (*LANGUAGES, SHARED)
    pairs = [(phrase, name) for code in spoken for name, phrases in table(code).items() for phrase in phrases]
    # A folded text has one s where German writes a sharp one.
    pairs += [(phrase.replace("ss", "s"), name) for phrase, name in pairs if "de" in spoken and "ss" in phrase]
    return lexicon(pairs)


def likeliest(text: str) -> str:
    """Returns the language most of whose words of the theatre a short text has, `und` without a clear lead."""
    words = tokens(text[:SAMPLE], fold(text[:SAMPLE]))
    hits = {code: sum(hit.last - hit.first + 1 for hit in concepts(code).find(words)) for code in LANGUAGES}
    first, second = sorted(hits, key=hits.get, reverse=True)[:2]
    return first if hits[first] >= LEAST_HITS and hits[first] > hits[second] else UNKNOWN
