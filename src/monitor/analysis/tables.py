"""Tables as shown: columns in reading order, in words, one row for every row counted above them."""

from collections.abc import Mapping

import pandas as pd

from monitor import words
from monitor.analysis.exercises import with_names

NO_HEADLINE = "headline not recorded"


def events(rows: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Returns Date, Event, Type, Where, Severity, Credibility, Km to border, +/- km, Sources, Id; latest first.

    Where a person accepted one of them, the column Accepted says who and when.
    """
    rows = rows.sort_values(["event_date", "severity", "event_id"], ascending=[False, False, True])
    accepted = {"Accepted": rows["accepted"]} if rows["accepted"].ne("").any() else {}
    day = rows["event_date"].dt.strftime("%Y-%m-%d")
    return pd.DataFrame(
        {
            "Date": day.where(rows["date_precision"].eq("day"), day.str[:7]),
            "Event": rows["title"],
            "Type": rows["type_label"],
            "Initiator": _people(rows["initiator"], names),
            "Where": rows["location"] + ", " + rows["country"].map(names).fillna(rows["country"]),
            "Severity": rows["severity"],
            "Credibility": rows["credibility"].astype("int64"),
            "Km to border": rows["border_km"].round(0),
            "± km": rows["border_error_km"].round(0),
            "Sources": rows["sources"].map(len).astype("int64"),
            "Counted": (~rows["is_part"]).map({True: "yes", False: "part of another"}).astype("str"),
            **accepted,
            "Id": rows["event_id"],
        }
    )


def articles(rows: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Returns Date, Dated by, Headline, Publisher, Grade, Language, Cited by, Link, Id; latest first."""
    rows = rows.merge(sources[["publisher", "reliability"]], on="publisher", how="left")
    rows = rows.sort_values(["placed_date", "article_id"], ascending=[False, True])
    dated = rows["is_date_inferred"].map({False: "publication", True: "event it reports"})
    return pd.DataFrame(
        {
            "Date": rows["placed_date"].dt.strftime("%Y-%m-%d").fillna("not recorded"),
            "Dated by": dated.where(rows["placed_date"].notna(), "").astype("str"),
            "Headline": rows["title"].where(rows["title"].ne(""), NO_HEADLINE),
            "Publisher": rows["publisher"],
            "Grade": rows["reliability"].fillna("F"),
            "Language": rows["language"].map(words.language),
            "Cited by": rows["cited_count"],
            "Link": rows["url"].where(rows["url"].ne("")),
            "Id": rows["article_id"],
        }
    )


def exercises(rows: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Returns Exercise, Side, From, To, Held by, Announced, Estimated, Estimate by, Id; latest first."""
    rows = rows.sort_values(["start_date", "exercise_id"], ascending=[False, True])
    return pd.DataFrame(
        {
            "Exercise": rows["name"],
            "Side": rows["side"],
            "From": rows["start_date"].dt.strftime("%Y-%m-%d").fillna("not recorded"),
            "To": rows["end_date"].dt.strftime("%Y-%m-%d").fillna("not recorded"),
            "Held by": _people(rows["organisers"], names),
            "Announced": rows["announced_troops"],
            "Estimated": rows["estimated_troops"],
            "Estimate by": rows["estimate_by"],
            "Id": rows["exercise_id"],
        }
    )


def areas(rows: pd.DataFrame, exercises: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Returns Exercise, Area, Country, From, To, Radius km, Km to border, +/- km, Nearest, Activity, Id."""
    rows = with_names(rows, exercises)
    rows = rows.sort_values(["date_from", "border_km", "area_id"], ascending=[False, True, True])
    return pd.DataFrame(
        {
            "Exercise": rows["exercise"],
            "Area": rows["name"],
            "Country": rows["country"].map(names).fillna(rows["country"]),
            "From": rows["date_from"].dt.strftime("%Y-%m-%d").fillna("not recorded"),
            "To": rows["date_to"].dt.strftime("%Y-%m-%d").fillna("not recorded"),
            "Radius km": rows["radius_km"],
            "Km to border": rows["border_km"].round(0),
            "± km": rows["border_error_km"].round(0),
            "Nearest": rows["border_country"].map(names).fillna(rows["border_country"]),
            "Activity": rows["activity"],
            "Id": rows["area_id"],
        }
    )


def crossings(rows: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Returns Crossing, Between, Kind, State, Since, What was reported, Id; closed ones first."""
    order = rows["state"].map({"closed": 0, "restricted": 1, "open": 2}).fillna(3)
    rows = rows.assign(order=order).sort_values(["order", "crossing_id"])
    since = rows["since"].dt.strftime("%Y-%m-%d").fillna("")
    return pd.DataFrame(
        {
            "Crossing": rows["name"] + " / " + rows["name_other_side"],
            "Between": _named(rows["country_a"], names) + " and " + _named(rows["country_b"], names),
            "Kind": rows["kind"],
            "State": rows["state"],
            "Since": since.where(rows["since_precision"].ne("month"), since.str[:7]),
            "What was reported": rows["detail"],
            "Id": rows["crossing_id"],
        }
    )


def segments(rows: pd.DataFrame, incidents: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Returns Segment, Allied side, Other side, Incidents (nearest to it, in the period), Note."""
    counts = incidents["segment_id"].value_counts()

    def people(codes: str) -> str:
        return ", ".join(names.get(code, code) for code in codes.split(";") if code)

    return pd.DataFrame(
        {
            "Segment": rows["name"],
            "Allied side": rows["countries"].map(people),
            "Other side": rows["neighbours"].map(people),
            "Incidents": rows["segment"].map(counts).fillna(0).astype("int64"),
            "Note": rows["note"],
        }
    )


def event_types(rows: pd.DataFrame) -> pd.DataFrame:
    """Returns Type, Group, Domain, Direction, Base severity, Definition, Why this severity; most severe first."""
    rows = rows.sort_values(["base_severity", "label"], ascending=[False, True])
    return pd.DataFrame(
        {
            "Type": rows["label"],
            "Group": rows["group"],
            "Domain": rows["domain"],
            "Direction": rows["direction"],
            "Base severity": rows["base_severity"],
            "Definition": rows["definition"],
            "Why this severity": rows["severity_rationale"],
        }
    )


def _named(codes: pd.Series, names: Mapping[str, str]) -> pd.Series:
    return codes.map(names).astype("str").fillna(codes)


def _people(codes: pd.Series, names: Mapping[str, str]) -> pd.Series:
    return codes.map(lambda found: ", ".join(names.get(code, code) for code in found)).astype("str")
