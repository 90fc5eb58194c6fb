"""Rows as files: CSV, JSON records, GeoJSON and Parquet, with lists written as in the curated tables."""

import io
import json

import pandas as pd


def flat(rows: pd.DataFrame) -> pd.DataFrame:
    """Returns the rows with lists joined by `;` and days as YYYY-MM-DD text, as in the curated CSV files."""
    return rows.assign(**{name: _flat(rows[name]) for name in rows})


def _flat(values: pd.Series) -> pd.Series:
    if pd.api.types.is_datetime64_any_dtype(values):
        return values.dt.strftime("%Y-%m-%d")
    if is_list(values):
        return values.map(lambda value: ";".join(value) if isinstance(value, tuple) else value).astype("str")
    return values


def is_list(values: pd.Series) -> bool:
    """Tells whether a column holds lists."""
    return values.dtype == object and values.map(lambda value: isinstance(value, tuple)).astype(bool).any()


def to_csv(rows: pd.DataFrame) -> str:
    """Returns the rows as CSV text; a cell that a spreadsheet would run as a formula is led by an apostrophe."""
    return flat(rows).map(_inert).to_csv(index=False, lineterminator="\n")


def _inert(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t") else value


def to_records(rows: pd.DataFrame) -> list[dict]:
    """Returns the rows as JSON-ready dicts: days as YYYY-MM-DD, lists as lists, empty cells as null."""
    return [{name: _plain(value) for name, value in row.items()} for row in rows.to_dict("records")]


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return list(value)
    if value is None or pd.isna(value) or value == "":
        return None
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    return value.item() if hasattr(value, "item") else value


def to_geojson(rows: pd.DataFrame) -> str:
    """Returns the rows that have a point as a GeoJSON FeatureCollection (longitude, latitude, WGS84)."""
    features = []
    for row in to_records(rows):
        latitude, longitude = row.pop("latitude"), row.pop("longitude")
        if latitude is not None:
            point = {"type": "Point", "coordinates": [longitude, latitude]}
            features.append({"type": "Feature", "geometry": point, "properties": row})
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, allow_nan=False)


def to_parquet(rows: pd.DataFrame) -> bytes:
    """Returns the rows as a Parquet file; lists stay lists."""
    buffer = io.BytesIO()
    lists = {name: rows[name].map(list) for name in rows if is_list(rows[name])}
    rows.assign(**lists).to_parquet(buffer, index=False)
    return buffer.getvalue()
