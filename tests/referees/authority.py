"""A time-stamp authority of our own, made with certificates that nobody else trusts and the `openssl ts` command."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

_SETTINGS = """[tsa]
serial = {folder}/serial
default_policy = 1.2.3.4
digests = sha256
signer_digest = sha256
ess_cert_id_alg = sha256
"""


class Authority:
    """A root, a leaf that signs time-stamps, and the folder that they lie in; `ended` says that the leaf has run out."""

    def __init__(self, folder: Path, name: str, *, ended: bool = False) -> None:
        self.folder = folder
        folder.mkdir()
        now = datetime.now(UTC)
        root_key, leaf_key = generate_private_key(SECP256R1()), generate_private_key(SECP256R1())
        root_name, leaf_name = _named(f"{name} Root"), _named(f"{name} Stamps")
        span = (now - timedelta(days=900), now + timedelta(days=900))
        root = _certificate(root_name, root_name, root_key, span).add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        leaf_span = (span[0], now - timedelta(days=30)) if ended else span
        leaf = _certificate(leaf_name, root_name, leaf_key, leaf_span).add_extension(purpose, critical=True)
        self._write("root.pem", root.sign(root_key, hashes.SHA256()).public_bytes(Encoding.PEM))
        self._write("leaf.pem", leaf.sign(root_key, hashes.SHA256()).public_bytes(Encoding.PEM))
        self._write("leaf.key", leaf_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        self._write("serial", b"01\n")
        self._write("settings", _SETTINGS.format(folder=folder).encode())

    @property
    def root(self) -> bytes:
        """The root certificate, as PEM."""
        return (self.folder / "root.pem").read_bytes()

    @property
    def leaf(self) -> bytes:
        """The certificate that signs, as PEM."""
        return (self.folder / "leaf.pem").read_bytes()

    def answer(self, query: bytes, *, others: bytes = b"") -> bytes:
        """Answer a query; `others` are certificates that go into the token besides, in an order that is not that of DER."""
        self._write("query", query)
        chain: tuple[str, ...] = ()
        if others:
            self._write("others.pem", others)
            chain = ("-chain", str(self.folder / "others.pem"))
        command = [
            "openssl",
            "ts",
            "-reply",
            "-config",
            str(self.folder / "settings"),
            "-section",
            "tsa",
            "-out",
            str(self.folder / "token"),
        ]
        command += ["-queryfile", str(self.folder / "query"), "-signer", str(self.folder / "leaf.pem"), *chain]
        subprocess.run([*command, "-inkey", str(self.folder / "leaf.key")], check=True, capture_output=True)
        return (self.folder / "token").read_bytes()

    def stamp(self, data: bytes, *, others: bytes = b"") -> bytes:
        """Stamp bytes."""
        self._write("data", data)
        query = ["openssl", "ts", "-query", "-data", str(self.folder / "data"), "-sha256", "-cert", "-out", str(self.folder / "query")]
        subprocess.run(query, check=True, capture_output=True)
        return self.answer((self.folder / "query").read_bytes(), others=others)

    def _write(self, name: str, data: bytes) -> None:
        (self.folder / name).write_bytes(data)


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _certificate(name: x509.Name, by: x509.Name, key: EllipticCurvePrivateKey, span: tuple[datetime, datetime]) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .issuer_name(by)
        .subject_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(span[0])
        .not_valid_after(span[1])
    )
