"""The Reactions and Watch-list pages show what the tables hold and open what was asked for."""

import json
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.test_pages import opened


def charts(app: AppTest) -> list[dict]:
    return [json.loads(element.proto.spec) for element in app.get("plotly_chart")]


def words(app: AppTest) -> str:
    return " ".join(element.value for kind in (app.subheader, app.caption, app.markdown) for element in kind)


def test_the_drone_night_is_the_preset():
    app = opened("reactions")
    assert "16 recorded answers, the first after one day" in words(app).replace("\\", "")
    assert len(charts(app)) == 5


OPENED = [
    "answers:pair|Drone incursion|Protest",
    "answers:kind|NATO|posture",
    "answers:trigger|Type|Drone incursion",
    "event:20250910-pl-drone-swarm",
]


@pytest.mark.parametrize("reference", OPENED)
def test_every_mark_opens_its_rows(reference: str):
    app = opened("reactions", open=reference)
    assert not app.exception
    assert not any("No such" in element.value for element in app.info)
    assert len(app.button) > 5


@pytest.mark.parametrize("reference", ["answers:", "answers:pair|x|y", "answers:trigger|Mood|x", "indicator:ind-999"])
def test_a_broken_reference_is_harmless(reference: str):
    assert not opened("reactions", open=reference).exception


def test_the_branching_ratio_comes_on_request():
    app = opened("reactions")
    before = len(charts(app))
    app.toggle(key="branching").set_value(True).run().run()  # the first run is that of the fragment alone
    assert not app.exception
    assert len(charts(app)) == before + 1
    assert "Branching ratio 0.4, between 0.1 and 0.8" in words(app).replace("\\", "")


def test_the_watch_list_opens_with_the_ten_and_each_indicator_opens():
    app = opened("watchlist", open="indicator:ind-05")
    assert not app.exception
    text = words(app).replace("\\", "")
    assert "9 of 10 responses expected after Zapad-2025 were reported in time" in text
    assert "NATO consultations called" in text
    assert "Evidence that decided the outcome: 1 event" in text


def test_the_watch_list_of_an_earlier_day():
    app = opened("watchlist")
    app.date_input(key="known_at").set_value(date(2025, 9, 11)).run()
    assert not app.exception
    text = words(app).replace("\\", "")
    assert "5 of 10 responses expected after Zapad-2025 were reported in time" in text
    assert "in the 30 days to 11 Sep 2025" in text


def test_the_watch_list_under_narrow_filters():
    app = opened("watchlist")
    app.multiselect(key="country").set_value(["Finland"]).run()
    assert not app.exception
    app.slider(key="severity").set_value(9.0).run()
    assert not app.exception
