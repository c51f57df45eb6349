from __future__ import annotations

import gzip
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from closewatch.capture.fetch import Fetched, fetch
from closewatch.capture.limits import Limits
from closewatch.capture.tool import TOOL
from closewatch.terms.trouble import Problem

PAGE = b"<!doctype html><html><body><p>Kyiv said so.</p></body></html>"
LOCAL = frozenset({"localhost", "127.0.0.1"})


class Site(BaseHTTPRequestHandler):
    """A small site with every kind of trouble; it remembers the header fields of the last request."""

    protocol_version = "HTTP/1.1"
    seen: dict[str, str]

    def do_GET(self) -> None:
        type(self).seen = {name.lower(): value for name, value in self.headers.items()} | {"path": self.path}
        answer = getattr(self, "answer_" + self.path.strip("/").partition("?")[0].partition("/")[0], None)
        if answer is None:
            self.send_error(404)
        else:
            answer()

    def send(self, body: bytes, *fields: tuple[str, str], status: int = 200, length: int | None = None) -> None:
        self.send_response(status)
        for name, value in (*fields, ("Content-Length", str(len(body) if length is None else length))):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True

    def answer_page(self) -> None:
        self.send(PAGE, ("Content-Type", "text/html; charset=UTF-8"), ("ETag", '"one"'), ("Last-Modified", "Tue, 19 Nov 2024 10:23:00 GMT"))

    def answer_hop(self) -> None:
        self.send(b"", ("Location", "/page?from=hop#part"), status=302)

    def answer_circle(self) -> None:
        self.send(b"", ("Location", "/circle"), status=301)

    def answer_on(self) -> None:
        self.send(b"", ("Location", self.path + "/on"), status=307)

    def answer_inward(self) -> None:
        self.send(b"", ("Location", f"http://127.0.0.2:{self.connection.getsockname()[1]}/page"), status=302)

    def answer_file(self) -> None:
        self.send(b"", ("Location", "file:///etc/passwd"), status=302)

    def answer_large(self) -> None:
        self.send(b"a" * 50_000)

    def answer_endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(100):
            self.wfile.write(b"a" * 50_000)

    def answer_bomb(self) -> None:
        self.send(gzip.compress(b"a" * 1_000_000), ("Content-Encoding", "gzip"))

    def answer_packed(self) -> None:
        self.send(gzip.compress(PAGE), ("Content-Encoding", "gzip"))

    def answer_chunks(self) -> None:
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.wfile.write(b"5\r\nKyiv \r\n5\r\nsaid.\r\n" + (b"" if "cut" in self.path else b"0\r\n\r\n"))
        self.close_connection = True

    def answer_short(self) -> None:
        self.send(PAGE[:20], length=len(PAGE))

    def answer_slow(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(100):
            self.wfile.write(b"a")
            self.wfile.flush()
            time.sleep(0.05)

    def log_message(self, format: str, *args: object) -> None:
        pass

    def handle(self) -> None:
        try:
            super().handle()
        except OSError:
            self.close_connection = True  # the reader went away, as it should


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield f"http://localhost:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def loopback(host: str, port: int) -> tuple[str, ...]:
    return ("127.0.0.1",)


def fetched(url: str, limits: Limits = Limits(fetch_seconds=5)) -> Fetched | Problem:
    return fetch(url, limits=limits, allowed_hosts=LOCAL, resolver=loopback)


def code(found: Fetched | Problem) -> str:
    return found.code if isinstance(found, Problem) else "fetched"


def test_an_address_gives_its_bytes_and_what_the_receipt_adds(site: str) -> None:
    found = fetched(site + "/page?q=Київ&x=%20y")
    assert isinstance(found, Fetched)
    assert (found.data, found.declared, found.problems) == (PAGE, "text/html", ())
    notes = dict(found.notes)
    assert notes.pop("date")
    assert notes == {
        "status": "200",
        "content-type": "text/html; charset=UTF-8",
        "etag": '"one"',
        "last-modified": "Tue, 19 Nov 2024 10:23:00 GMT",
        "charset": "utf-8",
    }
    assert Site.seen["path"] == "/page?q=%D0%9A%D0%B8%D1%97%D0%B2&x=%20y"
    assert Site.seen["user-agent"] == TOOL.replace(" ", "/")
    assert Site.seen["accept-encoding"] == "identity"
    assert Site.seen["host"] == site.removeprefix("http://")
    assert not {"cookie", "authorization", "referer"} & Site.seen.keys()


def test_redirects_are_followed_by_hand_and_recorded(site: str) -> None:
    found = fetched(site + "/hop")
    assert isinstance(found, Fetched)
    assert found.url == site + "/page?from=hop"
    assert found.notes[0] == ("redirect", site + "/page?from=hop")


@pytest.mark.parametrize("path", ["/circle", "/on"])
def test_redirects_without_end_are_named(site: str, path: str) -> None:
    assert code(fetched(site + path)) == "fetch.redirect-loop"


def test_loopback_is_refused_unless_the_host_is_allowed_by_name(site: str) -> None:
    found = fetch(site + "/page", resolver=loopback)
    assert isinstance(found, Problem)
    assert (found.code, "127.0.0.1 (loopback)" in found.message) == ("fetch.refused-address", True)


def test_a_redirect_into_a_private_network_is_refused(site: str) -> None:
    found = fetch(
        site + "/inward", allowed_hosts=frozenset({"localhost"}), resolver=lambda host, port: (host.replace("localhost", "127.0.0.1"),)
    )
    assert isinstance(found, Problem)
    assert found.code == "fetch.refused-address"
    assert "after 1 redirects" in found.message
    assert code(fetched(site + "/file")) == "fetch.scheme"


def test_a_name_is_resolved_once_and_that_very_address_is_connected_to(site: str) -> None:
    url = site.replace("localhost", "rebinding.example") + "/page"
    asked: list[str] = []

    def rebinding(host: str, port: int) -> tuple[str, ...]:
        asked.append(host)
        return ("127.0.0.1",) if len(asked) > 1 else ("10.0.0.1", "192.168.0.1")

    assert code(fetch(url, resolver=rebinding)) == "fetch.refused-address"
    assert asked == ["rebinding.example"]
    # No system knows this name, so the answer can only have come from the address that the resolver gave.
    found = fetch(url, allowed_hosts=frozenset({"rebinding.example"}), resolver=loopback)
    assert code(found) == "fetched"
    assert Site.seen["host"].startswith("rebinding.example:")


@pytest.mark.skipif(shutil.which("openssl") is None, reason="a certificate has to be made")
def test_over_https_the_certificate_must_be_that_of_the_name(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=news.example"]
    named = ["-addext", "subjectAltName=DNS:news.example", "-keyout", str(key), "-out", str(certificate), "-days", "1"]
    subprocess.run(["openssl", "req", "-x509", *made, *named], check=True, capture_output=True)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    inner = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    inner.load_cert_chain(certificate, key)
    names: list[str] = []
    inner.sni_callback = lambda sock, name, context: names.append(name)
    server.socket = inner.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        port = server.server_address[1]
        hosts = frozenset({"news.example", "other.example"})
        trusted = ssl.create_default_context(cafile=str(certificate))

        def asked(host: str, context: ssl.SSLContext | None) -> str:
            url = f"https://{host}:{port}/page"
            return code(fetch(url, limits=Limits(fetch_seconds=5), allowed_hosts=hosts, resolver=loopback, context=context))

        assert asked("news.example", trusted) == "fetched"
        assert asked("other.example", trusted) == "fetch.failed"
        assert asked("news.example", None) == "fetch.failed"
        assert names == ["news.example", "other.example", "news.example"]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "127.1", "[::1]", "[::ffff:127.0.0.1]", "localhost.", "0"])
def test_other_ways_to_write_loopback_are_refused_too(host: str) -> None:
    assert code(fetch(f"http://{host}:9/")) in ("fetch.refused-address", "fetch.failed")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("ftp://news.example/", "fetch.scheme"),
        ("file:///etc/passwd", "fetch.scheme"),
        ("http://user:secret@news.example/", "fetch.credentials"),
        ("http://", "fetch.bad-address"),
        ("http://news.example:99999/", "fetch.bad-address"),
        ("http://news.example/a b", "fetch.bad-address"),
        ("http://news.example/\r\nX: 1", "fetch.bad-address"),
        ("http://[::1/", "fetch.bad-address"),
        ("http://news.example\\@localhost/", "fetch.credentials"),
        ("https://" + "a" * 70 + ".example/", "fetch.failed"),
        ("http://" + "а" * 70 + ".example/", "fetch.bad-address"),
    ],
)
def test_an_address_that_is_none_is_named_and_a_password_is_never_repeated(url: str, expected: str) -> None:
    found = fetch(url, resolver=lambda host, port: ())
    assert isinstance(found, Problem)
    assert found.code == expected
    assert "secret" not in found.message + found.at


@pytest.mark.parametrize("path", ["/large", "/endless", "/bomb"])
def test_a_body_above_the_limit_is_named(site: str, path: str) -> None:
    assert code(fetched(site + path, Limits(fetch_bytes=40_000, fetch_seconds=5))) == "fetch.too-large"


def test_a_compressed_body_and_one_in_chunks_are_opened(site: str) -> None:
    packed, chunks = fetched(site + "/packed"), fetched(site + "/chunks")
    assert isinstance(packed, Fetched)
    assert isinstance(chunks, Fetched)
    assert (packed.data, chunks.data) == (PAGE, b"Kyiv said.")


@pytest.mark.parametrize(("path", "kept"), [("/short", PAGE[:20]), ("/chunks?cut", b"Kyiv said.")])
def test_a_body_that_ends_early_is_kept_with_its_problem(site: str, path: str, kept: bytes) -> None:
    found = fetched(site + path)
    assert isinstance(found, Fetched)
    assert found.data == kept
    assert [(problem.code, problem.at) for problem in found.problems] == [("fetch.truncated", site + path)]


def test_a_status_other_than_200_is_named(site: str) -> None:
    assert code(fetched(site + "/nothing")) == "fetch.status"


def test_a_server_that_drips_is_left_when_time_is_up(site: str) -> None:
    assert code(fetched(site + "/slow", Limits(fetch_seconds=1))) == "fetch.timeout"


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_server_that_says_nothing_is_left_when_time_is_up(scheme: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"{scheme}://localhost:{server.getsockname()[1]}/"
        assert code(fetched(url, Limits(fetch_seconds=1))) == "fetch.timeout"


def test_a_resolver_that_hangs_is_left_when_time_is_up() -> None:
    stop = threading.Event()

    def hanging(host: str, port: int) -> tuple[str, ...]:
        stop.wait(10)
        return ()

    assert code(fetch("http://news.example/", limits=Limits(fetch_seconds=1), resolver=hanging)) == "fetch.timeout"
    stop.set()


def test_nobody_at_the_other_end_and_no_http_are_named(site: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert code(fetched(f"http://localhost:{port}/")) == "fetch.failed"
    assert code(fetched(site.replace("http:", "https:") + "/page")) == "fetch.failed"
