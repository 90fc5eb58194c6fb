"""The pin of a candidate on a small map: move it by a click, choose another place of the text, read the distance."""

import streamlit as st

from monitor.analysis import review
from monitor.charts import pin as chart
from monitor.charts.pin import Place
from monitor.charts.style import Figure, Words
from monitor.desk import Candidate
from monitor.ui import drafts, load
from monitor.ui import fields as field_views
from monitor.ui.drafts import Draft, Terms
from monitor.ui.figure import MAP_CONFIG
from monitor.ui.frame import View
from monitor.ui.text import plain

# Where the map opens while no place is known at all: the middle of the Suwałki corridor.
NOWHERE = (54.15, 23.35)
# A pin set by hand on a grid of about 2 km is known to the place, not to the metre.
BY_HAND = "place"


def show(view: View, candidate: Candidate, fields: dict, terms: Terms) -> None:
    """Shows the map with the pin, its radius, the alternatives, and how far it lies from the border."""
    draft = drafts.draft(candidate.id)
    _, places = review.others(candidate.item.article.get("found") or {}, fields)
    choices = tuple(Place(p["name"], p["latitude"], p["longitude"], n) for n, p in enumerate(places))
    pin = _pin(fields)
    precision = fields.get("geo_precision") or BY_HAND
    home = _home(candidate, choices)
    told = review.distance(fields.get("latitude"), fields.get("longitude"), fields.get("geo_precision"), terms.names)
    told = told or ("no distance from here" if pin else "no point yet")

    def build() -> Figure:
        at = (pin.latitude, pin.longitude) if pin else home
        words = Words(pin.name if pin else "No point yet", told, "")
        drawn = chart.figure(pin, precision, choices, chart.frame(home, at, precision), words, view.theme, terms.names)
        # The words stand below the map; a copy without them would take as long as drawing it.
        return drawn.update_layout(title=None, margin_t=0)

    key = f"pin-{candidate.id}-{draft.version}"
    st.plotly_chart(
        load.kept(("pin", view.theme_name, pin, precision, choices, home), build), key=key, theme=None,
        selection_mode="points", config=MAP_CONFIG, alt=f"{fields.get('location')}: {told}",
        on_select=lambda: _moved(draft, st.session_state.get(key), places),
    )  # fmt: skip
    st.caption(f"**{plain(told)}** · Click the map to move the pin, a ring to take that place.")


def _pin(fields: dict) -> Place | None:
    if fields.get("latitude") is None or fields.get("longitude") is None:
        return None
    return Place(fields.get("location") or "Pin", float(fields["latitude"]), float(fields["longitude"]))


def _home(candidate: Candidate, choices: tuple[Place, ...]) -> tuple[float, float]:
    first = _pin(candidate.fields) or (choices[0] if choices else None)
    return (first.latitude, first.longitude) if first else NOWHERE


def _moved(draft: Draft, state: dict | None, places: list[dict]) -> None:
    if found := moved(state, places):
        draft.put(**found)


def moved(state: dict | None, places: list[dict]) -> dict:
    """Returns the fields that a click on the map sets, from the chart's selection state; empty for no click."""
    for point in (state or {}).get("selection", {}).get("points", []):
        custom = point.get("customdata")
        if not isinstance(custom, str):
            continue
        kind, chosen = chart.clicked(custom)
        if kind == "choice":
            return field_views.place(places[chosen])
        return {"latitude": chosen[0], "longitude": chosen[1], "geo_precision": BY_HAND}
    return {}
