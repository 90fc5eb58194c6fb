"""What the first reader would wait for, made before the server answers."""

import contextlib
import gc
import logging
from collections.abc import Iterator

from monitor.selection import Selection
from monitor.ui import claim_cards, frame, load, readings


def prepare() -> None:
    """Loads libraries and data and computes the index of the usual view, into the caches that the pages read.

    What fails here is left to the page, which says why.
    """
    with contextlib.suppress(Exception), _quiet():
        view = frame.view_of(Selection(), load.whole())
        readings.reading(view)
        claim_cards.misread_days(view)
    # Libraries and data stay for good: to look through them again for garbage would hold up a page by 0.1 s.
    gc.collect()
    gc.freeze()


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Outside a session Streamlit warns at each use of a cache, though the cache is the one that sessions share."""
    log = logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context")
    log.addFilter(_is_other)
    try:
        yield
    finally:
        log.removeFilter(_is_other)


def _is_other(record: logging.LogRecord) -> bool:
    return "missing ScriptRunContext" not in record.getMessage()
