"""What a test of a claim finds: verdict, margin, reason and the rows behind it; and how a scope is read."""

from dataclasses import dataclass
from typing import Protocol

import pandas as pd

SUPPORTED, CONTRADICTED, OPEN = "supported", "contradicted", "open"
VERDICTS = (SUPPORTED, CONTRADICTED, OPEN)


class Facts(Protocol):
    """The tables a test may read; a Dataset has them all."""

    actors: pd.DataFrame
    events: pd.DataFrame
    exercises: pd.DataFrame
    exercise_areas: pd.DataFrame
    crossings: pd.DataFrame
    crossing_status: pd.DataFrame
    claims: pd.DataFrame
    troop_estimates: pd.DataFrame
    articles: pd.DataFrame


@dataclass(frozen=True)
class Finding:
    """The outcome of one test; `opens` holds references such as `area:zapad-2025-gozha`."""

    verdict: str
    reason: str
    margin: str = ""
    error: str = ""
    opens: tuple[str, ...] = ()


class Untestable(Exception):
    """A test that lacks its data; its text completes the sentence "Open because ..."."""


def keys(scope: str) -> dict[str, str]:
    """Returns the `key=value` parts of a scope, such as {"country": "BY", "km": "50"}."""
    return dict(part.split("=", 1) for part in scope.split() if "=" in part)


def listed(text: str) -> tuple[str, ...]:
    """Returns the values of a list inside a scope: "PL,LT" gives ("PL", "LT")."""
    return tuple(part for part in text.split(",") if part)


def references(kind: str, ids: object) -> tuple[str, ...]:
    """Returns the references that open rows of a kind."""
    return tuple(f"{kind}:{i}" for i in ids)
