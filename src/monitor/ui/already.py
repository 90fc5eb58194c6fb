"""Whether an article was probably read before: on the desk, or as a source of recorded events."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from monitor import words
from monitor.desk import UNDECIDED, Item
from monitor.desk.rows import address_of
from monitor.ui import deciding, drafts, lists
from monitor.ui.frame import View
from monitor.ui.text import plain

if TYPE_CHECKING:
    from monitor.desk.store import Desk

MOST = 3


@dataclass(frozen=True, eq=False)
class Before:
    """What is probably the same article: on the desk, and the recorded events that rest on it."""

    items: tuple[Item, ...]
    events: pd.DataFrame | None


def before(view: View, desk: "Desk", article: dict, url: str, content: bytes) -> Before | None:
    """Returns what was read before at the same address, or with the same title, publisher and day.

    The very same bytes are left to the desk, which opens what it has.
    """
    said = [str(article.get(name) or "") for name in ("title", "publisher", "published")]
    items = tuple(desk.alike(url, *said))
    if any(desk.raw(item.id).content == content for item in items):
        return None
    events = None if items else _resting_on(view, url, *said)
    return Before(items, events) if items or events is not None else None


def _resting_on(view: View, url: str, title: str, publisher: str, published: str) -> pd.DataFrame | None:
    """Returns the recorded events that cite the article, None where it is not recorded."""
    known, address = view.whole.articles, address_of(url)
    same = known["url"].fillna("").map(address_of).eq(address) & bool(address)
    if title and published:
        same |= (
            known["title"].eq(title) & known["publisher"].eq(publisher) & known["published"].eq(pd.Timestamp(published))
        )
    found = set(known.loc[same, "article_id"])
    events = view.whole.events
    return events[[not found.isdisjoint(cited) for cited in events["sources"]]] if found else None


def show(view: View, desk: "Desk", found: Before, leave: Callable[[], None]) -> None:
    """Says that an article was probably read already, with a way to each one it resembles.

    Who opens one of those on the desk has answered the question: `leave` is called.
    """
    st.warning("Probably read already: the same address, or the same headline, publisher and day.")
    for number, item in enumerate(found.items[:MOST]):
        told = desk.candidates(item.id)
        waiting = sum(candidate.status == UNDECIDED for candidate in told)
        day = f"published {words.day(date.fromisoformat(item.published))}, " if item.published else ""
        title, publisher = item.title or "Article without a headline", item.publisher or "Publisher not recorded"
        st.button(plain(f"Open “{title}”"), key=f"before-{item.id}", on_click=_open, args=(view, desk, item, leave),
                  type="secondary" if number else "primary")  # fmt: skip
        left = f"{waiting} of {words.count(len(told), 'event')} to review"
        st.caption(plain(f"{publisher}, {day}added by {item.by} on {words.day(item.at)}; {left}"))
    if found.events is not None:
        if found.events.empty:
            st.caption("It is recorded as a headline; no event rests on it yet.")
        lists.events(found.events.sort_values("severity", ascending=False).head(MOST), "before", with_severity=False)


def _open(view: View, desk: "Desk", item: Item, leave: Callable[[], None]) -> None:
    leave()
    deciding.open_item(desk, item, drafts.terms(view))
