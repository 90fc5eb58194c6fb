"""Moves shapes between degrees and the map plane in km, with the product's own projection."""

import numpy as np
import shapely
from shapely import Geometry
from shapely.geometry import Polygon, box

from geo_build.source import THEATRE
from monitor.geo.projection import project, unproject


def to_plane(shape: Geometry) -> Geometry:
    """Longitude/latitude degrees to x/y km."""
    return shapely.transform(shape, lambda c: np.column_stack(project(c[:, 1], c[:, 0])))


def to_degrees(shape: Geometry) -> Geometry:
    """x/y km to longitude/latitude degrees."""
    return shapely.transform(shape, lambda c: np.column_stack(unproject(c[:, 0], c[:, 1])[::-1]))


def theatre() -> Polygon:
    """The area the sources were cut to, a little inside, in km."""
    return to_plane(shapely.segmentize(THEATRE.buffer(-0.05), 0.5))


def frame(centre: tuple[float, float], width_km: float, height_km: float) -> Polygon:
    """A rectangle in km around a latitude/longitude."""
    x, y = (float(v) for v in project(*centre))
    return box(x - width_km / 2, y - height_km / 2, x + width_km / 2, y + height_km / 2)
