"""The child process that takes PDF, Word and mail files apart: run as a script, with little memory and little time.

Reads the document from standard input; its one argument is the kind. Writes one line of JSON (title, published, notes,
charset, media_type, or error) and then the bytes of the text. Imports nothing of the product.
"""

import io
import json
import re
import sys
import zipfile
from collections.abc import Callable
from xml.parsers import expat

MEMORY_BYTES = 512 * 1024 * 1024
CPU_SECONDS = 10
LIMIT_TEXT = 200_000
MOST_PAGES = 1_000
# Word packs its XML 5 to 20 times, empty tables up to 100 times.
MOST_MEMBERS = 2_000
MOST_UNPACKED = 200_000_000
MOST_RATIO = 250
DOCUMENT_BYTES = 50_000_000
MOST_ATTACHED = 3
# Below this a mail's plain part is the remark that the mail is to be read as HTML.
SHORT_PART = 200
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# Names that programs give a document nobody has named.
NO_TITLE = re.compile(r"(?i)microsoft word\b|untitled|document\d*$|.*\.(?:docx?|pdf|indd|qxd|tmp|rtf|odt)$")


class Fault(Exception):
    """Why a document cannot be read, as the end of a sentence that begins with its name."""


def confine() -> None:
    """Takes away what a hostile file could use up: memory, CPU, files."""
    try:
        import resource
    except ImportError:  # Windows: the parent's clock is the only limit there.
        return
    for name, most in (("AS", MEMORY_BYTES), ("CPU", CPU_SECONDS), ("FSIZE", 0), ("CORE", 0)):
        resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (most, most))


def pdf(content: bytes) -> tuple[dict, bytes]:
    """Returns what a PDF document says of itself and its text."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    reader = PdfReader(io.BytesIO(content))
    try:
        if reader.is_encrypted and not reader.decrypt(""):
            raise Fault("is locked with a password. Save it without one, or paste its text.")
    except (DependencyError, NotImplementedError):
        raise Fault("is locked. Save it without protection, or paste its text.") from None
    pieces, size, notes, broken = [], 0, [], []
    for number, page in enumerate(reader.pages, 1):
        if size > LIMIT_TEXT or number > MOST_PAGES:
            break
        try:
            pieces.append(page.extract_text())
            size += len(pieces[-1])
        except (MemoryError, RecursionError):
            raise
        except Exception:
            broken.append(number)
    if not "".join(pieces).strip():
        raise Fault("holds pictures of pages, not text. Paste the text instead.")
    if broken:
        notes.append(f"{len(broken)} of {len(pieces) + len(broken)} pages could not be read: {str(broken[:9])[1:-1]}")
    about = reader.metadata
    made = re.match(r"D:(\d{4})(\d\d)(\d\d)", str((about or {}).get("/CreationDate", "")))
    if made:
        notes.append(f"the file was made on {'-'.join(made.groups())}, which need not be the day of publication")
    return {"title": _title(about.title if about else None), "notes": notes}, "\n".join(pieces).encode(errors="replace")


def docx(content: bytes) -> tuple[dict, bytes]:
    """Returns what a Word document says of itself and its text; nothing is unpacked before the archive is checked."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = archive.infolist()
        if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
            raise Fault("would unfold to far more than a document holds (a “zip bomb”), so it was not opened.")
        if any(m.file_size > 1_000_000 and m.file_size > MOST_RATIO * m.compress_size for m in members):
            raise Fault("would unfold to far more than a document holds (a “zip bomb”), so it was not opened.")
        names = {member.filename for member in members}
        if "word/document.xml" not in names:
            raise Fault("is an archive or another Office file, not a Word document. Save it as .docx or .pdf.")
        if any(member.flag_bits & 1 for member in members):
            raise Fault("is locked with a password. Save it without one, or paste its text.")
        text = _body(archive)
        title = _core_title(archive) if "docProps/core.xml" in names else None
    return {"title": _title(title), "notes": []}, text.encode(errors="replace")


def _parser() -> expat.XMLParserType:
    """A parser that knows no entities: a document type is refused before any of it is read."""

    def refuse(*_: object) -> None:
        raise Fault("holds XML entities, which no Word program writes, so it was not read.")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    parser.buffer_text = True
    return parser


def _body(archive: zipfile.ZipFile) -> str:
    """The paragraphs of the document, read piece by piece; text that Word keeps for older readers is not told twice."""
    pieces: list[str] = []
    state = {"text": 0, "fallback": 0, "size": 0}

    def start(name: str, _: dict) -> None:
        state["fallback"] += name == FALLBACK
        state["text"] += name == WORD + "t"
        if name.startswith(WORD) and not state["fallback"]:
            pieces.append(BREAKS.get(name.removeprefix(WORD), ""))

    def end(name: str) -> None:
        state["fallback"] -= name == FALLBACK
        state["text"] -= name == WORD + "t"
        if name == WORD + "p" and not state["fallback"]:
            pieces.append("\n\n")

    def data(text: str) -> None:
        if state["text"] and not state["fallback"]:
            pieces.append(text)
            state["size"] += len(text)

    parser = _parser()
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, data
    read = 0
    with archive.open("word/document.xml") as part:
        while state["size"] <= LIMIT_TEXT and (chunk := part.read(65_536)):
            read += len(chunk)
            if read > DOCUMENT_BYTES:
                raise Fault("unfolds to far more than a document holds (a “zip bomb”), so it was not read.")
            parser.Parse(chunk, False)
        if state["size"] <= LIMIT_TEXT:
            parser.Parse(b"", True)
    return re.sub(r"\n{3,}", "\n\n", "".join(pieces)).strip()


def _core_title(archive: zipfile.ZipFile) -> str | None:
    found: list[str] = []
    inside: list[bool] = []
    parser = _parser()
    parser.StartElementHandler = lambda name, _: inside.append(name == "http://purl.org/dc/elements/1.1/ title")
    parser.EndElementHandler = lambda _: inside.pop()
    parser.CharacterDataHandler = lambda text: found.append(text) if inside and inside[-1] else None
    with archive.open("docProps/core.xml") as part:
        parser.Parse(part.read(65_536), False)
    return "".join(found)


def eml(content: bytes) -> tuple[dict, bytes]:
    """Returns subject, date and body of a mail; if it only carries another mail, of that one."""
    import email
    import email.policy

    message = email.message_from_bytes(content, policy=email.policy.default)
    notes: list[str] = []
    part = _part(message)
    for _ in range(MOST_ATTACHED):
        inner = None if part else next((p for p in message.walk() if p is not message and p.get_content_type()
                                        == "message/rfc822"), None)  # fmt: skip
        if inner is None:
            break
        message = inner.get_content()
        notes = ["the text is that of the attached message"]
        part = _part(message)
    if part is None:
        raise Fault("holds no text, only attachments. Upload what is attached, or paste the text.")
    left = sum(p.get_content_disposition() == "attachment" for p in message.walk() if p is not part)
    if left:
        notes.append(f"{left} attachment{' was' if left == 1 else 's were'} not read")
    sent = getattr(message["date"], "datetime", None)
    about = {
        "title": str(message["subject"] or "") or None,
        "published": sent.date().isoformat() if sent else None,
        "notes": notes,
        "charset": part.get_content_charset() or "",
        "media_type": part.get_content_type(),
    }
    return about, part.get_payload(decode=True)


def _part(message):
    """The part to read: the plain one, or HTML where that is only a remark; none if neither holds anything."""
    plain, html = (message.get_body((kind,)) for kind in ("plain", "html"))
    sizes = [len((part.get_payload(decode=True) or b"").strip()) if part else 0 for part in (plain, html)]
    if sizes[0] and (sizes[0] >= SHORT_PART or not sizes[1]):
        return plain
    return html if sizes[1] else None


def _title(text: object) -> str | None:
    title = str(text or "").strip()
    return title if title and not NO_TITLE.match(title) else None


KINDS: dict[str, Callable[[bytes], tuple[dict, bytes]]] = {"pdf": pdf, "docx": docx, "eml": eml}


def main() -> None:
    """Reads a document of the kind named by the argument; a fault of any kind becomes a line, never a traceback."""
    confine()
    content, body = sys.stdin.buffer.read(), b""
    try:
        about, body = KINDS[sys.argv[1]](content)
    except Fault as fault:
        about = {"error": str(fault)}
    except (MemoryError, RecursionError):
        about = {"error": "needs more memory than a document may. Paste its text instead."}
    except Exception:
        about = {"error": "is damaged and cannot be read. Save it again, or paste its text."}
    sys.stdout.buffer.write(json.dumps(about).encode() + b"\n" + body)


if __name__ == "__main__":
    main()
