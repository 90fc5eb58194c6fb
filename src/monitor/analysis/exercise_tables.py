"""Tables of the Exercises page as shown: columns in reading order, in words."""

from collections.abc import Mapping

import pandas as pd


def compare(rows: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Returns Exercise, From, To, Days, Phases, Announced, By others, Areas, Within 50 km, Nearest area, km ... Id."""
    return pd.DataFrame(
        {
            "Exercise": rows["name"],
            "Side": rows["side"],
            "From": _day(rows["start_date"]),
            "To": _day(rows["end_date"]),
            "Days": rows["days"].astype("Int64"),
            "Phases": rows["phase_count"],
            "Announced": _span(rows["announced_low"], rows["announced_high"]),
            "Estimated by others": _span(rows["outside_low"], rows["outside_high"]),
            "Figures": rows["figures"].astype("Int64"),
            "Areas": rows["areas"].astype("Int64"),
            "Within 50 km": rows["near"].astype("Int64"),
            "Nearest area": rows["place"].fillna(""),
            "km": rows["km"].round(0),
            "± km": rows["error_km"].round(0),
            "Border of": rows["border"].map(names).fillna(""),
            "Countries": (rows["organisers"] + rows["participants"]).map(
                lambda codes: ", ".join(dict.fromkeys(names.get(c, c) for c in codes))
            ).astype("str"),
            "Id": rows["exercise_id"],
        }
    )  # fmt: skip


def figures(rows: pd.DataFrame) -> pd.DataFrame:
    """Returns Counts, From, To, Kind, By, Date, Sources, Wording; an empty cell is an open end."""
    return pd.DataFrame(
        {
            "Counts": rows["scope"],
            "From": rows["low"],
            "To": rows["high"],
            "Kind": rows["kind"],
            "By": rows["by"],
            "Date": _day(rows["date"]),
            "Sources": rows["sources"].map(len).astype("int64"),
            "Wording": rows["note"],
        }
    )


def distances(rows: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Returns Exercise, Area, Km to border, ± km, Nearest, Known to, Radius km, Activity, Id."""
    return pd.DataFrame(
        {
            "Exercise": rows["exercise"],
            "Area": rows["name"],
            "Km to border": rows["border_km"].round(0),
            "± km": rows["border_error_km"].round(0),
            "Nearest": rows["border_country"].map(names).fillna(rows["border_country"]),
            "Known to": rows["geo_precision"],
            "Radius km": rows["radius_km"],
            "Activity": rows["activity"],
            "Id": rows["area_id"],
        }
    )


def pairs(rows: pd.DataFrame) -> pd.DataFrame:
    """Returns Russia and Belarus, NATO and allies, From, To, Days together, Announced together, Gap km, ± km, Id."""
    return pd.DataFrame(
        {
            "Russia and Belarus": rows["east"],
            "NATO and allies": rows["west"],
            "From": _day(rows["overlap_from"]),
            "To": _day(rows["overlap_to"]),
            "Days together": rows["overlap_days"],
            "Announced together": rows["troops"],
            "Smallest gap km": rows["gap_km"].astype("float64").round(0),
            "± km": rows["gap_error_km"].astype("float64").round(0),
            "Id": rows["east_id"],
        }
    )


def windows(rows: pd.DataFrame) -> pd.DataFrame:
    """Returns Window, Incidents a day, Matched dates, Ratio, 95 % interval (of the ratio), p."""
    return pd.DataFrame(
        {
            "Window": rows["window"],
            "Incidents a day": rows["rate"].round(2),
            "Matched dates": rows["expected"].round(2),
            "Ratio": rows["ratio"].round(2),
            "95 % interval": _interval(rows["low"], rows["high"]),
            "p": rows["p"].round(3),
        }
    )


def types(rows: pd.DataFrame) -> pd.DataFrame:
    """Returns Type, Incidents, Remark (why there is no rate), Incidents a day, Matched dates, Ratio, p."""
    return pd.DataFrame(
        {
            "Type": rows["type"],
            "Incidents": rows["incidents"],
            "Remark": rows["refusal"],
            "Incidents a day": rows["rate"].round(3),
            "Matched dates": rows["expected"].round(3),
            "Ratio": rows["ratio"].round(2),
            "p": rows["p"].round(3),
        }
    )


def meetings(rows: pd.DataFrame, segments: pd.Series) -> pd.DataFrame:
    """Returns Date, Segment, Score, Interval, Incident, Exercise, Nearest area, km, ± km, the factors, Id (event)."""
    return pd.DataFrame(
        {
            "Date": _day(rows["day"]),
            "Segment": rows["segment_id"].map(segments).fillna(rows["segment_id"]),
            "Score": rows["score"].astype("float64").round(1),
            "Interval": _interval(rows["low"], rows["high"], 0),
            "Incident": rows["title"],
            "Exercise": rows["exercise"],
            "Nearest area": rows["area"],
            "km": rows["km"].astype("float64").round(0),
            "± km": rows["km_error"].astype("float64").round(0),
            "Nearness": rows["proximity"].astype("float64").round(2),
            "Size": rows["magnitude"].astype("float64").round(2),
            "Opacity": rows["opacity"].astype("float64").round(2),
            "Severity": rows["severity"],
            "Id": rows["event_id"],
        }
    )


def _day(days: pd.Series) -> pd.Series:
    return pd.to_datetime(days).dt.strftime("%Y-%m-%d").fillna("not recorded")


def _span(low: pd.Series, high: pd.Series) -> pd.Series:
    def told(first: float, last: float) -> str:
        if pd.isna(first):
            return ""
        return f"{first:,.0f}" if first == last else f"{first:,.0f}–{last:,.0f}"

    return pd.Series([told(a, b) for a, b in zip(low, high, strict=True)], index=low.index, dtype="str")


def _interval(low: pd.Series, high: pd.Series, digits: int = 2) -> pd.Series:
    told = [f"{a:.{digits}f} to {b:.{digits}f}" for a, b in zip(low, high, strict=True)]
    return pd.Series(told, index=low.index, dtype="str")
