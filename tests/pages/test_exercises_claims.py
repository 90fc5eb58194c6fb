"""The Exercises and Claims pages: every view runs, the filters work, the cards open."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from monitor.analysis import comparison
from monitor.ui.exercise_views import VIEWS
from monitor.ui.frame import ROOT


def opened(name: str, **query: object) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.switch_page(f"pages/{name}.py")
    for key, value in query.items():
        app.query_params[key] = value
    return app.run()


def shown(app: AppTest) -> list[str]:
    return [element.value for element in (*app.subheader, *app.markdown, *app.caption, *app.info, *app.warning)]


@pytest.mark.parametrize("name", VIEWS)
def test_every_view_draws_its_own_figure_only(name: str):
    app = opened("exercises", view=name)
    assert not app.exception
    charts = app.get("plotly_chart")
    assert len(charts) == (2 if name == "Distance" else 1)
    assert json.loads(charts[0].proto.spec)["data"]


def test_every_view_survives_filters_that_match_nothing():
    app = opened("exercises")
    app.text_input(key="text").set_value("no such words anywhere").run()
    for name in VIEWS:
        app.segmented_control(key="view").set_value(name).run()
        assert not app.exception, name


def test_every_set_can_be_chosen():
    app = opened("exercises", set=comparison.SEPTEMBER_PRESET)
    assert app.selectbox(key="set").value == comparison.SEPTEMBER_PRESET
    for preset in comparison.PRESETS:
        app.selectbox(key="set").set_value(preset).run()
        assert not app.exception, preset


def test_too_few_incidents_are_refused_in_words():
    app = opened("exercises", view="Before and after")
    app.multiselect(key="type").set_value(["Espionage"]).run()
    assert not app.exception
    assert any("Too few exercises or incidents" in text for text in shown(app))


def test_claims_can_be_filtered_and_the_seed_stays():
    app = opened("claims", verdict="Contradicted", said="Russia and Belarus")
    assert not app.exception
    assert any("0 supported" in text and "0 open" in text for text in shown(app))
    assert any("significant distance" in text.lower() for text in shown(app))


@pytest.mark.parametrize(
    ("page", "reference", "text"),
    [
        ("claims", "claim:s001", "What the verdict rests on"),
        ("claims", "claim:none", "No such claim"),
        ("exercises", "misread:kaliningrad-poland|2025-09-10", "nearness"),
        ("exercises", "misread:nowhere|2025-13-40", "No such score"),
    ],
)
def test_cards_open_from_a_link(page: str, reference: str, text: str):
    app = opened(page, open=reference)
    assert not app.exception
    assert any(text in value for value in shown(app))
