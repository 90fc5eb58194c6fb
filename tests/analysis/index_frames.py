"""Hand-made events with the columns the index reads, and the index of a day added up in the plainest way."""

import calendar
from collections.abc import Sequence

import numpy as np
import pandas as pd

from monitor.analysis.escalation import Profile
from tests.analysis import frames

TYPES = ("drone_incursion", "aircraft_incursion", "missile_incursion", "armed_attack", "border_violation", "sabotage",
         "cyber_attack", "border_closure", "sanction", "agreement", "statement")  # fmt: skip
WEIGHTS = {1: 1.0, 2: 0.9, 3: 0.7, 4: 0.3, 5: 0.1, 6: 0.5}
OWN = {"severity": 5.0, "direction": 1, "credibility": 1, "target": (), "segment_id": ""}


def events(*rows: dict | str) -> pd.DataFrame:
    """Returns a frame of events; a row is a day or what differs from an escalating event of severity 5, graded 1."""
    dicts = [{"event_date": row} if isinstance(row, str) else row for row in rows]
    filled = [OWN | row for row in dicts]
    kinds = {"direction": "int64", "credibility": "int64", "target": object, "segment_id": "str"}
    own = {name: pd.Series([row[name] for row in filled], dtype=kind) for name, kind in kinds.items()}
    return frames.events(*filled).assign(**own)


def impact(row: dict, profile: Profile) -> float:
    """Returns what an event weighs on its day, from the words of docs/method.md."""
    row = OWN | row
    weights = dict(profile.weights)
    least = profile.threshold
    if row["direction"] == -1:
        least = np.inf if profile.easing == np.inf else min(profile.threshold, profile.easing)
    if row.get("is_part") or row["severity"] < least or row["credibility"] not in profile.credibilities:
        return 0.0
    kind = weights.get(row.get("event_type", "drone_incursion"), weights.get("*", 1.0))
    return row["direction"] * kind * WEIGHTS[row["credibility"]] * 2 ** ((row["severity"] - 5) / 1.5)


def pressure(rows: Sequence[dict], day: pd.Timestamp, profile: Profile) -> float:
    """Returns the net pressure of a day, event by event and day by day."""
    total = 0.0
    for row in rows:
        first = pd.Timestamp(row["event_date"])
        length = 1
        if row.get("date_precision") == "month":
            first, length = first.replace(day=1), calendar.monthrange(first.year, first.month)[1]
        for arrival in pd.date_range(first, periods=length):
            if arrival <= day:
                total += impact(row, profile) / length * 0.5 ** ((day - arrival).days / profile.half_life)
    return total


# The worked example of docs/method.md; `adds` is what each event adds on 30 June 2025, worked out by hand:
# strength 1, 2, 4, 8 at severity 5, 6.5, 8, 9.5, and the cube root of 1/4 at severity 4;
# a half after 30 days, a quarter after 60.
EXAMPLE_DAY = pd.Timestamp(2025, 6, 30)
# A June of equal days: the sum over k = 0..29 of 2^(-k/30) / 30 is a geometric series.
JUNE = (1 - 0.5) / (1 - 2 ** (-1 / 30)) / 30
EXAMPLE = (
    ({"event_date": "2025-06-30", "severity": 8.0}, 4 * 1.0),
    ({"event_date": "2025-05-31", "severity": 6.5, "credibility": 2}, 2 * 0.9 / 2),
    ({"event_date": "2025-05-01", "severity": 9.5}, 8 * 1.0 / 4),
    ({"event_date": "2025-06-30", "severity": 5.0, "credibility": 3}, 1 * 0.7),
    ({"event_date": "2025-05-31", "severity": 4.0, "direction": -1}, -(0.25 ** (1 / 3)) / 2),
    ({"event_date": "2025-06-30", "severity": 8.0, "direction": 0}, 0.0),
    ({"event_date": "2025-06-30", "severity": 8.0, "is_part": True}, 0.0),
    ({"event_date": "2025-06-30", "severity": 4.5}, 0.0),
    ({"event_date": "2025-06-30", "severity": 8.0, "credibility": 4}, 4 * 0.3),
    ({"event_date": "2025-06-01", "severity": 5.0, "credibility": 6, "date_precision": "month"}, 1 * 0.5 * JUNE),
)
# 4 + 0.9 + 2 + 0.7 + 1.2 = 8.8, the month's event 0.5 x 0.7297 = 0.3649, the agreement -0.63 / 2 = -0.3150.
EXAMPLE_PRESSURE = 8.8 + 0.5 * JUNE - 0.25 ** (1 / 3) / 2
