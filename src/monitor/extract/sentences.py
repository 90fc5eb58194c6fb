"""Paragraphs, sentences and clauses of a text, by offsets into it."""

import itertools
import re

from monitor.extract import vocabulary

# A full stop after these does not end a sentence (folded; single letters never do).
ABBREVIATIONS = vocabulary.small_words("ABBREVIATIONS")
ENDS = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)")
NEXT_STARTS = re.compile(r"\s+[\"'“„«(\[—–-]*\s*[^\W_a-z]")
BREAK = re.compile(r"\n[ \t\r\f\v]*\n\s*|\n")
CLAUSE = re.compile(
    r"\s(?=(?:but|that|ze|dass|while|whereas|although|though|after|before|because|as|which|who|when|where|since"
    r"|following|amid|"
    r"ale|gdy|kiedy|ktor\w{1,3}|poniewaz|jednak|podczas|po tym|bet|kai|kuri\w{0,3}|nes|tuo tarpu|kad|kas|kura|kuri|"
    r"nachdem|wahrend|weil|aber|obwohl|wobei|als)\s)|[;:]\s|\s[-–—]\s|,\s"
)
SHORTEST_WRAP, LONGEST_WRAP = 40, 110
# No sentence of an article is as long; keeps the time of reading in step with the length of the text.
LONGEST_SENTENCE = 1_500

Span = tuple[int, int]


def paragraphs(text: str) -> list[Span]:
    """Returns the paragraphs: a blank line ends one; a single line break does unless the text is hard-wrapped there."""
    spans, start, line_start = [], 0, 0
    for found in BREAK.finditer(text):
        line = text[line_start : found.start()]
        if found.group().count("\n") == 1 and start_of_wrap(
            line, text[found.end() : found.end() + 40], line_start == 0
        ):
            line_start = found.end()
            continue
        spans.append((start, found.start()))
        start = line_start = found.end()
    spans.append((start, len(text)))
    return [trimmed(text, *span) for span in spans if text[span[0] : span[1]].strip()]


def start_of_wrap(line: str, following: str, is_first: bool) -> bool:
    """Tells whether a line break only wraps a sentence: the line is full and does not end like a sentence."""
    stripped = line.rstrip()
    if is_first or not SHORTEST_WRAP <= len(stripped) <= LONGEST_WRAP or stripped[-1] in '.!?:;"”»':
        return False
    return following[:1].islower() or (stripped.split()[-1].islower() and len(stripped.split()[-1]) <= 4)


def trimmed(text: str, start: int, end: int) -> Span:
    """Returns a span without the white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def sentences(text: str, folded: str, start: int, end: int) -> list[Span]:
    """Returns the sentences of a paragraph."""
    spans, begin = [], start
    for found in ENDS.finditer(text, start, end):
        if found.end() < end and not _ends(text, folded, begin, found):
            continue
        spans += _cut(text, *trimmed(text, begin, found.end()))
        begin = found.end()
    if text[begin:end].strip():
        spans += _cut(text, *trimmed(text, begin, end))
    return spans


def _cut(text: str, start: int, end: int) -> list[Span]:
    """Cuts what is too long for a sentence, such as a table without full stops, at blanks."""
    spans = []
    while end - start > LONGEST_SENTENCE:
        blank = text.rfind(" ", start + 1, start + LONGEST_SENTENCE)
        stop = blank if blank > 0 else start + LONGEST_SENTENCE
        spans.append(trimmed(text, start, stop))
        start, end = trimmed(text, stop, end)
    return [*spans, (start, end)] if end > start else spans


def _ends(text: str, folded: str, begin: int, found: re.Match) -> bool:
    if not NEXT_STARTS.match(text, found.end()):
        return False
    if found.group()[0] != "." or len(found.group()) > 1:
        return True
    word = folded[max(begin, found.start() - 12) : found.start()].split()[-1:] or [""]
    last = word[0].strip("(\"'“„«")
    if len(last) == 1 and last.isalpha():
        return False
    # "10. September": an ordinal, unless the number closes a clause of words.
    if last.isdigit() and len(last) <= 2:
        return False
    return last not in ABBREVIATIONS


def clauses(folded: str, start: int, end: int) -> list[Span]:
    """Returns the clauses of a sentence, cut before conjunctions and at commas, semicolons and dashes."""
    cuts = [start, *(found.start() for found in CLAUSE.finditer(folded, start, end)), end]
    return [(a, b) for a, b in itertools.pairwise(cuts) if b > a]
