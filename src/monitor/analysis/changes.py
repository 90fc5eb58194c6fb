"""What changed: the last days beside the same span before."""

from dataclasses import dataclass

import pandas as pd

from monitor.analysis import findings

RECENT_DAYS = 30


@dataclass(frozen=True)
class Recent:
    """Events and incidents of the last days up to a day, and the incidents of the same span before; parts left out."""

    since: pd.Timestamp
    until: pd.Timestamp
    events: pd.DataFrame
    incidents: pd.DataFrame
    before: pd.DataFrame


def recent(events: pd.DataFrame, day: pd.Timestamp, days: int = RECENT_DAYS) -> Recent:
    """Returns the `days` days that end with `day`, most severe first, beside the `days` days before them."""
    since = day - pd.Timedelta(days=days - 1)
    earlier = since - pd.Timedelta(days=days)
    order = {"by": ["severity", "event_date", "event_id"], "ascending": [False, False, True]}
    now = findings.between(findings.counted(events), since, day).sort_values(**order)
    before = findings.between(events, earlier, since - pd.Timedelta(days=1)).sort_values(**order)
    return Recent(since, day, now, findings.incidents(now), findings.incidents(before))
