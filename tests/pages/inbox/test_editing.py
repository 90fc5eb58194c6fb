"""What a reviewer writes: edits and drafts, kept for their own reviewer alone; events found or made by hand."""

from datetime import datetime

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from monitor import dataset, desk
from monitor.charts import pin
from monitor.ui import deciding, edit, fields, pins
from tests.pages.inbox.steps import NOW, html, opened, pressed, said, whole


def test_a_restart_finds_the_draft_again_but_only_for_its_reviewer(
    own, app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    candidate = own.queue()[0]
    app.button(key="edit").click().run()
    app.text_input(key=f"edit-{candidate.id}-0-note").input("Seen twice").run()
    st.cache_resource.clear()  # whatever the server had in memory
    app = opened(tab="Review")
    assert "Seen twice" in html(app)
    app.button(key="edit").click().run()
    assert app.text_input(key=f"edit-{candidate.id}-0-note").value == "Seen twice"
    assert (own.revision(), own.decided()) == (0, [])
    app.button(key="accept").click().run()
    assert own.decided()[0].edits["note"] == ["", "Seen twice"]
    own.undo(1, "Anna", NOW)
    assert "Seen twice" in html(opened(tab="Review"))
    monkeypatch.setenv("MONITOR_REVIEWER", "Bob")
    assert "Seen twice" not in html(opened(tab="Review"))


def test_a_draft_begun_before_the_name_was_given_is_kept(own, read: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MONITOR_REVIEWER")
    app = opened(tab="Review")
    app.button(key="edit").click().run()
    app.text_input(key=f"edit-{own.queue()[0].id}-0-note").input("Seen twice").run()
    app.text_input(key="reviewer-typed").input("Berta").run()
    app.button(key="accept").click().run()
    assert own.decided()[0].edits["note"] == ["", "Seen twice"]


def test_what_is_typed_before_going_on_is_kept(own, app: AppTest) -> None:
    app.button(key="edit").click().run()
    first = app.session_state[deciding.CURRENT]
    app.text_input(key=f"edit-{first}-0-note").input("Seen twice")
    app.button(key="next").click().run()
    assert app.session_state[deciding.CURRENT] != first
    assert own.drafts("Anna") == {first: desk.Draft({"note": "Seen twice"})}


def test_another_tab_takes_over_a_draft_it_has_not_touched(own, app: AppTest) -> None:
    candidate = own.queue()[0]
    other = opened(tab="Review")
    for one in (app, other):
        one.button(key="edit").click().run()
    app.text_input(key=f"edit-{candidate.id}-0-note").input("Seen twice").run()
    other.run()
    assert other.text_input(key=f"edit-{candidate.id}-1-note").value == "Seen twice"
    assert own.drafts("Anna") == {candidate.id: desk.Draft({"note": "Seen twice"})}


def test_the_next_reviewer_does_not_inherit_what_the_last_one_typed(own, app: AppTest) -> None:
    candidate = own.queue()[0]
    app.button(key="edit").click().run()
    app.text_input(key=f"edit-{candidate.id}-0-note").input("Seen twice").run()
    app.text_input(key="reviewer-typed").input("Bob").run()
    app.button(key="edit").click().run()
    app.run()
    assert app.text_input(key=f"edit-{candidate.id}-0-note").value == ""
    assert (own.drafts("Bob"), list(own.drafts("Anna"))) == ({}, [candidate.id])


def test_a_changed_place_is_kept_as_an_edit_and_the_title_follows(own, app: AppTest) -> None:
    app.button(key="edit").click().run()
    candidate = own.queue()[0]
    app.selectbox(key=f"spot-{candidate.id}-0").select("pl-sokolka").run()
    assert not app.exception
    assert "Drone incursion reported at Sokółka, Poland" in said(app)
    app.number_input(key=f"edit-{candidate.id}-1-object_count").set_value(1).run()
    app.text_input(key=f"edit-{candidate.id}-1-note").input("Counted twice at first").run()
    app.button(key="accept").click().run()
    made = own.decided()[0]
    assert made.edits["location"] == ["Kuźnica", "Sokółka"]
    assert made.edits["object_count"] == [2, 1]
    assert made.edits["note"] == ["", "Counted twice at first"]
    assert "title" not in made.edits and "country" not in made.edits
    row = whole().events.set_index("event_id").loc[made.event_id]
    assert (row["location"], row["object_count"]) == ("Sokółka", 1)
    assert row["title"] == "Drone incursion reported at Sokółka, Poland"


def test_what_is_not_complete_is_not_accepted(own, app: AppTest) -> None:
    app.button(key="edit").click().run()
    app.text_input(key=f"edit-{own.queue()[0].id}-0-location").input(" ").run()
    app.button(key="accept").click().run()
    assert "The name of the place is missing" in said(app)
    assert own.decided() == []


def test_found_but_not_proposed_is_proposed_on_request(own, app: AppTest) -> None:
    assert "only a condition" in said(app)
    app = pressed(app, "Propose it anyway")
    assert own.counts()["undecided"] == 3
    assert "Border closure by Lithuania reported at Medininkai" in said(app)


def test_a_missing_event_is_made_from_a_sentence(own, app: AppTest) -> None:
    item = own.queue()[0].item
    app.selectbox(key=f"sentence-{item.id}").select_index(4).run()
    app.selectbox(key=f"kind-{item.id}").select("border_closure").run()
    app.button(key=f"missing-{item.id}").click().run()
    assert not app.exception
    made = own.candidates(item.id)[-1]
    assert (made.by, made.fields["event_type"]) == ("Anna", "border_closure")
    assert made.fields["evidence"][0]["how"] == "sentence chosen by a person"


def test_a_click_on_the_map_moves_the_pin() -> None:
    places = [{"name": "Sokółka", "country": "PL", "latitude": 53.4, "longitude": 23.5, "geo_precision": "place"}]
    click = lambda custom: {"selection": {"points": [{"customdata": custom}]}}  # noqa: E731
    assert pins.moved(click("point:54.100,23.200"), places) == {
        "latitude": 54.1,
        "longitude": 23.2,
        "geo_precision": "place",
    }
    assert pins.moved(click("choice:0"), places) == fields.place(places[0])
    assert pins.moved({"selection": {"points": []}}, places) == {}
    assert pins.moved(None, places) == {}
    with pytest.raises(ValueError):
        pin.clicked("point:here")


def test_events_near_in_time_are_offered_as_trigger(shipped: dataset.Dataset) -> None:
    near = edit.nearby(shipped.events, "2025-09-12")
    assert "20250910-pl-drone-swarm" in near
    days = shipped.events.set_index("event_id").loc[list(near), "event_date"]
    assert abs((days - datetime(2025, 9, 12)).dt.days).max() <= edit.LINK_DAYS
    assert len(edit.nearby(shipped.events, None)) == len(shipped.events)
