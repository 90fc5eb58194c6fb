"""What the benchmarks share: the rows of the printed table, medians, peak memory and fresh interpreters."""

import json
import math
import os
import statistics
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUNS, BROWSER_RUNS = 5, 3
SECONDS = "s"


@dataclass(frozen=True)
class Row:
    """One line of the table: our value, that of the bare page, and what was promised."""

    name: str
    value: float
    floor: float | None = None
    unit: str = SECONDS
    limit: float | None = None
    # A limit may be a multiple of the floor instead of a number.
    factor: float | None = None

    @property
    def target(self) -> float | None:
        return self.floor * self.factor if self.factor and self.floor else self.limit

    @property
    def verdict(self) -> str:
        if self.target is None or math.isnan(self.value):
            return ""
        return "met" if self.value < self.target else "MISSED"


def write(title: str, rows: Iterable[Row]) -> None:
    """Prints a heading and a line per row as soon as it is measured."""
    print(f"\n{title:44}{'ours':>10}{'floor':>10}{'target':>11}", flush=True)
    for row in rows:
        target = "" if row.target is None else f"< {_number(row.target, row.unit)}"
        line = f"  {row.name:42}{_number(row.value, row.unit):>10}{_number(row.floor, row.unit):>10}{target:>11}"
        print(f"{line}  {row.unit:3} {row.verdict}".rstrip(), flush=True)


def _number(value: float | None, unit: str) -> str:
    if value is None or math.isnan(value):
        return "-" if value is None else "failed"
    return f"{value:.3f}" if unit == SECONDS else f"{value:,.0f}"


def median(values: Iterable[float]) -> float:
    return statistics.median(list(values))


def peak_mb(process: int | str = "self") -> float:
    """Returns the most memory a process has held so far; NaN where the system does not tell."""
    status = Path(f"/proc/{process}/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), float("nan"))


def fresh(*arguments: str) -> dict:
    """Runs python with arguments in a new interpreter and returns the JSON document of its last line."""
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "src")))},
    )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])
