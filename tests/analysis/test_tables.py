"""Tables hold as many rows as the numbers above them say."""

import pandas as pd
import pytest

from monitor import geo
from monitor.analysis import crossings, findings, tables
from monitor.dataset import Dataset
from tests.analysis.frames import day


def made(data: Dataset, names: dict[str, str], kind: str) -> tuple[pd.DataFrame, pd.DataFrame, str]:
    """The rows, the table made of them and the name of their id column."""
    states = crossings.on(day("2025-09-13"), data.crossings, data.crossing_status)
    return {
        "events": (data.events, tables.events(data.events, names), "event_id"),
        "articles": (data.articles, tables.articles(data.articles, data.sources), "article_id"),
        "exercises": (data.exercises, tables.exercises(data.exercises, names), "exercise_id"),
        "areas": (data.exercise_areas, tables.areas(data.exercise_areas, data.exercises, names), "area_id"),
        "crossings": (states, tables.crossings(states, names), "crossing_id"),
    }[kind]


KINDS = ["events", "articles", "exercises", "areas", "crossings"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_row_is_in_the_table_once(shipped: Dataset, names: dict[str, str], kind: str):
    rows, table, key = made(shipped, names, kind)
    assert len(table) == len(rows)
    assert sorted(table["Id"]) == sorted(rows[key])


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_table_keeps_its_columns(small: Dataset, names: dict[str, str], kind: str):
    full = made(small, names, kind)[1]
    states = crossings.on(day("2025-09-13"), small.crossings.head(0), small.crossing_status)
    empty = {
        "events": lambda: tables.events(small.events.head(0), names),
        "articles": lambda: tables.articles(small.articles.head(0), small.sources),
        "exercises": lambda: tables.exercises(small.exercises.head(0), names),
        "areas": lambda: tables.areas(small.exercise_areas.head(0), small.exercises, names),
        "crossings": lambda: tables.crossings(states, names),
    }[kind]()
    assert len(empty) == 0
    assert list(empty.columns) == list(full.columns)


def test_the_table_of_events_by_hand(small: Dataset, names: dict[str, str]):
    table = tables.events(small.events, names)
    assert list(table["Id"]) == ["closure", "wreck", "protest", "swarm"]
    swarm = table.set_index("Id").loc["swarm"]
    assert (swarm["Date"], swarm["Event"], swarm["Type"]) == ("2025-09-09", "Drones enter Poland", "Drone incursion")
    assert (swarm["Initiator"], swarm["Where"], swarm["Severity"]) == ("Russia", "Lublin, Poland", 9.0)
    assert (swarm["Sources"], swarm["Credibility"], swarm["Counted"]) == (2, 1, "yes")
    assert table.set_index("Id").loc["wreck", "Counted"] == "part of another"


def test_a_month_is_shown_as_a_month(shipped: Dataset, names: dict[str, str]):
    table = tables.events(shipped.events, names).set_index("Id")
    assert table.loc["20210801-pl-usnarz-camp", "Date"] == "2021-08"
    assert table.loc["20250910-pl-drone-swarm", "Date"] == "2025-09-09"


def test_the_table_of_articles_by_hand(small: Dataset):
    table = tables.articles(small.articles, small.sources).set_index("Id")
    assert list(table.index) == ["a4", "a2", "a1", "a3"]
    assert (table.loc["a3", "Date"], table.loc["a3", "Dated by"]) == ("2025-09-10", "event it reports")
    assert (table.loc["a1", "Dated by"], table.loc["a1", "Grade"]) == ("publication", "B")
    assert table.loc["a4", "Headline"] == tables.NO_HEADLINE
    assert pd.isna(table.loc["a3", "Link"])


def test_an_article_without_any_day_says_so(shipped: Dataset):
    table = tables.articles(shipped.articles, shipped.sources).set_index("Id")
    undated = shipped.articles.loc[shipped.articles["placed_date"].isna(), "article_id"]
    assert set(table.loc[undated, "Date"]) <= {"not recorded"}
    assert set(table.loc[undated, "Dated by"]) <= {""}


def test_the_table_of_exercises_by_hand(small: Dataset, names: dict[str, str]):
    row = tables.exercises(small.exercises, names).iloc[0]
    assert (row["From"], row["To"], row["Held by"]) == ("2025-09-12", "2025-09-16", "Russia, Belarus")
    assert row["Announced"] == 13000
    assert pd.isna(row["Estimated"])


def test_the_table_of_crossings_begins_with_the_closed(shipped: Dataset, names: dict[str, str]):
    states = crossings.on(day("2025-09-13"), shipped.crossings, shipped.crossing_status)
    order = ["closed", "restricted", "open", "unknown"]
    shown = [order.index(state) for state in tables.crossings(states, names)["State"]]
    assert shown == sorted(shown)


def test_the_table_of_crossings_by_hand(small: Dataset, names: dict[str, str]):
    states = crossings.on(day("2025-09-13"), small.crossings, small.crossing_status)
    row = tables.crossings(states, names).iloc[0]
    assert (row["Crossing"], row["Between"]) == ("Terespol / Brest", "Poland and Belarus")
    assert (row["State"], row["Since"], row["What was reported"]) == ("closed", "2025-09-12", "midnight")


@pytest.mark.parametrize("kind", KINDS)
def test_no_cell_shows_a_missing_value_as_text(shipped: Dataset, names: dict[str, str], kind: str):
    table = made(shipped, names, kind)[1]
    for name in table.columns:
        assert not {"nan", "NaT", "None", "<NA>"} & set(table[name].dropna().map(str))


def test_areas_without_their_exercise_stay_in_the_table(small: Dataset, names: dict[str, str]):
    assert len(tables.areas(small.exercise_areas, small.exercises.head(0), names)) == 1


def test_crossings_without_names_show_codes(small: Dataset):
    states = crossings.on(day("2025-09-13"), small.crossings, small.crossing_status)
    assert list(tables.crossings(states, {})["Between"]) == ["PL and BY", "LT and BY"]


def test_the_table_of_event_types_holds_every_type_most_severe_first(shipped: Dataset):
    table = tables.event_types(shipped.event_types)
    assert sorted(table["Type"]) == sorted(shipped.event_types["label"])
    assert table["Base severity"].is_monotonic_decreasing
    assert table["Type"].iloc[0] == "Armed attack"


def test_every_located_incident_counts_at_one_segment(shipped: Dataset, names: dict[str, str]):
    incidents = findings.incidents(shipped.events)
    table = tables.segments(geo.segments(), incidents, names)
    assert table["Incidents"].sum() == incidents["border_km"].notna().sum()
