"""A tiny, valid data folder: few enough rows to count by hand, with every kind of link between them."""

import csv
import io
from pathlib import Path

from monitor import dataset
from monitor.model import TABLES, Row
from monitor.reading import TABLE_MISSING, Fault, read_table
from monitor.references import resolve

ROWS: dict[str, list[dict[str, str]]] = {
    "actors": [
        dict(code="PL", name="Poland", side="NATO"),
        dict(code="LT", name="Lithuania", side="NATO"),
        dict(code="RU", name="Russia", side="RU-BY"),
        dict(code="BY", name="Belarus", side="RU-BY"),
        dict(code="UA", name="Ukraine", side="UA"),
    ],
    "event_types": [
        dict(event_type="drone_incursion", label="Drone incursion", group="incident", domain="air", direction="1",
             base_severity="4.5"),
        dict(event_type="border_closure", label="Border closure", group="measure", domain="land", direction="1",
             base_severity="3.5"),
        dict(event_type="protest", label="Protest", group="diplomacy", domain="political", direction="0",
             base_severity="1.5"),
    ],
    "sources": [
        dict(publisher="PAP", domain="pap.pl", country="PL", kind="news_agency", reliability="B"),
        dict(publisher="LRT", domain="lrt.lt", country="LT", kind="public_broadcaster", reliability="A"),
        dict(publisher="TASS", domain="tass.com", country="RU", kind="state_media", reliability="D"),
    ],
    "articles": [
        dict(article_id="a1", published="2025-09-10", publisher="PAP", title="Drones over Poland",
             url="https://pap.pl/1", language="pl", domain="pap.pl"),
        dict(article_id="a2", published="2025-09-11", publisher="LRT", title="Šalčininkai: sieną kirto",
             url="https://lrt.lt/2", language="lt", domain="lrt.lt"),
        dict(article_id="a3", publisher="TASS", title="No targets in Poland", language="en", domain="tass.com"),
        dict(article_id="a4", published="2025-09-20", publisher="LRT", url="https://lrt.lt/4", language="lt"),
    ],
    "exercises": [
        dict(exercise_id="zapad-2025", name="Zapad-2025", side="RU-BY", organisers="RU;BY", participants="RU;BY",
             start_date="2025-09-12", end_date="2025-09-16", announced_troops="13000",
             phases="2025-09-12..2025-09-14 defence;2025-09-15..2025-09-16 restoring", sources="a2"),
    ],
    "events": [
        dict(event_id="swarm", event_date="2025-09-09", end_date="2025-09-10", event_type="drone_incursion",
             title="Drones enter Poland", summary="Twenty-one objects", initiator="RU", target="PL", country="PL",
             location="Lublin", latitude="51.25", longitude="22.57", geo_precision="region", tags="drones",
             object_count="21", penetration_km="260", shot_down="3", denied_by="RU", sources="a1;a2",
             credibility="1"),
        dict(event_id="wreck", event_date="2025-09-10", event_type="drone_incursion", title="Wreck at Wyryki",
             initiator="RU", target="PL", country="PL", location="Wyryki", latitude="51.56", longitude="23.35",
             geo_precision="place", part_of="swarm", sources="a1", credibility="2"),
        dict(event_id="protest", event_date="2025-09-10", event_type="protest", title="Envoy summoned",
             initiator="PL", target="RU", country="PL", location="Warsaw", latitude="52.23", longitude="21.01",
             geo_precision="country", response_to="swarm", sources="a1;a3", credibility="2"),
        dict(event_id="closure", event_date="2025-09-12", event_type="border_closure", title="Border closed",
             initiator="PL", target="BY", country="PL", location="Terespol", exercise_id="zapad-2025",
             sources="a4", credibility="3"),
    ],
    "exercise_areas": [
        dict(area_id="zapad-2025-borisov", exercise_id="zapad-2025", name="Borisov", kind="training_range",
             country="BY", latitude="54.2", longitude="28.5", radius_km="15", activity="live fire",
             date_from="2025-09-12", date_to="2025-09-16", geo_precision="place", sources="a2"),
    ],
    "crossings": [
        dict(crossing_id="pl-by-terespol", name="Terespol", name_other_side="Brest", country_a="PL", country_b="BY",
             kind="road", latitude="52.08", longitude="23.65"),
        dict(crossing_id="lt-by-medininkai", name="Medininkai", name_other_side="Kamenny Log", country_a="LT",
             country_b="BY", kind="road", latitude="54.54", longitude="25.69"),
    ],
    "crossing_status": [
        dict(crossing_id="pl-by-terespol", date="2025-09-12", status="closed", detail="midnight", sources="a2"),
        dict(crossing_id="pl-by-terespol", date="2025-09-25", status="restricted", detail="cars", sources="a4"),
    ],
    "claims": [
        dict(claim_id="c1", date="2025-09-10", actor="RU", speaker="Ministry", claim="No targets in Poland",
             about_event="swarm", checkable_as="debris", sources="a3"),
    ],
    "troop_estimates": [
        dict(estimate_id="t1", exercise_id="zapad-2025", low="13000", high="13000", scope="total", kind="announced",
             by="Ministry", actor="BY", date="2025-09-12", sources="a2"),
    ],
    "transparency": [
        dict(exercise_id="zapad-2025", check="notified", value="yes", reason="announced", sources="a2"),
    ],
    "disputes": [
        dict(statement_id="d1", dispute_id="drones", question="How many drones?", definition="entries",
             statement="21", low="21", high="21", unit="drones", by="Ministry", actor="PL", date="2025-09-10",
             sources="a1"),
    ],
    "indicators": [
        dict(indicator_id="ind-1", direction="up", category="drones", statement="Drones cross the border",
             why_it_matters="risk", evidence_types="drone_incursion", observed_event_ids="swarm",
             sources="a1"),
    ],
}  # fmt: skip

FILLED = {
    "event_types": dict(plover="MOBILIZE", definition="d", severity_rationale="r"),
    "events": dict(date_precision="day"),
    "crossing_status": dict(date_precision="day"),
}


def written(rows: list[list[str]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def read(file: Path) -> list[list[str]]:
    """The cells of a file, read without the project's own code."""
    csv.field_size_limit(10_000_000)  # reading tables has changed the limit of the whole process
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


class Folder:
    """A data folder whose cells, lines and bytes a test may change; row numbers are those of the file's lines."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.kept: dict[str, list[Row]] = {}
        path.mkdir(parents=True, exist_ok=True)
        for name, model in TABLES.items():
            filled = [FILLED.get(name, {}) | row for row in ROWS[name]]
            self.put(name, [model.columns(), *([row.get(c, "") for c in model.columns()] for row in filled)])

    def file(self, table: str) -> Path:
        return self.path / f"{table}.csv"

    def rows(self, table: str) -> list[list[str]]:
        return read(self.file(table))

    def put(self, table: str, rows: list[list[str]]) -> None:
        self.file(table).write_bytes(written(rows).encode())

    def set(self, table: str, row: int, column: str, value: str) -> None:
        rows = self.rows(table)
        rows[row - 1][rows[0].index(column)] = value
        self.put(table, rows)

    def check(self) -> tuple[Fault, ...]:
        """The faults of reading and of references, without the frames: ten times faster than a whole load."""
        read_tables = {name: read_table(self.file(name), model) for name, model in TABLES.items()}
        tables = {
            name: lines
            for name, (lines, faults) in read_tables.items()
            if not any(fault.outcome == TABLE_MISSING for fault in faults)
        }
        clean, found = resolve(tables)
        self.kept = {name: [line.row for line in lines] for name, lines in clean.items()}
        return tuple(fault for _, faults in read_tables.values() for fault in faults) + tuple(found)

    def keys(self, table: str) -> list[str]:
        """The first column of the rows that the last check kept."""
        return [getattr(row, TABLES[table].columns()[0]) for row in self.kept[table]]

    def column(self, table: str, name: str) -> list:
        """A column of the rows that the last check kept."""
        return [getattr(row, name) for row in self.kept[table]]

    def load(self) -> dataset.Dataset:
        return dataset.load(self.path)
