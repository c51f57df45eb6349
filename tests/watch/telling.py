"""What the tests of telling share: alerts, messages, a mail server and a receiver of webhooks that can be made to misbehave."""

from __future__ import annotations

import base64
import hashlib
import hmac
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from closewatch.terms.alert import Alert, AlertKind, Noted
from closewatch.testing import plain_report
from closewatch.watch.digest import compose
from closewatch.watch.facts import Facts
from closewatch.watch.message import Message

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
LINK = "https://desk.example"
HOSTILE = "<script>alert(1)</script>\r\nBcc: spy@evil.example\r\n\r\n\u202e.exe\x1b[2J\x07 & \u2028 \ufffe “end”"
"""What a headline of a report can hold."""


def noted(
    about: str, *, kind: AlertKind = AlertKind.CONFLICT, question: str | None = "qu:1", seq: int = 1, at: datetime = NOON, **given: Any
) -> Noted:
    """An alert on the record, with exact words of a report."""
    report = plain_report(f"Kyiv said about 3,000 soldiers had reached Kursk. {about}")
    words = report.excerpt(report.span(10, 29))
    plain: dict[str, Any] = {
        "words": f"Kyiv gives about 3,000 ({about})",
        "wording": "Deployment: North Korean soldiers in Russia",
        "proof": (words,),
    }
    return Noted(Alert(kind, (about,), question=question, **(plain | given)), seq, at.isoformat())


def message(*alerts: Noted, facts: Facts = Facts("Sample: Kursk"), at: datetime = NOON) -> Message:
    """A message of some alerts, of one unless told."""
    return compose(alerts or (noted("one"),), at, LINK, facts)


def hostile() -> Message:
    """A message in which every word is foreign and hostile."""
    report = plain_report(HOSTILE.replace("\x1b", "^").replace("\x07", "^"))
    proof = (report.excerpt(report.span(0, len(report.text))),)
    one = noted("hostile", question=f"qu:{HOSTILE}", words=HOSTILE, wording=HOSTILE, proof=proof, actors=(HOSTILE,))
    return message(one, facts=Facts(HOSTILE, standing_of=lambda question: HOSTILE, byline_of=lambda report: HOSTILE))


def certificate(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A certificate for localhost, made now: what a server shows, and what trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    today = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "localhost.pem"
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    shown = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    shown.load_cert_chain(path)
    return shown, ssl.create_default_context(cafile=str(path))


class Letterbox:
    """Takes letters as a mail server does; `refuse` says for each recipient, and for DATA, what the server answers instead of yes."""

    def __init__(self) -> None:
        self.letters: list[tuple[list[str], EmailMessage]] = []
        self.refuse: dict[str, str] = {}
        self.people: dict[bytes, bytes] = {}
        self.names: list[str] = []

    async def handle_EHLO(self, server: SMTP, session: Session, envelope: Envelope, hostname: str, answers: list[str]) -> list[str]:  # noqa: N802
        self.names.append(hostname)
        session.host_name = hostname
        return answers

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:  # noqa: N802
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if "DATA" in self.refuse:
            return self.refuse["DATA"]
        assert isinstance(envelope.content, bytes)
        self.letters.append((list(envelope.rcpt_tos), message_from_bytes(envelope.content, policy=default)))
        return "250 OK"

    def let_in(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        return AuthResult(success=self.people.get(data.login) == data.password, handled=False)


class _Server(Controller):
    """A mail server on a port that is free."""

    def _trigger_server(self) -> None:
        server: Any = self.server
        self.port = server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


@contextmanager
def mail_server(letterbox: Letterbox, *, tls: ssl.SSLContext | None = None, starttls: ssl.SSLContext | None = None) -> Iterator[int]:
    """A real mail server on loopback; gives its port."""
    given: dict[str, Any] = {"tls_context": starttls, "require_starttls": starttls is not None, "authenticator": letterbox.let_in}
    given["auth_require_tls"] = starttls is not None
    server = _Server(letterbox, hostname="127.0.0.1", port=0, ssl_context=tls, **given)
    server.start()
    try:
        yield server.port
    finally:
        server.stop()


@contextmanager
def raw_server(talk: Callable[[socket.socket], None]) -> Iterator[int]:
    """A server that does what a test wants with each connection; gives its port."""
    listening = socket.create_server(("127.0.0.1", 0))
    open_lines: list[socket.socket] = []

    def serve() -> None:
        while True:
            try:
                line, _ = listening.accept()
            except OSError:
                return
            open_lines.append(line)
            with suppress(OSError):
                talk(line)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listening.getsockname()[1]
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        for line in open_lines:
            line.close()
        thread.join(2)


class Receiver:
    """Takes webhooks, checks the signature on its own account, and keeps ids; `answers` are the next answers, 204 when there are none."""

    def __init__(self, secret: bytes) -> None:
        self.secret = secret
        self.answers: list[tuple[int, dict[str, str]]] = []
        self.bodies: list[bytes] = []
        self.headers: list[dict[str, str]] = []
        self.kept: dict[str, bytes] = {}
        self.forged = 0

    def take(self, headers: dict[str, str], body: bytes) -> tuple[int, dict[str, str]]:
        self.headers.append(headers)
        self.bodies.append(body)
        content = b".".join((headers["webhook-id"].encode(), headers["webhook-timestamp"].encode(), body))
        wanted = base64.b64encode(hmac.digest(self.secret, content, hashlib.sha256)).decode()
        if headers["webhook-signature"].split(" ") != [f"v1,{wanted}"]:
            self.forged += 1
            return 401, {}
        answer = self.answers.pop(0) if self.answers else (204, {})
        if 200 <= answer[0] < 300:
            self.kept.setdefault(headers["idempotency-key"], body)
        return answer


@contextmanager
def web_server(receiver: Receiver, tls: ssl.SSLContext | None = None) -> Iterator[int]:
    """A real web server on loopback that hands what is posted to a receiver; gives its port."""

    class Posted(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status, fields = receiver.take({name.lower(): value for name, value in self.headers.items()} | {"path": self.path}, body)
            self.send_response(status)
            for name, value in {"Content-Length": "0", **fields}.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Posted)
    server.daemon_threads = True
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join(2)


def secret_file(folder: Path, words: str, mode: int = 0o600) -> str:
    """A file with a secret in it; gives its name."""
    path = folder / "secret"
    path.write_text(words + "\n")
    path.chmod(mode)
    return path.name


def ids(alerts: Sequence[Noted]) -> list[str]:
    """The ids of alerts."""
    return [one.alert.id for one in alerts]
