"""An article out of an RSS or Atom feed: its first entry; the others are headlines."""

import re
from datetime import date
from urllib.parse import urlsplit

from monitor.extract.article import Page, composed
from monitor.extract.markup import flat


def feed_item(source: str, url: str | None) -> Page:
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
    body = [t for p in tree.css("p") if (t := flat(p))] or [t for t in [flat(tree.body)] if t]
    text, parts = composed(first.get("title"), body)
    headlines = [
        {
            "title": e.get("title", ""),
            "url": e.get("link"),
            "date": date(*s[:3]).isoformat() if (s := e.get("published_parsed")) else None,
        }
        for e in feed.entries[1:101]
    ]
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
