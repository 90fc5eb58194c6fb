"""Borders, distances, segments, rings, base maps and export: the only place that uses shapely, pyproj and geopandas.

Public functions take latitude, longitude (WGS84 degrees, in that order) and return kilometres; drawing functions return
x, y in km of one Lambert projection (see `projection`). Heavy libraries load at the first call, never at import.

    to_frontier(latitude, longitude, radius_km=0.0, geo_precision=None) -> DataFrame   one row per point
    to_borders(latitude, longitude) -> DataFrame                  one row per (country, neighbour), one point
    between(latitude, longitude, other_latitude, other_longitude) -> km   pair by pair
    to_borders_of(latitude, longitude, states) -> km              to the nearest border of these states
    to_land(latitude, longitude, country) -> km                   to a country's land, 0 on it
    segments() -> DataFrame                                       the named stretches of the frontier
    segment_lines(extent="theatre") -> DataFrame                  segment, name, kind, x, y (arrays with NaN gaps)
    ring(latitude, longitude, radius_km, n=72) -> (x, y)          a geodesic circle
    rings_from_frontier(km, side="outside") -> (x, y)             the line at km from the frontier
    countries(latitude, longitude) -> ISO codes                   on whose land each point lies, "" for none
    base_map(extent="flank") -> BaseMap                           land, lakes, coast, borders, towns, ranges
    EXTENTS: dict[str, Extent]                                    id -> name, centre, width and height in km
    project(latitude, longitude) -> (x_km, y_km); unproject(x_km, y_km) -> (latitude, longitude)
    to_gpkg(frame, path) -> Path                                  flat rows with latitude and longitude columns
"""

from monitor.geo.basemap import ATTRIBUTION, BaseMap, base_map
from monitor.geo.circles import ring, rings_from_frontier
from monitor.geo.distance import PLACE_ERROR_KM, between, to_borders, to_borders_of, to_frontier, to_land
from monitor.geo.export import to_gpkg
from monitor.geo.extents import EXTENTS, Extent
from monitor.geo.land import countries
from monitor.geo.projection import project, unproject
from monitor.geo.segments import segment_lines, segments

__all__ = [
    "ATTRIBUTION",
    "EXTENTS",
    "PLACE_ERROR_KM",
    "BaseMap",
    "Extent",
    "base_map",
    "between",
    "countries",
    "project",
    "ring",
    "rings_from_frontier",
    "segment_lines",
    "segments",
    "to_borders",
    "to_borders_of",
    "to_frontier",
    "to_gpkg",
    "to_land",
    "unproject",
]
