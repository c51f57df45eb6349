"""Time-stamps of an authority of our own, held by both verifiers: what does not hold is refused for the right reason."""

from __future__ import annotations

import threading
from base64 import b64decode, encodebytes
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from closewatch.protect.timestamps import Refusal, Stamp, ask_authority, judge
from closewatch.terms.trouble import CaseError
from tests.referees.authority import Authority

DATA = b'{"digest":"sha256:00"}'


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authorities") / "meridian", "Meridian")


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authorities") / "quay", "Quay")


def refused(token: bytes, data: bytes, root: bytes, leaf: bytes) -> str:
    found = judge(token, data, root, leaf)
    assert isinstance(found, Refusal)
    return found.code


def test_a_stamp_over_these_bytes_holds_for_both_verifiers(authority: Authority) -> None:
    found = judge(authority.stamp(DATA), DATA, authority.root, authority.leaf)
    assert isinstance(found, Stamp)
    assert (found.verifiers, found.remark, found.at[-1]) == (("rfc3161-client", "OpenSSL"), "", "Z")


def test_a_stamp_over_other_bytes_is_told_with_its_moment(authority: Authority) -> None:
    token = authority.stamp(b"a newer manifest")
    found = judge(token, DATA, authority.root, authority.leaf)
    assert isinstance(found, Refusal)
    assert found.code == "timestamp.other-manifest"
    stamped = judge(token, b"a newer manifest", authority.root, authority.leaf)
    assert isinstance(stamped, Stamp)
    assert stamped.at in found.found


def test_a_stamp_of_another_authority_is_refused(authority: Authority, other: Authority) -> None:
    assert refused(authority.stamp(DATA), DATA, other.root, authority.leaf) == "timestamp.authority-unknown"
    assert refused(authority.stamp(DATA), DATA, other.root, other.leaf) == "timestamp.authority-unknown"


def test_a_stamp_with_another_leaf_under_the_same_root_is_refused(authority: Authority, other: Authority) -> None:
    assert refused(authority.stamp(DATA), DATA, authority.root, other.leaf) == "timestamp.leaf-wrong"


def test_a_stamp_made_with_a_certificate_that_had_run_out_is_refused(tmp_path: Path) -> None:
    ended = Authority(tmp_path / "ended", "Ended", ended=True)
    assert refused(ended.stamp(DATA), DATA, ended.root, ended.leaf) == "timestamp.expired"


def test_a_token_whose_certificates_are_out_of_order_is_left_to_openssl_and_this_is_said(authority: Authority, other: Authority) -> None:
    # Whichever of both orders is not that of DER: rfc3161-client refuses to read it.
    tokens = [authority.stamp(DATA, others=one) for one in (other.root + other.leaf, other.leaf + other.root, authority.root)]
    stamps = [judge(token, DATA, authority.root, authority.leaf) for token in tokens]
    alone = [stamp for stamp in stamps if isinstance(stamp, Stamp) and stamp.verifiers == ("OpenSSL",)]
    assert all(isinstance(stamp, Stamp) for stamp in stamps)
    assert alone
    assert "rfc3161-client cannot read" in alone[0].remark
    unsorted = tokens[stamps.index(alone[0])]
    assert refused(unsorted, b"other", authority.root, authority.leaf) == "timestamp.other-manifest"
    assert refused(unsorted, DATA, authority.root, other.leaf) == "timestamp.leaf-wrong"


@pytest.mark.parametrize("token", [b"", b"hello", b"0" * 2_000_000, b"0\x82\x01\x00"])
def test_what_is_no_token_is_refused(token: bytes, authority: Authority) -> None:
    assert refused(token, DATA, authority.root, authority.leaf) == "timestamp.unreadable"


def test_a_certificate_that_is_none_is_refused(authority: Authority) -> None:
    assert refused(authority.stamp(DATA), DATA, b"root", authority.leaf) == "timestamp.no-certificate"


def test_no_changed_byte_of_a_token_gives_another_moment(authority: Authority) -> None:
    token = authority.stamp(DATA)
    whole = judge(token, DATA, authority.root, authority.leaf)
    assert isinstance(whole, Stamp)
    for place in range(3, len(token), 41):
        changed = judge(token[:place] + bytes([token[place] ^ 1]) + token[place + 1 :], DATA, authority.root, authority.leaf)
        assert isinstance(changed, Refusal) or changed.at == whole.at, place


@contextmanager
def served(answers: object) -> Iterator[str]:
    """Serve an authority on loopback; `answers` makes what it says of what it is asked."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"]))
            status, body = answers(query)  # type: ignore[operator]
            self.send_response(status)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/tsa"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_an_authority_is_asked_and_its_answer_holds(authority: Authority) -> None:
    with served(lambda query: (200, authority.answer(query))) as address:
        token = ask_authority(address, DATA)
    assert isinstance(judge(token, DATA, authority.root, authority.leaf), Stamp)


def test_an_answer_about_something_else_is_refused_at_once(authority: Authority) -> None:
    with served(lambda query: (200, authority.stamp(DATA))) as address, pytest.raises(CaseError, match="over something else"):
        ask_authority(address, DATA)


@pytest.mark.parametrize("answer", [(500, b""), (200, b"no"), (302, b""), (200, b"")])
def test_an_authority_that_fails_is_one_line(answer: tuple[int, bytes]) -> None:
    with served(lambda query: answer) as address, pytest.raises(CaseError) as refusal:
        ask_authority(address, DATA)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://example.org", "x", "http://127.0.0.1:1/"])
def test_only_an_authority_on_the_web_is_asked(address: str) -> None:
    with pytest.raises(CaseError, match="wanted"):
        ask_authority(address, DATA)


def test_certificates_over_which_a_verifier_breaks_off_are_refused(authority: Authority) -> None:
    """One with a name that is no UTF-8 makes the client panic, which Python takes for more than an error."""
    lines = authority.root.decode("ascii").strip().splitlines()
    der = b64decode("".join(lines[1:-1])).replace(b"Meridian", b"\xff" * 8)
    root = b"-----BEGIN CERTIFICATE-----\n" + encodebytes(der) + b"-----END CERTIFICATE-----\n"
    assert isinstance(judge(authority.stamp(DATA), DATA, root, authority.leaf), Refusal)
