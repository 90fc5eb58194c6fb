"""The views of the Escalation page: each one analyses, draws and shows its figure and table."""

from collections.abc import Callable
from dataclasses import replace
from math import inf

import pandas as pd
import streamlit as st

from monitor import words
from monitor.analysis import completeness, escalation, findings, index_tables, timeline, track_record
from monitor.analysis.escalation import PROFILES, Profile, Reading
from monitor.charts import escalation as chart
from monitor.charts.style import Figure, Words
from monitor.selection import touching
from monitor.ui import figure, filters, load, readings, sources, table
from monitor.ui.frame import View

DETAIL_DAYS = 548
NAMED_STEPS = 8
ROWS_SHOWN = 10
LABELS_ACROSS = 40
SETTINGS = (
    *(Profile(f"Half-life {days} days, severity 5 or more", half_life=float(days)) for days in readings.HALF_LIVES),
    *(Profile(f"Half-life 30 days, severity {n} or more", threshold=float(n)) for n in (4, 3)),
    replace(PROFILES["No easing (v1)"], name="Without easing events: method v1"),
    Profile("With every easing event, talks and reopenings too", easing=0.0),
)
PEAK_DAYS = 14
LONG = 460


def words_for(view: View, reading: Reading, finding: str, subtitle: str, selected: str = "") -> Words:
    """Returns the words of a figure that rests on the events of a reading."""
    profile, weights = reading.found.profile, ""
    if profile != PROFILES["Default"]:
        weights = f", weights: {profile.name}" + ("" if profile == PROFILES.get(profile.name) else ", changed")
    footer = f"{sources.line(view, reading.found.events)}, index method {escalation.METHOD}{weights}"
    return Words(finding, f"{subtitle} · {selected or view.describe()}", footer)


def main(view: View, reading: Reading) -> None:
    """Shows the index with its interval, the default beside it, and the recent detail."""
    key = view.key("index", reading.found.profile)
    figure.show(figure.picture(key, lambda: _main(view, reading)), key="index-chart")
    remark = readings.remark(view, reading.found)
    if remark:
        st.info(remark)
    st.caption(
        "Click the line for the events in a day's value. Dotted: all events of the last 18 months, scaled to the same "
        "mean. Grey marks at the foot: months with thin coverage; bars: exercises (dark = Russia and Belarus)."
    )


def _main(view: View, reading: Reading) -> Figure:
    profile = reading.found.profile
    default = None
    if profile != PROFILES["Default"]:
        default = readings.reading(view).series.set_index("date")["index"].loc[view.since : view.until]
    inside = findings.between(reading.found.events, view.since, view.until)
    _, threshold, easing = profile.form
    eased = "" if easing in (threshold, inf) else f", easing from {easing:g}"
    counted = f"half-life {profile.half_life:g} days, severity {threshold:g} or more{eased}"
    text = words_for(
        view, reading, findings.escalation(reading.series, view.until), f"Index 0-100, 80 % interval, {counted}"
    )
    return chart.figure(
        series=touching(reading.series, view.since, view.until, "date"),
        default=default,
        detail=_detail(view, reading),
        exercises=timeline.exercise_bands(view.dataset.exercises, view.since, view.until),
        labelled=timeline.labelled(inside, apart_days=(view.until - view.since).days / LABELS_ACROSS),
        thin=_lens(view),
        words=text,
        theme=view.theme,
    )


def _detail(view: View, reading: Reading) -> pd.Series:
    """Returns the line of all events of the last 18 months, scaled to the mean of the index over them."""
    everything = Profile("All events", half_life=reading.found.profile.half_life, threshold=0.0)

    def build() -> pd.Series:
        found = escalation.impacts(view.dataset.events, frozenset(), everything)
        return escalation.pressure(found, reading.days)["theatre"].clip(lower=0)

    series = load.kept(("all-events", view.whole.version, view.selection, everything), build)
    recent = series[series.index >= view.as_of - pd.Timedelta(days=DETAIL_DAYS)]
    mean = recent.mean()
    shown = reading.series.set_index("date")["index"].reindex(recent.index).mean()
    return (recent * (shown / mean if mean else 0.0)).loc[view.since : view.until].clip(upper=100)


def _lens(view: View) -> pd.DataFrame:
    """Returns the coverage of the part of the period in which the catalogue is kept; other months say nothing."""
    since, until = max(view.since, escalation.CATALOGUE_FROM), min(view.until, view.as_of)
    data = view.dataset
    return load.kept(
        ("lens", view.whole.version, view.selection),
        lambda: completeness.lens(data.events, data.articles, since, until),
    )


def _multiples(
    view: View, reading: Reading, split: Callable[[pd.DataFrame], pd.DataFrame], names: dict[str, str], what: str
) -> Figure:
    groups = split(reading.found.events)
    days = reading.days[(reading.days >= view.since) & (reading.days <= view.until)]
    if days.empty:
        text = words_for(view, reading, "No index for this period", f"Index of {what}")
        return chart.multiples(pd.DataFrame(), [], None, None, text, view.theme)
    net, low, high = escalation.banded(reading.found, days, reading.seed, groups, kappa=reading.kappa)
    index = escalation.scale(net, reading.kappa)
    order = list(index.mean().sort_values(ascending=False).index[:ROWS_SHOWN])
    top = order[0] if order else ""
    finding = f"{names.get(top, top)} carries the highest mean index of the period" if top else "No index"
    text = words_for(view, reading, finding, f"Index of {what}, 0-100 in each row, 80 % interval")
    return chart.multiples(
        index[order], [names.get(name, name) for name in order], low[order], high[order], text, view.theme
    )


def countries(view: View, reading: Reading) -> Figure:
    """Returns one row per country, on one scale."""
    return _multiples(view, reading, escalation.by_country, view.names, "countries")


def segments(view: View, reading: Reading) -> Figure:
    """Returns one row per border segment, on one scale."""
    return _multiples(view, reading, escalation.by_segment, index_tables.segment_names(), "segments")


def domains(view: View, reading: Reading) -> Figure:
    """Returns the pressure by domain."""
    found = reading.found
    parts = escalation.pressure(found, reading.days, escalation.by_domain(found.events))
    parts = parts.loc[view.since : view.until]
    share = parts.sum()
    finding = "No pressure from these events"
    if share.sum() > 0:
        finding = f"{share.idxmax()} events make up {share.max() / share.sum():.0%} of the pressure"
    text = words_for(view, reading, finding, "Pressure by domain, weekly mean, below 0 = eased")
    return chart.domains(parts, text, view.theme)


def sensitivity(view: View, reading: Reading) -> Figure:
    """Returns the index under other half-lives and thresholds, each calibrated to the same baseline."""
    lines = pd.DataFrame({profile.name: readings.line(view, profile) for profile in SETTINGS})
    lines = lines.loc[view.since : view.until]
    if lines.empty:
        text = words_for(view, reading, "No index for this period", "Index under other settings")
        return chart.multiples(lines, [], None, None, text, view.theme)
    peaks = lines.idxmax()
    default = next(profile.name for profile in SETTINGS if profile.form == Profile().form)
    together = int((peaks - peaks[default]).abs().dt.days.le(PEAK_DAYS).drop(default).sum())
    finding = f"{together} of {len(peaks) - 1} other settings peak within two weeks of the default"
    text = words_for(view, reading, finding, "Index under other settings, each with the same median in the baseline")
    return chart.multiples(lines, list(lines), None, None, text, view.theme)


def coverage(view: View, reading: Reading) -> Figure:
    """Returns how closely the catalogue looks, month by month."""
    lens = _lens(view)
    thin = int(lens["is_thin"].sum())
    finding = f"{thin} of {len(lens)} months are thinly covered: quiet or unmonitored?"
    subtitle = f"Hatched: fewer than {completeness.THIN_PUBLISHERS} publishers behind the month's events"
    return chart.coverage(lens, words_for(view, reading, finding, subtitle), view.theme)


def changed(view: View, reading: Reading) -> None:
    """Shows why the pressure moved between two days, and what is in the later value."""
    last = min(view.until, view.as_of)
    left, right = st.columns(2)
    earlier = left.date_input("From", (last - pd.Timedelta(days=30)).date(), key="earlier", bind=filters.BOUND)
    later = right.date_input("To", last.date(), key="later", bind=filters.BOUND)
    days = sorted((pd.Timestamp(earlier), pd.Timestamp(later)))
    key = view.key("part", "What changed", reading.found.profile, *days)
    figure.show(figure.picture(key, lambda: _waterfall(view, reading, *days)), key="waterfall")
    rows = escalation.contributions(reading.found, days[1])
    st.subheader(f"What is in the value of {words.day(days[1])}", anchor=False)
    table.show(index_tables.contributions(rows), key="contributions", kind="event")


def _waterfall(view: View, reading: Reading, earlier: pd.Timestamp, later: pd.Timestamp) -> Figure:
    steps = index_tables.waterfall(escalation.difference(reading.found, earlier, later), NAMED_STEPS)
    change = steps.loc[steps["is_total"], "change"]
    finding = f"Pressure went from {change.iloc[0]:.1f} to {change.iloc[-1]:.1f}"
    text = words_for(view, reading, finding, f"Pressure, {words.day(earlier)} to {words.day(later)}")
    return chart.waterfall(steps, text, view.theme)


def record(view: View, reading: Reading) -> None:
    """Shows the back-test, whatever it says."""
    index, data = reading.series.set_index("date")["index"].loc[completeness.FIRST :], view.dataset

    def build() -> tuple[pd.DataFrame, pd.DataFrame]:
        trials = track_record.trials(index, data.events, data.exercises)
        return track_record.scores(trials), track_record.calibrations(trials)

    profile = reading.found.profile
    with st.spinner("Scoring the index against what followed"):
        found, calibration = load.kept(view.key("record", profile), build)
    baseline = st.segmented_control(
        "Against", track_record.BASELINES, default="persistence", required=True, key="baseline", bind=filters.BOUND
    )
    subtitle = f"Brier skill against {baseline}, 80 % interval; right of 0 = better"
    # The record covers all scored years, whatever period is shown above.
    days = dict(period="Custom", since=track_record.SCORED_FROM.date(), until=view.as_of.date())
    scored = replace(view.selection, **days).describe(data)
    text = words_for(view, reading, track_record.verdict(found), subtitle, scored)
    key = view.key("record-chart", profile, baseline)
    figure.show(figure.picture(key, lambda: chart.record(found, baseline, text, view.theme)), key="record")
    happened = pd.concat(track_record.outcomes(data.events).values()).drop_duplicates("event_id")
    alarms = track_record.alarms(index, happened)
    st.markdown(track_record.alarm_lines(alarms, track_record.chance(index, happened)))
    tests = int(found["persistence"].notna().sum())
    st.caption(
        "Persistence: it goes on as in the last days. Climatology: the rate so far. Exercise calendar: Russian and "
        f"Belarusian exercises. Of {words.count(tests, 'test')} at 80 %, chance alone gives {tests / 10:g} wins and as "
        f"many losses. {index_tables.refusals(found)}"
    )
    table.show(index_tables.scores(found), key="record-table", height=LONG)
    st.subheader("What was said, and how often it came true", anchor=False)
    table.show(index_tables.calibration(calibration), key="record-calibration")
    st.subheader(f"Rises through {track_record.ALARM:g}", anchor=False)
    table.show(index_tables.alarms(alarms), key="record-alarms", height=LONG)


def method(view: View, reading: Reading) -> None:
    """Shows the constants and the completeness behind the thresholds."""
    st.markdown(sources.METHOD_TEXT)
    halves = completeness.halves(view.whole.events, view.whole.articles)
    table.show(index_tables.completeness(halves), key="completeness")
    st.caption(
        f"Complete from: the lowest severity from which the half-year is not significantly short of the densest one. "
        f"The highest of them is {halves['complete_from'].max():g}, so the index compares years on escalating events "
        f"of severity {escalation.THRESHOLD:g} or more. Easing events count from {escalation.EASING_FROM:g}."
    )


def drawn(build: Callable[[View, Reading], Figure]) -> Callable[[View, Reading], None]:
    """Returns a view that shows one figure, drawn once per view and profile."""

    def show(view: View, reading: Reading) -> None:
        key = view.key("part", build.__name__, reading.found.profile)
        figure.show(figure.picture(key, lambda: build(view, reading)), key=build.__name__)

    return show


PARTS: dict[str, Callable[[View, Reading], None]] = {
    "Countries": drawn(countries),
    "Domains": drawn(domains),
    "Segments": drawn(segments),
    "What changed": changed,
    "Sensitivity": drawn(sensitivity),
    "Coverage": drawn(coverage),
    "Track record": record,
    "Method": method,
}
