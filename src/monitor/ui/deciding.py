"""What a reviewer does to candidates: the way through the queue, the decisions, and who decides; no drawing here."""

import os
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import streamlit as st

from monitor.analysis import review
from monitor.desk import UNDECIDED, Candidate, Conflict, Decision, DeskError, Item, Refused
from monitor.desk import rows as cells
from monitor.ui import drafts, load, remembered
from monitor.ui.frame import View

if TYPE_CHECKING:
    from monitor.desk.store import Desk

TAB, ADD, REVIEW, DECIDED = "tab", "Add", "Review", "Decided"
CURRENT, EDITING, REJECTING, SAID, MADE, NAME, SEEN = (
    "_candidate", "_editing", "_rejecting", "_said", "_made", "_reviewer", "_seen",
)  # fmt: skip
# Nobody sees, reads and accepts an event faster than this.
LEAST_SECONDS = 0.7
REASONS = (
    "Not an event", "Wrong type", "Duplicate", "Denied", "Hypothetical", "Outside the theatre", "Wrong date",
)  # fmt: skip


def now() -> datetime:
    """Returns this moment in UTC."""
    return datetime.now(UTC)


# Who decides


def reviewer(desk: "Desk") -> str:
    """Returns who decides: as typed, logged in, remembered or configured, or the only name ever used at this desk."""
    typed = (st.session_state.get(NAME) or "").strip()
    if typed:
        return typed
    signed_in = getattr(st.user, "name", "") or getattr(st.user, "email", "") if _is_logged_in() else ""
    if given := str(signed_in or remembered.name() or os.environ.get("MONITOR_REVIEWER", "")).strip():
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


def open_item(desk: "Desk", item: Item, words: drafts.Terms) -> bool:
    """Shows an article's most pressing undecided candidate; shows Decided and returns False if none is left."""
    waiting = sorted_queue((c for c in desk.candidates(item.id) if c.status == UNDECIDED), words)
    st.session_state[TAB] = REVIEW if waiting else DECIDED
    choose(waiting[0].id if waiting else None)
    return bool(waiting)


def current(desk: "Desk", queue: list[Candidate]) -> Candidate | None:
    """Returns the candidate shown: the chosen one while it waits, else one of its article, else the first.

    When another person decided the chosen one meanwhile that is said, and a rejection or edit begun on it ends: the
    next key must never decide on a candidate that only stepped into its place.
    """
    wanted = st.session_state.get(CURRENT)
    if found := next((candidate for candidate in queue if candidate.id == wanted), None):
        _seen(found)
        return found
    left = _left(desk, wanted)
    if left and left.status == UNDECIDED:  # it waits too far down the queue to be listed
        queue.append(left)
        return left
    same = (candidate for candidate in queue if left and candidate.item.id == left.item.id)
    found = next(same, queue[0] if queue else None)
    if left and SAID not in st.session_state:
        say(
            "warning",
            f"The event shown before is decided, and this is another: {_last(left)}. See Decided to undo that.",
        )
    choose(found.id if found else None)
    _seen(found)
    return found


def _seen(candidate: Candidate | None) -> None:
    """Keeps since when a candidate has been shown."""
    if candidate and st.session_state.get(SEEN, (None,))[0] != candidate.id:
        st.session_state[SEEN] = (candidate.id, time.monotonic())


def _is_hasty(candidate: Candidate) -> bool:
    """Tells whether a candidate came up a moment ago: a second click or a held key was meant for the one before it."""
    key, since = st.session_state.get(SEEN, (None, 0.0))
    moment = time.monotonic()
    if key != candidate.id or moment - since > LEAST_SECONDS:
        return False
    st.session_state[SEEN] = (key, moment)
    return True


def _left(desk: "Desk", candidate_id: int | None) -> Candidate | None:
    try:
        return desk.candidate(candidate_id) if candidate_id is not None else None
    except Refused:
        return None


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
        _say_conflict(desk, candidate_id, error, told)
    except DeskError as error:
        say("error", f"Not kept: {error}.")
    else:
        if made.kind != "undo":
            st.session_state.setdefault(MADE, []).append(made.revision)
        say("success", told)
        return made
    return None


def _say_conflict(desk: "Desk", candidate_id: int | None, error: Conflict, told: str) -> None:
    """Says what somebody else decided meanwhile; a second click on the same button is no conflict."""
    left = _left(desk, candidate_id)
    if not left or not left.decisions:
        say("warning", f"Not kept: {error}.")
    elif left.decisions[-1].revision in st.session_state.get(MADE, []):
        say("success", told)
    else:
        say("warning", f"Yours was not kept: {_last(left)}. See Decided to undo that.")


def _last(candidate: Candidate) -> str:
    """Returns the last decision on a candidate in words: who, what, when, why."""
    last = candidate.decisions[-1]
    done = {"accept": "accepted", "reject": "rejected", "cite": "added as a source", "undo": "put back"}[last.kind]
    why = f", because: {last.reason}" if last.reason else ""
    return f"{last.by} had {done} it at {last.at:%H:%M} UTC{why}"


def accept(view: View, desk: "Desk", queue: list[Candidate], chosen: list[Candidate]) -> None:
    """Accepts candidates as they stand in their drafts."""
    words, done = drafts.terms(view), []
    if len(chosen) == 1 and _is_hasty(chosen[0]):
        say("warning", "Not accepted: this event had only just come up. Look at it, then press again.")
        return
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
