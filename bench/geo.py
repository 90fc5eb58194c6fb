"""Times 100,000 distances and measures their error against a dense line: `python bench/geo.py`."""

import statistics
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from monitor.geo import EXTENTS, base_map, rings_from_frontier, to_borders, to_frontier
from tests.geo.brute import dense_line, nearest_km

POINTS, SAMPLE, RUNS = 100_000, 300, 5


def main() -> None:
    """Prints first-call and median times, then the error over the flank and over the whole theatre."""
    begin = time.perf_counter()
    to_frontier(54.0, 23.0)
    print(f"first point, libraries and lines loaded: {time.perf_counter() - begin:.2f} s")
    draw = np.random.default_rng(0)
    for name, box in (("flank", (50.5, 58, 17, 32)), ("theatre", (45, 71, 12, 42))):
        latitude, longitude = draw.uniform(*box[:2], POINTS), draw.uniform(*box[2:], POINTS)
        times = [_seconds(lambda a=latitude, b=longitude: to_frontier(a, b)) for _ in range(RUNS)]
        print(f"{name}: {POINTS:,} points in {statistics.median(times):.2f} s (median of {RUNS})")
        _print_error(latitude[: SAMPLE * 2], longitude[: SAMPLE * 2])
    print(
        f"to_borders, one point: {statistics.median(_seconds(lambda: to_borders(53.9, 27.6)) for _ in range(9)):.4f} s"
    )
    print(f"base_map, first of an extent: {statistics.mean(_seconds(lambda e=e: base_map(e)) for e in EXTENTS):.3f} s")
    for km in (50, 100, 200):
        print(f"rings_from_frontier({km}), first: {_seconds(lambda k=km: rings_from_frontier(k)):.2f} s")


def _seconds(work: object) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def _print_error(latitude: np.ndarray, longitude: np.ndarray) -> None:
    found = to_frontier(latitude, longitude)
    land = np.flatnonzero(~found["is_at_sea"])[:SAMPLE]
    line = dense_line(step_km=0.1)
    truth = np.array([nearest_km(latitude[i], longitude[i], line) for i in land])
    error = np.abs(found["km"].to_numpy()[land] - truth)
    print(f"  error against a point every 100 m, {len(land)} points on land: median {np.median(error) * 1000:.2f} m, "
          f"largest {error.max() * 1000:.1f} m, relative {np.max(error / np.maximum(truth, 1)):.4%}")  # fmt: skip


if __name__ == "__main__":
    main()
