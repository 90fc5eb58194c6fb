"""The frontier: borders of nine allied states with Russia, Belarus and Ukraine, bridged and cut into segments."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from pyproj import Geod
from shapely import Geometry
from shapely.geometry import LineString, MultiLineString, Point, Polygon
from shapely.ops import substring

from geo_build.coverage import strings

FRONT = ("NO", "FI", "EE", "LV", "LT", "PL", "SK", "HU", "RO")
OPPOSITE = ("RU", "BY", "UA")
GEOD = Geod(ellps="WGS84")
Span = tuple[str, float, float]
SUWALKI = "suwalki-corridor"
SUWALKI_RADIUS_KM = 40.0
SMALLEST_LAKE_KM = 2.0
JOIN_KM, BRIDGE_KM = 0.6, 25.0
# Each border as a walk: where it starts (latitude, longitude), then segment by segment until the given point;
# a number instead of a point is a geodesic distance in km from the start, None is the end of the border.
WALKS: dict[tuple[str, str], tuple[tuple[float, float], list]] = {
    ("NO", "RU"): ((69.79, 30.82), [("finnmark", None)]),
    ("FI", "RU"): ((60.55, 27.80), [("karelia-south", (63.21, 31.20)), ("karelia-north", None)]),
    ("EE", "RU"): ((59.47, 28.04), [("narva", (58.99, 27.74)), ("peipus", (57.98, 27.70)), ("setomaa", None)]),
    ("LV", "RU"): ((57.52, 27.35), [("latgale-russia", None)]),
    ("LV", "BY"): ((56.17, 28.15), [("latgale-belarus", None)]),
    ("LT", "RU"): ((54.36, 22.79), [(SUWALKI, SUWALKI_RADIUS_KM), ("kaliningrad-lithuania", None)]),
    ("LT", "BY"): ((53.96, 23.52), [(SUWALKI, SUWALKI_RADIUS_KM), ("dzukija", (54.15, 24.82)),
                                    ("vilnius", (55.17, 26.65)), ("utena", None)]),
    ("PL", "RU"): ((54.36, 22.79), [(SUWALKI, SUWALKI_RADIUS_KM), ("kaliningrad-poland", None)]),
    ("PL", "BY"): ((53.96, 23.52), [(SUWALKI, SUWALKI_RADIUS_KM), ("podlasie", (52.28, 23.18)),
                                    ("bug-lublin", None)]),
    ("PL", "UA"): ((51.51, 23.62), [("poland-ukraine", None)]),
    ("SK", "UA"): ((49.09, 22.57), [("carpathian", None)]),
    ("HU", "UA"): ((48.40, 22.16), [("carpathian", None)]),
    ("RO", "UA"): ((47.95, 22.90), [("romania-north", (48.26, 26.63)), ("danube-romania", None)]),
}  # fmt: skip


@dataclass(frozen=True)
class Stretch:
    """A piece of frontier line in longitude/latitude degrees."""

    country: str
    neighbour: str
    segment: str
    part: str
    line: LineString


def frontier(edges: dict[tuple[str, str], Geometry], lakes: Geometry) -> list[Stretch]:
    """Every stretch of the frontier, in the order of WALKS and from each walk's start to its end."""
    found = []
    for (country, neighbour), (start, steps) in WALKS.items():
        pieces = _in_order(edges[tuple(sorted((country, neighbour)))], start)
        line = LineString([point for piece in pieces for point in piece.coords])
        spans = _lake_spans(line, lakes) + _gap_spans(line, pieces)
        for segment, begin, end in _segments(line, steps):
            for part, a, b in _parts(begin, end, spans):
                found.append(Stretch(country, neighbour, segment, part, substring(line, a, b)))
    return found


def length_km(line: Geometry) -> float:
    """Geodesic length in km of a line in longitude/latitude degrees."""
    return GEOD.geometry_length(line) / 1000


def _gap_km(a: tuple[float, ...], b: tuple[float, ...]) -> float:
    return GEOD.inv(a[0], a[1], b[0], b[1])[2] / 1000


def _in_order(shape: Geometry, start: tuple[float, float]) -> list[LineString]:
    """The pieces of a border laid end to end, each turned to begin where the one before ends."""
    left, at, ordered = list(shapely.get_parts(shape)), (start[1], start[0]), []
    while left:
        ends = [(min(_gap_km(at, p.coords[0]), _gap_km(at, p.coords[-1])), i) for i, p in enumerate(left)]
        piece = left.pop(min(ends)[1])
        forward = _gap_km(at, piece.coords[0]) <= _gap_km(at, piece.coords[-1])
        ordered.append(piece if forward else piece.reverse())
        at = ordered[-1].coords[-1]
    return ordered


def _gap_spans(line: LineString, pieces: list[LineString]) -> list[Span]:
    """Gaps between pieces: straight bridges up to BRIDGE_KM, no border beyond; gaps below JOIN_KM count as land."""
    spans, at = [], 0.0
    for piece, following in pairwise(pieces):
        at += piece.length
        (x, y), (u, v) = piece.coords[-1], following.coords[0]
        km, end = _gap_km((x, y), (u, v)), at + float(np.hypot(u - x, v - y))
        if km > JOIN_KM:
            spans.append(("lagoon" if km <= BRIDGE_KM else "", at, end))
        at = end
    return spans


def _lake_spans(line: LineString, lakes: Geometry) -> list[Span]:
    """Where the line crosses lakes; crossings shorter than SMALLEST_LAKE_KM stay land."""
    wet = shapely.line_merge(MultiLineString(strings(line & lakes)))
    lines = [p for p in shapely.get_parts(wet) if length_km(p) >= SMALLEST_LAKE_KM]
    return [("lake", *sorted(line.project(Point(p.coords[end])) for end in (0, -1))) for p in lines]


def _segments(line: LineString, steps: list) -> list[Span]:
    at, found = 0.0, []
    for segment, until in steps:
        to = line.length if until is None else _position(line, until)
        found.append((segment, at, to))
        at = to
    return found


def _parts(begin: float, end: float, spans: list[Span]) -> list[Span]:
    """The stretch from begin to end cut at the spans, land between them, without the spans where there is no border."""
    at, found = begin, []
    for part, a, b in sorted(spans, key=lambda span: span[1]):
        a, b = max(a, begin), min(b, end)
        if b > a:
            found += [("land", at, a), (part, a, b)]
            at = b
    found.append(("land", at, end))
    return [(part, a, b) for part, a, b in found if part and b - a > 1e-6]


def _position(line: LineString, until: tuple[float, float] | float) -> float:
    """Where along the line (in degrees) a step ends: nearest to a point, or leaving a circle round the start."""
    if isinstance(until, tuple):
        return line.project(Point(until[1], until[0]))
    longitude, latitude = line.coords[0]
    azimuth = np.linspace(0, 360, 181)
    rim = GEOD.fwd(np.full(181, longitude), np.full(181, latitude), azimuth, np.full(181, until * 1000))
    outside = shapely.get_parts(line - Polygon(np.column_stack(rim[:2])))
    return min(line.project(Point(piece.coords[0])) for piece in outside)
