"""The line under a figure that says what it rests on, and the keys that explain its marks."""

import pandas as pd
import streamlit as st

from monitor import words
from monitor.charts import style
from monitor.ui.frame import View


def line(view: View, events: pd.DataFrame) -> str:
    """Returns the footer of a figure: events, publishers, as-of day, data version."""
    cited = set(events["sources"].explode())
    articles = view.whole.articles
    publishers = articles.loc[articles["article_id"].isin(cited), "publisher"].nunique()
    return (
        f"Sources: {words.count(len(events), 'event')} from {words.count(publishers, 'publisher')} · "
        f"data as of {words.day(view.dataset.as_of)}, version {view.whole.version} · Escalation Monitor"
    )


def severity_key() -> None:
    """Prints the severity scale in words: what each colour stands for."""
    bounds = [*style.SEVERITY_BOUNDS, 10]
    spans = [
        f"{level} {low:g}–{high:g}" for level, low, high in zip(style.SEVERITY_LEVELS, bounds, bounds[1:], strict=False)
    ]
    st.caption("Severity: " + ", ".join(spans) + ". Hollow: day or place not exact. Grey line: lasted, or month only.")
