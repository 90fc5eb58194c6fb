"""Which country's land a point lies on, and whether it lies at sea."""

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from monitor.geo.layers import features

if TYPE_CHECKING:
    from shapely import STRtree

# The box the land polygons cover; beyond it nobody can tell sea from land.
WEST, SOUTH, EAST, NORTH = -8.0, 39.5, 62.0, 74.5
CELL_DEGREES = 1.0
# Up to so many points it is quicker to test whole polygons than to cut them into cells first.
FEW_POINTS = 3_000


def places(latitude: NDArray[np.float64], longitude: NDArray[np.float64]) -> dict[str, NDArray]:
    """is_inside, inside_country, is_at_sea of each point (WGS84 degrees; NaN gives False, "", False)."""
    country, is_allied, within = _on_land(latitude, longitude)
    return {
        "is_inside": is_allied,
        "inside_country": np.where(is_allied, country, ""),
        "is_at_sea": within & (country == ""),
    }


def countries(latitude: ArrayLike, longitude: ArrayLike) -> NDArray[np.object_]:
    """ISO code of the country on whose land each point lies (WGS84 degrees), "" for none."""
    return _on_land(np.asarray(latitude, float), np.asarray(longitude, float))[0]


def _on_land(
    latitude: NDArray[np.float64], longitude: NDArray[np.float64]
) -> tuple[NDArray[np.object_], NDArray[np.bool_], NDArray[np.bool_]]:
    """Country of each point, whether it is allied, and whether the point lies where sea can be told from land."""
    tree, codes, allied = _land(len(latitude) > FEW_POINTS)
    country = np.full(len(latitude), "", dtype=object)
    is_allied = np.zeros(len(latitude), dtype=bool)
    within = (latitude > SOUTH) & (latitude < NORTH) & (longitude > WEST) & (longitude < EAST)
    here = np.flatnonzero(within)
    if len(here):
        import shapely

        points = shapely.points(longitude[here], latitude[here])
        point, part = tree.query(points, predicate="intersects")
        country[here[point]] = codes[part]
        is_allied[here[point]] = allied[part]
    return country, is_allied, within


@lru_cache(maxsize=2)
def _land(is_cut: bool) -> tuple["STRtree", NDArray, NDArray[np.bool_]]:
    """A tree of land, if wanted cut into cells of one degree, so that a point meets few vertices; country, alliance."""
    import shapely

    parts, codes, allied = [], [], []
    for properties, shape in features("land"):
        for polygon in shapely.get_parts(shape):
            cells = _cells(polygon) if is_cut else [polygon]
            parts += cells
            codes += [properties["country"]] * len(cells)
            allied += [properties["is_allied"]] * len(cells)
    pieces = np.array(parts)
    shapely.prepare(pieces)
    return shapely.STRtree(pieces), np.array(codes, dtype=object), np.array(allied, dtype=bool)


def _cells(polygon: object) -> list:
    import shapely

    west, south, east, north = shapely.bounds(polygon)
    if shapely.get_num_coordinates(polygon) < 60:
        return [polygon]
    found = []
    for x in np.arange(np.floor(west), east, CELL_DEGREES):
        column = shapely.clip_by_rect(polygon, x, south, x + CELL_DEGREES, north)
        for y in np.arange(np.floor(south), north, CELL_DEGREES):
            found += list(shapely.get_parts(shapely.clip_by_rect(column, x, y, x + CELL_DEGREES, y + CELL_DEGREES)))
    return [piece for piece in found if piece.geom_type == "Polygon" and not piece.is_empty]
