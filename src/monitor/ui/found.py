"""What the extractor found but did not propose, and what it missed: both become candidates by a click."""

from typing import TYPE_CHECKING

import streamlit as st

from monitor.analysis import review
from monitor.desk import Candidate
from monitor.ui import deciding, fields
from monitor.ui.drafts import Terms
from monitor.ui.text import plain

if TYPE_CHECKING:
    from monitor.desk.store import Desk

WHY = {
    "denied": "denied", "conditional": "only a condition", "planned": "planned, not yet done",
    "background": "background or history",
}  # fmt: skip
# Where the article says so itself, the extractor proposes; a person chooses from these.
LONGEST_SENTENCE = 160


def unproposed(desk: "Desk", current: Candidate, terms: Terms) -> None:
    """Lists, greyed, the events told as denied, conditional, planned or background, each to be proposed anyway."""
    rest = current.item.article.get("unproposed") or []
    if not rest:
        return
    with st.popover(f"Not proposed ({len(rest)})", help="Found in the text but not told as having happened"):
        for number, told in enumerate(rest):
            own = {**told, "title": ""}
            words = " … ".join(dict.fromkeys(span["text"] for span in review.evidence(told, "event_type")))
            st.markdown(
                f":gray[{plain(review.title(own, terms.labels, terms.groups, terms.names))} · "
                f"{plain(fields.when(told))} · **{plain(WHY.get(told['status'], told['status']))}**: “{plain(words)}”]"
            )
            st.button("Propose it anyway", key=f"anyway-{current.item.id}-{number}", on_click=deciding.propose,
                      args=(desk, current.item, told), disabled=not deciding.reviewer(desk))  # fmt: skip


def missing(desk: "Desk", current: Candidate, terms: Terms) -> None:
    """Lets a person choose a sentence and a type, and opens a card prefilled from it."""
    with st.popover("Event missing", help="Make a card from a sentence that tells of another event"):
        from monitor.extract import sentences

        text = current.item.text
        spans = [s for part in sentences.paragraphs(text) for s in sentences.sentences(text, text, *part)]
        chosen = st.selectbox(
            "Sentence that tells of it", range(len(spans)), index=None, key=f"sentence-{current.item.id}",
            format_func=lambda n: _short(text[slice(*spans[n])]), placeholder="Choose a sentence", width=460,
        )  # fmt: skip
        kind = st.selectbox("Type", list(terms.labels), index=None, key=f"kind-{current.item.id}",
                            format_func=terms.labels.get, placeholder="Choose a type")  # fmt: skip
        is_ready = chosen is not None and kind is not None and bool(deciding.reviewer(desk))
        st.button("Open a card for it", key=f"missing-{current.item.id}", disabled=not is_ready,
                  on_click=_propose, args=(desk, current, spans[chosen] if is_ready else (0, 0), kind))  # fmt: skip


def _propose(desk: "Desk", current: Candidate, span: tuple[int, int], kind: str) -> None:
    item = current.item
    told = item.text[slice(*span)]
    deciding.propose(desk, item, review.blank(span, told, item.article.get("found") or {}, kind))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_SENTENCE else text[: LONGEST_SENTENCE - 1] + "…"
