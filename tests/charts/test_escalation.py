"""The figures of the index: what every figure owes its reader, and marks where the numbers put them."""

import json
from collections.abc import Callable
from functools import cache

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from monitor.analysis import completeness, escalation, findings, index_tables, timeline, track_record
from monitor.charts import escalation as chart
from monitor.charts import style
from monitor.charts.style import THEMES, Figure, Theme, Words
from monitor.dataset import Dataset
from tests.charts.test_contract import HEX, OWN_TAGS, PALETTE, coloured, hexes, keys, least, own, tags, texts

HOSTILE = "<img src=x onerror=alert(1)>"
SINCE, UNTIL = pd.Timestamp(2025, 3, 1), pd.Timestamp(2026, 2, 28)
MOST_WORDS = 14
SAID = Words("Escalation pressure doubled in a week", "Index 0-100, 80 % interval", "Sources: the rows of a test")
Draw = Callable[[Theme], Figure]

DAYS = pd.date_range("2025-01-01", periods=60)
LINE = pd.Series(np.linspace(5, 65, 60), index=DAYS)
SERIES = pd.DataFrame({"date": DAYS, "index": LINE.to_numpy(), "low": 0.0, "high": 90.0})
SERIES = SERIES.assign(level=[escalation.level(value) for value in SERIES["index"]])
BANDS = pd.DataFrame(
    {"band_from": DAYS[[0, 10]], "band_to": DAYS[[20, 30]], "camp": ["RU-BY", "NATO and allies"]}
)  # fmt: skip
NO_BANDS = BANDS.head(0)
LABELLED = pd.DataFrame({"event_date": DAYS[[5, 40]], "title": ["First", HOSTILE]})
NO_MONTHS = pd.DataFrame({"month": pd.DatetimeIndex([]), "is_thin": np.array([], bool)})
MONTHS = pd.DataFrame({"month": pd.to_datetime(["2025-01-01", "2025-02-01"]), "is_thin": [False, True]})


def main(theme: Theme, series: pd.DataFrame = SERIES, **other: object) -> Figure:
    given = {
        "default": None, "detail": None, "exercises": BANDS, "labelled": LABELLED, "thin": MONTHS, "words": SAID,
    } | other  # fmt: skip
    return chart.figure(series=series, theme=theme, **given)


@pytest.fixture(scope="module")
def drawings(shipped: Dataset, names: dict[str, str]) -> dict[str, Draw]:
    """Every figure of the page on the shipped data, made of frames as the page makes it."""
    data, until = shipped, pd.Timestamp(shipped.as_of)
    found = escalation.reading(data.events, data.articles, data.sources, until, data.version, replicates=40)
    series = found.series[found.series["date"].between(SINCE, UNTIL)]
    line = series.set_index("date")["index"]
    groups = escalation.by_country(found.found.events)
    banded = escalation.banded(found.found, found.days, found.seed, groups, replicates=40)
    net, low, high = (part.loc[SINCE:UNTIL] for part in banded)
    net = escalation.scale(net)
    parts = escalation.pressure(found.found, found.days, escalation.by_domain(found.found.events)).loc[SINCE:UNTIL]
    steps = index_tables.waterfall(escalation.difference(found.found, SINCE, UNTIL), 8)
    lens = completeness.lens(data.events, data.articles, SINCE, UNTIL)
    marked = timeline.labelled(findings.between(found.found.events, SINCE, UNTIL), apart_days=9)
    bands = timeline.exercise_bands(data.exercises, SINCE, UNTIL)
    skills = {f"{name}{end}": [0.1, np.nan] for name in track_record.BASELINES for end in ("", "_low", "_high")}
    scores = pd.DataFrame({"outcome": ["Border closure", "Shoot-down"], "horizon": 7, "rate": [0.2, 0.01]} | skills)
    countries = [names.get(code, code) for code in net]
    said = Words(findings.escalation(found.series, UNTIL), SAID.subtitle, SAID.footer)
    return {
        "index": lambda t: chart.figure(series, line / 2, line / 3, bands, marked, lens, said, t),
        "countries": lambda t: chart.multiples(net, countries, low, high, SAID, t),
        "domains": lambda t: chart.domains(parts, SAID, t),
        "waterfall": lambda t: chart.waterfall(steps, SAID, t),
        "coverage": lambda t: chart.coverage(lens, SAID, t),
        "record": lambda t: chart.record(scores, "persistence", SAID, t),
        "index, nothing": lambda t: main(t, SERIES.head(0)),
        "countries, nothing": lambda t: chart.multiples(net.head(0), countries, None, None, SAID, t),
        "no country": lambda t: chart.multiples(net[[]], [], None, None, SAID, t),
        "domains, nothing": lambda t: chart.domains(parts.head(0), SAID, t),
        "waterfall, nothing": lambda t: chart.waterfall(steps.head(0), SAID, t),
        "coverage, nothing": lambda t: chart.coverage(lens.head(0), SAID, t),
        "record, nothing": lambda t: chart.record(scores.head(0), "persistence", SAID, t),
        "index, hostile": main,
    }


KINDS = ("index", "countries", "domains", "waterfall", "coverage", "record", "index, nothing", "countries, nothing",
         "no country", "domains, nothing", "waterfall, nothing", "coverage, nothing", "record, nothing",
         "index, hostile")  # fmt: skip


@pytest.fixture(scope="module")
def gallery(drawings: dict[str, Draw]):
    @cache
    def drawn(kind: str, theme: str) -> tuple[Figure, dict]:
        figure = drawings[kind](THEMES[theme])
        return figure, own(json.loads(figure.to_json()))

    return drawn


@pytest.fixture(params=[(kind, theme) for kind in KINDS for theme in THEMES], ids=lambda p: " | ".join(p))
def drawn(request: pytest.FixtureRequest, gallery) -> tuple[Figure, dict]:
    return gallery(*request.param)


def test_it_keeps_the_contract_of_figures(drawn: tuple[Figure, dict]):
    figure, sent = drawn
    said = style.words_of(figure)
    assert 1 <= len(said.finding.split()) <= MOST_WORDS
    assert (said.subtitle, said.footer) == (SAID.subtitle, SAID.footer)
    found = set(texts(sent))
    assert hexes(found) and hexes(found) <= PALETTE
    assert {colour for colour in coloured(sent) if not HEX.fullmatch(colour)} == set()
    assert tags(found) <= OWN_TAGS
    assert not keys(sent) & {"gradient", "fillgradient", "colorscale", "coloraxis", "colorbar"}
    for trace in sent["data"]:
        is_mark = trace["type"] == "bar" or "markers" in trace.get("mode", "")
        if is_mark and trace.get("marker", {}).get("opacity") != 0 and trace.get("hoverinfo") != "skip":
            assert "line" in trace["marker"], trace["name"]
    assert (
        "yaxis2" not in sent["layout"] or sent["layout"]["yaxis2"]["domain"][1] < sent["layout"]["yaxis"]["domain"][0]
    )


@pytest.mark.parametrize("kind", [k for k in KINDS if k.endswith("nothing")])
def test_nothing_is_said_in_words(gallery, kind: str):
    figure, _ = gallery(kind, "light")
    assert len(figure.data) == 0
    assert any("Nothing" in note.text or "No " in note.text for note in figure.layout.annotations)


def test_a_theme_changes_the_colours(gallery):
    for kind in KINDS[:6]:
        assert hexes(texts(gallery(kind, "light")[1])) != hexes(texts(gallery(kind, "dark")[1]))


def test_hostile_titles_are_shown_as_text(gallery):
    body = " ".join(texts(gallery("index, hostile", "light")[1]))
    assert "&lt;img" in body and "<img" not in body


@pytest.mark.parametrize("kind", ["waterfall", "countries"])
def test_hostile_names_are_shown_as_text(kind: str):
    theme = THEMES["light"]
    if kind == "waterfall":
        steps = pd.DataFrame({"label": [HOSTILE], "change": [1.0], "is_total": [False], "event_id": ["e1"]})
        figure = chart.waterfall(steps, SAID, theme)
    else:
        figure = chart.multiples(pd.DataFrame({"PL": LINE}), [HOSTILE], None, None, SAID, theme)
    shown = [note.text for note in figure.layout.annotations]
    for trace in figure.data:
        shown += [*(trace.hovertext or ()), trace.meta or ""]
    assert shown and not any("<img" in text for text in shown)


def test_every_day_opens_what_is_in_it():
    figure = main(THEMES["light"])
    (line,) = (trace for trace in figure.data if trace.name == "Index")
    assert [mark[0] for mark in line.customdata] == [f"day:{day:%Y-%m-%d}" for day in DAYS]
    assert list(line.y) == LINE.round(1).tolist()
    assert "65" in line.hovertext[-1] and "0–90" in line.hovertext[-1] and "2025-03-01" in line.hovertext[-1]


def test_the_band_goes_there_and_back():
    (band,) = (trace for trace in main(THEMES["light"]).data if trace.name == "80 % interval")
    assert len(band.x) == len(band.y) == 2 * len(DAYS)
    assert set(band.y[: len(DAYS)]) == {90.0} and set(band.y[len(DAYS) :]) == {0.0}
    assert band.fill == "toself"


def test_levels_are_named_once_each():
    shown = [note.text for note in main(THEMES["light"]).layout.annotations]
    assert [text for text in shown if text in escalation.LEVELS] == list(escalation.LEVELS)


@pytest.mark.parametrize(("default", "detail"), [(None, None), (LINE, None), (None, LINE), (LINE, LINE)])
def test_default_and_detail_are_drawn_where_there_are_any(default: pd.Series | None, detail: pd.Series | None):
    named = {trace.name for trace in main(THEMES["light"], default=default, detail=detail).data}
    assert ("Default weights" in named) == (default is not None)
    assert ("Recent detail" in named) == (detail is not None)


def test_exercises_and_thin_months_lie_below_the_scale():
    with_them = main(THEMES["light"]).layout.shapes
    without = main(THEMES["light"], exercises=NO_BANDS, thin=NO_MONTHS).layout.shapes
    added = [shape for shape in with_them if shape.type == "rect"]
    assert len(added) == 3 and not [shape for shape in without if shape.type == "rect"]
    assert all(shape.y1 < 0 for shape in added)


@pytest.mark.parametrize("days", [1, 2, 699, 700, 701, 1866])
def test_thinning_keeps_the_last_day_and_every_rise(days: int):
    spots = pd.date_range("2021-05-01", periods=days)
    values = np.zeros(days)
    values[days // 2 :] = 50.0
    rows = pd.DataFrame({"date": spots, "index": values})
    kept = chart.thinned(rows)
    assert len(kept) <= chart.MOST_POINTS + 1
    assert kept["date"].iloc[-1] == spots[-1]
    assert days < 2 or spots[days // 2] in set(kept["date"])
    assert days > 350 or len(kept) == days


def test_rows_of_multiples_share_one_scale():
    lines = pd.DataFrame({"PL": LINE, "LT": LINE / 2})
    figure = chart.multiples(lines, ["Poland", "Lithuania"], lines - 1, lines + 1, SAID, THEMES["light"])
    one, two = (trace for trace in figure.data if trace.name in ("Poland", "Lithuania"))
    assert (one.x0, one.dx) == (DAYS[0], 86_400_000)
    assert list(two.customdata) == (LINE / 2).round(1).tolist()
    bottom, top = (trace for trace in figure.data if trace.name == "Lithuania, 80 % interval")
    assert (
        list(bottom.y) == (LINE / 2 - chart.ROW_UNITS - 1).round(1).tolist()
        and list(top.y) == (LINE / 2 - chart.ROW_UNITS + 1).round(1).tolist()
    )
    assert (bottom.fill, top.fill) == (None, "tonexty")
    assert list(one.y) == LINE.round(1).tolist()
    assert list(two.y) == (LINE / 2 - chart.ROW_UNITS).round(1).tolist()
    assert [note.text for note in figure.layout.annotations] == ["Poland  65", "Lithuania  32"]


def test_domains_are_weekly_means_with_their_sign():
    parts = pd.DataFrame({"Air": 2.0, "Political": -1.0}, index=DAYS[:14])
    figure = chart.domains(parts, SAID, THEMES["light"])
    assert [(trace.name, list(trace.y)) for trace in figure.data] == [("Air", [2.0, 2.0]), ("Political", [-1.0, -1.0])]
    assert figure.layout.barmode == "relative"


def test_bars_of_the_waterfall_follow_each_other():
    steps = pd.DataFrame(
        [("Before", 4.0, True, ""), ("Up", 3.0, False, "e1"), ("Down", -2.0, False, ""), ("After", 5.0, True, "")],
        columns=["label", "change", "is_total", "event_id"],
    )
    (bars,) = chart.waterfall(steps, SAID, THEMES["light"]).data
    assert list(bars.base) == [0, 4, 5, 0]
    assert list(bars.x) == [4, 3, 2, 5]
    assert [mark[0] for mark in bars.customdata] == ["", "event:e1", "", ""]


def test_thin_months_are_hatched():
    lens = MONTHS.assign(events=[3, 0], publishers=[20, 0], single_source=[0.5, np.nan])
    for trace in chart.coverage(lens, SAID, THEMES["light"]).data:
        assert list(trace.marker.pattern.shape) == ["", "/"]
        assert least(trace.marker.line.width) == 1


def test_only_what_is_scored_has_a_mark(gallery):
    figure, _ = gallery("record", "light")
    (marks,) = figure.data
    assert len(marks.x) == 1
    assert [note.text for note in figure.layout.annotations] == ["Border closure, 7 days (20% of days)"]


def test_a_record_without_any_score_says_so():
    nobody = {f"persistence{end}": [np.nan] for end in ("", "_low", "_high")}
    rows = pd.DataFrame({"outcome": ["Shoot-down"], "horizon": 7, "rate": [np.nan]} | nobody)
    figure = chart.record(rows, "persistence", SAID, THEMES["light"])
    shown = [note.text for note in figure.layout.annotations]
    assert shown == ["No outcome came often enough to be scored."]


@pytest.mark.parametrize("days", [1, 2, 700, 701, 1866])
def test_rows_of_multiples_end_on_the_last_day(days: int):
    spots = pd.date_range("2021-05-01", periods=days)
    figure = chart.multiples(pd.DataFrame({"PL": np.arange(days) / 10}, index=spots), ["Poland"], None, None, SAID,
                             THEMES["light"])  # fmt: skip
    (line,) = figure.data
    assert len(line.y) <= chart.MOST_POINTS + 1
    assert pd.Timestamp(line.x0) + pd.Timedelta(milliseconds=line.dx) * (len(line.y) - 1) == spots[-1]
    assert line.y[-1] == pytest.approx((days - 1) / 10)


def test_shapes_and_notes_are_added_at_once(monkeypatch: pytest.MonkeyPatch):
    """One by one they cost the square of their number."""

    def never(*_: object, **__: object) -> None:
        raise AssertionError("added one by one")

    for name in ("add_shape", "add_annotation"):
        monkeypatch.setattr(go.Figure, name, never)
    figure = main(THEMES["light"])
    assert len(figure.layout.shapes) > 5 and len(figure.layout.annotations) > 5
    lines = pd.DataFrame({"PL": LINE, "LT": LINE})
    assert len(chart.multiples(lines, list(lines), None, None, SAID, THEMES["light"]).layout.annotations) == 2
