"""What a mark says when the pointer rests on it."""

from collections.abc import Iterator, Mapping

import pandas as pd

from monitor import words
from monitor.charts import style

LINE, WIDE = 56, 90
MOST_FULL = 150
# What the labels are made of; a row of all columns takes several times as long to read.
EVENT = ["title", "event_date", "end_date", "date_precision", "type_label", "severity", "credibility", "denied_by",
         "is_part", "accepted", "border_km", "border_error_km", "border_country", "border_neighbour", "inside_country",
         "is_inside"]  # fmt: skip
ARTICLE = ["title", "publisher", "placed_date", "is_date_inferred"]
EXERCISE = ["name", "start_date", "end_date", "organisers", "announced_troops", "estimated_troops", "estimate_by"]


def events(rows: pd.DataFrame, names: Mapping[str, str]) -> list[str]:
    """Returns a label per event: title, when, what and how severe, km to the border, how credible.

    Above 150 events the labels leave out what the card says anyway, so that the page stays light.
    """
    label = _event if len(rows) <= MOST_FULL else _brief
    return [label(row, names) for row in _records(rows, EVENT)]


def _records(rows: pd.DataFrame, columns: list[str]) -> Iterator[dict]:
    # A seventh of the time that pandas takes for the same: it boxes each value of a text column apart.
    return (dict(zip(columns, row, strict=True)) for row in zip(*(rows[c].tolist() for c in columns), strict=True))


def _brief(row: dict, names: Mapping[str, str]) -> str:
    lines = [
        f"<b>{style.wrapped(row['title'], WIDE)}</b>",
        style.wrapped(f"{words.when(row)} · {row['type_label']}, severity {row['severity']:g}", WIDE),
        style.wrapped(words.distance(row, names), WIDE),
        style.wrapped(words.first_letter(row["accepted"]), WIDE),
    ]
    return "<br>".join(filter(None, lines))


def _event(row: dict, names: Mapping[str, str]) -> str:
    lines = [
        f"<b>{style.wrapped(row['title'], LINE)}</b>",
        f"{words.when(row)} · {style.wrapped(row['type_label'], LINE)}",
        f"{style.severity_level(row['severity'])}, severity {row['severity']:g} of 10",
        style.wrapped(words.distance(row, names), LINE),
        f"Credibility {words.credibility(row['credibility'])}",
    ]
    if row["denied_by"]:
        denied = words.listed(names.get(c, c) for c in row["denied_by"])
        lines.append(style.wrapped(f"As alleged; denied by {denied}", LINE))
    if row["is_part"]:
        lines.append("Part of a larger event, not counted again")
    lines.append(style.wrapped(words.first_letter(row["accepted"]), LINE))
    return "<br>".join(filter(None, lines))


def articles(rows: pd.DataFrame) -> list[str]:
    """Returns a label per article: headline, publisher and day."""
    return [_article(row) for row in _records(rows, ARTICLE)]


def _article(row: dict) -> str:
    dated = words.day(row["placed_date"])
    if row["is_date_inferred"]:
        dated = f"undated, placed by the event it reports: {dated}"
    publisher = style.wrapped(row["publisher"], LINE)
    return f"<b>{style.wrapped(row['title'], LINE)}</b><br>{publisher} · {dated}"


def exercises(rows: pd.DataFrame, names: Mapping[str, str]) -> list[str]:
    """Returns a label per exercise: name, dates, who and how many."""
    return [_exercise(row, names) for row in _records(rows, EXERCISE)]


def _exercise(row: dict, names: Mapping[str, str]) -> str:
    if pd.isna(row["start_date"]):
        dates = words.UNDATED
    elif pd.isna(row["end_date"]):
        dates = f"from {words.day(row['start_date'])}, end not recorded"
    else:
        dates = words.period(row["start_date"], row["end_date"])
    lines = [f"<b>{style.wrapped(row['name'], LINE)}</b>", dates]
    lines.append(style.wrapped("Held by " + words.listed(names.get(c, c) for c in row["organisers"]), LINE))
    if not pd.isna(row["announced_troops"]):
        lines.append(f"Announced strength {row['announced_troops']:,}")
    if not pd.isna(row["estimated_troops"]):
        by = style.wrapped(str(row["estimate_by"]), LINE)
        lines.append(f"Estimate {row['estimated_troops']:,} ({by})")
    return "<br>".join(lines)
