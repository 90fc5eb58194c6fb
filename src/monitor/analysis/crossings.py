"""Border crossings: what state each was in on a day, as far as it is recorded."""

import pandas as pd

UNKNOWN = "unknown"
STATES = ("closed", "restricted", "open", UNKNOWN)


def on(day: pd.Timestamp, crossings: pd.DataFrame, status: pd.DataFrame) -> pd.DataFrame:
    """Returns every crossing with `state`, `since`, `detail` and `sources` on a day.

    A status holds until the next row of the crossing; without an earlier row the state is unknown, never open.
    """
    rows = status[status["date"].le(day)].sort_values("date", kind="stable")
    latest = rows.groupby("crossing_id").tail(1).set_index("crossing_id")
    found = latest.reindex(crossings["crossing_id"]).set_index(crossings.index)
    return crossings.assign(
        state=found["status"].where(found["status"].notna(), UNKNOWN).astype("str"),
        since=found["date"],
        since_precision=found["date_precision"].where(found["date_precision"].notna(), "day").astype("str"),
        detail=found["detail"].where(found["detail"].notna(), "no status recorded").astype("str"),
        sources=found["sources"].map(lambda ids: ids if isinstance(ids, tuple) else ()),
    )


def tally(states: pd.DataFrame) -> dict[str, int]:
    """Returns how many crossings are closed, restricted, open and unknown."""
    counts = states["state"].value_counts()
    return {state: int(counts.get(state, 0)) for state in STATES}
