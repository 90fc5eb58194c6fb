"""The pin map: palette, escaping, a grid that can be clicked anywhere, and a frame that does not jump."""

import json

import numpy as np
import pytest

from monitor import geo
from monitor.charts import pin
from monitor.charts.pin import Place
from monitor.charts.style import THEMES, Words, words_of
from tests.charts.scenes import HOSTILE
from tests.charts.test_contract import MOST_MAP_BYTES, OWN_TAGS, PALETTE, coloured, hexes, own, tags, texts

KUZNICA = (53.52, 23.66)
NAMES = {"PL": "Poland", "BY": "Belarus", "LT": "Lithuania"}
WORDS = Words("Kuźnica", "0 km from the border", "")
CHOICES = [Place("Sokółka", 53.4072, 23.5023, 0), Place("Minsk", 53.9, 27.56, 1)]


def drawn(theme: str = "light", precision: str = "place", name: str = "Kuźnica", choices=CHOICES):
    at = Place(name, *KUZNICA)
    shown = pin.frame(KUZNICA, KUZNICA, precision)
    return pin.figure(at, precision, choices, shown, WORDS, THEMES[theme], NAMES)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("precision", geo.PLACE_ERROR_KM)
def test_it_keeps_the_contract_of_every_figure(theme: str, precision: str):
    text = drawn(theme, precision).to_json()
    sent = json.loads(text)
    assert words_of(drawn(theme)) == WORDS
    assert len(text.encode()) < MOST_MAP_BYTES
    assert hexes(texts(own(sent))) <= PALETTE
    assert {c for c in coloured(own(sent)) if not c.startswith("#")} == set()
    assert tags(texts(own(sent))) <= OWN_TAGS
    for trace in sent["data"]:
        if (
            "markers" in trace.get("mode", "")
            and trace["marker"].get("opacity") != 0
            and trace.get("hoverinfo") != "skip"
        ):
            assert trace["marker"]["line"]["width"] >= 1


def test_names_from_the_data_are_text():
    body = " ".join(texts(own(json.loads(drawn(name=HOSTILE, choices=[Place(HOSTILE, 53.4, 23.5, 0)]).to_json()))))
    assert "&lt;img src=x" in body and "<img" not in body


def trace(figure, name: str):
    return next(found for found in figure.data if found.name == name)


def test_anywhere_in_the_frame_a_point_is_near():
    grid = trace(drawn(), "Anywhere")
    shown = pin.frame(KUZNICA, KUZNICA, "place")
    step = shown.width_km / pin.COLUMNS
    assert step < 2.5
    assert np.ptp(grid.x) == pytest.approx(shown.width_km, abs=2 * step)
    assert np.ptp(grid.y) >= shown.height_km - 2 * step
    kind, point = pin.clicked(grid.customdata[0])
    assert kind == "point"
    x, y = geo.project(*point)
    assert (float(x), float(y)) == pytest.approx((grid.x[0], grid.y[0]), abs=0.2)


def test_marks_are_not_covered_by_the_grid():
    figure = drawn()
    grid, marks = trace(figure, "Anywhere"), trace(figure, "Other places named")
    step = pin.frame(KUZNICA, KUZNICA, "place").width_km / pin.COLUMNS
    assert np.hypot(np.asarray(grid.x) - marks.x[0], np.asarray(grid.y) - marks.y[0]).min() > step * 1.4
    assert list(marks.customdata) == ["choice:0", "choice:1"]
    assert pin.clicked("choice:1") == ("choice", 1)


def test_the_frame_stays_while_the_pin_is_near_and_follows_when_it_leaves():
    home = pin.frame(KUZNICA, KUZNICA, "place")
    assert pin.frame(KUZNICA, (53.6, 23.8), "place") == home
    away = pin.frame(KUZNICA, (54.7, 25.3), "place")
    assert (away.x, away.y) == pytest.approx(tuple(map(float, geo.project(54.7, 25.3))))


def test_a_vague_place_is_shown_with_room_for_its_circle():
    widths = [
        pin.frame(KUZNICA, KUZNICA, precision).width_km for precision in ("exact", "district", "region", "country")
    ]
    assert widths == [110.0, 200.0, 600.0, 900.0]
    ring = trace(drawn(precision="district"), "May lie anywhere inside")
    assert np.ptp(ring.x) == pytest.approx(40, rel=0.02)


def test_the_smallest_map_that_holds_the_frame_is_taken():
    assert pin.extent(pin.frame(KUZNICA, KUZNICA, "place")) == "suwalki"
    assert pin.extent(pin.frame((44.4, 26.1), (44.4, 26.1), "place")) == "romania"
    assert pin.extent(pin.frame((60.0, 60.0), (60.0, 60.0), "region")) == "theatre"


def test_a_narrow_frame_names_the_countries_on_their_own_land():
    names = trace(drawn(), "Countries")
    assert sorted(names.text) == ["B E L A R U S", "P O L A N D"]
    owners = geo.countries(*geo.unproject(np.asarray(names.x), np.asarray(names.y)))
    assert [{"PL": "P O L A N D", "BY": "B E L A R U S"}[code] for code in owners] == list(names.text)
    at = geo.project(*KUZNICA)
    assert min(np.hypot(np.asarray(names.x) - at[0], np.asarray(names.y) - at[1])) > 10


def test_without_a_point_the_map_waits_for_a_click():
    shown = pin.frame(KUZNICA, KUZNICA, "place")
    figure = pin.figure(None, "place", [], shown, WORDS, THEMES["light"], NAMES)
    assert len(trace(figure, "Pin").x) == 0
    assert len(trace(figure, "Anywhere").x) == pin.COLUMNS * pin.ROWS
