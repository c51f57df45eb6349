"""The quality gate: measures what is pinned in lab/floors.toml and fails below any floor.

    python lab/gate.py [--shared FOLDER]
    python lab/gate.py --pin [--lower changelog.d/FILE]

What may be redistributed is measured everywhere; the corpora that may not are measured where the folder with them is there (beside
the project, or the one named), and passed over with a line that says so where it is not.

`--pin` writes the floors anew from what it measures and takes new corpora and weights as the pinned ones; it needs every corpus. A floor
that is missed is lowered only with `--lower` and the changelog entry that names it, as `section.name`, and says why.
"""

from __future__ import annotations

import argparse
import importlib.util
import itertools
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
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
from closewatch.reading.read import read
from closewatch.reading.readers.encoder import read_by_encoder
from closewatch.reading.readers.rules import read_by_rules
from closewatch.terms.claim import ConflictKind
from closewatch.terms.reading import Reading
from closewatch.testing import plain_report, told, words
from floors import Gate, digest_of, pin, read_floors, write_floors
from gate_figures import gate_figures, gate_other_figures
from gate_links import gate_links
from score_answers import score_folder
from score_attributions import Attribution, scored_form

ROOT = Path(__file__).parent.parent
FLOORS = ROOT / "lab" / "floors.toml"
CARD = ROOT / "src" / "closewatch" / "reading" / "weights" / "reader.toml"
SAMPLE = ROOT / "src" / "closewatch" / "desk" / "sample"
SECOND = ROOT / "lab" / "second"
THIRD = ROOT / "lab" / "third"
AT = datetime(2025, 12, 31, tzinfo=UTC)
BINS = 15
"""Of equal mass, over which the calibration error is taken."""

Told = tuple[str, list[Any], list[Attribution]]
"""A text, what its annotators marked, and what was read: what the corpus scorer takes."""


def gate_weights(gate: Gate) -> None:
    """The trained reader is the one that the floors were measured with; its card names the digests of its files."""
    digest = digest_of([CARD])
    gate.want("weights: the card is the pinned one", digest == gate.floors.get("weights"), digest)
    blanks = CARD.with_name("MODEL.md").read_text(encoding="utf-8").count("TO MEASURE")
    gate.want("weights: no figure of the model card is left blank", not blanks, blanks)


def gate_sample(gate: Gate) -> None:
    """Every word that is read in the sample case stands in its report, and the case made of it is whole."""
    folder = SAMPLE / "reports"
    right = total = 0
    for taken in take(str(folder), "person:gate", lambda: AT):
        if isinstance(taken, Taken):
            report = render(taken.capture, taken.data)
            reading = read(report, read_by_encoder)
            for value in (*reading.statements, *reading.figures):
                for span in value.spans():
                    total += 1
                    right += report.text[span.start : span.end] == span.exact
    gate.hold("promised", {"sample_spans_verbatim": 100 * right / max(total, 1)})
    case = case_in_memory("gate", "person:gate", AT)
    for _ in take_in(case, take(str(folder), "person:gate", lambda: AT), Tools(by="person:gate", clock=lambda: AT)):
        pass
    faults = list(verify(case))
    gate.want("sample: the case is whole", not faults, faults[:3])
    gate.hold("promised", {"sample_questions_in_dispute": sum(question.disputed for question in questions(case.tables))})


def gate_answers(gate: Gate, section: str, folder: Path) -> None:
    """Who says what, how, on what ground and through whom, held against the keyed answers of invented reports."""
    answers, reports = folder / "answers.jsonl", folder / "reports"
    gate.know(section, answers, *reports.iterdir())
    tally = score_folder(answers, reports, read_by_encoder)
    rates = {name: tally.rate(name, "all") for name in ("found", "speaker", "stance", "basis", "relays", "within")}
    gate.hold(section, {**rates, "of_those_read": 100 * tally.counts["found", "right"] / max(tally.counts["read", "all"], 1)})


def gate_cues(gate: Gate) -> None:
    """The lexicon of cues is as large as promised, and the rules read each of its sentences as it is marked."""
    cues = load_cues()
    right = 0
    for cue in cues:
        report, expected = told(cue.test)
        right += set(expected) <= set(words(find_statements(report)))
    lemmas = len({(cue.lemma, cue.kind) for cue in cues})
    gate.hold("promised", {"cue_lemmas": lemmas, "cue_sentences_right_by_rules": 100 * right / len(cues)})


def gate_phrasings(gate: Gate, shared: Path) -> None:
    """The figures of the visible sentences, by the scorer that lies beside them."""
    corpus = shared / "data" / "figures" / "phrasings.jsonl"
    gate.know("phrasings", corpus)
    scorer = _module(corpus.parent / "score_phrasings.py")
    gold = [json.loads(line) for line in corpus.open(encoding="utf-8")]
    predicted = {}
    for row in gold:
        shapes = map(figure_shape, read_by_encoder(plain_report(row["text"])).figures)
        predicted[row["id"]] = [{**shape, "start": shape["span"]["start"], "end": shape["span"]["end"]} for shape in shapes]
    total: Counter[str] = sum(scorer.score(gold, predicted).values(), Counter())
    rates = scorer.rates(total)
    best = {name: rates[name] for name in ("found", "value", "bounds", "measure", "unit", "per", "all")}
    gate.hold("phrasings", {**best, "spurious_at_most": rates["spurious"], "fired_at_most": rates["fired"]})


def gate_polnear(gate: Gate, shared: Path) -> None:
    """Who says what in the news of the development set, by the trained reader and by rules alone; no word of it enters the project."""
    corpus = shared / "data" / "attribution" / "polnear" / "dev.jsonl"
    scorer = _module(shared / "data" / "attribution" / "score.py")
    gate.know("polnear_dev", corpus)
    rows = _rows(corpus)
    readings = [read_by_encoder(plain_report(row["text"])) for row in rows]
    more = _rows(corpus.with_name("train.jsonl"), 116)
    every = zip([*rows, *more], itertools.chain(readings, (read_by_encoder(plain_report(row["text"])) for row in more)), strict=True)
    wrong = total = 0
    for row, reading in every:
        for value in (*reading.statements, *reading.figures):
            for span in value.spans():
                total += 1
                wrong += row["text"][span.start : span.end] != span.exact
    gate.want(f"polnear: {total:,} spans of {len(rows) + len(more)} articles are verbatim", not wrong, wrong)
    pairs = [_told(row, reading, scorer) for row, reading in zip(rows, readings, strict=True)]
    scores, subsets = scorer.score(pairs), scorer.subsets(pairs)
    gate.hold("polnear_dev", {
        "reporting_cue_recall": 100 * subsets["reporting cue"][1],
        **{f"{manner}_recall": 100 * subsets[manner][1] for manner in ("direct", "mixed", "indirect")},
        "who_says_what": 100 * scores["who-says-what"][2],
        **{f"{role}_exact": 100 * scores[f"span exact {role}"][2] for role in ("source", "cue", "content")},
        "calibration_error_at_most": 100 * calibration_error(rows, readings, scorer),
    })  # fmt: skip
    gate.know("polnear_dev_by_rules", corpus)
    pairs = [_told(row, read_by_rules(plain_report(row["text"])), scorer) for row in rows]
    scores, subsets = scorer.score(pairs), scorer.subsets(pairs)
    recalls = {f"{manner}_recall": 100 * subsets[manner][1] for manner in ("direct", "mixed", "indirect")}
    gate.hold("polnear_dev_by_rules", {**recalls, "who_says_what": 100 * scores["who-says-what"][2]})


def gate_gum_ewt(gate: Gate, shared: Path) -> None:
    """Who says what in two corpora of many kinds of text, with what is said inside the words of others; their train parts were learned."""
    folder = shared / "data" / "attribution"
    files = [folder / corpus / f"{split}.jsonl" for corpus in ("gum", "ewt") for split in ("dev", "test")]
    gate.know("gum_ewt", *files)
    scorer = _module(folder / "score.py")
    pairs = [
        _told(row, read_by_encoder(plain_report(row["text"])), scorer, nested=True, wide=path.parent.name == "gum")
        for path in files
        for row in _rows(path)
    ]
    scores, subsets = scorer.score(pairs), scorer.subsets(pairs)
    gate.hold("gum_ewt", {
        "explicit_cue_recall": 100 * subsets["explicit cue"][1],
        "nested_found": 100 * subsets["nested (content@0.5)"][1],
        "who_says_what": 100 * scores["who-says-what"][2],
    })  # fmt: skip


def gate_names(gate: Gate, shared: Path) -> None:
    """Names, which the same pass over a report finds: exact spans of the right kind, in a corpus never learned from and one in part."""
    sys.path.append(str(ROOT / "lab" / "reader"))
    finder = _module(ROOT / "lab" / "reader" / "find_names.py")
    for corpus, split, path in (("wikigold", "all", "wikigold/all.jsonl"), ("gum", "test", "gum/test.jsonl")):
        section = f"names_{corpus}"
        gate.know(section, shared / "data" / "linking" / path)
        gate.hold(section, {"span_f1": finder.score_corpus(shared, corpus, split)["all"].f1})


def calibration_error(rows: Sequence[dict[str, Any]], readings: Sequence[Reading], scorer: ModuleType) -> float:
    """The mean distance between what the confidences promise and what holds, over bins of equal mass (Naeini et al. 2015).

    The coefficients of the confidence are fitted on these very articles: this guards them, lab/reader/calibrate.py measures them.
    """
    judged: list[tuple[float, bool]] = []
    for row, reading in zip(rows, readings, strict=True):
        statements = [s for s in reading.statements if s.within is None]
        found = [scorer.widened(row["text"], one) for one in scored_form(statements)]
        good = right_ones(row["text"], row["attributions"], found, scorer)
        judged += [(float(statement.confidence), place in good) for place, statement in enumerate(statements)]
    judged.sort(key=lambda one: one[0])
    bins = [judged[len(judged) * at // BINS : len(judged) * (at + 1) // BINS] for at in range(BINS)]
    return sum(abs(sum(promised - held for promised, held in some)) for some in bins) / max(len(judged), 1)


def right_ones(text: str, gold: Sequence[Any], found: Sequence[Attribution], scorer: ModuleType) -> set[int]:
    """The places in `found` that the corpus scorer counts as right in who-says-what."""
    tokens = scorer.toks(text)
    golds, founds = ([(scorer.cover(tokens, a["source"]), scorer.cover(tokens, a["content"])) for a in some] for some in (gold, found))
    near = sorted(((scorer.iou(g[1], f[1]), i, j) for i, g in enumerate(golds) for j, f in enumerate(founds)), reverse=True)
    used: set[int] = set()
    taken: set[int] = set()
    good: set[int] = set()
    for share, i, j in near:
        if share >= 0.5 and i not in used and j not in taken:
            used.add(i)
            taken.add(j)
            wanted, given = golds[i][0], founds[j][0]
            if (not wanted and not given) or scorer.iou(wanted, given) >= 0.5:
                good.add(j)
    return good


def _told(row: dict[str, Any], reading: Reading, scorer: ModuleType, nested: bool = False, wide: bool = True) -> Told:
    found = scored_form(reading.statements, nested)
    return row["text"], row["attributions"], [scorer.widened(row["text"], one) if wide else one for one in found]


def _rows(corpus: Path, most: int | None = None) -> list[dict[str, Any]]:
    with corpus.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in itertools.islice(lines, most)]


def gate_seed(gate: Gate, shared: Path) -> None:
    """What a real news report must give, and the list of its problems."""
    (path,) = sorted((shared / "data" / "seed").glob("*.txt"))
    gate.know("seed", path)
    gate.measured["seed"] = {}
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
    gate.want("seed: the list of problems is the pinned one", listed == gate.floors["promised"]["seed_problems"], listed)


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
    """Measure everything; exit 1 when a floor is missed, or cannot be pinned."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="the folder with corpora that are not redistributed")
    parser.add_argument("--pin", action="store_true", help="write the floors anew from what is measured")
    parser.add_argument("--lower", type=Path, help="the changelog entry that names every floor to be lowered and says why")
    given = parser.parse_args()
    if given.pin and not given.shared.is_dir():
        parser.error(f"wanted every corpus to pin with, found no folder {given.shared}")
    gate = Gate(read_floors(FLOORS))
    gate_weights(gate)
    gate_sample(gate)
    gate_answers(gate, "sample", SAMPLE)
    gate_answers(gate, "second", SECOND)
    gate_answers(gate, "third", THIRD)
    gate_cues(gate)
    gate_figures(gate)
    gate_links(gate)
    if given.shared.is_dir():
        for measure in (gate_phrasings, gate_other_figures, gate_polnear, gate_gum_ewt, gate_names, gate_seed):
            measure(gate, given.shared)
    else:
        print("passed over: corpora that are not redistributed (no folder with them here)")
    print(f"{gate.failed} floors missed")
    if given.pin:
        return _pinned(gate, given.lower)
    return 1 if gate.failed else 0


def _pinned(gate: Gate, lower: Path | None) -> int:
    reason = lower.read_text(encoding="utf-8") if lower else ""
    floors, refused = pin(gate.floors, gate, digest_of([CARD]), reason)
    if refused:
        print("not pinned; these would be lowered, which takes --lower and a changelog entry that names them:", *refused, sep="\n  ")
        return 1
    write_floors(FLOORS, floors)
    print("pinned; run the gate again")
    return 0


if __name__ == "__main__":
    sys.exit(main())
