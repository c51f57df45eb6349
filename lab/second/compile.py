"""Compiles the second case: the marked texts and golden questions of lab/second into reports and answers of the shape of the sample's.

    python lab/second/compile.py            writes lab/second/reports/ and lab/second/answers.jsonl
    python lab/second/compile.py --out DIR  writes there instead; --from DIR takes texts/ and questions.toml from there

Knows what is the second case's own: a header without facts, the length of a report, who may be quoted. What a mark and a key mean is
told by lab/sample (`marked`, `authored`), and so is what several reports must agree on and how answers are written (`build`).
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "sample"))

import authored
from authored import Authored, Misauthored
from build import link, read_questions, write
from marked import unmark

HERE = Path(__file__).parent
HEADER = [name for name in authored.HEADER if name != "Facts"]
NEEDED = ("File", "Title", "Outlet", "Date", "URL")
WORDS = (120, 350)  # of a report: long enough for a style of its own, short enough to be keyed in full


def main() -> int:
    """Compile, print the counts, and say what does not hold: 0 done, 1 something does not hold."""
    wishes = argparse.ArgumentParser(description="Compile the second case.")
    wishes.add_argument("--from", dest="authoring", type=Path, default=HERE)
    wishes.add_argument("--out", type=Path, default=HERE)
    chosen = wishes.parse_args()
    reports: dict[str, Authored] = {}
    faults: list[str] = []
    for path in sorted((chosen.authoring / "texts").glob("*.txt")):
        try:
            reports[path.stem] = read(path)
            faults += [f"{path.stem}: {fault}" for fault in find_faults(reports[path.stem])]
        except (Misauthored, ValueError) as error:
            faults.append(f"{path.stem}: {error}")
    linked = [link(report, reports, faults) for report in reports.values()]
    questions = read_questions(chosen.authoring / "questions.toml", reports, faults)
    print(counts(reports))
    print(f"questions {len(questions)}, claims {sum(len(question['claims']) for question in questions)}")
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        print(f"faults: {len(faults)}; nothing written", file=sys.stderr)
        return 1
    write(chosen.out, reports, linked, questions)
    return 0


def read(path: Path) -> Authored:
    """Read one marked text with its keys.

    Raises: Misauthored when anything in it does not hold.
    """
    parts = re.split(r"^---\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    if len(parts) != 3:
        raise Misauthored(f"wanted three parts between lines of ---, found {len(parts)}")
    header = dict(line.split(": ", 1) for line in parts[0].splitlines())
    if header.keys() - set(HEADER) or set(NEEDED) - header.keys() or header["File"] != path.name:
        raise Misauthored(f"header: wanted {', '.join(NEEDED)}, at most {', '.join(HEADER)}, and File: {path.name}")
    if not re.fullmatch(r"https://[a-z0-9-]+\.example/\S*", header["URL"]):
        raise Misauthored(f"header: wanted an address under .example, found {header['URL']}")
    authored.period(header["Date"])
    text, marks = unmark(header["Title"] + "\n\n" + parts[1].strip())
    if re.search(r"[ \t]\n|\n{3,}|  ", text):
        raise Misauthored("wanted no trailing, doubled or empty-line blanks in the text")
    report = Authored(path.stem, header | {"Facts": ""}, text)
    authored.apply_keys(report, marks, parts[2])  # what a key means is told in one place
    return report


def find_faults(report: Authored) -> Iterator[str]:
    """Say what the second case does not allow: another length, a named person quoted."""
    length = len(report.text.split())
    if not WORDS[0] <= length <= WORDS[1]:
        yield f"wanted {WORDS[0]} to {WORDS[1]} words, found {length}"
    for statement in report.statements:
        speaker = statement["speaker"]
        if statement["manner"] != "indirect" and (speaker is None or (speaker["named"] and not speaker["pseudonymous"])):
            yield f"{statement['key']}: quoted in words, and neither unnamed nor under a pseudonym"


def counts(reports: dict[str, Authored]) -> str:
    """Say how much there is: statements for each stance, basis, manner and part, pronoun sources, figures, copies and drifts by kind."""
    statements = [statement for report in reports.values() for statement in report.statements]
    lines = [f"reports {len(reports)}, statements {len(statements)}, relays {sum(len(report.relays) for report in reports.values())}"]
    for name in ("stance", "basis", "manner", "part"):
        found = Counter(statement[name] for statement in statements)
        lines.append(f"{name}: {', '.join(f'{value} {count}' for value, count in found.most_common())}")
    sources = [span["exact"].lower() for statement in statements for span in statement["source"]]
    pronouns = sum(source in {"i", "we", "he", "she", "it", "they"} for source in sources)
    nested = sum(statement["within"] is not None for statement in statements)
    nobody = sum(statement["speaker"] is None for statement in statements)
    lines.append(f"pronoun sources {pronouns}, nested {nested}, without a speaker {nobody}")
    figures = [figure for report in reports.values() for figure in report.figures]
    lines.append(f"figures {len(figures)}, by the outlet itself {sum(figure['statement'] is None for figure in figures)}")
    for name in ("measure", "kind", "scope", "standing"):
        found = Counter(figure[name] for figure in figures)
        lines.append(f"{name}: {', '.join(f'{value} {count}' for value, count in found.most_common())}")
    copies = Counter(copy["class"] for report in reports.values() for copy in report.copies)
    drifts = Counter(drift["kind"] for report in reports.values() for drift in report.drifts)
    for name, found in (("copies", copies), ("drifts", drifts)):
        lines.append(f"{name} {found.total()}: {', '.join(f'{value} {count}' for value, count in found.most_common())}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
