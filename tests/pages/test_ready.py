"""What is readied before the first reader comes is what the pages then use."""

import threading

import pytest

from monitor import dataset
from monitor.analysis import escalation, misread
from monitor.ui import load, ready
from tests.pages.test_pages import opened


def readied() -> None:
    thread = threading.Thread(target=ready.prepare)
    thread.start()
    thread.join()


def test_the_first_page_computes_nothing_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    for cached in (load._loaded, load.scoped, load.kept):
        cached.clear()
    readied()

    def again(*_: object, **__: object) -> None:
        raise AssertionError("computed again")

    monkeypatch.setattr(dataset, "load", again)
    monkeypatch.setattr(escalation, "reading", again)
    monkeypatch.setattr(misread, "pairs", again)
    assert not opened("timeline").exception


def test_what_fails_is_left_to_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def broken() -> None:
        asked.append("data")
        raise OSError("the disk is gone")

    monkeypatch.setattr(load, "whole", broken)
    ready.prepare()
    assert asked == ["data"]
