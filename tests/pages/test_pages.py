"""Every page runs, shows what the tables hold, and survives what a link may carry."""

import json

import pytest
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest, app_test

from monitor.ui.frame import PAGES, ROOT, VIEW

# Pages that answer for the whole data or name their own choice in the subtitle.
WHOLE = ("situation", "exercises", "claims", "watchlist", "inbox")
# The inbox draws a map only beside a candidate.
WITHOUT_CHART = ("inbox",)
NAMES = [name for pages in PAGES.values() for name in pages]


def opened(name: str, **query: object) -> AppTest:
    """The page as a link opens it: the shared filters read the address in the first run of a session only."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.switch_page(f"pages/{name}.py")
    for key, value in query.items():
        app.query_params[key] = value
    return app.run()


def spec(app: AppTest, number: int = 0) -> dict:
    charts = [e for e in app.main if e.type == "plotly_chart"] or app.get("plotly_chart")
    return json.loads(charts[number].proto.spec)


@pytest.fixture
def unvisited(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a server that nobody has visited: the first run opens the page alone, without app.py."""
    monkeypatch.setattr(app_test, "PagesManager", PagesManager)


@pytest.mark.parametrize("name", NAMES)
def test_page_runs_without_exception(name: str, unvisited: None) -> None:
    app = opened(name)
    assert not app.exception
    assert app.get("plotly_chart") or name in WITHOUT_CHART
    assert any("Data as of 10 Jun 2026" in caption.value for caption in app.caption)


@pytest.mark.parametrize("name", NAMES)
def test_page_with_nothing_matching_says_so(name: str) -> None:
    app = opened(name, text="no such words anywhere", period="All")
    assert not app.exception
    assert "matching “no such words anywhere”" in " ".join(caption.value for caption in app.caption) or name in WHOLE


@pytest.mark.parametrize("name", NAMES)
def test_page_survives_a_hostile_link(name: str) -> None:
    app = opened(
        name,
        country=["<script>alert(1)</script>", "Atlantis"],
        period="2025-13-40",
        severity="many",
        known_at="yesterday",
        open="event:' OR 1=1",
        lanes="Colour",
        extent="Mars",
        layers="Lava",
        day="2025-02-31",
        v="00000000",
    )
    assert not app.exception


@pytest.mark.parametrize("asked", [
    {"country": "PL", "severity": "4.5", "known_at": "2026-01-31"},
    {"country": ["Poland", "Atlantis"], "text": " drone "},
    {"country": "Portugal", "severity": "4.3"},
    {"period": "2025", "since": "2025-02-01"},
    {"period": "Custom", "since": "2025-02-01", "until": "2025-03-01", "credibility": "1-2"},
])  # fmt: skip
def test_filters_stand_as_they_were_read_before_they_were_drawn(asked: dict) -> None:
    app = opened("timeline", **asked)
    side, read = app.sidebar, app.session_state[VIEW].selection
    shown = {widget.key: widget.value for widget in (*side.selectbox, *side.slider, *side.date_input)}
    shown |= {widget.key: tuple(widget.value) for widget in side.multiselect}
    shown |= {widget.key: widget.value.strip() for widget in side.text_input}
    assert shown == {name: getattr(read, name) for name in shown}


def test_a_filter_that_is_moved_cuts_the_page_of_the_same_run() -> None:
    app = opened("timeline")
    assert "Poland" not in " ".join(caption.value for caption in app.caption)
    app.sidebar.multiselect(key="country").set_value(["Poland"]).run()
    assert "Poland" in " ".join(caption.value for caption in app.caption)
    app.sidebar.button[0].click().run()
    assert app.sidebar.multiselect(key="country").value == []
    assert "Poland" not in " ".join(caption.value for caption in app.caption)


def test_a_card_shows_nothing_published_after_the_chosen_day() -> None:
    event, late = "20250910-pl-drone-swarm", "a0439"
    shown = [" ".join(text.value for text in opened("timeline", open=f"event:{event}", **asked).markdown)
             for asked in ({}, {"known_at": "2025-09-11"}, {"known_at": "2025-09-01"})]  # fmt: skip
    assert [late in text for text in shown] == [True, False, False]
    assert ["21 objects" in text for text in shown] == [True, True, False]
