"""Scores and times the extractor on the annotated texts: `python bench/extraction.py [--misses] [--development]`.

The sets are scored apart. Of the texts kept apart only totals are printed: neither their types nor their misses.
"""

import argparse
import resource
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from monitor.extract.extraction import extract  # noqa: E402
from tests.extract.scoring import UNSEEN, Example, Score, examples, score  # noqa: E402


def main() -> None:
    """Prints scores by set, scores by type, and the time a text takes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="list every difference in the development texts")
    parser.add_argument("--development", action="store_true", help="only the texts the rules were tuned on")
    options = parser.parse_args()
    texts = examples()
    development = [text for text in texts if not text.held_out]
    result = score(development)
    sets = {"development": result}
    if not options.development:
        sets["kept apart"] = score([t for t in texts if t.held_out and not t.name.startswith(UNSEEN)])
        sets |= {f"unseen {name}": score([t for t in texts if t.name.startswith(name)]) for name in UNSEEN}
        sets["unseen, both"] = score([t for t in texts if t.name.startswith(UNSEEN)])
    _print_rates(sets)
    _print_types(result)
    if options.misses:
        print("\n".join(result.misses))
    _print_speed(development if options.development else texts)


def _print_rates(sets: dict[str, Score]) -> None:
    columns = {name: found.rates() for name, found in sets.items()}
    print(f"{'':36s}" + "".join(f"{name:>14s}" for name in sets))
    for name, count in (("texts", "texts"), ("annotated events", "gold"), ("candidates", "told")):
        print(f"{name:36s}" + "".join(f"{getattr(found, count):14d}" for found in sets.values()))
    for measure in columns["development"]:
        print(f"{measure:36s}" + "".join(f"{rates[measure]:14.3f}" for rates in columns.values()))


def _print_types(result: Score) -> None:
    print("type (development)        found annotated candidates   F1")
    for kind, (hits, gold, told) in sorted(result.by_type.items()):
        f1 = 2 * hits / (gold + told) if gold + told else 0.0
        print(f"{kind:25s} {hits:5d} {gold:9d} {told:10d} {f1:6.2f}")


def _print_speed(texts: list[Example]) -> None:
    took = []
    for text in texts * 3:
        begin = time.process_time()
        extract(text.text, published=text.published)
        took.append((time.process_time() - begin) * 1_000)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024
    print(
        f"median {statistics.median(took):.1f} ms, 95th percentile {statistics.quantiles(took, n=20)[-1]:.1f}"
        f" ms of processor time, peak memory {peak:.0f} MB"
    )


if __name__ == "__main__":
    main()
