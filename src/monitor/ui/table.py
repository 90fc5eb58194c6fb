"""Shows a table whose rows open the drawer."""

import pandas as pd
import streamlit as st

from monitor.ui import drawer

LAZY_FROM_ROWS = 1_000
WIDTHS = {
    "Event": "large", "Headline": "large", "Activity": "large", "What was reported": "large", "Exercise": "medium",
}  # fmt: skip


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
