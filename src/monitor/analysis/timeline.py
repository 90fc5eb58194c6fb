"""The timeline: which lane an event stands in, where it stands there, and which events deserve a label."""

import numpy as np
import pandas as pd

LENSES = ("Category", "Country", "Initiator")
ELSEWHERE = "Elsewhere"

CATEGORY_LANES = (
    "Air incidents",
    "Border incidents",
    "Sea incidents",
    "Hybrid incidents",
    "Nuclear signals",
    "Military posture",
    "Measures",
    "Diplomacy and threats",
)
INCIDENT_LANES = {"air": "Air incidents", "land": "Border incidents", "sea": "Sea incidents"}
GROUP_LANES = {"posture": "Military posture", "measure": "Measures", "diplomacy": "Diplomacy and threats"}
COUNTRY_LANES = {
    "PL": "Poland", "LT": "Lithuania", "LV": "Latvia", "EE": "Estonia", "FI": "Finland", "RO": "Romania",
    "XB": "Baltic Sea", "BY": "Belarus", "RU": "Russia",
}  # fmt: skip
INITIATOR_LANES = ("Russia", "Belarus", "Russia and Belarus", "Poland", "Baltic states", "Other allies, NATO, EU",
                   "Ukraine", "Unknown or other")  # fmt: skip
BALTIC = {"EE", "LV", "LT"}
MAX_LABELS = 5
# What the timeline shows of an event and of an article; to cut a row of all columns takes several times as long.
SHOWN = [
    "event_id", "event_date", "end_date", "date_precision", "severity", "type_label", "group", "domain", "country",
    "initiator", "is_part", "title", "credibility", "denied_by", "accepted", "border_km", "border_error_km",
    "border_country", "border_neighbour", "inside_country", "is_inside", "sources",
]  # fmt: skip
HEADLINE = ["article_id", "title", "publisher", "placed_date", "is_date_inferred"]
# The most severe first, then the latest.
ORDER = ["severity", "event_date", "event_id"]


def in_lanes(events: pd.DataFrame, lens: str, sides: pd.Series) -> pd.DataFrame:
    """Returns the events with a `lane` column, an ordered category of the lanes in use.

    `sides` maps actor codes to camps. The lens is Category, Country or Initiator.
    """
    if lens == "Country":
        lanes = events["country"].map(COUNTRY_LANES).fillna(ELSEWHERE)
        order = (*COUNTRY_LANES.values(), ELSEWHERE)
    elif lens == "Initiator":
        lanes = events["initiator"].map(lambda codes: initiator_lane(codes, sides)).astype("str")
        order = INITIATOR_LANES
    else:
        lanes = events["group"].map(GROUP_LANES).fillna(events["domain"].map(INCIDENT_LANES)).fillna("Hybrid incidents")
        lanes = lanes.mask(events["domain"].eq("nuclear"), "Nuclear signals")
        order = CATEGORY_LANES
    used = [lane for lane in order if lane in set(lanes)]
    return events.assign(lane=pd.Categorical(lanes, categories=used, ordered=True))


def initiator_lane(codes: tuple[str, ...], sides: pd.Series) -> str:
    """Returns the lane of those who acted or are alleged to have acted."""
    actors = set(codes)
    if {"RU", "BY"} <= actors:
        return "Russia and Belarus"
    for code, lane in (("RU", "Russia"), ("BY", "Belarus"), ("PL", "Poland"), ("UA", "Ukraine")):
        if code in actors:
            return lane
    if actors & BALTIC:
        return "Baltic states"
    if any(sides.get(code) in ("NATO", "EU") for code in actors):
        return "Other allies, NATO, EU"
    return "Unknown or other"


def placed(events: pd.DataFrame, since: pd.Timestamp, until: pd.Timestamp, columns: int = 150) -> pd.DataFrame:
    """Returns the events with `at`, `bar_from`, `bar_to` and `slot`: the place of each mark inside its lane.

    Month-precision events stand in the middle of their month with a bar over it; longer events get a bar to their
    last day. Marks of a lane that fall into the same of `columns` columns are stacked by slot 0, 1, 2 ...
    """
    day = events["event_date"]
    nominal = events["date_precision"].eq("month")
    month_end = day + pd.offsets.MonthEnd(0)
    month_start = day.dt.to_period("M").dt.start_time.astype(day.dtype)
    last = events["end_date"].where(events["end_date"].gt(day))
    bar_to = last.mask(nominal & last.isna(), month_end)
    at = day.mask(nominal, month_start + (month_end - month_start) / 2).clip(lower=since, upper=until)
    rows = events.assign(
        at=at,
        bar_from=day.mask(nominal, month_start).where(bar_to.notna()).clip(lower=since),
        bar_to=bar_to.clip(upper=until),
    )
    width = max((until - since) / columns, pd.Timedelta(hours=12))
    rows = rows.assign(column=((at - since) / width).astype("int64"))
    rows = rows.sort_values(ORDER, ascending=[False, False, True])
    slot = rows.groupby(["lane", "column"], observed=True).cumcount()
    return rows.assign(slot=slot).drop(columns="column")


def titled(articles: pd.DataFrame) -> pd.DataFrame:
    """Returns what the timeline shows of the articles whose headline is recorded."""
    return articles.loc[articles["title"].ne(""), HEADLINE]


def headline_strip(titled: pd.DataFrame, since: pd.Timestamp, until: pd.Timestamp, columns: int = 150) -> pd.DataFrame:
    """Returns the titled articles of a period with `at` and `slot`: one dot each, stacked into a volume strip."""
    rows = titled[titled["placed_date"].between(since, until)]
    width = max((until - since) / columns, pd.Timedelta(days=1))
    column = ((rows["placed_date"] - since) / width).astype("int64")
    # Dots of one column stand exactly above each other, so that the strip reads as a count.
    at = since + column * width + width / 2
    rows = rows.assign(at=at, column=column).sort_values(["is_date_inferred", "placed_date", "article_id"])
    return rows.assign(slot=rows.groupby("column").cumcount()).drop(columns="column")


def labelled(events: pd.DataFrame, most: int = MAX_LABELS, apart_days: float = 0.0) -> pd.DataFrame:
    """Returns the events to annotate: most severe first, then latest; never parts, never two within `apart_days`."""
    rows = events.loc[~events["is_part"], ORDER].sort_values(ORDER, ascending=[False, False, True])
    chosen: list[int] = []
    taken: list[pd.Timestamp] = []
    for index, day in rows["event_date"].items():
        if all(abs((day - other).days) >= apart_days for other in taken):
            chosen.append(index)
            taken.append(day)
        if len(chosen) == most:
            break
    return events.loc[chosen].sort_values("event_date")


def exercise_bands(exercises: pd.DataFrame, since: pd.Timestamp, until: pd.Timestamp) -> pd.DataFrame:
    """Returns exercises that touch a period with `camp`, `band_from`, `band_to`, `is_end_known` and `row`.

    An exercise whose end was not recorded is drawn for one day. Rows are packed so that bands never overlap.
    """
    rows = exercises[exercises["start_date"].notna()].copy()
    rows["is_end_known"] = rows["end_date"].notna()
    last = rows["end_date"].fillna(rows["start_date"])
    rows = rows[rows["start_date"].le(until) & last.ge(since)]
    rows["camp"] = np.where(rows["side"].eq("RU-BY"), "RU-BY", "NATO")
    rows["band_from"] = rows["start_date"]
    rows["band_to"] = rows["end_date"].fillna(rows["start_date"]) + pd.Timedelta(days=1)
    rows = rows.sort_values(["band_from", "exercise_id"])
    gap = (until - since) / 200
    return rows.assign(row=_packed(rows, gap))


def _packed(bands: pd.DataFrame, gap: pd.Timedelta) -> pd.Series:
    rows: dict[int, int] = {}
    free: dict[str, list[pd.Timestamp]] = {}
    for index, camp, first, last in zip(bands.index, bands["camp"], bands["band_from"], bands["band_to"], strict=True):
        ends = free.setdefault(camp, [])
        row = next((i for i, end in enumerate(ends) if end + gap <= first), len(ends))
        ends[row : row + 1] = [last]
        rows[index] = row
    return pd.Series(rows, index=bands.index, dtype="int64")


def phases(exercises: pd.DataFrame) -> pd.DataFrame:
    """Returns the phases of exercises: exercise_id, phase_from, phase_to, phase (words as reported)."""
    found = []
    for exercise_id, text in zip(exercises["exercise_id"].tolist(), exercises["phases"].tolist(), strict=True):
        for part in filter(None, (p.strip() for p in text.split(";"))):
            span, _, words = part.partition(" ")
            first, _, last = span.partition("..")
            found.append((exercise_id, first, last or first, words))
    rows = pd.DataFrame(found, columns=["exercise_id", "phase_from", "phase_to", "phase"])
    for name in ("phase_from", "phase_to"):
        rows[name] = pd.to_datetime(rows[name], errors="coerce", format="%Y-%m-%d")
    return rows.dropna(subset=["phase_from", "phase_to"], ignore_index=True)


def weekly(events: pd.DataFrame, since: pd.Timestamp, until: pd.Timestamp) -> pd.DataFrame:
    """Returns incidents per week (week = its Monday): columns week, incidents; parts are not counted.

    Only whole weeks inside the period are returned; a week without an incident counts 0.
    """
    rows = events[events["group"].eq("incident") & ~events["is_part"]]
    monday = rows["event_date"] - pd.to_timedelta(rows["event_date"].dt.day_of_week, unit="D")
    first = since + pd.Timedelta(days=(7 - since.day_of_week) % 7)
    weeks = pd.date_range(first, until - pd.Timedelta(days=6), freq="7D")
    counts = monday.value_counts().reindex(weeks, fill_value=0)
    return pd.DataFrame({"week": weeks, "incidents": counts.to_numpy()})
