"""The size of each figure as the page sends it: `python bench/run.py figures`."""

from collections.abc import Iterator

from bench.measure import Row
from bench.pages import opened, ran

MAP_KB = 300
# Name, page, number of the chart on it, query, limit in KB.
FIGURES = (
    ("map, 12 months", "map", 0, {}, MAP_KB),
    ("map, all time", "map", 0, {"period": "All"}, MAP_KB),
    ("map with play, 12 months", "map", 0, {"play": "true"}, None),
    ("timeline, 12 months", "timeline", 0, {}, None),
    ("timeline, all time", "timeline", 0, {"period": "All"}, None),
    ("small map", "situation", 0, {}, MAP_KB),
    ("weekly", "situation", 1, {}, None),
    ("coverage", "sources", 0, {}, None),
)


def size_kb(page: str, number: int = 0, **query: str) -> float:
    """Returns the kilobytes of a chart's JSON as it goes over the wire; NaN where the page fails."""
    app = opened(page, **query)
    try:
        ran(app)
    except RuntimeError:
        return float("nan")
    return len(app.get("plotly_chart")[number].proto.spec.encode()) / 1000


def rows() -> Iterator[Row]:
    """Yields a row per figure."""
    floor = size_kb("floor")
    for name, page, number, query, limit in FIGURES:
        yield Row(name, size_kb(page, number, **query), floor, "kB", limit)
