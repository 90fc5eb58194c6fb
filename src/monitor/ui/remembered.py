"""The reviewer's name, remembered by the browser for a shift: in a cookie, so that no shared link carries it."""

from urllib.parse import unquote

import streamlit as st

COOKIE = "monitor_reviewer"
# A shift. The next person at the same machine is asked anew and does not decide under the name of the last one.
SECONDS = 12 * 3600
LONGEST = 80
# Streamlit reads cookies but writes none. The name comes in as data and is never part of the script.
SCRIPT = f"""export default ({{ data }}) => {{
    document.cookie = `{COOKIE}=${{encodeURIComponent(data)}}; path=/; max-age={SECONDS}; samesite=strict`;
}};"""


def name() -> str:
    """Returns the name this browser remembered when the page was opened, "" for none."""
    return cleaned(unquote(st.context.cookies.get(COOKIE) or ""))


def keep(given: str) -> None:
    """Has the browser remember a name; an empty one is forgotten at the next reload."""
    st.components.v2.component("remembered_name", js=SCRIPT)(data=given, key="remembered", height=1)


def cleaned(given: str) -> str:
    """Returns a name on one line and no longer than names are."""
    return " ".join(given.split())[:LONGEST]
