"""Escalation: how tense, by what, how sure?"""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from monitor import geo, words
from monitor.analysis import completeness, escalation, findings, index_tables, timeline, track_record
from monitor.charts import escalation as chart
from monitor.charts.style import Figure, Words
from monitor.selection import touching
from monitor.ui import View, drawer, figure, filters, frame, load, readings, sources, table

PARTS = ("Countries", "Domains", "Segments", "What changed", "Sensitivity", "Coverage", "Track record", "Method")
NAMED_STEPS = 8
SPLITS = {
    "Countries": (escalation.by_country, lambda view: view.names),
    "Segments": (escalation.by_segment, lambda view: dict(geo.segments()[["segment", "name"]].itertuples(index=False))),
}


def words_for(view: View, finding: str, subtitle: str) -> Words:
    footer = sources.line(view, profile_reading.found.events) + f", index method {escalation.METHOD}"
    return Words(finding, f"{subtitle} · {view.describe()}", footer)


def recorded(view: View) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Returns the part of the period in which the catalogue is kept: other months say nothing of coverage."""
    return max(view.since, escalation.CATALOGUE_FROM), min(view.until, view.as_of)


def main_figure(view: View) -> Figure:
    """Returns the index with its interval, the default beside it, and the recent detail."""
    series = touching(profile_reading.series, view.since, view.until, "date")
    default = None
    if profile != escalation.PROFILES["Default"]:
        default = touching(readings.reading(view).series, view.since, view.until, "date").set_index("date")["index"]
    found = profile_reading.found.events
    inside = findings.between(found, view.since, view.until)
    subtitle = (
        f"Index 0-100, 80 % interval, half-life {profile.half_life:g} days, severity {profile.threshold:g} or more"
    )
    return chart.figure(
        series=series,
        default=default,
        detail=detail(view),
        exercises=timeline.exercise_bands(view.dataset.exercises, view.since, view.until),
        labelled=timeline.labelled(inside, apart_days=(view.until - view.since).days / 40),
        thin=completeness.lens(view.dataset.events, view.dataset.articles, *recorded(view)),
        words=words_for(view, findings.escalation(profile_reading.series, view.until), subtitle),
        theme=view.theme,
    )


def detail(view: View) -> pd.Series:
    """Returns the line of all events of the last 18 months, scaled to the mean of the index over them."""
    everything = escalation.Profile("All events", half_life=profile.half_life, threshold=0.0)
    found = escalation.impacts(view.dataset.events, frozenset(), everything)
    series = escalation.pressure(found, profile_reading.days)["theatre"].clip(lower=0)
    shown = profile_reading.series.set_index("date")["index"]
    recent = series[series.index >= view.as_of - pd.Timedelta(days=readings.DETAIL_DAYS)]
    mean = recent.mean()
    scaled = recent * (shown.reindex(recent.index).mean() / mean if mean else 0.0)
    return scaled[(scaled.index >= view.since) & (scaled.index <= view.until)].clip(upper=100)


def multiples(view: View, split: Callable[[pd.DataFrame], pd.DataFrame], names: dict[str, str], what: str) -> Figure:
    """Returns one row per country or segment, on one scale."""
    found = profile_reading.found
    groups = split(found.events)
    net = escalation.scale(escalation.pressure(found, profile_reading.days, groups), profile_reading.kappa)
    low, high = escalation.interval(
        found, profile_reading.days, profile_reading.seed, groups, kappa=profile_reading.kappa
    )
    period = slice(view.since, view.until)
    net = net.loc[period]
    order = list(net.mean().sort_values(ascending=False).index[:10])
    top = order[0] if order else ""
    finding = f"{names.get(top, top)} carries the highest mean index of the period" if top else "No index"
    return chart.multiples(
        net[order], [names.get(name, name) for name in order], low.loc[period, order], high.loc[period, order],
        words_for(view, finding, f"Index of {what}, 0-100 in each row, 80 % interval"), view.theme,
    )  # fmt: skip


def domains(view: View) -> Figure:
    """Returns the pressure by domain."""
    found = profile_reading.found
    parts = escalation.pressure(found, profile_reading.days, escalation.by_domain(found.events))
    parts = parts.loc[view.since : view.until]
    share = parts.sum()
    finding = "No pressure from these events"
    if share.sum() > 0:
        finding = f"{share.idxmax()} events make up {share.max() / share.sum():.0%} of the pressure"
    return chart.domains(
        parts, words_for(view, finding, "Pressure by domain, weekly mean, below 0 = eased"), view.theme
    )


def waterfall(view: View, earlier: pd.Timestamp, later: pd.Timestamp) -> Figure:
    """Returns why the pressure moved between two days."""
    steps = index_tables.waterfall(escalation.difference(profile_reading.found, earlier, later), NAMED_STEPS)
    change = steps.loc[steps["is_total"], "change"]
    finding = f"Pressure went from {change.iloc[0]:.1f} to {change.iloc[-1]:.1f}"
    return chart.waterfall(
        steps, words_for(view, finding, f"Pressure, {words.day(earlier)} to {words.day(later)}"), view.theme
    )


def sensitivity(view: View) -> Figure:
    """Returns the index under other half-lives and thresholds, each calibrated to the same baseline."""
    lines = {}
    for half_life in readings.HALF_LIVES:
        lines[f"Half-life {half_life} days, severity 5 or more"] = (half_life, 5)
    for threshold in (3, 4):
        lines[f"Half-life 30 days, severity {threshold} or more"] = (30, threshold)
    found = {
        name: readings.reading(view, escalation.Profile(name, half_life=float(h), threshold=float(t))).series
        for name, (h, t) in lines.items()
    }
    frame_of = pd.DataFrame({name: series.set_index("date")["index"] for name, series in found.items()})
    frame_of = frame_of.loc[view.since : view.until]
    if frame_of.empty:
        empty = words_for(view, "No index for this period", "Index under other settings")
        return chart.multiples(frame_of, [], None, None, empty, view.theme)
    peaks = frame_of.idxmax()
    together = (peaks - peaks.iloc[2]).abs().dt.days.le(14).sum()
    finding = f"{together} of {len(peaks)} settings peak within two weeks of the default"
    return chart.multiples(
        frame_of, list(lines), None, None, words_for(view, finding, "Index under other settings"), view.theme
    )


def coverage(view: View) -> Figure:
    """Returns how closely the catalogue looks, month by month."""
    lens = completeness.lens(view.dataset.events, view.dataset.articles, *recorded(view))
    thin = int(lens["is_thin"].sum())
    finding = f"{thin} of {len(lens)} months are thinly covered: quiet or unmonitored?"
    subtitle = f"Hatched: fewer than {completeness.THIN_PUBLISHERS} publishers behind the month's events"
    return chart.coverage(lens, words_for(view, finding, subtitle), view.theme)


def show_record(view: View) -> None:
    """Shows the back-test, whatever it says."""
    index = profile_reading.series.set_index("date")["index"]
    index = index[index.index >= completeness.FIRST]
    data = view.dataset
    found = load.kept(
        view.key("record", profile),
        lambda: track_record.scores(index, data.events, data.exercises, profile_reading.seed),
    )
    baseline = st.segmented_control(
        "Against", track_record.BASELINES, default="persistence", required=True, key="baseline", bind=filters.BOUND
    )
    subtitle = f"Brier skill against {baseline}, 80 % interval; right of 0 = better"
    text = words_for(view, track_record.verdict(found), subtitle)
    key = view.key("record-chart", profile, baseline)
    figure.show(figure.picture(key, lambda: chart.record(found, baseline, text, view.theme)), key="record")
    outcomes = track_record.outcomes(data.events)
    alarms = track_record.alarms(index, pd.concat(outcomes.values()).drop_duplicates("event_id"))
    hits = alarms["lead_days"].notna().sum()
    st.caption(
        f"The index rose through {track_record.ALARM:g} {words.count(len(alarms), 'time')} since "
        f"{words.day(track_record.SCORED_FROM)}: {hits} were followed within 30 days by one of the outcomes"
        + (f" (median lead {alarms['lead_days'].median():.0f} days)" if hits else "")
        + f", {len(alarms) - hits} were false alarms."
    )
    table.show(index_tables.scores(found), key="record-table")
    table.show(index_tables.alarms(alarms), key="record-alarms")


def show_method(view: View) -> None:
    """Shows the constants and the completeness behind the threshold."""
    st.markdown(sources.METHOD_TEXT)
    halves = completeness.halves(view.whole.events, view.whole.articles, pd.Timestamp(view.whole.as_of))
    table.show(index_tables.completeness(halves), key="completeness")
    st.caption(
        f"Complete from: the lowest severity from which the half-year is not significantly short of the densest one. "
        f"The highest of them is {halves['complete_from'].max():g}, so the index compares years on severity "
        f"{escalation.THRESHOLD:g} or more."
    )


view = frame.frame()
for name, options in (("part", PARTS), ("profile", escalation.PROFILES), ("baseline", track_record.BASELINES)):
    filters.note_unknown(name, options)
frame.header(view, "How tense, by what, and how sure?")
profile = readings.controls(view)
profile_reading = readings.reading(view, profile)
figure.show(figure.picture(view.key("index", profile), lambda: main_figure(view)), key="index-chart")
st.caption(
    "Click the line for the events in a day's value. Dotted: all events of the last 18 months, scaled to the same "
    "mean. Grey marks at the foot: months with thin coverage; bars: exercises (dark = Russia and Belarus)."
)
part = st.segmented_control("Look closer", PARTS, default=PARTS[0], required=True, key="part", bind=filters.BOUND)
key = view.key("part", part, profile)
if part in SPLITS:
    split, names = SPLITS[part]
    figure.show(figure.picture(key, lambda: multiples(view, split, names(view), part.lower())), key=part)
elif part == "Domains":
    figure.show(figure.picture(key, lambda: domains(view)), key="domains")
elif part == "What changed":
    last = min(view.until, view.as_of)
    left, right = st.columns(2)
    earlier = left.date_input("From", (last - pd.Timedelta(days=30)).date(), key="earlier", bind=filters.BOUND)
    later = right.date_input("To", last.date(), key="later", bind=filters.BOUND)
    days = sorted((pd.Timestamp(earlier), pd.Timestamp(later)))
    figure.show(figure.picture((*key, *days), lambda: waterfall(view, *days)), key="waterfall")
    rows = escalation.contributions(profile_reading.found, days[1])
    st.subheader(f"What is in the value of {words.day(days[1])}", anchor=False)
    table.show(index_tables.contributions(rows), key="contributions", kind="event")
elif part == "Sensitivity":
    figure.show(figure.picture(key, lambda: sensitivity(view)), key="sensitivity")
elif part == "Coverage":
    figure.show(figure.picture(key, lambda: coverage(view)), key="coverage")
elif part == "Track record":
    show_record(view)
else:
    show_method(view)
frame.footer(view)
drawer.show(view)
