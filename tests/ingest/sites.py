"""Sites that tests fetch from: a real HTTP server on loopback, and a pretended internet."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

import httpcore

Answer = Callable[[BaseHTTPRequestHandler], None]


class Site(NamedTuple):
    """A server on loopback: what it answers by path, and the requests it got (path, headers)."""

    port: int
    answers: dict[str, Answer]
    asked: list[tuple[str, dict[str, str]]]

    @property
    def allow(self) -> frozenset[str]:
        return frozenset({f"localhost:{self.port}"})

    def url(self, path: str = "/") -> str:
        return f"http://localhost:{self.port}{path}"


@contextmanager
def site() -> Iterator[Site]:
    """Serves until the block ends."""
    answers: dict[str, Answer] = {}
    asked: list[tuple[str, dict[str, str]]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            with suppress(BrokenPipeError, ConnectionResetError):
                answers.get(self.path.split("?")[0], page(b"none", 404))(self)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield Site(server.server_address[1], answers, asked)
    finally:
        server.shutdown()
        server.server_close()


def page(content: bytes, status: int = 200, kind: str = "text/html; charset=utf-8", **headers: str) -> Answer:
    """Answers with a page; `Content_Length="9"` and the like replace or add a header, "" leaves it out."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(content)), **dashed(headers)}.items():
            if value:
                handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(content)

    return answer


def onward(location: str, status: int = 302) -> Answer:
    """Sends the reader on."""
    return page(b"", status, Location=location)


def dashed(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


class Internet(httpcore.NetworkBackend):
    """A pretended internet: bytes by IP address and port; notes every connection and touches no network."""

    def __init__(self, answers: dict[tuple[str, int], bytes | Exception]) -> None:
        self.answers, self.connected = answers, []

    def connect_tcp(self, host, port, timeout=None, local_address=None, socket_options=None):
        self.connected.append((host, port))
        answer = self.answers.get((host, port), httpcore.ConnectError("nobody there"))
        if isinstance(answer, Exception):
            raise answer
        return httpcore.MockStream([answer])


def written(content: bytes = b"<p>A page.", status: str = "200 OK", **headers: str) -> bytes:
    """A whole answer as bytes."""
    lines = {"Content-Type": "text/html", "Content-Length": str(len(content)), **dashed(headers)}
    return "\r\n".join([f"HTTP/1.1 {status}", *(f"{n}: {v}" for n, v in lines.items()), "", ""]).encode() + content
