"""Somebody who looks at the desk over HTTP, on a real server on this machine: keeps cookies, fills in forms, follows where it is sent."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit


@dataclass(frozen=True)
class Answer:
    """What the desk answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    @property
    def token(self) -> str:
        """The token of the first form on the page."""
        found = re.search(r'name="token" value="([^"]+)"', self.text)
        assert found, "wanted a form with a token on the page"
        return unescape(found[1])


@dataclass
class Visitor:
    """One browser without a screen. `address` is that of the desk."""

    address: str
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        return self.ask("GET", path, None, headers or {})

    def post(self, path: str, fields: Mapping[str, str], headers: Mapping[str, str] | None = None, *, follow: bool = True) -> Answer:
        """Send a form; goes on to the page that the desk sends us to, unless told not to `follow`."""
        sent = {"Content-Type": "application/x-www-form-urlencoded", **(headers or {})}
        answer = self.ask("POST", path, urlencode(fields).encode(), sent)
        return self.get(answer.headers["location"]) if follow and answer.status == 303 else answer

    def ask(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        connection = HTTPConnection(urlsplit(self.address).netloc, timeout=30)
        cookie = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} if self.cookies else {}
        try:
            connection.request(method, path, body, {**cookie, **headers})
            response = connection.getresponse()
            answer = Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, response.read())
            for line in response.headers.get_all("set-cookie") or ():
                name, _, value = line.partition(";")[0].partition("=")
                self.cookies[name] = value
            return answer
        finally:
            connection.close()
