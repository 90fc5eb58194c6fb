"""What the drawer shows, kept in the URL so that a card can be linked to."""

import streamlit as st

PARAMETER = "open"
CURRENT = "_drawer"


def go(reference: str) -> None:
    """Asks for a card, such as `event:20250910-...` or `exercise:zapad-2025`."""
    st.session_state[CURRENT] = reference
    st.query_params[PARAMETER] = reference


def close() -> None:
    """Forgets what was open, so that the next rerun and the link are without it."""
    st.query_params.pop(PARAMETER, None)
