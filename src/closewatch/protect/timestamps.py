"""Time-stamps (RFC 3161): what an authority that the user names says about when some bytes existed, and whether that holds.

Two verifiers look at each token, `rfc3161-client` and OpenSSL where it is installed; both are given the authority's root and the very
certificate that signs, for a root alone vouches for everybody it ever certified. Nothing here reaches the network but `ask_authority`.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from closewatch.terms.trouble import CaseError

if TYPE_CHECKING:
    from rfc3161_client import TimeStampResponse

CLIENT, OPENSSL = "rfc3161-client", "OpenSSL"
LARGEST = 2**20
"""How many bytes of an answer are read; a token with its certificates has a few thousand."""
PATIENCE = 30
"""Seconds for the authority to answer, and for OpenSSL to judge."""


@dataclass(frozen=True)
class Stamp:
    """A time-stamp that holds: the moment, in UTC, and the verifiers that say so; `remark` tells why one of the two does not."""

    at: str
    verifiers: tuple[str, ...]
    remark: str = ""


@dataclass(frozen=True)
class Refusal:
    """Why a time-stamp does not hold; codes as in docs/problems.md."""

    code: str
    wanted: str
    found: str


@dataclass(frozen=True)
class _Token:
    """What a token says, before anybody has verified it; `response` is None where only OpenSSL can read it."""

    data: bytes
    at: datetime
    algorithm: str
    imprint: bytes
    nonce: int | None
    response: TimeStampResponse | None


def ask_authority(address: str, data: bytes) -> bytes:
    """Ask the authority at an address for a time-stamp over bytes; only their SHA-256 leaves. Gives the answer as it came.

    Raises: CaseError when it cannot be reached, refuses, or answers about something else.
    """
    from urllib.error import HTTPError
    from urllib.request import HTTPRedirectHandler, Request, build_opener

    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

    class Staying(HTTPRedirectHandler):
        def redirect_request(self, *_: object) -> None:
            return None

    if not address.startswith(("http://", "https://")):
        raise CaseError(f"wanted the address of a time-stamp authority (https://…), found {address!r}")
    asked = TimestampRequestBuilder().data(data).hash_algorithm(HashAlgorithm.SHA256).build()
    headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
    try:
        with build_opener(Staying).open(Request(address, asked.as_bytes(), headers), timeout=PATIENCE) as answer:
            token = bytes(answer.read(LARGEST + 1))
    except (OSError, ValueError) as error:
        if isinstance(error, HTTPError):
            error.close()
        raise CaseError(f"wanted a time-stamp, found: {error} ({address})") from (error if isinstance(error, OSError) else OSError())
    read = _read(token)
    if isinstance(read, Refusal):
        raise CaseError(f"wanted {read.wanted}, found {read.found} ({address})")
    if read.imprint != hashlib.sha256(data).digest() or read.nonce != asked.nonce:
        raise CaseError(f"wanted a time-stamp over what was asked about, found one over something else ({address})")
    return token


def judge(token: bytes, data: bytes, root: bytes, leaf: bytes) -> Stamp | Refusal:
    """Say whether a time-stamp over bytes holds: its chain up to the root (PEM), signed by the leaf (PEM), over these very bytes.

    Certificates are held against the moment of the stamp: one that ran out later does not undo it.
    """
    from cryptography.x509 import InvalidVersion, load_pem_x509_certificate

    try:
        with _without_panic():
            load_pem_x509_certificate(root), load_pem_x509_certificate(leaf)
    except (ValueError, InvalidVersion):
        return Refusal("timestamp.no-certificate", "the authority's root and leaf as PEM certificates", "something else")
    read = _read(token)
    if isinstance(read, Refusal):
        return read
    found = [_by_client(read, root, leaf), _by_openssl(read, root, leaf)]
    for refusal in found:
        if isinstance(refusal, Refusal):
            return refusal
    verifiers = tuple(name for name in found if isinstance(name, str) and name)
    if not verifiers:
        return Refusal("timestamp.unreadable", "a verifier that can read this token", "certificates out of order, and no OpenSSL here")
    at = read.at.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if read.imprint != hashlib.new(read.algorithm, data).digest():
        wanted = f"a time-stamp over this manifest ({read.algorithm} {hashlib.new(read.algorithm, data).hexdigest()})"
        return Refusal("timestamp.other-manifest", wanted, f"one of {at} over another ({read.imprint.hex()})")
    remark = ""
    if CLIENT not in verifiers:
        remark = f"{CLIENT} cannot read its certificates, which are not in the order of DER"
    elif OPENSSL not in verifiers:
        remark = "OpenSSL is not installed here"
    return Stamp(at, verifiers, remark)


def _read(token: bytes) -> _Token | Refusal:
    from rfc3161_client import PKIStatus, decode_timestamp_response

    if len(token) > LARGEST:
        return Refusal("timestamp.unreadable", "the answer of a time-stamp authority", "more than a million bytes")
    try:
        with _without_panic():
            response = decode_timestamp_response(token)
        if response.status != PKIStatus.GRANTED:
            found = f"a refusal (status {response.status}) {' '.join(response.status_string)}"
            return Refusal("timestamp.unreadable", "a time-stamp", found)
        stamped = response.tst_info
        algorithm = _ALGORITHMS.get(stamped.message_imprint.hash_algorithm.dotted_string, "")
        if not algorithm:
            return Refusal("timestamp.unreadable", "a time-stamp over SHA-256, SHA-384 or SHA-512", "one over another digest")
        return _Token(token, stamped.gen_time, algorithm, stamped.message_imprint.message, stamped.nonce, response)
    except ValueError as error:
        told = _told_by_openssl(token)
        return told or Refusal("timestamp.unreadable", "the answer of a time-stamp authority (RFC 3161)", f"something else: {error}"[:300])


_ALGORITHMS = {"2.16.840.1.101.3.4.2.1": "sha256", "2.16.840.1.101.3.4.2.2": "sha384", "2.16.840.1.101.3.4.2.3": "sha512"}


def _told_by_openssl(token: bytes) -> _Token | None:
    """Let OpenSSL say what is in a token that rfc3161-client cannot read; None where there is no OpenSSL or it cannot either."""
    with tempfile.TemporaryDirectory() as room:
        path = Path(room) / "token.tsr"
        path.write_bytes(token)
        done = _openssl("-reply", "-in", str(path), "-text")
    if done is None or done.returncode or "Status: Granted." not in done.stdout:
        return None
    time = re.search(r"^Time stamp: (\w+ +\d+ [\d:]+)(?:\.\d+)? (\d+) GMT$", done.stdout, re.MULTILINE)
    algorithm = re.search(r"^Hash Algorithm: (sha256|sha384|sha512)$", done.stdout, re.MULTILINE)
    rows = re.findall(r"^    [0-9a-f]{4} - ((?:[0-9a-f]{2}[ -])+)", done.stdout, re.MULTILINE)
    nonce = re.search(r"^Nonce: 0x([0-9A-F]+)$", done.stdout, re.MULTILINE)
    if not time or not algorithm or not rows:
        return None
    at = datetime.strptime(f"{time[1]} {time[2]}", "%b %d %H:%M:%S %Y").replace(tzinfo=UTC)
    imprint = bytes.fromhex(re.sub(r"[^0-9a-f]", "", "".join(rows)))
    return _Token(token, at, algorithm[1], imprint, int(nonce[1], 16) if nonce else None, None)


def _by_client(token: _Token, root: bytes, leaf: bytes) -> str | Refusal:
    """Let rfc3161-client judge the chain and the signature; empty where it cannot read the token."""
    from cryptography.x509 import load_pem_x509_certificate
    from rfc3161_client import VerificationError, VerifierBuilder

    if token.response is None:
        return ""
    try:
        with _without_panic():
            verifier = VerifierBuilder(roots=[load_pem_x509_certificate(root)], tsa_certificate=load_pem_x509_certificate(leaf)).build()
            verifier.verify(token.response, token.imprint)
    except (VerificationError, ValueError) as error:
        return _refusal(str(error))
    return CLIENT


@contextmanager
def _without_panic() -> Iterator[None]:
    """Make an ordinary error of a panic in Rust, which bytes that nobody expected lead to: for Python it is none, and stops everything.

    Raises: ValueError.
    """
    try:
        yield
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # its module cannot be imported
            raise
        raise ValueError("the verifier broke off over it") from error


def _by_openssl(token: _Token, root: bytes, leaf: bytes) -> str | Refusal:
    """Let OpenSSL judge the same, up to the root and up to the leaf alone; empty where it is not installed."""
    with tempfile.TemporaryDirectory() as room:
        folder = Path(room)
        for name, data in (("token.tsr", token.data), ("root.pem", root), ("leaf.pem", leaf)):
            (folder / name).write_bytes(data)
        given = ("-verify", "-digest", token.imprint.hex(), "-in", str(folder / "token.tsr"), "-attime", str(int(token.at.timestamp())))
        to_root = _openssl(*given, "-CAfile", str(folder / "root.pem"), "-untrusted", str(folder / "leaf.pem"))
        to_leaf = _openssl(*given, "-CAfile", str(folder / "leaf.pem"), "-partial_chain")
    if to_root is None or to_leaf is None:
        return ""
    if to_root.returncode:
        return _refusal(to_root.stderr)
    return OPENSSL if to_leaf.returncode == 0 else _refusal("does not match the one")


def _openssl(*words: str) -> subprocess.CompletedProcess[str] | None:
    program = shutil.which("openssl")
    if program is None:
        return None
    try:
        return subprocess.run([program, "ts", *words], capture_output=True, text=True, errors="replace", timeout=PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None


def _refusal(error: str) -> Refusal:
    """Name what a verifier refused for, by what it says."""
    if "expired" in error or "not yet valid" in error:
        return Refusal("timestamp.expired", "a certificate that was valid at the moment of the stamp", "one that had run out, or not begun")
    if "does not match the one" in error:
        return Refusal("timestamp.leaf-wrong", "a stamp signed with the certificate given", "one signed with another")
    if "local issuer" in error or "self-signed" in error or "self signed" in error:
        return Refusal("timestamp.authority-unknown", "a stamp whose certificates lead up to the root given", "one of another authority")
    return Refusal("timestamp.wrong", "a time-stamp that holds", " ".join(error.split())[-300:] or "one that does not")
