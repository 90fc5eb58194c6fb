"""Documents of every kind that is read, what they say of themselves, and what a reader is told."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.ingest import parsing
from monitor.ingest.characters import cleaned, shown
from monitor.ingest.documents import DOCX, Unreadable, read
from tests.extract.scoring import examples
from tests.ingest.papers import SENTENCE, archive, docx, mail, paragraphs, pdf

LITHUANIAN = "Lietuva uždarė sieną su Baltarusija."


def refusal(name: str, content: bytes, media_type: str = "") -> str:
    """The sentence a document is refused with."""
    with pytest.raises(Unreadable) as caught:
        read(name, content, media_type)
    sentence = str(caught.value)
    assert sentence.endswith(".") and "\n" not in sentence and len(sentence) < 300
    return sentence


# --- text and pages


def test_text_comes_as_text():
    found = read("a.txt", SENTENCE.encode())
    assert (found.content, found.media_type, found.title, found.published, found.notes) == (
        SENTENCE, "text/plain", None, None, [])  # fmt: skip


def test_a_page_comes_as_bytes_in_utf_8():
    found = read("a.html", f'<meta charset="windows-1257"><p>{LITHUANIAN}'.encode("cp1257"))
    assert (found.media_type, found.notes) == ("text/html", [])
    assert isinstance(found.content, bytes) and LITHUANIAN in found.content.decode()


@pytest.mark.parametrize(
    ("name", "content", "media_type", "kind"),
    [
        ("", SENTENCE.encode(), "", "text/plain"),
        ("a", b"<!doctype html><p>x", "", "text/html"),
        ("https://example.org/a.pdf?x", b"<p>x", "text/html; charset=utf-8", "text/html"),
        ("https://example.org/a.html?x=1#y", b"x <i>y", "", "text/html"),
        ("a.HTM", b"plain", "", "text/html"),
        ("feed.xml", b"<rss><channel/></rss>", "", "text/html"),
        ("", b"<rss><channel/></rss>", "application/rss+xml", "text/html"),
        ("a.dat", SENTENCE.encode(), "", "text/plain"),
        ("a", mail(plain="x").as_bytes(), "", "message/rfc822"),
        ("a", pdf(["Some words"]), "application/octet-stream", "application/pdf"),
        ("a", pdf(["Some words"]), "", "application/pdf"),
        ("a", docx(paragraphs("x")), "", DOCX),
        ("", b"Drones: two\nPlace: Lublin\n\nText", "", "text/plain"),
    ],
)
def test_what_has_no_suffix_is_judged_by_its_bytes(name: str, content: bytes, media_type: str, kind: str):
    assert read(name, content, media_type).media_type == kind


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_in_every_form(encoding: str):
    found = read("a.txt", f"{LITHUANIAN} Łódź, Rēzekne.".encode(encoding))
    assert (found.content, found.notes) == (f"{LITHUANIAN} Łódź, Rēzekne.", [])


CODE_PAGES = {"pl": "cp1250", "lt": "cp1257", "lv": "cp1257", "de": "cp1252", "en": "cp1252"}


def encoded(example) -> bytes | None:
    try:
        content = example.text.encode(CODE_PAGES[example.language])
    except UnicodeEncodeError:
        return None
    return None if content.isascii() else content


def test_undeclared_code_pages_are_guessed_with_a_note():
    texts = [(example.text, content) for example in examples() if (content := encoded(example))]
    right = [read("a.txt", content).content == text for text, content in texts]
    assert len(right) >= 60 and sum(right) / len(right) >= 0.97
    found = read("a.txt", LITHUANIAN.encode("cp1257"))
    assert found.content == LITHUANIAN
    assert found.notes == ["the encoding is a guess (windows-1257); check letters such as “ž”, “ė”, “ą”"]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("Министерство обороны сообщило об учениях.", "cp1251"), ("Čeští vojáci odletí příští týden.", "cp1250"),
     ("Kolm hävitajat, jultunud tõend, õhuruum.", "cp1257"), ("“We are ready” – he said.", "cp1252")],
)  # fmt: skip
def test_other_languages_of_the_region(text: str, encoding: str):
    found = read("a.txt", text.encode(encoding))
    assert found.content == text and found.notes[0].startswith("the encoding is a guess (windows-")


def test_a_declared_encoding_is_no_guess():
    content = LITHUANIAN.encode("cp1257")
    assert read("a", content, "text/plain; charset=Windows-1257").notes == []
    assert read("a.html", b"<meta charset=iso-8859-13><p>" + content).notes == []
    assert "guess" in read("a", content, "text/plain; charset=utf-8").notes[0]
    assert "guess" in read("a", content, "text/plain; charset=x-unheard-of").notes[0]
    assert "guess" in read("a", content, "text/plain; charset=utf-7").notes[0]
    # A page saved by a browser is in UTF-8, whatever it declared where it came from.
    assert LITHUANIAN in read("a.html", f"<meta charset=windows-1257>{LITHUANIAN}".encode()).content.decode()


def test_damage_is_told_and_not_hidden():
    content = (LITHUANIAN * 9).encode() + b"\xff and \xc3("
    found = read("a.txt", content)
    assert found.content.startswith(LITHUANIAN) and found.content.count("\ufffd") == 2
    assert found.notes == ["2 unreadable characters are shown as “\ufffd”"]


# --- letters that deceive


def test_deceiving_letters_are_removed_and_counted():
    text = (
        "A\u202edrone\u202c\u2066 \u2069\u200e\u200f\u061c fell\u200b\u2060\ufeff\U000e0041 near\0\x1b[1m Lublin\x07."
    )
    found = read("a.txt", text.encode())
    assert found.content == "Adrone  fell near[1m Lublin."
    assert found.notes == ["7 direction-changing characters were removed", "4 invisible characters were removed",
                           "3 control characters were removed"]  # fmt: skip


def test_entities_count_as_what_they_stand_for():
    found = read("a.html", b"<p>A&#x202E;b&#8238;c&rlm;d&ZeroWidthSpace;e&zwj;f&#1;g &amp; &lt;i&gt; &#345;")
    assert found.content == b"<p>Abcdefg &amp; &lt;i&gt; &#345;"
    assert found.notes == ["3 direction-changing characters were removed", "2 invisible characters were removed",
                           "1 control character was removed"]  # fmt: skip


@given(st.text(max_size=80))
def test_cleaning_is_done_in_one_go(text: str):
    once, _ = cleaned(text)
    assert cleaned(once) == (once, [])
    assert len(shown(text, 20)) <= 20 and "\n" not in shown(text)


def test_line_breaks_of_every_system_are_plain():
    assert cleaned("a\r\nb\rc\x0bd\x0ce\u2028f\u2029g\x85h") == ("a\nb\nc\nd\ne\nf\ng\nh", [])


# --- limits and refusals


def test_long_text_is_cut_with_a_note():
    found = read("a.txt", b"word " * 50_000)
    assert len(found.content) == 200_000 and found.notes == ["only the first 200,000 characters were read"]
    assert read("a.txt", b"word " * 40_000).notes == []


def test_a_file_over_ten_megabytes_is_refused():
    assert refusal("long.pdf", b"%PDF-" + b"x" * 20_000_000) == (
        "long.pdf has 20.0 MB, and the limit is 10 MB. Save the article alone, or paste its text."
    )
    assert read("a.txt", b"x" * 10_000_000).notes


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.txt", b"", "a.txt is empty"),
        ("", b" \n", "The document is empty"),
        ("a.txt", "\u200b\u202e".encode(), "holds no text"),
        ("a.txt", bytes(range(256)) * 40, "a.txt is not text"),
        ("a.html", bytes(range(256)) * 40, "a.html is not text"),
        ("a.txt", b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "a.txt is a picture"),
        ("a.txt", b"\xff\xd8\xff\xe0" + b"\0" * 99, "a.txt is a picture"),
        ("a.txt", b"MZ\x90\0\3", "a.txt is a program"),
        ("a", b"\x7fELF\2\1", "a is a program"),
        ("a.txt", b"\x1f\x8b\x08\0", "a.txt is an archive"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1", "an old Office file (.doc)"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1", "locked with a password"),
        ("a.rtf", rb"{\rtf1 x}", "a rich text file"),
        ("a.txt", b"SQLite format 3\0", "a database"),
        ("a.mp4", b"\0\0\0\x18ftypmp42", "sound or film"),
        ("a.txt", pdf(["x"]), "a.txt is not text but looks like a PDF document. Give it its right suffix."),
        ("a.html", docx("x"), "a.html is not a web page but looks like a Word document"),
        ("a.docx", pdf(["x"]), "a.docx is not a Word document but looks like a PDF document"),
        ("a.pdf", b"<html>Please log in", "a.pdf is not a PDF document, whatever its name says"),
        ("a.docx", b"words", "a.docx is not a Word document"),
        ("folder/\u202egnp.txt", b"", "gnp.txt is empty"),
    ],
)
def test_what_is_refused(name: str, content: bytes, words: str):
    sentence = refusal(name, content)
    assert words in sentence and "\u202e" not in sentence


@given(st.binary(max_size=300), st.sampled_from(["", "a.txt", "a.html"]))
def test_any_bytes_are_read_or_refused(content: bytes, name: str):
    try:
        found = read(name, content)
    except Unreadable:
        return
    text = found.content if isinstance(found.content, str) else found.content.decode()
    assert cleaned(text) == (text, [])


# --- PDF


def test_a_pdf_gives_its_lines_and_title():
    about = "/Title(Zapad-2025 begins)/CreationDate(D:20250912093000+03'00')"
    found = read("a.pdf", pdf(["Zapad-2025 begins", "Russia and Belarus", "began an exercise."], about=about))
    assert found.content.split("\n")[:3] == ["Zapad-2025 begins", "Russia and Belarus", "began an exercise."]
    assert (found.title, found.published) == ("Zapad-2025 begins", None)
    assert found.notes == ["the file was made on 2025-09-12, which need not be the day of publication"]


@pytest.mark.parametrize("title", ["Microsoft Word - x.docx", "Untitled", "report.pdf", "Document1", ""])
def test_a_title_nobody_gave_is_none(title: str):
    assert parsing._title(title) is None


def test_a_locked_pdf_is_refused():
    import io

    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(io.BytesIO(pdf(["Words"]))))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    assert "locked with a password" in refusal("a.pdf", out.getvalue())


def test_a_pdf_of_pictures_is_refused():
    assert "holds pictures of pages, not text" in refusal("a.pdf", pdf([]))


# --- Word


def test_a_word_document_gives_its_paragraphs_and_title():
    body = (
        paragraphs("First &amp; last", "Žuvintas")
        + "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p>"
    )
    found = read("a.docx", docx(body, title="Border closed"))
    assert found.content == "First & last\n\nŽuvintas\n\na\tb\nc"
    assert (found.title, found.media_type, found.notes) == ("Border closed", DOCX, [])


def test_deleted_text_and_copies_for_old_readers_are_left_out():
    body = (
        "<w:p><w:r><w:t>new</w:t></w:r><w:del><w:r><w:delText>old</w:delText></w:r></w:del>"
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        "<mc:Choice><w:r><w:t> box</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t> box</w:t></w:r></mc:Fallback>"
        "</mc:AlternateContent></w:p>"
    )
    assert read("a.docx", docx(body)).content == "new box"


def test_an_archive_is_no_word_document():
    assert "an archive or another Office file" in refusal("a.docx", archive({"xl/workbook.xml": b"<x/>"}))


# --- mail


def test_a_mail_gives_subject_date_and_text():
    found = read("a.eml", mail(plain=SENTENCE, sent="Wed, 10 Sep 2025 23:30:00 -0500").as_bytes())
    assert found.content.startswith(f"Drones over Łódź\n\n{SENTENCE.strip()}")
    assert (found.title, found.published, found.media_type) == ("Drones over Łódź", date(2025, 9, 10), "message/rfc822")
    assert found.notes == []


def test_the_page_is_read_where_the_plain_part_is_a_remark():
    found = read("a.eml", mail(plain="See the web version.", page=f"<p>{SENTENCE}</p>").as_bytes())
    assert found.content == f"<title>Drones over Łódź</title><p>{SENTENCE}</p>\n".encode()
    longer = read("a.eml", mail(plain=SENTENCE * 5, page="<p>x</p>").as_bytes())
    assert isinstance(longer.content, str) and SENTENCE in longer.content


def test_an_attached_mail_is_read_and_attachments_are_told():
    inner = mail("Inner", plain=SENTENCE, sent="Tue, 09 Sep 2025 08:00:00 +0000")
    inner.add_attachment(b"x", maintype="image", subtype="png", filename="x.png")
    outer = mail("Fwd: Inner", sent="Wed, 10 Sep 2025 08:00:00 +0000")
    outer.add_attachment(inner)
    found = read("a.eml", outer.as_bytes())
    assert (found.title, found.published) == ("Inner", date(2025, 9, 9))
    assert found.notes == ["the text is that of the attached message", "1 attachment was not read"]


def test_a_mail_in_an_old_encoding_with_a_broken_date():
    head = b"Subject: x\nDate: whenever\nContent-Type: text/plain"
    found = read("a.eml", head + b"; charset=windows-1257\n\n" + LITHUANIAN.encode("cp1257"))
    assert LITHUANIAN in found.content and (found.published, found.notes) == (None, [])
    assert "guess" in read("a.eml", head + b"\n\n" + LITHUANIAN.encode("cp1257")).notes[0]


def test_a_mail_without_text_is_refused():
    message = mail()
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="x.pdf")
    assert "only attachments" in refusal("a.eml", message.as_bytes())
