"""An article out of pasted text: title, date line, paragraphs, and a block of dated headlines cut out."""

import re
from datetime import date
from urllib.parse import urlsplit

from monitor.extract.article import LONGEST_TEXT, LONGEST_TITLE, Page
from monitor.extract.datelines import DATELINE, LONGEST, date_in, is_date_line, url_date
from monitor.extract.lexicon import fold
from monitor.extract.sentences import paragraphs

LATEST = re.compile(
    r"^(?:latest(?: news)?|related(?: news| articles)?|most read|popular|recent (?:news|posts)"
    r"|also read|read more|read also|more news|top stories|"
    r"naujausios(?: naujienos)?|skaitomiausi|najnowsze(?: wiadomosci)?|czytaj takze|polecane"
    r"|jaunakas zinas|jaunakie raksti|lasitakie|aktuelles|"
    r"neueste nachrichten|meistgelesen|mehr zum thema)\s*:?\s*",
    re.I,
)


def pasted(text: str, url: str | None) -> Page:
    notes = []
    if len(text) > LONGEST_TEXT:
        text = text[:LONGEST_TEXT]
        notes.append(f"only the first {LONGEST_TEXT:,} characters were read")
    spans = paragraphs(text)
    spans, headlines, own = _without_latest(text, spans)
    title, parts, line_date, origin = None, [], own, "date line at the end of the text" if own else ""
    for number, (start, end) in enumerate(spans):
        piece = text[start:end]
        if number <= 4 and (day := is_date_line(piece)):
            line_date, origin = (day, "date line below the title") if not line_date else (line_date, origin)
            continue
        is_title = (
            not title
            and not parts
            and len(piece) <= LONGEST_TITLE
            and len(spans) > 1
            and piece[-1:] not in ".;,"
            and "\n" not in piece
        )
        if is_title:
            title = piece
        parts.append((start, end, is_title))
    if not line_date and parts:
        first = next((p for p in parts if not p[2]), parts[0])
        found = DATELINE.match(text[first[0] : first[0] + LONGEST])
        if found and found["year"]:
            line_date, origin = date_in(f"{found['day']} {found['year']}"), "dateline of the text"
    if not line_date and url and (day := url_date(url)):
        line_date, origin = day, "address"
    publisher = urlsplit(url).hostname if url else None
    return Page(
        text, title, line_date, origin or "unknown", publisher, parts or [(0, len(text), False)], headlines, notes
    )


def _without_latest(text: str, spans: list[tuple[int, int]]) -> tuple[list[tuple[int, int]], list[dict], date | None]:
    """Cuts a block of dated headlines out of pasted text; a date that closes no headline is the page's."""
    lines = [(start, end, text[start:end]) for a, b in spans for start, end in _lines(text, a, b)]
    begin = next(
        (
            n
            for n, (_, _, line) in enumerate(lines)
            if n
            and (m := LATEST.match(fold(line)))
            and m.end() >= 6
            and any(is_date_line(x[2]) for x in lines[n : n + 3])
        ),
        None,
    )
    if begin is None:
        return spans, [], None
    headlines, pending, own = [], None, None
    for start, _end, line in lines[begin:]:
        line = line[LATEST.match(fold(line)).end() :].strip() if start == lines[begin][0] else line.strip()
        if not line:
            continue
        if day := is_date_line(line):
            if pending:
                headlines.append({"title": pending, "date": day.isoformat(), "url": None})
                pending = None
            else:
                own = own or day
        else:
            pending = line
    if len(headlines) < 2:
        return spans, [], None
    cut = lines[begin][0]
    return [(a, min(b, cut)) for a, b in spans if a < cut and text[a : min(b, cut)].strip()], headlines, own


def _lines(text: str, start: int, end: int):
    at = start
    for line in text[start:end].split("\n"):
        if line.strip():
            yield at, at + len(line)
        at += len(line) + 1
