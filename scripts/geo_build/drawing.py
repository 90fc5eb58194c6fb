"""Base-map layers per extent: lines simplified between their nodes, so that land, coasts and borders still meet."""

from dataclasses import dataclass

import numpy as np
import shapely
from shapely import Geometry
from shapely.affinity import scale
from shapely.geometry import MultiLineString, MultiPolygon, Polygon

from geo_build.coverage import strings, without_specks
from geo_build.frontier import Stretch
from geo_build.land import theatre_seas
from geo_build.plane import frame, theatre, to_plane
from monitor.geo.extents import Extent

BUDGET_VERTICES = 8700
LADDER = (1.0, 1.15, 1.3, 1.5, 1.75, 2.0, 2.3, 2.6, 3.0, 3.5, 4.0)
# Tolerances beside that of the coasts of the theatre's seas: other coasts, all beyond the view, the frontier.
ELSEWHERE, OUTSIDE, FRONTIER = 2.5, 6.0, 0.6
FAR_SCALE = 1.9
SPECK, LAKE_SHARE, SMALLEST_LAKE_KM2 = 30.0, 0.00006, 6.0


@dataclass(frozen=True)
class Plane:
    """Everything to draw, in km of the map projection."""

    land: Geometry
    countries: dict[str, Geometry]
    coast: Geometry
    borders: Geometry
    seas: Geometry
    lakes: np.ndarray
    frontier: list[tuple[Stretch, Geometry]]


def plane(shapes: dict, lines: dict, lakes: Geometry, stretches: list[Stretch]) -> Plane:
    """Projects shapes, lines, lakes and frontier once for all extents."""
    front = {tuple(sorted((s.country, s.neighbour))) for s in stretches}
    countries = {code: to_plane(shape) for code, shape in shapes.items()}
    land = shapely.coverage_union_all(list(countries.values()))
    shapely.prepare(land)
    coast = [to_plane(line) for pair, line in lines.items() if not pair[1]]
    borders = [to_plane(line) for pair, line in lines.items() if pair[1] and pair not in front]
    frontier = [(s, to_plane(s.line)) for s in stretches]
    return Plane(land, countries, shapely.union_all(coast), shapely.union_all(borders), theatre_seas(),
                 _rounded(to_plane(lakes)), frontier)  # fmt: skip


def layers(world: Plane, extent: Extent) -> tuple[float, list[tuple[dict, Geometry]]]:
    """The finest coast tolerance in km, from one pixel of a screen up, that keeps the budget, and all layers in km."""
    view = frame((extent.latitude, extent.longitude), extent.width_km, extent.height_km)
    pixel = max(extent.width_km / 1600, extent.height_km / 900)
    for step in LADDER:
        found = _layers(world, view, pixel, pixel * step)
        if sum(shapely.get_num_coordinates(shape) for _, shape in found) <= BUDGET_VERTICES:
            break
    return pixel * step, found


def _layers(world: Plane, view: Polygon, pixel: float, tolerance: float) -> list[tuple[dict, Geometry]]:
    """Land, coast, lakes and borders coarser outside the view, and the frontier finest of all."""
    near, far = scale(view, 1.25, 1.25), scale(view, FAR_SCALE, FAR_SCALE) & theatre()
    coast = _simple(world.coast, ((near & world.seas, tolerance), (near - world.seas, ELSEWHERE * tolerance),
                                  (far - near, OUTSIDE * tolerance)))  # fmt: skip
    lakes = [shape for zone, t in ((near, tolerance), (far - near, OUTSIDE * tolerance))
             for lake in _inside(world.lakes, zone, LAKE_SHARE * view.area * t / tolerance)
             for shape in _lake(lake, t)]  # fmt: skip
    borders = _simple(world.borders, ((near, pixel), (far - near, OUTSIDE * pixel)))
    found = [({"layer": "land"}, _faces(coast, far, world.land)), ({"layer": "coast"}, coast),
             ({"layer": "lakes"}, MultiPolygon(lakes)), ({"layer": "borders"}, borders)]  # fmt: skip
    for stretch, line in world.frontier:
        properties = {"layer": "frontier", "segment": stretch.segment, "part": stretch.part}
        found.append((properties, _simple(line, ((near, FRONTIER * pixel), (far - near, OUTSIDE * pixel)))))
    return [(properties, shape) for properties, shape in found if not shape.is_empty]


def _rounded(lakes: Geometry) -> np.ndarray:
    """Lakes without the notches left by the square tiles in which the source was simplified, the smallest left out."""
    grown = shapely.union_all(shapely.buffer(shapely.get_parts(lakes), 0.7, quad_segs=4))
    shrunk = shapely.get_parts(shapely.buffer(shapely.get_parts(grown), -1.0, quad_segs=4))
    parts = shapely.buffer(shrunk, 0.3, quad_segs=4)
    return parts[shapely.area(parts) > SMALLEST_LAKE_KM2]


def _inside(shapes: np.ndarray, zone: Geometry, smallest: float) -> np.ndarray:
    large = shapes[shapely.area(shapes) > smallest]
    middle = shapely.get_coordinates(shapely.centroid(large))
    shapely.prepare(zone)
    return large[shapely.contains_xy(zone, middle[:, 0], middle[:, 1])]


def _lake(lake: Polygon, tolerance: float) -> list[Polygon]:
    """The parts of a simplified lake without its small islands."""
    parts = shapely.get_parts(shapely.simplify(lake, tolerance))
    return [Polygon(p.exterior, [hole for hole in p.interiors if Polygon(hole).area > SPECK * tolerance**2])
            for p in parts if not p.is_empty]  # fmt: skip


def _simple(lines: Geometry, zones: tuple[tuple[Geometry, float], ...]) -> Geometry:
    parts = []
    for zone, tolerance in zones:
        cut = shapely.line_merge(MultiLineString(strings(lines & zone)))
        parts += list(shapely.get_parts(shapely.simplify(without_specks(cut, SPECK * tolerance**2), tolerance)))
    return MultiLineString(parts)


def _faces(coast: Geometry, far: Polygon, land: Geometry) -> Geometry:
    """The land between simplified coast and the edge of the drawing."""
    lines = shapely.union_all([coast, far.boundary], grid_size=1e-6)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(lines)))
    inside = shapely.point_on_surface(faces)
    return shapely.union_all(faces[shapely.contains_xy(land, shapely.get_x(inside), shapely.get_y(inside))])
