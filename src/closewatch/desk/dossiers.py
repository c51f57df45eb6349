"""How a dossier is made whole: composed at one moment, written as page or PDF, with its package and a manifest that holds them together.

What is said is decided by `publish.compose`, what may leave by `publish.publication`; here the files come together, are signed, and appear
all at once or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from closewatch.desk.line import publish
from closewatch.ledger.case import Case
from closewatch.protect.signing import Signature, sign
from closewatch.protect.timestamps import ask_authority
from closewatch.publish.checking.inside import NAME, dossier_bytes
from closewatch.publish.manifest import MANIFEST, TOKEN, WACZ, Manifest, manifest_bytes, manifest_of, signed_bytes
from closewatch.publish.publication import Publication
from closewatch.terms.dossier import Dossier
from closewatch.terms.trouble import CaseError, Problem

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from closewatch.publish.compose.compose import DossierWanted

ENDINGS = (".html", ".pdf")


@dataclass(frozen=True)
class Signer:
    """Who signs, with the private key in hand (`desk.key_files.signing_key`)."""

    by: str
    private: Ed25519PrivateKey


@dataclass(frozen=True)
class MadeDossier:
    """A dossier that was put out: its files, what it says, its manifest, who signed, and what its wording leaves to be desired."""

    files: tuple[Path, ...]
    dossier: Dossier
    manifest: Manifest
    signature: Signature | None
    problems: tuple[Problem, ...]


def make_dossier(
    case: Case,
    path: Path,
    wanted: DossierWanted,
    *,
    unredacted: bool = False,
    signer: Signer | None = None,
    authority: str = "",
    ask: Callable[[str, bytes], bytes] = ask_authority,
) -> MadeDossier:
    """Put out a dossier: `path` (.html or .pdf), and beside it its package, its manifest and, where an authority is named, a time-stamp.

    The same case at the same head gives the same bytes of every file but the time-stamp. Raises: CaseError when the name, a question or
    the analysts' text is not as it has to be, when the disk will not take it, something protected is found, or no time-stamp is to be had.
    """
    from closewatch.publish.compose.compose import compose
    from closewatch.publish.compose.lint import lint

    check_name(path)
    made: list[tuple[Dossier, Manifest, Signature | None]] = []

    def write(publication: Publication, folder: Path) -> None:
        dossier = compose(publication, wanted)
        manifest = _write_files(publication, dossier, folder / path.name)
        signature = sign(signed_bytes(manifest), signer.private, signer.by) if signer else None
        data = manifest_bytes(manifest, signature)
        (folder / f"{path.name}{MANIFEST}").write_bytes(data)
        if authority:
            (folder / f"{path.name}{TOKEN}").write_bytes(ask(authority, data))
        made.append((dossier, manifest, signature))

    files = publish(case, write, path.parent, unredacted=unredacted)
    dossier, manifest, signature = made[0]
    return MadeDossier(files, dossier, manifest, signature, (*lint(dossier), *_letters_missing(dossier, path.name)))


def _letters_missing(dossier: Dossier, name: str) -> Iterator[Problem]:
    """Say which signs a PDF shows as codes, because no font of ours has them."""
    if name.lower().endswith(".pdf"):
        from closewatch.publish.paper.paper import signs_without_letters

        problem = signs_without_letters(dossier)
        if problem is not None:
            yield problem


def check_name(path: Path) -> None:
    """Make sure that a dossier is to be a page or a PDF. Raises: CaseError."""
    if path.suffix.lower() not in ENDINGS or path.name.startswith("."):
        raise CaseError(f"wanted a file that ends in .html or .pdf, found {path.name!r}")


def rendered(dossier: Dossier, name: str) -> bytes:
    """Give the bytes of a dossier as a page or as a PDF, by the ending of its name."""
    if name.lower().endswith(".pdf"):
        from closewatch.publish.paper.paper import render_pdf

        return render_pdf(dossier)
    from closewatch.publish.pages.page import render_page

    return render_page(dossier)


def _write_files(publication: Publication, dossier: Dossier, path: Path) -> Manifest:
    """Write the dossier and its package, and give the manifest over both."""
    from closewatch.publish.exports.wacz.writing import write_wacz

    wacz = path.with_name(path.name + WACZ)
    path.write_bytes(rendered(dossier, path.name))
    extra = {f"closewatch/{NAME}": dossier_bytes(dossier)}
    if dossier.own_sections:
        extra["closewatch/sections.txt"] = dossier.own_sections.encode("utf-8")
    write_wacz(publication, wacz, digests={cited.receipt.digest for cited in dossier.annex}, extra=extra)
    return manifest_of(dossier, path, wacz)
