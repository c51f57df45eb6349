"""Holds yes/no questions that the views make against a golden one: who says yes, who denies, who declines, what meets, who turned round.

Used by score_questions.py, which has the command. A claim is found by its polarity; two golden claims of one polarity are told apart by the
reports that carry them (of the claims there, each golden one takes the one that carries most of its reports). Counted besides: the reports
of a claim, its origins (an origin of the claim whose actor is a speaker keyed with that origin, with every report keyed for it), conflicts
(a claim found, and a denying statement of the claim on the other side), and reversals (somebody who speaks for the state of the keyed
denier, before somebody who speaks for the state of the keyed later speaker).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from closewatch.terms.actor import Actor
from closewatch.terms.claim import Claim, Question, QuestionKind
from score_answers import Who, same_actor

COUNTED = tuple(f"yes/no {what}" for what in ("questions", "claims", "reports", "origins", "at most", "conflicts", "reversals"))
"""What is counted, as it is named in a tally."""


@dataclass
class YesNo:
    """Counts by what is counted and how it came out, a line for each difference, and how many actors of keyed origins were found."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
    actors: set[str] = field(default_factory=set)

    def note(self, what: str, right: bool, error: str) -> None:
        """Count one thing, and keep a line where it is not right."""
        self.counts[f"yes/no {what}", "all"] += 1
        self.counts[f"yes/no {what}", "right"] += right
        if not right:
            self.errors.append(f"yes/no {what}: {error}")


Keyed = dict[str, dict[str, list[Who]]]
"""For each origin, for each file that has it, the speakers keyed with it."""


def keyed_origins(rows: Sequence[dict[str, Any]]) -> Keyed:
    """Gather who is keyed with which origin in which file."""
    found: Keyed = defaultdict(lambda: defaultdict(list))
    for row in rows:
        for statement in row["statements"]:
            speaker = statement["speaker"]
            if statement.get("origin") and speaker:
                found[statement["origin"]][row["file"]].append(Who((speaker["name"],), speaker["country"]))
    return found


def question_for(wanted: dict[str, Any], found: Sequence[Question], files: Mapping[str, str]) -> Question | None:
    """Find the question of a golden one: the one with its key.

    A golden question about nobody in particular (who bombed the clinic, who delivered the fuel?) is keyed without a measure; its question
    is the one about the same place, of whatever measure, that has most of its reports with their polarity.
    """
    people, place = wanted["key"]["population"], wanted["key"]["place"]["country"]
    key = (wanted["key"]["measure"], people["country"], people["class"], place)
    alike = [one for one in found if one.key.kind is QuestionKind.YES_NO and (*_whom(one), one.key.place_country) == key[1:]]
    if key[:3] != (None, None, None):
        return next((one for one in alike if one.key.measure == key[0]), None)
    reports = {(claim["polarity"], file) for claim in wanted["claims"] for file in claim["reports"]}
    shared = [(len(reports & {(claim.polarity, files[report]) for claim in one.claims for report in claim.reports}), one) for one in alike]
    most, best = max(shared, key=lambda pair: (pair[0], pair[1].id), default=(0, None))
    return best if most else None


def _whom(question: Question) -> tuple[str | None, str | None]:
    return (question.key.population_country, question.key.population_class)


def score_yes_no(wanted: dict[str, Any], question: Question | None, keyed: Keyed, files: Mapping[str, str]) -> YesNo:
    """Hold the question that was found, or none, against a golden one; `files` names the file of each report."""
    tally = YesNo()
    about = wanted["question"]
    tally.note("questions", question is not None, about)
    held = _matched(wanted["claims"], question, files)
    for claim in wanted["claims"]:
        _score_claim(tally, f"{about}: {claim['wording']}", claim, held.get(claim["wording"]), keyed, files)
    tally.note("at most", len(tally.actors) == wanted["at_most"], f"{about}: wanted {wanted['at_most']}, found {len(tally.actors)}")
    for conflict in wanted["conflicts"]:
        left, right = (held.get(conflict[side]) for side in ("left", "right"))
        denying = set(right.statements) if right else set()
        there = question is not None and any(left and one.left == left.id and one.right in denying for one in question.conflicts)
        tally.note("conflicts", there, f"{about}: {conflict['left']} | {conflict['right']}")
    for pair in wanted.get("reversals", []):
        tally.note("reversals", _turned(question, keyed[pair["earlier"]], keyed[pair["later"]]), f"{about}: {pair}")
    return tally


def _matched(wanted: Sequence[dict[str, Any]], question: Question | None, files: Mapping[str, str]) -> dict[str, Claim]:
    matched: dict[str, Claim] = {}
    pairs = [
        (len({files[report] for report in one.reports} & set(claim["reports"])) / len(claim["reports"]), claim["wording"], one)
        for claim in wanted
        for one in (question.claims if question else ())
        if one.polarity is not None and one.polarity.value == claim["polarity"]
    ]
    for shared, wording, one in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2].id)):
        if shared and wording not in matched and one.id not in {other.id for other in matched.values()}:
            matched[wording] = one
    return matched


def _score_claim(tally: YesNo, about: str, claim: dict[str, Any], held: Claim | None, keyed: Keyed, files: Mapping[str, str]) -> None:
    tally.note("claims", held is not None, about)
    carried = {files[report] for report in held.reports} if held else set()
    for file in claim["reports"]:
        tally.note("reports", file in carried, f"{about}: {file} is missing")
    for name in claim["origins"]:
        wanted = {file for file in keyed[name] if file in claim["reports"]}
        speakers = [who for file in wanted for who in keyed[name][file]]
        said = [
            (origin, {files[report] for report in origin.reports} & wanted)
            for origin in (held.origins if held else ())
            if _is_one_of(speakers, origin.actor)
        ]
        here = max((reports for _, reports in said), key=len, default=set())
        tally.actors |= {origin.actor.id for origin, reports in said if reports}
        tally.note("origins", here == wanted, f"{about}: {name}: has {sorted(here)}, not {sorted(wanted - here)}")


def _turned(question: Question | None, earlier: Mapping[str, list[Who]], later: Mapping[str, list[Who]]) -> bool:
    before, after = ({who.country for speakers in side.values() for who in speakers} for side in (earlier, later))
    found = question.reversals if question else ()
    return any(one.actor.country in before and one.later_actor.country in after for one in found)


def _is_one_of(speakers: Sequence[Who], actor: Actor) -> bool:
    return any(same_actor(who, Who((actor.name, *actor.names), actor.country, actor.key)) for who in speakers)
