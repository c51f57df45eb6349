"""The quality gate: measures what is pinned in lab/floors.toml and fails below any floor.

    python lab/gate.py [--shared FOLDER]

What may be redistributed is measured everywhere; the corpora that may not are measured where the folder with them is there (beside
the project, or the one named), and passed over with a line that says so where it is not.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import itertools
import json
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

from closewatch.capture.render import render
from closewatch.capture.take import take
from closewatch.capture.taken import Taken
from closewatch.desk.line import Tools, take_in
from closewatch.ledger.case import Case, case_in_memory
from closewatch.ledger.verify import verify
from closewatch.ledger.views.lists import Wanted, problems
from closewatch.ledger.views.questions import questions
from closewatch.publish.shapes import figure_shape, reading_shape
from closewatch.reading.attributions import find_statements
from closewatch.reading.cues import load_cues
from closewatch.reading.figures import find_figures
from closewatch.reading.read import read
from closewatch.reading.readers.rules import read_by_rules
from closewatch.terms.claim import ConflictKind
from closewatch.testing import plain_report, told, words

ROOT = Path(__file__).parent.parent
FLOORS = tomllib.loads((ROOT / "lab" / "floors.toml").read_text("utf-8"))
AT = datetime(2025, 12, 31, tzinfo=UTC)


class Gate:
    """Holds measured figures against their floors and keeps the score."""

    def __init__(self) -> None:
        self.failed = 0

    def hold(self, name: str, measured: float, floor: float, *, at_most: bool = False) -> None:
        """Hold one figure against its floor, or against its ceiling."""
        holds = measured <= floor if at_most else measured >= floor
        self.failed += not holds
        print(f"{'holds' if holds else 'FAILS':6} {name:44} {measured:8.1f}  ({'at most' if at_most else 'at least'} {floor})")

    def want(self, name: str, holds: bool, found: object = "") -> None:
        """Hold one thing that is either so or not."""
        self.failed += not holds
        print(f"{'holds' if holds else 'FAILS':6} {name}{'' if holds else f': found {found}'}")

    def pinned(self, corpus: Path, section: str) -> bool:
        """Make sure that a corpus is the one its floors were measured on."""
        digest = hashlib.sha256(corpus.read_bytes()).hexdigest()
        self.want(f"{section}: the corpus is the pinned one", digest == FLOORS[section]["corpus"], digest)
        return True


def gate_sample(gate: Gate) -> None:
    """Every word that is read in the sample case stands in its report, and the case made of it is whole."""
    folder = ROOT / "src" / "closewatch" / "desk" / "sample" / "reports"
    right = total = 0
    for taken in take(str(folder), "person:gate", lambda: AT):
        if isinstance(taken, Taken):
            report = render(taken.capture, taken.data)
            reading = read(report, read_by_rules)
            for value in (*reading.statements, *reading.figures):
                for span in value.spans():
                    total += 1
                    right += report.text[span.start : span.end] == span.exact
    gate.hold("sample: spans verbatim", 100 * right / max(total, 1), FLOORS["sample"]["verbatim"])
    case = case_in_memory("gate", "person:gate", AT)
    for _ in take_in(case, take(str(folder), "person:gate", lambda: AT), Tools(by="person:gate", clock=lambda: AT)):
        pass
    faults = list(verify(case))
    gate.want("sample: the case is whole", not faults, faults[:3])
    disputed = sum(question.disputed for question in questions(case.tables))
    gate.hold("sample: questions in dispute", disputed, 5)


def gate_cues(gate: Gate) -> None:
    """The lexicon of cues is as large as promised, and each of its sentences is read as it is marked."""
    cues = load_cues()
    right = 0
    for cue in cues:
        report, expected = told(cue.test)
        right += set(expected) <= set(words(find_statements(report)))
    gate.hold("cues: lemmas", len({(cue.lemma, cue.kind) for cue in cues}), FLOORS["cues"]["lemmas"])
    gate.hold("cues: marked sentences read right", 100 * right / len(cues), FLOORS["cues"]["sentences_right"])


def gate_phrasings(gate: Gate, shared: Path) -> None:
    """The figures of the visible sentences, by the scorer that lies beside them."""
    corpus = shared / "data" / "figures" / "phrasings.jsonl"
    gate.pinned(corpus, "phrasings")
    scorer = _module(corpus.parent / "score_phrasings.py")
    gold = [json.loads(line) for line in corpus.open(encoding="utf-8")]
    predicted = {}
    for row in gold:
        report = plain_report(row["text"])
        shapes = map(figure_shape, find_figures(report, find_statements(report)))
        predicted[row["id"]] = [{**shape, "start": shape["span"]["start"], "end": shape["span"]["end"]} for shape in shapes]
    total: Counter[str] = sum(scorer.score(gold, predicted).values(), Counter())
    rates = scorer.rates(total)
    for name, floor in FLOORS["phrasings"].items():
        if name != "corpus":
            gate.hold(f"phrasings: {name}", rates[name.removesuffix("_at_most")], floor, at_most=name.endswith("_at_most"))


def gate_polnear(gate: Gate, shared: Path) -> None:
    """Who says what in the news of the development set; no word of it enters the project."""
    corpus = shared / "data" / "attribution" / "polnear" / "dev.jsonl"
    gate.pinned(corpus, "polnear_dev")
    scorer = _module(shared / "data" / "attribution" / "score.py")
    pairs = []
    for row in map(json.loads, corpus.open(encoding="utf-8")):
        found = [
            {role: [[span.start, span.end] for span in getattr(statement, role)] for role in ("source", "cue", "content")}
            for statement in find_statements(plain_report(row["text"]))
            if statement.within is None
        ]
        pairs.append((row["text"], row["attributions"], [scorer.widened(row["text"], attribution) for attribution in found]))
    articles = [*_texts(corpus), *_texts(corpus.with_name("train.jsonl"), 116)]
    spans = wrong = 0
    for text in articles:
        report = plain_report(text)
        for value in (*(reading := read_by_rules(report)).statements, *reading.figures):
            for span in value.spans():
                spans += 1
                wrong += report.text[span.start : span.end] != span.exact
    gate.hold(f"polnear: {len(articles)} articles, {spans:,} spans not verbatim", wrong, 0, at_most=True)
    subsets, scores = scorer.subsets(pairs), scorer.score(pairs)
    measured = {
        **{f"{manner}_recall": subsets[manner][1] for manner in ("direct", "mixed", "indirect")},
        "who_says_what": scores["who-says-what"][2],
        "content_exact": scores["span exact content"][2],
    }
    for name, floor in FLOORS["polnear_dev"].items():
        if name != "corpus":
            gate.hold(f"polnear dev: {name}", 100 * measured[name], floor)


def _texts(corpus: Path, most: int | None = None) -> list[str]:
    with corpus.open(encoding="utf-8") as rows:
        return [json.loads(row)["text"] for row in itertools.islice(rows, most)]


def gate_seed(gate: Gate, shared: Path) -> None:
    """What a real news report must give, and the list of its problems."""
    (path,) = sorted((shared / "data" / "seed").glob("*.txt"))
    gate.pinned(path, "seed")
    case = case_in_memory("seed", "person:gate", AT)
    (step,) = take_in(case, take(str(path), "person:gate", lambda: AT), Tools(by="person:gate", clock=lambda: AT))
    report, reading = step.worked.report, step.worked.reading
    if report is None or reading is None:
        gate.want("seed: it can be read", False, step.worked.problems)
        return
    found = reading_shape(report, reading)
    for name, holds in _seed_lines(found, case):
        gate.want(f"seed: {name}", holds)
    listed = [[problem.code, problem.message] for problem in problems(case.tables, Wanted())]
    gate.want("seed: the list of problems is the pinned one", listed == FLOORS["seed"]["problems"], listed)


def _seed_lines(found: dict[str, Any], case: Case) -> Iterator[tuple[str, bool]]:
    report, statements, figures = found["report"], found["statements"], found["figures"]
    yield "outlet, author, date, headline", (
        report["publisher"] is None and report["authors"] == ["Charlotte"] and report["published"] == "2024-11-19"
        and (report["headline"] or "").startswith("The Grim Fate of North Korean Soldiers")
    )  # fmt: skip

    def said(name: str, test: Callable[[dict[str, Any], str], bool]) -> bool:
        return any(
            test(statement, " ".join(span["exact"] for span in statement["content"]))
            for statement in statements
            if statement["speaker"] and name in statement["speaker"]["name"]
        )

    yield (
        "the direct quotation is Chung's, a pseudonym",
        said("Chung", lambda s, w: s["manner"] == "direct" and w.startswith("They are often sent") and s["speaker"]["pseudonymous"]),
    )
    yield "the pledge is Chung's, indirect", said("Chung", lambda s, w: "pledge" in w and s["manner"] == "indirect")
    yield "the service's statement on pay", said("National Intelligence Service", lambda s, w: "$2,000" in w)
    yield "Chung dismisses the service's claim", said("Chung", lambda s, w: s["stance"] == "denies")
    yield "Zelenskyy confirms casualties", said("Zelenskyy", lambda s, w: s["stance"] == "confirms" and "casualties" in w)
    yield "Zelenskyy warns of more soldiers", said("Zelenskyy", lambda s, w: s["stance"] == "warns" and "soldiers" in w)
    paid = {(f["speaker"] or {}).get("name"): (f["low"], f["unit"], f["per"]) for f in figures if f["measure"] == "paid"}
    yield "about 2,000 dollars a month, says the service", paid.get("National Intelligence Service") == ("2000", "USD", "month")
    yield "100 dollars a month, says Chung", paid.get("Chung") == ("100", "USD", "month")
    question = next((q for q in questions(case.tables) if q.key.measure == "paid" and q.key.per == "month"), None)
    yield "one question of monthly pay", question is not None
    if question is None:
        return
    origins = {origin.actor.name for claim in question.claims for origin in claim.origins}
    yield "with both origins", origins == {"National Intelligence Service", "Chung"}
    meeting = [conflict for conflict in question.conflicts if conflict.kind is ConflictKind.FIGURES_DO_NOT_MEET]
    yield (
        "whose figures do not meet and differ in population",
        [(c.differs, set(c.as_written)) for c in meeting]
        == [(("population",), {"North Korean troops in Russia", "those performing construction labor"})],
    )
    denials = [conflict for conflict in question.conflicts if conflict.kind is ConflictKind.ASSERTION_MEETS_DENIAL]
    yield "and one assertion meets its denial", len(denials) == 1


def _module(path: Path) -> ModuleType:
    """Load a scorer that lies outside the project."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> int:
    """Measure everything; exit 1 when a floor is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="the folder with corpora that are not redistributed")
    given = parser.parse_args()
    gate = Gate()
    gate_sample(gate)
    gate_cues(gate)
    if given.shared.is_dir():
        gate_phrasings(gate, given.shared)
        gate_polnear(gate, given.shared)
        gate_seed(gate, given.shared)
    else:
        print("passed over: corpora that are not redistributed (no folder with them here)")
    print(f"{gate.failed} floors missed")
    return 1 if gate.failed else 0


if __name__ == "__main__":
    sys.exit(main())
