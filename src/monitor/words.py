"""Facts in words: days, periods, distances, people and grades, said the same way everywhere."""

from collections.abc import Iterable, Mapping
from datetime import date

import pandas as pd

from monitor.model import CREDIBILITY, RELIABILITY

PRECISION = {
    "exact": "exact place",
    "place": "known to the town or site",
    "district": "known to the district",
    "region": "known to the region",
    "country": "symbolic point of a national decision",
}
UNDATED = "date not recorded"
# ISO 639-1 codes of the sources, and of the languages their region is written about in.
LANGUAGES = {
    "ar": "Arabic", "be": "Belarusian", "bg": "Bulgarian", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek",
    "en": "English", "es": "Spanish", "et": "Estonian", "fi": "Finnish", "fr": "French", "hr": "Croatian",
    "hu": "Hungarian", "id": "Indonesian", "it": "Italian", "lt": "Lithuanian", "lv": "Latvian", "nl": "Dutch",
    "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak",
    "sl": "Slovene", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian",
    "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


def day(value: date | pd.Timestamp) -> str:
    """Returns a day in prose: 12 Sep 2025."""
    return UNDATED if pd.isna(value) else f"{value.day} {value:%b %Y}"


def month(value: date | pd.Timestamp) -> str:
    """Returns a month in prose: Sep 2025."""
    return f"{value:%b %Y}"


def period(since: date | pd.Timestamp, until: date | pd.Timestamp) -> str:
    """Returns a period in prose without saying a month or year twice: 1 - 30 Sep 2025."""
    if (since.year, since.month, since.day) == (until.year, until.month, until.day):
        return day(since)
    first = str(since.day)
    if (since.year, since.month) != (until.year, until.month):
        first += f" {since:%b}"
    if since.year != until.year:
        first += f" {since.year}"
    return f"{first} \u2013 {day(until)}"


def when(row: Mapping) -> str:
    """Returns when an event took place, with its precision."""
    if row["date_precision"] == "month":
        return f"{month(row['event_date'])} (day not known)"
    last = row["end_date"]
    return day(row["event_date"]) if pd.isna(last) else period(row["event_date"], last)


def language(code: str) -> str:
    """Returns the English name of a language by its ISO 639-1 code; a code without a name here stays as it is."""
    return LANGUAGES.get(code, code)


def count(number: int, noun: str, plural: str = "") -> str:
    """Returns a number with its noun: 1 event, 1,204 events."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def span(low: float, high: float) -> str:
    """Returns what a pair of numbers says of one: up to 8,000, over 8,000, 8,000, or 8,000 to 9,000."""
    if pd.isna(low):
        return f"up to {high:,.0f}"
    if pd.isna(high):
        return f"over {low:,.0f}"
    return f"{low:,.0f}" if low == high else f"{low:,.0f} to {high:,.0f}"


def first_letter(text: str) -> str:
    """Returns a text with a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]


def listed(names: Iterable[str]) -> str:
    """Returns names as a list in prose: Poland, Lithuania and Latvia."""
    found = [name for name in names if name]
    return " and ".join([", ".join(found[:-1]), found[-1]] if len(found) > 1 else found)


def distance(row: Mapping, names: Mapping[str, str]) -> str:
    """Returns how far from the nearest allied border a row lies, with its error; empty without a usable point."""
    if pd.isna(row["border_km"]):
        return ""
    km, error = row["border_km"], row["border_error_km"]
    number = f"{km:.0f}" if km >= 10 or error >= 1 else f"{km:.1f}"
    margin = f"\u00b1 {error:.0f}" if error >= 1 else f"\u00b1 {error:.1f}"
    ally = names.get(row["border_country"], row["border_country"])
    other = names.get(row["border_neighbour"], row["border_neighbour"])
    line = f"the coast of {ally}" if not row["border_neighbour"] else f"the {ally}\u2013{other} border"
    side = f"inside {names.get(row['inside_country'], row['inside_country'])}, " if row["is_inside"] else ""
    return f"{side}{number} km {margin} from {line}"


def credibility(grade: int) -> str:
    """Returns an Admiralty credibility with its meaning: 2, probably true."""
    return f"{grade}, {CREDIBILITY[int(grade)]}"


def reliability(grade: str) -> str:
    """Returns an Admiralty reliability with its meaning: B, usually reliable."""
    return f"{grade}, {RELIABILITY[grade]}" if grade in RELIABILITY else "not graded"
