"""Addresses and files: what may be fetched is, what may not or cannot be read gives one sentence."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from tests.pages.inbox.steps import ARTICLE, opened, pressed, said


@pytest.mark.parametrize("address", ["http://127.0.0.1/x", "http://[::1]/", "ftp://example.org/x", "file:///etc/passwd",
                                     "http://2130706433/", "nothing"])  # fmt: skip
def test_a_forbidden_address_gives_a_sentence_and_keeps_nothing(own, address: str) -> None:
    app = opened()
    app.button_group(key="_way").select("Fetch an address").run()
    app.text_input(key="add-fetch-0").input(address)
    app = pressed(app, "Read it")
    assert not app.exception
    assert len(app.error) == 1 and app.error[0].value.endswith(".")
    assert own.counts()["articles"] == 0


@pytest.mark.parametrize(
    ("name", "content"), [("a.pdf", b"no pdf"), ("a.docx", b"PK\x03\x04broken"), ("a.txt", b"\0\1\2" * 500)]
)
def test_a_file_that_cannot_be_read_gives_a_sentence_and_keeps_nothing(own, name: str, content: bytes) -> None:
    app = opened()
    app.button_group(key="_way").select("Upload a file").run()
    app.file_uploader(key="add-file-0").upload(name, content, "application/octet-stream")
    app = pressed(app, "Read it")
    assert not app.exception
    assert len(app.error) == 1
    assert own.counts()["articles"] == 0


PAGE = f"""<html lang="en"><head><title>{ARTICLE.splitlines()[0]}</title>
<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "2025-03-09"}}</script></head>
<body><article><h1>{ARTICLE.splitlines()[0]}</h1><p>{ARTICLE.splitlines()[2]}</p></article></body></html>"""


def test_a_page_gives_its_own_day_and_says_how(own) -> None:
    app = opened()
    app.button_group(key="_way").select("Upload a file").run()
    app.file_uploader(key="add-file-0").upload("page.html", PAGE.encode(), "text/html")
    app = pressed(app, "Read it")
    assert not app.exception
    item = own.queue()[0].item
    assert item.published == "2025-03-09"
    assert "published 9 Mar 2025 (declared by the page)" in said(app)
    assert item.article["published_from"] == "JSON-LD"


def test_an_allowed_address_is_fetched_and_kept_with_it(own, monkeypatch: pytest.MonkeyPatch) -> None:
    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(PAGE.encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    Thread(target=server.serve_forever, daemon=True).start()
    place = f"127.0.0.1:{server.server_port}"
    try:
        monkeypatch.setenv("MONITOR_FETCH_ALLOW", place)
        app = opened()
        app.button_group(key="_way").select("Fetch an address").run()
        app.text_input(key="add-fetch-0").input(f"http://{place}/news")
        app = pressed(app, "Read it")
    finally:
        server.shutdown()
        server.server_close()
    assert not app.exception
    assert own.queue()[0].item.url == f"http://{place}/news"
    assert own.queue()[0].fields["start"] == "2025-03-07"
