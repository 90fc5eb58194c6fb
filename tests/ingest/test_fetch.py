"""Pages over real HTTP on loopback, hostile servers, and names that lead where they should not."""

import gzip
import inspect
import time
import tracemalloc
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import httpcore
import pytest

from monitor.ingest import fetch as room
from monitor.ingest.addresses import target
from monitor.ingest.fetch import Refused, fetch
from tests.ingest.sites import Internet, Site, onward, page, site, written

PAGE = "<h1>Dronai</h1><p>Lietuva uždarė sieną.".encode()
PUBLIC, OTHER = "193.219.12.13", "2a00:1450:4001::1"


@pytest.fixture(scope="module")
def server() -> Iterator[Site]:
    with site() as served:
        yield served


@pytest.fixture
def local(server: Site) -> Site:
    server.answers.clear()
    server.asked.clear()
    return server


def refusal(url: str, **options) -> str:
    """The sentence a fetch is refused with."""
    with pytest.raises(Refused) as caught:
        fetch(url, **options)
    sentence = str(caught.value)
    assert sentence[0].isupper() and sentence.endswith(".") and "\n" not in sentence
    return sentence


def pretended(monkeypatch: pytest.MonkeyPatch, answers: dict) -> Internet:
    internet = Internet(answers)
    monkeypatch.setattr(httpcore, "SyncBackend", lambda: internet)
    return internet


# --- what comes back


def test_a_page_comes_as_it_was_sent(local: Site):
    local.answers["/a"] = page(PAGE, kind="Text/HTML; charset=UTF-8", ETag='"7"')
    found = fetch(local.url("/a?b=c#d"), allow=local.allow)
    assert (found.status, found.content, found.media_type) == (200, PAGE, "text/html; charset=utf-8")
    assert (found.url, found.final_url) == (local.url("/a?b=c#d"), local.url("/a?b=c"))
    assert found.headers["etag"] == '"7"'


def test_the_request_says_who_asks_and_nothing_else(local: Site, monkeypatch: pytest.MonkeyPatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    local.answers["/a"] = page(b"", 302, Location="/b", Set_Cookie="who=me")
    local.answers["/b"] = page(PAGE)
    fetch(local.url("/a"), allow=local.allow)
    for _, headers in local.asked:
        assert set(headers) == {"host", "user-agent", "accept", "accept-encoding", "connection"}
        assert headers["user-agent"].startswith("EscalationMonitor/")
        assert headers["host"] == f"localhost:{local.port}"
        assert headers["accept-encoding"] == "gzip"


def test_packed_pages_are_unpacked(local: Site):
    local.answers["/a"] = page(gzip.compress(PAGE), Content_Encoding="gzip")
    assert fetch(local.url("/a"), allow=local.allow).content == PAGE


def test_a_page_without_length_or_kind_is_read_to_its_end(local: Site):
    local.answers["/a"] = page(PAGE, kind="", Content_Length="")
    found = fetch(local.url("/a"), allow=local.allow)
    assert (found.content, found.media_type) == (PAGE, "")


def test_an_unchanged_page_is_told_by_its_status(local: Site):
    local.answers["/a"] = page(b"", 304, ETag='"7"')
    found = fetch(local.url("/a"), allow=local.allow, headers={"If-None-Match": '"7"'})
    assert (found.status, found.content, found.headers["etag"]) == (304, b"", '"7"')
    assert local.asked[0][1]["if-none-match"] == '"7"'
    assert "answer 304" in refusal(local.url("/a"), allow=local.allow)


@pytest.mark.parametrize(
    ("status", "words"),
    [(404, "no page at this address"), (410, "no page"), (403, "does not let programs"), (401, "does not let programs"),
     (429, "asks programs to wait"), (503, "out of order"), (204, "sent no page"), (302, "sent no page")],
)  # fmt: skip
def test_every_other_status_is_a_sentence(local: Site, status: int, words: str):
    local.answers["/a"] = page(b"" if status == 204 else b"x", status, Content_Length="")
    with pytest.raises(Refused) as caught:
        fetch(local.url("/a"), allow=local.allow)
    assert words in str(caught.value) and caught.value.status == status


@pytest.mark.parametrize("kind", ["application/pdf", "application/rss+xml", "application/xhtml+xml", "text/plain",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document"])  # fmt: skip
def test_kinds_that_are_read(local: Site, kind: str):
    local.answers["/a"] = page(PAGE, kind=kind)
    assert fetch(local.url("/a"), allow=local.allow).media_type == kind


@pytest.mark.parametrize("kind", ["image/png", "video/mp4", "application/octet-stream", "application/zip", "text", "x"])
def test_kinds_that_are_not_read(local: Site, kind: str):
    local.answers["/a"] = page(PAGE, kind=kind)
    assert f"leads to {kind}; only pages, PDF and Word documents are fetched" in refusal(
        local.url("/a"), allow=local.allow
    )


# --- redirects


def test_redirects_are_followed(local: Site):
    for status in (301, 302, 303, 307, 308):
        local.answers[f"/{status}"] = onward("b?c=d#e", status)
        local.answers["/b"] = page(PAGE)
        assert fetch(local.url(f"/{status}"), allow=local.allow).final_url == local.url("/b?c=d")


def test_five_redirects_and_no_more(local: Site):
    for step in range(6):
        local.answers[f"/{step}"] = onward(f"/{step + 1}")
    local.answers["/6"] = page(PAGE)
    assert fetch(local.url("/1"), allow=local.allow).content == PAGE
    local.asked.clear()
    assert "more than 5 times" in refusal(local.url("/0"), allow=local.allow)
    assert len(local.asked) == 6


@pytest.mark.parametrize(
    ("location", "words"),
    [
        ("http://127.0.0.1/", "the computer that runs this dashboard (127.0.0.1)"),
        ("//127.0.0.1/", "the computer that runs this dashboard (127.0.0.1)"),
        ("http://[::ffff:127.0.0.1]/", "the computer that runs this dashboard (::ffff:7f00:1)"),
        ("http://[::1]/", "the computer that runs this dashboard (::1)"),
        ("http://[64:ff9b::7f00:1]/", "the computer that runs this dashboard"),
        ("http://2130706433/", "a number in disguise"),
        ("http://0x7f.1/", "a number in disguise"),
        ("http://169.254.169.254/latest/meta-data/", "a machine inside a private network (169.254.169.254)"),
        ("http://10.0.0.5/", "a machine inside a private network (10.0.0.5)"),
        ("file:///etc/passwd", "begins with “file:”"),
        ("gopher://127.0.0.1:6379/_FLUSHALL", "begins with “gopher:”"),
        ("javascript:alert(1)", "begins with “javascript:”"),
        ("http://127.0.0.1:6379/", "asks for port 6379"),
        ("http://me:word@localhost/", "user name or a password"),
        ("http://[::1", "which is no address"),
        ("http://\u202eexample.org/", "sends the reader on to http"),
    ],
)
def test_redirects_pass_the_same_checks(local: Site, location: str, words: str):
    local.answers["/a"] = onward(location.encode().decode("latin-1"))
    sentence = refusal(local.url("/a"), allow=local.allow, resolve=lambda host, port: [host])
    assert sentence.startswith("The page sends the reader on to ") and words in sentence
    assert "\u202e" not in sentence


def test_a_redirect_to_another_port_of_an_allowed_host_is_refused(local: Site):
    local.answers["/a"] = onward(f"http://127.0.0.1:{local.port}/b")
    assert f"port {local.port}" in refusal(local.url("/a"), allow=local.allow)
    assert [path for path, _ in local.asked] == ["/a"]


def test_encryption_is_not_given_up_on_the_way():
    with pytest.raises(Refused, match=r"from https on to http://example\.org/ without encryption"):
        room._next(target("https://example.org/"), "http://example.org/", frozenset())
    assert room._next(target("http://example.org/"), "https://example.org/", frozenset()).scheme == "https"


def test_added_headers_stay_with_the_first_site(local: Site):
    local.answers["/a"] = onward(f"http://localhost:{local.port}/b")
    local.answers["/b"] = onward(f"http://127.0.0.1:{local.port}/c")
    local.answers["/c"] = page(PAGE)
    allow = local.allow | {f"127.0.0.1:{local.port}"}
    fetch(local.url("/a"), allow=allow, headers={"If-None-Match": "x"})
    assert ["if-none-match" in headers for _, headers in local.asked] == [True, True, False]


# --- names and addresses


def test_the_connection_goes_to_the_very_address_that_was_checked(monkeypatch: pytest.MonkeyPatch):
    internet = pretended(monkeypatch, {(PUBLIC, 80): written()})
    answers = iter([[PUBLIC], ["127.0.0.1"], ["127.0.0.1"]])
    assert fetch("http://example.org/", resolve=lambda host, port: next(answers)).content == b"<p>A page."
    assert internet.connected == [(PUBLIC, 80)]


def test_a_name_that_changes_between_two_redirects_is_checked_again(monkeypatch: pytest.MonkeyPatch):
    internet = pretended(monkeypatch, {(PUBLIC, 80): written(b"", "302 Found", Location="/b")})
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    sentence = refusal("http://example.org/", resolve=lambda host, port: next(answers))
    assert "the computer that runs this dashboard (127.0.0.1)" in sentence
    assert internet.connected == [(PUBLIC, 80)]


@pytest.mark.parametrize(
    "addresses",
    [["10.0.0.5"], [PUBLIC, "10.0.0.5"], ["10.0.0.5", PUBLIC], [OTHER, "::ffff:10.0.0.5"], ["fe80::1%eth0"]],
)
def test_one_private_address_among_public_ones_is_enough(monkeypatch: pytest.MonkeyPatch, addresses: list[str]):
    internet = pretended(monkeypatch, {})
    sentence = refusal("https://example.org/", resolve=lambda host, port: addresses)
    assert "only public pages can be fetched" in sentence
    assert internet.connected == []


def test_the_next_address_is_tried_where_one_does_not_answer(monkeypatch: pytest.MonkeyPatch):
    internet = pretended(monkeypatch, {(OTHER, 443): httpcore.ConnectTimeout(), (PUBLIC, 443): written()})
    assert fetch("https://example.org/", resolve=lambda host, port: [OTHER, PUBLIC]).status == 200
    assert internet.connected == [(OTHER, 443), (PUBLIC, 443)]


def test_an_allowed_place_may_be_private_and_no_other(monkeypatch: pytest.MonkeyPatch):
    pretended(monkeypatch, {("10.0.0.5", 80): written()})
    allow = frozenset({"intranet.example:80"})
    assert fetch("http://intranet.example/", allow=allow, resolve=lambda host, port: ["10.0.0.5"]).status == 200
    assert "10.0.0.5" in refusal("http://other.example/", allow=allow, resolve=lambda host, port: ["10.0.0.5"])
    assert "10.0.0.5" in refusal("https://intranet.example/", allow=allow, resolve=lambda host, port: ["10.0.0.5"])


def test_an_address_that_does_not_answer_is_no_slow_page(monkeypatch: pytest.MonkeyPatch):
    pretended(monkeypatch, {(PUBLIC, 80): httpcore.ConnectTimeout()})
    assert "The site example.org cannot be reached" in refusal("http://example.org/", resolve=lambda h, p: [PUBLIC])


def unknown(host: str, port: int) -> list[str]:
    raise OSError("Name or service not known")


@pytest.mark.parametrize("resolve", [unknown, lambda host, port: []])
def test_a_name_nobody_knows(resolve):
    assert "no site with the name example.invalid" in refusal("http://example.invalid/", resolve=resolve)


def test_real_look_up_knows_this_machine():
    assert "the computer that runs this dashboard" in refusal("http://localhost/")
    assert "the computer that runs this dashboard" in refusal("http://localhost./")
    assert set(room.resolved("localhost", 80)) <= {"127.0.0.1", "::1"}


def test_nobody_there(local: Site):
    assert "The site localhost cannot be reached. Check" in refusal(
        "http://localhost:9/", allow=frozenset({"localhost:9"})
    )


def test_encryption_that_fails_is_a_sentence(local: Site, monkeypatch: pytest.MonkeyPatch):
    url = local.url("/").replace("http:", "https:")
    assert "The site localhost cannot be reached." in refusal(url, allow=local.allow)
    error = httpcore.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate")
    pretended(monkeypatch, {(PUBLIC, 443): error})
    assert "its certificate is not valid" in refusal("https://example.org/", resolve=lambda host, port: [PUBLIC])


# --- limits


def timed(url: str, **options) -> tuple[str, float]:
    begin = time.monotonic()
    return refusal(url, **options), time.monotonic() - begin


def drip(handler: BaseHTTPRequestHandler, before: bytes = b"") -> None:
    handler.wfile.write(before)
    while True:
        handler.wfile.write(b"a")
        time.sleep(0.05)


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@pytest.mark.parametrize("before", [b"", HEAD + b"X: ", HEAD + b"Content-Length: 9999\r\n\r\n", HEAD + b"\r\n"])
def test_a_page_that_drips_ends_with_the_time(local: Site, before: bytes):
    local.answers["/a"] = lambda handler: drip(handler, before)
    sentence, seconds = timed(local.url("/a"), allow=local.allow, seconds=0.5)
    assert sentence.startswith("The page did not arrive within 0.5 seconds") and seconds < 1.5


def test_a_server_that_says_nothing_ends_with_the_time(local: Site):
    local.answers["/a"] = lambda handler: time.sleep(2)
    sentence, seconds = timed(local.url("/a"), allow=local.allow, seconds=0.4)
    assert "did not arrive" in sentence and seconds < 1.4


def test_redirects_share_one_time(local: Site):
    def slow(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(0.3)
        onward("/a")(handler)

    local.answers["/a"] = slow
    sentence, seconds = timed(local.url("/a"), allow=local.allow, seconds=0.7)
    assert "did not arrive" in sentence and seconds < 1.5


def test_a_look_up_that_hangs_ends_with_the_time():
    sentence, seconds = timed("http://example.org/", seconds=0.3, resolve=lambda host, port: time.sleep(3) or [])
    assert "did not arrive" in sentence and seconds < 1.3


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(HEAD + b"\r\n")
    while True:
        handler.wfile.write(b"a" * 65_536)


def chunked(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    while True:
        handler.wfile.write(b"10000\r\n" + b"a" * 65_536 + b"\r\n")


def bomb(handler: BaseHTTPRequestHandler) -> None:
    page(gzip.compress(b"\0" * 60_000_000, 1), Content_Encoding="gzip")(handler)


@pytest.mark.parametrize("answer", [endless, chunked, bomb])
def test_a_page_without_end_is_not_kept(local: Site, answer):
    local.answers["/a"] = answer
    tracemalloc.start()
    sentence = refusal(local.url("/a"), allow=local.allow, limit_bytes=1_000_000)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sentence.startswith("The page is larger than the limit of 1 MB. Save")
    assert answer is bomb or peak < 10_000_000


def test_a_bomb_is_never_unfolded():
    packed = gzip.compress(b"\0" * 50_000_000, 1)
    tracemalloc.start()
    pieces = room._unpacked(iter([packed]), 1_000_000)
    assert len(next(pieces)) == 1_000_001
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5_000_000


def test_the_limit_is_exact(local: Site):
    local.answers["/a"] = page(b"a" * 1_000)
    local.answers["/b"] = page(b"a" * 1_001, Content_Length="")
    local.answers["/c"] = page(gzip.compress(b"a" * 1_000), Content_Encoding="gzip")
    local.answers["/d"] = page(gzip.compress(b"a" * 1_001), Content_Encoding="gzip")
    for path in ("/a", "/c"):
        assert len(fetch(local.url(path), allow=local.allow, limit_bytes=1_000).content) == 1_000
    for path in ("/b", "/d"):
        assert "larger than the limit" in refusal(local.url(path), allow=local.allow, limit_bytes=1_000)


def test_a_length_over_the_limit_is_refused_before_reading(local: Site):
    local.answers["/a"] = page(b"", Content_Length="99999999999")
    assert "larger than the limit of 5 MB" in refusal(local.url("/a"), allow=local.allow)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (page(PAGE, Content_Length="9999"), "broke off"),
        (page(gzip.compress(PAGE)[:-9], Content_Encoding="gzip"), "broke off"),
        (page(PAGE, Content_Encoding="gzip"), "damaged"),
        (page(PAGE, Content_Encoding="br"), "packed in a way nobody asked for (br)"),
        (page(PAGE, Content_Encoding="zstd"), "packed in a way nobody asked for (zstd)"),
        (page(PAGE, Content_Encoding="gzip, gzip"), "packed in a way nobody asked for"),
        (page(PAGE, Content_Length="-5"), "broke off or was no web page"),
        (lambda handler: handler.wfile.write(b"SSH-2.0-OpenSSH_9.6\r\n"), "was no web page"),
        (lambda handler: handler.wfile.write(HEAD + b"A: " + b"b" * 300_000), "was no web page"),
        (lambda handler: handler.wfile.write(HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n"), "was no web page"),
        (lambda handler: None, "broke off"),
    ],
)  # fmt: skip
def test_a_broken_answer_is_a_sentence(local: Site, answer, words: str):
    local.answers["/a"] = answer
    assert words in refusal(local.url("/a"), allow=local.allow)


def test_a_length_that_is_too_short_ends_the_page(local: Site):
    local.answers["/a"] = page(PAGE, Content_Length="5")
    assert fetch(local.url("/a"), allow=local.allow).content == PAGE[:5]


def test_the_defaults_are_those_of_the_contract():
    defaults = {name: p.default for name, p in inspect.signature(fetch).parameters.items()}
    assert (defaults["limit_bytes"], defaults["seconds"], defaults["allow"]) == (5_000_000, 20.0, frozenset())
