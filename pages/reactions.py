"""Reactions: who answers what, and how fast?"""

import pandas as pd
import streamlit as st

from monitor import words
from monitor.analysis import branching, reactions, tables
from monitor.charts import reactions as chart
from monitor.charts.style import Figure, Words
from monitor.ui import View, drawer, figure, filters, frame, load, opened, sources, table
from monitor.ui import reactions as answers

NAMES = reactions.SIDE_NAMES
MOST_CHAINS = 40


def cited(view: View, rows: pd.DataFrame, finding: str, subtitle: str) -> Words:
    """Returns the words of a figure that rests on answers and their triggers."""
    ids = set(rows["event_id"]) | set(rows["trigger_id"])
    events = view.dataset.events
    footer = sources.line(view, events[events["event_id"].isin(ids)])
    return Words(finding, f"{subtitle} · {view.describe()}", footer)


def chain_figure(view: View, chain_id: str) -> Figure:
    """Returns the ladder of one chain."""
    rows = reactions.chain(answers.links(view), chain_id)
    to = "" if rows.empty else f"To “{rows['trigger_title'].iloc[0]}”, {words.day(rows['trigger_date'].iloc[0])}: "
    subtitle = f"{to}days to each answer; blue = Russia and Belarus, green = NATO states, orange = EU"
    text = Words(reactions.finding_chain(rows), subtitle, cited(view, rows, "", "").footer)
    return chart.chain(rows, NAMES, text, view.theme)


def lag_figure(view: View, found: pd.DataFrame) -> Figure:
    """Returns how fast each side answers."""
    subtitle = "Share of recorded answers given within so many days, 95 % band; sides with 10 or more exact lags"
    text = cited(view, found, reactions.finding_lags(found), subtitle)
    return chart.lags(reactions.lags(found), NAMES, text, view.theme)


def rate_table(view: View, by: str) -> pd.DataFrame:
    """Returns how often events in the period were answered."""
    events = view.period(view.dataset.events)
    return reactions.rates(events, answers.links(view), by, view.names, view.as_of)


def rate_figure(view: View, rows: pd.DataFrame, by: str) -> Figure:
    """Returns the response rates."""
    subtitle = "Escalatory events with a recorded answer within 30 days, 95 % interval; n beside each name, at least 10"
    text = cited(view, answers.within(view), reactions.finding_rates(rows), subtitle)
    return chart.rates(rows, by, text, view.theme)


def kind_figure(view: View, found: pd.DataFrame) -> Figure:
    """Returns what each side answers with."""
    shares = reactions.kinds(found)
    text = cited(view, found, reactions.finding_kinds(shares), "Recorded answers by the side that gave them")
    return chart.kinds(shares, NAMES, text, view.theme)


def matrix_figure(view: View, found: pd.DataFrame) -> Figure:
    """Returns what is answered by what."""
    pairs = reactions.matrix(found)
    subtitle = "Triggers (rows) and answers (columns): number of times; full = half of them within a week"
    return chart.matrix(pairs, cited(view, found, reactions.finding_matrix(pairs), subtitle), view.theme)


@st.fragment
def contagion(view: View) -> None:
    """Shows, on request, whether severe events cluster beyond chance."""
    st.subheader("Do severe events set off further ones?", anchor=False)
    st.caption(branching.MEANING)
    if not st.toggle("Estimate the branching ratio", key="branching", bind=filters.BOUND, help="Takes some seconds"):
        return
    with st.spinner("Fitting the model and its bootstrap"):
        data = view.dataset
        key = ("branching", view.whole.version, view.selection)
        found = load.kept(key, lambda: branching.estimates(data.events, data.actors, view.as_of))
    events = branching.severe(view.dataset.events, view.as_of)
    subtitle = f"Further severe events per severe event, 95 % bootstrap interval, {branching.period(view.as_of)}"
    text = Words(branching.finding(found), subtitle, sources.line(view, events))
    drawn = figure.picture(view.key("branching"), lambda: chart.branching(branching.drawn(found), text, view.theme))
    figure.show(drawn, key="branching-chart")
    table.show(branching.table(found), key="branching-table")


view = frame.frame()
filters.note_unknown("by", reactions.BY)
frame.header(view, "Who answers what, and how fast?")
found = answers.within(view)
starts = reactions.chains(answers.links(view), view.dataset.events)
starts = starts[starts["chain_id"].isin(found["chain_id"])].head(MOST_CHAINS)
titles = {
    row["chain_id"]: f"{row['title']} ({words.day(row['event_date'])}, {words.count(row['answers'], 'answer')})"
    for row in starts.to_dict("records")
}
left, right = st.columns([3, 2], gap="medium")
with left:
    ids = list(titles)
    preset = ids.index(reactions.DRONE_NIGHT) if reactions.DRONE_NIGHT in ids else 0
    chosen = st.selectbox("Chain, most answers first", ids, index=preset if ids else None, key="chain",
                          format_func=titles.get)  # fmt: skip
    if chosen:
        st.button(f"Trigger: {titles[chosen].rpartition(' (')[0]}", on_click=opened.go, args=(f"event:{chosen}",),
                  type="tertiary", key="trigger")  # fmt: skip
    picture = figure.picture(view.key("chain", chosen), lambda: chain_figure(view, chosen or ""))
    figure.show(picture, key="chain-chart")
with right:
    figure.show(figure.picture(view.key("lags"), lambda: lag_figure(view, found)), key="lag-chart")
    figure.show(figure.picture(view.key("kinds"), lambda: kind_figure(view, found)), key="kind-chart")
    by = st.segmented_control(
        "Response rate by", reactions.BY, default=reactions.BY[0], required=True, key="by", bind=filters.BOUND
    )
    rates = rate_table(view, by)
    figure.show(figure.picture(view.key("rates", by), lambda: rate_figure(view, rates, by)), key="rate-chart")
    few = rates[rates["share"].isna()]
    if len(few):
        listed = ", ".join(f"{row['name']} {row['triggers']}" for row in few.to_dict("records"))
        st.caption(f"Too few events for a rate: {listed}.")
figure.show(figure.picture(view.key("matrix"), lambda: matrix_figure(view, found)), key="matrix-chart")
silent = reactions.unanswered(view.period(view.dataset.events), answers.links(view))


def without_answer() -> None:
    """Lists the severe incidents to which no answer is recorded."""
    st.caption("Severity 5 or more. An answer may have been given and not be recorded here, or not be named as one.")
    table.show(tables.events(silent, view.names), key="silent-table", kind="event")


def by_side() -> None:
    """Lists who answers whom."""
    st.caption("Who acted, and who answered; the median counts exact days only.")
    pairs = reactions.between_sides(found)
    table.show(reactions.pair_table(pairs, "trigger_side", "side"), key="sides-table")


table.tabs("reactions-tabs", {
    f"Answers ({len(found)})": lambda: table.show(reactions.table(found), key="answers-table", kind="event"),
    f"Severe incidents without a recorded answer ({len(silent)})": without_answer,
    "Sides": by_side,
    "Types": lambda: table.show(
        reactions.pair_table(reactions.matrix(found), "trigger_name", "name"), key="types-table"
    ),
})  # fmt: skip
contagion(view)
frame.footer(view)
drawer.show(view)
