"""Kilometres from points and circles to the allied frontier, geodesic on WGS84.

Rule: on land the nearest frontier line counts; at sea the allied coast counts as well (docs/decisions/0002).
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from monitor.geo.land import places
from monitor.geo.layers import features
from monitor.geo.projection import geod, transformer

if TYPE_CHECKING:
    from shapely import Geometry, STRtree

# How far a place may lie from its point, by geo_precision; added to the tolerance of the line.
PLACE_ERROR_KM = {"exact": 0.5, "place": 5.0, "district": 20.0, "region": 60.0, "country": 150.0}
# Source tolerance of the lines, by part; coasts are simplified once more, lagoons are bridged straight.
LINE_ERROR_KM = {"land": 0.25, "lake": 0.25, "coast": 0.6, "lagoon": 2.0}
# The nearest line is sought in a conic true to scale near the point's own latitude: one per band.
BAND_DEGREES = 2.0
# Straight in degrees and straight in a conic part by less than a metre over this length.
LONGEST_PIECE_DEGREES = 0.05
PIECE_STEPS = 6
# The long coasts are sought first within so many degrees of a band, which is enough for a point nearer than that.
NEAR_DEGREES, NEAR_KM = 4.0, 300.0
# The poles have no finite place in a conic; points beyond these latitudes are sought from here, measured from there.
SEARCH_LATITUDES = (-60.0, 89.0)
LABELS = ("country", "neighbour", "segment", "part")
COLUMNS = ["country", "neighbour", "segment", "km", "error_km", "is_inside", "inside_country", "is_at_sea"]

Array = NDArray[np.float64]


class Lines(NamedTuple):
    """Short pieces of the lines to measure to: points in degrees, piece of each, row of `labels` of each piece."""

    points: Array
    piece: NDArray[np.intp]
    row: NDArray[np.intp]
    labels: dict[str, NDArray]


def to_frontier(
    latitude: ArrayLike, longitude: ArrayLike, radius_km: ArrayLike = 0.0, geo_precision: ArrayLike | None = None,
    has_coast: ArrayLike = True,
) -> pd.DataFrame:  # fmt: skip
    """Distance of each point (or circle) to the nearest allied border, one row per point in the order given.

    Args:
        latitude, longitude: WGS84 degrees, scalars or arrays of one length.
        radius_km: radius of a circle round each point; the distance is then that of its edge, 0 when it touches.
        has_coast: whether, for a point at sea, the allied coast counts; False for a harbour of an allied state.
        geo_precision: a key of PLACE_ERROR_KM (or None/NaN: none) for all or for each point; widens error_km.

    Returns:
        country, neighbour ("" for a coast), segment: of the nearest line; km: geodesic, never negative; error_km;
        is_inside: on the land of an allied state; inside_country: its ISO code or ""; is_at_sea: on no land at all
        (lakes are land, lagoons are sea; False outside the theatre). A row without coordinates is NaN, "" and False.

    Raises:
        ValueError: latitude outside -90..90, longitude outside -180..180, a negative radius, an unknown precision.
    """
    lat, lon, radius = _points(latitude, longitude, radius_km)
    known = np.isfinite(lat) & np.isfinite(lon)
    result = places(lat, lon)
    at_sea = result["is_at_sea"] & np.broadcast_to(np.asarray(has_coast, bool), len(lat))
    result |= {name: np.full(len(lat), "", dtype=object) for name in ("country", "neighbour", "segment")}
    result |= {name: np.full(len(lat), np.nan) for name in ("km", "error_km")}
    for kind, chosen in (("frontier", known & ~at_sea), ("sea", known & at_sea)):
        here = np.flatnonzero(chosen)
        if len(here):
            km, label = _nearest(lat[here], lon[here], kind)
            for name in ("country", "neighbour", "segment"):
                result[name][here] = label[name]
            result["km"][here] = np.maximum(0.0, km - np.nan_to_num(radius[here]))
            result["error_km"][here] = [LINE_ERROR_KM[part] for part in label["part"]]
    result["error_km"] += _place_error(geo_precision, len(lat))
    return pd.DataFrame({name: result[name] for name in COLUMNS})


def to_borders(latitude: float, longitude: float) -> pd.DataFrame:
    """Geodesic km from one point (WGS84 degrees) to each border: country, neighbour, km, error_km, nearest first.

    Raises:
        ValueError: a coordinate that is missing or out of range.
    """
    lat, lon, _ = _points(latitude, longitude, 0.0)
    if len(lat) != 1 or not np.isfinite([lat[0], lon[0]]).all():
        raise ValueError("to_borders takes one point with latitude and longitude")
    rows = []
    for country, neighbour in _borders():
        km, label = _nearest(lat, lon, f"{country}-{neighbour}")
        rows.append((country, neighbour, float(km[0]), LINE_ERROR_KM[label["part"][0]]))
    frame = pd.DataFrame(rows, columns=["country", "neighbour", "km", "error_km"])
    return frame.sort_values(["km", "country", "neighbour"], ignore_index=True)


def to_borders_of(latitude: ArrayLike, longitude: ArrayLike, states: Iterable[str], without: str = "") -> Array:
    """Geodesic km from points (WGS84 degrees) to the nearest border in which one of the states has a part, NaN if none.

    Borders with the neighbour `without` do not count.

    Raises:
        ValueError: a coordinate out of range.
    """
    lat, lon, _ = _points(latitude, longitude, 0.0)
    km, known = np.full(len(lat), np.nan), np.isfinite(lat) & np.isfinite(lon)
    for border in _borders():
        if set(border) & set(states) and border[1] != without:
            km[known] = np.fmin(km[known], _nearest(lat[known], lon[known], "-".join(border))[0])
    return km


def _borders() -> list[tuple[str, str]]:
    """Every border as allied country and neighbour, in the order of the file."""
    return list(dict.fromkeys((f.properties["country"], f.properties["neighbour"]) for f in features("frontier")))


def _points(latitude: ArrayLike, longitude: ArrayLike, radius_km: ArrayLike) -> tuple[Array, Array, Array]:
    lat, lon, radius = np.broadcast_arrays(
        *(np.atleast_1d(np.asarray(pd.to_numeric(np.atleast_1d(v)), float)) for v in (latitude, longitude, radius_km))
    )
    if (np.abs(lat) > 90).any():
        raise ValueError(f"latitude must lie in -90..90 degrees, not {lat[np.abs(lat) > 90][0]:g}")
    if (np.abs(lon) > 180).any():
        raise ValueError(f"longitude must lie in -180..180 degrees, not {lon[np.abs(lon) > 180][0]:g}")
    if (radius < 0).any():
        raise ValueError(f"radius_km must not be negative, not {radius[radius < 0][0]:g}")
    return lat, lon, radius


def _place_error(geo_precision: ArrayLike | None, count: int) -> Array:
    given = ["" if pd.isna(value) else value for value in np.broadcast_to(np.asarray(geo_precision, object), count)]
    unknown = set(given) - set(PLACE_ERROR_KM) - {""}
    if unknown:
        raise ValueError(f"unknown geo_precision {sorted(map(str, unknown))}; known: {', '.join(PLACE_ERROR_KM)}")
    return np.array([PLACE_ERROR_KM.get(value, 0.0) for value in given])


def _nearest(latitude: Array, longitude: Array, kind: str) -> tuple[Array, dict[str, NDArray]]:
    """Geodesic km to the nearest line of a kind and the labels of that line, for finite points."""
    km, row = np.empty(len(latitude)), np.empty(len(latitude), dtype=int)
    for band, here in _by_band(latitude):
        # Lines all over the theatre are needed only where none is near.
        for is_near in (True, False) if kind == "sea" else (False,):
            tree, pieces, label = _tree(kind, band, is_near)
            piece, km[here] = _feet(latitude[here], longitude[here], tree, pieces, band)
            row[here] = label[piece]
            here = here[km[here] > NEAR_KM]
            if not len(here):
                break
    return km, {name: values[row] for name, values in lines_of(kind).labels.items()}


def _by_band(latitude: Array) -> Iterator[tuple[float, NDArray[np.intp]]]:
    """Yields the middle latitude of each band with points, and the places of those points in the array."""
    bands = np.clip(np.round(latitude / BAND_DEGREES) * BAND_DEGREES, 40, 74)
    for band in np.unique(bands):
        yield float(band), np.flatnonzero(bands == band)


def _feet(
    latitude: Array, longitude: Array, tree: "STRtree", pieces: NDArray, band: float
) -> tuple[NDArray[np.intp], Array]:
    """Place of the nearest piece in the band's conic, and the geodesic km to the nearest point on that piece."""
    import shapely

    plane = transformer(band, band)
    points = shapely.points(*plane.transform(longitude, np.clip(latitude, *SEARCH_LATITUDES)))
    piece = tree.nearest(points)
    foot = shapely.line_interpolate_point(pieces[piece], shapely.line_locate_point(pieces[piece], points))
    foot_longitude, foot_latitude = plane.transform(shapely.get_x(foot), shapely.get_y(foot), direction="INVERSE")
    metres = geod().inv(longitude, latitude, foot_longitude, foot_latitude)[2]
    return piece, metres / 1000


@lru_cache(maxsize=256)
def _tree(kind: str, band: float, is_near: bool) -> tuple["STRtree", NDArray, NDArray[np.intp]]:
    """A tree of the pieces of a kind in the band's conic, all or those near the band, and the label row of each."""
    import shapely

    lines = lines_of(kind)
    points, piece, row = lines.points, lines.piece, lines.row
    if is_near:
        near = np.abs(points[np.searchsorted(piece, np.arange(len(row))), 1] - band) < NEAR_DEGREES
        kept = near[piece]
        points, piece, row = points[kept], (np.cumsum(near) - 1)[piece[kept]], row[near]
    x, y = transformer(band, band).transform(points[:, 0], points[:, 1])
    pieces = shapely.linestrings(np.column_stack([x, y]), indices=piece)
    return shapely.STRtree(pieces), pieces, row


@lru_cache(maxsize=32)
def lines_of(kind: str) -> Lines:
    """Lines of a kind ("frontier", "sea": with the allied coasts, or one border as "PL-BY") cut into short pieces."""
    import shapely

    found = [f for f in features("frontier") if kind in ("frontier", "sea", _border(f.properties))]
    if kind == "sea":
        found += [f._replace(properties={"neighbour": "", "part": "coast", **f.properties}) for f in features("coast")]
    labels = {name: np.array([f.properties[name] for f in found], dtype=object) for name in LABELS}
    shapes = shapely.segmentize(np.array([f.shape for f in found]), LONGEST_PIECE_DEGREES)
    parts, feature = shapely.get_parts(shapes, return_index=True)
    points, part = shapely.get_coordinates(parts, return_index=True)
    start = np.flatnonzero(part[1:] == part[:-1])
    first = np.searchsorted(part, part[start])
    piece = np.cumsum(np.diff(part[start], prepend=-1).astype(bool) | ((start - first) % PIECE_STEPS == 0)) - 1
    last = np.diff(piece, append=piece[-1] + 1).astype(bool)
    # Each piece holds the start of every step and the end of its last one.
    order = np.argsort(np.concatenate([np.arange(len(start)), np.flatnonzero(last) + 0.5]), kind="stable")
    held = np.concatenate([start, start[last] + 1])[order]
    number = np.concatenate([piece, piece[last]])[order]
    return Lines(points[held], number, feature[part[start[last]]], labels)


def _border(properties: dict) -> str:
    return f"{properties['country']}-{properties['neighbour']}"


def between(latitude: ArrayLike, longitude: ArrayLike, other_latitude: ArrayLike, other_longitude: ArrayLike) -> Array:
    """Geodesic km on WGS84 between points and others, pair by pair; NaN where a coordinate is missing.

    Raises:
        ValueError: a coordinate out of range.
    """
    lat, lon, _ = _points(latitude, longitude, 0.0)
    other_lat, other_lon, _ = _points(other_latitude, other_longitude, 0.0)
    lat, lon, other_lat, other_lon = (array.copy() for array in np.broadcast_arrays(lat, lon, other_lat, other_lon))
    known = np.isfinite(lat) & np.isfinite(lon) & np.isfinite(other_lat) & np.isfinite(other_lon)
    km = np.full(lat.shape, np.nan)
    km[known] = geod().inv(lon[known], lat[known], other_lon[known], other_lat[known])[2] / 1000
    return km


def to_land(latitude: ArrayLike, longitude: ArrayLike, country: str) -> Array:
    """Geodesic km from points (WGS84 degrees) to the land of a country (ISO code), 0 on it; error as a land line.

    Raises:
        ValueError: a coordinate out of range, or a country whose land is not in the theatre's files.
    """
    import shapely

    lat, lon, _ = _points(latitude, longitude, 0.0)
    km = np.full(len(lat), np.nan)
    known = np.flatnonzero(np.isfinite(lat) & np.isfinite(lon))
    inside = shapely.intersects_xy(_area(country), lon[known], lat[known])
    km[known[inside]] = 0.0
    away = known[~inside]
    for band, here in _by_band(lat[away]):
        here = away[here]
        km[here] = _feet(lat[here], lon[here], *_rim(country, band), band)[1]
    return km


@lru_cache(maxsize=16)
def _area(country: str) -> "Geometry":
    import shapely

    shapes = [f.shape for f in features("land") if f.properties["country"] == country]
    if not shapes:
        raise ValueError(f"the land of {country!r} is not in the theatre's files")
    whole = shapely.union_all(shapes)
    shapely.prepare(whole)
    return whole


@lru_cache(maxsize=64)
def _rim(country: str, band: float) -> tuple["STRtree", NDArray]:
    """The outline of a country's land as short pieces in a band's conic."""
    import shapely

    line = shapely.segmentize(shapely.boundary(_area(country)), LONGEST_PIECE_DEGREES)
    points, part = shapely.get_coordinates(shapely.get_parts(line), return_index=True)
    joined = np.flatnonzero(part[1:] == part[:-1])
    x, y = transformer(band, band).transform(points[:, 0], points[:, 1])
    plane = np.stack([x, y], axis=-1)
    pieces = shapely.linestrings(np.stack([plane[joined], plane[joined + 1]], axis=1))
    return shapely.STRtree(pieces), pieces
