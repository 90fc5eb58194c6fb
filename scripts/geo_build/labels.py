"""Where to write each country's name on each extent."""

import shapely
from shapely import Geometry
from shapely.geometry import box

from geo_build.drawing import Plane
from geo_build.plane import frame, to_degrees
from monitor.geo.extents import Extent

NAMES = {
    "NO": "Norway", "FI": "Finland", "EE": "Estonia", "LV": "Latvia", "LT": "Lithuania", "PL": "Poland",
    "SK": "Slovakia", "HU": "Hungary", "RO": "Romania", "UA": "Ukraine", "BY": "Belarus", "RU": "Russia",
    "SE": "Sweden", "DK": "Denmark", "DE": "Germany", "CZ": "Czechia", "BG": "Bulgaria", "MD": "Moldova",
    "AT": "Austria", "RS": "Serbia", "TR": "Türkiye",
}  # fmt: skip
SMALLEST_SHARE = 0.012


def labels(world: Plane, extent: Extent, towns: list[tuple[float, float]]) -> list[tuple]:
    """(extent, country, name, latitude, longitude): the widest free place; towns are x, y in km. Kaliningrad apart."""
    view = frame((extent.latitude, extent.longitude), extent.width_km * 0.94, extent.height_km * 0.94)
    wide, high = extent.width_km * 0.1, extent.height_km * 0.025
    taken = shapely.union_all([box(x - wide / 3, y - high, x + wide, y + high) for x, y in towns])
    rows = []
    for code, name in NAMES.items():
        parts = [p for p in shapely.get_parts(world.countries[code] & view) if p.area > SMALLEST_SHARE * view.area]
        west = [part for part in parts if code == "RU" and to_degrees(part.centroid).x < 23]
        for label, group in ((name, [part for part in parts if part not in west]), ("Kaliningrad", west)):
            if group:
                point = to_degrees(_widest(max(group, key=lambda part: part.area), taken))
                rows.append((extent.id, code, label, round(point.y, 2), round(point.x, 2)))
    return rows


def _widest(part: Geometry, taken: Geometry) -> Geometry:
    free = max(shapely.get_parts(part.simplify(1) - taken), key=lambda piece: piece.area)
    return shapely.Point(shapely.maximum_inscribed_circle(free, tolerance=1).coords[0])
