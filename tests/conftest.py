"""What every test shares: the shipped data set, loaded once, and a tiny data folder that each test may break."""

import gc
import os
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from monitor import dataset
from tests.tiny import Folder

# For this process and its children: no test touches what this installation collected.
HOME = tempfile.TemporaryDirectory(prefix="monitor-home-")
os.environ["MONITOR_HOME"] = HOME.name
os.environ.pop("MONITOR_DATABASE_URL", None)
# Several workers share the processors; threads of the linear algebra would only wait for each other. It is read when
# numpy is loaded, so by the workers and the programs that tests start.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

settings.register_profile(
    "monitor", deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.load_profile("monitor")


def pytest_collection_finish() -> None:
    # What is loaded by now stays for the whole run: it need not be looked through for garbage again and again.
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def lasting() -> Iterator[None]:
    """Lets AppTest do once what a server does once: it does it for every session, or for every run of one.

    Installed packages are searched for components, the runtime is imitated, and it is learned that app.py declares the
    pages: as on a server, only the very first run opens a page alone, and all later ones come through app.py.
    """
    if "streamlit.testing.v1" not in sys.modules:
        yield
        return
    from streamlit.components.v2 import manifest_scanner
    from streamlit.runtime.pages_manager import PagesManager
    from streamlit.testing.v1 import app_test

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        patch.setattr(app_test, "MagicMock", cache(app_test.MagicMock))
        patch.setattr(app_test, "PagesManager", type("Knowing", (PagesManager,), {}))
        yield


@pytest.fixture(scope="session")
def shipped() -> dataset.Dataset:
    return dataset.load()


@pytest.fixture(scope="session")
def names(shipped: dataset.Dataset) -> dict[str, str]:
    return dict(zip(shipped.actors["code"], shipped.actors["name"], strict=True))


@pytest.fixture
def tiny(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "data")


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> dataset.Dataset:
    """The tiny data set unbroken, for tests that only read it."""
    return Folder(tmp_path_factory.mktemp("small")).load()
