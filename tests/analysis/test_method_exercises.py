"""The worked example of the method page holds the numbers the program computes."""

from pathlib import Path

import pandas as pd

from monitor.analysis import claims, misread
from monitor.dataset import Dataset

METHOD = " ".join((Path(__file__).resolve().parents[2] / "docs" / "method-exercises.md").read_text("utf-8").split())


def test_the_worked_example_of_the_drone_night(shipped: Dataset):
    found = misread.pairs(
        shipped.events, shipped.exercises, shipped.exercise_areas, shipped.troop_estimates, shipped.transparency
    )
    behind = misread.at(found, pd.Timestamp(2025, 9, 10), "kaliningrad-poland")
    zapad = behind[behind["exercise_id"].eq("zapad-2025")].iloc[0]
    for name in ("proximity", "magnitude", "opacity"):
        assert f"| {zapad[name]:.2f} |" in METHOD, name
    assert f"| {zapad['severity'] / 10:.2f} | severity {zapad['severity']:g} of 10" in METHOD
    assert f"{zapad['km']:.0f} ± {zapad['km_error']:.0f} km" in METHOD
    assert f"The pair scores {zapad['score']:.0f} ({zapad['low']:.0f} to {zapad['high']:.0f})" in METHOD
    total = behind[["score", "low", "high"]].sum()
    assert f"come to {total['score']:.0f} ({total['low']:.0f} to {total['high']:.0f})" in METHOD


def test_the_worked_example_of_the_significant_distance(shipped: Dataset):
    rows = claims.verdicts(shipped).set_index("claim_id")
    reason = rows.loc["s001", "reason"]
    for part in ("7 of 9", "nearer than 100 km, 6 of them whatever their error", "above 9 km, or above 36 km without"):
        assert part in reason, part
        assert part.replace("nearer than", "nearer than") in METHOD, part
