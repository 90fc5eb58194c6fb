"""Situation: where do we stand, and what changed?"""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from monitor import words
from monitor.analysis import changes, crossings, escalation, exercises, findings, places, tables, timeline, watchlist
from monitor.charts import map as map_chart
from monitor.charts import weekly as weekly_chart
from monitor.charts.style import Words, severity_level
from monitor.ui import View, drawer, figure, frame, lists, load, readings, sources, table

LISTED, HEADLINES = 5, 4
RAISED_DAYS, RAISED_LISTED = (1, 7, 30), 3
WEEKS_SHOWN = 52


def number(label: str, value: str, note: str, opens: str, show: Callable[[], None]) -> None:
    """Shows a number with what it compares to, and opens to the rows behind it."""
    with st.container(border=True, gap="xxsmall", height="stretch"):
        st.metric(label, value)
        with st.container(horizontal=True, horizontal_alignment="distribute", gap="small"):
            st.caption(note, width="content")
            with st.popover(opens, type="tertiary"):
                show()


def weekly(view: View):
    """Returns the incidents per week of the year to the as-of day."""
    since = view.as_of - pd.Timedelta(weeks=WEEKS_SHOWN)
    rows = findings.incidents(findings.between(view.dataset.events, since, view.as_of))
    weeks = timeline.weekly(view.dataset.events, since, view.as_of)
    text = Words(
        "Recorded incidents per week", "Last 52 weeks; counts follow press attention", sources.line(view, rows)
    )
    return weekly_chart.figure(weeks, text, view.theme)


def small_map(view: View, recent: changes.Recent):
    """Returns the map of the last days, without layers to choose."""
    events = places.marks(places.mapped(recent.events[recent.events["group"].eq("incident")]))
    areas = exercises.active_areas(view.dataset.exercise_areas, recent.since, recent.until)
    areas = exercises.with_names(areas, view.dataset.exercises)
    subtitle = f"Incidents and exercise areas, {words.period(recent.since, recent.until)}"
    text = Words(findings.places(recent.events), subtitle, sources.line(view, recent.incidents))
    states = crossings.on(view.as_of, view.dataset.crossings, view.dataset.crossing_status)
    return map_chart.figure(events, areas, states, map_chart.SMALL, view.names, text, view.theme)


def raised_lately(view: View) -> tuple[int, pd.DataFrame]:
    """Returns the indicators raised since yesterday, or if none in the last week, or if none in the last month."""
    for days in RAISED_DAYS:
        raised = watchlist.raised(view.dataset, view.as_of, days)
        if len(raised):
            break
    return days, raised


view = frame.frame()
data, now = view.dataset, view.as_of
recent = changes.recent(data.events, now)
calendar = exercises.calendar(data.exercises, now)
running = calendar[calendar["state"].eq("running")]
ahead = calendar[calendar["state"].eq("next")]
states = crossings.on(now, data.crossings, data.crossing_status)
tally = crossings.tally(states)
known = len(states) - tally[crossings.UNKNOWN]
top = recent.events.head(1)
contributions = escalation.contributions(readings.reading(view).found, now)

series = readings.reading(view).series
today = series.iloc[-1]
moved = [today["index"] - series["index"].iloc[-1 - days] if len(series) > days else 0.0 for days in (7, 30)]

frame.header(view, "Where do we stand, and what changed?")
st.header(findings.escalation(series, now), anchor=False)
zero, one, two, three, four = st.columns([1.3, 1, 1, 1, 1.3])
with zero:
    number(f"Escalation index, {today['level']}", f"{today['index']:.0f}",
           f"{today['low']:.0f}–{today['high']:.0f} (80 %); {moved[0]:+.0f} / {moved[1]:+.0f} in 7 / 30 days", "Show",
           lambda: lists.contributions(contributions.head(LISTED * 2), "index"))  # fmt: skip
with one:
    number("Incidents in 30 days", f"{len(recent.incidents)}", f"{len(recent.before)} before",
           "Show", lambda: lists.events(recent.incidents, "recent"))  # fmt: skip
with two:
    severity = "none" if top.empty else f"{top['severity'].iloc[0]:g} {severity_level(top['severity'].iloc[0])}"
    note = "no event recorded" if top.empty else words.day(top["event_date"].iloc[0])
    number("Highest severity in 30 days", severity, note, "Show",
           lambda: lists.events(recent.events.head(LISTED * 2), "severe"))  # fmt: skip
with three:
    note = "none announced" if ahead.empty else f"next in {int(ahead['days'].iloc[0])} days"
    number("Exercises running", f"{len(running)}", note, "Show",
           lambda: lists.exercises(calendar, "calendar"))  # fmt: skip
with four:
    number("Crossings closed", f"{tally['closed']} of {known}", f"{tally['restricted']} restricted, "
           f"{tally[crossings.UNKNOWN]} unknown", "Show",
           lambda: table.show(tables.crossings(states, view.names), key="crossings-now", kind="crossing"))  # fmt: skip

left, middle, right = st.columns([1.25, 1, 1], gap="medium")
with left:
    figure.show(
        figure.picture(view.lasting("small-map"), lambda: small_map(view, recent)), key="small-map", is_map=True
    )
with middle:
    figure.show(figure.picture(view.lasting("weekly"), lambda: weekly(view)), key="weekly")
    st.subheader("Most severe in 30 days", anchor=False)
    lists.events(recent.events.head(LISTED), "top")
with right:
    within, raised = load.kept(view.lasting("raised-lately"), lambda: raised_lately(view))
    last = "the last day" if within == 1 else f"the last {within} days"
    st.subheader(f"{words.count(len(raised), 'indicator')} raised in {last}", anchor=False)
    lists.raised(raised.head(RAISED_LISTED), "raised")
    st.page_link("pages/watchlist.py", label="All indicators: Watch-list")
    st.subheader("Latest headlines", anchor=False)
    titled = data.articles[data.articles["title"].ne("") & ~data.articles["is_date_inferred"]]
    lists.headlines(titled.sort_values(["published", "article_id"], ascending=False).head(HEADLINES))
frame.footer(view)
drawer.show(view)
