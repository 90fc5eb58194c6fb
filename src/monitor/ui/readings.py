"""The index as the pages use it: one reading per view and profile, shared by all readers."""

import pandas as pd
import streamlit as st

from monitor.analysis import escalation
from monitor.analysis.escalation import PROFILES, Profile, Reading
from monitor.ui import filters, load
from monitor.ui.frame import View

HALF_LIVES = (7, 14, 30, 60)
THRESHOLDS = (3, 4, 5, 6)
DETAIL_DAYS = 548


def reading(view: View, profile: Profile = PROFILES["Default"]) -> Reading:
    """Returns the index of the events in view; other half-lives and thresholds are calibrated on the whole data."""

    def build() -> Reading:
        kappa = _whole_kappa(view, profile)
        data, articles = view.dataset, view.whole.articles
        return escalation.reading(data.events, articles, data.sources, view.as_of, data.version, profile, kappa)

    return load.kept(("reading", view.whole.version, view.selection, profile), build)


def _whole_kappa(view: View, profile: Profile) -> float:
    if (profile.half_life, profile.threshold) == (escalation.HALF_LIFE_DAYS, escalation.THRESHOLD):
        return escalation.KAPPA

    def build() -> float:
        data = view.whole
        plain = Profile(half_life=profile.half_life, threshold=profile.threshold)
        found = escalation.impacts(data.events, frozenset(), plain)
        days = escalation.days_to(pd.Timestamp(data.as_of))
        return escalation.calibrated(escalation.pressure(found, days)["theatre"])

    return load.kept(("kappa", view.whole.version, profile.half_life, profile.threshold), build)


def chosen(view: View) -> Profile:
    """Returns the profile in the session, which the Escalation page keeps in the URL; the default elsewhere."""
    state = st.session_state
    base = PROFILES.get(state.get("profile", "Default"), PROFILES["Default"])
    weights = dict(base.weights) | parse(state.get("weights", ""), set(view.whole.event_types["event_type"]))
    return Profile(
        base.name,
        tuple(sorted(weights.items())),
        float(state.get("half_life") or base.half_life),
        _threshold(base, state.get("threshold")),
        base.credibilities,
        base.without_state_media,
        tuple(part.strip() for part in (state.get("without") or "").split(",") if part.strip()),
    )


def _threshold(base: Profile, given: float | None) -> float:
    """Returns the severity a profile counts from: its own, unless another than the default was chosen."""
    return float(given) if given and given != escalation.THRESHOLD else base.threshold


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


def controls(view: View) -> Profile:
    """Draws the weights and returns the profile they make."""
    filters.note_unknown("profile", PROFILES)
    one, two, three = st.columns([2, 1, 1])
    one.selectbox("Weights", list(PROFILES), key="profile", bind=filters.BOUND)
    two.selectbox("Half-life, days", HALF_LIVES, index=HALF_LIVES.index(30), key="half_life", bind=filters.BOUND)
    three.selectbox("Severity from", THRESHOLDS, index=THRESHOLDS.index(5), key="threshold", bind=filters.BOUND)
    with st.expander("Weights by type, events left out", expanded=bool(st.session_state.get("weights"))):
        types = view.whole.event_types.sort_values("label")
        given = parse(st.session_state.get("weights", ""), set(types["event_type"]))
        table = pd.DataFrame({"Type": types["label"], "Weight": [given.get(t, 1.0) for t in types["event_type"]]})
        st.data_editor(
            table, key="weight_table", hide_index=True, height=240, disabled=["Type"], on_change=_edited,
            args=(tuple(types["event_type"]), tuple(table["Weight"])),
            column_config={"Weight": st.column_config.NumberColumn(min_value=0.0, max_value=5.0, step=0.1)},
        )  # fmt: skip
        example = "drone_incursion=0.5, sanction=0"
        st.text_input("Changed weights", key="weights", bind=filters.BOUND, placeholder=example)
        st.text_input("Events left out", key="without", bind=filters.BOUND, placeholder="event ids, with commas")
    return chosen(view)


def _edited(types: tuple[str, ...], before: tuple[float, ...]) -> None:
    weights = dict(zip(types, before, strict=True))
    for row, change in st.session_state["weight_table"]["edited_rows"].items():
        if "Weight" in change:
            weights[types[int(row)]] = float(change["Weight"] or 0)
    st.session_state["weights"] = ", ".join(f"{kind}={value:g}" for kind, value in weights.items() if value != 1)
