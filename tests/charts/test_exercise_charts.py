"""The figures of the Exercises and Claims pages: words, palette, marks that open, empty frames, both themes."""

import json
import re
from collections.abc import Callable

import pandas as pd
import pytest

from monitor import geo
from monitor.analysis import claim_tables, claims, comparison, epochs, findings, mirror, misread
from monitor.charts import areas, strength, style
from monitor.charts import claims as claims_chart
from monitor.charts import epochs as epochs_chart
from monitor.charts import mirror as mirror_chart
from monitor.charts import misread as misread_chart
from monitor.charts.style import THEMES, Theme, Words
from monitor.dataset import Dataset

WINDOW = (pd.Timestamp(2025, 9, 1), pd.Timestamp(2025, 10, 15))
HEX = re.compile(r"#[0-9A-Fa-f]{6}\b")
PALETTE = {colour.upper() for colour in HEX.findall(repr(vars(style)))}
SAY = ("How it stands", "What is measured", "Sources: 1 event")
Draw = Callable[[Theme, bool], style.Figure]


@pytest.fixture(scope="module")
def figures(shipped: Dataset, names: dict[str, str]) -> dict[str, Draw]:
    """Draws each figure from the shipped data, or from nothing when the flag is set."""
    data, words = shipped, Words(*SAY)
    every = comparison.chosen(data.exercises, comparison.FIGURES_PRESET, *WINDOW)
    compared = comparison.compare(every, data.exercise_areas, data.troop_estimates)
    zapad = comparison.figures(data.troop_estimates, "zapad-2025")
    distances = comparison.distances(data.exercise_areas, data.exercises)
    lanes = mirror.lanes(data.exercises, *WINDOW)
    days = mirror.overlap_days(lanes, *WINDOW)
    found = epochs.epochs(data.exercises, findings.incidents(data.events), pd.Timestamp(data.as_of), data.version, 200)
    pairs = misread.pairs(data.events, data.exercises, data.exercise_areas, data.troop_estimates, data.transparency)
    strip = misread.strip(pairs, *WINDOW)
    ledger = claim_tables.with_camp(claims.ledger(data), data.actors)

    def cut(rows: pd.DataFrame, empty: bool) -> pd.DataFrame:
        return rows.head(0) if empty else rows

    return {
        "compare": lambda theme, empty: strength.compare(cut(compared, empty), words, theme),
        "headcount": lambda theme, empty: strength.figures(cut(zapad, empty), words, theme),
        "distance": lambda theme, empty: areas.figure(
            cut(distances, empty), comparison.near_share(cut(distances, empty)), words, theme, names
        ),
        "mirror": lambda theme, empty: mirror_chart.figure(cut(lanes, empty), days, WINDOW, names, words, theme),
        "epochs": lambda theme, empty: epochs_chart.figure(cut(found.weeks, empty), words, theme, "Too few."),
        "misread": lambda theme, empty: misread_chart.figure(cut(strip, empty), geo.segments(), WINDOW, words, theme),
        "claims": lambda theme, empty: claims_chart.figure(cut(ledger, empty), words, theme),
    }


NAMES = ("compare", "headcount", "distance", "mirror", "epochs", "misread", "claims")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("empty", [False, True], ids=["full", "empty"])
@pytest.mark.parametrize("name", NAMES)
def test_contract(figures: dict[str, Draw], name: str, empty: bool, theme: str):
    drawn = figures[name](THEMES[theme], empty)
    words = style.words_of(drawn)
    assert words == Words(*SAY)
    sent = json.loads(drawn.to_json())
    assert {
        c.upper() for c in HEX.findall(json.dumps({"data": sent["data"], "layout": own(sent["layout"])}))
    } <= PALETTE
    assert len(sent["layout"].get("annotations", [])) <= 5
    assert drawn.layout.height >= 100
    if empty:
        assert not any(len(trace.x) for trace in drawn.data if trace.x is not None)


def own(layout: dict) -> dict:
    return {name: value for name, value in layout.items() if name != "template"}


OPENS = {"compare": "exercise:", "headcount": "claim:", "distance": "area:", "mirror": "exercise:",
         "misread": "misread:", "claims": "claim:"}  # fmt: skip


@pytest.mark.parametrize("name", OPENS)
def test_marks_open_a_card(figures: dict[str, Draw], name: str):
    drawn = figures[name](THEMES["light"], False)
    opens = [custom[0] for trace in drawn.data if trace.customdata is not None for custom in trace.customdata]
    assert any(reference.startswith(OPENS[name]) for reference in opens)
    for trace in drawn.data:
        if trace.customdata is not None:
            assert len(trace.customdata) == len(trace.x)


def test_text_of_the_data_is_never_markup(shipped: Dataset):
    rows = comparison.figures(shipped.troop_estimates, "zapad-2025").assign(by="<b>x</b><script>", note="<i>")
    sent = strength.figures(rows, Words(*SAY), THEMES["light"]).to_json()
    assert "<script>" not in sent and "\\u003cscript\\u003e" not in sent


def test_findings_are_short(shipped: Dataset):
    data = shipped
    every = comparison.compare(data.exercises, data.exercise_areas, data.troop_estimates)
    lanes = mirror.lanes(data.exercises, *WINDOW)
    pairs = misread.pairs(data.events, data.exercises, data.exercise_areas, data.troop_estimates, data.transparency)
    found = epochs.epochs(data.exercises, findings.incidents(data.events), pd.Timestamp(data.as_of), data.version, 200)
    titles = [
        comparison.compare_finding(every), mirror.finding(lanes, *WINDOW), epochs.finding(found),
        comparison.distances_finding(comparison.distances(data.exercise_areas, data.exercises)),
        misread.finding(misread.strip(pairs, *WINDOW), geo.segments()),
        comparison.figures_finding(comparison.figures(data.troop_estimates, "zapad-2025")),
        claims.finding(claims.ledger(data)),
    ]  # fmt: skip
    assert [title for title in titles if len(title.split()) > 12] == []
