"""The answers in view, computed once for the page and its cards."""

import pandas as pd
import streamlit as st

from monitor import words
from monitor.analysis import reactions
from monitor.ui import lists, load
from monitor.ui.frame import View
from monitor.ui.text import plain


def links(view: View) -> pd.DataFrame:
    """Returns every answer of the filtered data, whatever the period."""
    sides = dict(zip(view.whole.actors["code"], view.whole.actors["side"], strict=True))
    return load.kept(view.lasting("links"), lambda: reactions.links(view.dataset.events, sides))


def within(view: View) -> pd.DataFrame:
    """Returns the answers given in the period, with the names of the matrix."""
    return load.kept(view.key("links-within"), lambda: reactions.folded(view.period(links(view))))


def card(view: View, name: str) -> bool:
    """Shows the events behind a mark of the Reactions page; returns whether the reference was understood."""
    how, _, rest = name.partition("|")
    left, _, right = rest.partition("|")
    found = within(view)
    if how == "trigger" and left in reactions.BY:
        events = view.period(view.dataset.events)
        rows = reactions.triggers(events, links(view), left, view.names, view.as_of)
        rows = rows[rows["name"].eq(right)]
        _listed(rows[rows["is_answered"]], f"{right}, answered within {reactions.ANSWER_DAYS} days", "answered")
        _listed(rows[~rows["is_answered"]], "No answer recorded in that time", "open")
        return True
    if how not in ("pair", "kind"):
        return False
    columns = ("trigger_name", "name") if how == "pair" else ("side", "group")
    rows = found[found[columns[0]].eq(left) & found[columns[1]].eq(right)]
    first = reactions.SIDE_NAMES.get(left, left)
    events = view.dataset.events[view.dataset.events["event_id"].isin(rows["event_id"])]
    _listed(events, f"{first}, answered by {right.lower()}" if how == "pair" else f"{first}: {right}", "answers")
    return True


def _listed(events: pd.DataFrame, heading: str, key: str) -> None:
    st.markdown(f"**{plain(heading)}: {words.count(len(events), 'event')}**")
    lists.events(events.sort_values("event_date", ascending=False), key)
