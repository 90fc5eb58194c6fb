"""The named segments: every known place belongs to its own, and they cover the whole frontier."""

from itertools import pairwise

import numpy as np
import pytest

from monitor.geo import EXTENTS, segment_lines, segments, to_frontier
from monitor.geo.layers import features
from monitor.geo.projection import geod

PLACES = {
    "Kuźnica": (53.5109, 23.6495, "podlasie"),
    "Bobrowniki": (53.132, 23.888, "podlasie"),
    "Terespol": (52.0755, 23.6161, "bug-lublin"),
    "Sejny": (54.108, 23.347, "suwalki-corridor"),
    "Gołdap": (54.3063, 22.3036, "suwalki-corridor"),
    "Vištytis": (54.4545, 22.716, "suwalki-corridor"),
    "Druskininkai": (54.0157, 23.987, "suwalki-corridor"),
    "Varėna": (54.2155, 24.5754, "dzukija"),
    "Vilnius": (54.6892, 25.2798, "vilnius"),
    "Zarasai": (55.7323, 26.2511, "utena"),
    "Daugavpils": (55.8833, 26.5333, "latgale-belarus"),
    "Rēzekne": (56.5103, 27.34, "latgale-russia"),
    "Koidula": (57.842, 27.585, "setomaa"),
    "Mustvee": (58.849, 26.941, "peipus"),
    "Narva": (59.3772, 28.1903, "narva"),
    "Lappeenranta": (61.0587, 28.1887, "karelia-south"),
    "Kuusamo": (65.9645, 29.1888, "karelia-north"),
    "Kirkenes": (69.7271, 30.0458, "finnmark"),
    "Braniewo": (54.3797, 19.8196, "kaliningrad-poland"),
    "Sovetsk": (55.0839, 21.8785, "kaliningrad-lithuania"),
    "Nida": (55.3086, 20.9965, "kaliningrad-lithuania"),
    "Przemyśl": (49.785, 22.7673, "poland-ukraine"),
    "Uzhhorod": (48.6242, 22.2947, "carpathian"),
    "Sighet": (47.932, 23.886, "romania-north"),
    "Izmail": (45.3506, 28.8375, "danube-romania"),
}
# Official lengths in km; the lines are shorter where 250 m of tolerance cuts the bends of rivers.
OFFICIAL = {
    "PL-BY": 418, "PL-RU": 210, "LT-BY": 679, "LT-RU": 275, "LV-BY": 173, "LV-RU": 284, "EE-RU": 294, "FI-RU": 1340,
    "NO-RU": 196, "PL-UA": 535, "SK-UA": 97, "HU-UA": 137, "RO-UA": 614,
}  # fmt: skip


@pytest.mark.parametrize("name", PLACES)
def test_known_places(name: str) -> None:
    latitude, longitude, segment = PLACES[name]
    assert to_frontier(latitude, longitude)["segment"][0] == segment


def test_table_and_lines_name_the_same_segments() -> None:
    table = segments()
    assert table["segment"].is_unique
    for kind, name in (("land", "frontier"), ("sea", "coast")):
        drawn = features(name)
        assert {f.properties["segment"] for f in drawn} == set(table.loc[table["kind"] == kind, "segment"])
        for feature in drawn:
            row = table.set_index("segment").loc[feature.properties["segment"]]
            assert feature.properties["country"] in row["countries"].split(";")
            assert feature.properties.get("neighbour", "") in row["neighbours"].split(";")


def test_the_table_is_a_copy() -> None:
    table = segments()
    table["name"] = "spoiled"
    assert "spoiled" not in set(segments()["name"])


@pytest.mark.parametrize("border", OFFICIAL)
def test_lengths_are_near_the_official_ones(border: str) -> None:
    own = [f.shape for f in features("frontier") if f"{f.properties['country']}-{f.properties['neighbour']}" == border]
    built = sum(geod().geometry_length(shape) for shape in own) / 1000
    assert 0.88 < built / OFFICIAL[border] < 1.1


def test_no_border_has_a_gap() -> None:
    """Stretches of one border follow each other end to start; only Moldova lies between the two parts of RO-UA."""
    gaps = []
    drawn = features("frontier")
    for before, after in pairwise(drawn):
        if (before.properties["country"], before.properties["neighbour"]) == (
            after.properties["country"], after.properties["neighbour"],
        ):  # fmt: skip
            metres = geod().inv(*before.shape.coords[-1], *after.shape.coords[0])[2]
            if metres > 5:
                gaps.append((before.properties["country"], round(metres / 1000)))
    assert [country for country, _ in gaps] == ["RO"]


def test_suwalki_corridor_stays_within_its_radius() -> None:
    ends = ((54.363, 22.792), (53.956, 23.515))
    for feature in (f for f in features("frontier") if f.properties["segment"] == "suwalki-corridor"):
        for longitude, latitude in feature.shape.coords:
            assert min(geod().inv(longitude, latitude, end[1], end[0])[2] for end in ends) < 40_100


@pytest.mark.parametrize("extent", EXTENTS)
def test_lines_to_draw(extent: str) -> None:
    lines = segment_lines(extent)
    assert len(lines) >= 1
    assert all(len(row.x) == len(row.y) and np.isfinite(row.x).any() for row in lines.itertuples())


def test_an_unknown_extent_is_an_error() -> None:
    with pytest.raises(KeyError):
        segment_lines("atlantis")
