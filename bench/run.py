"""Prints speed and memory beside the same figures of a bare Streamlit page: `python bench/run.py [PART ...]`."""

import argparse
import os
import platform
import sys
from importlib import import_module
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from bench.measure import write

PARTS = {
    "load": "Imports and loading, seconds",
    "pages": "Script of each page, without a browser",
    "figures": "Figures as sent, kilobytes of JSON",
    "browser": "In a browser",
}


def main() -> None:
    """Measures the parts asked for, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", nargs="*", choices=[*PARTS, []], help=f"any of {', '.join(PARTS)}; default: all")
    os.environ.setdefault("STREAMLIT_LOGGER_LEVEL", "error")
    asked = parser.parse_args().part or list(PARTS)
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start")
    for part in asked:
        write(PARTS[part], import_module(f"bench.{part}").rows())
    print(
        f"\nMedians; load {os.getloadavg()[0]:.1f} at the end. A target is a promise to look at, never a failed test."
    )


if __name__ == "__main__":
    main()
