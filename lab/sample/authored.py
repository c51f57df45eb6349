"""Reads one authoring file of the sample case: its header, its marked text and its keys, and turns them into answers.

Checks everything that one file can say about itself; what several files must agree on (copies, drifts, golden questions) is
checked in `build`.
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from marked import Mark, unmark

from closewatch.terms.actor import ActorKind
from closewatch.terms.figure import MEASURES, FigureKind, Lean, Scope, Standing
from closewatch.terms.statement import Basis, Manner, Part, Stance
from closewatch.terms.when import PartialDate

HEADER = ("File", "Title", "Outlet", "Date", "Author", "URL", "Language", "Facts")
STATEMENT_FIELDS = {"speaker", "kind", "country", "stance", "basis", "via", "part", "manner", "within", "said"}
STATEMENT_FLAGS = {"named", "unnamed", "pseudonymous"}
FIGURE_FIELDS = {
    "measure", "low", "best", "high", "lean", "vague", "unit", "kind", "per", "scope", "population", "place", "as_of", "standing",
    "statement", "part_of", "derived_from",
}  # fmt: skip
FIGURE_FLAGS = {"open_low", "open_high", "strict", "approximate"}
COPY_CLASSES = ("statement", "quotation", "narrative", "boilerplate")
DRIFT_KINDS = (
    "bound-dropped", "bound-inverted", "measure-changed", "planned-to-done", "scale-lost", "role-swapped", "place-changed",
    "speaker-changed", "decline-to-denial", "population-changed", "period-lost",
)  # fmt: skip
_SCALES = {"": 1, "hundred": 100, "thousand": 1000, "million": 1_000_000}
_PLAIN_NUMBER = re.compile(r"(?:US)?[$€£]?(\d[\d,]*(?:\.\d+)?) ?(hundred|thousand|million|)")


class Misauthored(Exception):
    """Something in an authoring file that is not as it must be; says what was wanted and what was found."""


@dataclass
class Key:
    """One line of the third part: `s1: speaker="..." kind=body named`."""

    values: dict[str, str]
    flags: set[str]

    def among(self, name: str, allowed: type[Any] | tuple[str, ...], default: str | None = None) -> str:
        """The value of a field, which must be one of a list."""
        value = self.values.get(name, default)
        known = allowed if isinstance(allowed, tuple) else tuple(member.value for member in allowed)
        if value not in known:
            raise Misauthored(f"{name}: wanted one of {', '.join(known)}, found {value!r}")
        return str(value)


@dataclass
class Authored:
    """One report of the sample case with its answers; `name` is the stem of its authoring file."""

    name: str
    header: dict[str, str]
    text: str
    statements: list[dict[str, Any]] = field(default_factory=list)
    figures: list[dict[str, Any]] = field(default_factory=list)
    relays: list[dict[str, Any]] = field(default_factory=list)
    copies: list[dict[str, str]] = field(default_factory=list)
    drifts: list[dict[str, str]] = field(default_factory=list)
    patterns: list[int] = field(default_factory=list)

    @property
    def headline(self) -> str:
        """The title without its marks."""
        return self.text.partition("\n\n")[0]

    def keyed(self, key: str) -> dict[str, Any] | None:
        """The statement or figure of that key, such as "s1" or "n2"."""
        return next((answer for answer in (*self.statements, *self.figures) if answer["key"] == key), None)


def read(path: Path) -> Authored:
    """Read one authoring file.

    Raises: Misauthored when anything in it does not hold.
    """
    parts = re.split(r"^---[ \t]*\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    if len(parts) != 3:
        raise Misauthored(f"wanted three parts between lines of ---, found {len(parts)}")
    header = _header(parts[0], path.stem)
    try:
        text, marks = unmark(header["Title"] + "\n\n" + parts[1].strip())
    except ValueError as error:
        raise Misauthored(str(error)) from error
    if re.search(r"[ \t]\n|\n{3,}|  ", text):
        raise Misauthored("wanted no trailing, doubled or empty-line blanks in the text")
    authored = Authored(path.stem, header, text)
    apply_keys(authored, marks, parts[2])
    return authored


def _header(lines: str, stem: str) -> dict[str, str]:
    header = {}
    for line in lines.strip().splitlines():
        name, _, value = line.partition(":")
        if name not in HEADER or not value.strip():
            raise Misauthored(f"header: wanted one of {', '.join(HEADER)} and a value, found {line!r}")
        header[name] = value.strip()
    missing = [name for name in ("File", "Title", "Outlet", "Date", "URL", "Facts") if name not in header]
    if missing:
        raise Misauthored(f"header: {', '.join(missing)} missing")
    if Path(header["File"]).stem != stem or Path(header["File"]).suffix not in (".txt", ".html", ".eml"):
        raise Misauthored(f"header: wanted a File named {stem} with .txt, .html or .eml, found {header['File']}")
    if not re.fullmatch(r"https://[a-z0-9-]+\.example/\S*", header["URL"]):
        raise Misauthored(f"header: wanted an address under .example, found {header['URL']}")
    if not all(re.fullmatch(r"nk-\d{3}", fact) for fact in header["Facts"].split()):
        raise Misauthored(f"header: wanted facts such as nk-001, found {header['Facts']}")
    period(header["Date"])
    return header


def period(words: str) -> tuple[str, str]:
    """The first and last day of "2024-10", "2024-10-23" or "2024-10-08..2024-10-13"."""
    try:
        ends = [PartialDate(part).period() for part in words.split("..")]
    except ValueError as error:
        raise Misauthored(str(error)) from error
    return str(ends[0].start), str(ends[-1].end)


def apply_keys(authored: Authored, marks: tuple[Mark, ...], lines: str) -> None:
    """Turn the key lines of a text and its marks into the answers of the report.

    Raises: Misauthored when anything in them does not hold.
    """
    by_key: dict[str, list[Mark]] = {}
    for mark in marks:
        by_key.setdefault(f"{'s' if mark.letter in 'scq' else 'n'}{mark.number}", []).append(mark)
    keys: dict[str, Key] = {}
    for line in lines.splitlines():
        name, _, rest = line.partition(":")
        if not line.strip():
            continue
        try:
            words = _words(rest)
            if re.fullmatch(r"[sn]\d+", name):
                if name in keys:
                    raise Misauthored("a second key line of this name")
                keys[name] = _key(words, STATEMENT_FIELDS | STATEMENT_FLAGS if name[0] == "s" else FIGURE_FIELDS | FIGURE_FLAGS)
            else:
                _other(authored, name, words)
        except Misauthored as error:
            raise Misauthored(f"{name}: {error}") from error
    if keys.keys() != by_key.keys():
        odd = sorted(keys.keys() ^ by_key.keys())
        raise Misauthored("marks and keys do not match: " + ", ".join(f"{k} {'not keyed' if k in by_key else 'not marked'}" for k in odd))
    for name in sorted(keys, key=lambda key: (key[0], int(key[1:]))):
        try:
            if name[0] == "s":
                authored.statements.append(_statement(name, keys[name], by_key[name], marks))
            else:
                authored.figures.append(_figure(name, keys[name], by_key[name], marks, authored.header["Date"]))
        except Misauthored as error:
            raise Misauthored(f"{name}: {error}") from error
    _join(authored)


def _words(line: str) -> list[str]:
    lexer = shlex.shlex(line, posix=True, punctuation_chars=False)
    lexer.whitespace_split, lexer.quotes, lexer.escape, lexer.commenters = True, '"', "", ""
    try:
        return list(lexer)
    except ValueError as error:
        raise Misauthored(f"a quotation mark is not closed in {line!r}") from error


def _key(words: list[str], known: set[str]) -> Key:
    values = dict(word.split("=", 1) for word in words if "=" in word)
    flags = {word for word in words if "=" not in word}
    strange = (values.keys() | flags) - known
    if strange:
        raise Misauthored(f"unknown: {', '.join(sorted(strange))}")
    return Key({name: value for name, value in values.items() if value}, flags)


def _other(authored: Authored, name: str, words: list[str]) -> None:
    values = dict(word.split("=", 1) for word in words if "=" in word)
    if name == "pattern":
        authored.patterns = sorted({int(word) for word in words})
        if not all(1 <= number <= 43 for number in authored.patterns):
            raise Misauthored("wanted pattern classes from 1 to 43")
    elif name == "relay" and len(words) == 2 and "chain" in values:
        authored.relays.append({"statement": words[0], "chain": [link.strip() for link in values["chain"].split(">")]})
    elif name == "copies" and values.keys() == {"of", "words", "class"} and values["class"] in COPY_CLASSES:
        authored.copies.append(values)
    elif name == "drift" and values.keys() == {"of", "here", "kind"} and values["kind"] in DRIFT_KINDS:
        authored.drifts.append(values)
    elif name == "origin" and len(values) == len(words):
        authored.header["origins"] = " ".join(words)
    else:
        raise Misauthored(f"wanted a key line as lab/sample/README.md tells, found {' '.join(words)!r}")


def _statement(name: str, key: Key, marks: list[Mark], all_marks: tuple[Mark, ...]) -> dict[str, Any]:
    roles = {letter: [mark for mark in marks if mark.letter == letter] for letter in "scq"}
    if not roles["q"] or not (roles["s"] or roles["c"]):
        raise Misauthored("wanted a content and a source or cue")
    around = _around(roles["q"], int(name[1:]), all_marks)
    within = _one_of(around, key, "within")
    speaker = None
    if key.values.get("speaker") != "none":
        if "speaker" not in key.values or ("named" in key.flags) == ("unnamed" in key.flags):
            raise Misauthored("wanted a speaker, either named or unnamed")
        country = key.values.get("country", "none")
        if country != "none" and not re.fullmatch("[A-Z]{2}", country):
            raise Misauthored(f"wanted a country of two letters, found {country}")
        speaker = {
            "name": key.values["speaker"],
            "kind": key.among("kind", ActorKind),
            "named": "named" in key.flags,
            "pseudonymous": "pseudonymous" in key.flags,
            "country": None if country == "none" else country,
        }
    said = key.values.get("said")
    return {
        "key": name,
        "source": [mark.span() for mark in roles["s"]],
        "cue": [mark.span() for mark in roles["c"]],
        "content": [mark.span() for mark in roles["q"]],
        "speaker": speaker,
        "manner": key.among("manner", Manner),
        "stance": key.among("stance", Stance),
        "basis": key.among("basis", Basis, "unstated"),
        "via": [relay.strip() for relay in key.values.get("via", "").split(";") if relay.strip()],
        "within": f"s{within}" if within else None,
        "part": key.among("part", Part),
        "said": dict(zip(("start", "end"), period(said), strict=True)) | {"from": "text"} if said else None,
    }


def _around(marks: list[Mark], own: int, all_marks: tuple[Mark, ...]) -> tuple[int, ...]:
    """The statement whose content holds all these words most closely; several where their contents are the very same words."""
    holding = [
        other
        for other in all_marks
        if other.letter == "q" and other.number != own and all(other.holds(mark) and not _twin(other, mark) for mark in marks)
    ]
    closest = min(holding, key=lambda other: other.end - other.start, default=None)
    return tuple(other.number for other in holding if closest and _twin(other, closest))


def _one_of(around: tuple[int, ...], key: Key, name: str) -> str:
    """The number keyed for the statement around: that of one marked so, "" where the marks show none."""
    keyed = key.values.get(name, "").lstrip("s")
    if keyed not in (tuple(map(str, around)) or ("",)):
        raise Misauthored(f"wanted {name}={' or '.join(map(str, around)) or None} as marked, found {keyed or None}")
    return keyed


def _twin(left: Mark, right: Mark) -> bool:
    """Two contents of the very same words: neither is inside the other."""
    return left.letter == right.letter and left.span() == right.span()


def _figure(name: str, key: Key, marks: list[Mark], all_marks: tuple[Mark, ...], published: str) -> dict[str, Any]:
    roles = {letter: [mark for mark in marks if mark.letter == letter] for letter in "nbpl"}
    if len(roles["n"]) != 1 or any(len(found) > 1 for found in roles.values()):
        raise Misauthored("wanted one n mark and at most one b, p and l mark")
    statement = _one_of(_around(roles["n"], -1, all_marks), key, "statement")
    if key.among("measure", MEASURES) and key.among("scope", Scope):
        amount = _amount(key, roles["n"][0].exact, bool(roles["b"]))
    country, role, kind = (*key.values.get("population", "").split("/"), "", "")[:3]
    place, _, land = key.values.get("place", "").rpartition("/")
    if bool(key.values.get("place")) != bool(place):
        raise Misauthored('wanted a place such as "Kursk Oblast"/RU')
    as_of = key.values.get("as_of")
    return {
        "key": name,
        "span": roles["n"][0].span(),
        "bound": roles["b"][0].span() if roles["b"] else None,
        "measure": key.values["measure"],
        **amount,
        "kind": key.among("kind", FigureKind),
        "unit": key.values.get("unit"),
        "per": key.values.get("per"),
        "population": {
            "value": {"country": country or None, "role": role or None, "class": kind or None},
            "span": roles["p"][0].span() if roles["p"] else None,
        }
        if country or role or kind
        else None,
        "place": {
            "value": {"name": place, "country": land or None},
            "span": roles["l"][0].span() if roles["l"] else None,
        }
        if place
        else None,
        "scope": key.values["scope"],
        "as_of": dict(zip(("start", "end"), period(as_of), strict=True)) | {"from": "published" if as_of == published else "text"}
        if as_of
        else None,
        "part_of": key.values.get("part_of"),
        "derived_from": [parent for parent in key.values.get("derived_from", "").split(",") if parent],
        "standing": key.among("standing", Standing, "asserted"),
        "statement": f"s{statement}" if statement else None,
    }


def _amount(key: Key, exact: str, bounded: bool) -> dict[str, Any]:
    try:
        low, best, high = (Decimal(key.values[name]) if name in key.values else None for name in ("low", "best", "high"))
    except InvalidOperation as error:
        raise Misauthored(f"wanted plain numbers, found {key.values}") from error
    flags = {flag: flag in key.flags for flag in ("open_low", "open_high", "strict", "approximate")}
    lean, vague = key.values.get("lean"), key.values.get("vague")
    if lean:
        key.among("lean", Lean)
    if low is not None and low == high:
        best = low
    inexact = any(flags.values()) or bool(lean)
    if flags["open_high"] != (low is not None and high is None) or flags["open_low"] != (high is not None and low is None):
        raise Misauthored("an end is open when, and only when, it has no number")
    if flags["strict"] and not (flags["open_low"] or flags["open_high"]):
        raise Misauthored("strict goes with an open end")
    if low is None and high is None and not vague and key.values.get("standing") != "none_reported":
        raise Misauthored("wanted a number, a vague word or standing=none_reported")
    if not vague and inexact != bounded:
        raise Misauthored(f"bound words {'without' if bounded else 'missing for'} an open end, approximate, strict or lean")
    plain = _PLAIN_NUMBER.fullmatch(exact)
    if plain and Decimal(plain[1].replace(",", "")) * _SCALES[plain[2]] not in (low, high):
        raise Misauthored(f"wanted the number of {exact!r}, found low {low}, high {high}")
    numbers = {name: None if value is None else str(value) for name, value in (("low", low), ("best", best), ("high", high))}
    return numbers | flags | {"lean": lean, "vague": vague}


def _join(authored: Authored) -> None:
    statements = {statement["key"]: statement for statement in authored.statements}
    figures = {figure["key"] for figure in authored.figures}
    for word in authored.header.pop("origins", "").split():
        key, origin = word.split("=", 1)
        answer = authored.keyed(key)
        if answer is None or answer.get("statement"):
            raise Misauthored(f"origin: wanted a statement, or a figure that the outlet itself gives, found {key}")
        answer["origin"] = origin
    chains = {relay["statement"]: relay["chain"] for relay in authored.relays}
    for key, statement in statements.items():
        chain = [statement["speaker"]["name"] if statement["speaker"] else None, *statement["via"]]
        if chains.pop(key, None) != (chain if statement["via"] else None):
            raise Misauthored(f"relay: wanted for {key} the chain {' > '.join(map(str, chain))}, or no via and no relay")
    if chains:
        raise Misauthored(f"relay: no statement {', '.join(chains)}")
    for figure in authored.figures:
        strange = {figure["part_of"], *figure["derived_from"]} - figures - {None}
        if strange:
            raise Misauthored(f"{figure['key']}: no figure {', '.join(sorted(strange))}")
        speaker = statements[figure["statement"]]["speaker"] if figure["statement"] else None
        figure["speaker"] = {"name": speaker["name"]} if speaker else None
