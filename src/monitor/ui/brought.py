"""An article that a person brings in: its bytes, what the extractor makes of it, and what the desk keeps of it."""

import os
import re
from dataclasses import dataclass
from datetime import date

from monitor.analysis import review
from monitor.desk import Raw
from monitor.ui import fields
from monitor.ui.already import Before
from monitor.ui.drafts import Terms

PASTE, UPLOAD, FETCH = "Paste text", "Upload a file", "Fetch an address"
ADDRESS = re.compile(r"https?://[^\s<>\"]+")
TOLD_AS = re.compile(r"^([a-z ]+) told as (\w+)$")
AGAINST = "no pair of Russia or Belarus"
UNDATED = "day of publication is unknown"
# Whence a day of publication is known, where the extractor's own word is one for programmers.
ORIGINS = {"given": "given by hand", "JSON-LD": "declared by the page", "RSS": "from the feed",
           "address": "from the address", "time element of the article": "shown by the page"}  # fmt: skip
# What decides whether an article is about the theatre; whatever else is said of it is a note on how it was read.
VERDICT = re.compile(rf"told as \w+$|^names |^speaks of |^no event of |^{AGAINST}")
CODE = re.compile(r"\b[A-Z]{2,5}\b")


@dataclass(frozen=True)
class Brought:
    """What a person brought in, before it is kept: the bytes and what the person said of them."""

    raw: Raw
    published: date | None = None
    publisher: str = ""
    language: str | None = None


@dataclass(frozen=True)
class Reading:
    """What was brought in, with what the extractor made of it; nothing of it is kept yet."""

    brought: Brought
    result: dict
    is_anyway: bool = False
    before: Before | None = None


class Refusal(Exception):
    """An article that cannot be read; the text is a sentence for the reader."""


def of(way: str, said: dict) -> Brought:
    """Returns what a filled-in form brings: a pasted text, a file or a page; raises Refusal."""
    url = (said["url"] or "").strip()
    if way == PASTE:
        raw = Raw((said["text"] or "").strip().encode("utf-8", "replace"), "", "", url)
        if not raw.content:
            raise Refusal("There is no text yet. Paste the article, its headline first.")
    elif way == UPLOAD:
        file = said["file"]
        if file is None:
            raise Refusal("No file is chosen yet.")
        raw = Raw(file.getvalue(), file.name, "", url)
    else:
        asked = (said["fetch"] or "").strip()
        if not asked:
            raise Refusal("There is no address yet. Give one that starts with https://.")
        raw = _fetched(asked)
    if raw.url and not ADDRESS.fullmatch(raw.url):
        raise Refusal("The address is none of a web page. Give one that starts with https://, or leave it empty.")
    return Brought(raw, said["published"], " ".join((said["publisher"] or "").split()), said["language"])


def _fetched(address: str) -> Raw:
    from monitor.ingest import fetch

    try:
        page = fetch.fetch(address, allow=fetch.allowed(os.environ.get("MONITOR_FETCH_ALLOW", "")))
    except fetch.Refused as reason:
        raise Refusal(str(reason)) from None
    return Raw(page.content, "", page.media_type, page.final_url)


def read(brought: Brought, anyway: bool = False) -> Reading:
    """Returns what the extractor makes of an article; raises Refusal with a sentence for the reader."""
    from monitor.extract.extraction import extract
    from monitor.ingest import documents

    raw = brought.raw
    try:
        document = documents.read(raw.name or raw.url, raw.content, raw.media_type)
        published = brought.published or document.published
        result = extract(document.content, raw.url or None, published, brought.language, anyway=anyway)
    except documents.Unreadable as reason:
        raise Refusal(str(reason)) from None
    except ValueError as reason:
        raise Refusal(f"The article cannot be read: {reason}.") from None
    if brought.published is None and document.published:
        result["article"]["published_from"] = "from the document itself"
    if brought.publisher:
        result["article"]["publisher"] = brought.publisher
    result["reasons"] = [*result["reasons"], *document.notes]
    return Reading(brought, result, anyway)


def in_words(result: dict, terms: Terms) -> list[str]:
    """Returns the reasons of a verdict, each once, with types and actors by name.

    What speaks against a text is no reason why it is about the theatre.
    """
    said = [
        TOLD_AS.sub(lambda found: _told_as(*found.groups(), terms), reason)
        for reason in result["reasons"]
        if VERDICT.search(reason) and not (result["relevant"] and AGAINST in reason)
    ]
    return list(dict.fromkeys(CODE.sub(lambda code: _called(code.group(), terms), one) for one in said))


def _called(code: str, terms: Terms) -> str:
    return code if code in review.CALLED_BY_CODE else terms.names.get(code, code)


def notes(article: dict) -> str:
    """Returns what a reader should know of how an article was read, in a line; a missing day is asked for elsewhere.

    `article` is what an extraction or the desk says of it: what was left out, cut, removed or could not be read.
    """
    said = [reason for reason in article.get("reasons") or [] if not VERDICT.search(reason) and UNDATED not in reason]
    return f"Note: {'; '.join(dict.fromkeys(said))}." if said else ""


def origin(article: dict) -> str:
    """Returns whence the day of publication is known."""
    said = article.get("published_from") or ""
    return "declared by the page" if said.startswith("meta ") else ORIGINS.get(said, said)


def _told_as(kind: str, status: str, terms: Terms) -> str:
    label = terms.labels.get(kind.replace(" ", "_"), kind)
    label = label[0].lower() + label[1:] if label[1:2].islower() else label
    return f"{label} told as {fields.TOLD.get(status, status)}"


def proposals(result: dict) -> list[dict]:
    """Returns the events of an extraction that are proposed: told as having happened or as announced."""
    return _split(result)[0]


def article(reading: Reading) -> dict:
    """Returns what the desk keeps of an article: what the extractor said of it, and what it did not propose."""
    result = reading.result
    return {**result["article"], "url": reading.brought.raw.url, "relevant": result["relevant"],
            "reasons": result["reasons"], "found": result["found"], "unproposed": _split(result)[1]}  # fmt: skip


def _split(result: dict) -> tuple[list[dict], list[dict]]:
    from monitor.extract.status import CANDIDATES

    proposed = [event for event in result["events"] if event["status"] in CANDIDATES]
    return proposed, [event for event in result["events"] if event["status"] not in CANDIDATES]
