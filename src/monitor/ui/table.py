"""Shows a table whose rows open the drawer, and tabs of which only the open one is filled."""

from collections.abc import Callable, Mapping

import pandas as pd
import streamlit as st

from monitor.ui import drawer

LAZY_FROM_ROWS = 1_000
WIDTHS = {
    "Event": "large", "Headline": "large", "Activity": "large", "What was reported": "large", "Exercise": "medium",
}  # fmt: skip


def tabs(key: str, fill: Mapping[str, Callable[[], object]]) -> None:
    """Shows a tab per label and fills the open one: hidden tables of hundreds of rows would double a rerun's cost.

    The number in a label, "Events (9)", may change with the filters; the tab stays open.
    """
    name = str(st.session_state.get(key, "")).partition(" (")[0]
    st.session_state[key] = next((label for label in fill if label.partition(" (")[0] == name), next(iter(fill)))
    for tab, show_inside in zip(st.tabs(list(fill), key=key, on_change="rerun"), fill.values(), strict=True):
        if tab.open:
            with tab:
                show_inside()


def show(rows: pd.DataFrame, key: str, kind: str | None = None, height: int = 360) -> None:
    """Shows rows prepared by `analysis.tables`; with `kind`, a chosen row opens the card of its Id."""
    config: dict[str, object] = {
        name: st.column_config.Column(width=width) for name, width in WIDTHS.items() if name in rows
    }
    if "Link" in rows:
        config["Link"] = st.column_config.LinkColumn(display_text="open", width="small")
    if "Id" in rows:
        config["Id"] = st.column_config.Column(width="small")
    state = st.dataframe(
        rows,
        key=key,
        hide_index=True,
        height=min(height, 38 + 35 * max(len(rows), 1)),
        # Streamlit cannot tell which row was chosen of a lazily sent table.
        lazy=(len(rows) >= LAZY_FROM_ROWS and kind is None) or None,
        column_config=config,
        on_select="rerun" if kind else "ignore",
        selection_mode="single-row",
    )
    if kind:
        chosen = state["selection"]["rows"]
        drawer.follow(key, f"{kind}:{rows['Id'].iloc[chosen[0]]}" if chosen else None)
