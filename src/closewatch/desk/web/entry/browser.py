"""The browser behind a visit: the cookie that it is known by, the token of its forms, and whether somebody has logged in with it before.

The token of a form is made from the cookie with a secret of the desk, so that neither can be told from the other, and a cookie that
was planted from another port of this machine opens nothing.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest, new

from starlette.requests import Request
from starlette.responses import Response

from closewatch.desk.web.desk_file import DeskFile
from closewatch.desk.web.entry.accounts import folded
from closewatch.desk.web.entry.sessions import new_token

A_YEAR = 365 * 24 * 60 * 60


def secret_of(file: DeskFile) -> bytes:
    """Give the secret of a desk, which outlives a restart so that pages in open browsers go on working."""
    if file.recall("desk", "secret") is None:
        file.remember("desk", "secret", secrets.token_hex(32))
    return bytes.fromhex(file.recall("desk", "secret"))


@dataclass(frozen=True)
class Browser:
    """One browser. `secure` is whether HTTPS is in front, `address` where it is, `known` what shows that it logged in before."""

    token: str
    is_new: bool
    address: str
    port: int
    secure: bool
    secret: bytes
    known: str

    @property
    def form_token(self) -> str:
        """What the forms of its pages carry."""
        return self._made("form", self.token)

    @property
    def key(self) -> str:
        """Under what the desk remembers this browser where nobody logs in."""
        return f"browser:{sha256(self.token.encode()).hexdigest()}"

    def sent_by_us(self, token: str) -> bool:
        """Tell whether a form came from a page that this browser was given."""
        return not self.is_new and compare_digest(token.encode("utf-8", "replace"), self.form_token.encode())

    def known_as(self, name: str) -> str | None:
        """Tell under what this browser is counted as one in which somebody of this name logged in before; None where nobody did."""
        mark, _, proof = self.known.partition(".")
        wanted = self._made("known", f"{mark} {folded(name)}")
        return mark if mark and compare_digest(proof.encode("utf-8", "replace"), wanted.encode()) else None

    def keep(self, response: Response, token: str) -> None:
        """Have the browser keep a token as its own."""
        response.set_cookie(cookie_name(self.port, self.secure), token, httponly=True, samesite="strict", path="/", secure=self.secure)

    def keep_known(self, response: Response, name: str) -> None:
        """Have the browser keep that somebody of this name logged in."""
        mark = self.known_as(name) or secrets.token_hex(16)
        value = f"{mark}.{self._made('known', f'{mark} {folded(name)}')}"
        cookie = f"{cookie_name(self.port, self.secure)}-known"
        response.set_cookie(cookie, value, max_age=A_YEAR, httponly=True, samesite="strict", path="/", secure=self.secure)

    def _made(self, use: str, words: str) -> str:
        return new(self.secret, f"{use} {words}".encode("utf-8", "replace"), sha256).hexdigest()


def browser_of(request: Request, secret: bytes, secure: bool) -> Browser:
    """Tell which browser asks."""
    port = (request.scope.get("server") or ("", 0))[1] or 0
    name = cookie_name(port, secure)
    found = request.cookies.get(name, "")[:128]
    known = request.cookies.get(f"{name}-known", "")[:128]
    address = request.client.host if request.client else ""
    return Browser(found or new_token(), not found, address, port, secure, secret, known)


def cookie_name(port: int, secure: bool) -> str:
    """Name the cookie of a desk: two desks on one host, on two ports, share none.

    >>> cookie_name(8765, False), cookie_name(8765, True)
    ('closewatch-8765', '__Host-closewatch-8765')
    """
    return f"{'__Host-' if secure else ''}closewatch-{port}"
