"""What the map shows: its layers and the day of its crossings, as chosen on the page and kept in the session."""

import pandas as pd
import streamlit as st

from monitor.ui.frame import View

INCIDENTS, POSTURE = "Incidents", "Posture and measures"
LAYERS = {
    INCIDENTS: "has_incidents",
    POSTURE: "has_posture",
    "Exercise areas": "has_areas",
    "Crossings": "has_crossings",
    "Border segments": "has_segments",
    "Place uncertainty": "has_uncertainty",
    "Distance rings": "has_rings",
}
SHOWN_FIRST = [INCIDENTS, "Exercise areas", "Crossings", "Border segments", "Place uncertainty"]


def shown(view: View) -> pd.DataFrame:
    """Returns the events of the chosen layers that touch the period."""
    layers = st.session_state.get("layers", SHOWN_FIRST)
    events = view.period(view.dataset.events, last="end_date")
    is_incident = events["group"].eq("incident")
    return events[is_incident & (INCIDENTS in layers) | ~is_incident & (POSTURE in layers)]


def day(view: View) -> pd.Timestamp:
    """Returns the day on which the crossings are shown: the one chosen, or the last of the period."""
    return pd.Timestamp(st.session_state.get("day") or min(view.until, view.as_of))
