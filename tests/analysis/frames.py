"""Hand-made event frames with the columns the analyses read."""

import pandas as pd

DEFAULTS = {
    "end_date": pd.NaT, "date_precision": "day", "event_type": "drone_incursion", "type_label": "Drone incursion",
    "group": "incident", "domain": "air", "severity": 4.5, "is_part": False, "is_located": True, "country": "PL",
    "initiator": ("RU",), "latitude": 52.0, "longitude": 23.0, "geo_precision": "place", "border_km": 10.0,
    "sources": (), "title": "An event",
}  # fmt: skip
COLUMNS = ["event_id", "event_date", *DEFAULTS]


def events(*rows: dict | str) -> pd.DataFrame:
    """Returns a frame of events; a row is a day or a dict with `event_date` and what differs from the defaults."""
    dicts = [{"event_date": row} if isinstance(row, str) else row for row in rows]
    filled = [{"event_id": f"e{n}", **DEFAULTS, **row} for n, row in enumerate(dicts)]
    frame = pd.DataFrame(filled, columns=COLUMNS)
    days = {name: pd.to_datetime(frame[name]).astype("datetime64[s]") for name in ("event_date", "end_date")}
    flags = {name: frame[name].astype(bool) for name in ("is_part", "is_located")}
    floats = {name: frame[name].astype("float64") for name in ("severity", "latitude", "longitude", "border_km")}
    texts = ("event_id", "date_precision", "event_type", "type_label", "group", "domain", "country", "geo_precision")
    return frame.assign(**days, **flags, **floats, **{name: frame[name].astype("str") for name in texts})


def exercises(*rows: tuple[str, str, str | None, str]) -> pd.DataFrame:
    """Returns a frame of exercises from (id, first day, last day or None, side)."""
    frame = pd.DataFrame(rows, columns=["exercise_id", "start_date", "end_date", "side"])
    days = {name: pd.to_datetime(frame[name]).astype("datetime64[s]") for name in ("start_date", "end_date")}
    return frame.assign(**days, name=frame["exercise_id"], phases="")


def day(text: str) -> pd.Timestamp:
    return pd.Timestamp(text)
