"""What tests put on a desk: articles, candidates and rows that fit the tiny data folder."""

from datetime import UTC, datetime, timedelta

from monitor.desk import Raw
from monitor.desk.nouns import CellRow
from monitor.desk.store import Desk

NOON = datetime(2025, 9, 21, 12, tzinfo=UTC)


def moment(step: int = 0) -> datetime:
    return NOON + timedelta(minutes=step)


def article(number: int = 1) -> dict:
    return {"title": f"Drone over Kena {number}", "published": "2025-09-14", "publisher": "Kena Post",
            "language": "lt", "text": f"A drone crossed near Kena. {number}",
            "url": f"https://kena.lt/{number}"}  # fmt: skip


def fields(confidence: str = "high") -> dict:
    return {"event_type": "drone_incursion", "start": "2025-09-13", "end": None, "date_precision": "day",
            "country": "LT", "location": "Kena", "latitude": 54.6, "longitude": 25.6, "geo_precision": "place",
            "initiator": ["BY"], "target": ["LT"], "object_count": 3, "tags": ["drones"], "status": "asserted",
            "confidence": confidence}  # fmt: skip


def source_row(publisher: str = "Kena Post") -> CellRow:
    return "sources", {"publisher": publisher, "kind": "other", "reliability": "F"}


def article_row(article_id: str = "d1", published: str = "2025-09-14") -> CellRow:
    cells = {"article_id": article_id, "publisher": "Kena Post", "published": published}
    return "articles", {name: text for name, text in cells.items() if text}


def event_row(event_id: str = "kena", day: str = "2025-09-13", sources: str = "d1", **more: str) -> CellRow:
    cells = {"event_id": event_id, "event_date": day, "date_precision": "day", "event_type": "drone_incursion",
             "title": "Drone at Kena", "initiator": "BY", "country": "LT", "location": "Kena", "latitude": "54.6",
             "longitude": "25.6", "geo_precision": "place", "sources": sources, "credibility": "6"}  # fmt: skip
    return "events", cells | more


def rows(event_id: str = "kena", article_id: str = "d1") -> list[CellRow]:
    return [source_row(), article_row(article_id), event_row(event_id, sources=article_id)]


def filled(desk: Desk, candidates: int, number: int = 1) -> list[int]:
    """Puts an article with so many candidates on a desk and returns their ids."""
    item = desk.add(Raw(f"article {number}".encode(), "a.txt"), article(number), [fields()] * candidates, "Ann", NOON)
    return [candidate.id for candidate in desk.candidates(item.id)]
