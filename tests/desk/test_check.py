"""A stranger checks a dossier without the case: whatever was changed is found, and named with the right reason."""

from __future__ import annotations

import importlib
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from closewatch.desk.dossiers import Signer, make_dossier
from closewatch.desk.key_files import make_signing_key, signing_key
from closewatch.ledger.case import open_case
from closewatch.ledger.views.signing_keys import signing_keys
from closewatch.protect.keys import make_key, public_of, public_pem
from closewatch.protect.signing import sign
from closewatch.publish.checking.check import Asked, Checked, check_dossier
from closewatch.publish.compose.compose import DossierWanted
from closewatch.publish.manifest import MANIFEST, WACZ, manifest_bytes, read_manifest
from closewatch.terms.ref import canonical

from .conftest import AT
from .forged import beside, change_members, change_values, fit_manifest
from .test_commands import Output, run

sys.path.insert(0, str(Path(__file__).parents[2] / "lab"))
soak_dossier = importlib.import_module("soak_dossier")

PASSPHRASE = "seven otters under the bridge"


@pytest.fixture
def path(kursk: Path, tmp_path: Path) -> Path:
    """A dossier that nobody signed, of a case without keys."""
    with open_case(kursk) as case:
        make_dossier(case, tmp_path / "out" / "pay.html", DossierWanted())
    return tmp_path / "out" / "pay.html"


@pytest.fixture
def signed(kursk: Path, tmp_path: Path) -> Path:
    """A dossier that Anna signed."""
    with open_case(kursk) as case:
        make_signing_key(case, "person:anna", PASSPHRASE, lambda: AT)
        signer = Signer("person:anna", signing_key(case, "person:anna", PASSPHRASE))
        make_dossier(case, tmp_path / "signed" / "pay.html", DossierWanted(), signer=signer)
    return tmp_path / "signed" / "pay.html"


def codes(path: Path, asked: Asked = Asked()) -> set[str]:
    return {fault.code for fault in check_dossier(path, asked).faults}


def checked_whole(path: Path, asked: Asked = Asked()) -> Checked:
    checked = check_dossier(path, asked)
    assert checked.faults == ()
    return checked


@pytest.mark.parametrize("ending", ["html", "pdf"])
def test_a_dossier_as_it_was_made_is_whole_and_every_cite_opens(kursk: Path, tmp_path: Path, ending: str) -> None:
    with open_case(kursk) as case:
        made = make_dossier(case, tmp_path / f"pay.{ending}", DossierWanted())
    checked = checked_whole(tmp_path / f"pay.{ending}")
    assert checked.dossier == made.dossier
    assert checked.followed.opened == len(made.dossier.annex) > 0
    assert checked.followed.withheld == checked.followed.bodiless == 0


def test_the_check_needs_no_case(signed: Path, kursk: Path, tmp_path: Path) -> None:
    away = Path(shutil.copytree(signed.parent, tmp_path / "away"))
    shutil.rmtree(kursk)
    assert checked_whole(away / signed.name).signature


def test_a_renamed_dossier_is_whole_and_its_old_name_is_said(path: Path) -> None:
    renamed = path.with_name("report of May.html")
    for end in ("", WACZ, MANIFEST):
        beside(path, end).rename(beside(renamed, end))
    assert checked_whole(renamed).remarks == ("it was written as pay.html",)


def test_a_file_that_is_missing_is_named(path: Path) -> None:
    beside(path, WACZ).unlink()
    assert [(fault.code, fault.where) for fault in check_dossier(path).faults] == [("dossier.missing", "pay.html.wacz")]


def test_the_manifest_of_another_dossier_is_told_from_a_changed_one(kursk: Path, path: Path, tmp_path: Path) -> None:
    with open_case(kursk) as case:
        make_dossier(case, tmp_path / "other" / "others.html", DossierWanted(title="Another"))
    shutil.copy(tmp_path / "other" / "others.html.manifest.json", beside(path, MANIFEST))
    faults = check_dossier(path).faults
    assert "dossier.swapped-manifest" in {fault.code for fault in faults}
    assert "one of others.html" in next(fault.found for fault in faults if fault.code == "dossier.swapped-manifest")


def test_an_unsigned_dossier_of_a_case_with_keys_is_a_fault(signed: Path) -> None:
    manifest = beside(signed, MANIFEST)
    manifest.write_bytes(manifest_bytes(read_manifest(manifest.read_bytes()).manifest))
    assert codes(signed) == {"dossier.signature-missing"}


def sign_anew(path: Path, by: str) -> str:
    """Sign a manifest with a key of one's own, and give the key's fingerprint."""
    private, manifest = make_key(), beside(path, MANIFEST)
    read = read_manifest(manifest.read_bytes())
    manifest.write_bytes(manifest_bytes(read.manifest, sign(read.data, private, by)))
    return public_of(private, by).fingerprint


@pytest.mark.parametrize("by", ["person:anna", "person:stranger"])
def test_a_key_that_the_journal_does_not_name_is_foreign(signed: Path, path: Path, by: str) -> None:
    for one in (signed, path):
        fingerprint = sign_anew(one, by)
        assert codes(one) == codes(one, Asked(fingerprint=fingerprint)) == {"dossier.foreign-key"}


def test_a_key_of_one_person_does_not_sign_in_the_name_of_another(signed: Path) -> None:
    manifest = beside(signed, MANIFEST)
    manifest.write_bytes(manifest.read_bytes().replace(b'"by":"person:anna"', b'"by":"person:hanna"'))
    assert codes(signed) == {"dossier.foreign-key"}


def test_a_signature_over_something_else_is_wrong(signed: Path, kursk: Path) -> None:
    manifest = beside(signed, MANIFEST)
    read = read_manifest(manifest.read_bytes())
    with open_case(kursk) as case:
        private = signing_key(case, "person:anna", PASSPHRASE)
    manifest.write_bytes(manifest_bytes(read.manifest, sign(b"something else", private, "person:anna")))
    assert codes(signed) == {"dossier.signature-wrong"}


def test_the_key_asked_for_has_to_be_the_one(signed: Path, kursk: Path) -> None:
    with open_case(kursk) as case:
        fingerprint = signing_keys(case.tables)[0].key.fingerprint
    checked_whole(signed, Asked(fingerprint=fingerprint[:24]))
    assert codes(signed, Asked(fingerprint="sha256:00000000")) == {"dossier.foreign-key"}


def test_a_head_given_is_its_own_an_earlier_one_or_makes_it_older(signed: Path, kursk: Path) -> None:
    with open_case(kursk) as case:
        heads = [entry.digest for entry in case.store.entries()]
        make_signing_key(case, "person:later", PASSPHRASE, lambda: AT)
        newer = case.head().digest
    assert checked_whole(signed, Asked(head=heads[-1])).head_is == "same"
    assert checked_whole(signed, Asked(head=heads[2][:30])).head_is == "earlier"
    assert codes(signed, Asked(head=newer)) == {"dossier.older"}


def first(values: dict[str, Any]) -> dict[str, Any]:
    """The first cite that a dossier has words of."""
    return next(cited for cited in values["annex"] if cited["words"])


def other_words(values: dict[str, Any]) -> None:
    """Put other words in the place of those cited, the same in the paragraph and under their offsets."""
    cited = first(values)
    span = cited["words"][0]
    other = "X" * len(span["exact"])
    place = span["start"] - cited["start"]
    cited["paragraph"] = cited["paragraph"][:place] + other + cited["paragraph"][place + len(other) :]
    for one in cited["words"]:
        if one["start"] == span["start"]:
            one["exact"] = other[: len(one["exact"])]


def moved(values: dict[str, Any]) -> None:
    cited = first(values)
    cited["start"] += 1
    for span in cited["words"]:
        span["start"], span["end"] = span["start"] + 1, span["end"] + 1


def other_receipt(values: dict[str, Any]) -> None:
    first(values)["receipt"]["digest"] = "sha256:" + "0" * 64


def other_report(values: dict[str, Any]) -> None:
    first(values)["report"] = "re:" + "0" * 32


def other_entry(values: dict[str, Any]) -> None:
    first(values)["admitted"][0]["digest"] = "sha256:" + "0" * 64


def beyond(values: dict[str, Any]) -> None:
    first(values)["admitted"][0]["seq"] = 10_000


def misnumbered(values: dict[str, Any]) -> None:
    values["annex"].reverse()


def nowhere(values: dict[str, Any]) -> None:
    passages = (part for section in values["sections"] for part in section["parts"] if "sentences" in part)
    cites = next(sentence["cites"] for passage in passages for sentence in passage["sentences"] if sentence["cites"])
    cites[0] = "st:" + "0" * 32


@pytest.mark.parametrize("change", [other_words, moved, other_receipt, other_report, other_entry, beyond, misnumbered, nowhere])
def test_a_cite_that_does_not_lead_to_its_words_and_bytes_is_found(path: Path, change: Callable[[dict[str, Any]], None]) -> None:
    change_values(path, change)
    assert "dossier.cite-wrong" in codes(path)


def test_a_sentence_that_was_put_in_the_place_of_another_is_found(path: Path) -> None:
    page = path.read_text("utf-8")
    assert "2,000" in page
    path.write_text(page.replace("2,000", "9,000"), "utf-8")
    fit_manifest(path)
    assert "dossier.not-shown" in codes(path)


def test_a_page_that_says_more_than_was_composed_is_remarked_on(path: Path) -> None:
    assert checked_whole(path).remarks == ()
    path.write_text(path.read_text("utf-8").replace("</body>", "<p>And they all lied.</p></body>"), "utf-8")
    fit_manifest(path)
    assert "it may say more than was checked" in checked_whole(path).remarks[0]


@pytest.mark.parametrize(
    "fields", [{"head": "sha256:" + "1" * 64}, {"seq": 3}, {"title": "T"}, {"redacted": True}, {"cites": 1}, {"questions": ()}]
)
def test_a_manifest_that_says_otherwise_than_the_dossier_is_found(path: Path, fields: dict[str, Any]) -> None:
    fit_manifest(path, **fields)
    assert "dossier.contradicts" in codes(path)


def test_a_page_of_another_head_is_found(path: Path) -> None:
    with_head = path.read_text("utf-8")
    head = read_manifest(beside(path, MANIFEST).read_bytes()).manifest.head
    path.write_text(with_head.replace(head, "sha256:" + "2" * 64), "utf-8")
    fit_manifest(path)
    assert "dossier.contradicts" in codes(path)


def lines_swapped(data: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    return b"".join([*lines[:2], lines[3], lines[2], *lines[4:]])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lines_swapped, "journal.gap"),
        (lambda data: b"".join(data.splitlines(keepends=True)[:-1]), "dossier.contradicts"),
        (lambda data: data.replace(b"soldiers", b"children"), "journal.altered"),
        (lambda data: data + b"{}\n", "wacz.unreadable"),
        (lambda data: b"", "dossier.contradicts"),
    ],
)
def test_a_journal_that_was_meddled_with_is_found(path: Path, change: Callable[[bytes], bytes], code: str) -> None:
    change_members(path, {"closewatch/ledger.jsonl": change})
    assert code in codes(path)


@pytest.mark.parametrize(
    ("member", "change", "code"),
    [
        ("case.json", {"title": "Another case"}, "dossier.contradicts"),
        ("case.json", {"redacted": True}, "dossier.contradicts"),
        ("case.json", {"as_of": "2031-01-01T00:00:00Z"}, "wacz.head"),
        ("case.json", {"made_with": ["a"]}, "wacz.unreadable"),
        ("case.json", {"more": 1}, "wacz.unreadable"),
        ("withheld.json", {"originals": 3}, "wacz.unreadable"),
        ("withheld.json", {"more": []}, "wacz.unreadable"),
    ],
)
def test_what_the_package_says_of_itself_is_held_against_what_is_in_it(path: Path, member: str, change: dict[str, Any], code: str) -> None:
    change_members(path, {f"closewatch/{member}": lambda data: canonical({**json.loads(data), **change}) + b"\n"})
    assert code in codes(path)


@pytest.mark.parametrize("values", [b"", b"{}", b"[]", b'{"sections":3}', b"\xff", b"[" * 100_000])
def test_values_that_are_none_are_named(path: Path, values: bytes) -> None:
    change_members(path, {"closewatch/dossier.json": lambda data: values})
    assert codes(path) & {"dossier.unreadable", "wacz.unreadable"}


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.7\n", b"\x00" * 5_000, b"<html" * 10_000, b"{" * 100_000])
@pytest.mark.parametrize("end", ["", WACZ, MANIFEST])
def test_rubbish_in_the_place_of_a_file_is_a_fault_and_no_error(path: Path, data: bytes, end: str) -> None:
    beside(path, end).write_bytes(data)
    assert codes(path) & {"dossier.altered", "dossier.manifest-altered"}


def test_a_cite_that_is_withheld_opens_its_digest_and_the_reason_alone(path: Path) -> None:
    def withhold(values: dict[str, Any]) -> None:
        cited = first(values)
        cited["withheld"] = {"decision": "de:" + "0" * 32, "reason": "the witness asked not to be named"}
        cited["paragraph"] = "█" * len(cited["paragraph"])
        for span in cited["words"]:
            span["exact"] = "█" * len(span["exact"])

    change_values(path, withhold)
    assert codes(path) == {"dossier.cite-wrong"}  # for it says that nothing was redacted
    change_values(path, lambda values: values.update(redacted=True))
    fit_manifest(path, redacted=True)
    assert codes(path) == {"dossier.contradicts"}  # for the package beside it says so too
    change_members(path, {"closewatch/case.json": lambda data: data.replace(b'"redacted":false', b'"redacted":true')})
    checked = check_dossier(path)
    assert {fault.code for fault in checked.faults} == set()
    assert checked.followed.withheld == 1
    assert "1 of its cites are withheld" in checked.remarks[0]


def test_a_report_whose_text_was_taken_out_is_no_way_to_hide_words_that_were_made_up(path: Path) -> None:
    """The chain holds without the body of an entry; the words of a cite then stand on nothing."""

    def emptied(data: bytes) -> bytes:
        lines = [json.loads(line) for line in data.splitlines()]
        for line in lines:
            if line["kind"] == "capture":
                line["body"] = line["salt"] = None
        return b"".join(canonical(line) + b"\n" for line in lines)

    def listed(data: bytes) -> bytes:
        return canonical(json.loads(data) | {"bodies": [{"reason": "protected", "seq": seq} for seq in (2, 5, 8)]}) + b"\n"

    change_members(path, {"closewatch/ledger.jsonl": emptied, "closewatch/withheld.json": listed})
    assert "dossier.cite-wrong" in codes(path)
    change_values(path, lambda values: values.update(redacted=True))
    fit_manifest(path, redacted=True)
    change_members(path, {"closewatch/case.json": lambda data: data.replace(b'"redacted":false', b'"redacted":true')})
    checked = check_dossier(path)
    assert checked.followed.opened == 0
    assert "their words were not held against them" in checked.remarks[0]


def test_one_byte_in_every_file_is_found_with_its_file_and_so_is_what_people_would_try(kursk: Path, tmp_path: Path) -> None:
    result = soak_dossier.soak(kursk, tmp_path, 60, 7)
    assert result.missed == []
    assert result.tried == 72


def test_the_command_says_that_a_dossier_is_whole(signed: Path, capsys: Output) -> None:
    code, out, err = run(capsys, "check", signed)
    assert (code, err) == (0, "the dossier is whole\n")
    assert "signed by person:anna with sha256:" in out


def test_the_command_names_faults_and_ends_with_1(signed: Path, capsys: Output) -> None:
    signed.write_bytes(signed.read_bytes() + b" ")
    code, out, err = run(capsys, "check", signed)
    assert (code, err) == (1, "1 fault: the dossier is not whole\n")
    assert out.startswith("dossier.altered pay.html: wanted sha256:")
    code, out, _ = run(capsys, "check", signed, "--json")
    assert (code, [fault["code"] for fault in json.loads(out)["faults"]]) == (1, ["dossier.altered"])


def test_the_command_tells_by_json_what_the_dossier_is(signed: Path, kursk: Path, capsys: Output) -> None:
    with open_case(kursk) as case:
        head = case.head()
    code, out, _ = run(capsys, "check", signed, "--json", "--head", head.digest)
    shape = json.loads(out)
    assert code == 0
    assert (shape["head"], shape["head_given"]) == ({"seq": head.seq, "digest": head.digest}, "same")
    assert shape["signature"]["by"] == "person:anna"
    assert shape["cites"]["opened"] > 0


def test_the_key_can_be_given_as_a_file(signed: Path, kursk: Path, tmp_path: Path, capsys: Output) -> None:
    with open_case(kursk) as case:
        (tmp_path / "anna.pub").write_text(public_pem(signing_keys(case.tables)[0].key), "utf-8")
    (tmp_path / "other.pub").write_text(public_pem(public_of(make_key(), "")), "utf-8")
    assert run(capsys, "check", signed, "--key", tmp_path / "anna.pub")[0] == 0
    assert run(capsys, "check", signed, "--key", tmp_path / "other.pub")[0] == 1


@pytest.mark.parametrize(
    "words",
    [
        ("--head", "12"),
        ("--head", "sha256:xyz"),
        ("--key", "nobody.pub"),
        ("--timestamp", "x.tsr"),
        ("--timestamp", "x.tsr", "--authority-root", "r.pem"),
        ("--authority-leaf", "r.pem"),
    ],
)
def test_a_call_that_is_wrong_is_one_line(path: Path, words: tuple[str, ...], capsys: Output) -> None:
    code, out, err = run(capsys, "check", path, *words)
    assert (code, out, err.count("\n")) == (2, "", 1)


def test_a_dossier_that_is_not_there_is_one_line(tmp_path: Path, capsys: Output) -> None:
    assert run(capsys, "check", tmp_path / "none.html")[0] == 2
