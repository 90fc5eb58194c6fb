"""Every figure of the dashboard on shipped, empty and hostile frames, built from them as the pages build it."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace

import pandas as pd

from monitor.analysis import coverage, crossings, exercises, findings, places, playback, timeline
from monitor.charts import coverage as coverage_chart
from monitor.charts import map as map_chart
from monitor.charts import timeline as timeline_chart
from monitor.charts import weekly as weekly_chart
from monitor.charts.map import SMALL, Layers
from monitor.charts.style import Figure, Theme, Words
from monitor.dataset import Dataset
from monitor.selection import Selection

HOSTILE = "<img src=x onerror=alert(1)>"
FREE_TEXT = {"title", "summary", "note", "location", "name", "name_other_side", "publisher", "scenario", "activity",
             "detail", "estimate_by"}  # fmt: skip
CODED_TEXT = {"type_label"}
MOST_STEPS = 4
SUBTITLE, FOOTER = "Measure and selection", "Sources: the rows of a test"
Frames = dict[str, pd.DataFrame]


@dataclass(frozen=True, eq=False)
class Scene:
    """What a page has to draw from: the data, the period and the names of actor codes."""

    data: Dataset
    since: pd.Timestamp
    until: pd.Timestamp
    names: dict[str, str]

    @property
    def events(self) -> pd.DataFrame:
        return Selection.cut(_Fixed(self.since, self.until), self.data.events, self.data, "event_date", "end_date")


@dataclass(frozen=True)
class _Fixed:
    since: pd.Timestamp
    until: pd.Timestamp

    def window(self, _: Dataset) -> tuple[pd.Timestamp, pd.Timestamp]:
        return self.since, self.until


@dataclass(frozen=True, eq=False)
class Recipe:
    """The frames of a figure and how it is drawn from them, so that a test can look at the frames afterwards."""

    frames: Frames
    draw: Callable[[Frames], Figure]


def shipped(data: Dataset, names: dict[str, str], period: str) -> Scene:
    return Scene(data, *Selection(period=period).window(data), names)


def emptied(scene: Scene) -> Scene:
    """The scene without a single row."""
    bare = {name: rows.head(0) for name, rows in scene.data.frames().items() if name != "actors"}
    return replace(scene, data=replace(scene.data, **bare))


def hostile(scene: Scene, columns: set[str], names: dict[str, str] | None = None) -> Scene:
    """The scene with markup in all text columns named; empty cells stay empty."""
    frames = {
        name: rows.assign(**{c: rows[c].mask(rows[c].ne(""), HOSTILE) for c in columns & set(rows)})
        for name, rows in scene.data.frames().items()
    }
    return replace(scene, data=replace(scene.data, **frames), names=names or scene.names)


def _words(finding: str) -> Words:
    return Words(finding, SUBTITLE, FOOTER)


def _timeline(scene: Scene, theme: Theme) -> Recipe:
    data, window = scene.data, (scene.since, scene.until)
    sides = data.actors.set_index("code")["side"]
    lanes = timeline.placed(timeline.in_lanes(scene.events, "Country", sides), *window)
    frames = {
        "events": lanes,
        "headlines": timeline.headline_strip(timeline.titled(data.articles), *window),
        "bands": timeline.exercise_bands(data.exercises, *window),
        "phases": timeline.phases(data.exercises),
        "labelled": timeline.labelled(findings.between(lanes, *window), apart_days=5),
    }
    frames["index"] = _index(scene)
    frames["misread"] = _misread(scene)
    text = _words(findings.timeline(lanes))
    return Recipe(
        frames,
        lambda rows: timeline_chart.figure(**rows, window=window, names=scene.names, words=text, theme=theme),
    )


def _misread(scene: Scene) -> pd.DataFrame:
    days = pd.date_range(scene.since, periods=3)
    return pd.DataFrame({"day": days, "segment_id": "podlasie", "score": [1.0, 4.0, 2.0]}).head(len(scene.events))


def _index(scene: Scene) -> pd.DataFrame:
    days = pd.date_range(scene.since, scene.until) if len(scene.data.events) else pd.DatetimeIndex([])
    rows = pd.DataFrame({"date": days, "index": 40.0, "low": 30.0, "high": 55.0, "level": "elevated"})
    return rows.astype({"level": "str"})


def _brushed(scene: Scene, theme: Theme) -> Recipe:
    recipe = _timeline(scene, theme)
    return replace(recipe, draw=lambda rows: timeline_chart.brushable(recipe.draw(rows)))


def map_of(scene: Scene, theme: Theme, layers: Layers) -> Recipe:
    """The map with layers of a choice."""
    data, events = scene.data, places.mapped(scene.events)
    areas = exercises.active_areas(data.exercise_areas, scene.since, scene.until)
    frames = {
        "marks": places.marks(events),
        "areas": exercises.with_names(areas, data.exercises),
        "crossings": crossings.on(scene.until, data.crossings, data.crossing_status),
    }
    text = _words(findings.places(events))
    return Recipe(frames, lambda rows: map_chart.figure(**rows, layers=layers, names=scene.names, text=text,
                                                        theme=theme))  # fmt: skip


def _map(scene: Scene, theme: Theme) -> Recipe:
    return map_of(scene, theme, Layers(has_rings=True))


def _small_map(scene: Scene, theme: Theme) -> Recipe:
    return map_of(scene, theme, SMALL)


def _played(scene: Scene, theme: Theme) -> Recipe:
    recipe, data = _map(scene, theme), scene.data
    # The frames of a period are all alike; a few of them keep the tests fast.
    steps = playback.steps(scene.since, scene.until)[-MOST_STEPS:]
    areas = recipe.frames["areas"]
    shown = list(playback.frames(places.mapped(scene.events), areas, data.crossings, data.crossing_status, steps))

    def draw(rows: Frames) -> Figure:
        drawn = recipe.draw(rows)
        map_chart.animate(drawn, shown, scene.names, theme)
        return drawn

    own = {f"{n} {f.name}": getattr(frame, f.name) for n, frame in enumerate(shown) for f in fields(frame)[2:]}
    return Recipe(
        recipe.frames | own, lambda rows: draw({name: rows[name] for name in ("marks", "areas", "crossings")})
    )


def _weekly(scene: Scene, theme: Theme) -> Recipe:
    weeks = timeline.weekly(scene.data.events, scene.since, scene.until)
    text = _words("Recorded incidents per week")
    return Recipe({"weeks": weeks}, lambda rows: weekly_chart.figure(**rows, words=text, theme=theme))


def _coverage(by: str) -> Callable[[Scene, Theme], Recipe]:
    def build(scene: Scene, theme: Theme) -> Recipe:
        matrix = coverage.matrix(scene.events, by, scene.names, coverage.grain(scene.since, scene.until))
        text = _words(coverage.finding(matrix))
        return Recipe({"matrix": matrix}, lambda rows: coverage_chart.figure(**rows, words=text, theme=theme))

    return build


FIGURES: dict[str, Callable[[Scene, Theme], Recipe]] = {
    "timeline": _timeline,
    "timeline to brush": _brushed,
    "map": _map,
    "small map": _small_map,
    "map with play": _played,
    "weekly": _weekly,
    "coverage by country": _coverage("Country"),
    "coverage by type": _coverage("Type"),
}
