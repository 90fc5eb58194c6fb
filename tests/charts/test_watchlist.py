"""The figures of the watch-list: words, marks that open, empty frames, gaps where nothing is known, both themes."""

import json

import pandas as pd
import pytest

from monitor.analysis import watchboard, watchlist
from monitor.charts import style
from monitor.charts import watchlist as chart
from monitor.charts.style import THEMES, Figure, Theme, Words
from monitor.dataset import Dataset

WORDS = Words("A finding", "Measure and selection", "Sources: a test")
themes = pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)


@pytest.fixture(scope="module")
def rows(shipped: Dataset) -> pd.DataFrame:
    return watchlist.readings(shipped, pd.Timestamp(shipped.as_of))


@pytest.fixture(scope="module")
def strip(shipped: Dataset) -> pd.DataFrame:
    return watchboard.strip(shipped, pd.Timestamp(shipped.as_of))


def references(drawn: Figure, name: str) -> set[str]:
    return {mark[0] for trace in drawn.data if trace.name == name for mark in trace.customdata}


@themes
def test_expected_responses_keep_the_contract(shipped: Dataset, rows: pd.DataFrame, theme: Theme):
    found = watchboard.expected(rows)
    answers = watchboard.answers(shipped, found)
    drawn = chart.expected(found, answers, WORDS, theme)
    assert style.words_of(drawn) == WORDS
    assert len(json.dumps(json.loads(drawn.to_json()))) < 100_000
    assert len(drawn.layout.annotations) <= 5
    assert references(drawn, "Outcome") == {f"indicator:{i}" for i in found["indicator_id"]}
    decided = {f"event:{i}" for ids in found["outcome_evidence"] for i in ids}
    assert decided <= references(drawn, "Evidence") <= {f"event:{i}" for i in answers["event_id"]}


@themes
def test_the_board_keeps_the_contract(rows: pd.DataFrame, strip: pd.DataFrame, theme: Theme):
    drawn = chart.board(rows, strip, WORDS, theme)
    assert style.words_of(drawn) == WORDS
    assert len(json.dumps(json.loads(drawn.to_json()))) < 200_000
    assert len(drawn.layout.annotations) <= 5
    bars = sum(len(trace.x) for trace in drawn.data if trace.type == "bar")
    assert bars == strip["count"].gt(0).sum()


def test_a_month_without_coverage_has_no_base_line(rows: pd.DataFrame, strip: pd.DataFrame):
    unknown = strip.assign(state="unknown")
    lines = chart.board(rows, unknown, WORDS, THEMES["light"]).data[0]
    assert lines.name == "Judged"
    assert len(lines.x) == 0
    known = chart.board(rows, strip.assign(state="observed"), WORDS, THEMES["light"]).data[0]
    assert len(known.x) == 3 * len(strip)


@themes
def test_nothing_says_so(shipped: Dataset, rows: pd.DataFrame, strip: pd.DataFrame, theme: Theme):
    none = rows.head(0)
    for drawn in (
        chart.expected(watchboard.expected(none), watchboard.answers(shipped, rows).head(0), WORDS, theme),
        chart.board(none, strip, WORDS, theme),
    ):
        assert len(drawn.data) == 0
        assert drawn.layout.annotations[0].text


def test_findings_are_short(rows: pd.DataFrame):
    for finding in (watchboard.finding_board(rows), watchboard.finding_expected(watchboard.expected(rows))):
        assert len(finding.split()) <= style.MAX_FINDING_WORDS
