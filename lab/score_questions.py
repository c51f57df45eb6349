"""Holds the questions that the views make against the golden questions of the sample case, from keyed figures and from what is read.

    python lab/score_questions.py [--answers ANSWERS.jsonl] [--reports FOLDER] [--reader NAME] [--errors]

Two measurements of one thing. **keyed**: the views alone; statements and figures are built from the answers, so that errors of reading do
not matter. **read**: the same views over what a reader finds. Counted over the golden questions about figures:

- questions: a question with exactly that key is there;
- claims: the question has a claim with exactly those ends;
- reports, origins: the claim is carried by every report keyed for it; each origin keyed for it is one origin of the claim, whose actor is
  a speaker keyed with that origin anywhere (the rule of score_answers.py: who only passes it on is keyed with it too) and which has every
  report keyed for it. A report that is not keyed with that amount for
  that question is extra;
- conflicts: a keyed conflict that is there. Only conflicts between listed claims are keyed, so what is *invented* is decided
  thus: a conflict from keyed figures is listed as "beyond", for a person to judge by the rules of docs/interfaces.md; a conflict from read
  figures is invented where the keyed figures do not give the same conflict (same key, same ends on both sides, same kind).

Yes/no questions are counted apart (score_yes_no.py).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from closewatch.capture.render import render
from closewatch.capture.take import take
from closewatch.capture.taken import Taken
from closewatch.ledger.bodies import capture_body, links_body, reading_body
from closewatch.ledger.case import Case, case_in_memory
from closewatch.ledger.views.independence import proved_among
from closewatch.ledger.views.questions import questions
from closewatch.linking.link import link
from closewatch.reading.about import say_about
from closewatch.reading.actors import known_actor
from closewatch.reading.read import Reader, read
from closewatch.terms.about import Place, Population
from closewatch.terms.actor import Actor, ActorKind, actor_id
from closewatch.terms.claim import Claim, Origin, Question, QuestionKind
from closewatch.terms.entry import Draft, EntryKind
from closewatch.terms.figure import Figure, FigureKind, Lean, Range, Scope, Standing
from closewatch.terms.reading import Account, Reading
from closewatch.terms.record import plain_number
from closewatch.terms.report import Report, Span
from closewatch.terms.statement import Basis, Manner, Part, Stance, Statement
from closewatch.terms.when import Dated, KnownFrom
from score_answers import READERS, Who, same_actor
from score_yes_no import COUNTED, keyed_origins, question_for, score_yes_no

SAMPLE = Path(__file__).parents[1] / "src" / "closewatch" / "desk" / "sample"
AT = datetime(2025, 12, 31, tzinfo=UTC)
BY = "person:scorer"

Key = tuple[str | None, ...]
Ends = tuple[str | None, str | None, bool, bool]


@dataclass
class Tally:
    """Counts by what is counted and how it came out, and a line for each difference."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def rate(self, what: str) -> float:
        """Give the share of right ones in per cent."""
        return 100 * self.counts[what, "right"] / max(1, self.counts[what, "all"])

    def note(self, what: str, right: bool, error: str) -> None:
        """Count one thing, and keep a line where it is not right."""
        self.counts[what, "all"] += 1
        self.counts[what, "right"] += right
        if not right:
            self.errors.append(f"{what}: {error}")


@dataclass(frozen=True)
class Keyed:
    """One keyed figure as far as questions go: its file, key, ends, and who it goes back to."""

    file: str
    key: Key
    ends: Ends
    origin: str | None
    speaker: Who


def load(answers: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Give the answers of the reports and the golden questions."""
    rows = [json.loads(line) for line in answers.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [row for row in rows if "file" in row], [row for row in rows if "question" in row]


def rendered(folder: Path) -> dict[str, tuple[Report, bytes]]:
    """Give every report of a folder by the name of its file."""
    found = {}
    for taken in take(str(folder), BY, lambda: AT):
        if isinstance(taken, Taken):
            found[Path(taken.capture.source or "").name] = (render(taken.capture, taken.data), taken.data)
    return found


def keyed_reading(report: Report, row: dict[str, Any]) -> Reading:
    """Build what a faultless reader would find in a report: every keyed statement and figure."""
    statements: dict[str, Statement] = {}
    for keyed in sorted(row["statements"], key=lambda one: one["within"] is not None):
        statements[keyed["key"]] = _statement(report, keyed, statements)
    figures: dict[str, Figure] = {}
    waiting = list(row["figures"])
    while waiting:  # what a figure is part of, or derived from, comes before it
        ready = [one for one in waiting if all(key in figures for key in (*one["derived_from"], *filter(None, [one["part_of"]])))]
        figures |= {one["key"]: _figure(report, one, statements, figures) for one in ready or waiting}
        waiting = [one for one in waiting if one["key"] not in figures]
    ordered = sorted(statements.values(), key=lambda one: min(span.start for span in (*one.source, *one.cue, *one.content)))
    told = say_about(report, ordered, tuple(figures.values()))
    return Reading(report.id, "keyed", told, tuple(figures.values()))


def _statement(report: Report, keyed: dict[str, Any], known: dict[str, Statement]) -> Statement:
    source, cue, content = (tuple(_span(report, span) for span in keyed[role]) for role in ("source", "cue", "content"))
    within = known.get(keyed["within"] or "")
    return Statement(
        report.id, source, cue, content, Manner(keyed["manner"]), Stance(keyed["stance"]), Basis(keyed["basis"]), tuple(keyed["via"]),
        within.id if within else None, _dated(keyed["said"]), Part(keyed["part"]), _actor(report, keyed["speaker"]), "keyed",
    )  # fmt: skip


def _figure(report: Report, keyed: dict[str, Any], statements: dict[str, Statement], figures: dict[str, Figure]) -> Figure:
    low, best, high = (None if keyed[end] is None else Decimal(keyed[end]) for end in ("low", "best", "high"))
    amount = Range(
        low, best, high, keyed["open_low"], keyed["open_high"], keyed["strict"], keyed["approximate"],
        Lean(keyed["lean"]) if keyed["lean"] else None, keyed["vague"],
    )  # fmt: skip
    population, place = keyed["population"], keyed["place"]
    statement = statements.get(keyed["statement"] or "")
    parent = figures.get(keyed["part_of"] or "")
    return Figure(
        report.id, _span(report, keyed["span"]), keyed["measure"], amount, _span(report, keyed["bound"]) if keyed["bound"] else None,
        FigureKind(keyed["kind"]), keyed["unit"], keyed["per"],
        population and Population(*(population["value"][name] for name in ("country", "role", "class")), span=_maybe(report, population)),
        place and Place(place["value"]["name"], place["value"]["country"], span=_maybe(report, place)),
        Scope(keyed["scope"]), _dated(keyed["as_of"]), parent.id if parent else None,
        tuple(figures[key].id for key in keyed["derived_from"] if key in figures), Standing(keyed["standing"]),
        statement.id if statement else None, statement.speaker if statement else None,
    )  # fmt: skip


def _span(report: Report, span: dict[str, Any]) -> Span:
    return report.span(span["start"], span["end"])


def _maybe(report: Report, inferred: dict[str, Any]) -> Span | None:
    return _span(report, inferred["span"]) if inferred["span"] else None


def _dated(keyed: dict[str, Any] | None) -> Dated | None:
    if keyed is None:
        return None
    start, end = (date.fromisoformat(keyed[name]) if keyed[name] else None for name in ("start", "end"))
    return Dated(start, end, KnownFrom(keyed.get("from") or "text"))


def _actor(report: Report, speaker: dict[str, Any] | None) -> Actor | None:
    if speaker is None:
        return None
    known = known_actor(speaker["name"].removeprefix("the "), speaker["country"])
    return Actor(
        actor_id(report.id, speaker["name"]), speaker["name"], ActorKind(speaker["kind"]), (speaker["name"],), speaker["named"],
        speaker["pseudonymous"], speaker["country"], known.key if known else None,
    )  # fmt: skip


def put(case: Case, report: Report, data: bytes, reading: Reading) -> None:
    """Put one report on the record with what was found in it."""
    linked = link(case.tables, case, Account(report, reading))
    case.record(
        (data,),
        (
            Draft(EntryKind.CAPTURE, BY, AT, capture_body(report.capture, report, report.id, ())),
            Draft(EntryKind.READING, f"reader:{reading.read_by}", AT, reading_body(reading)),
            Draft(EntryKind.LINKS, "linker:1", AT, links_body(report.id, linked.links, linked.withdrawn)),
        ),
    )


def questions_of(readings: Iterable[tuple[Report, bytes, Reading]]) -> list[Question]:
    """Give the questions that the views make of some readings."""
    with case_in_memory("scored", BY, AT) as case:
        for report, data, reading in readings:
            put(case, report, data, reading)
        return list(questions(case.tables))


def keyed_figures(row: dict[str, Any]) -> Iterator[Keyed]:
    """Give the figures of one report's answers as they are scored; the outlet speaks where nobody else does."""
    statements = {statement["key"]: statement for statement in row["statements"]}
    for figure in row["figures"]:
        statement = statements.get(figure["statement"] or "", {})
        population, place = ((figure[name] or {"value": {}})["value"] for name in ("population", "place"))
        key = (*(figure[name] for name in ("measure", "unit", "per")), population.get("country"), population.get("class"))
        speaker = statement.get("speaker") or {"name": row["publisher"], "country": None}
        ends = (figure["low"], figure["high"], figure["open_low"], figure["open_high"])
        who = Who((speaker["name"],), speaker["country"])
        yield Keyed(row["file"], (*key, place.get("country")), ends, figure.get("origin") or statement.get("origin"), who)


def key_of(question: Question) -> Key:
    """Give the key of a question as a tuple, in the order of the golden keys."""
    key = question.key
    return (key.measure, key.unit, key.per, key.population_country, key.population_class, key.place_country)


def golden_key(golden: dict[str, Any]) -> Key:
    """Give the key of a golden question."""
    key = golden["key"]
    return (key["measure"], key["unit"], key["per"], key["population"]["country"], key["population"]["class"], key["place"]["country"])


def ends_of(amount: Range) -> Ends:
    """Give the ends of an amount as they are keyed."""
    return (plain_number(amount.low), plain_number(amount.high), amount.open_low, amount.open_high)


Conflicts = dict[tuple[Key, frozenset[Ends], str], str]


def conflicts_of(found: Iterable[Question]) -> Conflicts:
    """Name every conflict by its question's key, the ends of both sides and its kind, with its reason; a denial by the claim it meets."""
    named = {}
    for question in found:
        if question.key.kind is not QuestionKind.FIGURE:
            continue
        ends = {claim.id: ends_of(claim.amount) for claim in question.claims}
        for conflict in question.conflicts:
            sides = frozenset(ends[side] for side in (conflict.left, conflict.right) if side in ends)
            named[key_of(question), sides, conflict.kind.value] = conflict.because
    return named


def score(golden: list[dict[str, Any]], rows: list[dict[str, Any]], found: list[Question], files: dict[str, str]) -> Tally:
    """Hold questions against the golden ones; `files` names the file of each report."""
    tally = Tally()
    told = {row["file"]: (row["published"] or "9999", row["publisher"]) for row in rows}
    outlets = {report: told.get(file, ("9999", None)) for report, file in files.items()}
    figures = [figure for row in rows for figure in keyed_figures(row)]
    speakers: dict[str | None, list[Keyed]] = {}
    for figure in figures:
        speakers.setdefault(figure.origin, []).append(figure)
    by_key = {key_of(question): question for question in found if question.key.kind is QuestionKind.FIGURE}
    named = conflicts_of(found)
    for wanted in golden:
        if wanted["kind"] != "figure":
            scored = score_yes_no(wanted, question_for(wanted, found, files), keyed_origins(rows), files)
            tally.counts += scored.counts
            tally.errors += scored.errors
            continue
        key, question = golden_key(wanted), by_key.get(golden_key(wanted))
        tally.note("questions", question is not None, wanted["question"])
        ends_by_wording = {}
        actors: set[str] = set()
        for claim in wanted["claims"]:
            ends = ends_by_wording[claim["wording"]] = (claim["low"], claim["high"], claim["open_low"], claim["open_high"])
            about = f"{wanted['question']}: {claim['wording']}"
            held = next((one for one in question.claims if ends_of(one.amount) == ends), None) if question else None
            tally.note("claims", held is not None, about)
            keyed = [figure for figure in figures if figure.key == key and figure.ends == ends]
            actors |= _score_claim(tally, about, claim, held, keyed, files, speakers)
        tally.note("at most", len(actors) == wanted["at_most"], f"{wanted['question']}: wanted {wanted['at_most']}, found {len(actors)}")
        listed = [claim for claim in question.claims if ends_of(claim.amount) in ends_by_wording.values()] if question else []
        proved = len(proved_among(list(gathered(listed)), outlets))
        tally.note("proved", proved == wanted["proved"], f"{wanted['question']}: wanted {wanted['proved']}, found {proved}")
        for conflict in wanted["conflicts"]:
            sides = frozenset(ends_by_wording[conflict[side]] for side in ("left", "right"))
            there = (key, sides, conflict["kind"]) in named
            tally.note("conflicts", there, f"{wanted['question']}: {conflict['left']} | {conflict['right']}")
    return tally


def gathered(claims: Iterable[Claim]) -> Iterator[Origin]:
    """Give the origins of some claims of one question, those of one root as one."""
    by_root: dict[str, list[Origin]] = {}
    for origin in (origin for claim in claims for origin in claim.origins):
        by_root.setdefault(origin.actor.id, []).append(origin)
    for origins in by_root.values():
        stated = Counter(origin.basis for origin in origins if origin.basis is not Basis.UNSTATED)
        basis = stated.most_common(1)[0][0] if stated else Basis.UNSTATED
        reports = tuple(sorted({report for origin in origins for report in origin.reports}))
        statements = tuple(sorted({statement for origin in origins for statement in origin.statements}))
        yield replace(origins[0], basis=basis, reports=reports, statements=statements, edges=tuple(e for o in origins for e in o.edges))


def _score_claim(
    tally: Tally, about: str, claim: dict[str, Any], held: Claim | None, keyed: list[Keyed], files: dict[str, str],
    speakers: Mapping[str | None, list[Keyed]],
) -> set[str]:  # fmt: skip
    """Score reports and origins of one claim; gives the actors of the origins that are keyed."""
    actors = set()
    carried = {files[report] for report in held.reports} if held else set()
    for file in claim["reports"]:
        tally.note("reports", file in carried, f"{about}: {file} is missing")
    for file in sorted(carried - {figure.file for figure in keyed}):
        tally.counts["extra reports", "found"] += 1
        tally.errors.append(f"extra reports: {about}: {file}")
    for name in claim["origins"]:
        theirs = [figure for figure in keyed if figure.origin == name and figure.file in claim["reports"]]
        wanted = {figure.file for figure in theirs}
        speaking = [origin for origin in held.origins if _is_said_by(speakers.get(name, []), origin.actor)] if held else []
        best = max(speaking, key=lambda origin: len(wanted & {files[report] for report in origin.reports}), default=None)
        here = wanted & {files[report] for report in best.reports} if best else set()
        actors |= {origin.actor.id for origin in speaking if wanted & {files[report] for report in origin.reports}}
        split = f", in {len(speaking)} origins" if len(speaking) > 1 else ""
        tally.note("origins", here == wanted, f"{about}: {name}: has {sorted(here)}, not {sorted(wanted - here)}{split}")
    return actors


def _is_said_by(keyed: list[Keyed], actor: Actor) -> bool:
    return any(same_actor(figure.speaker, Who((actor.name, *actor.names), actor.country, actor.key)) for figure in keyed)


@dataclass(frozen=True)
class Measured:
    """One measurement: its tally, the number of conflicts, those keyed nowhere with their reasons, and how many are missed."""

    tally: Tally
    conflicts: int
    unkeyed: Conflicts
    missed: int = 0


def measure(answers: Path, folder: Path, reader: Reader) -> tuple[Measured, Measured]:
    """Measure the questions that the views make from the keyed values, and from what a reader finds in the same reports."""
    rows, golden = load(answers)
    reports = rendered(folder)
    files = {report.id: name for name, (report, _) in reports.items()}
    keyed = questions_of((*reports[row["file"]], keyed_reading(reports[row["file"]][0], row)) for row in rows)
    listed = {(golden_key(one), ends) for one in golden for ends in _keyed_pairs(one)}
    by_rule = conflicts_of(keyed)
    beyond = {name: because for name, because in by_rule.items() if (name[0], (name[1], name[2])) not in listed}
    found = questions_of((report, data, read(report, reader)) for report, data in reports.values())
    named = conflicts_of(found)
    invented = {name: because for name, because in named.items() if name not in by_rule}
    return (
        Measured(score(golden, rows, keyed, files), len(by_rule), beyond),
        Measured(score(golden, rows, found, files), len(named), invented, len(by_rule.keys() - named.keys())),
    )


def summary(answers: Path, folder: Path, reader: Reader) -> dict[str, float]:
    """Give the rates of both measurements in per cent, and how many conflicts of what is read are keyed nowhere, as the gate holds them."""
    rates = {}
    for name, measured in zip(("keyed", "read"), measure(answers, folder, reader), strict=True):
        for what in ("questions", "claims", "reports", "conflicts"):
            rates[f"{name}_{what}"] = measured.tally.rate(what)
        for what in COUNTED:
            if what.endswith("at most"):
                continue  # names with that ending are ceilings
            rates[f"{name}_{what.replace('/', '_').replace(' ', '_')}"] = measured.tally.rate(what)
    rates["invented_at_most"] = len(measured.unkeyed)
    return rates


def show(name: str, measured: Measured, unkeyed: str) -> None:
    """Print one measurement; `unkeyed` is what its conflicts that are keyed nowhere are called."""
    tally = measured.tally
    print(name)
    for what in ("questions", "claims", "reports", "origins", "at most", "proved", "conflicts", *COUNTED):
        print(f"  {what:18}{tally.counts[what, 'right']:5} of {tally.counts[what, 'all']:4}{tally.rate(what):8.1f} %")
    for what, count in (
        ("extra reports", tally.counts["extra reports", "found"]),
        ("conflicts in all", measured.conflicts),
        (unkeyed, len(measured.unkeyed)),
        ("missed of keyed", measured.missed),
    ):
        print(f"  {what:18}{count:5}")


def main() -> int:
    """Measure both, print the rates, and with --errors every difference."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--answers", type=Path, default=SAMPLE / "answers.jsonl")
    parser.add_argument("--reports", type=Path, default=SAMPLE / "reports")
    parser.add_argument("--reader", choices=sorted(READERS), default="encoder")
    parser.add_argument("--errors", action="store_true")
    given = parser.parse_args()
    both = measure(given.answers, given.reports, READERS[given.reader])
    for (name, unkeyed), measured in zip((("keyed", "beyond"), ("read", "invented")), both, strict=True):
        show(name, measured, unkeyed)
        if given.errors:
            print(*(f"    {error}" for error in measured.tally.errors), sep="\n")
            listed = sorted(measured.unkeyed.items(), key=str)
            print(*(f"    {unkeyed}: {' '.join(map(str, conflict[0]))}: {because}" for conflict, because in listed), sep="\n")
    return 0


def _keyed_pairs(golden: dict[str, Any]) -> Iterator[tuple[frozenset[Ends], str]]:
    ends = {claim["wording"]: (claim["low"], claim["high"], claim["open_low"], claim["open_high"]) for claim in golden["claims"]}
    for conflict in golden["conflicts"]:
        yield frozenset((ends[conflict["left"]], ends[conflict["right"]])), conflict["kind"]


if __name__ == "__main__":
    sys.exit(main())
