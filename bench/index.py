"""Times the escalation index and a rerun of its page: `python bench/index.py`."""

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from streamlit.testing.v1 import AppTest

from monitor import dataset
from monitor.analysis import escalation
from monitor.dataset import Dataset
from monitor.ui.frame import ROOT

RUNS = 5
INDEX_LIMIT, RERUN_LIMIT = 2.0, 1.0
WEIGHTS = [f"drone_incursion=0.{n}" for n in range(1, RUNS + 1)]


def main() -> None:
    """Prints medians beside their limits."""
    data = dataset.load()
    _print("full index, 400 replicates, theatre and countries", [_seconds(lambda: whole(data)) for _ in range(RUNS)],
           INDEX_LIMIT)  # fmt: skip
    _print("page rerun after moving a weight", reruns(), RERUN_LIMIT)


def whole(data: Dataset) -> None:
    """Computes the theatre index and that of every country, with intervals, over the whole history."""
    until = pd.Timestamp(data.as_of)
    found = escalation.reading(data.events, data.articles, data.sources, until, data.version)
    escalation.banded(found.found, found.days, found.seed, escalation.by_country(found.found.events))


def reruns() -> list[float]:
    """Returns the seconds of reruns, each with a weight that was not there before."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.switch_page("pages/escalation.py")
    app.run()
    times = []
    for weights in WEIGHTS:
        next(box for box in app.text_input if box.key == "weights").set_value(weights)
        times.append(_seconds(app.run))
        if app.exception:
            raise RuntimeError(app.exception[0].message)
    return times


def _seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def _print(name: str, times: list[float], limit: float) -> None:
    print(f"{name}: {statistics.median(times):.2f} s (median of {len(times)}, limit {limit:g} s)")


if __name__ == "__main__":
    main()
