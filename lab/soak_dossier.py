"""Change a signed dossier at random, a byte at a time, and count what `closewatch check` finds; then the meddling that people would try.

    python lab/soak_dossier.py --count 1000 --seed 1 [CASE]     (a case of three small reports unless told)

Every change is to be found, and a change of a byte has to be named with the file that it is in. Passes (exit 0) when nothing is missed.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from closewatch.capture.take import take
from closewatch.desk.dossiers import Signer, make_dossier
from closewatch.desk.key_files import make_signing_key, signing_key
from closewatch.desk.line import Tools, take_in
from closewatch.ledger.case import Case, create_case, open_case
from closewatch.protect.keys import make_key
from closewatch.protect.signing import sign
from closewatch.publish.checking.check import Asked, check_dossier
from closewatch.publish.compose.compose import DossierWanted
from closewatch.publish.manifest import MANIFEST, WACZ, manifest_bytes, read_manifest

AT, BY, PASSPHRASE = datetime(2025, 1, 13, 9, tzinfo=UTC), "person:soak", "only for this soak"
REPORTS = {
    "1.txt": "Title: The toll\nOutlet: Meridian Wire\nDate: 2025-01-02\n\nThe ministry said that 40 people had been killed in Old Quay.\n",
    "2.txt": "Title: Another toll\nOutlet: Quayside Post\nDate: 2025-01-03\n\nA doctor said that 90 people had been killed in Old Quay.\n",
    "3.txt": "Title: A denial\nOutlet: The Lantern\nDate: 2025-01-04\n\nThe army denied that anybody had been killed in Old Quay.\n",
}


@dataclass
class Soak:
    """What came of all changes: how many of each kind were found under which codes, and those that were missed or misnamed."""

    found: dict[str, Counter[str]] = field(default_factory=dict)
    missed: list[str] = field(default_factory=list)
    tried: int = 0
    seconds: float = 0.0


def sample_case(folder: Path) -> Path:
    """Make the small case."""
    reports = folder / "reports"
    reports.mkdir(parents=True)
    for name, text in REPORTS.items():
        (reports / name).write_text(text, encoding="utf-8")
    with create_case(folder / "case", "Old Quay (an invented case)", BY, AT) as case:
        for _ in take_in(case, take(str(reports), BY, lambda: AT), Tools(by=BY, clock=lambda: AT)):
            pass
    return folder / "case"


def put(case: Case, path: Path) -> Path:
    """Make a signed dossier."""
    make_dossier(case, path, DossierWanted(), signer=Signer(BY, signing_key(case, BY, PASSPHRASE)))
    return path


def soak(case_folder: Path, room: Path, count: int, seed: int, ending: str = "html") -> Soak:
    """Make two dossiers of a case, one before and one after a further key came on the record; meddle with the second."""
    dice, result, began = random.Random(seed), Soak(), time.perf_counter()
    with open_case(case_folder) as case:
        make_signing_key(case, BY, PASSPHRASE, lambda: AT)
        older = put(case, room / "older" / f"report.{ending}")
        make_signing_key(case, "person:second", PASSPHRASE, lambda: AT)
        path, newer_head = put(case, room / "dossier" / f"report.{ending}"), case.head().digest
    if check_dossier(path).faults or check_dossier(older).faults:
        result.missed.append(f"untouched: {check_dossier(path).faults[:3]}")
    files = [path, *(path.with_name(path.name + end) for end in (WACZ, MANIFEST))]
    for number in range(count):
        _change_a_byte(files[number % 3], dice, path, result)
    for name, meddle, codes in _meddling(path, older, dice):
        whole = {file: file.read_bytes() for file in files}
        meddle()
        _judge(result, name, path, codes)
        for file, data in whole.items():
            file.write_bytes(data)
    _judge(result, "older than a head", older, {"dossier.older"}, Asked(head=newer_head))
    result.seconds = time.perf_counter() - began
    return result


def _change_a_byte(file: Path, dice: random.Random, path: Path, result: Soak) -> None:
    data = file.read_bytes()
    place = dice.randrange(len(data))
    other = dice.choice([byte for byte in range(256) if byte != data[place]])
    file.write_bytes(data[:place] + bytes([other]) + data[place + 1 :])
    name = "manifest" if file.name.endswith(MANIFEST) else "package" if file.name.endswith(WACZ) else "file"
    codes = {"manifest": {"dossier.manifest-altered", "dossier.signature-wrong", "dossier.foreign-key"}}.get(name, {"dossier.altered"})
    _judge(result, f"a byte of the {name}", path, codes, at=f"{place}", where=file.name)
    file.write_bytes(data)


def _judge(result: Soak, name: str, path: Path, codes: set[str], asked: Asked = Asked(), *, at: str = "", where: str = "") -> None:
    faults = check_dossier(path, asked).faults
    result.tried += 1
    result.found.setdefault(name, Counter()).update({fault.code for fault in faults})
    if not any(fault.code in codes and (not where or fault.where == where) for fault in faults):
        result.missed.append(f"{name} {at}: wanted {' or '.join(sorted(codes))}, found {[fault.code for fault in faults][:4]}")


def _meddling(path: Path, older: Path, dice: random.Random) -> list[tuple[str, Callable[[], object], set[str]]]:
    """What people would try, each with the codes of which one has to be among those found."""
    manifest, wacz = (path.with_name(path.name + end) for end in (MANIFEST, WACZ))

    def cut(file: Path) -> Callable[[], object]:
        return lambda: file.write_bytes(file.read_bytes()[: dice.randrange(file.stat().st_size)])

    def signed_anew(by: str) -> Callable[[], object]:
        def meddle() -> None:
            read = read_manifest(manifest.read_bytes())
            manifest.write_bytes(manifest_bytes(read.manifest, sign(read.data, make_key(), by)))

        return meddle

    def copied(end: str) -> Callable[[], object]:
        return lambda: shutil.copy(older.with_name(older.name + end), path.with_name(path.name + end))

    return [
        ("the file cut", cut(path), {"dossier.altered"}),
        ("the package cut", cut(wacz), {"dossier.altered"}),
        ("the manifest cut", cut(manifest), {"dossier.manifest-altered"}),
        ("the manifest of an older one", copied(MANIFEST), {"dossier.swapped-manifest", "dossier.contradicts"}),
        ("the package of an older one", copied(WACZ), {"dossier.altered"}),
        ("the file of an older one", copied(""), {"dossier.altered"}),
        ("a foreign key", signed_anew("person:stranger"), {"dossier.foreign-key"}),
        ("a foreign key in a known name", signed_anew(BY), {"dossier.foreign-key"}),
        (
            "unsigned",
            lambda: manifest.write_bytes(manifest_bytes(read_manifest(manifest.read_bytes()).manifest)),
            {"dossier.signature-missing"},
        ),
        ("without the package", wacz.unlink, {"dossier.missing"}),
        ("without the manifest", manifest.unlink, {"dossier.missing"}),
    ]


def main() -> int:
    """Print the figures; exit 1 when anything was missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("case", nargs="?", type=Path, help="a case, which is copied first")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ending", choices=["html", "pdf"], default="html")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        case = Path(shutil.copytree(given.case, room / "case")) if given.case else sample_case(room / "sample")
        result = soak(case, room, given.count, given.seed, given.ending)
    for name, codes in sorted(result.found.items()):
        print(f"{name}: {', '.join(f'{code} {count}' for code, count in codes.most_common())}")
    print("\n".join(result.missed[:20]))
    print(f"{result.tried} changes of a {given.ending} dossier in {result.seconds:.0f} s: {len(result.missed)} missed or misnamed")
    return 1 if result.missed else 0


if __name__ == "__main__":
    sys.exit(main())
