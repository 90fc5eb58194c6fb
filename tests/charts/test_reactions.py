"""The figures of the Reactions page: words, marks that open, empty frames, both themes."""

import json
from collections.abc import Callable

import pandas as pd
import pytest

from monitor.analysis import reactions
from monitor.charts import reactions as chart
from monitor.charts import style
from monitor.charts.style import THEMES, Figure, Theme, Words
from monitor.dataset import Dataset

WORDS = Words("A finding", "Measure and selection", "Sources: a test")
NAMES = reactions.SIDE_NAMES
DRAW: dict[str, Callable[[Dataset, Theme], Figure]] = {
    "chain": lambda data, theme: chart.chain(
        reactions.chain(found(data), reactions.DRONE_NIGHT), NAMES, WORDS, theme),
    "matrix": lambda data, theme: chart.matrix(reactions.matrix(reactions.folded(found(data))), WORDS, theme),
    "lags": lambda data, theme: chart.lags(reactions.lags(found(data)), NAMES, WORDS, theme),
    "rates": lambda data, theme: chart.rates(
        reactions.rates(data.events, found(data), "Type", {}, pd.Timestamp(data.as_of)), "Type", WORDS, theme),
    "kinds": lambda data, theme: chart.kinds(reactions.kinds(found(data)), NAMES, WORDS, theme),
}  # fmt: skip


def found(data: Dataset) -> pd.DataFrame:
    return reactions.links(data.events, dict(zip(data.actors["code"], data.actors["side"], strict=True)))


@pytest.fixture(scope="module")
def empty(shipped: Dataset) -> Dataset:
    from dataclasses import replace

    return replace(shipped, events=shipped.events.head(0))


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("kind", DRAW)
def test_a_figure_keeps_the_contract(shipped: Dataset, empty: Dataset, kind: str, theme: Theme):
    for data in (shipped, empty):
        drawn = DRAW[kind](data, theme)
        assert style.words_of(drawn) == WORDS
        assert drawn.layout.paper_bgcolor == theme.paper
        assert len(json.dumps(json.loads(drawn.to_json()))) < 100_000
        assert len(drawn.layout.annotations) <= 5
    assert len(drawn.data) == 0  # the empty one says so in words
    assert "Widen" in drawn.layout.annotations[0].text


def references(drawn: Figure) -> set[str]:
    return {mark[0] for trace in drawn.data for mark in (trace.customdata if trace.customdata is not None else [])}


def test_every_answer_of_a_chain_opens(shipped: Dataset):
    rows = reactions.chain(found(shipped), reactions.DRONE_NIGHT)
    assert references(DRAW["chain"](shipped, THEMES["light"])) == {f"event:{i}" for i in rows["event_id"]}


def test_the_numbers_of_the_matrix_add_up(shipped: Dataset):
    drawn = DRAW["matrix"](shipped, THEMES["light"])
    assert sum(int(number) for number in drawn.data[0].text) == len(found(shipped))
    assert all(reference.startswith("answers:pair|") for reference in references(drawn))


def test_a_share_stands_within_its_interval(shipped: Dataset):
    marks = DRAW["rates"](shipped, THEMES["light"]).data[0]
    assert all(0 <= x <= 1 for x in marks.x)
    assert all(d >= 0 for d in (*marks.error_x.array, *marks.error_x.arrayminus))


def test_branching_says_what_one_means():
    rows = pd.DataFrame({"name": ["All"], "ratio": [0.4], "low": [0.1], "high": [0.8], "n": [116]})
    drawn = chart.branching(rows, WORDS, THEMES["dark"])
    assert "All: <b>0.40</b> (0.10 to 0.80), n = 116" in drawn.data[1].text
    assert "nothing can be estimated" in chart.branching(rows.head(0), WORDS, THEMES["dark"]).layout.annotations[0].text


def test_names_from_the_data_are_drawn_as_text():
    hostile = "<img src=x>"
    table = pd.DataFrame({"trigger_name": [hostile], "name": [hostile], "count": [1], "median_days": [2.0]})
    sent = chart.matrix(table, WORDS, THEMES["light"])
    assert hostile not in json.loads(sent.to_json())["data"][0]["hovertext"][0]
    assert list(sent.layout.yaxis.categoryarray) == ["&lt;img src=x&gt;"]
