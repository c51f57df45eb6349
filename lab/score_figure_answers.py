"""Holds the figures found in a folder of reports against keyed answers: value, measure, whom, where, when, and whose they are.

    python lab/score_figure_answers.py ANSWERS.jsonl REPORTS [--reader NAME] [--errors [FIELD]]

The reports are read as the product reads them: statements by the reader, then figures with the statement that gives each. Figures of one
report are paired one to one by the overlap of their numbers (intersection over union of the characters, best first). Each rate is given
over all keyed figures, where one that is not found is wrong, and over the paired ones; figures that pair with none are counted as
spurious, per 100 keyed. What is right:

    value       low and high          bounds   open_low, open_high and strict       precision   approximate, lean and vague
    population  country and class     role     of the population                    place       country, as a question needs it
    place_name  as keyed, but for "Oblast", "region" and the like at its end        as_of       first and last day
    as_of_day   last day; like every other value also right where both say nothing
    dated       as_of, over the figures whose key has a date
    statement   the one paired with the keyed statement, by the rule of score_answers; `tied` leaves out figures whose keyed statement
                the reader did not find
    speaker     the same actor, by the rule of score_answers         part_of, derived_from   the figures paired with the keyed ones

Reports are left out where the answers have no figure at all, in any report.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from closewatch.publish.shapes import figure_shape
from closewatch.reading.figures import find_figures
from closewatch.reading.read import LANGUAGES, Reader
from closewatch.terms.report import Report
from closewatch.terms.statement import Statement
from score_answers import READERS, Tally, Who, keyed_statements, load_answers, pair, read_reports, read_statements, same_actor, show_rates

Shape = Mapping[str, Any]

FIELDS = (
    "value", "bounds", "precision", "measure", "unit", "per", "kind", "population", "role", "place", "place_name", "as_of", "as_of_day",
    "dated", "scope", "standing", "statement", "tied", "speaker", "part_of", "derived_from",
)  # fmt: skip
_KIND_OF_PLACE = re.compile(r"\W+(?:oblast|region|province|governorate|district|state|city)$", re.IGNORECASE)
_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)


class FigureTally(Tally):
    """A tally of figures; its errors begin with the field."""

    @property
    def spurious(self) -> float:
        """The figures that pair with none, per 100 keyed."""
        return 100 * (self.counts["read", "all"] - self.counts["found", "right"]) / max(self.counts["found", "all"], 1)


@dataclass(frozen=True)
class Told:
    """One report with its keyed and its read figures in the JSON shape, and which read statement each keyed one is paired with."""

    name: str
    text: str
    keyed: Sequence[Shape]
    read: Sequence[Shape]
    statements: Mapping[str, str]
    countries: Mapping[str, str | None] = field(default_factory=dict)
    """The keyed country of a speaker, by name."""


def score(reports: Iterable[Told]) -> FigureTally:
    """Score the figures of reports."""
    tally = FigureTally()
    for told in reports:
        pairs = pair_figures(told.keyed, told.read)
        partner = {told.keyed[left]["key"]: told.read[right]["id"] for left, right in pairs.items()}
        tally.counts["found", "all"] += len(told.keyed)
        tally.counts["found", "right"] += len(pairs)
        tally.counts["read", "all"] += len(told.read)
        for place, want in enumerate(told.keyed):
            _count(tally, told, want, told.read[pairs[place]] if place in pairs else None, partner)
        for place in sorted(set(range(len(told.read))) - set(pairs.values())):
            have = told.read[place]
            tally.errors.append(("spurious", told.name, "", "", str(have["measure"]), _context(told.text, have)))
    return tally


def pair_figures(keyed: Sequence[Shape], found: Sequence[Shape]) -> dict[int, int]:
    """Pair figures one to one by the overlap of their numbers, best first: places in `keyed` to places in `found`.

    >>> at = lambda start, end: {"span": {"start": start, "end": end}}
    >>> pair_figures([at(0, 2), at(5, 9)], [at(5, 7), at(20, 22)])
    {1: 0}
    """
    shared = sorted(
        (-_overlap(want["span"], have["span"]), left, right)
        for left, want in enumerate(keyed)
        for right, have in enumerate(found)
        if _overlap(want["span"], have["span"]) > 0
    )
    pairs: dict[int, int] = {}
    for _, left, right in shared:
        if left not in pairs and right not in pairs.values():
            pairs[left] = right
    return pairs


def _overlap(one: Shape, other: Shape) -> float:
    common = int(min(one["end"], other["end"]) - max(one["start"], other["start"]))
    return common / int(max(one["end"], other["end"]) - min(one["start"], other["start"]))


def _count(tally: FigureTally, told: Told, want: Shape, have: Shape | None, partner: Mapping[str, str]) -> None:
    words = _context(told.text, want)
    if have is None:
        tally.errors.append(("found", told.name, want["key"], str(want["measure"]), "", words))
    checks = {name: (_worth(name, want), _worth(name, have) if have else "") for name in _PLAIN}
    if want["as_of"] is not None:
        checks["dated"] = checks["as_of"]
    checks["part_of"] = _partner(want["part_of"], partner), (have["part_of"] if have else "")
    checks["derived_from"] = (
        sorted(_partner(key, partner) or "" for key in want["derived_from"]),
        sorted(have["derived_from"]) if have else "",
    )
    given = _partner(want["statement"], told.statements), (have["statement"] if have else "")
    checks["statement"] = given
    if want["statement"] is None or want["statement"] in told.statements:
        checks["tied"] = given
    speakers = _speaker(want, told), _speaker(have, told) if have else None
    same = have is not None and (speakers[0] == speakers[1] or (None not in speakers and same_actor(*speakers)))
    checks["speaker"] = (same, True)
    for name, (wanted, found) in checks.items():
        right = have is not None and wanted == found
        tally.counts[name, "all"] += 1
        tally.counts[name, "right"] += right
        tally.counts[name, "paired"] += have is not None
        if have is not None and not right:
            if name == "speaker":
                wanted, found = (one.names[0] if one else None for one in speakers)
            tally.errors.append((name, told.name, want["key"], str(wanted), str(found), words))


def _partner(key: str | None, partner: Mapping[str, str]) -> str | None:
    """What was read for a keyed value; nothing for nothing, and no id where it was not read."""
    return None if key is None else partner.get(key, f"not read: {key}")


def _speaker(figure: Shape, told: Told) -> Who | None:
    speaker = figure["speaker"]
    if speaker is None:
        return None
    return Who((speaker["name"], *speaker.get("names", ())), speaker.get("country", told.countries.get(speaker["name"])))


def _value_of(figure: Shape, name: str) -> Mapping[str, Any]:
    """What is said of the population or the place; nothing where it is null."""
    return (figure[name] or {}).get("value") or {}


def _place_name(figure: Shape) -> str:
    return _ARTICLE.sub("", _KIND_OF_PLACE.sub("", _value_of(figure, "place").get("name") or "")).casefold()


_PLAIN: Mapping[str, Callable[[Shape], object]] = {
    "value": lambda figure: (figure["low"], figure["high"]),
    "bounds": lambda figure: (figure["open_low"], figure["open_high"], figure["strict"]),
    "precision": lambda figure: (figure["approximate"], figure["lean"], figure["vague"]),
    "measure": lambda figure: figure["measure"],
    "unit": lambda figure: figure["unit"],
    "per": lambda figure: figure["per"],
    "kind": lambda figure: figure["kind"],
    "population": lambda figure: tuple(_value_of(figure, "population").get(name) for name in ("country", "class")),
    "role": lambda figure: _value_of(figure, "population").get("role"),
    "place": lambda figure: _value_of(figure, "place").get("country"),
    "place_name": _place_name,
    "as_of": lambda figure: figure["as_of"] and (figure["as_of"]["start"], figure["as_of"]["end"]),
    "as_of_day": lambda figure: figure["as_of"] and figure["as_of"]["end"],
    "scope": lambda figure: figure["scope"],
    "standing": lambda figure: figure["standing"],
}


def _worth(name: str, figure: Shape) -> object:
    return _PLAIN[name](figure)


def _context(text: str, figure: Shape) -> str:
    start, end = figure["span"]["start"], figure["span"]["end"]
    return f"{text[max(0, start - 70) : start]}[{text[start:end]}]{text[end : end + 70]}".replace("\n", " ")


def score_folder(answers: Path, folder: Path, reader: Reader) -> FigureTally:
    """Read a folder of reports and score its figures.

    Raises: KeyError for a keyed report that is not there; ValueError where keyed words do not stand in the report at their place.
    """
    rows = load_answers(answers)
    if not any(row["figures"] for row in rows):
        return FigureTally()
    read = read_reports(folder, reader)
    return score(_told(row, *read[row["file"]]) for row in rows)


def _told(row: Mapping[str, Any], report: Report, statements: tuple[Statement, ...]) -> Told:
    for figure in row["figures"]:
        span = figure["span"]
        if report.text[span["start"] : span["end"]] != span["exact"]:
            raise ValueError(f"{row['file']} {figure['key']}: wanted {span['exact']!r} at {span['start']}")
    keyed, found = keyed_statements(report, dict(row)), read_statements(report, statements)
    partner = {keyed[left].key: found[right].key for left, right in pair(keyed, found).items()}
    countries = {speaker["name"]: speaker["country"] for statement in row["statements"] if (speaker := statement["speaker"])}
    found_figures = find_figures(report, statements) if report.language is None or report.language in LANGUAGES else ()
    figures = [figure_shape(figure) for figure in found_figures]
    return Told(row["file"], report.text, row["figures"], figures, partner, countries)


def summary(answers: Path, folder: Path, reader: Reader) -> dict[str, float]:
    """Give every rate over all keyed figures, and the spurious ones, as the gate holds them."""
    tally = score_folder(answers, folder, reader)
    rates = {name: tally.rate(name) for name in ("found", *FIELDS)}
    return {**rates, "spurious_at_most": tally.spurious}


def show(tally: FigureTally, say: Callable[[str], object] = print) -> None:
    """Print the rates of a tally over all keyed figures and over the paired ones."""
    keyed, paired, found = tally.counts["found", "all"], tally.counts["found", "right"], tally.counts["read", "all"]
    say(f"{keyed} keyed, {found} read, {paired} paired: {tally.rate('found'):.1f} % found, {tally.spurious:.1f} spurious per 100 keyed")
    show_rates(tally, FIELDS, say)


def main() -> int:
    """Score and print; 0 unless something cannot be read."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("answers", type=Path)
    parser.add_argument("reports", type=Path)
    parser.add_argument("--reader", choices=sorted(READERS), default="encoder")
    parser.add_argument("--errors", nargs="?", const="", metavar="FIELD", help="list what is wrong, of one field or of all")
    given = parser.parse_args()
    tally = score_folder(given.answers, given.reports, READERS[given.reader])
    show(tally)
    if given.errors is not None:
        order = ("found", "spurious", *FIELDS)
        for what, name, key, wanted, found, words in sorted(tally.errors, key=lambda error: (order.index(error[0]), error)):
            if given.errors in ("", what):
                print(f"{what:12} {name} {key}: wanted {wanted!r}, found {found!r}\n             {words}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
