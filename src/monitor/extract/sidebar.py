"""Headlines beside an article, with their days."""

import re
from datetime import date
from urllib.parse import urljoin

from monitor.extract.datelines import date_in, iso_day

SIDE = (
    "aside, nav, footer, [class*=latest], [class*=related], [class*=sidebar], [class*=popular], [class*=most-read], "
    "[class*=recommend], [id*=related], [id*=sidebar], [id*=latest]"
)
AGO = re.compile(r"(\d+|an?)\s*(?:h\b|hours?|hrs?|godz|val|st\b|stunden?|min)", re.I)
DAYS_AGO = re.compile(r"(\d+)\s*(?:d\b|days?|dni|d\.|dienas|tage)", re.I)


def headlines_of(side: list, base: str, published: date | None) -> list[dict]:
    found, seen = [], set()
    for block in side:
        for link in block.css("a"):
            title = re.sub(r"\s+", " ", link.text(separator=" ", strip=True))
            if len(title.split()) < 3 or title in seen or len(found) >= 100:
                continue
            seen.add(title)
            holder = link
            day = None
            for _ in range(3):
                holder = holder.parent
                if (
                    holder is None
                    or holder.tag in ("aside", "nav", "footer", "body", "ul", "ol")
                    or len(holder.css("a")) > 2
                ):
                    break
                stamp = holder.css_first("time")
                day = iso_day(stamp.attributes.get("datetime")) if stamp else None
                rest = holder.text(separator=" ", strip=True).replace(title, " ")
                day = day or date_in(rest, published)
                if day or AGO.search(rest) or DAYS_AGO.search(rest):
                    day = day.isoformat() if day else _hours(rest)
                    break
                day = None
            address = link.attributes.get("href")
            found.append({"title": title, "date": day, "url": urljoin(base, address) if address and base else address})
    return found


def _hours(text: str) -> str:
    if match := DAYS_AGO.search(text):
        return f"-{int(match.group(1)) * 24}"
    match = AGO.search(text)
    return f"-{int(match.group(1)) if match.group(1).isdigit() else 1}"
