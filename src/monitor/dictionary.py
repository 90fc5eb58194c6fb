"""The data dictionary, read from the declarations in `model.py`: as a frame, as Markdown, as a Frictionless package."""

from datetime import date
from typing import Literal, get_args, get_origin

import pandas as pd

from monitor.model import TABLES, Row
from monitor.reading import list_columns

LICENCE = {"name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0"}
GEONAMES = {"title": "GeoNames, CC BY 4.0: towns of gazetteer.csv", "path": "https://www.geonames.org"}


def frame() -> pd.DataFrame:
    """Returns one row per column of the data: table, column, type, unit, codes, refers to, required, meaning."""
    return pd.DataFrame([_column(name, model, column) for name, model in TABLES.items() for column in model.columns()])


def _column(name: str, model: type[Row], column: str) -> dict[str, str]:
    field = model.model_fields[column]
    return {
        "Table": name,
        "Column": column,
        "Type": "list of text" if column in list_columns(model) else kind(field.annotation),
        "Unit": field.json_schema_extra["unit"],
        "Codes": ", ".join(codes(field.annotation)),
        "Refers to": field.json_schema_extra["ref"],
        "Required": "yes" if field.is_required() else "no",
        "Meaning": field.description or "",
    }


def kind(annotation: object) -> str:
    """Returns the type of a column in words: text, day, whole number or number."""
    inner = _plain(annotation)
    return "day" if date in inner else "whole number" if int in inner else "number" if float in inner else "text"


def codes(annotation: object) -> tuple[str, ...]:
    """Returns the values a column may take, where they are listed."""
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    return next((found for part in get_args(annotation) if (found := codes(part))), ())


def _plain(annotation: object) -> set:
    parts = [part for part in get_args(annotation) if isinstance(part, type) or get_args(part)]
    return {annotation} if not parts else set().union(*(_plain(part) for part in parts))


def markdown() -> str:
    """Returns the dictionary as one Markdown table per table of the data."""
    found = frame()
    parts = []
    for name, model in TABLES.items():
        rows = found[found["Table"].eq(name)].drop(columns="Table")
        head = "| " + " | ".join(rows.columns) + " |\n|" + "---|" * len(rows.columns)
        body = "\n".join("| " + " | ".join(row) + " |" for row in rows.itertuples(index=False))
        parts.append(f"### {name}.csv\n\n{model.meaning}\n\n{head}\n{body}\n")
    return "\n".join(parts).replace("\\\n", "\n")


def package() -> dict:
    """Returns the Frictionless data package that describes the data folder."""
    return {
        "profile": "tabular-data-package",
        "name": "escalation-monitor-data",
        "title": "Curated facts: escalation on NATO's eastern flank",
        "licenses": [LICENCE],
        "sources": [GEONAMES],
        "resources": [_resource(name, model) for name, model in TABLES.items()],
    }


TYPES = {"text": "string", "day": "date", "whole number": "integer", "number": "number"}


def _resource(name: str, model: type[Row]) -> dict:
    fields = []
    keys = []
    for column in model.columns():
        field = model.model_fields[column]
        constraints: dict[str, object] = {"required": field.is_required()}
        if (listed := codes(field.annotation)) and column not in list_columns(model):
            constraints["enum"] = list(listed)
        meaning = field.description or ""
        if unit := field.json_schema_extra["unit"]:
            meaning += f" [{unit}]"
        plain = column in list_columns(model)
        fields.append(
            {
                "name": column,
                "type": "string" if plain else TYPES[kind(field.annotation)],
                "description": meaning + (" (values separated by ;)" if plain else ""),
                "constraints": constraints,
            }
        )
        if (ref := field.json_schema_extra["ref"]) and not plain:
            table, target = ref.split(".")
            keys.append({"fields": column, "reference": {"resource": "" if table == name else table, "fields": target}})
    schema: dict[str, object] = {"fields": fields, "missingValues": [""], "foreignKeys": keys}
    if model.key:
        schema["primaryKey"] = model.key
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "description": model.meaning,
        "schema": schema,
    }
