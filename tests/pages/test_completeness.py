"""Nothing recorded is lost on the way to the screen, and every number in a finding is a count of rows shown."""

import csv
import json
import re
from collections import Counter
from datetime import date, timedelta

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from monitor.analysis import places
from monitor.dataset import DATA, Dataset
from monitor.ui.frame import ROOT

PERIODS = ("12 months", "2025", "Zapad-2025")
NEAR_KM = 50
TABS = ("timeline-tabs", "map-tabs", "sources-tabs")


def recorded(name: str) -> list[dict[str, str]]:
    """The rows of a shipped file, read without the project's own code."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def ids(name: str, column: str) -> set[str]:
    return {row[column] for row in recorded(name)}


INCIDENT_TYPES = {row["event_type"]: row["label"] for row in recorded("event_types") if row["group"] == "incident"}


def incidents() -> list[dict[str, str]]:
    return [row for row in recorded("events") if row["event_type"] in INCIDENT_TYPES and not row["part_of"]]


def linked(page: str, **query: str | list[str]) -> AppTest:
    """The page as a link opens it: the shared filters read the address in the first run of a session only."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.switch_page(f"pages/{page}.py")
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def open_tab(app: AppTest, label: str) -> None:
    """Opens a tab; only then its tables are sent."""
    (key,) = [key for key in TABS if key in app.session_state]
    app.session_state[key] = label
    app.run()


def table(app: AppTest, key: str) -> pd.DataFrame:
    """The rows of the table with this key, all of them, as sent to the browser when its tab is open."""
    for label in [None, *[tab.label for tab in app.tabs]]:
        if label:
            open_tab(app, label)
        for frame in app.dataframe:
            if frame.proto.id.endswith(f"-{key}"):
                return frame.value
    raise LookupError(f"no table {key}")


def charts(app: AppTest) -> list[dict]:
    return [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]


def references(app: AppTest, number: int = 0) -> set[str]:
    """What the marks of a chart open when they are clicked."""
    return {custom[0] for trace in charts(app)[number]["data"] for custom in trace.get("customdata") or []}


def named(found: set[str], kind: str) -> set[str]:
    return {reference.removeprefix(f"{kind}:") for reference in found if reference.startswith(f"{kind}:")}


def finding(app: AppTest, number: int = 0) -> str:
    return re.sub(r"\\(.)", r"\1", app.subheader[number].value)


def numbers(text: str) -> list[int]:
    return [int(found.replace(",", "")) for found in re.findall(r"\d[\d,]*", text)]


@pytest.fixture(scope="module")
def timeline() -> AppTest:
    return linked("timeline", period="All")


@pytest.fixture(scope="module")
def first_map() -> AppTest:
    """The map with the layers it opens with."""
    return linked("map", period="All")


@pytest.fixture(scope="module")
def mapped(first_map: AppTest) -> AppTest:
    """The map with all its layers."""
    layers = next(group for group in first_map.get("button_group") if group.key == "layers")
    return linked("map", period="All", layers=list(layers.options))


@pytest.fixture(scope="module")
def sources() -> AppTest:
    return linked("sources", period="All")


@pytest.fixture(scope="module")
def situation() -> AppTest:
    return linked("situation")


@pytest.mark.parametrize("page", ["timeline", "mapped", "sources", "situation"])
def test_the_pages_ran(page: str, request: pytest.FixtureRequest):
    assert not request.getfixturevalue(page).exception


def test_every_event_is_in_the_table_of_the_timeline(timeline: AppTest):
    shown = table(timeline, "timeline-events")["Id"]
    assert shown.is_unique
    assert set(shown) == ids("events", "event_id")


def test_every_event_is_a_mark_of_the_timeline(timeline: AppTest):
    assert named(references(timeline), "event") == ids("events", "event_id")


def test_every_titled_article_is_a_dot_or_is_listed(timeline: AppTest):
    titled = {row["article_id"] for row in recorded("articles") if row["title"]}
    dots = named(references(timeline), "article")
    rows = table(timeline, "timeline-articles")
    undated = set(rows.loc[rows["Date"].eq("not recorded"), "Id"])
    assert dots <= titled
    assert titled <= dots | undated
    assert not dots & undated


def test_every_article_is_in_the_tables(timeline: AppTest, sources: AppTest):
    for rows in (table(timeline, "timeline-articles"), table(sources, "all-articles")):
        assert rows["Id"].is_unique
        assert set(rows["Id"]) == ids("articles", "article_id")
    assert len(ids("articles", "article_id")) == 1530


def test_every_exercise_is_in_the_table_of_the_timeline(timeline: AppTest):
    assert set(table(timeline, "timeline-exercises")["Id"]) == ids("exercises", "exercise_id")


def test_every_event_is_on_the_map_or_listed_without_a_place(mapped: AppTest, shipped: Dataset):
    found = references(mapped)
    at_marks = named(found, "event")
    for place in named(found, "place"):
        at_marks |= set(places.at(shipped.events, *map(float, place.split(",")))["event_id"])
    listed = set(table(mapped, "map-listed")["Id"])
    assert at_marks | listed == ids("events", "event_id")
    assert not at_marks & listed
    assert at_marks == set(table(mapped, "map-events")["Id"])


def counted_and_listed(app: AppTest, events: pd.DataFrame) -> list[tuple[int, int]]:
    """For each mark of several events: the number it shows, and the number of events its click lists."""
    marks = next(trace for trace in charts(app)[0]["data"] if trace.get("name") == "Incidents")
    assert len(set(map(tuple, marks["customdata"]))) == len(marks["customdata"])
    found = []
    for (reference,), text, hover in zip(marks["customdata"], marks["text"], marks["hovertext"], strict=True):
        if reference.startswith("place:"):
            assert f"and {int(text) - 1} more here" in hover
            latitude, longitude = map(float, reference.removeprefix("place:").split(","))
            found.append((int(text), len(places.at(events, latitude, longitude))))
    assert found
    return found


def test_every_count_on_a_place_is_the_length_of_its_list(mapped: AppTest, shipped: Dataset):
    assert all(shown == behind for shown, behind in counted_and_listed(mapped, shipped.events))


def test_a_click_lists_as_many_events_as_its_mark_counts(first_map: AppTest):
    marks = next(trace for trace in charts(first_map)[0]["data"] if trace.get("name") == "Incidents")
    count, reference = max(
        (int(text), custom[0]) for text, custom in zip(marks["text"], marks["customdata"], strict=True) if text
    )
    card = linked("map", period="All", open=reference)
    assert sum((button.key or "").startswith("card-") for button in card.button) == count


def test_every_exercise_area_is_on_the_page_of_the_map(mapped: AppTest):
    dated = {row["area_id"] for row in recorded("exercise_areas") if row["date_from"]}
    assert named(references(mapped), "area") == dated
    assert set(table(mapped, "map-areas")["Id"]) == ids("exercise_areas", "area_id")


def test_every_crossing_is_drawn_and_listed(mapped: AppTest):
    assert named(references(mapped), "crossing") == ids("crossings", "crossing_id")
    assert set(table(mapped, "map-crossings")["Id"]) == ids("crossings", "crossing_id")


def test_every_publisher_and_event_type_is_listed(sources: AppTest):
    listed = {}
    for label in [tab.label for tab in sources.tabs]:
        open_tab(sources, label)
        listed[label.partition(" (")[0]] = [frame.value for frame in sources.dataframe]
    assert set(listed["Publishers"][0]["Publisher"]) == ids("sources", "publisher")
    assert set(listed["Event types"][0]["Type"]) == ids("event_types", "label")


@pytest.mark.parametrize("page", ["timeline", "mapped", "sources"])
def test_the_number_on_a_tab_is_that_of_its_rows(page: str, request: pytest.FixtureRequest):
    counted = 0
    app = request.getfixturevalue(page)
    for label in [tab.label for tab in app.tabs]:
        open_tab(app, label)
        (shown,) = [tab for tab in app.tabs if tab.label == label]
        assert not any(tab.dataframe for tab in app.tabs if tab.label != label)
        if (number := re.search(r"\((\d+)\)$", label)) and shown.dataframe:
            assert int(number[1]) == len(shown.dataframe[0].value), label
            counted += 1
    assert counted >= 2


@pytest.mark.parametrize("period", PERIODS)
def test_the_finding_of_the_timeline_counts_its_table(period: str):
    app = linked("timeline", period=period)
    rows = table(app, "timeline-events")
    rows = rows[rows["Counted"].eq("yes") & rows["Type"].isin(INCIDENT_TYPES.values())]
    said = finding(app)
    if " fall in " in said:
        month = pd.to_datetime(said.rsplit(" in ", 1)[1], format="%B %Y").strftime("%Y-%m")
        assert numbers(said)[:2] == [rows["Date"].str.startswith(month).sum(), len(rows)]
    else:
        top = rows["Type"].value_counts()
        assert numbers(said) == [len(rows), top.iloc[0]]
        assert any(label.lower() in said.lower() for label in top[top.eq(top.iloc[0])].index)


def test_the_table_of_the_timeline_has_the_incidents_recorded(timeline: AppTest):
    types = Counter(row["event_type"] for row in incidents())
    assert numbers(finding(timeline)) == [len(incidents()), max(types.values())]


@pytest.mark.parametrize("period", PERIODS)
def test_the_finding_of_the_map_counts_its_table(period: str):
    app = linked("map", period=period)
    rows = table(app, "map-events")
    rows = rows[rows["Counted"].eq("yes") & rows["Type"].isin(INCIDENT_TYPES.values())]
    assert numbers(finding(app)) == [rows["Km to border"].le(NEAR_KM).sum(), len(rows), NEAR_KM]


def test_the_finding_of_the_coverage_counts_the_events_recorded(sources: AppTest):
    years = Counter(row["event_date"][:4] for row in recorded("events") if not row["part_of"])
    year, most = years.most_common(1)[0]
    assert finding(sources) == f"Coverage is densest in {year}: {most} of {years.total()} events"
    cells = [hover.rsplit(": ", 1)[1] for trace in charts(sources)[0]["data"] for hover in trace["hovertext"]]
    assert sum(int(cell.split()[0]) for cell in cells) == years.total()


def test_the_finding_of_the_situation_counts_the_incidents_recorded(situation: AppTest):
    as_of = max(date.fromisoformat(row["event_date"]) for row in recorded("events"))
    days = [(as_of - date.fromisoformat(row["event_date"])) // timedelta(days=1) for row in incidents()]
    now, before = sum(0 <= day < 30 for day in days), sum(30 <= day < 60 for day in days)
    said = " ".join(re.sub(r"\\(.)", r"\1", text.value) for text in (*situation.header, *situation.caption))
    assert re.search(rf"\b{before} (?:in the 30 days )?before\b", said)
    if moved := re.search(r"incidents (?:rose|fell) from (\d+) to (\d+)", said, re.IGNORECASE):
        assert [int(number) for number in moved.groups()] == [before, now]
    number = next(metric for metric in situation.metric if metric.label == "Incidents in 30 days")
    assert number.value == str(now)
    assert sum((button.key or "").startswith("recent-") for button in situation.button) == now


def test_the_numbers_of_the_situation_open_to_as_many_rows(situation: AppTest):
    value = {metric.label: metric.value for metric in situation.metric}
    states = table(situation, "crossings-now")["State"].value_counts()
    known = len(ids("crossings", "crossing_id")) - int(states.get("unknown", 0))
    assert value["Crossings closed"] == f"{int(states.get('closed', 0))} of {known}"
    lines = [button.label for button in situation.button if (button.key or "").startswith("calendar-")]
    assert value["Exercises running"] == str(sum("running" in line for line in lines))
