"""An article out of an RSS or Atom feed: its first entry; the next hundred are headlines, and more are counted."""

import re
from datetime import date
from itertools import islice
from urllib.parse import urlsplit

from monitor.extract.article import LONGEST_TITLE, Page, composed
from monitor.extract.attributes import pruned
from monitor.extract.markup import flat

MOST_ENTRIES = 101
# The parser takes half a second for so many tags. Texts in CDATA or entities, as most feeds have them, cost little.
MOST_TAGS, LONGEST_FEED = 10_000, 1_000_000
ENTRY = re.compile(r"<(?:item|entry)\b", re.I)
ROOT = re.compile(r"<(rss|feed)\b", re.I)
# No feed needs entities of its own, and a few lines of them unfold to gigabytes.
ENTITIES = re.compile(r"<!ENTITY\b[^>]*>", re.I)
TAG = re.compile(r"<[^<>]*>")
CLOSERS = {"rss": "</channel></rss>", "feed": "</feed>"}
BODY = re.compile(r"<(description|summary|content:encoded|content)\b", re.I)


def feed_item(source: str, url: str | None) -> Page:
    """Returns the first entry of a feed; raises ValueError for a feed without one.

    A long feed is read from its beginning only, and a note says how many entries are left out.
    """
    import feedparser

    root = ROOT.search(source)
    beginning, notes = _beginning(ENTITIES.sub("", source))
    if not root:
        beginning = f"<rss version='2.0'><channel>{beginning}</channel></rss>"
    elif notes:
        beginning += CLOSERS[root.group(1).lower()]
    # What is in it is shown as text, so nothing has to be made harmless; that would take the parser ten times as long.
    feed = feedparser.parse(beginning.encode(), sanitize_html=False, resolve_relative_uris=False)
    if not feed.entries:
        raise ValueError("the feed holds no entry")
    first = feed.entries[0]
    published = _day(first.get("published_parsed") or first.get("updated_parsed"))
    title = _words(first.get("title"))[:LONGEST_TITLE]
    text, parts = composed(title, _paragraphs(first))
    headlines = [
        {"title": _words(entry.get("title")), "url": entry.get("link"), "date": day and day.isoformat()}
        for entry in feed.entries[1:MOST_ENTRIES]
        for day in [_day(entry.get("published_parsed"))]
    ]
    publisher = _words(feed.feed.get("title")) or (urlsplit(url).hostname if url else None)
    return Page(text, title, published, "RSS" if published else "unknown", publisher, parts, headlines, notes)


def _beginning(source: str) -> tuple[str, list[str]]:
    """Returns the first entries of a feed, as many as are read, with a note where that is not all."""
    starts = [found.start() for found in ENTRY.finditer(source)]
    if not starts:
        raise ValueError("the feed holds no entry")
    last_tag = next(islice(re.finditer("<", source), MOST_TAGS, None), None)
    end = min(len(source), LONGEST_FEED, last_tag.start() if last_tag else len(source))
    if len(starts) > MOST_ENTRIES:
        end = min(end, starts[MOST_ENTRIES])
    if end == len(source):
        return source, []
    if end <= starts[0]:
        raise ValueError(f"the feed holds no entry in its first {end:,} characters")
    read = [start for start in starts if start < end]
    if len(read) > 1 and end not in starts:  # the last one is cut through
        end = read.pop()
    beginning = source[:end] if end in starts else source[:end] + _ends_of(source[read[0] : end])
    notes = [] if end in starts else [f"only the first {end:,} characters of the feed were read"]
    if left := len(starts) - len(read):
        notes.append(
            f"of the {len(starts):,} entries of the feed the first is read, {len(read) - 1} are kept as headlines and "
            f"{left:,} are left out"
        )
    return beginning, notes


def _ends_of(cut: str) -> str:
    """Returns what closes an entry that was cut through."""
    mark = "]]>" if cut.rfind("<![CDATA[") > cut.rfind("]]>") else ""
    bodies = [found.group(1) for found in BODY.finditer(cut)]
    body = f"</{bodies[-1]}>" if bodies else ""
    return f"{mark}{body}</{ENTRY.match(cut).group()[1:]}>"


def _paragraphs(entry: dict) -> list[str]:
    from selectolax.lexbor import LexborHTMLParser

    content = (entry.get("content") or [{}])[0].get("value") or entry.get("summary") or ""
    tree = LexborHTMLParser(pruned(content)[0])
    return [t for p in tree.css("p") if (t := flat(p))] or [t for t in [flat(tree.body)] if t]


def _words(title: str | None) -> str:
    return " ".join(TAG.sub(" ", title or "").split())


def _day(stamp: tuple | None) -> date | None:
    return date(*stamp[:3]) if stamp else None
