"""Elements with hundreds of attributes, which no page needs and HTML parsers take minutes to read, made bare."""

import re

# A parser compares each attribute with all before it: 40,000 on one element cost it 49 s, 400 cost 3 ms.
MOST_ATTRIBUTES = 400
# Where a tag begins and ends, and quoted values, in which neither is meant.
EDGES = re.compile(r"""<[A-Za-z][^\s/<>]*|>|=\s*"[^"]*(?:"|\Z)|=\s*'[^']*(?:'|\Z)""")
BREAKS = re.compile(r"""[\s/"']+""")


def pruned(source: str) -> tuple[str, int]:
    """Returns HTML without the attributes of elements that have too many of them, and how many such elements."""
    parts, kept_to, begin, count = [], 0, None, 0
    for edge in EDGES.finditer(source):
        sign = edge.group()[0]
        if sign == "<" and begin is None:
            begin = edge.end()
        elif sign == ">" and begin is not None:
            if _is_overloaded(source, begin, edge.start()):
                parts.append(source[kept_to:begin])
                kept_to, count = edge.start(), count + 1
            begin = None
    if begin is not None and _is_overloaded(source, begin, len(source)):  # a tag that never ends
        parts.append(source[kept_to:begin])
        kept_to, count = len(source), count + 1
    return "".join(parts) + source[kept_to:], count


def _is_overloaded(source: str, start: int, end: int) -> bool:
    if end - start < 2 * MOST_ATTRIBUTES:
        return False
    return sum(1 for _ in BREAKS.finditer(source, start, end)) > MOST_ATTRIBUTES
