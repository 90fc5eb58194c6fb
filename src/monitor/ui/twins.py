"""The duplicates panel: recorded events that a candidate probably repeats, to be joined or kept apart."""

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from monitor import words
from monitor.analysis import review
from monitor.desk import Candidate
from monitor.ui import deciding, drafts, lists
from monitor.ui.drafts import Draft, Recorded
from monitor.ui.frame import View
from monitor.ui.text import plain

if TYPE_CHECKING:
    from monitor.desk.store import Desk


def show(view: View, desk: "Desk", queue: list[Candidate], current: Candidate, own: dict, known: Recorded) -> None:
    """Shows the recorded events that are probably the same as the candidate, with one click to join them."""
    from monitor.extract import links

    draft = drafts.draft(current.id)
    alike = links.same_as(own, known.events)
    if alike.empty or draft.is_apart:
        return
    first, *rest = alike.to_dict("records")
    with st.container(border=True, key="inbox-twins", gap="small"):
        st.caption("**Probably recorded already**")
        _event(current, own, known, first)
        with st.container(horizontal=True, gap="small"):
            _join(view, desk, queue, current, known, first, "Same event: add as a source")
            st.button("Keep apart", key=f"apart-{current.id}", on_click=_keep_apart, args=(draft,))
            if rest:
                with st.popover(f"{len(rest)} more like it"):
                    for row in rest:
                        _event(current, own, known, row)
                        _join(view, desk, queue, current, known, row, "Same event as this")


def _event(current: Candidate, own: dict, known: Recorded, row: dict) -> None:
    event = _recorded(known, row)
    last = event["event_date"] if pd.isna(event["end_date"]) else event["end_date"]
    lists.way(f"{words.period(event['event_date'], last)}: {row['title']}", f"event:{row['event_id']}",
              f"twin-{current.id}-{row['event_id']}")  # fmt: skip
    st.caption(plain(_apart(row) + _differing(own, event)))


def _join(
    view: View, desk: "Desk", queue: list[Candidate], current: Candidate, known: Recorded, row: dict, label: str
) -> None:
    st.button(
        label, key=f"same-{current.id}-{row['event_id']}", disabled=not deciding.reviewer(desk),
        on_click=deciding.cite, args=(view, desk, queue, current, _recorded(known, row)),
        help="Figures that differ are kept side by side as a note on the event",
    )  # fmt: skip


def _recorded(known: Recorded, row: dict) -> dict:
    return known.events[known.events["event_id"].eq(row["event_id"])].iloc[0].to_dict()


def _keep_apart(draft: Draft) -> None:
    draft.is_apart = True


def _apart(row: dict) -> str:
    days = "same day" if row["days"] == 0 else words.count(int(row["days"]), "day") + " apart"
    return days if pd.isna(row["km"]) else f"{days}, {row['km']:.0f} km apart"


def _differing(own: dict, event: dict) -> str:
    told = [f"{label.lower()} {old} recorded, {new} here" for _, label, old, new in review.differing(own, event)]
    return f"; figures differ: {', '.join(told)}" if told else ""
