"""Exercises: which are running, next or just ended on a day."""

import pandas as pd

JUST_ENDED_DAYS = 30
STATES = ("running", "next", "just ended")


def calendar(exercises: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """Returns exercises running, next or ended within 30 days of `day`, with `state` and `days` to or since.

    An exercise whose end was not recorded counts as over the day after its start. Running ones come first, then the
    next by start, then the latest ended.
    """
    rows = exercises[exercises["start_date"].notna()]
    start = rows["start_date"]
    last = rows["end_date"].fillna(start)
    running = start.le(day) & last.ge(day)
    ahead = start.gt(day)
    ended = last.lt(day) & last.ge(day - pd.Timedelta(days=JUST_ENDED_DAYS))
    state = pd.Series("", index=rows.index, dtype="str")
    state = state.mask(running, "running").mask(ahead, "next").mask(ended, "just ended")
    days = (start - day).dt.days.where(ahead, (day - last).dt.days.where(ended, (day - start).dt.days))
    rows = rows.assign(state=state, days=days)
    rows = rows[rows["state"].ne("")]
    order = rows["state"].map(STATES.index)
    return rows.assign(order=order).sort_values(["order", "days", "exercise_id"]).drop(columns="order")


def active_areas(areas: pd.DataFrame, since: pd.Timestamp, until: pd.Timestamp) -> pd.DataFrame:
    """Returns the areas in use in a period; without a recorded last day an area counts for its first day only."""
    last = areas["date_to"].fillna(areas["date_from"])
    return areas[areas["date_from"].le(until) & last.ge(since)]


def with_names(areas: pd.DataFrame, exercises: pd.DataFrame) -> pd.DataFrame:
    """Returns the areas with `exercise` (its name, or its id where the exercise is not loaded) and `side`."""
    named = exercises[["exercise_id", "name", "side"]].rename(columns={"name": "exercise"})
    found = areas.merge(named, on="exercise_id", how="left")
    return found.assign(exercise=found["exercise"].fillna(found["exercise_id"]), side=found["side"].fillna(""))
