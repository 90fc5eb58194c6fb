"""The script of each page through Streamlit's AppTest: `python bench/run.py pages`."""

import io
import json
import sys
import time
from collections.abc import Iterator
from contextlib import redirect_stdout

from bench.measure import ROOT, RUNS, Row, fresh, median, peak_mb

WARM_LIMIT = 0.25


def opened(page: str, **query: str | list[str]):
    """Returns the page (or the floor) ready to run as a link opens it."""
    from streamlit.testing.v1 import AppTest

    if page == "floor":
        return AppTest.from_file(str(ROOT / "bench" / "floor.py"), default_timeout=60)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.switch_page(f"pages/{page}.py")
    for name, value in query.items():
        app.query_params[name] = value
    return app


def ran(app) -> float:
    """Runs the script once and returns its seconds; a page that fails is no measurement."""
    # Streamlit prints the traceback of a failing page here, in the middle of the table.
    with redirect_stdout(io.StringIO()):
        begin = time.perf_counter()
        app.run()
        seconds = time.perf_counter() - begin
    if app.exception:
        raise RuntimeError(f"the page failed: {app.exception[0].message}")
    return seconds


def measured(page: str) -> dict[str, float]:
    """Returns the first run of this interpreter, the median of those after it, and the peak memory."""
    app = opened(page)
    first = ran(app)
    return {"first": first, "warm": median(ran(app) for _ in range(RUNS * 2)), "peak": peak_mb()}


def medians(page: str) -> dict[str, float]:
    found = [fresh("-m", "bench.pages", page) for _ in range(RUNS)]
    return {name: median(run[name] for run in found) for name in found[0]}


def rows() -> Iterator[Row]:
    """Yields first and warm run and peak memory of each page; a first run imports and loads everything."""
    floor = medians("floor")
    for page in names():
        found = medians(page)
        yield Row(f"{page}, first", found["first"], floor["first"])
        yield Row(f"{page}, warm", found["warm"], floor["warm"], limit=WARM_LIMIT)
        yield Row(f"{page}, peak memory", found["peak"], floor["peak"], "MB")


def names() -> list[str]:
    """Returns the pages in the order of the navigation."""
    from monitor.ui.frame import PAGES

    return [name for pages in PAGES.values() for name in pages]


if __name__ == "__main__":
    print(json.dumps(measured(sys.argv[1])))
