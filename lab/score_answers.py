"""Holds what a reader finds in a folder of reports against keyed answers: who says what, how, on what ground, and through whom.

    python lab/score_answers.py ANSWERS.jsonl REPORTS [--reader NAME] [--errors]

Statements of one report are paired one to one by the content tokens they share (intersection over union of at least one half, best
first), as the corpus scorer of attribution pairs them. Each rate is given over all keyed statements, where one that is not found is
wrong, and over the paired ones. Relay chains are counted over the statements whose key or reading has a relay: "relays" those whose keyed
relays are all named in the report itself, so that a reader of this report alone can tell them, "chains" every one.

Two names are the same actor:

1. where the lexicon of actors knows both (with the country that the key or the reading gives), when it leads both to one entry;
2. else when they are written alike, articles, titles, accents, hyphens and case aside: any name that the reading gives for its speaker
   will do, but a description only with the same country where both have one;
3. else when they have the same head and one says no more than the other: the head of a person's name is its last word (or the first,
   where the family name comes first), that of a description the noun before its first preposition, in the singular ("sources" for
   "sources in Ukrainian intelligence", but not "French officials" for "Ukrainian officials").

Two unnamed speakers are never told apart by number or article; a missing speaker is right only where the key has none.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from closewatch.capture.render import render
from closewatch.capture.take import take
from closewatch.capture.taken import Taken
from closewatch.linking.names import shared_form
from closewatch.reading.actors import known_actor
from closewatch.reading.plurals import singular
from closewatch.reading.read import Reader, read
from closewatch.reading.readers.encoder import read_by_encoder
from closewatch.reading.readers.rules import read_by_rules
from closewatch.terms.known import KnownActor
from closewatch.terms.report import Report
from closewatch.terms.statement import Statement

READERS: dict[str, Reader] = {"rules": read_by_rules, "encoder": read_by_encoder}
SAME = 0.5
"""The share of content tokens that two statements must have in common to be about the same words (that of the corpus scorer)."""

_TOKEN = re.compile(r"\w+(?:[’'`]\w+)*")
_EMPTY = frozenset(
    "a an the one some same other another second his her its their this that those these in of for at on to from with by and".split()
)
_LINKS = frozenset("of for from at in on with to by near among about who which that whose".split())


@dataclass(frozen=True)
class Who:
    """Somebody who speaks or passes on, as a key or a reading writes them: the names they go by, the country, the lexicon's key."""

    names: tuple[str, ...]
    country: str | None = None
    key: str | None = None


@dataclass(frozen=True)
class Judged:
    """One statement as far as it is scored; `within` names another statement of the same list by its `key`."""

    key: str
    content: frozenset[int]
    speaker: Who | None
    stance: str
    basis: str
    via: tuple[Who, ...]
    within: str | None
    part: str
    words: str = ""
    told_here: bool = True
    """Whether the report itself names all who passed the statement on."""


@dataclass
class Tally:
    """Counts over one or more reports, and every error as six words: report, key, field, wanted, found, words."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    errors: list[tuple[str, str, str, str, str, str]] = field(default_factory=list)

    def rate(self, name: str, over: str = "all") -> float:
        """Give a rate in per cent over "all" keyed values or the "paired" ones.

        >>> Tally(Counter({("stance", "right"): 3, ("stance", "all"): 4})).rate("stance", "all")
        75.0
        """
        return 100 * self.counts[name, "right"] / max(self.counts[name, over], 1)


FIELDS = ("speaker", "stance", "basis", "relays", "chains", "within", "part")


def score(reports: Iterable[tuple[str, Sequence[Judged], Sequence[Judged]]]) -> Tally:
    """Score reports, each given as its name, its keyed statements and those read."""
    tally = Tally()
    for name, keyed, found in reports:
        _score_report(tally, name, keyed, found)
    return tally


def _score_report(tally: Tally, name: str, keyed: Sequence[Judged], found: Sequence[Judged]) -> None:
    pairs = pair(keyed, found)
    partner = {keyed[left].key: found[right].key for left, right in pairs.items()}
    tally.counts["found", "all"] += len(keyed)
    tally.counts["found", "right"] += len(pairs)
    tally.counts["read", "all"] += len(found)
    for place, want in enumerate(keyed):
        have = found[pairs[place]] if place in pairs else None
        if have is None:
            tally.errors.append((name, want.key, "found", _told(want.speaker), "", want.words))
        checks: dict[str, tuple[bool, str, str]] = {
            "speaker": (
                have is not None and _same_speaker(want.speaker, have.speaker),
                _told(want.speaker),
                _told(have.speaker if have else None),
            ),
            "stance": (have is not None and want.stance == have.stance, want.stance, have.stance if have else ""),
            "basis": (have is not None and want.basis == have.basis, want.basis, have.basis if have else ""),
            "part": (have is not None and want.part == have.part, want.part, have.part if have else ""),
            "within": (
                have is not None and (partner.get(want.within, "-") if want.within else None) == have.within,
                str(want.within),
                str(have.within if have else ""),
            ),
        }
        if want.via or (have is not None and have.via):
            right = have is not None and len(want.via) == len(have.via) and all(map(same_actor, want.via, have.via))
            chain = (right, _chain(want.via), _chain(have.via if have else ()))
            checks["chains"] = chain
            if want.told_here:
                checks["relays"] = chain
        for what, (right, wanted, read_as) in checks.items():
            tally.counts[what, "all"] += 1
            tally.counts[what, "right"] += right
            if have is not None:
                tally.counts[what, "paired"] += 1
                if not right and what != "chains":
                    tally.errors.append((name, want.key, what, wanted, read_as, want.words))


def pair(keyed: Sequence[Judged], found: Sequence[Judged]) -> dict[int, int]:
    """Pair statements one to one by the content tokens they share, best first: places in `keyed` to places in `found`.

    >>> one, two = (Judged(key, frozenset(words), None, "", "", (), None, "") for key, words in (("a", [1, 2]), ("b", [1, 2, 3])))
    >>> pair([one], [two, one])
    {0: 1}
    """
    shared = sorted(
        (
            (len(want.content & have.content) / len(want.content | have.content), left, right)
            for left, want in enumerate(keyed)
            for right, have in enumerate(found)
            if want.content & have.content
        ),
        key=lambda found: (-found[0], found[1], found[2]),
    )
    pairs: dict[int, int] = {}
    for share, left, right in shared:
        if share >= SAME and left not in pairs and right not in pairs.values():
            pairs[left] = right
    return pairs


def _same_speaker(want: Who | None, have: Who | None) -> bool:
    return (want is None and have is None) or (want is not None and have is not None and same_actor(want, have))


def same_actor(want: Who, have: Who) -> bool:
    """Whether two names stand for the same actor, by the rule told at the top.

    >>> same_actor(Who(("South Korea's spy agency",)), Who(("NIS",), "KR"))
    True
    >>> same_actor(Who(("Ukrainian officials",), "UA"), Who(("Western officials",)))
    False
    """
    left, right = _entry(want, have.country), _entry(have, want.country)
    if left is not None and right is not None:
        return left.key == right.key
    apart = want.country and have.country and want.country != have.country
    alike = {_form(name) for name in want.names} & {_form(name) for name in have.names}
    if alike and not (apart and all(name.split()[-1].islower() for name in (*want.names, *have.names))):
        return True
    if apart:
        return False
    return any(_same_head(one, other) for one in want.names for other in have.names)


def _entry(who: Who, country: str | None) -> KnownActor | None:
    for name in who.names:
        bare = re.sub(r"^(?:the|The) ", "", name)
        entry = known_actor(bare, who.country or country) or known_actor(bare)
        if entry is not None:
            return entry
    return None


def _form(name: str) -> str:
    return " ".join(word for word in shared_form(name.replace("'s", "").replace("’s", "")).split() if word not in _EMPTY)


def _same_head(one: str, other: str) -> bool:
    left, right = ([singular(word) for word in _form(name).split()] for name in (one, other))
    if not left or not right or not (set(left) <= set(right) or set(right) <= set(left)):
        return False
    return bool(_heads(one) & _heads(other))


def _heads(name: str) -> set[str]:
    words = re.findall(r"[\w’'-]+", re.sub(r"['’]s\b", "", name))
    cut = next((place for place, word in enumerate(words) if place and word.lower() in _LINKS), len(words))
    kept = [word for word in words[:cut] if _form(word)]
    heads = {singular(_form(kept[-1]).split()[-1])} if kept else set()
    return heads | ({_form(kept[0])} if kept and all(word[:1].isupper() for word in kept) and len(kept) > 1 else set())


def _told(who: Who | None) -> str:
    return who.names[0] if who else "none"


def _chain(via: Sequence[Who]) -> str:
    return " > ".join(map(_told, via)) or "none"


def keyed_statements(report: Report, answers: dict[str, Any]) -> list[Judged]:
    """Give the keyed statements of one report as they are scored.

    Raises: ValueError where the words of an answer do not stand in the report at their place.
    """
    tokens = _tokens(report.text)
    for statement in answers["statements"]:
        for span in (*statement["source"], *statement["cue"], *statement["content"]):
            if report.text[span["start"] : span["end"]] != span["exact"]:
                raise ValueError(f"{answers['file']} {statement['key']}: wanted {span['exact']!r} at {span['start']}")
    return [
        Judged(
            key=statement["key"],
            content=_cover(tokens, ((span["start"], span["end"]) for span in statement["content"])),
            speaker=Who((speaker["name"],), speaker["country"]) if (speaker := statement["speaker"]) else None,
            stance=statement["stance"],
            basis=statement["basis"],
            via=tuple(Who((name,)) for name in statement["via"]),
            within=statement["within"],
            part=statement["part"],
            told_here=all(_is_named(report.text, name) for name in statement["via"]),
            words=_shown(report, [(span["start"], span["end"]) for role in ("source", "cue", "content") for span in statement[role]]),
        )
        for statement in answers["statements"]
    ]


def _is_named(text: str, name: str) -> bool:
    """Whether a report names somebody, by the last word of the name at least."""
    return all(_form(part).split()[-1:] and _form(part).split()[-1] in _form(text).split() for part in re.split(r" and ", name))


def read_statements(report: Report, statements: Iterable[Statement]) -> list[Judged]:
    """Give the statements that a reader found as they are scored."""
    tokens = _tokens(report.text)
    statements = list(statements)
    actors = [statement.speaker for statement in statements if statement.speaker]
    named = {actor.name: Who((actor.name, *actor.names), actor.country, actor.key) for actor in actors}
    return [
        Judged(
            key=statement.id,
            content=_cover(tokens, ((span.start, span.end) for span in statement.content)),
            speaker=Who((actor.name, *actor.names), actor.country, actor.key) if (actor := statement.speaker) else None,
            stance=statement.stance.value,
            basis=statement.basis.value,
            via=tuple(named.get(name, Who((name,))) for name in statement.via),
            within=statement.within,
            part=statement.part.value,
            words=_shown(report, [(span.start, span.end) for span in (*statement.source, *statement.cue, *statement.content)]),
        )
        for statement in statements
    ]


def _tokens(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _TOKEN.finditer(text)]


def _cover(tokens: Sequence[tuple[int, int]], spans: Iterable[tuple[int, int]]) -> frozenset[int]:
    places = list(spans)
    return frozenset(number for number, (first, last) in enumerate(tokens) if any(first < end and start < last for start, end in places))


def _shown(report: Report, spans: Sequence[tuple[int, int]]) -> str:
    return " | ".join(report.text[start:end][:90] for start, end in sorted(spans))


def read_reports(folder: Path, reader: Reader) -> dict[str, tuple[Report, tuple[Statement, ...]]]:
    """Read every report of a folder, by the name of its file."""
    found = {}
    for taken in take(str(folder), "person:scorer", lambda: datetime(2025, 12, 31, tzinfo=UTC)):
        if isinstance(taken, Taken):
            report = render(taken.capture, taken.data)
            found[Path(taken.capture.source or "").name] = (report, read(report, reader).statements)
    return found


def load_answers(path: Path) -> list[dict[str, Any]]:
    """Give the answers of every report; golden questions, which stand in the same file, are left out."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return [row for row in rows if "file" in row]


def score_folder(answers: Path, folder: Path, reader: Reader) -> Tally:
    """Read a folder of reports and score it. Raises: KeyError for a keyed report that is not there, ValueError as `keyed_statements`."""
    found = read_reports(folder, reader)
    rows = ((row["file"], *found[row["file"]], row) for row in load_answers(answers))
    return score((name, keyed_statements(report, row), read_statements(report, statements)) for name, report, statements, row in rows)


def show(tally: Tally, say: Callable[[str], object] = print) -> None:
    """Print the rates of a tally over all keyed statements and over the paired ones."""
    keyed, paired, found = tally.counts["found", "all"], tally.counts["found", "right"], tally.counts["read", "all"]
    say(
        f"{keyed} keyed, {found} read, {paired} paired: {tally.rate('found', 'all'):.1f} % found, {100 * paired / max(found, 1):.1f}"
        f" % of those read"
    )
    show_rates(tally, FIELDS, say)


def show_rates(tally: Tally, names: Sequence[str], say: Callable[[str], object]) -> None:
    """Print some rates over all keyed values and over the paired ones, with what each is over."""
    width = max(map(len, names)) + 2
    say(f"{'':{width}}{'of all':>8}{'':8}{'of paired':>12}")
    for name in names:
        over = tally.counts[name, "all"], tally.counts[name, "paired"]
        say(f"{name:{width}}{tally.rate(name):8.1f} ({over[0]:4}){tally.rate(name, 'paired'):12.1f} ({over[1]:4})")


def main() -> int:
    """Score and print; 0 unless something cannot be read."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("answers", type=Path)
    parser.add_argument("reports", type=Path)
    parser.add_argument("--reader", choices=sorted(READERS), default="encoder")
    parser.add_argument("--errors", action="store_true", help="list what is wrong, field by field")
    given = parser.parse_args()
    tally = score_folder(given.answers, given.reports, READERS[given.reader])
    show(tally)
    if given.errors:
        for name, key, what, wanted, found, words in sorted(tally.errors, key=lambda error: (("found", *FIELDS).index(error[2]), error)):
            print(f"{what:8} {name} {key}: wanted {wanted!r}, found {found!r}\n             {words}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
