"""Documents that tests are read from: PDF, Word and mail files written by hand, good and hostile."""

import io
import zipfile
import zlib
from email.message import EmailMessage

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SENTENCE = "Three Russian drones entered Polish airspace near Lublin on Wednesday, the army said. "


def pdf(lines: list[str], packed: bytes | None = None, about: str = "") -> bytes:
    """One page with a line of ASCII each; `packed` replaces its stream, `about` is the dictionary of the document."""
    told = "".join(f"1 0 0 1 50 {750 - 15 * n} Tm ({line}) Tj\n" for n, line in enumerate(lines))
    stream = packed or zlib.compress(f"BT /F1 11 Tf\n{told}ET".encode())
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 5 0 R/Resources<</Font<</F1 4 0 R>>>>>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(stream), stream),
        b"<<%b>>" % about.encode(),
    ]
    return pdf_of(objects)


def pdf_of(objects: list[bytes]) -> bytes:
    """A PDF file of these objects; the first is its catalogue, the last its document dictionary."""
    out, places = b"%PDF-1.5\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"<</Size %d/Root 1 0 R/Info %d 0 R>>" % (len(objects) + 1, len(objects))
    return out + b"xref\n0 %d\n0000000000 65535 f \n%btrailer%b\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1, table, trailer, len(out))  # fmt: skip


def docx(body: str, title: str = "", before: str = "", members: dict[str, bytes] | None = None) -> bytes:
    """A Word document with this body in WordprocessingML; `before` stands in front of its root element."""
    root = f"{before}<w:document {WORD}><w:body>{body}</w:body></w:document>"
    files = {
        "[Content_Types].xml": b"<Types/>",
        "word/document.xml": f'<?xml version="1.0"?>{root}'.encode(),
        "docProps/core.xml": '<c:coreProperties xmlns:c="c" xmlns:dc="http://purl.org/dc/elements/1.1/">'
                             f"<dc:title>{title}</dc:title></c:coreProperties>".encode(),
        **(members or {}),
    }  # fmt: skip
    return archive(files)


def archive(files: dict[str, bytes]) -> bytes:
    """A ZIP file of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return out.getvalue()


def paragraphs(*texts: str) -> str:
    """Paragraphs of a Word document."""
    return "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)


def mail(subject: str = "Drones over Łódź", plain: str = "", page: str = "", sent: str = "") -> EmailMessage:
    """A mail with a plain part, an HTML part or both."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "press@example.org", "desk@example.org", subject
    if sent:
        message["Date"] = sent
    if plain:
        message.set_content(plain)
    if page and plain:
        message.add_alternative(page, subtype="html")
    elif page:
        message.set_content(page, subtype="html")
    return message
