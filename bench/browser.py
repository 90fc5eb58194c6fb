"""What a reader waits for in a real browser, and what comes over the wire: `python bench/run.py browser`."""

import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import urlopen

from bench.measure import BROWSER_RUNS, ROOT, Row, median, peak_mb
from bench.pages import names, opened, ran
from tests.e2e.conftest import CHROMIUM, FLAGS, WIDE, Visitor, free_port, serve, visiting

FACTOR = 1.3
WIRE_KB = 1500
TRACE, MARK = ".js-plotly-plot g.trace", ".js-plotly-plot .scatterlayer path.point"
# Where the marks are: when this text changes, the chart has been drawn anew.
PLACES = f"[...document.querySelectorAll({MARK!r})].map(mark => mark.getAttribute('transform')).join()"
STARTED, PAGE = "server answers", "/timeline"
CHARTLESS = {"inbox"}
CHOICES = ("6 months", "All", "12 months")
RERUNS = ("rerun, not yet drawn", "rerun, all years, not yet drawn", "rerun, drawn before")
Found = dict[str, list[float]]


def stored(folder: str) -> None:
    """Writes the charts of the journey as our page sends them: what the bare page shows, ready made."""
    for period in CHOICES:
        app = opened(PAGE.strip("/"), period=period)
        ran(app)
        (Path(folder) / f"{period}.json").write_text(app.get("plotly_chart")[0].proto.spec, "utf-8")


def serve_floor(figures: str) -> tuple[subprocess.Popen, str]:
    """Starts the bare page on a folder of charts and waits until it answers."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "floor.py", "--server.port", str(port), "--server.headless", "true",
         "--browser.gatherUsageStats", "false", "--server.fileWatcherType", "none", "--runner.postScriptGC", "false"],
        cwd=ROOT / "bench", env={**os.environ, "FLOOR_FIGURES": figures},
        stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT,
    )  # fmt: skip
    for _ in range(300):
        try:
            urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1).close()
            return process, f"http://127.0.0.1:{port}"
        except OSError:
            time.sleep(0.05)
    process.kill()
    raise RuntimeError("the bare page did not start")


@contextmanager
def served(start: Callable[[], tuple[subprocess.Popen, str]], found: Found) -> Iterator[str]:
    """Runs a server, and notes how long it took to answer and its peak memory."""
    begin = time.perf_counter()
    process, base = start()
    found[STARTED].append(time.perf_counter() - begin)
    try:
        yield base
        found["server, peak memory"].append(peak_mb(process.pid))
    finally:
        process.terminate()
        process.wait(10)


@contextmanager
def visit(browser: object, base: str) -> Iterator[Visitor]:
    """A visitor with a browser that has loaded nothing yet."""
    with browser.new_context(viewport=WIDE) as context, visiting(context.new_page(), base) as guest:
        yield guest


@contextmanager
def counted(guest: Visitor, found: Found, name: str) -> Iterator[None]:
    """Counts what the browser receives, in kilobytes: frames of the websocket and files apart from each other."""
    bytes_of = {"websocket": 0, "files": 0}

    def frame(payload: str | bytes) -> None:
        bytes_of["websocket"] += len(payload.encode() if isinstance(payload, str) else payload)

    def file(event: dict) -> None:
        bytes_of["files"] += event["encodedDataLength"]

    guest.page.on("websocket", lambda socket: socket.on("framereceived", frame))
    session = guest.page.context.new_cdp_session(guest.page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", file)
    yield
    for kind, size in bytes_of.items():
        found[f"{name}, {kind}"].append(size / 1000)


def first_chart(guest: Visitor, path: str) -> float:
    """Opens a page and returns the seconds until its first trace is drawn."""
    begin = time.perf_counter()
    guest.page.goto(guest.base + path, wait_until="commit")
    guest.page.wait_for_selector(TRACE, timeout=60_000, state="attached")
    return time.perf_counter() - begin


def redrawn(guest: Visitor, choice: str) -> float:
    """Chooses a period and returns the seconds until the marks have moved."""
    page = guest.page
    box = page.locator("[data-testid=stSelectbox]", has_text="Period").first
    box.locator("input").click()
    option = page.get_by_role("option", name=choice, exact=True)
    option.wait_for()
    before = page.evaluate(PLACES)
    begin = time.perf_counter()
    option.click()
    page.wait_for_function(f"before => {{ const now = {PLACES}; return now && now !== before }}", arg=before)
    return time.perf_counter() - begin


def journey(browser: object, base: str, path: str, found: Found) -> None:
    """Opens a page of a fresh server twice, then changes the period to two not yet drawn, and back to the first."""
    with visit(browser, base) as guest:
        found["first chart, cold"].append(first_chart(guest, path))
    with visit(browser, base) as guest:
        found["first chart, warm"].append(first_chart(guest, path))
        guest.rest()
        for name, choice in zip(RERUNS, CHOICES, strict=True):
            found[name].append(redrawn(guest, choice))
            guest.rest()


def loads(browser: object, base: str, pages: dict[str, str], found: Found) -> None:
    """Opens each page in a context of its own and counts what it loads."""
    for name, path in pages.items():
        with visit(browser, base) as guest, counted(guest, found, name):
            found[f"{name}, first chart"].append(first_chart(guest, path))
            guest.rest()


def both(browser: object, figures: str) -> tuple[Found, Found]:
    """Measures ours and the floor in turn, so that both meet the same load of the machine."""
    stored(figures)
    ours, floor = defaultdict(list), defaultdict(list)
    pages = {name: f"/{name}" for name in names() if name not in CHARTLESS}
    for _ in range(BROWSER_RUNS):
        with served(serve, ours) as base:
            journey(browser, base, PAGE, ours)
            loads(browser, base, pages, ours)
        with served(lambda: serve_floor(figures), floor) as base:
            journey(browser, base, "/", floor)
            loads(browser, base, {"floor": "/"}, floor)
    return ours, floor


def rows() -> Iterator[Row]:
    """Yields the rows of this part; each page's load is held against that of the bare page."""
    from playwright.sync_api import sync_playwright

    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS) as browser,
        TemporaryDirectory() as figures,
    ):
        ours, floor = both(browser, figures)
    for name, values in ours.items():
        bare = floor.get(name) or floor[f"floor, {name.rpartition(', ')[2]}"]
        unit = "MB" if "memory" in name else "kB" if name.endswith(("websocket", "files")) else "s"
        factor = FACTOR if name.startswith(("first chart", "rerun")) else None
        limit = WIRE_KB if name.endswith("websocket") else None
        yield Row(name, median(values), median(bare), unit, limit, factor)
