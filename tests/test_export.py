"""Rows as files: what is written reads back the same, and no cell runs as a formula."""

import csv
import io
import json

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor import dataset
from monitor.export import flat, to_csv, to_geojson, to_parquet, to_records
from monitor.model import TABLES
from monitor.reading import list_columns

POINTED = ("events", "exercise_areas", "crossings")
ROWS = pd.DataFrame({
    "event_id": ["a", "b", "c"],
    "title": ["Dron, „wrak”", "two\nlines", ""],
    "event_date": pd.to_datetime(["2025-09-10", None, "2025-09-12"]).as_unit("s"),
    "sources": [("a1", "a2"), (), ("a3",)],
    "object_count": pd.array([21, None, 0], dtype="Int64"),
    "latitude": [51.56, None, -33.9],
    "longitude": [23.35, None, -74.25],
    "is_part": [False, True, False],
})  # fmt: skip


def cells(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


# --- CSV


def test_csv_by_hand():
    assert cells(to_csv(ROWS)) == [
        dict(event_id="a", title="Dron, „wrak”", event_date="2025-09-10", sources="a1;a2", object_count="21",
             latitude="51.56", longitude="23.35", is_part="False"),
        dict(event_id="b", title="two\nlines", event_date="", sources="", object_count="", latitude="", longitude="",
             is_part="True"),
        dict(event_id="c", title="", event_date="2025-09-12", sources="a3", object_count="0", latitude="-33.9",
             longitude="-74.25", is_part="False"),
    ]  # fmt: skip


def test_the_whole_data_set_survives_its_own_csv(shipped: dataset.Dataset, tmp_path):
    for name, model in TABLES.items():
        text = to_csv(getattr(shipped, name)[model.columns()])
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
    again = dataset.load(tmp_path)
    assert again.faults == ()
    for name, rows in shipped.frames().items():
        pd.testing.assert_frame_equal(getattr(again, name), rows)


@pytest.mark.parametrize("table", TABLES)
def test_no_rows_give_a_header(shipped: dataset.Dataset, table: str):
    rows = getattr(shipped, table)
    assert to_csv(rows.head(0)) == ",".join(rows) + "\n"


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", '=HYPERLINK("http://example.org")', "=", "-"])
def test_a_formula_is_inert(cell: str):
    (row,) = cells(to_csv(pd.DataFrame({"title": [cell], "sources": [(cell, "a1")]})))
    assert row == {"title": f"'{cell}", "sources": f"'{cell};a1"}


def test_a_sign_inside_a_cell_stays():
    (row,) = cells(to_csv(pd.DataFrame({"title": ["Zapad-2025 = drill"]})))
    assert row["title"] == "Zapad-2025 = drill"


def test_negative_numbers_stay_numbers():
    (row,) = cells(to_csv(pd.DataFrame({"longitude": [-74.25], "direction": pd.array([-1], dtype="Int64")})))
    assert row == {"longitude": "-74.25", "direction": "-1"}


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=30)


@given(TEXT)
def test_any_text_reads_back_and_never_starts_a_formula(text: str):
    (row,) = cells(to_csv(pd.DataFrame({"id": ["x"], "title": [text]})))
    assert row["title"].removeprefix("'") == text.removeprefix("'")
    assert row["title"][:1] not in ("=", "+", "-", "@", "\t")


def test_the_frame_that_is_exported_is_not_changed():
    before = ROWS.copy(deep=True)
    for write in (to_csv, to_geojson, to_parquet, to_records, flat):
        write(ROWS)
    pd.testing.assert_frame_equal(ROWS, before)


# --- JSON records


def test_records_by_hand():
    assert to_records(ROWS)[:2] == [
        dict(event_id="a", title="Dron, „wrak”", event_date="2025-09-10", sources=["a1", "a2"], object_count=21,
             latitude=51.56, longitude=23.35, is_part=False),
        dict(event_id="b", title="two\nlines", event_date=None, sources=[], object_count=None, latitude=None,
             longitude=None, is_part=True),
    ]  # fmt: skip


@pytest.mark.parametrize("table", TABLES)
def test_records_of_every_table_are_json(shipped: dataset.Dataset, table: str):
    rows = getattr(shipped, table)
    assert json.loads(json.dumps(to_records(rows), allow_nan=False)) == to_records(rows)
    assert len(to_records(rows)) == len(rows)


# --- GeoJSON


def test_geojson_has_longitude_first_and_only_rows_with_a_point():
    found = json.loads(to_geojson(ROWS))
    assert found["type"] == "FeatureCollection"
    assert [feature["geometry"] for feature in found["features"]] == [
        {"type": "Point", "coordinates": [23.35, 51.56]},
        {"type": "Point", "coordinates": [-74.25, -33.9]},
    ]
    properties = found["features"][0]["properties"]
    assert properties["event_id"] == "a"
    assert properties["sources"] == ["a1", "a2"]
    assert not {"latitude", "longitude"} & set(properties)


@pytest.mark.parametrize("table", POINTED)
def test_geojson_of_every_table_with_points(shipped: dataset.Dataset, table: str):
    rows = getattr(shipped, table)
    features = json.loads(to_geojson(rows))["features"]
    placed = rows[rows["latitude"].notna()]
    assert len(features) == len(placed)
    assert [f["geometry"]["coordinates"] for f in features] == placed[["longitude", "latitude"]].values.tolist()
    key = TABLES[table].key
    assert [f["properties"][key] for f in features] == placed[key].tolist()
    assert json.loads(to_geojson(rows.head(0)))["features"] == []


def test_tables_with_points_are_known(shipped: dataset.Dataset):
    assert tuple(name for name, rows in shipped.frames().items() if "latitude" in rows) == POINTED


# --- Parquet


def read_parquet(content: bytes) -> pd.DataFrame:
    return pd.read_parquet(io.BytesIO(content))


def test_parquet_keeps_lists_days_and_numbers():
    found = read_parquet(to_parquet(ROWS))
    assert [list(value) for value in found["sources"]] == [["a1", "a2"], [], ["a3"]]
    assert found["event_date"].dt.strftime("%Y-%m-%d").fillna("").tolist() == ["2025-09-10", "", "2025-09-12"]
    assert found["object_count"].fillna(-1).tolist() == [21, -1, 0]
    assert found["latitude"].fillna(99).tolist() == [51.56, 99, -33.9]
    assert found["is_part"].tolist() == [False, True, False]


@pytest.mark.parametrize("table", TABLES)
def test_parquet_of_every_table_reads_back(shipped: dataset.Dataset, table: str):
    rows = getattr(shipped, table)
    found = read_parquet(to_parquet(rows))
    assert list(found) == list(rows)
    for name in TABLES[table].columns():
        values = found[name].map(tuple) if name in list_columns(TABLES[table]) else found[name]
        assert values.isna().tolist() == rows[name].isna().tolist()
        assert values.dropna().tolist() == rows[name].dropna().tolist()


def test_parquet_without_rows(shipped: dataset.Dataset):
    found = read_parquet(to_parquet(shipped.events.head(0)))
    assert list(found) == list(shipped.events)
    assert len(found) == 0
