from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from closewatch.capture.ask import Way, ask
from closewatch.capture.limits import Limits
from closewatch.terms.watch import Answer
from tests.capture.scripted import ConnectProxy, Names, Site, SocksProxy, reply, serving

PAGE = b"<p>Kyiv said so.</p>"
PUBLIC = "93.184.215.14"


@pytest.fixture
def site() -> Iterator[Site]:
    found = Site(
        {"/page": lambda fields: reply("200 OK", PAGE), "/in": lambda fields: reply("302 Found", b"", ("Location", "http://10.0.0.1/"))}
    )
    with serving(found) as port:
        found.port = port
        yield found


def asked(
    proxy: str, url: str = "http://gazette.example/page", names: Callable[..., tuple[str, ...]] | None = None, **given: object
) -> Answer:
    return ask(url, Way(**({"limits": Limits(fetch_seconds=5), "resolver": names or Names(PUBLIC), "proxy": proxy} | given)))  # type: ignore[arg-type]


def certified(name: str, folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Make a certificate for a name: the context of its server, and that of somebody who trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    begun = datetime.now(UTC) - timedelta(days=1)
    made = x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number(), begun, begun + timedelta(days=9))
    certificate = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), False).sign(key, hashes.SHA256())
    (folder / "certificate.pem").write_bytes(certificate.public_bytes(Encoding.PEM))
    (folder / "key.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(folder / "certificate.pem", folder / "key.pem")
    return server, ssl.create_default_context(cafile=str(folder / "certificate.pem"))


def code(answer: Answer) -> str | None:
    return answer.problem.code if answer.problem else None


def test_a_socks_proxy_is_handed_the_name_and_nobody_here_is_asked_for_it(site: Site) -> None:
    names, proxy = Names(), SocksProxy(site.port)
    with serving(proxy) as port:
        answer = asked(f"socks5h://127.0.0.1:{port}", names=names)
    assert (answer.status, answer.data, answer.sent[0]) == (200, PAGE, ("proxy", f"socks5h://127.0.0.1:{port}"))
    assert (proxy.asked, names.asked) == ([("gazette.example", 80)], [])


@pytest.mark.parametrize("kind", ["socks5", "socks4"])
def test_a_proxy_that_is_handed_addresses_gets_the_one_that_was_checked(site: Site, kind: str) -> None:
    proxy = SocksProxy(site.port)
    with serving(proxy) as port:
        inner, public = f"{kind}://127.0.0.1:{port}", ("192.168.0.1", "2001:4860:4860::8888", PUBLIC)
        assert asked(inner, names=lambda host, port: public[2:] if kind == "socks5" else public).data == PAGE
        assert code(asked(inner, names=Names("192.168.0.1"))) == "fetch.refused-address"
    assert proxy.asked == [(PUBLIC, 80)]


def test_a_name_that_leads_inwards_the_next_time_is_refused_then(site: Site) -> None:
    proxy, names = SocksProxy(site.port), Names(PUBLIC, "169.254.169.254")
    with serving(proxy) as port:
        assert asked(f"socks5://127.0.0.1:{port}", names=names).data == PAGE
        assert code(asked(f"socks5://127.0.0.1:{port}", names=names)) == "fetch.refused-address"
    assert (proxy.asked, names.asked) == ([(PUBLIC, 80)], ["gazette.example"] * 2)


def test_the_password_of_a_proxy_is_used_and_never_shown(site: Site) -> None:
    with serving(SocksProxy(site.port, user="anna", password="s:cret")) as port:
        right, wrong = (asked(f"socks5h://anna:{word}@127.0.0.1:{port}") for word in ("s%3Acret", "other"))
    with serving(ConnectProxy(site.port, login="anna:s:cret")) as port:
        gate, shut = (asked(f"http://anna:{word}@127.0.0.1:{port}") for word in ("s%3Acret", "other"))
    assert [answer.data for answer in (right, gate)] == [PAGE, PAGE]
    assert [code(answer) for answer in (wrong, shut)] == ["fetch.proxy", "fetch.proxy"]
    assert not any(
        word in repr((right, wrong, gate, shut, Way(proxy="http://anna:s3cret@gate.example:1"))) for word in ("cret", "other", "anna")
    )


def test_a_proxy_by_connect_is_handed_the_name_and_its_head_may_come_in_pieces(site: Site) -> None:
    names, proxy = Names(), ConnectProxy(site.port)
    with serving(proxy) as port:
        answer = asked(f"http://127.0.0.1:{port}", "http://gazette.example:8080/page", names)
    assert (answer.data, answer.problems) == (PAGE, ())
    assert (proxy.asked, names.asked) == (["CONNECT gazette.example:8080 HTTP/1.1"], [])


@pytest.mark.parametrize("kind", ["socks5h", "http"])
@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "[::1]", "10.1.2.3", "169.254.169.254", "2130706433", "0x7f.1", "127.1", "1.2.3.4.5",
        "localhost", "a.localhost.", "router.local", "db.internal", "intranet", "a.home.arpa",
    ],
)  # fmt: skip
def test_what_a_name_tells_to_be_inside_is_not_handed_to_a_proxy(kind: str, host: str) -> None:
    assert code(asked(f"{kind}://127.0.0.1:9", f"http://{host}/page")) == "fetch.refused-address"


def test_over_https_the_certificate_must_be_that_of_the_name_through_a_proxy_too(tmp_path: Path) -> None:
    inner, trusted = certified("gazette.example", tmp_path)
    site = Site({"/page": lambda fields: reply("200 OK", PAGE)})

    def secured(line: socket.socket) -> None:
        with inner.wrap_socket(line, server_side=True) as inside:
            site(inside)

    with serving(secured) as port, serving(SocksProxy(port)) as gate:
        way = f"socks5h://127.0.0.1:{gate}"
        assert asked(way, "https://gazette.example/page", context=trusted).data == PAGE
        assert code(asked(way, "https://herald.example/page", context=trusted)) == "fetch.failed"
        assert code(asked(way, "https://gazette.example/page")) == "fetch.failed"


def test_a_host_allowed_by_name_is_asked_through_the_proxy_too_and_a_redirect_is_checked(site: Site) -> None:
    proxy = SocksProxy(site.port)
    with serving(proxy) as port:
        allowed = frozenset({"intranet"})
        assert asked(f"socks5h://127.0.0.1:{port}", "http://intranet/page", allowed_hosts=allowed).data == PAGE
        assert code(asked(f"socks5h://127.0.0.1:{port}", "http://intranet/in", allowed_hosts=allowed)) == "fetch.refused-address"
    assert proxy.asked == [("intranet", 80)] * 2


@pytest.mark.parametrize("kind", ["socks5h", "socks5", "socks4", "http"])
def test_a_dead_proxy_is_named_and_never_gone_around(site: Site, kind: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        dead = server.getsockname()[1]
    answer = asked(f"{kind}://127.0.0.1:{dead}", f"http://gazette.example:{site.port}/page", lambda host, port: (PUBLIC,))
    assert (answer.status, answer.data, code(answer)) == (None, None, "fetch.proxy")
    assert answer.sent == (("proxy", f"{kind}://127.0.0.1:{dead}"),)
    assert site.asked == []


@pytest.mark.parametrize("kind", ["socks5h", "socks4", "http"])
@pytest.mark.parametrize(
    "words", [b"", b"\5", b"\5\0", b"\0" * 50, b"\5\0\5\0\0\3\3\xff\xff\xff\0\0", b"HTTP/1.1 200 OK\r\n\r\n", b"\xff" * 99_999]
)
def test_what_is_no_proxy_is_named(kind: str, words: bytes) -> None:
    def babble(line: socket.socket) -> None:
        line.recv(4096)
        line.sendall(words)

    with serving(babble) as port:
        found = code(asked(f"{kind}://127.0.0.1:{port}"))
    assert found == ("fetch.failed" if kind == "http" and words.startswith(b"HTTP") else "fetch.proxy")


@pytest.mark.parametrize(
    ("reply", "found"), [(1, "fetch.proxy"), (2, "fetch.proxy"), (4, "fetch.failed"), (5, "fetch.failed"), (99, "fetch.proxy")]
)
def test_a_proxy_that_cannot_reach_a_host_is_told_from_one_that_will_not(site: Site, reply: int, found: str) -> None:
    with serving(SocksProxy(site.port, reply=reply)) as port:
        assert code(asked(f"socks5h://127.0.0.1:{port}")) == found
    with serving(ConnectProxy(site.port, status="502 Bad Gateway")) as port:
        assert code(asked(f"http://127.0.0.1:{port}")) == "fetch.failed"


def test_a_proxy_that_drips_is_left_when_time_is_up(site: Site) -> None:
    with serving(SocksProxy(site.port, drip=0.4)) as port:
        assert code(asked(f"socks5h://127.0.0.1:{port}", limits=Limits(fetch_seconds=1))) == "fetch.proxy"


@pytest.mark.parametrize(
    "proxy", ["127.0.0.1:9050", "ftp://127.0.0.1:21", "socks5h://127.0.0.1", "socks5h://:9050", "http://[:1", "socks5h://a:99999"]
)
def test_a_setting_that_names_no_proxy_is_named(proxy: str) -> None:
    answer = asked(proxy)
    assert (code(answer), answer.sent) == ("fetch.proxy", ())
