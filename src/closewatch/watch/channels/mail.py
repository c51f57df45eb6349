"""Tells people by e-mail: one letter with a text and an HTML part, over TLS, whose Message-ID is made of the id of the message.

Whoever gets it again knows that it is the same one. How a message reads is known to `digest`.
"""

from __future__ import annotations

import re
import smtplib
import socket
from contextlib import closing, suppress
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, getaddresses
from pathlib import Path
from typing import BinaryIO

from closewatch.terms.trouble import CaseError, Problem, Undelivered
from closewatch.watch.channels.channel import Channel, Means, note, secret_in, undelivered, where, words_in
from closewatch.watch.channels.webhook import is_loopback
from closewatch.watch.channels.wire import NETWORK_TROUBLE, STEP_SECONDS, line_to, network_trouble, trusted
from closewatch.watch.message import Message
from closewatch.watch.settings import ChannelSettings
from closewatch.watch.words import plain

PORTS = {"starttls": 587, "tls": 465, "none": 25}
"""The port of each way of security where none is given (RFC 6409, 3.1; RFC 8314, 3.3; RFC 5321, 4.5.4.2)."""

DOMAIN = "closewatch.invalid"
"""What ids of letters end in: a name that nobody can own (RFC 2606, 2), and that says nothing of the machine that sends."""

GREETING = "[127.0.0.1]"
"""What the server is greeted with: an address in the form of RFC 5321, 4.1.3, and not the name of the machine."""

MOST_SAID = 2**20
"""Bytes that a server may say while one letter is handed over."""

_MAILBOX = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9.-]{1,255}")
_KNOWN = {"server": True, "from": True, "security": False, "user": False, "password_file": False}


@dataclass(frozen=True)
class Post:
    """By which server a letter goes, from whom and to whom."""

    host: str
    port: int
    security: str
    sender: Address
    to: tuple[Address, ...]
    user: str | None = None
    password_file: Path | None = None


def mail_channel(settings: ChannelSettings, means: Means) -> Channel:
    """Make a channel that sends e-mail. Raises: CaseError when a setting is missing or not of its form."""
    return Channel(settings.name, _Sender(settings.name, _post_of(settings, means), means).tell)


class _Sender:
    """Sends letters, and remembers who has one that others could not be given yet."""

    def __init__(self, name: str, post: Post, means: Means) -> None:
        self._name, self._post, self._means = name, post, means
        self._reached: dict[str, set[str]] = {}

    def tell(self, message: Message) -> tuple[Problem, ...]:
        """Send a letter to everybody who has it not yet."""
        data = letter(message, self._post, self._means).as_bytes()
        reached = self._reached.setdefault(message.id, set())
        waiting = [one.addr_spec for one in self._post.to if one.addr_spec not in reached]
        refused = self._send(message, data, waiting)
        reached.update(one for one in waiting if one not in refused)
        later = sorted(one for one, code in refused.items() if code < 500)
        if later:
            said = f"wanted {self._post.host} to take a letter for {', '.join(later)}, found {refused[later[0]]}"
            raise undelivered("channel.refused", said, self._name, message)
        del self._reached[message.id]
        never = sorted(refused)
        if never:
            said = (
                f"wanted {self._post.host} to take a letter for all, found {refused[never[0]]} for {', '.join(never)}; the others have it"
            )
            return (note("channel.not-for-all", said, self._name, message),)
        return ()

    def _send(self, message: Message, data: bytes, to: list[str]) -> dict[str, int]:
        """Send a letter and give who was refused, with the code of the refusal, while others have it. Raises: Undelivered."""
        post = self._post
        password = secret_in(post.password_file, self._name, message) if post.password_file else None
        try:
            with line_to(post.host, post.port, self._means) as line, closing(self._connected(line)) as client:
                self._greet(client, message)
                if post.user and password is not None:
                    client.login(post.user, password.decode("ascii"))
                refused = client.sendmail(post.sender.addr_spec, to, data)
                _say_goodbye(client)
                return {one: code for one, (code, _) in refused.items()}
        except smtplib.SMTPRecipientsRefused as error:
            codes = {one: code for one, (code, _) in error.recipients.items()}
            if len(to) < len(post.to):  # the others have it
                return codes
            raise self._refused("a letter for anybody", message, *codes.values()) from error
        except smtplib.SMTPAuthenticationError as error:
            raise self._refused("the name and password", message, error.smtp_code) from error
        except smtplib.SMTPNotSupportedError as error:
            said = f"wanted {post.host} to let people in by a password, found that it does not"
            raise undelivered("channel.refused", said, self._name, message, for_good=True) from error
        except smtplib.SMTPResponseException as error:
            if error.smtp_code < 400 or not isinstance(error.smtp_error, bytes):  # words of smtplib itself: an answer without end
                raise network_trouble(smtplib.SMTPException(), post.host, self._name, message) from error
            raise self._refused("a letter", message, error.smtp_code) from error
        except UnicodeDecodeError as error:
            said = "wanted a password of letters, digits and signs of ASCII, found others in its file"
            raise undelivered("channel.no-secret", said, self._name, message, for_good=True) from error
        except NETWORK_TROUBLE as error:
            raise network_trouble(error, post.host, self._name, message) from error

    def _connected(self, line: socket.socket) -> smtplib.SMTP:
        """Begin to talk with the server, where it wants TLS from the first byte under that."""
        post = self._post
        if post.security == "tls":
            line = trusted(self._means).wrap_socket(line, server_hostname=post.host)
        return _Client(line, post.host, post.port, min(STEP_SECONDS, self._means.seconds))

    def _greet(self, client: smtplib.SMTP, message: Message) -> None:
        """Greet the server, and go over to TLS unless the settings go without. Raises: Undelivered where it does not offer it."""
        post = self._post
        client.ehlo_or_helo_if_needed()
        if post.security == "starttls":
            if not client.has_extn("starttls"):
                said = f"wanted {post.host} to offer TLS (STARTTLS), found that it does not; nothing was sent"
                raise undelivered("channel.not-trusted", said, self._name, message)
            client.starttls(context=trusted(self._means))

    def _refused(self, what: str, message: Message, *codes: int) -> Undelivered:
        said = f"wanted {self._post.host} to take {what}, found {', '.join(map(str, sorted(set(codes))))}"
        return undelivered("channel.refused", said, self._name, message, for_good=min(codes) >= 500)


class _Client(smtplib.SMTP):
    """An SMTP client on a connection that stands already."""

    def __init__(self, line: socket.socket, host: str, port: int, seconds: float) -> None:
        self._line = line
        super().__init__(host, port, GREETING, seconds)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        return self._line

    def getreply(self) -> tuple[int, bytes]:
        """Read an answer of the server. Raises: SMTPServerDisconnected when all that it said becomes too much."""
        if self.file is None and self.sock is not None:
            self.file = _Bounded(self.sock.makefile("rb"))
        return super().getreply()


class _Bounded:
    """What a server says, up to a limit: an answer may have any number of lines, and smtplib keeps all of them."""

    def __init__(self, said: BinaryIO) -> None:
        self._said, self._left = said, MOST_SAID

    def readline(self, most: int) -> bytes:
        """Read one line. Raises: SMTPServerDisconnected when there are too many."""
        line = self._said.readline(most)
        self._left -= len(line)
        if self._left < 0:
            raise smtplib.SMTPServerDisconnected("too much was said")
        return line

    def close(self) -> None:
        """Listen no longer."""
        self._said.close()


def _say_goodbye(client: smtplib.SMTP) -> None:
    """End the talk; the letter is taken already, whatever comes now."""
    with suppress(OSError, smtplib.SMTPException):
        client.quit()


def letter(message: Message, post: Post, means: Means) -> EmailMessage:
    """Write the letter, with an id made of that of the message.

    Letters about one question refer to the question, so that they stand together (RFC 5322, 3.6.4). Each says that a machine made it
    (RFC 3834, 5) and which case it is of (RFC 2919).
    """
    made = EmailMessage(policy=SMTP)
    made["From"] = post.sender
    made["To"] = post.to
    made["Subject"] = plain(message.subject)
    made["Date"] = format_datetime(means.clock())
    made["Message-ID"] = _letter_id(message.id)
    if message.question:
        made["In-Reply-To"] = made["References"] = _letter_id(message.question)
    made["Auto-Submitted"] = "auto-generated"
    made["List-Id"] = f"<{list_label(means.title)}.{DOMAIN}>"
    made.set_content(message.text, cte="quoted-printable")
    made.add_alternative(message.html, subtype="html", cte="quoted-printable")
    return made


def _letter_id(identity: str) -> str:
    return f"<{re.sub('[^A-Za-z0-9]', '-', identity[:80])}@{DOMAIN}>"


def list_label(title: str) -> str:
    """Name a case by letters that a header can have.

    >>> list_label("Sample: Kursk, 2024"), list_label("Курск")
    ('sample-kursk-2024', 'case')
    """
    return re.sub("[^a-z0-9]+", "-", title.lower()).strip("-")[:40].strip("-") or "case"


def _post_of(settings: ChannelSettings, means: Means) -> Post:
    """Read the settings of a channel that sends e-mail."""
    to = settings.values.get("to")
    others = ChannelSettings(settings.name, settings.kind, {name: value for name, value in settings.values.items() if name != "to"})
    found = words_in(others, _KNOWN)
    security = found.get("security", "starttls")
    if security not in PORTS:
        raise CaseError(f"wanted security as {', '.join(PORTS)}, found {security!r} ({where(settings)})")
    server = re.fullmatch(r"(\[[0-9A-Fa-f:.]+\]|[^\s:/@]+)(?::([0-9]{1,5}))?", found["server"])
    if server is None or int(server[2] or 1) not in range(1, 65536):
        raise CaseError(f"wanted server as host:port, found {found['server']!r} ({where(settings)})")
    host, user = server[1].strip("[]"), found.get("user")
    if bool(user) != ("password_file" in found):
        raise CaseError(f"wanted user and password_file, or none of them, found one ({where(settings)})")
    if user and security == "none" and not is_loopback(host):
        raise CaseError(f"wanted security of starttls or tls to send a password by, found none ({where(settings)})")
    if user and not user.isascii():
        raise CaseError(f"wanted user in signs of ASCII, found {user!r} ({where(settings)})")
    listed = (to,) if isinstance(to, str) else to
    if not isinstance(listed, tuple) or not listed:
        raise CaseError(f"wanted to as a list of addresses, found {to!r} ({where(settings)})")
    people = tuple({one.addr_spec: one for one in (_address(given, settings) for given in listed)}.values())
    password_file = means.folder / found["password_file"] if user else None
    return Post(host, int(server[2] or PORTS[security]), security, _address(found["from"], settings), people, user, password_file)


def _address(given: str, settings: ChannelSettings) -> Address:
    """Read one address, with a name or without."""
    found = getaddresses([given])
    name, mailbox = found[0] if len(found) == 1 else ("", "")
    if not given.isprintable() or not _MAILBOX.fullmatch(mailbox):
        raise CaseError(f"wanted an address of e-mail, found {given!r} ({where(settings)})")
    return Address(plain(name), addr_spec=mailbox)
