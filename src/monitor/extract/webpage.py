"""An article out of an HTML page: title, day of publication and its origin, publisher, paragraphs, headlines."""

import json
import re
from datetime import date, timedelta
from urllib.parse import urlsplit

from monitor.extract.article import LONGEST_TITLE, Page, composed
from monitor.extract.attributes import pruned
from monitor.extract.datelines import date_in, is_date_line, iso_day, url_date
from monitor.extract.markup import body
from monitor.extract.sidebar import SIDE, headlines_of

DEEPEST = 1_000
NESTING = re.compile(r"<(/?)(?:div|span|section|article|b|i|em|strong|font|table|ul|ol|a|blockquote)\b", re.I)
JUNK = (
    "script, style, noscript, template, iframe, svg, form, figcaption, button, [class*=caption], [class*=cookie], "
    "[class*=advert], [class*=newsletter], [class*=share], [class*=copyright], [hidden]"
)
META_DATES = (
    "article:published_time",
    "og:published_time",
    "datePublished",
    "date",
    "pubdate",
    "publishdate",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "publish-date",
    "article.published",
    "dc.terms.created",
)


def web_page(source: str, url: str | None) -> Page:
    from selectolax.lexbor import LexborHTMLParser

    if depth(source) > DEEPEST:
        raise ValueError(f"this is no readable page: its elements are nested more than {DEEPEST} deep")
    tree = LexborHTMLParser(pruned(source)[0])
    meta = {_meta_name(m.attributes): m.attributes.get("content") or "" for m in tree.css("meta")}
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
    headlines = headlines_of(side, base, published)
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
    paragraphs = body(tree, source, title)
    title = re.sub(r"\s+", " ", title).strip()[:LONGEST_TITLE] if title else None
    text, parts = composed(title, paragraphs)
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
    if day := iso_day(linked.get("datePublished")):
        return day, "JSON-LD"
    for name in META_DATES:
        if meta.get(name.lower()) and (day := iso_day(meta[name.lower()])):
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
            day := iso_day(node.attributes.get("datetime"))
            or iso_day(node.attributes.get("content"))
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
