"""An article as HTML with its evidence marked: every span in the colour and with the label of what it shows."""

import html
import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from monitor import words
from monitor.analysis import review

# What a field's evidence shows, as class of the mark and label beside it.
KINDS = {
    "event_type": ("event", "event"), "start": ("date", "date"), "end": ("date", "date"),
    "location": ("place", "place"), "country": ("place", "country"),
    "initiator": ("actor", "initiator"), "target": ("actor", "target"),
    "object_count": ("number", "number"), "shot_down": ("number", "shot down"), "killed": ("number", "killed"),
    "injured": ("number", "injured"), "status": ("told", "told as"),
}  # fmt: skip
OTHER = ("told", "evidence")
KEY = {"event": "Event", "date": "Date", "place": "Place", "actor": "Actor", "number": "Number", "told": "Told as"}
# Marks that turn the writing direction or cannot be seen: shown by name, so that no text can hide behind them.
UNSEEN = re.compile("[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
# Longer texts fold away paragraphs without a mark, so that the evidence is in view without scrolling.
LONG_TEXT, LONG_GAP = 900, 400
# A longer first line is no headline but a paragraph.
LONGEST_HEADLINE = 250
PARAGRAPH = re.compile(r"\n\s*\n")


@dataclass(frozen=True)
class Span:
    """A stretch of a text (offsets) that shows a field; `how` is said when the pointer rests on it."""

    start: int
    end: int
    field: str
    how: str = ""


def spans(evidence: Iterable[dict]) -> list[Span]:
    """Returns the spans of the evidence of an event."""
    return [Span(int(e["start"]), int(e["end"]), str(e["field"]), _how(e)) for e in evidence]


def _how(told: dict) -> str:
    return review.derivation(str(told.get("how") or ""))


def marked(text: str, found: Iterable[Span], bold_to: int = 0) -> str:
    """Returns a text as HTML with its spans marked and the part before `bold_to` in bold.

    Spans may overlap, come in any order and reach beyond the text. Whatever the text holds is shown as text. A link to
    `anchor(field)` scrolls to the first span of a field and, by the style sheet, makes all of them stand out.
    """
    size = len(text)
    seen = {s for s in found if max(0, s.start) < min(size, s.end)}
    kept = sorted(seen, key=lambda s: (s.start, -s.end, s.field, s.how))
    cuts = sorted({0, size, min(size, bold_to), *(min(size, max(0, edge)) for s in kept for edge in (s.start, s.end))})
    parts, anchored = [], set()
    for start, end in itertools.pairwise(cuts):
        over = [s for s in kept if s.start < end and s.end > start]
        piece = _piece(text, start, end, over, anchored) if over else _plain(text, start, end)
        parts.append(f"<b>{piece}</b>" if end <= bold_to else piece)
    return "".join(parts)


def article(text: str, found: Iterable[Span], is_dark: bool = False) -> str:
    """Returns the marked article, its headline in bold, as one block; the theme's class says its colours."""
    headline = text.find("\n") if "\n" in text[:LONGEST_HEADLINE] else 0
    look = "article article-dark" if is_dark else "article"
    return f"<div class='{look}' dir='ltr'>{marked(text, found, headline)}</div>"


def key(is_dark: bool = False) -> str:
    """Returns the legend of the marks."""
    look = "article-key article-dark" if is_dark else "article-key"
    marks = " ".join(f"<mark class='ev ev-{kind}'>{label}</mark>" for kind, label in KEY.items())
    return f"<div class='{look}'>{marks}</div>"


def shown(text: str) -> str:
    """Returns a text as HTML in which every sign is text and unseen ones are named."""
    return UNSEEN.sub(lambda m: f"<span class='unseen'>U+{ord(m.group()):04X}</span>", html.escape(text))


def anchor(field: str) -> str:
    """Returns the name of the place in the marked article where the first span of a field begins."""
    return f"ev-{field.replace('_', '-')}"


def _piece(text: str, start: int, end: int, over: list[Span], anchored: set[str]) -> str:
    """Marks one stretch in the look of its shortest span, with the labels of all that begin here."""
    chief = min(over, key=lambda s: s.end - s.start)
    of = dict.fromkeys(f"of-{s.field.replace('_', '-')}" for s in over if s.field in KINDS)
    look = " ".join(("ev", f"ev-{KINDS.get(chief.field, OTHER)[0]}", *of))
    said = (f"{KINDS.get(s.field, OTHER)[1]}: {s.how}".removesuffix(": ") for s in over)
    hint = html.escape("; ".join(dict.fromkeys(said)))
    begins = [s for s in over if max(0, s.start) == start]
    labels = dict.fromkeys(KINDS.get(s.field, OTHER)[1] for s in begins)
    tags = "".join(f"<span class='ev-tag'>{label}</span>" for label in labels)
    fields = dict.fromkeys(s.field for s in begins if s.field in KINDS and s.field not in anchored)
    anchored.update(fields)
    anchors = "".join(f"<a id='{anchor(field)}'></a>" for field in fields)
    return f"{anchors}<mark class='{look}' title='{hint}'>{tags}{shown(text[start:end])}</mark>"


def _plain(text: str, start: int, end: int) -> str:
    """Returns text without a mark; in a long article the paragraphs in the middle of a long gap are folded away.

    The headline and the paragraphs in which a mark stands are never folded.
    """
    gap = text[start:end]
    breaks = list(PARAGRAPH.finditer(gap))
    if len(text) <= LONG_TEXT or not breaks:
        return shown(gap)
    first, last = breaks[0].end(), breaks[-1].start() if end < len(text) else len(gap)
    if last - first <= LONG_GAP:
        return shown(gap)
    hidden = gap[first:last].strip("\n")
    label = words.count(len(PARAGRAPH.findall(hidden)) + 1, "paragraph")
    folded = f"<details><summary>{label} without a mark</summary>{shown(hidden)}</details>"
    return f"{shown(gap[:first])}{folded}{shown(gap[last:].lstrip())}"
