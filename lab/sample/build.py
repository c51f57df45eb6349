"""Compiles the sample case: authoring files and golden questions into reports and answers, after checking that all of it holds.

    python lab/sample/build.py            writes src/closewatch/desk/sample/reports/ and answers.jsonl
    python lab/sample/build.py --out DIR  writes there instead; --from DIR takes other authoring files

The form of an authoring file is told in lab/sample/README.md; what one file can say about itself is checked in `authored`.
"""

from __future__ import annotations

import argparse
import html
import json
import re
import sys
import tomllib
from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

from authored import Authored, Misauthored, read

from closewatch.terms.claim import ConflictKind
from closewatch.terms.figure import Range

HERE = Path(__file__).parent
SAMPLE = HERE.parents[1] / "src" / "closewatch" / "desk" / "sample"
SHORTEST_COPY = 25  # words: fewer are shared by chance or by habit
PATTERNS = range(1, 44)


def main() -> int:
    """Compile, print the counts, and say what does not hold: 0 done, 1 something does not hold."""
    wishes = argparse.ArgumentParser(description="Compile the sample case.")
    wishes.add_argument("--from", dest="authoring", type=Path, default=HERE)
    wishes.add_argument("--out", type=Path, default=SAMPLE)
    chosen = wishes.parse_args()
    reports, faults = read_all(chosen.authoring / "texts")
    linked = [link(report, reports, faults) for report in reports.values()]
    questions = read_questions(chosen.authoring / "questions.toml", reports, faults)
    print(counts(reports, questions))
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        print(f"faults: {len(faults)}; nothing written", file=sys.stderr)
        return 1
    write(chosen.out, reports, linked, questions)
    return 0


def read_all(folder: Path) -> tuple[dict[str, Authored], list[str]]:
    """Read every authoring file, by its name; what does not hold is listed."""
    reports, faults = {}, []
    for path in sorted(folder.glob("*.txt")):
        try:
            reports[path.stem] = read(path)
        except (Misauthored, ValueError) as error:
            faults.append(f"{path.stem}: {error}")
    return reports, faults


def link(report: Authored, reports: dict[str, Authored], faults: list[str]) -> dict[str, Any]:
    """Give one report's answers, its copies and drifts resolved against the other reports."""
    copies, drifts = [], []
    for copy in report.copies:
        try:
            copies.append(find_copy(report, reports, copy))
        except Misauthored as error:
            faults.append(f"{report.name}: copies: {error}")
    for drift in report.drifts:
        name, _, key = drift["of"].partition("/")
        if name not in reports or not reports[name].keyed(key) or not report.keyed(drift["here"]):
            faults.append(f"{report.name}: drift: no {drift['of']} or no {drift['here']} here")
        else:
            drifts.append({"of": {"file": reports[name].header["File"], "key": key}, "here": drift["here"], "kind": drift["kind"]})
    header = report.header
    return {
        "file": header["File"],
        "headline": report.headline,
        "publisher": header["Outlet"],
        "published": header["Date"],
        "authors": [header["Author"]] if "Author" in header else [],
        "url": None if header["File"].endswith(".eml") else header["URL"],
        "language": header.get("Language", "en"),
        "facts": header["Facts"].split(),
        "patterns": report.patterns,
        "statements": report.statements,
        "figures": report.figures,
        "relays": report.relays,
        "copies": copies,
        "drifts": drifts,
    }


def find_copy(report: Authored, reports: dict[str, Authored], copy: dict[str, str]) -> dict[str, Any]:
    """Find a copied passage in both reports, as far as the words agree.

    Raises: Misauthored when the other report or the words are missing, or fewer than 25 words agree.
    """
    other = reports.get(copy["of"])
    if other is None:
        raise Misauthored(f"no report {copy['of']}")
    here, there = report.text.find(copy["words"]), other.text.find(copy["words"])
    if here < 0 or there < 0:
        raise Misauthored(f"{copy['words'][:60]!r} does not stand {'here' if here < 0 else 'in ' + copy['of']}")
    length = 0
    while report.text[here + length : here + length + 1] == other.text[there + length : there + length + 1] != "":
        length += 1
    passage = report.text[here : here + length].rstrip()
    whole = here + length == len(report.text) or not report.text[here + length].isalnum()
    if not whole or (there + length < len(other.text) and other.text[there + length].isalnum()):
        passage = re.sub(r"\s*\S+$", "", passage)
    if len(passage.split()) < SHORTEST_COPY:
        raise Misauthored(f"wanted {SHORTEST_COPY} words in common, found {len(passage.split())}: ...{passage[-50:]!r}")
    spans = ({"start": start, "end": start + len(passage), "exact": passage} for start in (here, there))
    return {"of": other.header["File"], "class": copy["class"], "span": next(spans), "of_span": next(spans)}


def read_questions(path: Path, reports: dict[str, Authored], faults: list[str]) -> list[dict[str, Any]]:
    """Read the golden questions; every claim must stand, with its amount and its origin, in every report it names."""
    questions = []
    for table in tomllib.loads(path.read_text(encoding="utf-8")).get("question", []) if path.exists() else []:
        try:
            questions.append(read_question(table, reports))
        except (Misauthored, KeyError, ValueError) as error:
            faults.append(f"questions: {table.get('question', '?')}: {error}")
    return questions


def read_question(table: dict[str, Any], reports: dict[str, Authored]) -> dict[str, Any]:
    """Check one golden question and give it in the form of the answers.

    Raises: Misauthored when a claim, an origin or a conflict does not hold.
    """
    kind = table.get("kind", "figure")
    country, role, group = (*table.get("population", "").split("/"), "", "")[:3]
    place, _, land = table.get("place", "").rpartition("/")
    key = {
        "measure": table.get("measure"),
        "unit": table.get("unit"),
        "per": table.get("per"),
        "population": {"country": country or None, "role": role or None, "class": group or None},
        "place": {"name": place or None, "country": land or None},
    }
    claims = [read_claim(key, claim, kind, reports) for claim in table["claims"]]
    by_wording = {claim["wording"]: claim for claim in claims}
    conflicts = []
    for line in table.get("conflicts", []):
        left, right, conflict = (*(part.strip() for part in line.split("|")), ConflictKind.FIGURES_DO_NOT_MEET.value)[:3]
        if left not in by_wording or right not in by_wording:
            raise Misauthored(f"conflict between claims that are not there: {line!r}")
        if ConflictKind(conflict) is ConflictKind.FIGURES_DO_NOT_MEET and _amount(by_wording[left]).meets(_amount(by_wording[right])):
            raise Misauthored(f"no conflict, the amounts meet: {line!r}")
        conflicts.append({"left": left, "right": right, "kind": conflict})
    origins = {origin for claim in claims for origin in claim["origins"]}
    reversals = [[part.strip() for part in line.split("|")] for line in table.get("reversals", [])]
    if any(len(pair) != 2 or not origins.issuperset(pair) for pair in reversals):
        raise Misauthored(f"reversals are of two origins of the claims: {table['reversals']}")
    return {
        "question": table["question"],
        "kind": kind,
        "key": key,
        "claims": claims,
        "proved": table["proved"],
        "at_most": table["at_most"],
        "conflicts": conflicts,
        "reversals": [{"earlier": earlier, "later": later} for earlier, later in reversals],
    }


def read_claim(key: dict[str, Any], claim: dict[str, Any], kind: str, reports: dict[str, Authored]) -> dict[str, Any]:
    """Check that each report named for a claim has its figure, answering this very question, from one of its origins."""
    claim = claim | {end: None if claim.get(end) is None else str(claim[end]) for end in ("low", "high")}
    for name in claim["reports"]:
        if name not in reports:
            raise Misauthored(f"{claim['wording']}: no report {name}")
        answers = (*reports[name].statements, *reports[name].figures)
        told = {answer["key"] for answer in answers if answer.get("origin") in claim["origins"]}
        if not told:
            raise Misauthored(f"{claim['wording']}: nothing in {name} has an origin {' or '.join(claim['origins'])}")
        found = [f for f in reports[name].figures if told & {f["key"], f["statement"]} and answers_to(f, key)]
        if kind == "figure" and not any(same_amount(figure, claim) for figure in found):
            ends = [f"{figure['key']} {figure['low']}-{figure['high']}" for figure in found]
            raise Misauthored(f"{claim['wording']}: {name} has no such figure from that origin for this question, only {ends}")
    answer = {
        "wording": claim["wording"],
        "low": claim["low"],
        "high": claim["high"],
        "open_low": bool(claim.get("open_low", False)),
        "open_high": bool(claim.get("open_high", False)),
        "origins": claim["origins"],
        "reports": [reports[name].header["File"] for name in claim["reports"]],
    }
    for optional in ("polarity", "as_of", "population", "place"):
        if optional in claim:
            answer[optional] = str(claim[optional])
    return answer


def answers_to(figure: dict[str, Any], key: dict[str, Any]) -> bool:
    """Tell whether a figure answers the question of that key, as docs/interfaces says: exactly, or not at all."""
    population, place = figure["population"] or {"value": {}}, figure["place"] or {"value": {}}
    return (
        all(figure[name] == key[name] for name in ("measure", "unit", "per"))
        and all(population["value"].get(name) == key["population"][name] for name in ("country", "class"))
        and place["value"].get("country") == key["place"]["country"]
    )


def same_amount(figure: dict[str, Any], claim: dict[str, Any]) -> bool:
    """Tell whether a figure gives the amount of a claim, open ends included."""
    ends = all(figure[end] == claim[end] for end in ("low", "high"))
    return ends and all(figure[end] == bool(claim.get(end, False)) for end in ("open_low", "open_high"))


def _amount(claim: dict[str, Any]) -> Range:
    low, high = (None if claim[end] is None else Decimal(claim[end]) for end in ("low", "high"))
    return Range(low=low, high=high, open_low=claim["open_low"], open_high=claim["open_high"])


def counts(reports: dict[str, Authored], questions: list[dict[str, Any]]) -> str:
    """Say how much there is, and which pattern classes are not shown yet."""
    every = reports.values()
    shown = {pattern for report in every for pattern in report.patterns}
    languages = Counter(report.header.get("Language", "en") for report in every)
    lines = [
        f"reports {len(reports)} ({', '.join(f'{language} {count}' for language, count in sorted(languages.items()))})",
        *(
            f"{word} {sum(len(getattr(report, word)) for report in every)}"
            for word in ("statements", "figures", "relays", "copies", "drifts")
        ),
        f"questions {len(questions)}",
        f"patterns {len(shown)} of {len(PATTERNS)}; missing: {' '.join(str(p) for p in PATTERNS if p not in shown) or 'none'}",
    ]
    return "\n".join(lines)


def write(out: Path, reports: dict[str, Authored], linked: list[dict[str, Any]], questions: list[dict[str, Any]]) -> None:
    """Write the reports and the answers; a report that has no authoring file any more is taken away."""
    folder = out / "reports"
    folder.mkdir(parents=True, exist_ok=True)
    for stale in {path.name for path in folder.iterdir()} - {report.header["File"] for report in reports.values()}:
        (folder / stale).unlink()
    for report in reports.values():
        render = {".txt": as_text, ".html": as_page, ".eml": as_mail}[Path(report.header["File"]).suffix]
        (folder / report.header["File"]).write_bytes(render(report))
    lines = [json.dumps(answer, ensure_ascii=False) for answer in (*linked, *questions)]
    (out / "answers.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def as_text(report: Authored) -> bytes:
    """Plain text with the header lines that the text format knows."""
    header = report.header | {"Title": report.headline}
    lines = [f"{name}: {header[name]}" for name in ("Title", "Outlet", "Date", "Author", "URL") if name in header]
    return ("\n".join(lines) + "\n\n" + _body(report) + "\n").encode()


def as_page(report: Authored) -> bytes:
    """A plain web page as a newspaper would serve it."""
    header, title = report.header, html.escape(report.headline)
    author = f'\n<meta name="author" content="{html.escape(header["Author"])}">' if "Author" in header else ""
    body = "\n".join(f"<p>{html.escape(paragraph, quote=False)}</p>" for paragraph in _paragraphs(report))
    return f"""<!DOCTYPE html>
<html lang="{header.get("Language", "en")}">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta property="og:title" content="{title}">
<meta property="og:site_name" content="{html.escape(header["Outlet"])}">
<meta property="article:published_time" content="{header["Date"]}">{author}
<link rel="canonical" href="{header["URL"]}">
</head>
<body>
<article>
<h1>{title}</h1>
{body}
</article>
</body>
</html>
""".encode()


def as_mail(report: Authored) -> bytes:
    """A bulletin as it comes by mail: the title is the subject, the outlet the sender."""
    header = report.header
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = report.headline
    host = header["URL"].split("/")[2]
    mail["From"] = Address(header["Outlet"], "bulletin", host)
    mail["To"] = Address("Readers", "readers", host)
    mail["Date"] = datetime.fromisoformat(header["Date"]).replace(hour=6, tzinfo=UTC)
    mail["Message-ID"] = f"<{report.name}@{host}>"
    mail["Archived-At"] = f"<{header['URL']}>"
    mail.set_content(_body(report) + "\n", cte="quoted-printable")
    return mail.as_bytes()


def _body(report: Authored) -> str:
    return report.text.partition("\n\n")[2]


def _paragraphs(report: Authored) -> list[str]:
    paragraphs = _body(report).split("\n\n")
    if any("\n" in paragraph for paragraph in paragraphs):
        raise Misauthored(f"{report.name}: a page has no line breaks inside a paragraph")
    return paragraphs


if __name__ == "__main__":
    sys.exit(main())
