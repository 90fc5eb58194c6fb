"""Circles round a place and lines at a distance from the frontier, as projected polylines."""

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from monitor.geo.distance import lines_of
from monitor.geo.extents import EXTENTS
from monitor.geo.layers import features
from monitor.geo.polylines import gapped, plane
from monitor.geo.projection import Coordinates, geod, project, scale

if TYPE_CHECKING:
    from shapely import Geometry

# The frontier is widened in latitude slices, each by the distance times the map's scale there.
SLICE_DEGREES = 0.5
SIDES = ("outside", "inside")


def ring(latitude: float, longitude: float, radius_km: float, n: int = 72) -> Coordinates:
    """The geodesic circle of radius_km round a point (WGS84 degrees) as closed x, y in map km, n + 1 points.

    Raises:
        ValueError: a coordinate out of range or missing, a radius that is not positive, fewer than 3 points.
    """
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError(f"a circle needs latitude -90..90 and longitude -180..180, not {latitude}, {longitude}")
    if not radius_km > 0 or n < 3:
        raise ValueError(f"a circle needs a positive radius and at least 3 points, not {radius_km} km and {n}")
    azimuth = np.linspace(0, 360, n + 1)
    full = np.ones(n + 1)
    rim = geod().fwd(full * longitude, full * latitude, azimuth, full * radius_km * 1000)
    return project(rim[1], rim[0])


@lru_cache(maxsize=32)
def rings_from_frontier(km: float, side: str = "outside", extent: str = "theatre") -> Coordinates:
    """The line at km from the frontier, beyond it ("outside") or on allied land ("inside"), as x, y in map km.

    The line is drawn on land only (at sea the coast counts, see `to_frontier`): "outside" on the land of states that
    are not allied. Pieces are separated by NaN and simplified to the extent's scale; error below 1 % of km, see
    docs/decisions/0002. Treat the arrays as read-only.

    Raises:
        ValueError: km not positive, or a side that is neither "outside" nor "inside".
        KeyError: an extent that is not in EXTENTS.
    """
    import shapely

    if not km > 0 or side not in SIDES:
        raise ValueError(f"needs a positive distance and a side of {SIDES}, not {km} and {side!r}")
    frame = EXTENTS[extent]
    lines = shapely.get_parts(shapely.line_merge(_widened(float(km)).boundary & _side(side == "inside")))
    lines = shapely.simplify(lines[shapely.get_type_id(lines) == 1], max(frame.width_km, frame.height_km) / 3000)
    points, piece = shapely.get_coordinates(lines, return_index=True)
    return gapped(points[:, 0], points[:, 1], piece)


@lru_cache(maxsize=16)
def _widened(km: float) -> "Geometry":
    """Everything within km of the frontier, in map km."""
    import shapely

    lines = lines_of("frontier")
    x, y = project(lines.points[:, 1], lines.points[:, 0])
    pieces = shapely.linestrings(np.column_stack([x, y]), indices=lines.piece)
    first = np.searchsorted(lines.piece, np.arange(len(pieces)))
    slices = np.round(lines.points[first, 1] / SLICE_DEGREES)
    parts, reach = [], []
    for at in np.unique(slices):
        parts.append(shapely.line_merge(shapely.multilinestrings(pieces[slices == at])))
        reach.append(km * scale(float(at) * SLICE_DEGREES))
    return shapely.union_all(shapely.buffer(np.array(parts), np.array(reach), quad_segs=24))


@lru_cache(maxsize=2)
def _side(is_allied: bool) -> "Geometry":
    """The land of allied or of all other states, in map km."""
    import shapely

    return plane(
        shapely.coverage_union_all([f.shape for f in features("land") if f.properties["is_allied"] is is_allied])
    )
