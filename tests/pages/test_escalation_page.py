"""The Escalation page: every part opens, the weights live in the URL, nonsense is left out, numbers are the index's."""

import json
import re
from functools import cache

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from monitor.analysis import escalation, track_record
from monitor.dataset import Dataset
from monitor.ui import escalation_views, readings
from monitor.ui.frame import ROOT

NOWHERE = "no such words anywhere"
NONSENSE = "nonsense,picnic=2,sanction=lots,sanction=9,sanction=-1,sanction=nan,sanction=inf,=1,,"


@cache
def opened(**query: str) -> AppTest:
    """The page as a link opens it: the parameters are there before anything runs."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for key, value in query.items():
        app.query_params[key] = value
    app.switch_page("pages/escalation.py")
    return app.run()


def figures(app: AppTest) -> list[dict]:
    return [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]


def traces(app: AppTest, number: int = 0) -> dict[str, dict]:
    return {trace["name"]: trace for trace in figures(app)[number]["data"]}


def headings(app: AppTest) -> list[str]:
    return [heading.value for heading in app.subheader]


def captions(app: AppTest) -> str:
    return " ".join(caption.value for caption in app.caption)


@pytest.mark.parametrize("part", escalation_views.PARTS)
def test_every_part_opens(part: str):
    app = opened(part=part)
    assert not app.exception
    assert len(figures(app)) == (1 if part == "Method" else 2)
    assert part in ("Method", "Track record") or len(headings(app)) >= 2
    assert "nan" not in " ".join(headings(app))


@pytest.mark.parametrize(
    "part",
    ["Segments", "What changed", "Track record",
     "Domains"],
)  # fmt: skip
def test_parts_survive_nothing_at_all(part: str):
    app = opened(part=part, text=NOWHERE)
    assert not app.exception
    assert headings(app)[0].startswith("Escalation index 0, low")
    assert "nan" not in " ".join(headings(app))


@pytest.mark.parametrize("part", ["Countries", "Domains", "Sensitivity"])
def test_parts_survive_a_period_after_the_data(part: str):
    later = dict(period="Custom", since="2027-01-01", until="2027-02-01")
    assert not opened(part=part, text=NOWHERE, **later).exception


def test_the_track_record_survives_an_early_day_of_knowledge():
    assert not opened(part="Track record", known_at="2021-06-01").exception


def test_the_figure_shows_the_index(shipped: Dataset):
    data = shipped
    found = escalation.reading(
        data.events, data.articles, data.sources, pd.Timestamp(data.as_of), data.version, replicates=10
    )
    line = traces(opened(period="2025"))["Index"]
    shown = dict(zip([mark[0].removeprefix("day:") for mark in line["customdata"]], values(line["y"]), strict=True))
    index = found.series.set_index(found.series["date"].dt.strftime("%Y-%m-%d"))["index"].round(1)
    assert len(shown) == 365
    assert all(index[day] == pytest.approx(value, abs=0.051) for day, value in shown.items())


def values(node: list | dict) -> list[float]:
    """The numbers of a trace, which plotly may pack as bytes."""
    if isinstance(node, list):
        return node
    import base64

    import numpy as np

    return np.frombuffer(base64.b64decode(node["bdata"]), node["dtype"]).tolist()


def test_the_default_is_drawn_beside_other_weights_only():
    assert "Default weights" not in traces(opened())
    assert "Default weights" in traces(opened(profile="Kinetic only"))
    assert "Default weights" in traces(opened(weights="drone_incursion=0.5", half_life="60"))


@pytest.mark.parametrize("name", ["Kinetic only", "Confirmed only"])
def test_a_profile_in_the_url_is_used(name: str):
    app = opened(profile=name)
    assert not app.exception
    assert next(box for box in app.selectbox if box.key == "profile").value == name
    assert traces(app)["Index"]["y"] != traces(opened())["Index"]["y"]


def test_hybrid_focus_counts_from_severity_3():
    assert "severity 3 or more" in captions(opened(profile="Hybrid focus"))


@pytest.mark.parametrize("severity", ["4", "5", "6"])
@pytest.mark.parametrize("profile", ["Default", "Hybrid focus"])
def test_every_severity_can_be_chosen_under_every_profile(profile: str, severity: str):
    app = opened(profile=profile, threshold=severity)
    assert f"severity {severity} or more" in captions(app)
    assert next(box for box in app.selectbox if box.key == "threshold").value == severity


def weight_table(app: AppTest) -> dict[str, float]:
    (rows,) = [frame.value for frame in app.dataframe if "Weight" in frame.value]
    return dict(zip(rows["Type"], rows["Weight"], strict=True))


def test_the_table_starts_from_the_weights_of_the_profile():
    assert set(weight_table(opened()).values()) == {1.0}
    kinetic = weight_table(opened(profile="Kinetic only"))
    assert kinetic["Drone incursion"] == 1.0 and kinetic["Sanction"] == 0.0
    assert weight_table(opened(profile="Hybrid focus"))["Espionage"] == 2.0
    changed = weight_table(opened(profile="Kinetic only", weights="sanction=1, drone_incursion=0.5"))
    assert (changed["Drone incursion"], changed["Sanction"], changed["Threat"]) == (0.5, 1.0, 0.0)


def edited(monkeypatch: pytest.MonkeyPatch, base: str, start: dict[str, float], changes: dict[int, float | None]):
    """The text that edits of the table leave in the URL."""
    state = {
        readings.TABLE: {"of": (base, ""), "start": start, "number": 3},
        "weight_table-3": {"edited_rows": {row: {"Weight": value} for row, value in changes.items()}},
    }
    monkeypatch.setattr(readings.st, "session_state", state)
    readings._edited(escalation.PROFILES[base])
    assert state[readings.TABLE]["of"] == (base, state["weights"])
    return state["weights"]


def test_edits_are_kept_as_differences_from_the_profile(monkeypatch: pytest.MonkeyPatch):
    start = {"drone_incursion": 1.0, "sanction": 0.0}
    assert edited(monkeypatch, "Kinetic only", start, {1: 1.0}) == "sanction=1"
    assert edited(monkeypatch, "Kinetic only", start, {0: 0.5, 1: 0.0}) == "drone_incursion=0.5"
    assert edited(monkeypatch, "Default", {"drone_incursion": 0.5, "sanction": 1.0}, {0: 1.0}) == ""
    assert edited(monkeypatch, "Hybrid focus", {"sabotage": 3.0, "sanction": 1.0}, {0: None}) == ""


def test_what_is_written_is_read_back():
    for base in escalation.PROFILES.values():
        weights = {"sanction": 0.3, "sabotage": base.weight("sabotage"), "threat": 1.0}
        text = readings.written(weights, base)
        assert "sabotage" not in text
        read = readings.parse(text, set(weights))
        assert {kind: read.get(kind, base.weight(kind)) for kind in weights} == weights


def test_a_weight_of_the_profile_itself_changes_nothing():
    assert "Default weights" not in traces(opened(weights="drone_incursion=1"))


def test_a_profile_that_changes_nothing_says_so():
    said = " ".join(note.value for note in opened(profile="Without state media").info)
    assert re.search(r"change nothing here: none of the \d+ events of the index rests on state media alone", said)
    assert not any("change nothing" in note.value for note in opened(profile="Kinetic only").info)
    assert not any("change nothing" in note.value for note in opened().info)
    missing = opened(without="no-such-event")
    assert any("No such event" in note.value for note in missing.info)


def test_method_v1_is_drawn_beside_the_default():
    shown = traces(opened(profile="No easing (v1)", period="2025"))
    assert "Default weights" in shown
    old, new = values(shown["Index"]["y"]), values(shown["Default weights"]["y"])
    assert max(a - b for a, b in zip(old, new, strict=True)) == pytest.approx(7.5, abs=0.2)


def test_nonsense_weights_are_ignored():
    app = opened(weights=NONSENSE)
    assert not app.exception
    assert "Default weights" not in traces(app)


@pytest.mark.parametrize("part", NONSENSE.split(","))
def test_nonsense_is_no_weight(part: str):
    assert readings.parse(part, {"sanction", "drone_incursion"}) == {}


def test_weights_as_written():
    types = {"sanction", "drone_incursion"}
    assert readings.parse("drone_incursion=0.5, sanction=0", types) == {"drone_incursion": 0.5, "sanction": 0.0}
    assert readings.parse(" sanction = 2 ,picnic=1,sanction=3", types) == {"sanction": 3.0}
    assert readings.parse("", types) == {}


def test_nonsense_choices_are_said_and_ignored():
    app = opened(profile="Doves", part="Astrology", half_life="1000", threshold="many", without="no-such-event")
    assert not app.exception
    said = " ".join(note.value for note in (*app.info, *app.warning))
    assert "Doves" in said and "Astrology" in said


def test_an_event_left_out_lowers_the_index(shipped: Dataset):
    event = "20250910-pl-drone-swarm"
    assert event in set(shipped.events["event_id"])
    with_it, without = (
        values(traces(opened(period="Zapad-2025", **query))["Index"]["y"]) for query in ({}, {"without": event})
    )
    assert max(with_it) > max(without) + 2


def test_the_first_line_of_the_track_record_is_its_verdict():
    said = headings(opened(part="Track record"))[1]
    assert said.startswith("The index beats persistence in") or said.startswith("The index does not beat persistence")
    tables = [frame.value for frame in opened(part="Track record").dataframe]
    (scores,) = [table for table in tables if "Brier" in table]
    assert len(scores) == 4 * len(track_record.HORIZONS)
    (calibration,) = [table for table in tables if "Lowest third" in table]
    assert len(calibration) == scores["Brier"].ne("too few to score").sum() > 0


def test_alarms_are_shown_beside_any_day_and_refusals_are_said():
    app = opened(part="Track record")
    said = " ".join(block.value for block in app.markdown)
    assert "Of all days, " in said and ("no better than chance" in said or "more often than by chance" in said)
    assert "Shoot-down: not scored: 5 windows with one, 10 needed." in captions(app)


def test_a_waterfall_between_two_days_adds_up():
    app = opened(part="What changed", period="2025", earlier="2025-09-01", later="2025-09-12")
    assert not app.exception
    (bars,) = figures(app)[1]["data"]
    base, length = values(bars["base"]), values(bars["x"])
    assert length[-1] == pytest.approx(11.0, abs=0.5)
    assert base[0] == base[-1] == 0
    contributions = next(frame.value for frame in app.dataframe if "Adds now" in frame.value)
    assert contributions["Adds now"].sum() == pytest.approx(length[-1], abs=0.05)


def test_a_day_opens_what_is_in_it():
    app = opened(open="day:2025-09-12")
    assert not app.exception
    text = " ".join(block.value for block in app.markdown)
    assert "Index 65, high, on 12 Sep 2025" in text
    ways = [button for button in app.button if button.key and button.key.startswith("day-")]
    assert 5 <= len(ways) <= 20
    assert "drone" in ways[0].label.lower()


@pytest.mark.parametrize("day", ["2019-01-01", "2025-02-31"])
def test_a_day_without_an_index_says_so(day: str):
    app = opened(open=f"day:{day}")
    assert not app.exception
    assert any("No such day of the index" in note.value for note in app.info)
