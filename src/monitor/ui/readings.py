"""The index as the pages use it: one reading per view and profile, shared by all readers, and the choice of weights."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from monitor import words
from monitor.analysis import escalation
from monitor.analysis.escalation import PROFILES, Impacts, Profile, Reading
from monitor.ui import filters, load
from monitor.ui.frame import View
from monitor.ui.text import plain

HALF_LIVES = (7, 14, 30, 60)
AS_PROFILE = "As profile"
THRESHOLDS = (AS_PROFILE, "3", "4", "5", "6")
TABLE, LINKED = "_weight_table", "_weights_linked"


def reading(view: View, profile: Profile = PROFILES["Default"]) -> Reading:
    """Returns the index of the events in view; other half-lives and thresholds are calibrated on the whole data."""

    def build() -> Reading:
        data, articles = view.dataset, view.whole.articles
        return escalation.reading(
            data.events, articles, data.sources, view.as_of, data.version, profile, kappa(view, profile)
        )

    return load.kept(("reading", view.whole.version, view.selection.timeless, profile), build)


def line(view: View, profile: Profile) -> pd.Series:
    """Returns the index by day without its interval, for profiles that leave no source out."""

    def build() -> pd.Series:
        found = escalation.impacts(view.dataset.events, frozenset(), profile)
        return escalation.line(found, escalation.days_to(view.as_of), kappa(view, profile))

    return load.kept(("index-line", view.whole.version, view.selection.timeless, profile), build)


def kappa(view: View, profile: Profile) -> float:
    """Returns the kappa of a profile's half-life and thresholds: fixed for the default, else from the whole data."""
    if profile.form == Profile().form:
        return escalation.KAPPA

    def build() -> float:
        data = view.whole
        plain_weights = Profile(half_life=profile.half_life, threshold=profile.threshold, easing=profile.easing)
        found = escalation.impacts(data.events, frozenset(), plain_weights)
        days = escalation.days_to(pd.Timestamp(data.as_of))
        return escalation.calibrated(escalation.pressure(found, days)["theatre"])

    return load.kept(("kappa", view.whole.version, profile.form), build)


def chosen(view: View) -> Profile:
    """Returns the profile in the session, which the Escalation page keeps in the URL; the default elsewhere."""
    state = st.session_state
    base = PROFILES.get(state.get("profile", "Default"), PROFILES["Default"])
    given = parse(state.get("weights", ""), set(view.whole.event_types["event_type"]))
    changed = {kind: value for kind, value in given.items() if value != base.weight(kind)}
    threshold = state.get("threshold")
    return replace(
        base,
        weights=tuple(sorted((dict(base.weights) | changed).items())),
        half_life=float(state.get("half_life") or base.half_life),
        threshold=float(threshold) if threshold in THRESHOLDS[1:] else base.threshold,
        excluded=tuple(sorted({part.strip() for part in (state.get("without") or "").split(",")} - {""})),
    )


def parse(text: str, types: set[str]) -> dict[str, float]:
    """Reads weights written as `drone_incursion=0.5, sanction=0`; what is not understood is left out."""
    found = {}
    for part in (text or "").split(","):
        kind, _, number = part.partition("=")
        try:
            value = float(number)
        except ValueError:
            continue
        if kind.strip() in types and 0 <= value <= 5:
            found[kind.strip()] = value
    return found


def written(weights: dict[str, float], base: Profile) -> str:
    """Returns weights as the URL keeps them: those that differ from the profile's own."""
    return ", ".join(f"{kind}={value:g}" for kind, value in weights.items() if value != base.weight(kind))


def controls(view: View) -> Profile:
    """Draws the weights and returns the profile they make."""
    filters.note_unknown("profile", PROFILES)
    one, two, three = st.columns([2, 1, 1])
    one.selectbox("Weights", list(PROFILES), key="profile", bind=filters.BOUND)
    two.selectbox("Half-life, days", HALF_LIVES, index=HALF_LIVES.index(30), key="half_life", bind=filters.BOUND)
    three.selectbox(
        "Severity from", THRESHOLDS, key="threshold", bind=filters.BOUND,
        help="Of escalating events. The default and most profiles count from 5, Hybrid focus from 3.",
    )  # fmt: skip
    with st.expander("Weights by type, events left out", expanded=_linked()):
        above = st.container()
        example = "drone_incursion=0.5, sanction=0"
        st.text_input("Weights that differ from the profile", key="weights", bind=filters.BOUND, placeholder=example)
        st.text_input("Events left out", key="without", bind=filters.BOUND, placeholder="event ids, with commas")
        with above:  # drawn after the text, which takes a link's weights over
            _table(view, PROFILES.get(st.session_state.get("profile"), PROFILES["Default"]))
    return chosen(view)


def _linked() -> bool:
    """Returns whether this session was opened with weights in its link; one answer, or edits would fold the table."""
    return st.session_state.setdefault(LINKED, bool({"weights", "without"} & set(st.query_params)))


def _table(view: View, base: Profile) -> None:
    """Draws the weight of every type. It is drawn anew for another profile or text, not after its own edits."""
    types = view.whole.event_types.sort_values("label")
    text = st.session_state.get("weights") or ""
    kept = st.session_state.get(TABLE)
    if kept is None or kept["of"] != (base.name, text):
        given = parse(text, set(types["event_type"]))
        start = {kind: given.get(kind, base.weight(kind)) for kind in types["event_type"]}
        kept = {"of": (base.name, text), "start": start, "number": kept["number"] + 1 if kept else 0}
        st.session_state[TABLE] = kept
    st.data_editor(
        pd.DataFrame({"Type": types["label"].to_list(), "Weight": list(kept["start"].values())}),
        key=f"weight_table-{kept['number']}", hide_index=True, height=240, disabled=["Type"],
        on_change=_edited, args=(base,),
        column_config={"Weight": st.column_config.NumberColumn(min_value=0.0, max_value=5.0, step=0.1)},
    )  # fmt: skip


def _edited(base: Profile) -> None:
    """Puts what differs from the profile's own weights into the text that the URL keeps."""
    kept = st.session_state[TABLE]
    weights, kinds = dict(kept["start"]), list(kept["start"])
    for row, change in st.session_state[f"weight_table-{kept['number']}"]["edited_rows"].items():
        if "Weight" in change:
            value = change["Weight"]
            weights[kinds[int(row)]] = base.weight(kinds[int(row)]) if value is None else float(value)
    st.session_state["weights"] = written(weights, base)
    st.session_state[TABLE] = kept | {"of": (base.name, st.session_state["weights"])}


def remark(view: View, found: Impacts) -> str:
    """Returns in words what a reader of the chosen profile should know: that it changes nothing, or names no event."""
    profile, notes = found.profile, []
    unknown = [name for name in profile.excluded if name not in set(view.whole.events["event_id"])]
    if unknown:
        notes.append(f"No such event, so not left out: {plain(', '.join(unknown))[:200]}.")
    if profile == PROFILES["Default"]:
        return " ".join(notes)
    plainly = reading(view).found
    same = (plainly.events[["event_id", "impact"]].equals(found.events[["event_id", "impact"]])
            and profile.half_life == plainly.profile.half_life)  # fmt: skip
    if same:
        among = words.count(len(found.events), "event")
        why = f"none of the {among} of the index rests on state media alone" if profile.without_state_media else (
            f"all {among} of the index keep their weight"
        )  # fmt: skip
        notes.append(f"These weights change nothing here: {why}.")
    return " ".join(notes)
