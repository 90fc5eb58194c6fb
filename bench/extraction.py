"""Scores and times the extractor on the annotated texts: `python bench/extraction.py [--misses] [--held-out]`."""

import argparse
import resource
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from monitor.extract.extraction import extract  # noqa: E402
from tests.extract.scoring import examples, score  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="list every difference")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--held-out", action="store_true", help="only the third kept apart")
    which.add_argument("--development", action="store_true", help="only the texts the rules were tuned on")
    options = parser.parse_args()
    texts = examples()
    if options.held_out or options.development:
        texts = [text for text in texts if text.held_out == options.held_out]
    result = score(texts)
    print(f"{result.texts} texts, {result.gold} annotated events, {result.told} candidates")
    for name, value in result.rates().items():
        print(f"  {name:36s} {value:.3f}")
    print("  type                      found annotated candidates   F1")
    for kind, (hits, gold, told) in sorted(result.by_type.items()):
        f1 = 2 * hits / (gold + told) if gold + told else 0.0
        print(f"  {kind:25s} {hits:5d} {gold:9d} {told:10d} {f1:6.2f}")
    if options.misses:
        print("\n".join(result.misses))
    took = []
    for text in texts * 3:
        begin = time.perf_counter()
        extract(text.text, published=text.published)
        took.append((time.perf_counter() - begin) * 1_000)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024
    print(
        f"  median {statistics.median(took):.1f} ms, 95th percentile {statistics.quantiles(took, n=20)[-1]:.1f}"
        f" ms, peak memory {peak:.0f} MB"
    )


if __name__ == "__main__":
    main()
