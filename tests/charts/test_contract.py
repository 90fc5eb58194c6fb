"""What every figure owes its reader, whatever it draws: words, palette, outlines, escaped text, untouched frames."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from random import Random

import pandas as pd
import pytest

from monitor import geo
from monitor.charts import style
from monitor.charts.map import Layers
from monitor.charts.style import THEMES, Words
from monitor.dataset import Dataset
from tests.charts import scenes
from tests.charts.scenes import CODED_TEXT, FIGURES, FREE_TEXT, HOSTILE

SCENES = ("12 months", "All", "empty", "hostile")
# These differ from the timeline and the map in a setting or two.
SEEN_ONCE = {"timeline to brush", "small map"}
STAGES = [(kind, scene) for kind in FIGURES for scene in (SCENES[:1] if kind in SEEN_ONCE else SCENES)]
MOST_WORDS, MOST_LABELS, MOST_MAP_BYTES = 14, 5, 300_000
HEX = re.compile(r"#[0-9A-Fa-f]{3,8}\b")
TAG = re.compile(r"<[^>]*>?")
OWN_TAGS = {"<br>", "<b>", "</b>", "<extra>", "</extra>"}
PALETTE = {colour.upper() for colour in HEX.findall(repr(vars(style)))}
SWITCHES = ("has_areas", "has_incidents", "has_crossings", "has_segments", "has_uncertainty", "has_rings")


@dataclass(frozen=True, eq=False)
class Drawn:
    """A figure as sent, with its frames before and after it was drawn."""

    figure: style.Figure
    sent: dict
    size: int
    before: dict[str, pd.DataFrame]
    after: dict[str, pd.DataFrame]
    scene: scenes.Scene

    @cached_property
    def texts(self) -> set[str]:
        return set(texts(own(self.sent)))

    @property
    def colours(self) -> set[str]:
        return hexes(self.texts)

    @property
    def tags(self) -> set[str]:
        return tags(self.texts)


def staged(data: Dataset, names: dict[str, str], name: str) -> scenes.Scene:
    if name == "empty":
        return scenes.emptied(scenes.shipped(data, names, "12 months"))
    if name == "hostile":
        return scenes.hostile(scenes.shipped(data, names, "Zapad-2025"), FREE_TEXT)
    return scenes.shipped(data, names, name)


@pytest.fixture(scope="module")
def gallery(shipped: Dataset, names: dict[str, str]):
    """Draws a figure once for all tests of this module."""

    @cache
    def drawn(kind: str, scene: str, theme: str) -> Drawn:
        stage = staged(shipped, names, scene)
        recipe = FIGURES[kind](stage, THEMES[theme])
        before = {name: rows.copy(deep=True) for name, rows in recipe.frames.items()}
        figure = recipe.draw(recipe.frames)
        text = figure.to_json()
        return Drawn(figure, json.loads(text), len(text.encode()), before, recipe.frames, stage)

    return drawn


@pytest.fixture(params=THEMES, scope="module")
def theme(request: pytest.FixtureRequest) -> str:
    return request.param


def marked(kind: str, *more: str):
    """A figure as a parameter, with its known bug."""
    value = (kind, *more) if more else kind
    return pytest.param(value, id=" | ".join((kind, *more)))


@pytest.fixture(params=[marked(kind, scene) for kind, scene in STAGES], scope="module")
def drawn(request: pytest.FixtureRequest, gallery, theme: str) -> Drawn:
    return gallery(*request.param, theme)


def texts(node: object) -> Iterator[str]:
    """Every text anywhere in a figure."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from texts(value)


def own(sent: dict) -> dict:
    """The figure as it is drawn: without plotly's template, and without keys and words that are carried, not drawn."""
    layout = {name: value for name, value in sent["layout"].items() if name not in ("template", "meta")}
    data = [{name: value for name, value in trace.items() if name != "customdata"} for trace in sent["data"]]
    return {**sent, "data": data, "layout": layout}


def hexes(found: Iterable[str]) -> set[str]:
    return {colour.upper() for text in found for colour in HEX.findall(text)}


def tags(found: Iterable[str]) -> set[str]:
    return {tag for text in found for tag in TAG.findall(text)}


def coloured(node: object, is_colour: bool = False) -> Iterator[str]:
    """Every value of a property that takes a colour."""
    if isinstance(node, dict):
        for name, value in node.items():
            yield from coloured(value, name.lower().endswith("color"))
    elif isinstance(node, list):
        for value in node:
            yield from coloured(value, is_colour)
    elif is_colour and isinstance(node, str):
        yield node


def traces(sent: dict) -> list[dict]:
    return sent["data"] + [trace for frame in sent.get("frames", []) for trace in frame["data"]]


def keys(node: object) -> set[str]:
    """Every property name anywhere in a figure."""
    if isinstance(node, dict):
        return set(node).union(*map(keys, node.values()))
    return set().union(*map(keys, node)) if isinstance(node, list) and node and not isinstance(node[0], str) else set()


def least(width: object) -> float:
    return min(width, default=1) if isinstance(width, list) else width


def test_it_has_words(drawn: Drawn):
    said = style.words_of(drawn.figure)
    assert 1 <= len(said.finding.split()) <= MOST_WORDS
    assert said.subtitle == scenes.SUBTITLE
    assert said.footer == scenes.FOOTER


def test_its_colours_are_of_the_palette(drawn: Drawn):
    assert drawn.colours
    assert drawn.colours <= PALETTE


def test_no_colour_goes_by_another_name(drawn: Drawn):
    assert {colour for colour in coloured(own(drawn.sent)) if not HEX.fullmatch(colour)} == set()


def test_it_carries_no_colours_of_plotly(gallery, theme: str):
    assert hexes(texts(gallery("weekly", "12 months", theme).sent)) <= PALETTE


def test_data_is_text_and_never_markup(drawn: Drawn):
    assert drawn.tags <= OWN_TAGS


@pytest.mark.parametrize("kind", ["timeline", "map", marked("map with play")])
def test_hostile_titles_are_shown_escaped(gallery, kind: str, theme: str):
    body = " ".join(gallery(kind, "hostile", theme).texts)
    assert "&lt;img src=x" in body
    assert "<img" not in body


@pytest.mark.parametrize("kind", ["timeline", "map", "coverage by country", "coverage by type"])
def test_names_of_actors_and_types_are_escaped_too(shipped: Dataset, names: dict[str, str], kind: str):
    hostile = scenes.hostile(
        scenes.shipped(shipped, names, "Zapad-2025"), FREE_TEXT | CODED_TEXT, dict.fromkeys(names, HOSTILE)
    )
    recipe = FIGURES[kind](hostile, THEMES["light"])
    sent = json.loads(recipe.draw(recipe.frames).to_json())
    assert tags(texts(own(sent))) <= OWN_TAGS


def test_its_own_words_are_escaped_and_come_back_as_written():
    said = Words(f"{HOSTILE} & more", f"matching “{HOSTILE}”", HOSTILE)
    blank = style.figure(said, THEMES["light"], 100)
    assert style.words_of(blank) == said
    shown = [blank.layout.title.text, blank.layout.title.subtitle.text]
    shown += [note.text for note in style.whole(blank).layout.annotations]
    assert len(shown) == 3
    assert not any("<img" in text for text in shown)


def test_every_mark_that_answers_has_an_outline(drawn: Drawn):
    for trace in traces(drawn.sent):
        is_mark = trace["type"] == "bar" or "markers" in trace.get("mode", "")
        is_seen = trace.get("marker", {}).get("opacity") != 0
        if is_mark and is_seen and trace.get("hoverinfo") != "skip":
            assert least(trace["marker"]["line"]["width"]) >= 1, trace["name"]


def test_nothing_fades_into_another_colour(drawn: Drawn):
    assert not keys(own(drawn.sent)) & {"gradient", "fillgradient", "colorscale", "coloraxis", "colorbar"}


def test_it_leaves_its_frames_alone(drawn: Drawn):
    assert drawn.before.keys() == drawn.after.keys()
    for name, rows in drawn.before.items():
        pd.testing.assert_frame_equal(rows, drawn.after[name])


def test_an_empty_figure_says_so_or_still_shows_the_land(gallery, theme: str):
    for kind in ("timeline", "coverage by country"):
        notes = gallery(kind, "empty", theme).figure.layout.annotations
        assert any("match" in note.text and re.search("Widen|Choose", note.text) for note in notes)
    assert any(trace.fill == "toself" for trace in gallery("map", "empty", theme).figure.data)


@pytest.mark.parametrize("scene", SCENES[:2])
def test_at_most_five_events_are_annotated(gallery, scene: str, theme: str):
    seen = gallery("timeline", scene, theme)
    titles = {style.wrapped(title, 30) for title in seen.scene.events["title"]}
    assert 1 <= sum(note.text in titles for note in seen.figure.layout.annotations) <= MOST_LABELS


def sampled(extent: str) -> list[Layers]:
    """All layers, and a combination drawn by lot, the same in every run; the whole flank also without any."""
    draw = Random(extent)
    choices = [(True,) * 6, tuple(draw.choices((True, False), k=6))]
    choices += [(False,) * 6] * (extent == "flank")
    return [Layers(extent, **dict(zip(SWITCHES, choice, strict=True))) for choice in choices]


@pytest.mark.parametrize("extent", geo.EXTENTS)
def test_any_extent_and_layers_give_a_light_map(shipped: Dataset, names: dict[str, str], extent: str):
    scene = scenes.shipped(shipped, names, "12 months")
    for number, layers in enumerate(sampled(extent)):
        theme = THEMES[list(THEMES)[number % 2]]
        recipe = scenes.map_of(scene, theme, layers)
        text = recipe.draw(recipe.frames).to_json()
        assert len(text.encode()) < MOST_MAP_BYTES, layers
        sent = own(json.loads(text))
        found = set(texts(sent))
        assert hexes(found) <= PALETTE
        assert tags(found) <= OWN_TAGS
        drawn = {trace.get("name") for trace in sent["data"]}
        assert ("Incidents" in drawn) == layers.has_incidents
        assert ("Crossings" in drawn) == layers.has_crossings
        assert ("50 km from the border" in drawn) == layers.has_rings
        assert ("May lie anywhere inside" in drawn) == (layers.has_uncertainty and layers.has_incidents)


def test_the_map_of_all_time_is_light_too(gallery, theme: str):
    assert gallery("map", "All", theme).size < MOST_MAP_BYTES
