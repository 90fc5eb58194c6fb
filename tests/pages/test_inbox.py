"""The inbox: from an article to an accepted event and back, with whatever an article may hold."""

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from types import SimpleNamespace

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from monitor import dataset, desk
from monitor.charts import pin
from monitor.ui import decided, deciding, drafts, edit, fields, pins, remembered
from monitor.ui.frame import ROOT
from monitor.ui.verdict import READ

# Written for this test; none of it happened.
ARTICLE = """Drone crashes near Sokolka

Two Russian drones entered Polish airspace near Kuznica on Friday and one crashed close to Sokolka, the army said.
No one was hurt.

On 5 March a balloon carrying cigarettes drifted from Belarus and closed Vilnius airport for three hours.

If such flights continue, Lithuania could close the Medininkai crossing."""
PUBLISHED = date(2025, 3, 9)
NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
EVENT_ROWS = [("events", {"event_id": "20250307-pl-test", "event_date": "2025-03-07", "event_type": "drone_incursion",
                          "date_precision": "day", "title": "Drone", "country": "PL", "location": "Kuźnica",
                          "initiator": "RU", "credibility": "3", "sources": "a0837"})]  # fmt: skip


@pytest.fixture(scope="module")
def empty_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk made once; a copy is ready sooner than another one."""
    file = tmp_path_factory.mktemp("empty") / "desk.sqlite"
    desk.open(f"sqlite:///{file}").close()
    return file


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, empty_desk: Path) -> Path:
    shutil.copy(empty_desk, tmp_path)
    monkeypatch.setenv("MONITOR_HOME", str(tmp_path))
    monkeypatch.setenv("MONITOR_REVIEWER", "Anna")
    monkeypatch.delenv("MONITOR_FETCH_ALLOW", raising=False)
    monkeypatch.setattr(deciding, "LEAST_SECONDS", 0.0)  # these reviewers read in no time
    return tmp_path


@pytest.fixture
def own() -> desk.nouns.Decision:
    found = desk.open(desk.location())
    yield found
    found.close()


def opened(**query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.switch_page("pages/inbox.py")
    for key, value in query.items():
        app.query_params[key] = value
    # The first run of a session opens the page alone; from the second on its widgets are those a reader sees.
    return app.run().run()


def added(text: str = ARTICLE, published: date | None = PUBLISHED) -> AppTest:
    app = opened()
    app.text_area(key="add-text-0").input(text)
    if published:
        app.date_input(key="add-published-0").set_value(published)
    return pressed(app, "Read it")


@pytest.fixture(scope="module")
def read_desk(tmp_path_factory: pytest.TempPathFactory, empty_desk: Path) -> Path:
    """A desk on which the article was read once, to copy for the tests of what comes after."""
    folder = tmp_path_factory.mktemp("read")
    shutil.copy(empty_desk, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MONITOR_HOME", str(folder))
        patch.setenv("MONITOR_REVIEWER", "Anna")
        assert not added().exception
    return folder / empty_desk.name


@pytest.fixture
def app(home: Path, read_desk: Path) -> AppTest:
    """The page as it is when the article was read: at its first event."""
    with closing(sqlite3.connect(read_desk)) as read, closing(sqlite3.connect(home / read_desk.name)) as own:
        read.backup(own)
    return opened(tab="Review")


def pressed(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label.startswith(label)).click()
    return app.run()


def said(app: AppTest) -> str:
    kinds = ("caption", "markdown", "error", "warning", "info", "success")
    return "\n".join(element.value for kind in kinds for element in app.get(kind)).translate(
        dict.fromkeys(map(ord, "\\\u2060"))
    )


def html(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def whole() -> dataset.Dataset:
    own = desk.open(desk.location())
    try:
        return dataset.load(additions=own.additions())
    finally:
        own.close()


def test_an_empty_inbox_explains_the_three_steps() -> None:
    app = opened(tab="Review")
    assert not app.exception
    assert all(step in said(app) for step in ("**Add**", "**Review**", "**Accept**"))


def test_an_article_is_read_and_its_evidence_stands_beside_the_fields(own) -> None:
    app = added()
    assert not app.exception
    assert app.session_state["tab"] == "Review"
    assert "2 events proposed, 1 found but not proposed" in said(app)
    assert "Drone incursion reported at Kuźnica, Poland" in said(app)
    page = html(app)
    assert "<span class='ev-tag'>date</span>Friday</mark>" in page
    assert "date: 7 Mar 2025, counted from publication on 9 Mar 2025'>" in page
    assert "<td>“Friday” counted from publication on 9 Mar 2025</td>" in page
    assert "<a href='#ev-location'>Place</a></th><td>Kuźnica</td>" in page
    assert "<b>please check</b>: no words of its own" in page
    assert own.revision() == 0
    assert own.counts()["undecided"] == 2


def test_an_accepted_event_is_in_the_data_with_its_reviewer_and_undo_takes_it_out(own) -> None:
    before = whole()
    app = added()
    app.button(key="accept").click().run()
    assert "Accepted: Drone incursion reported at Kuźnica, Poland" in said(app)
    data = whole()
    (new,) = set(data.events["event_id"]) - set(before.events["event_id"])
    row = data.events.set_index("event_id").loc[new]
    assert data.faults == before.faults
    assert (row["event_date"], row["location"], row["object_count"]) == (datetime(2025, 3, 7), "Kuźnica", 2)
    assert "accepted by Anna" in row["accepted"]
    assert data.version != before.version
    app.button(key="undo").click().run()
    assert len(whole().events) == len(before.events)
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


def test_a_draft_begun_before_the_name_was_given_is_kept(own, monkeypatch: pytest.MonkeyPatch) -> None:
    added()
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


def test_another_tab_takes_over_a_draft_it_has_not_touched(own) -> None:
    app = added()
    candidate = own.queue()[0]
    other = opened(tab="Review")
    for one in (app, other):
        one.button(key="edit").click().run()
    app.text_input(key=f"edit-{candidate.id}-0-note").input("Seen twice").run()
    other.run()
    assert other.text_input(key=f"edit-{candidate.id}-1-note").value == "Seen twice"
    assert own.drafts("Anna") == {candidate.id: desk.Draft({"note": "Seen twice"})}


def test_the_next_reviewer_does_not_inherit_what_the_last_one_typed(own) -> None:
    app = added()
    candidate = own.queue()[0]
    app.button(key="edit").click().run()
    app.text_input(key=f"edit-{candidate.id}-0-note").input("Seen twice").run()
    app.text_input(key="reviewer-typed").input("Bob").run()
    app.button(key="edit").click().run()
    app.run()
    assert app.text_input(key=f"edit-{candidate.id}-0-note").value == ""
    assert (own.drafts("Bob"), list(own.drafts("Anna"))) == ({}, [candidate.id])


def test_kept_apart_outlives_a_restart(own) -> None:
    app = added("Drones over Poland\n\nAbout 15 Russian drones entered Polish airspace near Lublin on the night of "
                "9-10 September 2025, the Polish army said.", date(2025, 9, 11))  # fmt: skip
    app.button(key=f"apart-{own.queue()[0].id}").click().run()
    assert "Probably recorded already" not in said(opened(tab="Review"))


def test_the_browser_remembers_who_reviews(own, monkeypatch: pytest.MonkeyPatch) -> None:
    added()
    monkeypatch.delenv("MONITOR_REVIEWER")
    for step, name in enumerate(("Bob", "Cara")):
        own.undo(own.reject(own.queue()[0].id, "Denied", name, NOW, seen=2 * step).revision, name, NOW)
    assert "Your name is missing" in said(opened(tab="Review"))
    monkeypatch.setattr(remembered, "name", lambda: "Bob")
    monkeypatch.setenv("MONITOR_REVIEWER", "Anna")
    app = opened(tab="Review")
    app.button(key="accept").click().run()
    assert own.decided()[0].by == "Bob"
    app.text_input(key="reviewer-typed").input(" Dora \n D. ").run()
    app.button(key="accept").click().run()
    assert own.decided()[0].by == "Dora D."


def test_a_remembered_name_is_one_short_line(monkeypatch: pytest.MonkeyPatch) -> None:
    cookies = {remembered.COOKIE: "%C4%84%20%0A" + "x" * 200}
    monkeypatch.setattr(st, "context", SimpleNamespace(cookies=cookies))
    assert remembered.name() == "Ą " + "x" * (remembered.LONGEST - 2)
    cookies.clear()
    assert remembered.name() == ""


def test_the_footer_follows_the_decisions(own, app: AppTest, shipped: dataset.Dataset) -> None:
    assert f"data version {shipped.version} · {len(shipped.events)} events" in said(app)
    app.button(key="accept").click().run()
    assert f"data version {shipped.version}-r1 · {len(shipped.events) + 1} events" in said(app)
    assert whole().version == f"{shipped.version}-r1"


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


def test_no_decision_without_a_name(own, monkeypatch: pytest.MonkeyPatch) -> None:
    added()
    monkeypatch.delenv("MONITOR_REVIEWER")
    app = opened(tab="Review")
    assert app.button(key="accept").disabled and app.button(key="reject").disabled
    assert "Your name is missing" in said(app)
    app.text_input(key="reviewer-typed").input("Berta").run()
    app.button(key="accept").click().run()
    assert own.decided()[0].by == "Berta"


def test_the_only_name_ever_used_is_taken_again(own, app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    app.button(key="accept").click().run()
    monkeypatch.delenv("MONITOR_REVIEWER")
    assert not opened(tab="Review").button(key="accept").disabled


def test_the_day_of_publication_is_asked_and_never_guessed(own) -> None:
    app = added(published=None)
    assert "does not say when it was published" in said(app)
    assert own.counts()["articles"] == 0
    app.date_input(key="add-day").set_value(PUBLISHED).run()
    assert app.session_state["tab"] == "Review"
    assert {c.fields["start"] for c in own.queue()} == {"2025-03-07", "2025-03-05"}
    assert own.queue()[0].item.article["published_from"] == "given"


def test_an_article_of_something_else_is_only_read_on_request(own) -> None:
    app = added(
        "Cup final\n\nThe home team won the football final 3-1 in Madrid on Sunday. Fans celebrated.", PUBLISHED
    )
    assert "Not about the theatre, because" in said(app)
    assert own.counts()["articles"] == 0
    app = pressed(app, "Extract anyway")
    assert not app.exception
    assert own.counts()["articles"] == 0
    app = pressed(app, "Open an empty card")
    assert [c.fields["confidence"] for c in own.queue()] == ["low"]
    app = pressed(opened(tab="Add"), "Read it")
    assert "There is no text yet" in said(app)


def test_the_same_article_again_is_opened_and_not_doubled(own) -> None:
    added()
    app = added()
    assert "This article is on the desk already: Anna added it on" in said(app)
    assert app.session_state["tab"] == "Review"
    assert own.counts()["articles"] == 1


def test_another_version_of_an_article_is_probably_read_already(own) -> None:
    added()
    app = added(ARTICLE + " Officials said more.")
    assert "Probably read already" in said(app)
    assert own.counts()["articles"] == 1
    app.button(key="before-1").click().run()
    assert app.session_state["tab"] == "Review"
    assert app.session_state[READ] is None
    app = pressed(added(ARTICLE + " Officials said more."), "Keep it as well")
    assert own.counts()["articles"] == 2


def test_an_article_whose_events_are_decided_opens_the_decisions(own, app: AppTest) -> None:
    for _ in range(2):
        app.button(key="accept").click().run()
    app = added()
    assert app.session_state["tab"] == "Decided"
    assert "All its events are decided; nothing was added" in said(app)


def test_an_article_recorded_as_a_source_is_probably_read_already(own, shipped: dataset.Dataset) -> None:
    event = shipped.events[shipped.events["event_id"].eq("20250910-pl-drone-swarm")].iloc[0]
    url = shipped.articles.set_index("article_id").loc[list(event["sources"]), "url"].iloc[0]
    app = opened()
    app.text_area(key="add-text-0").input(ARTICLE)
    app.text_input(key="add-url-0").input(url.replace("https://", "http://") + "/")
    app.date_input(key="add-published-0").set_value(PUBLISHED)
    app = pressed(app, "Read it")
    assert "Probably read already" in said(app)
    assert any(button.key == f"before-{event['event_id']}" for button in app.button)
    assert own.counts()["articles"] == 0


@pytest.mark.parametrize("address", ["http://127.0.0.1/x", "http://[::1]/", "ftp://example.org/x", "file:///etc/passwd",
                                     "http://2130706433/", "nothing"])  # fmt: skip
def test_a_forbidden_address_gives_a_sentence_and_keeps_nothing(own, address: str) -> None:
    app = opened()
    app.button_group(key="_way").select("Fetch an address").run()
    app.text_input(key="add-fetch-0").input(address)
    app = pressed(app, "Read it")
    assert not app.exception
    assert len(app.error) == 1 and app.error[0].value.endswith(".")
    assert own.counts()["articles"] == 0


@pytest.mark.parametrize(
    ("name", "content"), [("a.pdf", b"no pdf"), ("a.docx", b"PK\x03\x04broken"), ("a.txt", b"\0\1\2" * 500)]
)
def test_a_file_that_cannot_be_read_gives_a_sentence_and_keeps_nothing(own, name: str, content: bytes) -> None:
    app = opened()
    app.button_group(key="_way").select("Upload a file").run()
    app.file_uploader(key="add-file-0").upload(name, content, "application/octet-stream")
    app = pressed(app, "Read it")
    assert not app.exception
    assert len(app.error) == 1
    assert own.counts()["articles"] == 0


HOSTILE = ARTICLE.replace(
    "Drone crashes", "<b onclick=alert(1)> **Drone** \u202ecrashes [x](javascript:alert(2))"
).replace("a balloon", "<img src=x onerror=alert(3)> a balloon")


def test_hostile_text_is_text(own) -> None:
    app = added(HOSTILE)
    assert not app.exception
    page = html(app)
    assert "<img" not in page and "<b onclick" not in page
    assert "&lt;img src=x onerror=alert(3)&gt;" in page
    printed = "".join(element.value for kind in ("caption", "markdown", "success") for element in app.get(kind))
    assert "[x](" not in printed and "**Drone**" not in printed
    assert "\u202e" not in page + printed


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


def test_the_same_event_gets_the_article_as_a_source(own, shipped: dataset.Dataset) -> None:
    event = shipped.events[shipped.events["event_id"].eq("20250910-pl-drone-swarm")].iloc[0]
    app = added("Drones over Poland\n\nAbout 15 Russian drones entered Polish airspace near Lublin on the night of "
                "9-10 September 2025, the Polish army said.", date(2025, 9, 11))  # fmt: skip
    assert "Probably recorded already" in said(app)
    candidate = own.queue()[0]
    app.button(key=f"same-{candidate.id}-{event['event_id']}").click().run()
    assert not app.exception
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


def test_kept_apart_is_accepted_beside_the_other(own, shipped: dataset.Dataset) -> None:
    app = added("Drones over Poland\n\nAbout 15 Russian drones entered Polish airspace near Lublin on the night of "
                "9-10 September 2025, the Polish army said.", date(2025, 9, 11))  # fmt: skip
    app.button(key=f"apart-{own.queue()[0].id}").click().run()
    assert "Probably recorded already" not in said(app)
    app.button(key="accept").click().run()
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


def test_the_csv_holds_no_formula_and_the_feedback_is_json_lines() -> None:
    made = desk.Decision(1, 1, 1, "reject", "=cmd()", NOW, "+1", fields={"event_type": "protest"}, headline="@x")
    terms = drafts.Terms({"protest": "Protest"}, {}, {}, {}, {})
    text = decided.table([made], terms).decode()
    assert "'=cmd()" in text and "'+1" in text and "'@x" in text
    assert [json.loads(line) for line in decided.lines([{"a": 1}, {"b": "ż"}]).splitlines()] == [{"a": 1}, {"b": "ż"}]


def test_events_near_in_time_are_offered_as_trigger(shipped: dataset.Dataset) -> None:
    near = edit.nearby(shipped.events, "2025-09-12")
    assert "20250910-pl-drone-swarm" in near
    days = shipped.events.set_index("event_id").loc[list(near), "event_date"]
    assert abs((days - datetime(2025, 9, 12)).dt.days).max() <= edit.LINK_DAYS
    assert len(edit.nearby(shipped.events, None)) == len(shipped.events)


PAGE = f"""<html lang="en"><head><title>{ARTICLE.splitlines()[0]}</title>
<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "2025-03-09"}}</script></head>
<body><article><h1>{ARTICLE.splitlines()[0]}</h1><p>{ARTICLE.splitlines()[2]}</p></article></body></html>"""


def test_a_page_gives_its_own_day_and_says_how(own) -> None:
    app = opened()
    app.button_group(key="_way").select("Upload a file").run()
    app.file_uploader(key="add-file-0").upload("page.html", PAGE.encode(), "text/html")
    app = pressed(app, "Read it")
    assert not app.exception
    item = own.queue()[0].item
    assert item.published == "2025-03-09"
    assert "published 9 Mar 2025 (declared by the page)" in said(app)
    assert item.article["published_from"] == "JSON-LD"


def test_what_was_left_out_is_said_beside_the_article(own) -> None:
    feed = "".join(f"<item><title>Headline {number}</title></item>" for number in range(150))
    first = "<item>" + "".join(f"<{name}><![CDATA[{text}]]></{name}>" for name, text in zip(
        ("title", "description"), ARTICLE.split("\n\n", 1), strict=True)) + "</item>"  # fmt: skip
    app = added(f"<rss version='2.0'><channel><title>Wire</title>{first}{feed}</channel></rss>")
    left_out = "of the 151 entries of the feed the first is read, 100 are kept as headlines and 50 are left out"
    assert f"Note: {left_out}." in said(app)
    assert "Note:" in said(opened(tab="Review"))
    assert left_out in own.queue()[0].item.article["reasons"]


def test_an_allowed_address_is_fetched_and_kept_with_it(own, monkeypatch: pytest.MonkeyPatch) -> None:
    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(PAGE.encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    Thread(target=server.serve_forever, daemon=True).start()
    place = f"127.0.0.1:{server.server_port}"
    try:
        monkeypatch.setenv("MONITOR_FETCH_ALLOW", place)
        app = opened()
        app.button_group(key="_way").select("Fetch an address").run()
        app.text_input(key="add-fetch-0").input(f"http://{place}/news")
        app = pressed(app, "Read it")
    finally:
        server.shutdown()
        server.server_close()
    assert not app.exception
    assert own.queue()[0].item.url == f"http://{place}/news"
    assert own.queue()[0].fields["start"] == "2025-03-07"


def test_a_desk_that_does_not_answer_is_said_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_DATABASE_URL", "sqlite:////proc/no/such/desk.sqlite")
    app = opened()
    assert not app.exception
    assert any("The desk does not answer" in error.value for error in app.error)


def test_a_link_with_an_unknown_tab_opens_the_first(own) -> None:
    app = opened(tab="Lava", open="event:nothing")
    assert not app.exception
    assert "Read on this machine" in said(app)
