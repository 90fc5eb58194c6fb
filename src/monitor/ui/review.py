"""Review: one article at a time, its evidence in the text beside the fields, and the decision always in view."""

from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from monitor import words
from monitor.analysis import review
from monitor.desk import Candidate
from monitor.ui import brought, deciding, drafts, edit, fields, found, marks, opened, pins, twins
from monitor.ui.deciding import EDITING, REASONS, REJECTING, SAID
from monitor.ui.drafts import Terms
from monitor.ui.frame import View
from monitor.ui.text import link, plain

if TYPE_CHECKING:
    from monitor.desk.store import Desk

# The list begins at every sixth candidate and not at the chosen one: so that stays in view and the list rarely moves.
STRIDE, MOST_LISTED = 6, 30
PANE_PX = 640
NO_BREAK = "\N{NO-BREAK SPACE}"
EMPTY = """**Nothing waits for review.** From article to event in three steps:

1. **Add**: paste an article, upload a file or give its address. It is read on this machine.
2. **Review**: every proposed event stands beside the words it rests on. Correct what is wrong.
3. **Accept**: the event appears on the map, the timeline and in the index, with your name and the day."""


def show(view: View, desk: "Desk") -> None:
    """Draws the review of the current candidate."""
    terms = drafts.terms(view)
    queue = deciding.sorted_queue(desk.queue(), terms)
    current = deciding.current(desk, queue)
    if current is None:
        _said()
        st.info(EMPTY)
        _undo_button(desk)
        return
    _bar(view, desk, queue, current, terms)
    listed, text, card = st.columns([0.8, 1.7, 2.0], gap="medium")
    with listed, st.container(key="inbox-queue", height=PANE_PX, border=False):
        _queue(queue, current, terms)
    with text, st.container(key="inbox-text", height=PANE_PX, border=False):
        _article(view, desk, queue, current, terms)
    with card, st.container(key="inbox-card", height=PANE_PX, border=False):
        _card(view, desk, queue, current, terms)


# The bar of decisions


def _bar(view: View, desk: "Desk", queue: list[Candidate], current: Candidate, terms: Terms) -> None:
    named = bool(deciding.reviewer(desk))
    with st.container(key=f"inbox-bar-{view.theme_name}", gap="small"):
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            if st.session_state.get(REJECTING):
                _reasons(desk, queue, current, named)
            else:
                _decisions(view, desk, queue, current, named)
        _said(current, queue, named)


def _decisions(view: View, desk: "Desk", queue: list[Candidate], current: Candidate, named: bool) -> None:
    def accepted() -> None:
        edit.collect()
        deciding.accept(view, desk, queue, [current])

    is_editing = bool(st.session_state.get(EDITING))
    # While a card lies over the page, a key is not meant for what is behind it.
    keys = dict.fromkeys("AEXUKJ") if opened.PARAMETER in st.query_params else {key: key for key in "AEXUKJ"}
    st.button("Accept", type="primary", key="accept", shortcut=keys["A"], on_click=accepted, disabled=not named)
    label = "Done" if is_editing else "Edit"
    st.button(label, key="edit", shortcut=keys["E"], on_click=_toggle, args=(EDITING,))
    st.button("Reject", key="reject", shortcut=keys["X"], on_click=_toggle, args=(REJECTING,), disabled=not named)
    _undo_button(desk, keys["U"])
    st.button("Previous", key="previous", shortcut=keys["K"], on_click=deciding.step, args=(queue, -1))
    st.button("Next", key="next", shortcut=keys["J"], on_click=deciding.step, args=(queue, 1))
    place = [candidate.id for candidate in queue].index(current.id) + 1
    st.caption(f"{place} of {len(queue)}", width="content")


def _undo_button(desk: "Desk", shortcut: str | None = "U") -> None:
    st.button("Undo", key="undo", shortcut=shortcut, on_click=deciding.undo, args=(desk,),
              disabled=not (st.session_state.get(deciding.MADE) and deciding.reviewer(desk)))  # fmt: skip


def _toggle(name: str) -> None:
    st.session_state[name] = not st.session_state.get(name)


def _reasons(desk: "Desk", queue: list[Candidate], current: Candidate, named: bool) -> None:
    def rejected(reason: str) -> None:
        deciding.reject(desk, queue, current, reason)

    def other() -> None:
        if told := (st.session_state.get("other-reason") or "").strip():
            rejected(told)

    st.caption("Reject because", width="content")
    for number, reason in enumerate(REASONS, 1):
        st.button(reason, key=f"reason-{number}", shortcut=str(number), on_click=rejected, args=(reason,),
                  disabled=not named)  # fmt: skip
    st.text_input("Another reason", key="other-reason", placeholder="Another reason, then Enter", on_change=other,
                  label_visibility="collapsed", width=180, max_chars=300)  # fmt: skip
    st.button("Cancel", key="cancel-reject", shortcut="Esc", type="tertiary", on_click=_toggle, args=(REJECTING,))


def _said(current: Candidate | None = None, queue: list[Candidate] = (), named: bool = True) -> None:
    """Says how the last decision went, in one line; without one, where the reviewer stands."""
    kind, text = st.session_state.pop(SAID, ("", ""))
    if kind in ("warning", "error"):
        getattr(st, kind)(plain(text))
    elif kind:
        st.caption(f":green[✓] {plain(text)}")
    elif not named:
        st.caption(":orange[**Your name is missing**]: give it above on the right, then decide.")
    elif current is not None:
        same = sum(candidate.item.id == current.item.id for candidate in queue)
        articles = words.count(len({candidate.item.id for candidate in queue}), "article")
        st.caption(f"{words.count(len(queue), 'event')} proposed in {articles}; {same} of them in this one")


# The three panes


def _queue(queue: list[Candidate], current: Candidate, terms: Terms) -> None:
    last = None
    at = [candidate.id for candidate in queue].index(current.id)
    first = at // STRIDE * STRIDE
    with st.container(gap=None):
        if first:
            st.caption(f"{first} before these")
        for candidate in queue[first : first + MOST_LISTED]:
            if candidate.item.id != last:
                last = candidate.item.id
                st.caption(plain(_headline(candidate, 60)))
            own = drafts.fields(candidate, terms)
            where = terms.names.get(own["country"], own["country"] or "?")
            what = plain(f"{terms.labels.get(own['event_type'], own['event_type'])}, {where}")
            # The day and the confidence stay together when the line breaks.
            when = plain(f"{fields.when(own) or 'no date'} · {candidate.confidence}").replace(" ", NO_BREAK)
            st.button(
                f"{what}, {when}", key=f"choose-{candidate.id}", width="stretch",
                type="primary" if candidate.id == current.id else "tertiary", on_click=deciding.choose,
                args=(candidate.id,), wrap=True,
            )  # fmt: skip
        if len(queue) > first + MOST_LISTED:
            st.caption(f"{len(queue) - first - MOST_LISTED} more after these")


def _headline(candidate: Candidate, most: int = 140) -> str:
    title = candidate.item.title or "Article without a headline"
    return title if len(title) <= most else title[: most - 1].rstrip() + "…"


def _article(view: View, desk: "Desk", queue: list[Candidate], current: Candidate, terms: Terms) -> None:
    item = current.item
    day = f"published {words.day(date.fromisoformat(item.published))}" if item.published else "day not known"
    origin = brought.origin(item.article)
    way = f" · {link('open the page', item.url)}" if item.url else ""
    known = f" ({origin})" if origin and item.published else ""
    said = (item.publisher or "Publisher not recorded", f"{day}{known}", item.language.upper())
    st.caption(" · ".join(map(plain, said)) + way)
    if noted := brought.notes(item.article):
        st.caption(plain(noted))
    is_dark = view.theme_name == "dark"
    st.html(marks.key(is_dark))
    with st.container(key="inbox-article"):
        st.html(marks.article(item.text, marks.spans(current.fields.get("evidence") or []), is_dark))
    pins.show(view, current, drafts.fields(current, terms), terms)
    with st.container(horizontal=True, gap="xsmall", key="inbox-more"):
        _accept_all(view, desk, queue, current, terms)
        found.unproposed(desk, current, terms)
        found.missing(desk, current, terms)


def _accept_all(view: View, desk: "Desk", queue: list[Candidate], current: Candidate, terms: Terms) -> None:
    """Offers to accept every candidate of the article that has high confidence, after showing them."""
    sure = [c for c in queue if c.item.id == current.item.id and c.confidence == "high"]
    if len(sure) < 2:
        return
    with st.popover(f"Accept all high ({len(sure)})", help="Every candidate of this article with high confidence"):
        for candidate in sure:
            own = drafts.fields(candidate, terms)
            lacking = " ".join(review.missing(own))
            st.markdown(f"**{plain(own['title'])}**  \n{plain(fields.when(own))} · {plain(fields.point(own))}"
                        + (f"  \n:orange[{plain(lacking)}]" if lacking else ""))  # fmt: skip
        st.button(
            f"Accept these {len(sure)}", key=f"sure-{current.item.id}", type="primary", on_click=deciding.accept,
            args=(view, desk, queue, sure), disabled=not deciding.reviewer(desk),
        )  # fmt: skip


def _card(view: View, desk: "Desk", queue: list[Candidate], current: Candidate, terms: Terms) -> None:
    own = drafts.fields(current, terms)
    known = drafts.recorded(view, desk)
    st.markdown(f"**{plain(own['title'])}**")
    st.caption(plain(review.confidence(current.fields)), help=plain("; ".join(review.signs(current.fields))))
    for lacking in [*review.missing(own), *review.doubts(own, terms.names)]:
        st.markdown(f":orange[**{plain(lacking)}**]")
    twins.show(view, desk, queue, current, own, known)
    if st.session_state.get(EDITING):
        editor = edit.Editor(view, current, own, terms, drafts.draft(current.id))
        fields.alternatives(current, own, terms)
        editor.place_and_time()
        editor.people_and_words(known.events)
    else:
        st.html(fields.table(current, own, terms, view.theme_name == "dark"))
        fields.alternatives(current, own, terms)
