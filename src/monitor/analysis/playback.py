"""Playback: the map step by step, each step with what is new, what is recent, and the state of the crossings."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from monitor.analysis import crossings as borders
from monitor.analysis import exercises, places

MOST_STEPS = 62
RECENT_STEPS = 7
STEP_DAYS = (1, 7, 30, 91, 365)


@dataclass(frozen=True)
class Frame:
    """One step: its first and last day, the marks with `is_new`, the areas in use and the states of the crossings."""

    since: pd.Timestamp
    until: pd.Timestamp
    marks: pd.DataFrame
    areas: pd.DataFrame
    crossings: pd.DataFrame


def steps(since: pd.Timestamp, until: pd.Timestamp) -> list[tuple[pd.Timestamp, pd.Timestamp]]:
    """Returns the steps of a period: days, weeks, months ... so that there are at most 62."""
    days = (until - since).days + 1
    width = next((step for step in STEP_DAYS if days / step <= MOST_STEPS), STEP_DAYS[-1])
    starts = pd.date_range(since, until, freq=f"{width}D")
    return [(start, min(start + pd.Timedelta(days=width - 1), until)) for start in starts]


def frames(
    events: pd.DataFrame,
    areas: pd.DataFrame,
    crossings: pd.DataFrame,
    status: pd.DataFrame,
    periods: list[tuple[pd.Timestamp, pd.Timestamp]],
) -> Iterator[Frame]:
    """Yields a frame per period; an event stays for seven steps, its own included."""
    width = periods[0][1] - periods[0][0] + pd.Timedelta(days=1)
    for since, until in periods:
        day = events["event_date"]
        seen = events[day.le(until) & day.gt(until - width * RECENT_STEPS)]
        marks = places.marks(seen)
        yield Frame(
            since,
            until,
            marks.assign(is_new=marks["last_date"].ge(since)),
            exercises.active_areas(areas, since, until),
            borders.on(until, crossings, status),
        )
