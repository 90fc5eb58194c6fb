"""Recovers known branching ratios from simulated data, 100 runs each: `python bench/branching.py`."""

import sys
import time

import numpy as np

from monitor.analysis import hawkes
from monitor.analysis.hawkes import Fit

RUNS, NEEDED = 100, 75
# (branching ratio, events a day from outside, memory, days): about 80 to 200 events, as in the shipped data.
CASES = ((0.3, 0.2, 0.5, 500), (0.5, 0.2, 0.8, 400), (0.7, 0.1, 0.8, 600))


def main() -> int:
    """Prints how often the interval holds the truth; returns 1 when it does in fewer than 75 of 100 runs."""
    fine = True
    for ratio, rate, memory, days in CASES:
        begin = time.perf_counter()
        truth = Fit(np.array([rate]), np.array([[ratio]]), memory, 0.0)
        runs = hawkes.simulated(truth, np.ones(days), RUNS, np.random.default_rng(1))
        found = [hawkes.estimate(counts, ("x",), replicates=99) for counts in runs if counts.sum() >= 50]
        held = sum(one.low <= ratio <= one.high for one in found)
        mean = np.mean([one.fit.branching for one in found])
        width = np.mean([one.high - one.low for one in found])
        seconds = (time.perf_counter() - begin) / len(found)
        print(
            f"ratio {ratio}: in its interval in {held} of {len(found)} runs, mean estimate {mean:.2f}, "
            f"mean width {width:.2f}, {seconds:.2f} s a run"
        )
        fine &= held >= NEEDED / RUNS * len(found)
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
