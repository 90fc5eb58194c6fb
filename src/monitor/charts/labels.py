"""Places labels greedily: the most important first, none over another, none over the edge."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

CHARACTER_PX, LINE_PX, GAP_PX = 6.2, 14.0, 6.0

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Label:
    """A text wanted at a point (x, y in pixels, y downwards); important ones are placed first."""

    text: str
    x: float
    y: float
    importance: float


def place(wanted: Iterable[Label], width: float, height: float, taken: Sequence[Box] = ()) -> list[tuple[Label, str]]:
    """Returns the labels that fit with their plotly text position, tried right, left, above, below."""
    boxes = list(taken)
    placed = []
    for label in sorted(wanted, key=lambda label: (-label.importance, label.text)):
        for position in ("middle right", "middle left", "top center", "bottom center"):
            box = _box(label, position)
            inside = box[0] >= 0 and box[1] >= 0 and box[2] <= width and box[3] <= height
            if inside and not any(_overlap(box, other) for other in boxes):
                boxes.append(box)
                placed.append((label, position))
                break
    return placed


def crowded(
    placed: Iterable[tuple[Label, str]], shrink: float, names: Iterable[Label], character_px: float
) -> list[bool]:
    """Tells for each placed label whether it would run into another one on a plot `shrink` times as wide.

    `names` are centred texts in characters of `character_px` that stay whatever happens.
    """
    boxes = [centred(_shrunk(label, shrink), character_px) for label in names]
    told = []
    for label, position in placed:
        box = _box(_shrunk(label, shrink), position)
        told.append(any(_overlap(box, other) for other in boxes))
        if not told[-1]:
            boxes.append(box)
    return told


def _shrunk(label: Label, shrink: float) -> Label:
    return replace(label, x=label.x * shrink, y=label.y * shrink)


def centred(label: Label, character_px: float = CHARACTER_PX) -> Box:
    """Returns the room a text takes that is centred on its point."""
    wide = len(label.text) * character_px
    return (label.x - wide / 2, label.y - LINE_PX / 2, label.x + wide / 2, label.y + LINE_PX / 2)


def _box(label: Label, position: str) -> Box:
    wide = len(label.text) * CHARACTER_PX
    if position == "middle right":
        return (label.x + GAP_PX, label.y - LINE_PX / 2, label.x + GAP_PX + wide, label.y + LINE_PX / 2)
    if position == "middle left":
        return (label.x - GAP_PX - wide, label.y - LINE_PX / 2, label.x - GAP_PX, label.y + LINE_PX / 2)
    top = label.y - GAP_PX - LINE_PX if position == "top center" else label.y + GAP_PX
    return (label.x - wide / 2, top, label.x + wide / 2, top + LINE_PX)


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
