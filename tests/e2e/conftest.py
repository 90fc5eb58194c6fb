"""A real server and a real browser that may talk to nothing else."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from tests.e2e import waiting

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync",
         # No name but this machine's is resolved; watching requests, not routing them, leaves the browser its cache.
         "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost"]  # fmt: skip
LOOPBACK = {"127.0.0.1", "localhost", ""}
STREAMLIT_PROBE = "/_stcore/"
VISITED: set[str] = set()
WIDE = {"width": 1600, "height": 900}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    missing = not Path(CHROMIUM).exists()
    # First, so that one worker does them all with one browser: idle workers take over the last tests of another.
    # And of these first the one that needs a dashboard nobody has visited, so that it need not start its own.
    items.sort(key=lambda item: ("e2e" not in item.path.parts, "fresh" not in item.fixturenames))
    for item in items:
        if "e2e" in item.path.parts:
            item.add_marker(pytest.mark.browser)
            if missing and not os.environ.get("CI"):
                item.add_marker(pytest.mark.skip(reason="Chromium is not installed (Debian package: chromium)"))


@dataclass
class Visitor:
    """A browser tab, what it asked for outside this machine, what its console complained of and what popped up."""

    page: object
    base: str
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        self.page.goto(self.base + path, wait_until="domcontentloaded")
        self.ready()

    def ready(self) -> None:
        """Waits for the first chart of the page, or for the tabs of the inbox, which may have none."""
        first = "[data-testid=stTabs]" if urlsplit(self.page.url).path == "/inbox" else ".js-plotly-plot .main-svg"
        self.page.wait_for_selector(f"[data-testid=stMain] {first}", timeout=60_000, state="attached")
        self.rest()

    def rest(self) -> None:
        """Waits until the script has run and nothing is stale."""
        quiet = (
            "() => !document.querySelector('[data-testid=stStatusWidget],[data-stale=true],[data-testid=stSkeleton]')"
        )
        self.page.wait_for_function(quiet, timeout=60_000)
        self.page.wait_for_timeout(250)
        self.page.wait_for_function(quiet, timeout=60_000)

    def says(self, text: str) -> None:
        """Waits until the page says so: a page that is only beginning to run is at rest, too."""
        self.page.locator("[data-testid=stMain]", has_text=text).wait_for(timeout=60_000)

    def exceptions(self) -> int:
        return self.page.locator("[data-testid=stException]").count()

    def click_mark(self, chart: int, reference: str) -> None:
        """Clicks the mark of a chart whose customdata is `reference`, where it is on the screen."""
        spot = self.page.evaluate(
            """([number, wanted]) => {
                const plot = document.querySelectorAll('.js-plotly-plot')[number];
                for (const trace of plot._fullData) {
                    const index = (trace.customdata || []).findIndex(c => c && c[0] === wanted);
                    if (index < 0) continue;
                    const {xaxis, yaxis} = plot._fullLayout;
                    const box = plot.querySelector('.nsewdrag').getBoundingClientRect();
                    plot.scrollIntoView({block: 'center'});
                    const seen = plot.querySelector('.nsewdrag').getBoundingClientRect();
                    return [seen.left + xaxis.d2p(trace.x[index]), seen.top + yaxis.d2p(trace.y[index])];
                }
                return null;
            }""",
            [chart, reference],
        )
        assert spot, f"no mark {reference} on chart {chart}"
        self.page.mouse.move(*spot)
        self.page.wait_for_timeout(200)
        self.page.mouse.click(*spot)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def serve(environment: dict[str, str] | None = None) -> tuple[subprocess.Popen, str]:
    """Starts the dashboard as a user does and waits until it answers."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "monitor.cli", "run", "--port", str(port)],
        cwd=ROOT.parent, env={**os.environ, **(environment or {})}, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT,
    )  # fmt: skip
    base = f"http://127.0.0.1:{port}"
    for _ in range(300):
        try:
            if urlopen(f"{base}/_stcore/health", timeout=1).read() == b"ok":
                return process, base
        except OSError:
            time.sleep(0.1)
    process.kill()
    raise RuntimeError("the dashboard did not start within 30 seconds")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The dashboard of all journeys; on its desk an article waits for review."""
    home = tmp_path_factory.mktemp("home")
    waiting.prepare(home)
    with running({"MONITOR_HOME": str(home), "MONITOR_REVIEWER": "", "MONITOR_DATABASE_URL": ""}) as base:
        yield base


@pytest.fixture
def fresh(server: str) -> Iterator[str]:
    """A dashboard that nobody has visited: that of all journeys, if this is the first of them."""
    if server not in VISITED:
        yield server
        return
    with running() as base:
        yield base


@contextmanager
def running(environment: dict[str, str] | None = None) -> Iterator[str]:
    """A dashboard while a `with` lasts; gives its address."""
    process, base = serve(environment)
    try:
        yield base
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def tab(browser: object) -> Iterator[object]:
    """One tab for all visitors: a new one would compile the scripts of the dashboard anew, longer than it draws."""
    context = browser.new_context(viewport=WIDE, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.fixture
def visitor(tab: object, server: str) -> Iterator[Visitor]:
    with visiting(tab, server) as guest:
        yield guest


@contextmanager
def visiting(tab: object, base: str) -> Iterator[Visitor]:
    """A visitor of a dashboard whose browser remembers nothing of the one before."""
    guest = Visitor(tab, base)
    VISITED.add(base)

    def watch(request) -> None:
        address = request.url
        if (urlsplit(address).hostname or "") not in LOOPBACK and not address.startswith(("data:", "blob:")):
            guest.outside.append(address)

    def complain(message) -> None:
        if message.type == "error" and STREAMLIT_PROBE not in (message.location or {}).get("url", ""):
            guest.errors.append(message.text)

    def fail(error) -> None:
        guest.errors.append(str(error))

    def dismiss(dialog) -> None:
        guest.dialogs.append(dialog.message)
        dialog.dismiss()

    listeners = {"request": watch, "console": complain, "pageerror": fail, "dialog": dismiss}
    tab.set_viewport_size(WIDE)
    tab.context.clear_cookies()
    for event, listener in listeners.items():
        tab.on(event, listener)
    try:
        yield guest
    finally:
        for event, listener in listeners.items():
            tab.remove_listener(event, listener)
        tab.evaluate("localStorage.clear(); sessionStorage.clear()")
        tab.goto("about:blank")
