"""Files made to harm: bombs, loops, entities, scripts; each ends in a clear error or in plain text, and soon."""

import base64
import contextlib
import io
import json
import sys
import time
import zipfile
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from monitor.extract.extraction import extract
from monitor.ingest import documents, parsing
from monitor.ingest.documents import Unreadable, read
from tests.ingest.papers import SENTENCE, archive, docx, mail, paragraphs, pdf, pdf_of

DAY = date(2025, 9, 10)
ENTITIES = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)) + "]>"  # fmt: skip
OUTSIDE = '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
BOMB = paragraphs("A" * 5_000_000)
NESTED = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(1_200))
RINGS = pdf_of([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>", b"<<>>"])


def overlapping() -> bytes:
    """An archive whose directory claims far less than its member unfolds to."""
    content = bytearray(docx(BOMB))
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        size = packed.getinfo("word/document.xml").file_size.to_bytes(4, "little")
    return bytes(content.replace(size, (1_000).to_bytes(4, "little")))


@pytest.mark.parametrize(
    ("name", "made", "words"),
    [
        ("bomb.docx", lambda: docx(BOMB), "zip bomb"),
        ("bomb.docx", lambda: docx("x", members={"word/media/a.bin": b"\0" * 5_000_000}), "zip bomb"),
        ("many.docx", lambda: docx("x", members={f"a{n}": b"" for n in range(2_001)}), "zip bomb"),
        ("liar.docx", overlapping, "damaged"),
        ("entities.docx", lambda: docx("&i;", before=ENTITIES), "XML entities"),
        ("file.docx", lambda: docx("&a;", before=OUTSIDE), "XML entities"),
        ("broken.docx", lambda: docx("<w:p>"), "damaged"),
        ("cut.docx", lambda: docx(paragraphs(SENTENCE))[:-30], "damaged"),
        ("only.docx", lambda: archive({"word/document.xml": b"\xff\xfe\x00"}), "damaged"),
        ("bomb.pdf", lambda: pdf([], packed=zlib.compress(b"\0" * 90_000_000, 1)), "not text"),
        ("twice.pdf", lambda: pdf([], packed=zlib.compress(zlib.compress(b"BT " * 900_000))), "not text"),
        ("rings.pdf", lambda: RINGS, "rings.pdf "),
        ("garbage.pdf", lambda: b"%PDF-1.7\n" + bytes(range(256)) * 400, "damaged"),
        ("deep.pdf", lambda: pdf_of([b"<<" * 20_000, b"<<>>"]), "deep.pdf "),
        ("nested.eml", lambda: b"Subject: x\nFrom: a\n" + NESTED, "memory"),
        ("carried.eml", lambda: b"From: a\n" + b"Content-Type: message/rfc822\n\nSubject: x\n" * 2_000, "carried.eml "),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value else "",
)  # fmt: skip
def test_a_hostile_file_is_a_clear_error_and_soon(name: str, made: Callable[[], bytes], words: str):
    content = made()
    begin = time.monotonic()
    with pytest.raises(Unreadable) as caught:
        read(name, content)
    assert words in str(caught.value) and str(caught.value).startswith(f"{name} ")
    assert time.monotonic() - begin < 8


def test_a_page_of_attributes_is_read_soon_and_says_what_is_left_out():
    bomb = " ".join(f"a{number}" for number in range(50_000))
    page = f"<html><title>Drones</title><body {bomb}><p>{SENTENCE}</p></body></html>"
    begin = time.process_time()
    reading = read("page.html", page.encode())
    result = extract(reading.content, published=DAY)
    assert time.process_time() - begin < 5
    assert SENTENCE.strip() in result["article"]["text"]
    assert reading.notes == ["the attributes of an element were left out, more than 400 each"]


STAND_IN = """
import os, runpy, sys, time
def parse(content):
    {deed}
    return {{"title": None, "notes": []}}, repr(sorted(os.environ)).encode()
child = runpy.run_path({path!r})["main"]
child.__globals__["CPU_SECONDS"] = 1
child.__globals__["KINDS"]["pdf"] = parse
child()
"""


def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deed: str) -> None:
    """Puts a deed in the place of the PDF parser, in a child like the real one but with one second of CPU."""
    script = tmp_path / "stand_in.py"
    script.write_text(STAND_IN.format(deed=deed, path=parsing.__file__))
    monkeypatch.setattr(documents.parsing, "__file__", str(script))


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits of POSIX")
@pytest.mark.parametrize(
    ("deed", "words"),
    [
        ("while True: pass", "too much time or memory"),
        ("x = b'x' * 700_000_000", "needs more memory than a document may"),
        ("os.write(os.open(sys.argv[0] + '.out', os.O_CREAT | os.O_WRONLY), b'x')", "damaged"),
        ("os.abort()", "too much time or memory"),
        ("sys.exit(0)", "too much time or memory"),
        ("time.sleep(20)", "too long"),
    ],
)
def test_a_parser_that_runs_away_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deed: str, words: str):
    stand_in(tmp_path, monkeypatch, deed)
    monkeypatch.setattr(documents, "SECONDS", 1.0 if "sleep" in deed else 12.0)
    with pytest.raises(Unreadable, match=words):
        read("a.pdf", pdf(["x"]))


def test_a_parser_sees_nothing_of_our_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("MONITOR_DATABASE_URL", "postgresql://desk:secret@db/desk")
    stand_in(tmp_path, monkeypatch, "pass")
    assert "MONITOR" not in read("a.pdf", pdf(["x"])).content


# --- what is read goes through extraction, and stays text


def extracted(name: str, content: bytes) -> dict:
    found = read(name, content)
    return extract(found.content, published=found.published or DAY)


@pytest.mark.parametrize("kind", ["txt", "html", "eml", "pdf", "docx"])
def test_every_kind_leads_to_the_event(kind: str):
    plain = SENTENCE + "Poland closed its border with Belarus the next day."
    content = {
        "txt": plain.encode(),
        "html": f"<html><body><p>{plain}</p></body></html>".encode(),
        "eml": mail(plain=plain, sent="Wed, 10 Sep 2025 08:00:00 +0200").as_bytes(),
        "pdf": pdf(["Three Russian drones entered Polish airspace", "near Lublin on Wednesday, the army said."]),
        "docx": docx(paragraphs(plain)),
    }[kind]
    drones = [e for e in extracted(f"a.{kind}", content)["events"] if e["event_type"] == "drone_incursion"]
    assert [(e["start"], e["country"], e["object_count"]) for e in drones] == [("2025-09-10", "PL", 3)]


SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)><p onclick='alert(3)'>"
LINKED = (
    '<script type="application/ld+json">{"datePublished":"2025-09-10","headline":"\\u202eDrones",'
    '"publisher":{"name":"a\\u2066b"}}</script>'
)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", f"<html><body>{SCRIPT}{SENTENCE * 3}</p></body></html>"),
        ("a.html", f"<html><head>{LINKED}</head><body><p>{SENTENCE * 3}</p></body></html>"),
        ("a.html", f"<html><head><title>x&#x202e;y</title></head><body><p>&#8238;{SENTENCE * 3}&#1;</p></body></html>"),
        ("a.xml", f"<rss><channel><title>x</title><item><title>\u202eDrones</title><description>&lt;script&gt;alert(1)"
                  f"&lt;/script&gt;{SENTENCE}</description></item></channel></rss>"),
        ("a.xml", '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><channel><title>x</title><item><title>&a;'
                  f"</title><description>{SENTENCE}</description></item></channel></rss>"),
        ("a.txt", f"\u202e{SENTENCE}\u2066\0{SENTENCE}"),
        ("a.eml", "Subject: =?utf-8?b?" + base64.b64encode("\u202eDrones".encode()).decode()
                  + f"?=\nContent-Type: text/html\n\n{SCRIPT}{SENTENCE * 3}"),
    ],
)  # fmt: skip
def test_only_text_is_left(name: str, content: str):
    told = json.dumps(extracted(name, content.encode()), ensure_ascii=False)
    assert "Lublin" in told
    for trace in ("alert", "onerror", "root:", "\u202e", "\u2066", "\\u0000", "\\u0001"):
        assert trace not in told


def seconds(content: bytes) -> float:
    begin = time.process_time()
    extracted("a.txt", content)
    return time.process_time() - begin


def test_long_text_takes_time_in_proportion():
    extracted("a.txt", SENTENCE.encode())
    short, long = (seconds((SENTENCE * 3_000)[:size].encode()) for size in (25_000, 200_000))
    assert long < 12 * short + 0.2


@pytest.mark.parametrize(
    "page",
    [b"<div>" * 50_000, b"<table><tr><td>" * 20_000, b"<b><i><a href=x>" * 20_000],
    ids=["div", "table", "inline"],
)
def test_pages_nested_without_end_are_refused(page: bytes):
    with pytest.raises(ValueError, match="nested"):
        extracted("a.html", b"<html><body>" + page + SENTENCE.encode())


@pytest.mark.parametrize(
    "page",
    [b"<x-a>" * 20_000, b"<p><nobr><code>" * 5_000, b"<" * 60_000, b"&" * 100_000, b"&#x202e;" * 100_000,
     b"<!--" * 100_000, b"<![CDATA[" * 100_000],
    ids=["own", "formatting", "brackets", "ampersands", "entities", "comments", "cdata"],
)  # fmt: skip
def test_odd_pages_neither_hang_nor_fall(page: bytes):
    begin = time.process_time()
    with contextlib.suppress(Unreadable, ValueError):
        extracted("a.html", b"<html><body><p>" + SENTENCE.encode() + b"</p>" + page)
    assert time.process_time() - begin < 4
