"""The land polygons for the inside and at-sea tests, and the allied coasts by sea."""

import shapely
from shapely import Geometry
from shapely.geometry import box

from geo_build.coverage import edges, rebuilt, without_specks
from geo_build.frontier import FRONT, OPPOSITE
from geo_build.plane import to_degrees, to_plane

ALLIED = frozenset((
    "NO", "FI", "EE", "LV", "LT", "PL", "SK", "HU", "RO", "SE", "DK", "DE", "CZ", "BG", "HR", "SI", "IT", "ME", "MK",
    "AL", "GR", "TR", "FR", "BE", "NL", "LU", "GB", "ES",
))  # fmt: skip
# Longitude and latitude boxes of the seas whose allied coasts count for points at sea, first match wins.
SEAS = {
    "gulf-of-finland": (box(22.9, 59.15, 30.5, 61.0), ("FI", "EE")),
    "baltic-sea": (box(9.5, 53.4, 31.0, 66.0), ("DK", "SE", "FI", "EE", "LV", "LT", "PL", "DE")),
    "barents-sea": (box(21.0, 69.3, 32.0, 72.0), ("NO",)),
    "black-sea": (box(27.4, 41.9, 30.5, 45.4), ("RO", "BG")),
}
NEAR_KM, FRONT_COAST_KM, FAR_KM = 0.3, 0.6, 2.0
NEAR_ISLAND_KM2, FAR_ISLAND_KM2 = 0.5, 3.0


def land(shapes: dict[str, Geometry], lines: dict[tuple[str, str], Geometry]) -> dict[str, Geometry]:
    """Country polygons: the frontier untouched, SEAS and borders of front states to 0.3 km, the rest to 0.6 and 2."""
    care = theatre_seas()
    arcs = [_simple(pair, to_plane(line), care) for pair, line in lines.items()]
    return rebuilt(shapely.union_all([to_degrees(arc) for arc in arcs], grid_size=1e-4), shapes)


def theatre_seas() -> Geometry:
    """The boxes of SEAS in map km: where coasts are kept fine."""
    return to_plane(shapely.union_all([sea for sea, _ in SEAS.values()]).segmentize(0.5))


def _simple(pair: tuple[str, str], line: Geometry, care: Geometry) -> Geometry:
    if pair[1]:
        at_front = set(pair) & set(FRONT)
        tolerance = 0.0 if at_front and set(pair) & set(OPPOSITE) else NEAR_KM if at_front else FAR_KM
        return shapely.simplify(line, tolerance)
    near = without_specks(line & care, NEAR_ISLAND_KM2)
    far = without_specks(line - care, FAR_ISLAND_KM2)
    far_tolerance = FRONT_COAST_KM if pair[0] in FRONT else FAR_KM
    return shapely.union_all([shapely.simplify(near, NEAR_KM), shapely.simplify(far, far_tolerance)])


def coasts(shapes: dict[str, Geometry]) -> list[tuple[str, str, Geometry]]:
    """(sea segment, country, lines): allied coasts, each piece of coast in one sea only."""
    found, taken = [], box(0, 0, 0.001, 0.001)
    lines = edges(shapes)
    for sea, (area, codes) in SEAS.items():
        for code in codes:
            line = shapely.line_merge((lines[code, ""] & area) - taken)
            found.append((sea, code, line))
        taken = taken | area
    return found
