"""Small data sets for the watch-list and the reactions, written as rows."""

from types import SimpleNamespace

import pandas as pd

from tests.analysis.frames import events as framed

SIDES = {"RU": "RU-BY", "BY": "RU-BY", "PL": "NATO", "LT": "NATO", "EU": "EU", "UA": "UA"}
EXTRA = {
    "summary": "", "tags": (), "object_count": pd.NA, "part_of": "", "response_to": "", "direction": 1, "note": "",
}  # fmt: skip
INDICATOR = {
    "indicator_id": "i", "label": "An indicator", "direction": "up", "statement": "Something is seen",
    "why_it_matters": "risk", "evidence_types": ("protest",), "evidence_sides": (), "evidence_countries": (),
    "evidence_tags": (), "evidence_words": (), "minimum_severity": float("nan"), "minimum_objects": pd.NA,
    "contrary_types": (), "observed_event_ids": (), "rule": "occurs", "window_days": 30, "minimum_count": 1,
    "baseline_days": 365, "rise_factor": 2.0, "expected_after": (), "deadline": pd.NaT, "sources": (),
}  # fmt: skip


def events(*rows: dict) -> pd.DataFrame:
    """Returns events with every column the watch-list and the reactions read; `event_id` e0, e1 ... by default."""
    frame = framed(*rows)
    extra = {name: [row.get(name, default) for row in rows] for name, default in EXTRA.items()}
    frame = frame.assign(**extra)
    frame["object_count"] = frame["object_count"].astype("Int64")
    return frame.assign(is_part=frame["part_of"].ne(""))


def noise(first: str, last: str, every: int = 3) -> list[dict]:
    """Returns enough statements of many publishers to count as coverage between two days."""
    days = pd.date_range(first, last, freq=f"{every}D")
    return [
        {"event_date": str(day.date()), "event_id": f"n{step}", "event_type": "statement", "severity": 1.0,
         "group": "diplomacy", "sources": (f"a{step % 30}",), "direction": 0}
        for step, day in enumerate(days)
    ]  # fmt: skip


def dataset(rows: list[dict], *indicators: dict) -> SimpleNamespace:
    """Returns what the watch-list reads: events, indicators, articles of 30 publishers, actors."""
    articles = pd.DataFrame({"article_id": [f"a{n}" for n in range(30)], "publisher": [f"p{n}" for n in range(30)]})
    actors = pd.DataFrame({"code": list(SIDES), "side": list(SIDES.values())})
    table = pd.DataFrame([INDICATOR | row for row in indicators], columns=list(INDICATOR))
    table["deadline"] = pd.to_datetime(table["deadline"]).astype("datetime64[s]")
    return SimpleNamespace(events=events(*rows), indicators=table, articles=articles, actors=actors)
