"""The line under a figure that says what it rests on, and the keys that explain its marks."""

import pandas as pd
import streamlit as st

from monitor import words
from monitor.analysis import escalation
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


METHOD_TEXT = f"""

**Severity** of an event: base severity of its type plus published increments, at most 10 (Sources, Event types).

**Impact** = direction x 2^((severity - {escalation.NEUTRAL_SEVERITY:g}) / {escalation.DOUBLING:g}) x credibility weight
({", ".join(f"{grade}: {weight:g}" for grade, weight in escalation.CREDIBILITY_WEIGHTS.items())}). Parts of an event
count 0; an event known only to the month is spread over it.

**Pressure** on a day = sum of impacts so far, each halved every {escalation.HALF_LIFE_DAYS:g} days, never below 0.

**Index** = 100 x (1 - 2^(-pressure / {escalation.KAPPA:g})). The constant makes the median of July 2021 to December
2024 equal {escalation.BASELINE_INDEX:g}; it is fixed with method {escalation.METHOD}.

**Interval** (80 %): {escalation.REPLICATES} seeded replicates draw each event a random number of times, keep it with
the probability of its credibility, and jitter its severity (sd {escalation.SEVERITY_SD:g}) and that of its type
(sd {escalation.TYPE_SD:g}).

**Completeness**: the catalogue is denser in autumn 2025 than before, so years are compared only on escalating events of
severity {escalation.THRESHOLD:g} or more, less easing ones of {escalation.EASING_FROM:g} or more; the dotted line
shows all events of the last 18 months.
The index describes what was reported. It says nothing of intent, and the track record shows how little it foretells.
"""
