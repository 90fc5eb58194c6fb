"""What a reviewer does to candidates: the way through the queue, the decisions, and who decides; no drawing here."""

import os
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import streamlit as st

from monitor.analysis import review
from monitor.desk import Candidate, Conflict, Decision, DeskError, Item
from monitor.desk import rows as cells
from monitor.ui import drafts, load
from monitor.ui.frame import View

if TYPE_CHECKING:
    from monitor.desk.store import Desk

TAB, ADD, REVIEW, DECIDED = "tab", "Add", "Review", "Decided"
CURRENT, EDITING, REJECTING, SAID, MADE, NAME = (
    "_candidate", "_editing", "_rejecting", "_said", "_made", "_reviewer",
)  # fmt: skip
REASONS = (
    "Not an event", "Wrong type", "Duplicate", "Denied", "Hypothetical", "Outside the theatre", "Wrong date",
)  # fmt: skip


def now() -> datetime:
    """Returns this moment in UTC."""
    return datetime.now(UTC)


# Who decides


def reviewer(desk: "Desk") -> str:
    """Returns who decides: as typed, as logged in, as configured, or the only name ever used at this desk."""
    typed = (st.session_state.get(NAME) or "").strip()
    if typed:
        return typed
    signed_in = getattr(st.user, "name", "") or getattr(st.user, "email", "") if _is_logged_in() else ""
    if given := str(signed_in or os.environ.get("MONITOR_REVIEWER", "")).strip():
        return given
    used = desk.reviewers()
    return used[0] if len(used) == 1 else ""


def _is_logged_in() -> bool:
    return bool(getattr(st.user, "is_logged_in", False))


# The queue


def sorted_queue(found: Iterable[Candidate], words: drafts.Terms) -> list[Candidate]:
    """Returns the queue article by article: the most pressing candidate's article first."""
    ranked = review.order(found, words.severity)
    place = {}
    for candidate in ranked:
        place.setdefault(candidate.item.id, len(place))
    return sorted(ranked, key=lambda candidate: place[candidate.item.id])


def step(queue: list[Candidate], by: int) -> None:
    """Moves to the next (1) or previous (-1) candidate."""
    ids = [candidate.id for candidate in queue]
    if ids:
        at = ids.index(st.session_state[CURRENT]) if st.session_state.get(CURRENT) in ids else -1
        choose(ids[(at + by) % len(ids)])


def choose(candidate_id: int | None) -> None:
    """Shows a candidate."""
    st.session_state[CURRENT] = candidate_id
    st.session_state[EDITING] = st.session_state[REJECTING] = False


def open_item(desk: "Desk", item: Item) -> None:
    """Shows the first undecided candidate of an article on the Review tab, or says that none is left."""
    waiting = [c for c in desk.candidates(item.id) if c.status == "undecided"]
    st.session_state[TAB] = REVIEW
    choose(waiting[0].id if waiting else None)


def _following(queue: list[Candidate], done: Iterable[int]) -> int | None:
    """Returns the candidate after the ones just decided."""
    done = set(done)
    ids = [candidate.id for candidate in queue]
    last = max((ids.index(i) for i in done if i in ids), default=-1)
    return next((i for i in [*ids[last + 1 :], *ids[: last + 1]] if i not in done), None)


# Decisions: each is a callback, so the page is drawn once, after it


def say(kind: str, text: str) -> None:
    """Keeps a message for the next drawing: `success`, `warning` or `error`."""
    st.session_state[SAID] = (kind, text)


def _decided(desk: "Desk", candidate_id: int | None, act: Callable[[], Decision], told: str) -> Decision | None:
    """Carries out a decision and keeps what to say about it; a failure changes nothing."""
    try:
        made = act()
    except Conflict as error:
        say("warning", _other(desk, candidate_id) or f"Not kept: {error}.")
    except DeskError as error:
        say("error", f"Not kept: {error}.")
    else:
        if made.kind != "undo":
            st.session_state.setdefault(MADE, []).append(made.revision)
        say("success", told)
        return made
    return None


def _other(desk: "Desk", candidate_id: int | None) -> str:
    """Returns what somebody else decided on a candidate meanwhile."""
    past = desk.candidate(candidate_id).decisions if candidate_id is not None else ()
    if not past:
        return ""
    last = past[-1]
    done = {"accept": "accepted", "reject": "rejected", "cite": "added as a source", "undo": "put back"}[last.kind]
    why = f", because: {last.reason}" if last.reason else ""
    return f"Yours was not kept: {last.by} had {done} it at {last.at:%H:%M} UTC{why}. See Decided to undo that."


def accept(view: View, desk: "Desk", queue: list[Candidate], chosen: list[Candidate]) -> None:
    """Accepts candidates as they stand in their drafts."""
    words, done = drafts.terms(view), []
    for candidate in chosen:
        now_fields = drafts.fields(candidate, words)
        if lacking := review.missing(now_fields):
            say("error", f"Not accepted yet. {' '.join(lacking)}")
            choose(candidate.id)
            st.session_state[EDITING] = True
            break
        act = lambda c=candidate, f=now_fields: _accept(view, desk, c, f)  # noqa: E731
        if _decided(desk, candidate.id, act, f"Accepted: {now_fields['title']}"):
            done.append(candidate.id)
        else:
            break
    if len(done) == len(chosen):
        choose(_following(queue, done))
        if len(done) > 1:
            say("success", f"Accepted {len(done)} events.")


def _accept(view: View, desk: "Desk", candidate: Candidate, now_fields: dict) -> Decision:
    known = drafts.recorded(view, desk)
    added = cells.accepted(now_fields, _article(candidate.item), known)
    apart = "kept apart from the events it resembles" if drafts.draft(candidate.id).is_apart else ""
    return desk.accept(
        candidate.id, added, reviewer(desk), now(), apart, seen=len(candidate.decisions),
        edits=drafts.edits(candidate, drafts.terms(view)),
    )  # fmt: skip


def _article(item: Item) -> dict:
    return {**item.article, "url": item.url, "published": item.published, "publisher": item.publisher,
            "title": item.title, "language": item.language, "text": item.text}  # fmt: skip


def cite(view: View, desk: "Desk", queue: list[Candidate], candidate: Candidate, event: dict) -> None:
    """Makes the article a source of a recorded event; figures that differ are kept side by side as a note on it."""
    differing = review.differing(drafts.fields(candidate, drafts.terms(view)), event)
    told = "; ".join(f"{label}: {old} recorded, {new} here" for _, label, old, new in differing)
    rows, article_id = cells.cited(_article(candidate.item), drafts.recorded(view, desk))

    def act() -> Decision:
        made = desk.cite(
            candidate.id, event["event_id"], rows, reviewer(desk), now(), told, seen=len(candidate.decisions),
            article_id=article_id,
        )  # fmt: skip
        if told:
            by = candidate.item.publisher or candidate.item.title
            about = load.source_of(event["event_id"], article_id)
            desk.note(about, f"{told} ({by})", reviewer(desk), now())
        return made

    if _decided(desk, candidate.id, act, f"Added as a source of: {event['title']}"):
        choose(_following(queue, [candidate.id]))


def reject(desk: "Desk", queue: list[Candidate], candidate: Candidate, reason: str) -> None:
    """Sets a candidate aside for a reason."""
    act = lambda: desk.reject(candidate.id, reason, reviewer(desk), now(), seen=len(candidate.decisions))  # noqa: E731
    if _decided(desk, candidate.id, act, f"Rejected: {reason[:60]}"):
        choose(_following(queue, [candidate.id]))


def undo(desk: "Desk", revision: int | None = None) -> None:
    """Takes a decision back, the last one of this session unless another is named, and shows its candidate again."""
    made = st.session_state.setdefault(MADE, [])
    wanted = revision if revision is not None else (made[-1] if made else None)
    if wanted is None:
        say("warning", "Nothing was decided in this session; older decisions are undone on the Decided tab.")
        return
    if wanted in made:
        made.remove(wanted)
    if back := _decided(
        desk, None, lambda: desk.undo(wanted, reviewer(desk), now()), "Undone; it is in the queue again."
    ):
        choose(back.candidate_id)


def propose(desk: "Desk", item: Item, found: dict) -> None:
    """Adds a candidate to an article and shows it, ready to be edited."""
    try:
        candidate = desk.propose(item.id, found, reviewer(desk), now())
    except DeskError as error:
        say("error", f"Not kept: {error}.")
        return
    choose(candidate.id)
    st.session_state[EDITING] = True
    say("success", "Added to the queue; check every field.")
