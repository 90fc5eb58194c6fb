"""The quick reader of data/geo gives the shapes that a full GeoJSON reader gives, and borders by state."""

import json

import numpy as np
import pytest
import shapely

from monitor.geo import to_borders, to_borders_of, to_land
from monitor.geo.layers import FOLDER, features

FILES = sorted(str(path.relative_to(FOLDER).with_suffix("")) for path in FOLDER.rglob("*.geojson"))


@pytest.mark.parametrize("name", FILES)
def test_every_shape_is_read_as_written(name: str) -> None:
    text = (FOLDER / f"{name}.geojson").read_text(encoding="utf-8")
    found = features(name)
    assert [f.properties for f in found] == [row["properties"] for row in json.loads(text)["features"]]
    written = shapely.get_parts(shapely.from_geojson(text))
    read = np.array([f.shape for f in found])
    assert (shapely.get_type_id(read) == shapely.get_type_id(written)).all()
    assert shapely.equals_exact(read, written).all()


def test_km_to_the_borders_of_a_state() -> None:
    minsk, warsaw = (53.9, 27.5667), (52.2298, 21.0118)
    latitude, longitude = (*zip(minsk, warsaw, strict=True),)
    km = to_borders_of([*latitude, np.nan], [*longitude, 20.0], ("BY",))
    for place, found in zip((minsk, warsaw), km, strict=False):
        rows = to_borders(*place)
        assert found == pytest.approx(rows.loc[rows["neighbour"].eq("BY"), "km"].min())
    assert np.isnan(km[2])
    assert np.isnan(to_borders_of(*minsk, ("FR",))[0])
    assert (to_borders_of(*warsaw, ("PL",), without="UA") <= to_borders_of(*warsaw, ("PL",), without="RU")).all()


def test_many_points_are_as_far_from_land_as_one_by_one() -> None:
    latitude, longitude = [52.2, 54.7, 47.0], [21.0, 20.5, 24.0]
    single = [to_land(*place, "BY")[0] for place in zip(latitude, longitude, strict=True)]
    assert to_land(latitude, longitude, "BY").tolist() == pytest.approx(single)
