"""The cards of the Claims page: one claim with its test, one dispute, and the pairs behind a misread-risk score."""

import pandas as pd
import streamlit as st

from monitor import words
from monitor.analysis import claims, disputes, misread
from monitor.analysis.disputes import Dispute
from monitor.ui import lists, load
from monitor.ui.frame import View
from monitor.ui.text import link, plain

MOST_EVIDENCE = 20


def known(view: View):
    """Returns the data as known on the chosen day, not cut by the other filters: a verdict may not depend on them."""
    day = view.selection.known_at
    return load.kept((view.whole.version, "known", day), lambda: view.whole.known_at(day) if day else view.whole)


def ledger(view: View) -> pd.DataFrame:
    """Returns every claim with its verdict."""
    data = known(view)
    return load.kept((view.whole.version, "ledger", view.selection.known_at), lambda: claims.ledger(data))


def headline(row: dict) -> str:
    """Returns the verdict of a claim in one line, with its margin where the test gives one."""
    margin = f" · margin {row['margin']}" if row["margin"] and row["verdict"] != claims.OPEN else ""
    return f"{row['verdict'].capitalize()}{margin}"


def titles(data) -> dict[str, str]:
    """Returns the title of everything a claim may rest on, by its reference."""
    tables = (
        ("event", data.events, "event_id", "title"), ("exercise", data.exercises, "exercise_id", "name"),
        ("area", data.exercise_areas, "area_id", "name"), ("crossing", data.crossings, "crossing_id", "name"),
        ("claim", data.claims, "claim_id", "claim"),
    )  # fmt: skip
    return {
        f"{kind}:{key}": title
        for kind, frame, column, name in tables
        for key, title in zip(frame[column], frame[name], strict=True)
    }


def facts(row: dict) -> tuple[tuple[str, str], ...]:
    """Returns what is said of a claim beside its verdict, as label and value."""
    return (
        ("Said by", row["speaker"]), ("On", words.day(row["date"])), ("Test", claims.METRICS[row["metric"]]),
        ("Margin", row["margin"]), ("Error", row["error"]),
        ("How it could be tested", row["checkable_as"]), ("Note", row["note"]),
    )  # fmt: skip


def evidence(view: View, row: dict, key: str) -> None:
    """Shows a line for each row a verdict rests on; a line opens its card."""
    named = titles(known(view))
    shown = row["opens"][:MOST_EVIDENCE]
    if not shown:
        st.caption("No row is behind this verdict: it rests on the absence of one.")
    with st.container(gap=None):
        for step, reference in enumerate(shown):
            kind = reference.partition(":")[0]
            lists.way(f"{kind.capitalize()}: {named.get(reference, reference)}", reference, f"{key}-{step}-{reference}")


def differing(view: View) -> list[Dispute]:
    """Returns the statements that differ, for the data as known on the chosen day."""
    data = known(view)
    return load.kept(
        (view.whole.version, "disputes", view.selection.known_at),
        lambda: disputes.disputes(data.disputes, data.troop_estimates, data.exercises),
    )


def show_disputes(view: View, found: list[Dispute]) -> None:
    """Shows statements that differ, each with what it counts, who said it and its sources, and what they rest on."""
    st.caption("The same question, different answers. Often both count something else: read the definition.")
    articles = view.whole.articles
    source = dict(zip(articles["article_id"], zip(articles["publisher"], articles["url"], strict=True), strict=True))
    for step, one in enumerate(found):
        rows = one.rows.to_dict("records")
        factor = "" if pd.isna(one.factor) else f" · largest to smallest number: {one.factor:.1f} times"
        told = [f"**{plain(one.question)}**{plain(factor)}", *(_statement(row, source) for row in rows)]
        with st.container(border=True):
            st.markdown("\n\n".join(told))
            with st.container(gap=None):
                for label, reference in _ways(rows):
                    lists.way(label, reference, f"dispute-{step}-{reference}")


def _statement(row: dict, source: dict[str, tuple[str, str]]) -> str:
    dated = "" if pd.isna(row["date"]) else f", {words.day(row['date'])}"
    cited = " · ".join(link(*source[i]) for i in [i for i in row["sources"] if i in source][:3])
    note = f"  \n:small[{plain(row['note'])}]" if row["note"] else ""
    said = f"{plain(row['statement'])}: {plain(row['by'])}{plain(dated)}"
    return f"{said}  \n:small[{plain(row['definition'])} · {cited}]{note}"


def _ways(rows: list[dict]) -> list[tuple[str, str]]:
    """Returns a label and a reference for each thing the statements rest on: claims first, then events, exercises."""
    opens: dict[str, str] = {}
    for row in rows:
        kind = next((kind for kind in ("claim", "event", "exercise") if row[f"{kind}_id"]), None)
        if kind:
            opens.setdefault(f"{kind}:{row[f'{kind}_id']}", f"Open the {kind}: {row['statement']}")
    if len(opens) == 1:
        return [(f"Open the {reference.partition(':')[0]}", reference) for reference in opens]
    return [(label, reference) for reference, label in opens.items()]


def misread_pairs(view: View) -> pd.DataFrame:
    """Returns every pair of exercise and incident that met, for the data as filtered."""
    data = view.dataset
    return load.kept(
        ("misread-pairs", view.whole.version, view.selection.timeless),
        lambda: misread.pairs(
            data.events, data.exercises, data.exercise_areas, data.troop_estimates, data.transparency
        ),
    )


def misread_days(view: View) -> pd.DataFrame:
    """Returns the score of every day and segment on which an exercise and an incident met, for the data as filtered."""
    found = misread_pairs(view)
    return load.kept(
        ("misread-days", view.whole.version, view.selection.timeless),
        lambda: misread.strip(found, found["day"].min(), found["day"].max()),
    )


def pairs(view: View, found: pd.DataFrame, segment_id: str, day: pd.Timestamp) -> None:
    """Shows the pairs of exercise and incident behind the score of one day and border segment."""
    names = misread.segments().set_index("segment")["name"]
    st.markdown(f"#### {plain(names.get(segment_id, segment_id))}, {words.day(day)}")
    st.write(f"Score {found['score'].sum():.1f}, from {found['low'].sum():.1f} to {found['high'].sum():.1f}")
    for step, row in enumerate(found.to_dict("records")):
        st.markdown(
            f"**{row['score']:.1f}** ({row['low']:.0f} to {row['high']:.0f}) = nearness {row['proximity']:.2f} x size "
            f"{row['magnitude']:.2f} x opacity {row['opacity']:.2f} x severity {row['severity'] / 10:.2f} x "
            f"{misread.POINTS:.0f}; {row['km']:.0f} ± {row['km_error']:.0f} km to {plain(row['area'])}"
        )
        with st.container(gap=None):
            lists.way(f"Incident: {row['title']}", f"event:{row['event_id']}", f"pair-{step}-event")
            lists.way(f"Exercise: {row['exercise']}", f"exercise:{row['exercise_id']}", f"pair-{step}-exercise")
            lists.way(f"Area: {row['area']}", f"area:{row['area_id']}", f"pair-{step}-area")
