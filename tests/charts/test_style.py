"""Severity words, sizes and colours, and contrast that can be read in both themes."""

from itertools import pairwise

import numpy as np
import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.charts import style
from monitor.charts.style import SEVERITY_COLOURS, SEVERITY_LEVELS, THEMES, Words

severities = st.floats(0, 10)
READABLE, VISIBLE = 4.5, 3.0


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2.2, worked out from its definition."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_agrees_with_known_pairs():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#FF0000", "#FFFFFF") == pytest.approx(4.00, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("text", ["ink", "muted"])
def test_text_can_be_read_on_paper(theme: str, text: str):
    look = THEMES[theme]
    assert contrast(getattr(look, text), look.paper) >= READABLE


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", ["land", "sea"])
def test_names_can_be_read_on_the_map(theme: str, ground: str):
    look = THEMES[theme]
    assert contrast(look.ink, getattr(look, ground)) >= READABLE


def test_the_most_severe_marks_stand_out_in_both_themes():
    worst = [SEVERITY_COLOURS[level] for level in SEVERITY_LEVELS[-2:]]
    for look in THEMES.values():
        outlined = contrast(look.outline, look.land) if look.outline == look.ink else 1.0
        assert min(max(contrast(colour, look.land), outlined) for colour in worst) >= VISIBLE


@pytest.mark.parametrize(
    ("severity", "level"),
    [
        (0, "Routine"), (1.9, "Routine"), (2, "Watch"), (3.9, "Watch"), (4, "Elevated"), (5.9, "Elevated"),
        (6, "High"), (7.9, "High"), (8, "Critical"), (10, "Critical"),
    ],
)  # fmt: skip
def test_bounds_of_severity(severity: float, level: str):
    assert style.severity_level(severity) == level


@given(severities)
def test_the_colour_says_the_same_as_the_word(severity: float):
    assert style.severity_colour(severity) == SEVERITY_COLOURS[style.severity_level(severity)]


@given(severities, severities)
def test_levels_and_sizes_never_fall_with_severity(one: float, other: float):
    low, high = sorted((one, other))
    assert SEVERITY_LEVELS.index(style.severity_level(low)) <= SEVERITY_LEVELS.index(style.severity_level(high))
    assert style.severity_size(low) <= style.severity_size(high)


def test_each_half_step_of_severity_is_a_larger_mark():
    sizes = [style.severity_size(step / 2) for step in range(21)]
    assert all(b > a for a, b in pairwise(sizes))


def test_the_area_of_a_mark_grows_evenly():
    areas = [style.severity_size(severity) ** 2 for severity in range(11)]
    steps = [b - a for a, b in pairwise(areas)]
    assert max(steps) - min(steps) <= 0.15 * min(steps)


def test_no_severity_is_green():
    for colour in SEVERITY_COLOURS.values():
        red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
        assert green <= max(red, blue)


def test_levels_darken_with_severity():
    lights = [luminance(colour) for colour in list(SEVERITY_COLOURS.values())[1:]]
    assert lights == sorted(lights, reverse=True)


@pytest.mark.parametrize("theme", THEMES)
def test_words_travel_with_the_figure(theme: str):
    said = Words("Nine incidents", "Counts per week", "Sources: 9 events")
    blank = style.figure(said, THEMES[theme], 100)
    assert style.words_of(blank) == said
    assert "title" not in style.bare(blank).to_dict()["layout"]
    assert "Sources: 9 events" in [note.text for note in style.whole(blank).layout.annotations]
    assert style.words_of(blank) == said


def test_a_figure_is_sent_so_that_plotly_takes_its_copy_for_the_same_one() -> None:
    grid = np.arange(6.0).reshape(2, 3)
    sent = style.bare(go.Figure(go.Heatmap(x=np.array([1.5, 2.5, np.nan]), z=grid), {"dragmode": "pan"})).to_dict()
    assert sent["data"][0]["x"][:2] == [1.5, 2.5]
    assert sent["data"][0]["z"] == grid.tolist()
    assert sent["layout"]["clickmode"] == "event+select"
    again, other = (style.bare(go.Figure(go.Scatter(x=[n]))).to_dict()["layout"]["datarevision"] for n in (1, 2))
    assert again == style.bare(go.Figure(go.Scatter(x=[1]))).to_dict()["layout"]["datarevision"] != other
    assert not {"meta", "template"} & sent["layout"].keys()
    assert style.bare(go.Figure(layout={"dragmode": "select"})).to_dict()["layout"]["clickmode"] == "event"


@given(st.text(max_size=200))
def test_wrapped_text_holds_no_markup_but_its_line_breaks(text: str):
    shown = style.wrapped(text, 20)
    assert "<" not in shown.replace("<br>", "")
    assert ">" not in shown.replace("<br>", "")
