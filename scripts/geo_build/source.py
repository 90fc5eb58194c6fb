"""Fetches the two OpenStreetMap-derived npm packages and cuts the theatre out of them."""

import json
import subprocess
import tarfile
from pathlib import Path

import shapely
from shapely import Geometry
from shapely.geometry import Polygon, box

PACKAGES = {"countries": "@geo-maps/countries-coastline-250m@0.6.0", "land": "@geo-maps/countries-land-250m@0.6.0"}
THEATRE = box(-8, 39.5, 62, 74.5)
ISO2 = {
    "NOR": "NO", "FIN": "FI", "ALA": "FI", "EST": "EE", "LVA": "LV", "LTU": "LT", "POL": "PL", "SVK": "SK", "HUN": "HU",
    "ROU": "RO", "UKR": "UA", "BLR": "BY", "RUS": "RU", "SWE": "SE", "DNK": "DK", "DEU": "DE", "CZE": "CZ", "BGR": "BG",
    "MDA": "MD", "AUT": "AT", "HRV": "HR", "SVN": "SI", "SRB": "RS", "BIH": "BA", "MNE": "ME", "XKX": "XK", "ITA": "IT",
    "SMR": "SM", "CHE": "CH", "LIE": "LI", "FRA": "FR", "LUX": "LU", "BEL": "BE", "NLD": "NL", "MKD": "MK", "ALB": "AL",
    "GRC": "GR", "TUR": "TR", "GEO": "GE", "KAZ": "KZ", "GBR": "GB", "IRL": "IE", "ESP": "ES", "IMN": "IM",
}  # fmt: skip


def download(package: str, folder: Path) -> Path:
    """Packs an npm package by name into the folder and returns the path of its map."""
    call = ["npm", "pack", package, "--silent"]
    name = subprocess.run(call, cwd=folder, check=True, capture_output=True, text=True).stdout.split()[-1]
    target = folder / name.removesuffix(".tgz")
    with tarfile.open(folder / name) as archive:
        archive.extract("package/map.geo.json", target, filter="data")
    return target / "package" / "map.geo.json"


def rings(path: Path) -> dict[str, list[list]]:
    """ISO alpha-2 code -> polygons (lists of rings, longitude/latitude) that touch the theatre."""
    found: dict[str, list[list]] = {}
    for feature in json.loads(path.read_text())["features"]:
        code = ISO2.get(feature["properties"]["A3"])
        if code:
            shape = feature["geometry"]
            parts = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
            found.setdefault(code, []).extend(part for part in parts if _touches(part[0]))
    return {code: parts for code, parts in found.items() if parts}


def countries(path: Path) -> dict[str, Geometry]:
    """ISO alpha-2 code -> valid polygons inside the theatre, lakes counted as land."""
    shapes = {code: shapely.union_all([polygonal(Polygon(p[0], p[1:])) for p in parts])
              for code, parts in rings(path).items()}  # fmt: skip
    return {code: cut for code, shape in shapes.items() if not (cut := polygonal(shape & THEATRE)).is_empty}


def lakes(path: Path, land: Geometry, smallest_deg2: float = 0.0001) -> Geometry:
    """Inland waters: the holes of the land polygons, and the waters on a border, which their outlines leave out."""
    parts = [part for country in rings(path).values() for part in country]
    holes = [Polygon(ring) for part in parts for ring in part[1:] if len(ring) > 3]
    holes = [polygonal(hole) for hole in holes if hole.area > smallest_deg2 and hole.intersects(THEATRE)]
    outline = shapely.union_all([polygonal(Polygon(part[0])) & THEATRE for part in parts if len(part[0]) > 3])
    between = [p for p in shapely.get_parts(polygonal(land - outline)) if p.area > smallest_deg2 / 2]
    return polygonal(shapely.union_all(holes + between) & land)


def polygonal(shape: Geometry) -> Geometry:
    """The polygon parts of a shape made valid (a repair may return lines and points as well)."""
    parts = shapely.get_parts(shapely.get_parts(shapely.make_valid(shape)))
    return shapely.union_all([part for part in parts if part.geom_type == "Polygon"])


def _touches(ring: list) -> bool:
    west, south, east, north = THEATRE.bounds
    longitude, latitude = [p[0] for p in ring], [p[1] for p in ring]
    return max(longitude) > west and min(longitude) < east and max(latitude) > south and min(latitude) < north
