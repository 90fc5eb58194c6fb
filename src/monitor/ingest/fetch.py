"""A page from the public web, and nothing else from anywhere: the only user of the network."""

import queue
import re
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin

import httpcore

from monitor import __version__
from monitor.ingest.addresses import INSTEAD, Refused, Target, allowed, check, is_allowed, target
from monitor.ingest.characters import shown

__all__ = ["Fetched", "Refused", "allowed", "fetch"]

LIMIT_BYTES = 5_000_000
SECONDS = 20.0
# One address that does not answer must not use up the time of the next one.
SECONDS_TO_CONNECT = 6.0
MOST_REDIRECTS = 5
REDIRECTS = {301, 302, 303, 307, 308}
AGENT = f"EscalationMonitor/{__version__} (reads single pages that an analyst asks for)"
# What is asked for is what can be unpacked within a limit by the standard library.
UNPACKED = {"", "identity", "gzip", "x-gzip"}
READABLE = re.compile(
    r"text/[\w.+-]+|application/(?:xml|[\w.-]+\+xml|pdf|vnd\.openxmlformats-officedocument\.wordprocessingml\.document)"
)
ASKED = {
    "User-Agent": AGENT,
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,application/pdf;q=0.8,text/*;q=0.8,*/*;q=0.1",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}
Resolve = Callable[[str, int], list[str]]


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as its server sent it, unpacked.

    `url` is the address asked for and `final_url` the one that answered. `media_type` is the whole Content-Type in
    lower case ("text/html; charset=windows-1257", "" if there was none), as `documents.read` takes it. `status` is 200,
    or 304 with no content if `headers` asked for a change and there was none. Names in `headers` are lower case.
    """

    url: str
    final_url: str
    media_type: str
    content: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


def resolved(host: str, port: int) -> list[str]:
    """Returns every IP address the machine's resolver gives for a host."""
    rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(row[4][0]) for row in rows))


def fetch(
    url: str,
    *,
    limit_bytes: int = LIMIT_BYTES,
    seconds: float = SECONDS,
    allow: frozenset[str] = frozenset(),
    headers: Mapping[str, str] | None = None,
    resolve: Resolve = resolved,
) -> Fetched:
    """Returns the page at a public http(s) address; raises Refused with one sentence for the reader.

    Every address a name leads to is checked, and the connection goes to an address that was checked; redirects (at most
    5, never from https to http) pass the same checks. `limit_bytes` bounds the content packed and unpacked, `seconds`
    all of the call: names, connections, redirects, reading. `allow` holds "host:port" places that may be fetched
    although they are not public (see `allowed`). `headers` are added for the first site only (If-None-Match,
    If-Modified-Since). No cookies, no proxies of the environment, no credentials. `resolve` is for tests.
    """
    clock = _Clock(seconds)
    first = place = target(url, allow)
    for _ in range(MOST_REDIRECTS + 1):
        extra = dict(headers or {}) if place.origin == first.origin else {}
        try:
            answer = _asked(place, extra, limit_bytes, _Checked(allow, resolve, clock))
        except Refused as reason:
            raise reason if place is first else _onward(place, reason) from None
        if isinstance(answer, Fetched):
            return Fetched(url, place.url, answer.media_type, answer.content, answer.status, answer.headers)
        place = _next(place, answer, allow)
    raise Refused(f"The page sends the reader on more than {MOST_REDIRECTS} times. Open it in a browser. {INSTEAD}")


def _onward(place: Target | str, reason: Refused) -> Refused:
    where = shown(place if isinstance(place, str) else place.url)
    return Refused(f"The page sends the reader on to {where}. {reason}", reason.status)


def _next(place: Target, location: str, allow: frozenset[str]) -> Target:
    try:
        onward = urljoin(place.url, location)
    except ValueError:
        raise Refused(f"The page sends the reader on to “{shown(location)}”, which is no address. {INSTEAD}") from None
    try:
        found = target(onward, allow)
    except Refused as reason:
        raise _onward(onward, reason) from None
    if place.scheme == "https" and found.scheme == "http":
        raise Refused(f"The page sends the reader from https on to {shown(found.url)} without encryption. {INSTEAD}")
    return found


def _asked(place: Target, extra: dict[str, str], limit: int, network: "_Checked") -> Fetched | str:
    """Asks one address once; returns the page, or where the answer sends the reader."""
    url = httpcore.URL(scheme=place.scheme, host=place.host, port=place.port, target=place.path)
    asked = [*{"Host": place.authority, **ASKED, **extra}.items()]
    try:
        with (
            httpcore.ConnectionPool(network_backend=network) as pool,
            pool.stream("GET", url, headers=asked) as response,
        ):
            headers = {name.decode("latin-1").lower(): _text(value) for name, value in response.headers}
            if response.status in REDIRECTS and headers.get("location"):
                return headers["location"]
            _check_status(response.status, bool(extra))
            content = b"" if response.status == 304 else _content(response, headers, limit)
    except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
        raise _unreached(place.host, str(error)) from None
    except httpcore.TimeoutException:
        raise network.clock.too_slow() from None
    except (httpcore.NetworkError, httpcore.ProtocolError):
        raise Refused(f"The answer of {shown(place.host)} broke off or was no web page. Try again. {INSTEAD}") from None
    return Fetched(place.url, place.url, headers.get("content-type", "").lower(), content, response.status, headers)


def _unreached(host: str, error: str) -> Refused:
    if "certificate" in error.lower():
        return Refused(f"The site {shown(host)} does not prove that it is the one named: its certificate is not valid.")
    return Refused(f"The site {shown(host)} cannot be reached. Check the address, or try again later.")


def _text(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _check_status(status: int, is_conditional: bool) -> None:
    if status == 200 or (status == 304 and is_conditional):
        return
    if status in (404, 410):
        reason = "There is no page at this address any more, or there never was"
    elif status in (401, 402, 403, 451):
        reason = "The publisher does not let programs read this page"
    elif status == 429:
        reason = "The publisher asks programs to wait"
    elif status >= 500:
        reason = "The publisher's server is out of order"
    else:
        reason = "The publisher's server sent no page"
    raise Refused(f"{reason} (answer {status}). Open it in a browser, save it and upload it instead.", status)


def _content(response: httpcore.Response, headers: dict[str, str], limit: int) -> bytes:
    kind = headers.get("content-type", "").split(";")[0].strip().lower()
    if kind and not READABLE.fullmatch(kind):
        raise Refused(f"The address leads to {shown(kind)}; only pages, PDF and Word documents are fetched. {INSTEAD}")
    packing = headers.get("content-encoding", "").strip().lower()
    if packing not in UNPACKED:
        raise Refused(f"The page is packed in a way nobody asked for ({shown(packing)}). {INSTEAD}")
    too_large = Refused(f"The page is larger than the limit of {limit / 1_000_000:g} MB. {INSTEAD}")
    length = headers.get("content-length", "")
    if length.isascii() and length.isdigit() and int(length) > limit:
        raise too_large
    chunks = response.iter_stream()
    content = bytearray()
    for piece in _unpacked(chunks, limit) if "gzip" in packing else chunks:
        content += piece
        if len(content) > limit:
            raise too_large
    return bytes(content)


def _unpacked(chunks: Iterator[bytes], limit: int) -> Iterator[bytes]:
    """Unpacks gzip piece by piece, each at most one byte longer than the limit, so that a bomb never unfolds."""
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        for chunk in chunks:
            while chunk and not unpacker.eof:
                yield unpacker.decompress(chunk, limit + 1)
                chunk = unpacker.unconsumed_tail
    except zlib.error:
        raise Refused(f"The page is damaged: it cannot be unpacked. Try again. {INSTEAD}") from None
    if not unpacker.eof:
        raise Refused(f"The page broke off before its end. Try again. {INSTEAD}")


class _Clock:
    """The time left for one fetch."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.end = time.monotonic() + seconds

    def left(self) -> float:
        """Returns the seconds left; raises Refused when there are none."""
        left = self.end - time.monotonic()
        if left <= 0:
            raise self.too_slow()
        return left

    def too_slow(self) -> Refused:
        return Refused(f"The page did not arrive within {self.seconds:g} seconds. Try again later. {INSTEAD}")


class _Checked(httpcore.NetworkBackend):
    """Looks a name up once, checks every address it leads to and connects to one of those."""

    def __init__(self, allow: frozenset[str], resolve: Resolve, clock: _Clock) -> None:
        self.allow, self.resolve, self.clock = allow, resolve, clock
        self.plain = httpcore.SyncBackend()

    def connect_tcp(self, host, port, timeout=None, local_address=None, socket_options=None) -> "_Timed":
        addresses = self._addresses(host, port)
        if not is_allowed(host, port, self.allow):
            for address in addresses:
                check(address)
        for number, address in enumerate(addresses, 1):
            try:
                stream = self.plain.connect_tcp(address, port, min(self.clock.left(), SECONDS_TO_CONNECT))
                return _Timed(stream, self.clock)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if number == len(addresses):
                    raise
        raise Refused(f"There is no site with the name {shown(host)}. Check the address.")

    def _addresses(self, host: str, port: int) -> list[str]:
        """The resolver knows no time limit, so it works in a thread that is left behind when time is up."""
        answers: queue.Queue[list[str] | Exception] = queue.Queue()

        def look_up() -> None:
            try:
                answers.put(self.resolve(host, port))
            except (OSError, UnicodeError) as error:
                answers.put(error)

        threading.Thread(target=look_up, daemon=True).start()
        try:
            found = answers.get(timeout=self.clock.left())
        except queue.Empty:
            raise self.clock.too_slow() from None
        if isinstance(found, Exception):
            raise Refused(f"There is no site with the name {shown(host)}, or the network is down. Check the address.")
        return found


class _Timed(httpcore.NetworkStream):
    """A connection whose every wait ends when the time of the whole fetch is up, however slowly bytes drip."""

    def __init__(self, stream: httpcore.NetworkStream, clock: _Clock) -> None:
        self.stream, self.clock = stream, clock

    def read(self, max_bytes, timeout=None) -> bytes:
        return self.stream.read(max_bytes, self.clock.left())

    def write(self, buffer, timeout=None) -> None:
        self.stream.write(buffer, self.clock.left())

    def close(self) -> None:
        self.stream.close()

    def start_tls(self, ssl_context, server_hostname=None, timeout=None) -> "_Timed":
        return _Timed(self.stream.start_tls(ssl_context, server_hostname, self.clock.left()), self.clock)

    def get_extra_info(self, info):
        return self.stream.get_extra_info(info)
