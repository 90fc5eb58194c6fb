"""The watch-list as shown: monthly strips, expected responses, false alarms, findings and tables."""

import numpy as np
import pandas as pd

from monitor import words
from monitor.analysis import evidence, watchlist
from monitor.analysis.rates import wilson

MONTHS_SHOWN = 24

# The follow-up against which raised indicators are judged: a severe event on the allied side of the border.
SEVERE = 5.0
FOLLOW_DAYS = 30
THEATRE = ("PL", "LT", "LV", "EE", "FI", "RO", "XB")
FEWEST_RAISED = 5


def strip(dataset: watchlist.Recorded, day: pd.Timestamp, months: int = MONTHS_SHOWN) -> pd.DataFrame:
    """Returns evidence per indicator and calendar month up to `day`: indicator_id, month, count, state.

    `state` is the status at the end of the month (or on `day`); parts of events are not counted.
    """
    found = watchlist.past(dataset, day)
    states = watchlist.history(found)
    periods = pd.period_range(end=found.days[-1].to_period("M"), periods=months, freq="M")
    periods = periods[periods >= watchlist.HISTORY_FROM.to_period("M")]
    dates = found.pairs.assign(month=found.pairs["event_date"].dt.to_period("M"))
    counts = dates.groupby(["indicator_id", "month"]).size().to_dict()
    ends = [found.at(month.end_time.normalize()) for month in periods]
    rows = [
        (indicator_id, month, counts.get((indicator_id, month), 0), watchlist.STATUSES[state])
        for indicator_id in found.indicators["indicator_id"]
        for month, state in zip(periods, states[indicator_id].to_numpy()[ends], strict=True)
    ]
    return pd.DataFrame(rows, columns=["indicator_id", "month", "count", "state"])


def answers(dataset: watchlist.Recorded, rows: pd.DataFrame) -> pd.DataFrame:
    """Returns the evidence of expected responses since they were expected: indicator_id, event_id, event_date, title.

    `rows` are readings; the events from which a response was expected are left out.
    """
    sides = dict(zip(dataset.actors["code"], dataset.actors["side"], strict=True))
    wanted = rows[rows["expected_from"].notna()]
    found = evidence.pairs(wanted, dataset.events, sides)
    found = found.merge(wanted[["indicator_id", "expected_from", "expected_after"]], on="indicator_id")
    own = [event in after for event, after in zip(found["event_id"], found["expected_after"], strict=True)]
    found = found[found["event_date"].ge(found["expected_from"]) & ~np.array(own, dtype=bool)]
    return found.merge(dataset.events[["event_id", "title"]], on="event_id").drop(columns="expected_after")


def expected(rows: pd.DataFrame) -> pd.DataFrame:
    """Returns the readings of expected responses, the earliest outcome first, with `lag_days` since the first trigger.

    `lag_days` runs to the outcome's day; it is empty where no outcome is recorded.
    """
    wanted = rows[rows["expected_after"].map(bool).astype(bool)] if len(rows) else rows
    if wanted.empty:
        return wanted.assign(lag_days=[])
    lag = (wanted["outcome_date"] - wanted["expected_from"]).dt.days
    order = wanted["outcome"].map({watchlist.MET: 0, watchlist.LATE: 1, watchlist.ABSENT: 2, watchlist.OPEN: 3})
    wanted = wanted.assign(lag_days=lag, order=order)
    return wanted.sort_values(["order", "lag_days", "indicator_id"]).drop(columns="order").reset_index(drop=True)


def finding_expected(rows: pd.DataFrame) -> str:
    """Returns how many of the expected responses came in time, as a title."""
    if rows.empty:
        return "No expected responses"
    met = int(rows["outcome"].eq(watchlist.MET).sum())
    if rows["outcome"].eq(watchlist.OPEN).all():
        return f"{len(rows)} responses expected after Zapad-2025, none decided yet"
    return f"{met} of {len(rows)} responses expected after Zapad-2025 were reported in time"


def finding_board(rows: pd.DataFrame) -> str:
    """Returns how many indicators are observed, as a title."""
    if rows.empty:
        return "No indicators"
    seen = rows["status"].eq(watchlist.STATUSES[watchlist.OBSERVED])
    risen = int((seen & rows["change"].ge(1)).sum())
    text = f"{int(seen.sum())} of {len(rows)} indicators observed"
    return f"{text}, {risen} clearly above their baseline" if risen else text


def alarms(dataset: watchlist.Recorded, day: pd.Timestamp) -> pd.DataFrame:
    """Returns how often past raised states misled: indicator_id, raised_count, false_share, low, high, base_share.

    A raised state is a day on which the status turned to observed and whose 30 days after it have passed. It misled
    if no event of severity 5 or more followed in the theatre within them; for a sign of de-escalation, if one did.
    `base_share` is the same share over all days of the history; low and high are the Wilson interval (95 %).
    """
    found = watchlist.past(dataset, day)
    states = watchlist.history(found)
    events = dataset.events
    severe = events[~events["is_part"] & events["severity"].ge(SEVERE) & events["country"].isin(THEATRE)]
    after = _followed(watchlist.daily(severe.loc[severe["event_date"].le(found.days[-1]), "event_date"], found.days))
    rows = []
    for row in found.indicators.to_dict("records"):
        state = states[row["indicator_id"]].to_numpy()
        onset = np.flatnonzero((state[1:] == watchlist.OBSERVED) & (state[:-1] != watchlist.OBSERVED)) + 1
        onset = onset[onset < len(after)]
        misled = ~after if row["direction"] == "up" else after
        wrong = int(misled[onset].sum())
        low, high = wilson(wrong, len(onset))
        share = wrong / len(onset) if len(onset) else np.nan
        base = float(misled.mean()) if len(misled) else np.nan
        rows.append((row["indicator_id"], len(onset), share, low, high, base))
    columns = ["indicator_id", "raised_count", "false_share", "low", "high", "base_share"]
    return pd.DataFrame(rows, columns=columns)


def _followed(daily: np.ndarray) -> np.ndarray:
    """Tells for each day with 30 recorded days after it whether a severe event followed within them."""
    within = watchlist.within(daily, FOLLOW_DAYS)
    return within[FOLLOW_DAYS:] > 0


def table(rows: pd.DataFrame, alarms: pd.DataFrame) -> pd.DataFrame:
    """Returns the board as shown: Indicator, Sign of, Status, Since, days, Baseline, Change, False alarms, Id."""
    if rows.empty:
        return pd.DataFrame()
    found = rows.merge(alarms, on="indicator_id", how="left")
    return pd.DataFrame(
        {
            "Indicator": found["label"],
            "Sign of": found["direction"].map({"up": "escalation", "down": "de-escalation"}),
            "Status": found["status"],
            "Since": found["since"].dt.strftime("%Y-%m-%d"),
            "7 days": found["count_7"],
            "30 days": found["count_30"],
            "90 days": found["count_90"],
            "Baseline": found["baseline"].round(1),
            "Change": found["change"].round(1),
            "False alarms": [false_alarms(row) for row in found.to_dict("records")],
            "Base rate": (found["base_share"] * 100).round(0).map("{:.0f} %".format),
            "Id": found["indicator_id"],
        }
    )


def false_alarms(row: dict) -> str:
    """Returns the false-alarm rate in words, or why there is none: 2 of 6 (33 %, 10 to 70 %)."""
    number = int(row["raised_count"])
    if number < FEWEST_RAISED:
        return f"too few to say (n = {number})"
    wrong = round(row["false_share"] * number)
    return f"{wrong} of {number} ({row['false_share']:.0%}, {row['low']:.0%} to {row['high']:.0%})"


def facts(row: dict, alarm: dict) -> tuple[tuple[str, str], ...]:
    """Returns what the card of an indicator says, as label and value."""
    given = [
        ("Sign of", "escalation" if row["direction"] == "up" else "de-escalation"),
        ("Status", f"{row['status']} since {words.day(row['since'])}"),
        ("Events", f"{row['count_7']} in 7 days, {row['count_30']} in 30, {row['count_90']} in 90"),
        ("Baseline", f"{row['baseline']:.1f} events per 30 days in the {row['baseline_days']} days before"),
        ("False alarms", f"{false_alarms(alarm)}; on any day {alarm['base_share']:.0%}"),
    ]
    if row["outcome"]:
        given.append(("Expected by", words.day(row["deadline"])))
        when = "" if pd.isna(row["outcome_date"]) else f", {words.day(row['outcome_date'])}"
        given.append(("Outcome", f"{row['outcome']}{when}"))
    return tuple(given)


def expected_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Returns what was expected: Response, Expected from, Deadline, Outcome, Reached, Days, Events and Id."""
    if rows.empty:
        return pd.DataFrame()
    return pd.DataFrame(
        {
            "Response": rows["label"],
            "Expected from": rows["expected_from"].dt.strftime("%Y-%m-%d").fillna(""),
            "Deadline": rows["deadline"].dt.strftime("%Y-%m-%d").fillna(""),
            "Outcome": rows["outcome"],
            "Reached": rows["outcome_date"].dt.strftime("%Y-%m-%d").fillna(""),
            "Days": rows["lag_days"].astype("Int64"),
            "Events": rows["outcome_evidence"].map(len),
            "Id": rows["indicator_id"],
        }
    )
