"""Turns country polygons that nearly fit into a clean coverage, and a coverage into borders and coasts."""

from collections import defaultdict
from itertools import pairwise

import numpy as np
import shapely
from shapely import Geometry
from shapely.geometry import LineString, MultiLineString, Polygon

GRID = 1e-5
GAP_DEG2 = 0.002


def clean(shapes: dict[str, Geometry], precedence: tuple[str, ...]) -> dict[str, Geometry]:
    """Polygons without overlap or gap, nodes shared: every border edge belongs to exactly two countries.

    Where two countries overlap, the earlier in `precedence` keeps the land; gaps smaller than about 15 km2 between
    two countries go to the neighbour with the longest common edge.
    """
    codes = sorted(shapes, key=lambda code: (precedence.index(code) if code in precedence else 99, code))
    lines = shapely.union_all([shapes[code].boundary for code in codes], grid_size=GRID)
    return rebuilt(lines, {code: shapes[code] for code in codes})


def rebuilt(lines: Geometry, shapes: dict[str, Geometry]) -> dict[str, Geometry]:
    """The polygons between noded lines, each given to the first of the shapes in which a point of it lies."""
    codes = list(shapes)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(lines)))
    owner = _owners(faces, list(shapes.values()))
    for face in np.flatnonzero(owner == len(codes)):
        owner[face] = _longest_neighbour(face, faces, owner, len(codes))
    return {code: shapely.set_precision(shapely.coverage_union_all(faces[owner == i]), 0)
            for i, code in enumerate(codes) if (owner == i).any()}  # fmt: skip


def _owners(faces: np.ndarray, shapes: list[Geometry]) -> np.ndarray:
    parts, part_owner = shapely.get_parts(np.array(shapes), return_index=True)
    inside = shapely.point_on_surface(faces)
    face, part = shapely.STRtree(parts).query(inside, predicate="within")
    owner = np.full(len(faces), len(shapes))
    np.minimum.at(owner, face, part_owner[part])
    return owner


def _longest_neighbour(face: int, faces: np.ndarray, owner: np.ndarray, nobody: int) -> int:
    if shapely.area(faces[face]) > GAP_DEG2:
        return nobody
    others = np.flatnonzero((owner != nobody) & shapely.intersects(faces, faces[face]))
    shared = shapely.length(shapely.intersection(shapely.boundary(faces[others]), faces[face].boundary))
    totals: dict[int, float] = defaultdict(float)
    for other, length in zip(owner[others], shared, strict=True):
        totals[int(other)] += float(length)
    return max(totals, key=totals.__getitem__) if len(totals) > 1 else nobody


def edges(shapes: dict[str, Geometry]) -> dict[tuple[str, str], Geometry]:
    """(country, other country or "") -> merged lines: borders between two countries, coasts of one."""
    owners: dict[tuple, list[str]] = defaultdict(list)
    for code, shape in shapes.items():
        for ring in shapely.get_parts(shapely.get_rings(shapely.get_parts(shape))):
            points = [tuple(p) for p in shapely.get_coordinates(ring).tolist()]
            for a, b in pairwise(points):
                owners[min(a, b), max(a, b)].append(code)
    grouped: dict[tuple[str, str], list] = defaultdict(list)
    for edge, codes in owners.items():
        grouped[tuple(sorted(codes)) if len(codes) > 1 else (codes[0], "")].append(edge)
    return {pair: shapely.line_merge(shapely.multilinestrings(np.array(found)))
            for pair, found in sorted(grouped.items())}  # fmt: skip


def without_specks(line: Geometry, smallest: float) -> Geometry:
    """The line without closed rings (islands) smaller than `smallest`, in the squared unit of its coordinates."""
    return MultiLineString([p for p in strings(line) if not p.is_ring or Polygon(p.coords).area >= smallest])


def strings(shape: Geometry) -> list[LineString]:
    """The line parts of a shape (an intersection may return points as well)."""
    return [part for part in shapely.get_parts(shape) if part.geom_type == "LineString" and not part.is_empty]
