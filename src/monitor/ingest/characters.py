"""Letters that deceive: direction marks, invisible and control characters, taken out and counted."""

import re

# Embeddings, overrides, isolates and marks of the bidirectional algorithm (Unicode annex 9): they change the order in
# which text is shown, so that what a reader sees is not what stands there.
DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Format characters without a shape, tags, and the fillers that count as letters.
INVISIBLE = re.compile(
    "[\u00ad\u115f\u1160\u180e\u200b-\u200d\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
)
CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
KINDS = ((DIRECTIONS, "direction-changing"), (INVISIBLE, "invisible"), (CONTROLS, "control"))
DECEIVING = re.compile("|".join(pattern.pattern for pattern, _ in KINDS))
MOST_SHOWN = 80


def cleaned(text: str) -> tuple[str, list[str]]:
    """Returns the text with plain line breaks and without deceiving characters, and a note for each kind removed."""
    text, notes = LINE_BREAKS.sub("\n", text), []
    for pattern, name in KINDS:
        text, count = pattern.subn("", text)
        if count:
            notes.append(f"{count:,} {name} character{' was' if count == 1 else 's were'} removed")
    return text, notes


def shown(text: str, most: int = MOST_SHOWN) -> str:
    """Returns foreign text fit for a sentence of our own: one line, nothing that deceives, at most `most` letters."""
    text = " ".join(cleaned(text)[0].split())
    return text if len(text) <= most else text[: most - 1] + "…"
