"""The views of the Exercises page: each one selects, analyses, draws and shows its figure and table."""

import pandas as pd
import streamlit as st

from monitor import words
from monitor.analysis import comparison, epochs, exercise_tables, exercises, findings, mirror, misread
from monitor.charts import areas as area_chart
from monitor.charts import epochs as epoch_chart
from monitor.charts import map as map_chart
from monitor.charts import mirror as mirror_chart
from monitor.charts import misread as misread_chart
from monitor.charts import strength as strength_chart
from monitor.charts.style import Figure, Words
from monitor.selection import touching
from monitor.ui import claim_cards, figure, filters, lists, load, table
from monitor.ui.frame import View

SIDES = ("Both sides", "Russia, Belarus and partners", "NATO and allies")
PEAKS, PAIRS_LISTED = 6, 8
COVERAGE = (
    "Counts follow press attention, which is itself denser around large exercises: a higher rate may be more reporting "
    "rather than more incidents. Exercises that run together are moved together. Three windows and each type are "
    "tested, so one low p-value alone says little. Nothing here shows that one caused the other."
)


def footer(view: View, rows: pd.DataFrame, noun: str) -> str:
    """Returns the line under a figure that rests on rows with `sources` other than events."""
    cited = set(rows["sources"].explode().dropna())
    publishers = view.whole.articles.loc[view.whole.articles["article_id"].isin(cited), "publisher"].nunique()
    return (
        f"Sources: {words.count(len(rows), noun)} from {words.count(publishers, 'publisher')} · data as of "
        f"{words.day(view.dataset.as_of)}, version {view.whole.version} · Escalation Monitor"
    )


def chosen(view: View) -> tuple[pd.DataFrame, str]:
    """Draws the choice of exercises and returns them with the set in words."""
    data = view.dataset
    preset = st.selectbox("Exercises", comparison.PRESETS, key="set", bind=filters.BOUND)
    picked: tuple[str, ...] = ()
    if preset == comparison.CHOSEN_PRESET:
        names = sorted(data.exercises["name"])
        picked = tuple(st.multiselect("Choose exercises", names, key="pick", bind=filters.BOUND))
    rows = comparison.chosen(data.exercises, preset, view.since, view.until, picked)
    period = words.period(view.since, view.until)
    told = {comparison.PERIOD_PRESET: period, comparison.CHOSEN_PRESET: words.count(len(rows), "chosen exercise")}
    return rows, told.get(preset, preset)


def compare(view: View) -> None:
    """Shows the exercises side by side: strength as ranges, the rest in the table."""
    rows, told = chosen(view)
    data = view.dataset
    found = comparison.compare(rows, data.exercise_areas, data.troop_estimates)

    def drawn() -> Figure:
        subtitle = f"Persons, logarithmic; square = announced, diamond = estimated by others, line = range · {told}"
        text = Words(comparison.compare_finding(found), subtitle, footer(view, found, "exercise"))
        return strength_chart.compare(found, text, view.theme)

    figure.show(figure.picture(view.key("compare", tuple(rows["exercise_id"])), drawn), key="compare-chart")
    st.caption(
        f"Dotted: the Vienna Document asks to notify from {comparison.NOTIFY_TROOPS:,} troops and to invite observers "
        f"from {comparison.OBSERVE_TROOPS:,}. No figure here is taken for the true one; see Headcount."
    )
    table.show(exercise_tables.compare(found, view.names), key="compare-table", kind="exercise")


def headcount(view: View) -> None:
    """Shows every figure given for one exercise."""
    data = view.dataset
    named = data.exercises[data.exercises["exercise_id"].isin(data.troop_estimates["exercise_id"])]
    counts = data.troop_estimates["exercise_id"].value_counts()
    named = named.assign(figures=named["exercise_id"].map(counts)).sort_values(
        ["figures", "start_date"], ascending=[False, False]
    )
    if named.empty:
        st.info("No strength is recorded for the exercises that match the filters. Widen them to see one.")
        return
    name = st.selectbox("Exercise", list(named["name"]), key="exercise", bind=filters.BOUND)
    one = named[named["name"].eq(name)].iloc[0]["exercise_id"]
    rows = comparison.figures(data.troop_estimates, one)

    def drawn() -> Figure:
        subtitle = f"{name}: persons, logarithmic; square = announced, diamond = estimated, cross = claimed"
        text = Words(comparison.figures_finding(rows), subtitle, footer(view, rows, "figure"))
        return strength_chart.figures(rows, text, view.theme)

    figure.show(figure.picture(view.key("headcount", one), drawn), key="headcount-chart")
    table.show(exercise_tables.figures(rows), key="headcount-table")


def distance(view: View) -> None:
    """Shows km from the edge of every area to the nearest allied border, with a map beside."""
    rows, told = chosen(view)
    data = view.dataset
    found = comparison.distances(data.exercise_areas, rows)
    near = comparison.near_share(found)

    def drawn() -> Figure:
        subtitle = f"Each mark an area, line = where it may lie, hollow = known to the district or region only · {told}"
        text = Words(comparison.distances_finding(found), subtitle, footer(view, found, "area"))
        return area_chart.figure(found, near, text, view.theme, view.names)

    def mapped() -> Figure:
        text = Words("Where the areas lie", told, footer(view, found, "area") + f" · {comparison.MAP_SOURCE}")
        drawn = map_chart.figure(
            data.events.head(0).assign(place_count=0, is_imprecise=False, at_latitude=0.0, at_longitude=0.0),
            exercises.with_names(data.exercise_areas[data.exercise_areas["area_id"].isin(found["area_id"])], rows),
            data.crossings.head(0).assign(state="", detail="", since=pd.NaT, since_precision="day"),
            map_chart.SMALL, view.names, text, view.theme,
        )  # fmt: skip
        # Several exercises use the same ranges: names would stand over each other, the pointer tells them apart.
        drawn.data = [trace for trace in drawn.data if trace.name != "Area names"]
        return drawn

    key = tuple(rows["exercise_id"])
    left, right = st.columns([1.7, 1], gap="medium")
    with left:
        figure.show(figure.picture(view.key("distance", key), drawn), key="distance-chart")
        certain = int(near["certain"].sum()) if len(near) else 0
        st.caption(
            f"{certain} of them lie within {comparison.NEAR_KM:.0f} km even with their whole error. A region is drawn "
            "as a disc round its centre, so its edge says little. The axis is a square root: near distances are wide."
        )
    with right:
        figure.show(figure.picture(view.key("distance-map", key), mapped), key="distance-map", is_map=True)
    table.show(exercise_tables.distances(found, view.names), key="distance-table", kind="area")


def facing(view: View) -> None:
    """Shows the exercises of both sides on facing lanes, and the pairs that overlap."""
    data = view.dataset
    lanes = mirror.lanes(data.exercises, view.since, view.until)
    days = mirror.overlap_days(lanes, view.since, view.until)
    east, west, unknown = mirror.combined(lanes)

    def drawn() -> Figure:
        period = words.period(view.since, view.until)
        subtitle = f"Bars in the middle = days on which both sides exercised; hatched = end not recorded · {period}"
        text = Words(mirror.finding(lanes, view.since, view.until), subtitle, footer(view, lanes, "exercise"))
        return mirror_chart.figure(lanes, days, (view.since, view.until), view.names, text, view.theme)

    figure.show(figure.picture(view.key("mirror"), drawn), key="mirror-chart")
    st.caption(
        f"Announced troops in this period: {east:,} on the side of Russia and Belarus, {west:,} on the side of NATO "
        f"and allies; {words.count(unknown, 'exercise')} gave no number. The period is that of the filters."
    )
    pairs = load.kept(view.key("mirror-pairs"), lambda: mirror.pairs(lanes, data.exercise_areas))
    table.show(exercise_tables.pairs(pairs), key="mirror-table", kind="exercise")


def around(view: View) -> None:
    """Shows incidents a day around exercise starts beside matched random dates."""
    data = view.dataset
    side = st.segmented_control("Exercises of", SIDES, default=SIDES[0], required=True, key="side", bind=filters.BOUND)
    rows = data.exercises
    if side != SIDES[0]:
        rows = rows[rows["side"].eq("RU-BY") == (side == SIDES[1])]
    incidents = findings.incidents(data.events)
    version = view.whole.version
    found = load.kept(view.key("epochs", side), lambda: epochs.epochs(rows, incidents, view.as_of, version))

    def drawn() -> Figure:
        subtitle = (
            f"Incidents a day by week; {found.exercises} starts of {side.lower()}, {found.incidents} incidents since "
            f"{epochs.COVERED_FROM:%B %Y}; band = 95 % of random dates of the same year and season"
        )
        text = Words(epochs.finding(found), subtitle, footer(view, incidents, "incident"))
        return epoch_chart.figure(found.weeks, text, view.theme, found.refusal)

    figure.show(figure.picture(view.key("epochs-figure", side), drawn), key="epochs-chart")
    st.caption(COVERAGE)
    if found.refusal:
        return
    labels = sorted(set(incidents["type_label"]))
    kinds = load.kept(view.key("epochs-types", side),
                      lambda: epochs.by_type(rows, incidents, labels, view.as_of, version))  # fmt: skip
    left, right = st.columns(2, gap="medium")
    with left:
        st.markdown("**Before, during and after**")
        table.show(exercise_tables.windows(found.windows), key="epochs-windows")
    with right:
        st.markdown("**First two weeks, by type of incident**")
        table.show(exercise_tables.types(kinds), key="epochs-by-type")


def misreadings(view: View) -> None:
    """Shows where exercises and incidents met, day by day and border segment, and the pairs behind the peaks."""
    data = view.dataset
    pairs = claim_cards.misread_pairs(view)
    strip = touching(claim_cards.misread_days(view), view.since, view.until, "day")

    def drawn() -> Figure:
        period = words.period(view.since, view.until)
        subtitle = f"Score per day and border segment, darker = higher; a gap is no score · {period}"
        events = data.events[data.events["event_id"].isin(pairs["event_id"])]
        text = Words(misread.finding(strip, misread.segments()), subtitle, footer(view, events, "incident"))
        return misread_chart.figure(strip, misread.segments(), (view.since, view.until), text, view.theme)

    figure.show(figure.picture(view.key("misread"), drawn), key="misread-chart")
    missing = misread.without_area(data.exercises, data.exercise_areas)
    st.caption(
        "Score = nearness x size x opacity x severity, summed over pairs of one exercise (a week before to a week "
        "after) and one incident. It marks where a misreading would be easiest, not that one happened. "
        f"{words.count(missing, 'dated exercise')} without a recorded area cannot be scored."
    )
    with st.expander("How the score is made"):
        st.markdown(misread_method())
    peaks = strip.head(PEAKS)
    names = misread.segments().set_index("segment")["name"]
    st.markdown(f"**{words.count(len(peaks), 'highest score', 'highest scores')} and the pairs behind them**")
    with st.container(gap=None):
        for row in peaks.to_dict("records"):
            place = names.get(row["segment_id"], row["segment_id"])
            score = f"{row['score']:.0f} ({row['low']:.0f} to {row['high']:.0f})"
            at = f"{row['segment_id']}|{row['day']:%Y-%m-%d}"
            lists.way(f"{words.day(row['day'])}, {place}: {score}", f"misread:{at}", f"peak-{at}")
    shown = pairs[pairs["day"].between(view.since, view.until)]
    table.show(exercise_tables.meetings(shown, names), key="misread-table", kind="event")


def misread_method() -> str:
    """Returns the factors of the score in words, with the constants that are in use."""
    low, high = misread.UNKNOWN_TROOPS
    return (
        f"- **Nearness** = e^(-km / {misread.SCALE_KM:.0f}): 1 where the incident lies in the nearest area of the "
        f"exercise, 0.37 at {misread.SCALE_KM:.0f} km.\n"
        f"- **Size** = logarithm of the troops as a share of that of {misread.LARGEST_TROOPS:,}; the middle of all "
        f"figures for the exercise. Where none was given: {low:,} to {high:,}.\n"
        "- **Opacity** = 1 less the share of four checks that were passed: notified, observers invited, numbers "
        "consistent, location consistent. Unknown counts as half.\n"
        "- **Severity** of the incident, 0 to 10, as a share of 10.\n"
        "- The interval takes place, size and unknown checks at their friendliest and at their worst.\n"
    )


VIEWS = {
    "Compare": compare,
    "Headcount": headcount,
    "Distance": distance,
    "Mirror": facing,
    "Before and after": around,
    "Misread risk": misreadings,
}
