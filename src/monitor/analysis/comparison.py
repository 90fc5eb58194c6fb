"""Exercises side by side: dates, strength, areas, countries and km to the border of both sides' exercises."""

import pandas as pd

from monitor import geo

MAP_SOURCE = geo.ATTRIBUTION
# Vienna Document 2011, chapters V and VI: notify from 9,000 troops, invite observers from 13,000.
NOTIFY_TROOPS, OBSERVE_TROOPS = 9_000, 13_000
NEAR_KM = 50.0
PRESETS = ("Zapad 2009–2025", "September 2025, both sides", "In the period", "All with figures", "Chosen")
ZAPAD_PRESET, SEPTEMBER_PRESET, PERIOD_PRESET, FIGURES_PRESET, CHOSEN_PRESET = PRESETS
SEPTEMBER_2025 = (pd.Timestamp(2025, 9, 1), pd.Timestamp(2025, 9, 30))
TOTAL = "total"
LONGEST_LABEL = 34


def chosen(
    exercises: pd.DataFrame, preset: str, since: pd.Timestamp, until: pd.Timestamp, picked: tuple[str, ...] = ()
) -> pd.DataFrame:
    """Returns the exercises of a preset; those picked by name for "Chosen". Undated ones only where a name asks."""
    if preset == ZAPAD_PRESET:
        held = exercises["start_date"].notna()
        return exercises[exercises["exercise_id"].str.startswith("zapad-") & held]
    if preset == CHOSEN_PRESET:
        return exercises[exercises["name"].isin(picked)]
    if preset == FIGURES_PRESET:
        return exercises[exercises["announced_troops"].notna() | exercises["estimated_troops"].notna()]
    since, until = SEPTEMBER_2025 if preset == SEPTEMBER_PRESET else (since, until)
    last = exercises["end_date"].fillna(exercises["start_date"])
    return exercises[exercises["start_date"].le(until) & last.ge(since)]


def troops(estimates: pd.DataFrame) -> pd.DataFrame:
    """Returns a row per exercise: announced_low, announced_high, outside_low, outside_high (persons), figures.

    Total strength only. An open end ("over 100,000") counts as the number that was given. `outside` are estimates by
    others; claims about an opponent are left out here and shown in the reconciliation.
    """
    rows = estimates[estimates["scope"].eq(TOTAL)]
    rows = rows.assign(
        from_=rows["low"].fillna(rows["high"]).astype("float64"), to=rows["high"].fillna(rows["low"]).astype("float64")
    )
    found = {"figures": rows.groupby("exercise_id").size()}
    for kind, name in (("announced", "announced"), ("estimate", "outside")):
        grouped = rows[rows["kind"].eq(kind)].groupby("exercise_id")
        found |= {f"{name}_low": grouped["from_"].min(), f"{name}_high": grouped["to"].max()}
    return pd.DataFrame(found).rename_axis("exercise_id").reset_index()


def nearest(areas: pd.DataFrame) -> pd.DataFrame:
    """Returns a row per exercise: areas, near (areas whose edge lies within 50 km), km, error_km, place, border."""
    known = areas[areas["border_km"].notna()].sort_values(["border_km", "border_error_km", "area_id"])
    grouped = known.groupby("exercise_id")
    first = grouped.head(1).set_index("exercise_id")
    return pd.DataFrame(
        {
            "areas": grouped.size(),
            "near": known["border_km"].le(NEAR_KM).groupby(known["exercise_id"]).sum(),
            "km": first["border_km"],
            "error_km": first["border_error_km"],
            "place": first["name"],
            "border": first["border_country"],
        }
    ).reset_index()


def compare(exercises: pd.DataFrame, areas: pd.DataFrame, estimates: pd.DataFrame) -> pd.DataFrame:
    """Returns the exercises by start with `days`, `phase_count` and the columns of `troops` and `nearest`."""
    rows = exercises.merge(troops(estimates), on="exercise_id", how="left")
    rows = rows.merge(nearest(areas), on="exercise_id", how="left")
    days = (rows["end_date"] - rows["start_date"]).dt.days + 1
    phases = rows["phases"].map(lambda text: len([part for part in text.split(";") if part.strip()]))
    return rows.assign(days=days, phase_count=phases).sort_values(["start_date", "exercise_id"], ignore_index=True)


def figures(estimates: pd.DataFrame, exercise_id: str) -> pd.DataFrame:
    """Returns every figure given for an exercise, by scope and date, with `from_` and `to` (persons)."""
    rows = estimates[estimates["exercise_id"].eq(exercise_id)]
    order = {"total": 0, "in Belarus": 1, "Russian in Belarus": 2, "in Kaliningrad": 3, "in Russia": 4}
    rows = rows.assign(
        order=rows["scope"].map(order),
        from_=rows["low"].astype("float64"),
        to=rows["high"].astype("float64"),
    )
    return rows.sort_values(["order", "date", "estimate_id"], ignore_index=True).drop(columns="order")


def compare_finding(rows: pd.DataFrame) -> str:
    """Returns how many of the exercises were announced at the observation threshold or above."""
    known = rows["announced_high"].dropna()
    if known.empty:
        return "No announced strength is recorded for these exercises"
    over = int(known.ge(OBSERVE_TROOPS).sum())
    return f"{over} of {len(known)} announced strengths reach {OBSERVE_TROOPS:,} troops"


def figures_finding(rows: pd.DataFrame) -> str:
    """Returns how far the figures for the total strength of an exercise lie apart."""
    total = rows[rows["scope"].eq(TOTAL)]
    scope = "total" if len(total) > 1 else (rows["scope"].mode().iloc[0] if len(rows) else "total")
    same = rows[rows["scope"].eq(scope)]
    if len(same) < 2:
        return "Only one figure is recorded"
    low, high = same["from_"].fillna(same["to"]).min(), same["to"].fillna(same["from_"]).max()
    where = "for the total" if scope == "total" else f"for troops {scope}"
    return f"{len(same)} figures {where}, from {low:,.0f} to {high:,.0f}"


def distances(areas: pd.DataFrame, exercises: pd.DataFrame) -> pd.DataFrame:
    """Returns the areas with a distance, with `exercise`, `side`, `start_date`, `row_id`; by start, nearest first."""
    names = exercises[["exercise_id", "name", "side", "start_date"]].rename(columns={"name": "exercise"})
    rows = areas[areas["border_km"].notna()].merge(names, on="exercise_id", how="inner")
    rows = rows.sort_values(["start_date", "exercise_id", "border_km", "area_id"], ignore_index=True)
    return rows.assign(row_id=rows["exercise_id"])


def distances_finding(rows: pd.DataFrame, near_km: float = NEAR_KM) -> str:
    """Returns how many areas lie near the allied border, and how many do so whatever their error."""
    if rows.empty:
        return "No areas are recorded for these exercises"
    near = int(rows["border_km"].le(near_km).sum())
    return f"{near} of {len(rows)} areas lie within {near_km:.0f} km of the border"


def near_share(rows: pd.DataFrame, near_km: float = NEAR_KM) -> pd.DataFrame:
    """Returns a row per exercise: exercise_id, exercise, areas, near, certain (near even with the whole error).

    With row_id, label and opens they are the lines of the strip plot.
    """
    flags = rows.assign(
        near=rows["border_km"].le(near_km), certain=(rows["border_km"] + rows["border_error_km"]).le(near_km)
    )
    grouped = flags.groupby(["exercise_id", "exercise"], sort=False)
    found = grouped.agg(areas=("area_id", "size"), near=("near", "sum"), certain=("certain", "sum")).reset_index()
    told = zip(found["exercise"], found["near"], found["areas"], strict=True)
    label = [f"{_short(name)}: {near} of {areas} within {near_km:.0f} km" for name, near, areas in told]
    opens = "exercise:" + found["exercise_id"]
    return found.assign(row_id=found["exercise_id"], label=pd.Series(label, dtype="str"), opens=opens)


def area_lines(rows: pd.DataFrame) -> pd.DataFrame:
    """Returns a line of the strip plot per area: row_id, label, opens; nearest first."""
    rows = rows.sort_values(["border_km", "border_error_km", "area_id"])
    told = zip(rows["name"], rows["border_km"], rows["border_error_km"], strict=True)
    label = [f"{_short(name)}: {km:.0f} ± {error:.0f} km" for name, km, error in told]
    return pd.DataFrame({"row_id": rows["area_id"], "label": label, "opens": "area:" + rows["area_id"]})


def _short(name: str, most: int = LONGEST_LABEL) -> str:
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"
