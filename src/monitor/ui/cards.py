"""The cards of the drawer, one function per kind of thing that can be opened."""

import pandas as pd
import streamlit as st

from monitor import words
from monitor.analysis import card as cards
from monitor.analysis import coverage, crossings, escalation, evidence, misread, places, tables, watchboard, watchlist
from monitor.analysis.card import Card
from monitor.ui import claim_cards, layers, lists, load, reactions, readings
from monitor.ui.frame import View
from monitor.ui.text import link, plain

MOST_CONTRIBUTIONS = 20


def _missing(what: str) -> None:
    st.info(f"No such {what} in this data version, or not yet known on the chosen day.")


def _event(view: View, event_id: str) -> None:
    data = view.known
    found = cards.card(event_id, data.events, data.articles, data.sources, data.exercises, view.names)
    if found is None:
        return _missing("event")
    st.markdown(f"### {plain(found.title)}")
    st.write(plain(found.summary))
    _facts(found.facts)
    if found.note:
        st.markdown(f"**Figures that disagree, and cautions** {plain(found.note)}")
    for remark in load.remarks(event_id, tuple(found.sources["article_id"]), view.whole.version):
        st.markdown(f"**Figures of an added source** {plain(remark)}")
    _sources(found.sources)
    _links(found)
    st.caption(f"Event {found.event_id}; the address bar holds the link to this card.")


def _facts(facts: tuple[tuple[str, str], ...]) -> None:
    body = "\n".join(f"| **{plain(label)}** | {plain(value)} |" for label, value in facts)
    st.markdown(f"| | |\n|:--|:--|\n{body}")


def _sources(rows: pd.DataFrame) -> None:
    st.markdown(f"**{words.count(len(rows), 'source')}**")
    for row in rows.to_dict("records"):
        title = row["title"] or tables.NO_HEADLINE
        dated = words.day(row["published"])
        kind = str(row["kind"]).replace("_", " ") if isinstance(row["kind"], str) else "kind not recorded"
        grade = words.reliability(str(row["reliability"]))
        st.markdown(
            f"{link(title, row['url'])}  \n{plain(row['publisher'])} ({plain(kind)}, {plain(grade)}) · "
            f"{plain(dated)} · {plain(words.language(row['language']))} · {plain(row['article_id'])}"
        )


def _links(found: Card) -> None:
    with st.container(gap=None):
        for step, way in enumerate(found.links):
            lists.way(f"{way.relation}: {way.title}", f"event:{way.event_id}", f"way-{step}-{way.event_id}")
        if found.exercise_id:
            lists.way("Open the exercise", f"exercise:{found.exercise_id}", "way-exercise")


def _event_list(rows: pd.DataFrame, heading: str) -> None:
    st.markdown(f"**{heading}**")
    lists.events(rows, "card")


def _article(view: View, article_id: str) -> None:
    data = view.known
    rows = cards.cited((article_id,), data.articles, data.sources)
    if rows.empty:
        return _missing("article")
    _sources(rows)
    citing = data.events[data.events["sources"].map(lambda ids: article_id in ids)]
    _event_list(citing, words.count(len(citing), "event rests", "events rest") + " on it")


def _exercise(view: View, exercise_id: str) -> None:
    data = view.known
    found = data.exercises[data.exercises["exercise_id"].eq(exercise_id)]
    if found.empty:
        return _missing("exercise")
    row = found.iloc[0]
    st.markdown(f"### {plain(row['name'])}")
    st.write(plain(row["scenario"]))
    people = words.listed(view.names.get(c, c) for c in row["organisers"])
    others = words.listed(view.names.get(c, c) for c in row["participants"])
    end = "end not recorded" if pd.isna(row["end_date"]) else words.day(row["end_date"])
    strength = "not recorded" if pd.isna(row["announced_troops"]) else f"{row['announced_troops']:,}"
    estimate = "" if pd.isna(row["estimated_troops"]) else f"{row['estimated_troops']:,} ({row['estimate_by']})"
    facts = (
        ("Dates", f"{words.day(row['start_date'])} to {end}"), ("Held by", people), ("Taking part", others),
        ("Announced strength", strength), ("Estimate", estimate), ("Phases", row["phases"]), ("Note", row["note"]),
    )  # fmt: skip
    _facts(tuple((label, value) for label, value in facts if value))
    areas = data.exercise_areas[data.exercise_areas["exercise_id"].eq(exercise_id)].sort_values("border_km")
    if len(areas):
        st.markdown(f"**{words.count(len(areas), 'area')}, nearest to the border first**")
        for area in areas.to_dict("records"):
            st.markdown(f"- {plain(area['name'])}: {plain(words.distance(area, view.names))}")
    _sources(cards.cited(row["sources"], data.articles, data.sources))
    events = data.events[data.events["exercise_id"].eq(exercise_id)]
    _event_list(events, words.count(len(events), "event") + " tied to it")


def _area(view: View, area_id: str) -> None:
    data = view.known
    found = data.exercise_areas[data.exercise_areas["area_id"].eq(area_id)]
    if found.empty:
        return _missing("exercise area")
    row = found.iloc[0].to_dict()
    st.markdown(f"### {plain(row['name'])}")
    st.write(plain(row["activity"]))
    dates = f"{words.day(row['date_from'])} to {words.day(row['date_to'])}"
    facts = (
        ("Dates", dates), ("Radius", f"{row['radius_km']:g} km (an estimate; areas are rarely published exactly)"),
        ("To the border", words.distance(row, view.names) + ", measured from its edge"),
        ("Place", words.PRECISION[row["geo_precision"]]), ("Note", row["note"]),
    )  # fmt: skip
    _facts(tuple((label, value) for label, value in facts if value))
    _sources(cards.cited(row["sources"], data.articles, data.sources))
    lists.way("Open the exercise", f"exercise:{row['exercise_id']}", "way-exercise")


def _crossing(view: View, crossing_id: str) -> None:
    data = view.known
    states = crossings.on(layers.day(view), data.crossings, data.crossing_status)
    found = states[states["crossing_id"].eq(crossing_id)]
    if found.empty:
        return _missing("crossing")
    row = found.iloc[0]
    st.markdown(f"### {plain(row['name'])} / {plain(row['name_other_side'])}")
    st.write(f"{plain(row['kind'])}, {plain(row['state'])} on {words.day(layers.day(view))}")
    history = data.crossing_status[data.crossing_status["crossing_id"].eq(crossing_id)].sort_values("date")
    if history.empty:
        st.info("No status of this crossing was recorded, so its state is unknown, not open.")
    for change in history.to_dict("records"):
        st.markdown(f"**{words.day(change['date'])}: {change['status']}** {plain(change['detail'])}")
        _sources(cards.cited(change["sources"], data.articles, data.sources))
    if row["note"]:
        st.caption(plain(row["note"]))


def _place(view: View, name: str) -> None:
    latitude, _, longitude = name.partition(",")
    try:
        rows = places.at(layers.shown(view), float(latitude), float(longitude))
    except ValueError:
        return _missing("place")
    if rows.empty:
        return _missing("place with events in this period")
    st.markdown(f"### {plain(rows['location'].iloc[0])}")
    _event_list(rows, words.count(len(rows), "event") + " at this place in the chosen period")


def _cell(view: View, name: str) -> None:
    label, _, period = name.rpartition("|")
    events = view.period(view.dataset.events)
    try:
        found = [coverage.cell(events, by, view.names, label, period) for by in coverage.BY]
    except ValueError:
        return _missing("place of the matrix")
    _event_list(pd.concat(found).drop_duplicates("event_id"), f"{plain(label)}, {plain(period)}")


def _day(view: View, name: str) -> None:
    day = pd.to_datetime(name, format="%Y-%m-%d", errors="coerce")
    found = None if pd.isna(day) else readings.reading(view, readings.chosen(view))
    row = found.at(day) if found else None
    if row is None:
        return _missing("day of the index")
    rows = escalation.contributions(found.found, day)
    st.markdown(f"#### Index {row['index']:.0f}, {row['level']}, on {words.day(day)}")
    st.write(
        f"80 % interval {row['low']:.0f}–{row['high']:.0f}. Pressure {row['pressure']:.2f} from "
        f"{words.count(len(rows), 'event')}; method {escalation.METHOD}, weights: {plain(found.found.profile.name)}, "
        f"half-life {found.found.profile.half_life:g} days."
    )
    lists.contributions(rows.head(MOST_CONTRIBUTIONS), "day")
    rest = rows["now"].iloc[MOST_CONTRIBUTIONS:]
    if len(rest):
        st.caption(f"{words.count(len(rest), 'more event')} add {rest.sum():+.2f} together.")


def _indicator(view: View, indicator_id: str) -> None:
    data = view.dataset
    rows = load.kept(view.lasting("readings"), lambda: watchlist.readings(data, view.as_of, view.whole.events))
    found = rows[rows["indicator_id"].eq(indicator_id)] if len(rows) else rows
    if found.empty:
        return _missing("indicator")
    row = found.iloc[0].to_dict()
    alarms = load.kept(view.lasting("alarms"), lambda: watchboard.alarms(data, view.as_of))
    labels = dict(zip(view.whole.event_types["event_type"], view.whole.event_types["label"], strict=True))
    st.markdown(f"### {plain(row['label'])}")
    st.write(f"{plain(row['statement'])}. {plain(row['why_it_matters'])}")
    _facts(watchboard.facts(row, alarms[alarms["indicator_id"].eq(indicator_id)].iloc[0].to_dict()))
    st.caption(plain(evidence.in_words(row, labels, view.names)))
    for heading, ids in (
        (f"Evidence in the {row['window_days']} days to {words.day(view.as_of)}", row["evidence"]),
        ("Evidence that decided the outcome", row["outcome_evidence"]),
        ("Named by hand as evidence", row["observed_event_ids"]),
    ):
        events = data.events[data.events["event_id"].isin(ids)].sort_values("event_date", ascending=False)
        if len(events):
            st.markdown(f"**{heading}: {words.count(len(events), 'event')}**")
            lists.events(events, f"{indicator_id}-{heading[:18]}")
    _sources(cards.cited(row["sources"], data.articles, data.sources))


def _answers(view: View, name: str) -> None:
    if not reactions.card(view, name):
        _missing("group of answers")


def _claim(view: View, claim_id: str) -> None:
    rows = claim_cards.ledger(view)
    rows = rows[rows["claim_id"].eq(claim_id)]
    if rows.empty:
        return _missing("claim")
    row = rows.iloc[0].to_dict()
    st.markdown(f"### {plain(row['claim'])}")
    st.markdown(f"**{plain(claim_cards.headline(row))}** {plain(row['reason'])}")
    _facts(tuple((label, value) for label, value in claim_cards.facts(row) if value))
    st.markdown("**What the verdict rests on**")
    claim_cards.evidence(view, row, f"claim-{claim_id}")
    _sources(cards.cited(row["sources"], view.whole.articles, view.whole.sources))


def _misread(view: View, name: str) -> None:
    segment_id, _, day = name.partition("|")
    try:
        at = pd.Timestamp(day)
    except ValueError:
        return _missing("score")
    found = misread.at(claim_cards.misread_pairs(view), at, segment_id)
    if found.empty:
        return _missing("score")
    claim_cards.pairs(view, found, segment_id, at)


CARDS = {
    "day": _day,
    "cell": _cell,
    "event": _event,
    "article": _article,
    "exercise": _exercise,
    "area": _area,
    "crossing": _crossing,
    "place": _place,
    "indicator": _indicator,
    "answers": _answers,
    "claim": _claim,
    "misread": _misread,
}
