"""Findings: the title of a figure, by tested rule; nothing notable gives a plain descriptive title."""

import pandas as pd

from monitor import words

NOTABLE_FACTOR = 2.0
NOTABLE_COUNT = 5
NOTABLE_INDEX = 20.0
DENSE_SHARE = 1 / 3


def counted(events: pd.DataFrame) -> pd.DataFrame:
    """Returns the events that count: parts of a larger event are left out."""
    return events[~events["is_part"]]


def incidents(events: pd.DataFrame) -> pd.DataFrame:
    """Returns the incidents that count."""
    return counted(events[events["group"].eq("incident")])


def timeline(events: pd.DataFrame) -> str:
    """Returns the finding of the timeline: the month that holds a third or more of the incidents, or their number."""
    rows = incidents(events)
    if rows.empty:
        return "No incidents recorded in this period" if len(events) else "No events in this period"
    months = rows["event_date"].dt.to_period("M").value_counts()
    busiest, most = months.index[0], int(months.iloc[0])
    if len(months) > 2 and most >= NOTABLE_COUNT and most / len(rows) >= DENSE_SHARE:
        return f"{most} of {len(rows)} recorded incidents fall in {busiest.to_timestamp():%B %Y}"
    top = rows["type_label"].value_counts()
    if top.iloc[0] == 1:
        return f"{words.count(len(rows), 'recorded incident')} in this period"
    return (
        f"{words.count(len(rows), 'recorded incident')}, most often of the type {_type(top.index[0])} ({top.iloc[0]})"
    )


def places(events: pd.DataFrame, near_km: float = 50.0) -> str:
    """Returns the finding of the map: how many incidents lie within `near_km` of the allied border."""
    rows = incidents(events)
    rows = rows[rows["border_km"].notna()]
    if rows.empty:
        return "No located incidents in this period"
    near = int(rows["border_km"].le(near_km).sum())
    return f"{near} of {len(rows)} located incidents lie within {near_km:.0f} km of the border"


def situation(events: pd.DataFrame, day: pd.Timestamp, days: int = 30) -> str:
    """Returns where we stand: incidents recorded in the last `days` days beside the same span before."""
    rows = incidents(events)
    recent = between(rows, day - pd.Timedelta(days=days - 1), day)
    before = between(rows, day - pd.Timedelta(days=2 * days - 1), day - pd.Timedelta(days=days))
    now, then = len(recent), len(before)
    span = f"in the {days} days to {words.day(day)}"
    if max(now, then) >= NOTABLE_COUNT and now >= NOTABLE_FACTOR * then:
        return f"Recorded incidents rose from {then} to {now} {span}"
    if max(now, then) >= NOTABLE_COUNT and then >= NOTABLE_FACTOR * now:
        return f"Recorded incidents fell from {then} to {now} {span}"
    return f"{words.count(now, 'incident')} recorded {span}, {then} in the {days} before"


def escalation(series: pd.DataFrame, until: pd.Timestamp) -> str:
    """Returns the finding of the index at its last day up to `until`: pressure doubled, halved, or where it stands."""
    rows = series[series["date"].le(until)].set_index("date")
    if rows.empty:
        return "No index for this period"
    now, day = rows.iloc[-1], rows.index[-1]
    for days, span in ((7, "week"), (30, "month")):
        before = rows["pressure"].get(day - pd.Timedelta(days=days), 0.0)
        if now["index"] >= NOTABLE_INDEX and now["pressure"] >= NOTABLE_FACTOR * before > 0:
            return f"Escalation pressure doubled in the {span} to {words.day(day)}"
        if rows["index"].get(day - pd.Timedelta(days=days), 0.0) >= NOTABLE_INDEX and before >= (
            NOTABLE_FACTOR * now["pressure"]
        ):
            return f"Escalation pressure halved in the {span} to {words.day(day)}"
    return f"Escalation index {now['index']:.0f}, {now['level']}, on {words.day(day)}"


def between(events: pd.DataFrame, since: pd.Timestamp, until: pd.Timestamp) -> pd.DataFrame:
    """Returns the events whose first day lies in a period, both ends included."""
    return events[events["event_date"].between(since, until)]


def _type(label: str) -> str:
    return label if label.split()[0].isupper() else label[:1].lower() + label[1:]
