"""An article as every reader returns it: one text with the parts it was joined from."""

from dataclasses import dataclass, field
from datetime import date

LONGEST_TEXT = 60_000
LONGEST_TITLE = 250


@dataclass(slots=True)
class Page:
    """An article: `text` is what every evidence span counts in; `parts` are its paragraphs (start, end, is title)."""

    text: str
    title: str | None
    published: date | None
    published_from: str
    publisher: str | None
    parts: list[tuple[int, int, bool]]
    headlines: list[dict] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def composed(title: str | None, body: list[str]) -> tuple[str, list[tuple[int, int, bool]]]:
    """Joins title and paragraphs into one text, with the parts of it."""
    pieces = ([(title, True)] if title else []) + [(p, False) for p in body]
    text, parts = "", []
    for piece, is_title in pieces:
        if len(text) + len(piece) > LONGEST_TEXT:
            piece = piece[: max(0, LONGEST_TEXT - len(text))]
        if piece.strip():
            parts.append((len(text), len(text) + len(piece), is_title))
            text += piece + "\n\n"
    return text.rstrip("\n"), parts
