"""Who reviews: asked once, remembered by the browser, and never guessed between two."""

from types import SimpleNamespace

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from monitor.ui import remembered
from tests.pages.inbox.steps import NOW, opened, said


def test_the_browser_remembers_who_reviews(own, read: None, monkeypatch: pytest.MonkeyPatch) -> None:
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


def test_no_decision_without_a_name(own, read: None, monkeypatch: pytest.MonkeyPatch) -> None:
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
