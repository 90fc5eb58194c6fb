"""Import and load, each in fresh interpreters: `python bench/run.py load`."""

from collections.abc import Iterator

from bench.measure import RUNS, Row, fresh, median

SCRIPT = """
import json, time
begin = time.perf_counter()
import {module}
imported = time.perf_counter()
{work}
end = time.perf_counter()
from bench.measure import peak_mb
print(json.dumps(dict(imports=imported - begin, work=end - imported, whole=end - begin, peak=peak_mb())))
"""


def timed(module: str, work: str = "pass") -> dict[str, float]:
    """Returns the medians of importing a module, of some work with it, of both, and the peak memory."""
    found = [fresh("-c", SCRIPT.format(module=module, work=work)) for _ in range(RUNS)]
    return {name: median(run[name] for run in found) for name in found[0]}


def rows() -> Iterator[Row]:
    """Yields the rows of this part; the floor imports Streamlit, pandas and plotly."""
    floor = timed("bench.floor", "bench.floor.rows()")
    yield Row("import monitor", timed("monitor")["imports"], floor["imports"])
    yield Row("import monitor.dataset", timed("monitor.dataset")["imports"], floor["imports"])
    load = timed("monitor.dataset", "monitor.dataset.load()")
    yield Row("dataset.load(), cold", load["work"], floor["work"], limit=0.6)
    yield Row("dataset.load(), cold, with its imports", load["whole"], floor["whole"])
    yield Row("peak memory after it", load["peak"], floor["peak"], "MB")
