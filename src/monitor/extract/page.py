"""An article out of a page, a feed or pasted text: text, day of publication and its origin, headlines."""

import re
from datetime import date

from monitor.extract.article import Page
from monitor.extract.feed import feed_item
from monitor.extract.pasted import pasted
from monitor.extract.webpage import web_page

LONGEST_INPUT = 2_000_000
HEAD = re.compile(r"<(?:!doctype html|html|head|body|article|main|div|p|h1|script|meta)\b", re.I)
FEED = re.compile(r"<(?:rss|feed|item|entry)\b", re.I)
# Controls, and marks that turn the writing direction, become blanks; marks without width inside words go.
DIRECTIONS = (*range(0x200E, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
CONTROLS = (*range(0, 9), 11, 12, *range(14, 32), *range(127, 160))
UNSEEN: dict[int, str | None] = dict.fromkeys((*CONTROLS, *DIRECTIONS), " ")
UNSEEN |= dict.fromkeys((0xAD, *range(0x200B, 0x200E), 0x2060, 0xFEFF))
MOST_BINARY = 0.1
# Years an article of the theatre can bear.
YEARS = range(1990, 2101)


def read(source: str | bytes, url: str | None = None, published: date | None = None) -> Page:
    """Reads an article from a page, a feed or pasted text; raises ValueError for what is none.

    A day of publication that is given wins over all found in the text.
    """
    text, notes = _cleaned(source)
    if FEED.search(text[:2_000]) and not re.search(r"<html", text[:2_000], re.I):
        page = feed_item(text, url)
    elif HEAD.search(text[:5_000]):
        page = web_page(text, url)
    else:
        page = pasted(text, url)
    page.notes = notes + page.notes
    # Entities and JSON escapes bring such marks back after the source was cleaned.
    page.text = page.text.translate(UNSEEN)
    page.title = page.title and page.title.translate(UNSEEN).strip()
    page.publisher = page.publisher and page.publisher.translate(UNSEEN).strip()
    page.headlines = [{**entry, "title": entry["title"].translate(UNSEEN)} for entry in page.headlines]
    if page.published and page.published.year not in YEARS:
        page.published, page.published_from = None, "unknown"
    if published:
        if published.year not in YEARS:
            raise ValueError(f"{published} is no likely day of publication; give one between 1990 and 2100")
        page.published, page.published_from = published, "given"
    if not page.text.strip():
        raise ValueError("there is no text to read")
    return page


def _cleaned(source: str | bytes) -> tuple[str, list[str]]:
    notes = []
    if isinstance(source, bytes):
        if b"\0" in source[:4_096] and source[:2] not in (b"\xff\xfe", b"\xfe\xff"):
            raise ValueError("this is not text: it holds NUL bytes; give an HTML page or plain text in UTF-8")
        encoding = "utf-16" if source[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
        text = source[: LONGEST_INPUT * 4].decode(encoding, errors="replace")
    else:
        text = source
    if len(text) > LONGEST_INPUT:
        text = text[:LONGEST_INPUT]
        notes.append(f"only the first {LONGEST_INPUT:,} characters were read")
    if not text.strip():
        raise ValueError("there is no text to read")
    head = text[:4_096]
    odd = sum(c == "\N{REPLACEMENT CHARACTER}" or (ord(c) < 32 and c not in "\t\n\r\f") for c in head)
    if odd > MOST_BINARY * len(head):
        raise ValueError(
            "this is not text: too many characters cannot be read; give an HTML page or plain text in UTF-8"
        )
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(UNSEEN), notes
