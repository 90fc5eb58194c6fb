"""An uploaded or fetched document of any kind, made ready for extraction: its text, and what is uncertain about it."""

import html
import json
import os
import re
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

from monitor.ingest import encodings, parsing
from monitor.ingest.characters import DECEIVING, cleaned, shown

LIMIT_BYTES = 10_000_000
LIMIT_TEXT = parsing.LIMIT_TEXT
# A child ends itself after CPU_SECONDS of work; this ends it when the machine is busy.
SECONDS = 30.0
# How many documents are taken apart at the same time, each with up to MEMORY_BYTES.
_SEATS = threading.BoundedSemaphore(2)

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MEDIA = {
    "text": "text/plain",
    "html": "text/html",
    "eml": "message/rfc822",
    "pdf": "application/pdf",
    "docx": DOCX,
}
SUFFIXES = {"txt": "text", "text": "text", "md": "text", "html": "html", "htm": "html", "xhtml": "html", "xml": "html",
            "rss": "html", "atom": "html", "eml": "eml", "pdf": "pdf", "docx": "docx"}  # fmt: skip
WORDS = {"text": "text", "html": "a web page", "eml": "a mail", "pdf": "a PDF document", "docx": "a Word document"}
ACCEPTED = "Text, web pages, mails (.eml), .pdf and .docx can be read."
# The first bytes of what is often renamed or uploaded by mistake.
SIGNATURES = (
    (rb"\xef?\xbb?\xbf?\s{0,1000}%PDF-", "pdf"),
    (rb"PK(?:\x03\x04|\x05\x06)", "docx"),
    (rb"\xd0\xcf\x11\xe0", "an old Office file (.doc) or one locked with a password"),
    (rb"\{\\rtf", "a rich text file (.rtf)"),
    (rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|RIFF....WEBP|II\*\x00|MM\x00\*", "a picture"),
    (rb"\x1f\x8b|BZh\d|7z\xbc\xaf|Rar!|\xfd7zXZ|\x28\xb5\x2f\xfd", "an archive"),
    (rb"MZ[\x00-\xff]{0,60}\x00|\x7fELF|\xca\xfe\xba\xbe", "a program"),
    (rb"....ftyp|ID3|OggS|\x1aE\xdf\xa3", "sound or film"),
    (rb"SQLite format 3\x00|PAR1", "a database"),
)
SUFFIX = re.compile(r"\.([A-Za-z0-9]{1,8})(?:[?#].*)?$", re.S)
MAIL = re.compile(r"(?:(?:[\w-]+):[^\n]*\n(?:[ \t][^\n]*\n)*){2,}")
MAIL_HEADS = re.compile(r"^(?:from|to|subject|date|received|message-id|mime-version|return-path):", re.I | re.M)
ENTITY = re.compile(r"&(?:#[0-9]{1,8}|#[xX][0-9A-Fa-f]{1,7}|[A-Za-z]{2,31});?")


class Unreadable(Exception):
    """A document that cannot be read; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as `extract` takes it.

    `content` is bytes of HTML (or a feed) in UTF-8, or a str of plain text of at most 200,000 characters. `media_type`
    is that of the document, `title` and `published` what the document itself says of them (a mail's subject and date;
    never the day a file was made), and `notes` what a reader should know: what was removed, cut, guessed or left out.
    """

    content: str | bytes
    media_type: str
    title: str | None = None
    published: date | None = None
    notes: list[str] = field(default_factory=list)


def read(name: str, content: bytes, media_type: str = "") -> Reading:
    """Returns what a document holds; raises Unreadable with a sentence for the reader.

    `name` is a file name or an address and may be empty; `media_type` is a Content-Type with or without a charset, and
    wins over the suffix. Bytes decide in the end: what does not look like its suffix is refused, what has none is read
    as what it is. At most 10 MB. PDF, Word and mail files are taken apart in a process of their own with limits, so
    that no document can harm this one. Direction-changing, invisible and control characters are removed with a note.
    """
    called = shown(name.rsplit("/", 1)[-1]) or "The document"
    if len(content) > LIMIT_BYTES:
        raise Unreadable(
            f"{called} has {len(content) / 1e6:.1f} MB, and the limit is {LIMIT_BYTES / 1e6:g} MB. "
            "Save the article alone, or paste its text."
        )
    if not content.strip():
        raise Unreadable(f"{called} is empty. Choose another file, or paste the text.")
    kind = _kind(called, name, content, media_type)
    if kind in parsing.KINDS:
        return _taken_apart(called, kind, content)
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", media_type, re.I)
    return _textual(called, kind, content, charset.group(1) if charset else "")


def _kind(called: str, name: str, content: bytes, media_type: str) -> str:
    """Judges by the first bytes, then by media type or suffix, then by looks."""
    declared = _declared(name, media_type)
    found = next((what for pattern, what in SIGNATURES if re.match(pattern, content[:1_100], re.S)), "")
    if found and found not in MEDIA:
        raise Unreadable(f"{called} is {found}. {ACCEPTED}")
    if found and declared not in ("", found):
        raise Unreadable(f"{called} is not {WORDS[declared]} but looks like {WORDS[found]}. Give it its right suffix.")
    if declared in ("pdf", "docx") and not found:
        raise Unreadable(f"{called} is not {WORDS[declared]}, whatever its name says. {ACCEPTED}")
    return found or declared or _looks(called, content)


def _declared(name: str, media_type: str) -> str:
    media = media_type.split(";")[0].strip().lower()
    if media:
        if media.endswith(("/html", "/xml", "+xml")):
            return "html"
        kinds = {value: key for key, value in MEDIA.items()}
        return kinds.get(media, "text" if media.startswith("text/") else "")
    suffix = SUFFIX.search(name)
    return SUFFIXES.get(suffix.group(1).lower(), "") if suffix else ""


def _looks(called: str, content: bytes) -> str:
    from monitor.extract.page import FEED, HEAD

    head = _decoded(called, content[:8_192], encodings.declared_in(content))[0].lstrip()
    mail = MAIL.match(head.replace("\r\n", "\n"))
    if mail and len(MAIL_HEADS.findall(mail.group())) >= 2:
        return "eml"
    return "html" if HEAD.search(head[:5_000]) or FEED.search(head[:2_000]) else "text"


def _decoded(called: str, content: bytes, declared: str) -> tuple[str, list[str]]:
    try:
        return encodings.decoded(content, declared)
    except encodings.Binary:
        raise Unreadable(f"{called} is not text: most of its bytes are no letters. {ACCEPTED}") from None


def _textual(called: str, kind: str, content: bytes, charset: str) -> Reading:
    declared = charset or (encodings.declared_in(content) if kind == "html" else "")
    text, notes = _decoded(called, content, declared)
    return _reading(called, kind, kind, text, notes)


def _reading(called: str, kind: str, form: str, text: str, notes: list[str], **about: object) -> Reading:
    """A reading of `text` in the form html or text, out of a document of a kind."""
    if form == "html":
        text = ENTITY.sub(lambda match: _written_out(match.group()), text)
    text, removed = cleaned(text)
    text, overloaded = _pruned(text)
    notes = [*notes, *removed, *overloaded]
    if not text.strip():
        raise Unreadable(f"{called} holds no text. Choose another file, or paste the text.")
    if form == "html":
        return Reading(text.encode(), MEDIA[kind], notes=notes, **about)
    if len(text) > LIMIT_TEXT:
        text = text[:LIMIT_TEXT]
        notes.append(f"only the first {LIMIT_TEXT:,} characters were read")
    return Reading(text, MEDIA[kind], notes=notes, **about)


def _pruned(text: str) -> tuple[str, list[str]]:
    """Returns what will be read as a web page or feed without elements that would take minutes; other text as it is."""
    from monitor.extract.attributes import MOST_ATTRIBUTES, pruned
    from monitor.extract.page import FEED, HEAD

    if not (HEAD.search(text[:5_000]) or FEED.search(text[:2_000])):
        return text, []
    text, count = pruned(text)
    elements = "an element" if count == 1 else f"{count:,} elements"
    return text, [f"the attributes of {elements} were left out, more than {MOST_ATTRIBUTES} each"] if count else []


@lru_cache(maxsize=4_096)
def _written_out(entity: str) -> str:
    """Writes an entity out if it stands for a character that deceives, so that it is removed and counted like one."""
    letter = html.unescape(entity) or "\0"
    return letter if DECEIVING.fullmatch(letter) else entity


def _taken_apart(called: str, kind: str, content: bytes) -> Reading:
    about, body = _child(called, kind, content)
    if "error" in about:
        raise Unreadable(f"{called} {about['error']}")
    title = shown(about["title"], 250) if about["title"] else None
    published = date.fromisoformat(about["published"]) if about.get("published") else None
    known = {"title": title, "published": published}
    form = "html" if about.get("media_type") == "text/html" else "text"
    text, notes = _decoded(
        called, body, about.get("charset") or (encodings.declared_in(body) if form == "html" else "")
    )
    if kind == "eml" and title:
        text = _with_subject(form, title, text)
    return _reading(called, kind, form, text, [*about["notes"], *notes], **known)


def _with_subject(form: str, title: str, text: str) -> str:
    """Puts the subject where a reader of articles looks for the title."""
    if form == "text":
        return f"{title}\n\n{text}"
    return text if re.search(r"<title\b", text, re.I) else f"<title>{html.escape(title)}</title>{text}"


def _child(called: str, kind: str, content: bytes) -> tuple[dict, bytes]:
    """Runs the parser of a kind in a process without our environment (which may hold a database's password)."""
    kept = {name: os.environ[name] for name in ("LD_LIBRARY_PATH", "SYSTEMROOT") if name in os.environ}
    script = Path(parsing.__file__)
    command = [sys.executable, "-I", str(script), kind]
    try:
        with _SEATS:
            done = subprocess.run(  # noqa: S603 - our own file, and a kind out of our own table
                command,
                input=content,
                capture_output=True,
                timeout=SECONDS,
                env=kept,
                cwd=Path(parsing.__file__).parent,
            )
    except subprocess.TimeoutExpired:
        return {"error": "takes too long to read. Paste its text instead."}, b""
    head, _, body = done.stdout.partition(b"\n")
    if done.returncode or not head:
        return {"error": "takes too much time or memory to read. Paste its text instead."}, b""
    return json.loads(head), body
