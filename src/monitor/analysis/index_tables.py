"""Tables of the index as shown: what is in a value, why it moved, how it scored."""

import pandas as pd

from monitor import geo

TOO_FEW = "too few to score"
THIRDS = ("Lowest third", "Middle third", "Highest third")


def waterfall(rows: pd.DataFrame, named: int) -> pd.DataFrame:
    """Returns the steps between two days: label, change, is_total, event_id; small ones of a cause are summed.

    `rows` is analysis.escalation.difference; the changes between the two totals add up exactly.
    """
    steps = [("Before", rows["before"].sum(), True, "")]
    moved = rows[rows["cause"].ne("decay") & rows["change"].ne(0)]
    moved = moved.reindex(moved["change"].abs().sort_values(ascending=False).index)
    steps += [(row.title, row.change, False, row.event_id) for row in moved.head(named).itertuples()]
    rest = moved.iloc[named:]
    for cause, label in (("new", "other new events"), ("de-escalation", "other easing events")):
        part = rest[rest["cause"].eq(cause)]
        if len(part):
            steps.append((f"{len(part)} {label}", part["change"].sum(), False, ""))
    decay = rows.loc[rows["cause"].eq("decay"), "change"]
    if len(decay):
        steps.append((f"Fading of {len(decay)} earlier events", decay.sum(), False, ""))
    steps.append(("After", rows["now"].sum(), True, ""))
    return pd.DataFrame(steps, columns=["label", "change", "is_total", "event_id"])


def contributions(rows: pd.DataFrame) -> pd.DataFrame:
    """Returns Event, Date, Type, Adds now, Share %, Impact, Severity, Credibility, Id; the largest first."""
    return pd.DataFrame(
        {
            "Event": rows["title"],
            "Date": rows["event_date"].dt.strftime("%Y-%m-%d"),
            "Type": rows["type_label"],
            "Adds now": rows["now"].round(3),
            "Share %": (rows["share"] * 100).round(1),
            "Impact": rows["impact"].round(3),
            "Severity": rows["severity"],
            "Credibility": rows["credibility"].astype("int64"),
            "Id": rows["event_id"],
        }
    )


def scores(rows: pd.DataFrame) -> pd.DataFrame:
    """Returns the track record: Outcome, Days ahead, Days scored, Rate %, Brier, AUC, and skill per baseline."""
    shown = pd.DataFrame(
        {
            "Outcome": rows["outcome"],
            "Days ahead": rows["horizon"],
            "Days scored": rows["n"],
            "Windows with one": rows["windows"],
            "Rate %": (rows["rate"] * 100).round(1),
            "Brier": [TOO_FEW if pd.isna(value) else f"{value:.3f}" for value in rows["brier"]],
            "AUC of the index": estimates(rows, "auc", ".2f"),
        }
    )
    for baseline in ("climatology", "persistence", "exercise calendar"):
        shown[f"Skill vs {baseline}"] = estimates(rows, baseline, "+.3f")
    return shown


def estimates(rows: pd.DataFrame, name: str, form: str) -> list[str]:
    """Returns each estimate with its interval, such as +0.12 (-0.05 to +0.30)."""
    return [
        TOO_FEW if pd.isna(value) else f"{value:{form}} ({low:{form}} to {high:{form}})"
        for value, low, high in rows[[name, f"{name}_low", f"{name}_high"]].itertuples(index=False)
    ]


def refusals(rows: pd.DataFrame) -> str:
    """Returns which outcomes are not scored and why, in words; empty where all are."""
    refused = rows[rows["refused"].ne("")].drop_duplicates(["outcome", "refused"])
    return " ".join(f"{row.outcome}: {row.refused}." for row in refused.itertuples())


def calibration(rows: pd.DataFrame) -> pd.DataFrame:
    """Returns Outcome, Days ahead, and for each third of the forecasts what was said and how often it came true."""
    found = []
    for (outcome, horizon), part in rows.groupby(["outcome", "horizon"], sort=False):
        texts = [
            f"said {row.forecast:.0%}, came true {row.observed:.0%} ({row.low:.0%} to {row.high:.0%})"
            for row in part.itertuples()
        ]
        found.append((outcome, horizon, *texts, *[""] * (len(THIRDS) - len(texts))))
    return pd.DataFrame(found, columns=["Outcome", "Days ahead", *THIRDS])


def alarms(rows: pd.DataFrame) -> pd.DataFrame:
    """Returns every rise of the index through the alarm level: Day, Index, Outcome day, Lead days."""
    return pd.DataFrame(
        {
            "Day": rows["day"].dt.strftime("%Y-%m-%d"),
            "Index": rows["index"].round(0),
            "First outcome": rows["outcome_day"].dt.strftime("%Y-%m-%d").fillna("none within 30 days"),
            "Lead, days": rows["lead_days"],
        }
    )


def segment_names() -> dict[str, str]:
    """Returns the name of every border segment by its id."""
    return dict(geo.segments()[["segment", "name"]].itertuples(index=False))


def completeness(rows: pd.DataFrame) -> pd.DataFrame:
    """Returns the half-years: Half-year, Events, Publishers, One publisher %, Most frequent severity, Complete from."""
    return pd.DataFrame(
        {
            "Half-year": rows["half"],
            "Events": rows["events"],
            "Publishers": rows["publishers"],
            "One publisher %": (rows["single_source"] * 100).round(0),
            "Most frequent severity": rows["curvature"],
            "Complete from": rows["complete_from"],
        }
    )
