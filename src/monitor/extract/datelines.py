"""Days written on a page: in short texts, lines that are nothing but a date, addresses and attributes."""

import re
from datetime import date

from monitor.extract import dates
from monitor.extract.lexicon import fold

URL_DATE = re.compile(r"/(20\d\d)[/-](\d{1,2})[/-](\d{1,2})(?:[/_-]|$)|[-_/](20\d\d)-?(\d\d)-?(\d\d)(?:[-_./]|$)")
# So much of a paragraph is looked at for a dateline.
LONGEST = 90
DATELINE_WORDS = re.compile(
    r"^(?:published|posted|updated|date|opublikowano|data publikacji|dodano|paskelbta|publikuota|publicets"
    r"|publicēts|veroffentlicht|stand|aktualizacja)\b[\s:on|,]*"
)
DATELINE = re.compile(
    r"^([^\W\d_][^\d\n(]{1,30}?)(?:,|\.|\s[/|-])\s+(?P<day>[^\W\d_]+\.?\s+\d{1,2}"
    r"|\d{1,2}\.?\s+[^\W\d_]+)(?:,?\s+(?P<year>20\d\d))?\s*(?:\([^)]{2,20}\))?\s*(?P<close>[-–—:./])"
)


def date_in(text: str, published: date | None = None) -> date | None:
    """Returns the first explicit day in a short text."""
    found = [w for w in dates.found(fold(text), published) if w.precision == "day" and w.is_explicit]
    return found[0].first if found else None


def is_date_line(line: str) -> date | None:
    """Returns the day of a line that holds nothing else but a date (a word like "Published", a time of day)."""
    folded = DATELINE_WORDS.sub("", fold(line.strip()))
    folded = re.sub(
        r"^(?:\w+day|\w+tag|poniedzialek|wtorek|sroda|czwartek|piatek|sobota|niedziela|\w*diena?,?)[,\s]+", "", folded
    )
    found = [w for w in dates.found(folded, None) if w.is_explicit and w.precision == "day"]
    if len(found) != 1 or len(line) > 60:
        return None
    rest = folded[: found[0].start] + folded[found[0].end :]
    return found[0].first if len(re.findall(r"[^\W\d_]{3,}", rest)) <= 1 else None


def dateline_end(text: str, folded: str, start: int) -> int:
    """Returns where a paragraph begins behind "WARSAW, March 9 -", whose day is that of the report; else its start.

    A full stop closes a dateline only behind names: "Riga, 2 June." is one, "It opens on Sunday, 2 June." is none.
    """
    line = DATELINE.match(folded[start : start + LONGEST])
    if line is None:
        return start
    place = text[start : start + line.end(1)].replace("-", " ").split()
    if line["close"] == "." and not all(word[0].isupper() for word in place):
        return start
    return start + line.end()


def url_date(url: str) -> date | None:
    """Returns the day written in an address such as /2025/09/10/."""
    found = URL_DATE.search(url)
    if not found:
        return None
    year, month, day = (int(part) for part in found.groups() if part)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def iso_day(value: object) -> date | None:
    text = str(value or "")
    match = re.match(r"\s*(\d{4})-(\d\d)-(\d\d)", text)
    try:
        return date(*map(int, match.groups())) if match else date_in(text)
    except ValueError:
        return None
