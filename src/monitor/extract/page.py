"""An article out of a page, a feed or pasted text: title, publication and its origin, paragraphs, headlines."""

import json
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from urllib.parse import urljoin, urlsplit

from monitor.extract import dates
from monitor.extract.lexicon import fold
from monitor.extract.sentences import paragraphs

LONGEST_INPUT = 2_000_000
LONGEST_TEXT = 60_000
LONGEST_TITLE = 250
DEEPEST = 1_000
NESTING = re.compile(r"<(/?)(?:div|span|section|article|b|i|em|strong|font|table|ul|ol|a|blockquote)\b", re.I)
# Above this a page without paragraphs is no article, and the fallback would take seconds.
MOST_TAGS = 10_000
SIDE = (
    "aside, nav, footer, [class*=latest], [class*=related], [class*=sidebar], [class*=popular], [class*=most-read], "
    "[class*=recommend], [id*=related], [id*=sidebar], [id*=latest]"
)
JUNK = (
    "script, style, noscript, template, iframe, svg, form, figcaption, button, [class*=caption], [class*=cookie], "
    "[class*=advert], [class*=newsletter], [class*=share], [class*=copyright], [hidden]"
)
HEAD = re.compile(r"<(?:!doctype html|html|head|body|article|main|div|p|h1|script|meta)\b", re.I)
FEED = re.compile(r"<(?:rss|feed|item|entry)\b", re.I)
# Controls, and marks that turn the writing direction: replaced one for one so that offsets stay.
UNSEEN = dict.fromkeys([*range(0, 9), 11, 12, *range(14, 32), 127, *range(128, 160), *range(8234, 8239), *range(8294,
    8298), 8206, 8207, 65279, 8203], " ")  # fmt: skip
MOST_BINARY = 0.1
META_DATES = ("article:published_time", "og:published_time", "datePublished", "date", "pubdate", "publishdate",
    "dc.date",
              "dc.date.issued", "dcterms.created", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
              "publish-date", "article.published", "dc.terms.created")  # fmt: skip
URL_DATE = re.compile(r"/(20\d\d)[/-](\d{1,2})[/-](\d{1,2})(?:[/_-]|$)|[-_/](20\d\d)-?(\d\d)-?(\d\d)(?:[-_./]|$)")
LATEST = re.compile(r"^(?:latest(?: news)?|related(?: news| articles)?|most read|popular|recent (?:news|posts)"
                    r"|also read|read more|read also|more news|top stories|"
                    r"naujausios(?: naujienos)?|skaitomiausi|najnowsze(?: wiadomosci)?|czytaj takze|polecane"
                    r"|jaunakas zinas|jaunakie raksti|lasitakie|aktuelles|"
                    r"neueste nachrichten|meistgelesen|mehr zum thema)\s*:?\s*", re.I)  # fmt: skip
DATELINE_WORDS = re.compile(
    r"^(?:published|posted|updated|date|opublikowano|data publikacji|dodano|paskelbta|publikuota|publicets"
    r"|publicēts|veroffentlicht|stand|aktualizacja)\b[\s:on|,]*"
)
DATELINE = re.compile(
    r"^[^\W\d_][^\d\n(]{2,30},\s+([^\W\d_]+\.?\s+\d{1,2}"
    r"|\d{1,2}\.?\s+[^\W\d_]+)(?:,?\s+(20\d\d))?\s*(?:\([^)]{2,20}\))?\s*[-–—:]"
)
AGO = re.compile(r"(\d+|an?)\s*(?:h\b|hours?|hrs?|godz|val|st\b|stunden?|min)", re.I)
DAYS_AGO = re.compile(r"(\d+)\s*(?:d\b|days?|dni|d\.|dienas|tage)", re.I)


@dataclass(slots=True)
class Page:
    """An article: `text` is what every evidence span counts in; `parts` are its paragraphs (start, end, is title)."""

    text: str
    title: str | None
    published: date | None
    published_from: str
    publisher: str | None
    parts: list[tuple[int, int, bool]]
    headlines: list[dict] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read(source: str | bytes, url: str | None = None, published: date | None = None) -> Page:
    """Reads an article from a page, a feed or pasted text; raises ValueError for what is none.

    A day of publication that is given wins over all found in the text.
    """
    text, notes = _cleaned(source)
    if FEED.search(text[:2_000]) and not re.search(r"<html", text[:2_000], re.I):
        page = _feed(text, url)
    elif HEAD.search(text[:5_000]):
        page = _html(text, url)
    else:
        page = _pasted(text, url)
    page.notes = notes + page.notes
    if published:
        page.published, page.published_from = published, "given"
    if not page.text.strip():
        raise ValueError("there is no text to read")
    return page


def _cleaned(source: str | bytes) -> tuple[str, list[str]]:
    notes = []
    if isinstance(source, bytes):
        if b"\0" in source[:4_096] and source[:2] not in (b"\xff\xfe", b"\xfe\xff"):
            raise ValueError("this is not text: it holds NUL bytes; give an HTML page or plain text in UTF-8")
        encoding = "utf-16" if source[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
        text = source[: LONGEST_INPUT * 4].decode(encoding, errors="replace")
    else:
        text = source
    if len(text) > LONGEST_INPUT:
        text = text[:LONGEST_INPUT]
        notes.append(f"only the first {LONGEST_INPUT:,} characters were read")
    if not text.strip():
        raise ValueError("there is no text to read")
    head = text[:4_096]
    odd = sum(c == "\N{REPLACEMENT CHARACTER}" or (ord(c) < 32 and c not in "\t\n\r\f") for c in head)
    if odd > MOST_BINARY * len(head):
        raise ValueError(
            "this is not text: too many characters cannot be read; give an HTML page or plain text in UTF-8"
        )
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(UNSEEN), notes


def composed(title: str | None, body: list[str]) -> tuple[str, list[tuple[int, int, bool]]]:
    """Joins title and paragraphs into one text, with the parts of it."""
    pieces = ([(title, True)] if title else []) + [(p, False) for p in body]
    text, parts = "", []
    for piece, is_title in pieces:
        if len(text) + len(piece) > LONGEST_TEXT:
            piece = piece[: max(0, LONGEST_TEXT - len(text))]
        if piece.strip():
            parts.append((len(text), len(text) + len(piece), is_title))
            text += piece + "\n\n"
    return text.rstrip("\n"), parts


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


def _pasted(text: str, url: str | None) -> Page:
    notes = []
    if len(text) > LONGEST_TEXT:
        text = text[:LONGEST_TEXT]
        notes.append(f"only the first {LONGEST_TEXT:,} characters were read")
    spans = paragraphs(text)
    spans, headlines, own = _without_latest(text, spans)
    title, parts, line_date, origin = None, [], own, "date line at the end of the text" if own else ""
    for number, (start, end) in enumerate(spans):
        piece = text[start:end]
        if number <= 4 and (day := is_date_line(piece)):
            line_date, origin = (day, "date line below the title") if not line_date else (line_date, origin)
            continue
        is_title = (
            not title
            and not parts
            and len(piece) <= LONGEST_TITLE
            and len(spans) > 1
            and piece[-1:] not in ".;,"
            and "\n" not in piece
        )
        if is_title:
            title = piece
        parts.append((start, end, is_title))
    if not line_date and parts:
        first = next((p for p in parts if not p[2]), parts[0])
        found = DATELINE.match(text[first[0] : first[0] + 90])
        if found and found.group(2):
            line_date, origin = date_in(f"{found.group(1)} {found.group(2)}"), "dateline of the text"
    if not line_date and url and (day := url_date(url)):
        line_date, origin = day, "address"
    publisher = urlsplit(url).hostname if url else None
    return Page(
        text, title, line_date, origin or "unknown", publisher, parts or [(0, len(text), False)], headlines, notes
    )


def _without_latest(text: str, spans: list[tuple[int, int]]) -> tuple[list[tuple[int, int]], list[dict], date | None]:
    """Cuts a block of dated headlines out of pasted text; a date that closes no headline is the page's."""
    lines = [(start, end, text[start:end]) for a, b in spans for start, end in _lines(text, a, b)]
    begin = next((n for n, (_, _, line) in enumerate(lines) if n and (m := LATEST.match(fold(line))) and m.end() >= 6
                  and any(is_date_line(x[2]) for x in lines[n : n + 3])), None)  # fmt: skip
    if begin is None:
        return spans, [], None
    headlines, pending, own = [], None, None
    for start, _end, line in lines[begin:]:
        line = line[LATEST.match(fold(line)).end() :].strip() if start == lines[begin][0] else line.strip()
        if not line:
            continue
        if day := is_date_line(line):
            if pending:
                headlines.append({"title": pending, "date": day.isoformat(), "url": None})
                pending = None
            else:
                own = own or day
        else:
            pending = line
    if len(headlines) < 2:
        return spans, [], None
    cut = lines[begin][0]
    return [(a, min(b, cut)) for a, b in spans if a < cut and text[a : min(b, cut)].strip()], headlines, own


def _lines(text: str, start: int, end: int):
    at = start
    for line in text[start:end].split("\n"):
        if line.strip():
            yield at, at + len(line)
        at += len(line) + 1


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


def _iso(value: object) -> date | None:
    text = str(value or "")
    match = re.match(r"\s*(\d{4})-(\d\d)-(\d\d)", text)
    try:
        return date(*map(int, match.groups())) if match else date_in(text)
    except ValueError:
        return None


def _html(source: str, url: str | None) -> Page:
    from selectolax.lexbor import LexborHTMLParser

    if depth(source) > DEEPEST:
        raise ValueError(f"this is no readable page: its elements are nested more than {DEEPEST} deep")
    tree = LexborHTMLParser(source)
    meta = {_meta_name(m.attributes): m.attributes.get("content") or ""
            for m in tree.css("meta")}  # fmt: skip
    linked = _linked_data(tree)
    published, origin = _first_date(linked, meta)
    publisher = _publisher(linked, meta, url)
    heading = tree.css_first("article h1, main h1, h1")
    own = tree.css_first("title")
    title = (heading.text(separator=" ", strip=True) if heading else "") or meta.get("og:title")
    title = title or linked.get("headline") or (own.text(strip=True) if own else None)
    base = url or meta.get("og:url") or ""
    for node in tree.css(JUNK):
        if node.tag not in ("html", "body", "main", "article"):
            node.decompose()
    side = [node for node in tree.css(SIDE) if node.tag not in ("html", "body", "main", "article")]
    headlines = _headlines(side, base, published)
    for node in side:
        node.decompose()
    if not published:
        published, origin = _visible_date(tree, heading)
    if not published and url and (day := url_date(url)):
        published, origin = day, "address"
    for entry in headlines:
        if entry["date"] and entry["date"].startswith("-"):
            hours = int(entry["date"][1:])
            entry["date"] = (published - timedelta(hours=hours)).isoformat() if published else None
    body = _body(tree, source, title)
    title = re.sub(r"\s+", " ", title).strip()[:LONGEST_TITLE] if title else None
    text, parts = composed(title, body)
    return Page(text, title, published, origin or "unknown", publisher, parts, headlines)


def depth(source: str) -> int:
    """Returns how deep the elements that may nest stand in each other, counted in one pass."""
    deepest = now = 0
    for match in NESTING.finditer(source):
        now = max(0, now + (-1 if match.group(1) else 1))
        deepest = max(deepest, now)
    return deepest


def _meta_name(attributes: dict) -> str:
    return (attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or "").lower()


def _linked_data(tree) -> dict:
    """Returns the article of the page's JSON-LD, if any."""
    for node in tree.css("script[type='application/ld+json']"):
        try:
            content = json.loads(node.text(deep=True).strip())
        except (ValueError, RecursionError):
            continue
        queue = [content]
        while queue:
            entry = queue.pop(0)
            if isinstance(entry, list):
                queue += entry[:50]
            elif isinstance(entry, dict):
                if "datePublished" in entry:
                    return entry
                graph = entry.get("@graph")
                queue += graph[:50] if isinstance(graph, list) else []
    return {}


def _first_date(linked: dict, meta: dict) -> tuple[date | None, str]:
    if day := _iso(linked.get("datePublished")):
        return day, "JSON-LD"
    for name in META_DATES:
        if meta.get(name.lower()) and (day := _iso(meta[name.lower()])):
            return day, f"meta {name}"
    return None, ""


def _publisher(linked: dict, meta: dict, url: str | None) -> str | None:
    publisher = linked.get("publisher")
    if isinstance(publisher, dict) and isinstance(publisher.get("name"), str):
        return publisher["name"]
    return meta.get("og:site_name") or (urlsplit(url).hostname if url else None)


def _visible_date(tree, heading) -> tuple[date | None, str]:
    for node in tree.css("article time, main time, header time, [itemprop=datePublished], time"):
        if (
            day := _iso(node.attributes.get("datetime"))
            or _iso(node.attributes.get("content"))
            or date_in(node.text(strip=True))
        ):
            return day, "time element of the article"
    near = heading.parent if heading else None
    for _ in range(2):
        if near is None or near.tag in ("body", "html"):
            break
        for node in near.css("span, p, div, li, small"):
            line = node.text(separator=" ", strip=True)
            if len(line) <= 80 and (day := is_date_line(line) or (date_in(line) if len(line) <= 45 else None)):
                return day, "date line near the title"
        near = near.parent
    for node in tree.css("[class*=date], [class*=time], [class*=meta], [class*=byline], [class*=publish]"):
        line = node.text(separator=" ", strip=True)
        if len(line) <= 120 and (day := date_in(line)):
            return day, "date line of the page"
    for node in tree.css("body p, body div, body span")[:40]:
        line = node.text(separator=" ", strip=True)
        if len(line) <= 60 and (day := is_date_line(line)):
            return day, "date line of the page"
    return None, ""


def _headlines(side: list, base: str, published: date | None) -> list[dict]:
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
                day = _iso(stamp.attributes.get("datetime")) if stamp else None
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


def _body(tree, source: str, title: str | None) -> list[str]:
    for selector in (
        "[itemprop=articleBody]",
        "article",
        "main",
        "[class*=article-body]",
        "[class*=article__body]",
        "[class*=content]",
        "body",
    ):
        best: list[str] = []
        for node in tree.css(selector)[:20]:
            found = [
                t
                for p in node.css("p, h2, h3, li, blockquote")
                if (t := _flat(p)) and t != title and not (p.tag == "li" and len(t) < 40)
            ]
            if sum(map(len, found)) > sum(map(len, best)):
                best = found
        if sum(map(len, best)) >= 200 or (best and len(best) >= 2):
            return [p for p in best if not is_date_line(p)]
    return _trafilatura(source) or [t for t in [_flat(tree.body)] if t] if tree.body else []


def _flat(node) -> str:
    return re.sub(r"\s+", " ", node.text(separator=" ", strip=False)).strip() if node else ""


def _trafilatura(source: str) -> list[str]:
    """The fallback for pages without paragraphs in a known place."""
    if source.count("<") > MOST_TAGS:
        return []
    import logging

    import trafilatura

    # It reports every page without text as an error of its own.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

    text = trafilatura.extract(source, include_comments=False, include_tables=False, favor_recall=True)
    return [line for line in (text or "").split("\n") if line.strip()]


def _feed(source: str, url: str | None) -> Page:
    import feedparser

    whole = (
        source
        if re.search(r"<(?:rss|feed)\b", source, re.I)
        else f"<rss version='2.0'><channel>{source}</channel></rss>"
    )
    feed = feedparser.parse(whole.encode())
    if not feed.entries:
        raise ValueError("the feed holds no entry")
    first = feed.entries[0]
    stamp = first.get("published_parsed") or first.get("updated_parsed")
    content = (first.get("content") or [{}])[0].get("value") or first.get("summary") or ""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(content)
    body = [t for p in tree.css("p") if (t := _flat(p))] or [t for t in [_flat(tree.body)] if t]
    text, parts = composed(first.get("title"), body)
    headlines = [{"title": e.get("title", ""), "url": e.get("link"),
                  "date": date(*s[:3]).isoformat() if (s := e.get("published_parsed")) else None}
                 for e in feed.entries[1:101]]  # fmt: skip
    published = date(*stamp[:3]) if stamp else None
    return Page(
        text,
        first.get("title"),
        published,
        "RSS" if published else "unknown",
        feed.feed.get("title") or (urlsplit(url).hostname if url else None),
        parts,
        headlines,
    )
