"""Lists of events, headlines and exercises whose lines open a card or the published source."""

import pandas as pd
import streamlit as st

from monitor import words
from monitor.analysis import tables
from monitor.ui.opened import go
from monitor.ui.text import link, plain


def way(label: str, reference: str, key: str) -> None:
    """Shows a line that opens a card; the label is printed as it is written."""
    st.button(plain(label), key=key, on_click=go, args=(reference,), type="tertiary")


def events(rows: pd.DataFrame, key: str, with_severity: bool = True) -> None:
    """Shows a line per event: when, how severe, title."""
    with st.container(gap=None):
        for row in rows.to_dict("records"):
            severity = f" · severity {row['severity']:g}" if with_severity else ""
            label = f"{words.when(row)}{severity} · {row['title']}"
            way(label, f"event:{row['event_id']}", f"{key}-{row['event_id']}")


def headlines(rows: pd.DataFrame) -> None:
    """Shows a line per article: headline with its link, publisher, day."""
    lines = []
    for row in rows.to_dict("records"):
        title = row["title"] or tables.NO_HEADLINE
        dated = words.day(row["placed_date"]) + (" (inferred)" if row["is_date_inferred"] else "")
        lines.append(f"{link(title, row['url'])}  \n:small[{plain(row['publisher'])} · {plain(dated)}]")
    st.markdown("\n\n".join(lines))


def exercises(rows: pd.DataFrame, key: str) -> None:
    """Shows a line per exercise of a calendar: name, state, days."""
    with st.container(gap=None):
        for row in rows.to_dict("records"):
            days = words.count(int(row["days"]), "day")
            state = {
                "running": f"running, day {int(row['days']) + 1}",
                "next": f"starts in {days}",
                "just ended": f"ended {days} ago",
            }[row["state"]]
            way(f"{row['name']} · {state}", f"exercise:{row['exercise_id']}", f"{key}-{row['exercise_id']}")


def contributions(rows: pd.DataFrame, key: str) -> None:
    """Shows a line per event in a value of the index: what it adds, its share, title."""
    with st.container(gap=None):
        for row in rows.to_dict("records"):
            label = f"{row['now']:+.2f} ({row['share']:.0%}) · {words.when(row)} · {row['title']}"
            way(label, f"event:{row['event_id']}", f"{key}-{row['event_id']}")


def raised(rows: pd.DataFrame, key: str) -> None:
    """Shows a line per raised indicator: its name and what changed; it opens the indicator."""
    with st.container(gap=None):
        for row in rows.to_dict("records"):
            how = "newly observed" if row["is_new"] else f"rose from {row['count_before']} to {row['count']} events"
            way(f"{row['label']}: {how}", f"indicator:{row['indicator_id']}", f"{key}-{row['indicator_id']}")
