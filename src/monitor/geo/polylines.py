"""Shapes in degrees to x, y arrays in km with NaN between the pieces, as line and fill traces want them."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from monitor.geo.projection import Coordinates, project

if TYPE_CHECKING:
    from shapely import Geometry


def plane(shapes: "NDArray | Geometry") -> "NDArray | Geometry":
    """Projects shapes in longitude/latitude to km of the map."""
    import shapely

    return shapely.transform(shapes, lambda points: np.column_stack(project(points[:, 1], points[:, 0])))


def chained(shapes: "NDArray | Geometry", decimals: int = 1) -> Coordinates:
    """Chains the pieces of lines or polygons in km of the map, NaN between two.

    Outer rings run one way and holes the other, so that a fill by the nonzero rule leaves holes empty.
    """
    import shapely

    flat = shapely.get_parts(shapely.normalize(np.atleast_1d(shapes)))
    polygons = shapely.get_type_id(flat) == shapely.GeometryType.POLYGON
    lines = np.concatenate([flat[~polygons], shapely.get_rings(flat[polygons])])
    points, piece = shapely.get_coordinates(lines, return_index=True)
    return gapped(points[:, 0], points[:, 1], piece, decimals)


def gapped(x: NDArray, y: NDArray, piece: NDArray, decimals: int = 1) -> Coordinates:
    """Rounds x and y, drops repeated points within a piece, and puts NaN where the piece changes."""
    x, y = np.round(x, decimals), np.round(y, decimals)
    fresh = np.r_[True, (np.diff(x) != 0) | (np.diff(y) != 0) | (np.diff(piece) != 0)] if len(x) else np.array([], bool)
    x, y, piece = x[fresh], y[fresh], piece[fresh]
    breaks = np.flatnonzero(np.diff(piece)) + 1
    return np.insert(x, breaks, np.nan), np.insert(y, breaks, np.nan)
