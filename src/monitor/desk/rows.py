"""Turns a reviewed candidate and its article into rows of the data set, written as in CSV files."""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from monitor.desk.nouns import CellRow
from monitor.model import Article, Event

if TYPE_CHECKING:
    import pandas as pd

# A single article that nobody has weighed yet: Admiralty "cannot be judged".
CREDIBILITY = "6"
RELIABILITY, KIND = "F", "other"
NO_PUBLISHER, NO_PLACE, NO_ACTOR = "Publisher not recorded", "Place not recorded", "UNKNOWN"
TITLE_CHARACTERS, CELL_CHARACTERS, SLUG_CHARACTERS, KEY_CHARACTERS = 160, 5_000, 48, 12
# Letters that do not come apart into a Latin letter and an accent.
PLAIN = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ß": "ss", "đ": "d", "ı": "i"})
# Names the extractor uses for columns of `events`.
COLUMNS = {"event_date": "start", "end_date": "end"}


class Known(Protocol):
    """What is there already: a Dataset, or anything with these three frames."""

    events: "pd.DataFrame"
    articles: "pd.DataFrame"
    sources: "pd.DataFrame"


def accepted(fields: Mapping, article: Mapping, data: Known) -> list[CellRow]:
    """Returns the rows that accepting a candidate adds: publisher and article where new, and the event last.

    `fields` is an event as `monitor extract --json` gives it, reviewed; any column of `events` may stand in it and
    wins (title, summary, credibility, note, response_to ...). `article` is the `article` of the same document, with
    its `url`. Nothing is checked here: the desk refuses rows that do not fit.
    """
    rows, article_id = cited(article, data)
    title = _shortened(str(fields.get("title") or article.get("title") or fields.get("event_type") or ""))
    cells = {name: text for name in Event.columns() if (text := _cell(_value(fields, name)))}
    cells |= {"title": title, "sources": ";".join(dict.fromkeys([*_list(fields.get("sources")), article_id]))}
    defaults = {"date_precision": "day", "credibility": CREDIBILITY, "initiator": NO_ACTOR, "location": NO_PLACE}
    cells = defaults | _placed(cells)
    cells.setdefault("event_id", _free(_event_key(cells), lambda key: data.events["event_id"].eq(key).any()))
    return [*rows, ("events", {name: cells[name] for name in Event.columns() if name in cells})]


def cited(article: Mapping, data: Known) -> tuple[list[CellRow], str]:
    """Returns the rows that citing an article adds, and its id: that of the article at the same address if there."""
    url = str(article.get("url") or "")
    address = address_of(url)
    there = data.articles.loc[data.articles["url"].map(address_of).eq(address), "article_id"] if address else ()
    if len(there):
        return [], str(there.iloc[0])
    article_id = (
        "d" + hashlib.blake2b((address or str(article.get("text") or "")).encode()).hexdigest()[:KEY_CHARACTERS]
    )
    if data.articles["article_id"].eq(article_id).any():
        return [], article_id
    domain = address.partition("/")[0]
    publisher = _publisher(str(article.get("publisher") or "").strip(), domain, data.sources)
    rows = []
    if not data.sources["publisher"].eq(publisher).any():
        rows.append(("sources", _filled(publisher=publisher, domain=domain, kind=KIND, reliability=RELIABILITY)))
    given = {name: _cell(article.get(name)) for name in Article.columns()}
    own = {"article_id": article_id, "publisher": publisher, "domain": domain, "url": url if address else ""}
    return [*rows, ("articles", _filled(**{**given, **own}))], article_id


def _publisher(name: str, domain: str, sources: "pd.DataFrame") -> str:
    """Returns the publisher's name as it stands in `sources`, by name or by its own site, or the name given."""
    # An aggregator's site carries other people's texts, so its address names nobody.
    own_site = sources["domain"].eq(domain) & sources["kind"].ne("aggregator") & bool(domain)
    for same in (sources["publisher"].str.casefold().eq(name.casefold()), own_site):
        found = sources.loc[same, "publisher"]
        if len(found) == 1:
            return str(found.iloc[0])
    return name or domain or NO_PUBLISHER


def address_of(url: str) -> str:
    """Returns what makes two addresses the same page: host without www, path and query; "" for no web address."""
    parts = urlsplit(url) if url.startswith(("http://", "https://")) else None
    if parts is None or not parts.netloc:
        return ""
    query = f"?{parts.query}" if parts.query else ""
    return parts.netloc.lower().removeprefix("www.") + parts.path.rstrip("/") + query


def _placed(cells: dict[str, str]) -> dict[str, str]:
    """Leaves a place out altogether when a part of it is missing."""
    place = ("latitude", "longitude", "geo_precision")
    return cells if all(cells.get(name) for name in place) else {n: t for n, t in cells.items() if n not in place}


def _event_key(cells: Mapping[str, str]) -> str:
    day = cells.get("event_date", "").replace("-", "")
    slug = slugged(cells["title"])
    if len(slug) > SLUG_CHARACTERS:
        slug = slug[: SLUG_CHARACTERS + 1].rpartition("-")[0] or slug[:SLUG_CHARACTERS]
    return "-".join(filter(None, (day, cells.get("country", "").lower(), slug)))


def slugged(text: str) -> str:
    """Returns a text as lower-case Latin words joined by hyphens."""
    plain = unicodedata.normalize("NFKD", text.translate(PLAIN)).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower()))


def _free(key: str, is_taken: Callable[[str], bool]) -> str:
    step, free = 1, key
    while is_taken(free):
        step += 1
        free = f"{key}-{step}"
    return free


def _value(fields: Mapping, name: str) -> object:
    return fields[name] if name in fields else fields.get(COLUMNS.get(name, name))


def _cell(value: object) -> str:
    """Returns a value as a cell: lists joined by ";", whole numbers without a point, nothing as an empty text."""
    if value is None or value != value:  # a missing number differs from itself
        return ""
    if isinstance(value, list | tuple):
        return ";".join(str(part) for part in value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())[:CELL_CHARACTERS]


def _list(value: object) -> list[str]:
    return [part.strip() for part in _cell(value).split(";") if part.strip()]


def _filled(**cells: str) -> dict[str, str]:
    return {name: text for name, text in cells.items() if text}


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    if len(text) <= TITLE_CHARACTERS:
        return text
    return text[: TITLE_CHARACTERS - 1].rsplit(" ", 1)[0] + "…"
