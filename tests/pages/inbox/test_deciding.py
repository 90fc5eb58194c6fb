"""Decisions: accepted, rejected, taken back, and those that others made meanwhile."""

import json
from datetime import datetime

import pytest
from streamlit.testing.v1 import AppTest

from monitor import dataset, desk
from monitor.ui import decided, deciding, drafts
from monitor.ui.frame import ROOT
from tests.pages.inbox.steps import EVENT_ROWS, NOW, opened, said, whole


def test_an_accepted_event_is_in_the_data_with_its_reviewer_and_undo_takes_it_out(
    own, app: AppTest, shipped: dataset.Dataset
) -> None:
    app.button(key="accept").click().run()
    assert "Accepted: Drone incursion reported at Kuźnica, Poland" in said(app)
    data = whole()
    (new,) = set(data.events["event_id"]) - set(shipped.events["event_id"])
    row = data.events.set_index("event_id").loc[new]
    assert data.faults == shipped.faults
    assert (row["event_date"], row["location"], row["object_count"]) == (datetime(2025, 3, 7), "Kuźnica", 2)
    assert "accepted by Anna" in row["accepted"]
    assert data.version != shipped.version
    app.button(key="undo").click().run()
    assert len(whole().events) == len(shipped.events)
    assert [made.kind for made in own.decided()] == ["undo", "accept"]
    assert own.counts()["undecided"] == 2


def test_a_rejection_keeps_its_reason_and_moves_on(own, app: AppTest) -> None:
    app.button(key="reject").click().run()
    app.button(key="reason-3").click().run()
    assert [(made.kind, made.reason, made.by) for made in own.decided()] == [("reject", "Duplicate", "Anna")]
    assert "Balloon incursion reported at Vilnius Airport, Lithuania" in said(app)
    assert [one["reason"] for one in own.feedback()] == ["Duplicate"]


def test_another_reason_is_typed(own, app: AppTest) -> None:
    app.button(key="reject").click().run()
    app.text_input(key="other-reason").input("The army corrected it").run()
    assert own.decided()[0].reason == "The army corrected it"


def test_somebody_elses_decision_stands_and_is_shown(own, app: AppTest) -> None:
    candidate = own.queue()[0]
    own.reject(candidate.id, "Wrong date", "Bob", NOW)
    app.button(key="accept").click().run()
    assert "Yours was not kept: Bob had rejected it at 08:00 UTC, because: Wrong date" in said(app)
    assert [made.by for made in own.decided()] == ["Bob"]
    assert own.revision() == 0


def test_a_rejection_begun_on_what_others_decided_ends(own, app: AppTest) -> None:
    app.button(key="reject").click().run()
    own.accept(own.queue()[0].id, EVENT_ROWS, "Bob", NOW)
    app.run()
    assert "The event shown before is decided, and this is another: Bob had accepted it at 08:00 UTC" in said(app)
    assert not any(str(button.key).startswith("reason-") for button in app.button)
    assert "Balloon incursion reported at Vilnius Airport, Lithuania" in said(app)
    assert own.counts()["rejected"] == 0


def test_a_second_click_does_not_accept_the_next_one(own, app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    app.button(key="accept").click().run()
    monkeypatch.setattr(deciding, "LEAST_SECONDS", 60.0)
    app.button(key="accept").click().run()
    assert "Not accepted: this event had only just come up" in said(app)
    assert own.counts()["accepted"] == 1


def test_kept_apart_outlives_a_restart(own, twin: AppTest) -> None:
    twin.button(key=f"apart-{own.queue()[0].id}").click().run()
    assert "Probably recorded already" not in said(opened(tab="Review"))


def test_the_footer_follows_the_decisions(own, app: AppTest, shipped: dataset.Dataset) -> None:
    assert f"data version {shipped.version} · {len(shipped.events)} events" in said(app)
    app.button(key="accept").click().run()
    assert f"data version {shipped.version}-r1 · {len(shipped.events) + 1} events" in said(app)
    assert whole().version == f"{shipped.version}-r1"


def test_the_same_event_gets_the_article_as_a_source(own, twin: AppTest, shipped: dataset.Dataset) -> None:
    event = shipped.events[shipped.events["event_id"].eq("20250910-pl-drone-swarm")].iloc[0]
    assert "Probably recorded already" in said(twin)
    candidate = own.queue()[0]
    twin.button(key=f"same-{candidate.id}-{event['event_id']}").click().run()
    assert not twin.exception
    made = own.decided()[0]
    assert (made.kind, made.event_id) == ("cite", event["event_id"])
    again = whole().events.set_index("event_id").loc[event["event_id"]]
    assert set(again["sources"]) > set(event["sources"])
    assert again["object_count"] == event["object_count"]
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.switch_page("pages/timeline.py")
    app.query_params["open"] = f"event:{event['event_id']}"
    assert "Figures of an added source** Objects: 21 recorded, 15 here" in said(app.run())
    own.undo(made.revision, "Anna", NOW)
    assert "15 here" not in said(app.run())


def test_kept_apart_is_accepted_beside_the_other(own, twin: AppTest, shipped: dataset.Dataset) -> None:
    twin.button(key=f"apart-{own.queue()[0].id}").click().run()
    assert "Probably recorded already" not in said(twin)
    twin.button(key="accept").click().run()
    assert len(whole().events) == len(shipped.events) + 1
    assert own.decided()[0].reason == "kept apart from the events it resembles"


def test_all_with_high_confidence_are_accepted_after_showing_them(own, app: AppTest) -> None:
    sure = [c for c in own.queue() if c.confidence == "high"]
    assert len(sure) == 2
    app.button(key=f"sure-{sure[0].item.id}").click().run()
    assert "Accepted 2 events" in said(app)
    assert own.counts()["accepted"] == 2


def test_decided_tells_who_when_why_and_what_was_changed(own, app: AppTest) -> None:
    app.button(key="reject").click().run()
    app.button(key="reason-1").click().run()
    app = opened(tab="Decided")
    assert not app.exception
    text = said(app)
    assert "**Rejected** Drone incursion reported at Kuźnica, Poland" in text
    assert "Anna" in text and "because: Not an event" in text
    app.button(key="undo-1").click().run()
    assert own.counts()["undecided"] == 2


def test_next_and_previous_go_round(own, app: AppTest) -> None:
    first = app.session_state[deciding.CURRENT]
    app.button(key="next").click().run()
    assert app.session_state[deciding.CURRENT] != first
    app.button(key="next").click().run()
    assert app.session_state[deciding.CURRENT] == first
    app.button(key="previous").click().run()
    assert app.session_state[deciding.CURRENT] != first


def test_the_csv_holds_no_formula_and_the_feedback_is_json_lines() -> None:
    made = desk.Decision(1, 1, 1, "reject", "=cmd()", NOW, "+1", fields={"event_type": "protest"}, headline="@x")
    terms = drafts.Terms({"protest": "Protest"}, {}, {}, {}, {})
    text = decided.table([made], terms).decode()
    assert "'=cmd()" in text and "'+1" in text and "'@x" in text
    assert [json.loads(line) for line in decided.lines([{"a": 1}, {"b": "ż"}]).splitlines()] == [{"a": 1}, {"b": "ż"}]


def test_a_desk_that_does_not_answer_is_said_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_DATABASE_URL", "sqlite:////proc/no/such/desk.sqlite")
    app = opened()
    assert not app.exception
    assert any("The desk does not answer" in error.value for error in app.error)


def test_a_link_with_an_unknown_tab_opens_the_first(own) -> None:
    app = opened(tab="Lava", open="event:nothing")
    assert not app.exception
    assert "Read on this machine" in said(app)
