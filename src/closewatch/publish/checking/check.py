"""The check of a dossier by a stranger: the file, its manifest and its package beside it, and what else the stranger was given.

Needs no case and no network. What is looked at: digests and signature of the manifest, the package by itself, the journal in it, every
cite down to bytes, every sentence in the file, and that file, manifest and package speak of the same dossier.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from closewatch import __version__
from closewatch.ledger.journal import Fault
from closewatch.protect.signing import Signature, holds, key_of
from closewatch.protect.timestamps import Refusal, Stamp, judge
from closewatch.publish.checking.cites import Followed
from closewatch.publish.checking.package import Inside, Journal, look_inside
from closewatch.publish.checking.words import shown_in
from closewatch.publish.manifest import LARGEST as LARGEST_MANIFEST
from closewatch.publish.manifest import MANIFEST, WACZ, FileDigest, Manifest, Signed, file_digest, read_manifest
from closewatch.publish.pages.page import render_page
from closewatch.terms.dossier import Dossier
from closewatch.terms.trouble import EvidenceAltered

LARGEST = 2**27
"""The largest file, in bytes, whose words are looked at; one over 20,000 reports and 50 questions has 27 MB."""
NAMED = 20
"""How many faults of one code are named; one that is wholly foreign has thousands."""


@dataclass(frozen=True)
class Token:
    """A time-stamp to be checked: the authority's answer, and its root and leaf certificates (PEM) as the checker got them."""

    data: bytes
    root: bytes
    leaf: bytes


@dataclass(frozen=True)
class Asked:
    """What a stranger has besides the files: a journal head, a key's fingerprint (or how they begin), a time-stamp."""

    head: str = ""
    fingerprint: str = ""
    token: Token | None = None


@dataclass(frozen=True)
class Checked:
    """What was found: every fault, and what the dossier is, as far as it could be read.

    `head_is` is "same" or "earlier" where a head was given that the dossier's journal has. `remarks` are what a reader should know besides.
    """

    faults: tuple[Fault, ...]
    manifest: Manifest | None
    signature: Signature | None
    dossier: Dossier | None
    followed: Followed
    head_is: str = ""
    stamp: Stamp | None = None
    remarks: tuple[str, ...] = ()


def check_dossier(path: Path, asked: Asked = Asked()) -> Checked:
    """Check a dossier: FILE, FILE.wacz and FILE.manifest.json beside it. Raises: OSError when one is there and cannot be read."""
    manifest_path, wacz_path = (path.with_name(path.name + end) for end in (MANIFEST, WACZ))
    missing = [one for one in (path, manifest_path, wacz_path) if not one.is_file()]
    faults = [Fault("dossier.missing", one.name, "a file beside the others", "none") for one in missing]
    signed: Signed | None = None
    if manifest_path not in missing:
        try:
            signed = read_manifest(_manifest_bytes(manifest_path))
        except EvidenceAltered as error:
            faults.append(Fault("dossier.manifest-altered", manifest_path.name, "the manifest as it was written", str(error)))
    inside = look_inside(wacz_path, asked.head) if wacz_path not in missing else Inside()
    manifest = signed.manifest if signed else None
    shown = path if path not in missing else None
    if manifest:
        faults += _files(manifest, shown, wacz_path if wacz_path not in missing else None, inside)
    if signed:
        faults += _signature(signed, manifest_path.name, inside.journal, asked.fingerprint)
    faults += inside.faults
    if inside.dossier:
        if manifest:
            faults += _contradictions(manifest, inside.dossier)
        if shown:
            faults += _shown(shown, inside.dossier)
    if asked.head and inside.journal.read and not inside.journal.given:
        faults.append(_older(asked.head, wacz_path.name, inside.journal))
    stamp = _stamp(asked.token, manifest_path) if asked.token and manifest_path not in missing else None
    if isinstance(stamp, Refusal):
        faults.append(Fault(stamp.code, manifest_path.name, stamp.wanted, stamp.found))
    return Checked(
        tuple(_at_most(dict.fromkeys(faults))),
        manifest,
        signed.signature if signed else None,
        inside.dossier,
        inside.followed,
        _head_is(asked.head, inside.journal),
        stamp if isinstance(stamp, Stamp) else None,
        tuple(_remarks(path, shown, manifest, inside)),
    )


def _files(manifest: Manifest, path: Path | None, wacz: Path | None, inside: Inside) -> Iterator[Fault]:
    """Hold the digests of the files against the manifest, and tell one that was altered from one that belongs to another manifest."""
    pairs = [(file_digest(one), said) for one, said in ((path, manifest.file), (wacz, manifest.wacz)) if one]
    altered = [(found, said) for found, said in pairs if (found.sha256, found.size) != (said.sha256, said.size)]
    if not altered:
        return
    other_head = inside.dossier is not None and inside.dossier.head != manifest.head
    of_another = any(found.name != said.name for found, said in altered) or other_head
    if of_another and any(said is manifest.file for _, said in altered):
        wanted = f"the manifest of {' and '.join(found.name for found, _ in altered)}"
        yield Fault("dossier.swapped-manifest", pairs[0][0].name + MANIFEST, wanted, f"one of {manifest.file.name}, head {manifest.head}")
    for found, said in altered:
        yield Fault("dossier.altered", found.name, _sized(said), _sized(found))


def _sized(file: FileDigest) -> str:
    return f"{file.sha256}, {file.size:,} bytes"


def _signature(signed: Signed, where: str, journal: Journal, fingerprint: str) -> Iterator[Fault]:
    """Hold the signature against the bytes, the keys that the journal names, and the key that was asked for."""
    people = ", ".join(f"{key.by} ({key.fingerprint})" for key in journal.keys) or "nobody whose key is to be seen"
    signature = signed.signature
    if signature is None:
        if fingerprint:
            yield Fault("dossier.signature-missing", where, f"a signature with the key {fingerprint}", "none")
        elif journal.key_entries:
            yield Fault("dossier.signature-missing", where, f"a signature, since the journal names keys of {people}", "none")
        return
    if not holds(signed.data, signature):
        yield Fault("dossier.signature-wrong", where, f"a signature by {signature.by} that fits the manifest", "one that does not")
        return
    found = f"a key of {signature.by} ({signature.fingerprint})"
    if fingerprint and not signature.fingerprint.startswith(fingerprint):
        yield Fault("dossier.foreign-key", where, f"the key {fingerprint}", found)
    elif journal.read and key_of(signature) not in journal.keys and not (fingerprint and journal.key_entries > len(journal.keys)):
        yield Fault("dossier.foreign-key", where, f"a key that the journal names, of {people}", found)


def _contradictions(manifest: Manifest, dossier: Dossier) -> Iterator[Fault]:
    """Name what the manifest says otherwise than the dossier in the package."""
    pairs = {
        "head": (dossier.head, manifest.head),
        "number of entries": (dossier.seq, manifest.seq),
        "case": (dossier.case, manifest.case),
        "title": (dossier.title, manifest.title),
        "as_of": (dossier.as_of, manifest.as_of),
        "redacted": (dossier.redacted, manifest.redacted),
        "cites": (len(dossier.annex), manifest.cites),
        "questions": (dossier.questions, manifest.questions),
        "made_with": (dossier.made_with, manifest.made_with),
    }
    for name, (wanted, found) in pairs.items():
        if wanted != found:
            yield Fault("dossier.contradicts", f"manifest, {name}", str(wanted)[:200], str(found)[:200])


def _shown(path: Path, dossier: Dossier) -> Iterator[Fault]:
    """Look every sentence, every cited word and the head up in the file."""
    if path.stat().st_size > LARGEST:
        yield Fault("dossier.unreadable", path.name, f"at most {LARGEST:,} bytes", f"{path.stat().st_size:,}")
        return
    try:
        shown = shown_in(path.read_bytes(), path.name)
    except EvidenceAltered as error:
        yield Fault("dossier.unreadable", path.name, "a page or a PDF that can be read", str(error))
        return
    if not shown.shows(dossier.head):
        yield Fault("dossier.contradicts", f"{path.name}, head", dossier.head, "none such in it")
    for section, sentence in dossier.sentences():
        if not shown.shows(sentence.text):
            yield Fault("dossier.not-shown", f"{path.name}, {section.anchor}, {sentence.id}", repr(sentence.text[:120]), "no such sentence")
    for cited in dossier.annex:
        for span in cited.words if cited.withheld is None else ():
            if not shown.shows(span.exact):
                yield Fault("dossier.not-shown", f"{path.name}, cite {cited.number}", repr(span.exact[:120]), "no such words")


def _older(given: str, where: str, journal: Journal) -> Fault:
    found = f"{journal.head} after {journal.seq:,} entries, without that one: the head given is newer, or of another journal"
    return Fault("dossier.older", where, f"a journal that has the head {given}", found)


def _head_is(given: str, journal: Journal) -> str:
    if not given or not journal.given:
        return ""
    return "same" if journal.given == journal.seq else "earlier"


def _stamp(token: Token, manifest: Path) -> Stamp | Refusal:
    return judge(token.data, _manifest_bytes(manifest), token.root, token.leaf)


def _manifest_bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST_MANIFEST + 1)


def _remarks(path: Path, shown: Path | None, manifest: Manifest | None, inside: Inside) -> Iterator[str]:
    if manifest and manifest.file.name != path.name:
        yield f"it was written as {manifest.file.name}"
    if inside.followed.withheld:
        yield f"{inside.followed.withheld:,} of its cites are withheld: of these only the digest and the reason can be had"
    if inside.followed.bodiless:
        yield f"{inside.followed.bodiless:,} of its cites rest on reports of which more is withheld: their words were not held against them"
    if inside.dossier and shown and not inside.faults and shown.stat().st_size <= LARGEST:
        yield from _made_again(shown, inside.dossier)


def _made_again(path: Path, dossier: Dossier) -> Iterator[str]:
    """Say whether the file says more than its values: a page is made of them anew, where this is the version that made it.

    A PDF is not: setting one that a stranger wrote takes as long as the stranger wants.
    """
    made_here = dossier.made_with.partition(",")[0] == f"closewatch {__version__}"
    if made_here and path.suffix.lower() != ".pdf":
        with suppress(ValueError, TypeError, LookupError, ArithmeticError, RecursionError):  # values that no composer wrote
            if render_page(dossier) == path.read_bytes():
                return
        yield "it is not byte for byte what this version makes of its values: it may say more than was checked"
    else:
        yield "it was not made anew of its values and compared: it may say more than was checked"


def _at_most(faults: Iterable[Fault]) -> Iterator[Fault]:
    """Pass on the first faults of each code, and say how many more there are."""
    seen: Counter[str] = Counter()
    last: dict[str, Fault] = {}
    for fault in faults:
        seen[fault.code] += 1
        last[fault.code] = fault
        if seen[fault.code] <= NAMED:
            yield fault
    for code, count in seen.items():
        if count > NAMED:
            yield Fault(code, "and elsewhere", last[code].wanted, f"{count - NAMED:,} more such faults")
