"""Watch-list: did the expected happen?"""

import pandas as pd
import streamlit as st

from monitor import export, words
from monitor.analysis import evidence, watchboard, watchlist
from monitor.charts import watchlist as chart
from monitor.charts.style import Figure, Words
from monitor.ui import View, drawer, figure, filters, frame, lists, load, sources, table

GROUPS = ("Observed", "Escalation", "De-escalation", "All")
RAISED = {"Since yesterday": 1, "Last week": 7, "Last month": 30}
RULES = f"""
- An indicator is **observed** when its evidence, the events that pass the filters of its row in `data/indicators.csv`,
  reaches the number its row asks for; for a rise it must also beat its baseline by the stated factor.
- The baseline is raised where more of everything was recorded than before, because press attention alone (very dense
  in autumn 2025) must not look like a rise.
- **Unknown** replaces "not observed" where fewer than {watchlist.ENOUGH_EVENTS} events of any kind or fewer than
  {watchlist.ENOUGH_PUBLISHERS} publishers are recorded in the window: about the thinnest quarter of all months.
- A response is expected from its first trigger on. Deadlines follow one rule: diplomacy and closures 30 days, posture
  and measures of the EU 90 days, exercises and mishaps 180 days, counted from the start of Zapad-2025 on 12 Sep 2025.
- **False alarms**: how often a raised indicator was not followed within {watchboard.FOLLOW_DAYS} days by an event of
  severity {watchboard.SEVERE:g} or more on the allied side of the border or at sea; for signs of de-escalation, how
  often it was. The base rate is the same share over all days. Under {watchboard.FEWEST_RAISED} cases none is given.
"""


def expected_figure(view: View, rows: pd.DataFrame) -> Figure:
    """Returns the expected responses from trigger to outcome."""
    answers = watchboard.answers(view.dataset, rows)
    events = view.dataset.events
    footer = sources.line(view, events[events["event_id"].isin(answers["event_id"])])
    subtitle = "Grey bar to the deadline, rings = evidence, solid mark = the day the response counts as given"
    return chart.expected(rows, answers, Words(watchboard.finding_expected(rows), subtitle, footer), view.theme)


def board_figure(view: View, shown: pd.DataFrame, whole: pd.DataFrame) -> Figure:
    """Returns 24 months of the shown indicators."""
    strip = watchboard.strip(view.dataset, view.as_of)
    events = view.dataset.events
    cited = set(whole["evidence"].explode().dropna()) if len(whole) else set()
    footer = sources.line(view, events[events["event_id"].isin(cited)])
    subtitle = "Evidence per month of the last 24, most risen first; dark = observed, no line = too little coverage"
    return chart.board(shown, strip, Words(watchboard.finding_board(whole), subtitle, footer), view.theme)


def grouped(rows: pd.DataFrame, group: str) -> pd.DataFrame:
    """Returns the rows of a group."""
    if rows.empty or group == "All":
        return rows
    if group == "Observed":
        return rows[rows["status"].eq("observed")]
    return rows[rows["direction"].eq("up" if group == "Escalation" else "down")]


view = frame.frame()
filters.note_unknown("group", GROUPS)
filters.note_unknown("raised", RAISED)
frame.header(view, "Did the expected happen?")
rows = load.kept(view.lasting("readings"), lambda: watchlist.readings(view.dataset, view.as_of, view.whole.events))
expected = watchboard.expected(rows)
figure.show(figure.picture(view.lasting("expected"), lambda: expected_figure(view, expected)), key="expected-chart")
table.show(watchboard.expected_table(expected), key="expected-table", kind="indicator", height=400)

left, right = st.columns([3, 2], gap="medium", vertical_alignment="bottom")
group = left.segmented_control("Show", GROUPS, default=GROUPS[0], required=True, key="group", bind=filters.BOUND)
since = right.segmented_control(
    "Raised", list(RAISED), default="Last month", required=True, key="raised", bind=filters.BOUND
)
shown = grouped(rows, group)
left, right = st.columns([3, 2], gap="medium")
with left:
    picture = figure.picture(view.lasting("board", group), lambda: board_figure(view, shown, rows))
    figure.show(picture, key="board-chart")
with right:
    changed = load.kept(
        view.lasting("raised", since), lambda: watchlist.raised(view.dataset, view.as_of, RAISED[since])
    )
    st.subheader(f"{words.count(len(changed), 'indicator')} raised, {since.lower()}", anchor=False)
    st.caption(f"Newly observed or risen in the {words.count(RAISED[since], 'day')} to {words.day(view.as_of)}")
    lists.raised(changed, "raised")
    st.subheader("How a status is decided", anchor=False)
    st.caption(RULES)

alarms = load.kept(view.lasting("alarms"), lambda: watchboard.alarms(view.dataset, view.as_of))
board = watchboard.table(rows, alarms)
with st.container(horizontal=True, vertical_alignment="center"):
    st.subheader("All indicators", anchor=False, width="stretch")
    st.download_button(
        "Save table", lambda: export.to_csv(board), "watch-list.csv", "text/csv", key="board-save", type="tertiary",
        on_click="ignore",
    )  # fmt: skip
st.caption(
    "Baseline: events per 30 days in the year before the last 30. Change: the last 30 days less the baseline. "
    "Rates follow press attention, which was densest in autumn 2025. Choose a row for its rule and evidence."
)
table.show(board, key="board-table", kind="indicator", height=560)
with st.expander("The rule of every indicator"):
    labels = dict(zip(view.whole.event_types["event_type"], view.whole.event_types["label"], strict=True))
    rules = [
        (row["label"], evidence.in_words(row, labels, view.names)) for row in view.whole.indicators.to_dict("records")
    ]
    table.show(pd.DataFrame(rules, columns=["Indicator", "What counts, and from when"]), key="rules")
frame.footer(view)
drawer.show(view)
