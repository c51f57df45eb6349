"""Measures whether whoever is found to speak stands in the right chain of mentions, on GUM's attributions and its gold entities.

    python lab/links/gum_chains.py shared/data/attribution/gum [--show SPLIT] [--found]

A source is right where the actor that the reading gives is the entity that the annotators mean by it:

- the mention given as the reason (the antecedent), where there is one, lies in the gold chain of the source, and
- the actor goes by the fullest mention of that chain: its name where the chain has one (and not a shorter one where a fuller one
  stands in it), else its first description or the one that the reason gives. A source that is itself that mention is right when left alone.
- Of a chain of nothing but pronouns nobody is known: right is a speaker left open.

A place lies in the chain of the gold mention that it overlaps best (intersection over union). Left out: attributions without a source,
and those whose source is no gold mention (less than half of it overlaps). "gold" gives the reader the annotated words of source, cue and
content beside what it finds itself; "found" is the reader alone, over all of them. Rules only: nothing is trained here, so the five folds,
documents dealt by their names, are five measurements; dev and test were looked at as rates only.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from closewatch.reading.actors import country_in
from closewatch.reading.attributions import draft_statements, find_statements, tell_statements
from closewatch.reading.drafts import Draft
from closewatch.reading.encoder.finder import Scorer
from closewatch.reading.encoder.weights import load_weights
from closewatch.reading.names import is_pronoun
from closewatch.reading.sentences import Paragraph, find_paragraphs
from closewatch.reading.words import DETERMINERS, POSSESSIVES, TITLES
from closewatch.terms.report import Report
from closewatch.terms.statement import Statement
from closewatch.testing import plain_report

SPLITS = ("train", "dev", "test")
FOLDS = 5
_ENOUGH = 0.5
"""The share of the words of a source that its gold mention has to overlap."""
_CUT = re.compile(r"[,(;:]| who | whom | whose | which | that ")
_WORD = re.compile(r"[^\W_][\w’'.-]*")
_PARTICLES = frozenset("of for the and on de del van von der bin al el".split())
_PRONOUNS = frozenset(
    "i me my mine myself we us our ours you your yours he him his she her hers it its they them their theirs who whom whose which that "
    "this these those one himself herself itself themselves yourself ourselves".split()
)

Range = tuple[int, int]


@dataclass(frozen=True)
class Source:
    """One attributed source of a document: where it stands, its gold chain, and whether the reader was right."""

    document: str
    genre: str
    at: Range
    chain: tuple[Range, ...]
    statement: Statement | None
    right: bool


class Chains:
    """The gold mentions of a text, and which chain a place lies in."""

    def __init__(self, text: str, entities: Iterable[Mapping[str, Any]]) -> None:
        self.text = text
        self.chains = [tuple(sorted((start, end) for start, end in entity["spans"])) for entity in entities]
        self.mentions = sorted((mention, number) for number, chain in enumerate(self.chains) for mention in chain)
        self.lower = set(re.findall(r"\b[a-z][\w’'-]*", text))

    def at(self, start: int, end: int) -> tuple[frozenset[int], float]:
        """The chains of the mention that a place overlaps best, and how well; several where one mention stands in several chains."""
        best, chains = 0.0, set[int]()
        for (first, last), number in self.mentions:
            if first >= end:
                break
            both = max(0, min(last, end) - max(first, start)) / (max(last, end) - min(first, start))
            if both > best:
                best, chains = both, set()
            if both == best > 0:
                chains.add(number)
        return frozenset(chains), best

    def names_in(self, at: Range) -> list[list[str]]:
        """The runs of capitalised words in a mention, without titles, countries, owners and a word that only opens a sentence."""
        runs: list[list[str]] = [[]]
        for word in self.core(at):
            if word[0].isupper() and not word.endswith(("'s", "’s")) and word.lower() not in _PRONOUNS and not self._opens(word):
                runs[-1].append(word)
            elif word.lower() not in _PARTICLES or not runs[-1]:
                runs.append([])
        own = [[word for word in run if word.lower().rstrip(".") not in TITLES and country_in(word) is None] or run for run in runs]
        return [run for run in own if run]

    def _opens(self, word: str) -> bool:
        return word.lower() in DETERMINERS | POSSESSIVES or word.lower() in self.lower

    def core(self, at: Range) -> list[str]:
        """The words of a mention before its first apposition or clause."""
        words = _WORD.findall(_CUT.split(self.text[slice(*at)])[0])
        while len(words) > 1 and words[0].lower() in DETERMINERS | POSSESSIVES:
            words = words[1:]
        return words

    def is_pronoun(self, at: Range) -> bool:
        """Whether a mention is a pronoun."""
        return self.text[slice(*at)].lower() in _PRONOUNS


def is_right(chains: Chains, chain: int, at: Range, statement: Statement) -> bool:
    """Whether the speaker of a statement is the entity of a chain, as the module tells."""
    gold = chains.chains[chain]
    described = [mention for mention in gold if not chains.is_pronoun(mention)]
    if statement.speaker is None or not described:
        return statement.speaker is None and not described
    reason = next((reason.span for reason in statement.because if reason.of == "speaker" and reason.span is not None), None)
    if reason is not None and chain not in chains.at(reason.start, reason.end)[0]:
        return False
    name = statement.speaker.name
    names = [run for mention in described for run in chains.names_in(mention)]
    if names:
        longest = max(map(len, names))
        left_alone = reason is None and bool(chains.names_in(at)) and set(name.split()) <= set(chains.core(at))
        return (left_alone or _stands_in(chains, chain, name)) and (longest < 2 or len(name.split()) > 1)
    if reason is not None:
        return True
    fullest = max(described, key=lambda mention: len(chains.core(mention)))
    plain = [word.lower() for word in _WORD.findall(_CUT.split(name)[0])]
    return described[0] == at or any([word.lower() for word in chains.core(mention)] == plain for mention in (described[0], fullest))


def _stands_in(chains: Chains, chain: int, name: str) -> bool:
    """Whether a name, with a capital, is written in a mention of a chain."""
    places = re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", chains.text)
    return any(chars.isupper() for chars in name) and any(chain in chains.at(*place.span())[0] for place in places)


def with_gold(report: Report, row: Mapping[str, Any], scorer: Scorer | None) -> tuple[list[Statement | None], tuple[Statement, ...]]:
    """Tell who speaks of every annotated attribution, its words given, among the other statements that the reader finds."""
    paragraphs = find_paragraphs(report)
    drafts, headlines = draft_statements(report, paragraphs, scorer)
    gold = [_gold_draft(report, found, paragraphs, drafts) for found in row["attributions"]]
    taken = [draft for draft in gold if draft is not None]
    cues = [(draft.cue_at or draft.contents[0]) for draft in taken]
    kept = [draft for draft in drafts if not any(_meet(draft.cue_at, cue) for cue in cues)]
    statements = tell_statements(report, [*taken, *kept], "gold", headlines=headlines)
    by_place = {_key(statement): statement for statement in statements}
    return [by_place.get(_draft_key(draft)) if draft is not None else None for draft in gold], statements


def _key(statement: Statement) -> tuple[object, ...]:
    source = (statement.source[0].start, statement.source[0].end) if statement.source else None
    cue = (statement.cue[0].start, statement.cue[0].end) if statement.cue else None
    return source, cue, tuple((span.start, span.end) for span in statement.content)


def _draft_key(draft: Draft) -> tuple[object, ...]:
    return draft.source, draft.cue_at, tuple(draft.contents)


def _gold_draft(report: Report, found: Mapping[str, Any], paragraphs: Sequence[Paragraph], drafts: Sequence[Draft]) -> Draft | None:
    """An annotated attribution as a draft: the reader's own of that cue with the annotated words, where it has one."""
    contents = sorted((start, end) for start, end in found["content"])
    if not contents or not found["source"]:
        return None
    source = tuple(found["source"][0])
    cue_at = tuple(found["cue"][0]) if found["cue"] else None
    own = next((draft for draft in drafts if cue_at is not None and _meet(draft.cue_at, cue_at)), None)
    if own is not None:
        return replace(own, source=source, cue_at=cue_at, contents=contents, root=None)
    place = cue_at[0] if cue_at else contents[0][0]
    number = next((number for number, paragraph in enumerate(paragraphs) if paragraph.start <= place < paragraph.end), 0)
    draft = Draft(None, "behind", source, cue_at, contents, quoted=found["direct"] == "direct", paragraph=number)
    draft.sentence = (min(source[0], place, contents[0][0]), max(source[1], contents[-1][1]))
    return draft


def _meet(left: Range | None, right: Range | None) -> bool:
    return left is not None and right is not None and left[0] < right[1] and right[0] < left[1]


def found_for(found: Mapping[str, Any], statements: Sequence[Statement]) -> Statement | None:
    """The statement of the reader that is an annotated one: its cue meets that cue, or both its source and its content."""

    def meets(role: str, spans: Sequence[Any]) -> bool:
        return any(_meet((span.start, span.end), tuple(place)) for span in spans for place in found[role])

    cue = [statement for statement in statements if meets("cue", statement.cue) and meets("content", statement.content)]
    both = [statement for statement in statements if meets("source", statement.source) and meets("content", statement.content)]
    return next((s for s in cue if s in both), None) or next(iter(cue), None) or next(iter(both), None)


def sources_of(row: Mapping[str, Any], scorer: Scorer | None, alone: bool) -> Iterator[Source]:
    """Judge the sources of one document."""
    report, chains = plain_report(row["text"]), Chains(row["text"], row["entities"])
    if alone:
        read = find_statements(report, scorer=scorer)
        told = [found_for(found, read) for found in row["attributions"]]
    else:
        told, _ = with_gold(report, row, scorer)
    for found, statement in zip(row["attributions"], told, strict=True):
        if not found["source"] or not found["content"]:
            continue
        at = tuple(found["source"][0])
        meant, overlap = chains.at(*at)
        if not meant or overlap < _ENOUGH:
            continue
        chain = min(meant)
        right = statement is not None and is_right(chains, chain, at, statement)
        yield Source(row["id"], row["genre"], at, chains.chains[chain], statement, right)


def _percent(sources: Sequence[Source]) -> float:
    return 100 * sum(source.right for source in sources) / max(len(sources), 1)


def _report(sources: Sequence[Source], label: str) -> None:
    folds = [_percent([s for s in sources if _fold_of(s.document, sources) == fold]) for fold in range(FOLDS)]
    print(f"{label}: {_percent(sources):.1f} % of {len(sources)}; five folds {' '.join(f'{rate:.1f}' for rate in folds)}, ", end="")
    print(f"their mean {statistics.mean(folds):.1f}")
    for genre, count in sorted(Counter(source.genre for source in sources).items()):
        print(f"  {genre:10} {_percent([s for s in sources if s.genre == genre]):5.1f} % of {count}")


def _fold_of(document: str, sources: Sequence[Source]) -> int:
    return sorted({source.document for source in sources}).index(document) % FOLDS


def _show(source: Source, text: str) -> None:
    before = text[max(0, source.at[0] - 160) : source.at[0]].replace("\n", "¶")
    names = list(dict.fromkeys(text[slice(*mention)] for mention in source.chain))[:5]
    statement = source.statement
    speaker = statement.speaker.name if statement is not None and statement.speaker else None
    reason = next((r for r in statement.because if r.of == "speaker"), None) if statement is not None else None
    because = f"{reason.rule}: {reason.span.exact if reason.span else None}" if reason else None
    print(f"{source.document} …{before}[[{text[slice(*source.at)]}]]{text[source.at[1] : source.at[1] + 60]!r}")
    print(f"    given {speaker!r} ({because}); gold {names}")


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


def main() -> int:
    """Measure all documents and print the rates."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--show", choices=("train",), help="print what is wrong in that split; dev and test are never shown")
    parser.add_argument("--found", action="store_true", help="measure the reader alone too")
    given = parser.parse_args()
    rows = {
        split: [json.loads(line) for line in (given.corpus / f"{split}.jsonl").read_text("utf-8").split("\n") if line] for split in SPLITS
    }
    scorer = load_weights()
    for alone in (False, True) if given.found else (False,):
        sources = {split: [source for row in rows[split] for source in sources_of(row, scorer, alone)] for split in SPLITS}
        name = "found" if alone else "gold"
        everything = [source for split in SPLITS for source in sources[split]]
        if alone:
            read = [source for source in everything if source.statement is not None]
            print(f"found: {len(read)} of {len(everything)} are read at all, of which {_percent(read):.1f} % are right")
        _report(everything, f"{name}, all documents")
        for split in SPLITS:
            print(f"  {split:10} {_percent(sources[split]):5.1f} % of {len(sources[split])}")
        both = [source for source in everything if source.genre in ("news", "interview")]
        _report(both, f"{name}, news and interview")
        for split in SPLITS:
            own = [source for source in sources[split] if source.genre in ("news", "interview")]
            print(f"  {split:10} {_percent(own):5.1f} % of {len(own)}")
        kinds = Counter(_kind(source, rows) for source in both)
        for kind, count in kinds.most_common():
            print(f"  {kind:12} {_percent([s for s in both if _kind(s, rows) == kind]):5.1f} % of {count}")
        if given.show and not alone:
            texts = {row["id"]: row["text"] for row in rows[given.show]}
            for source in sources[given.show]:
                if not source.right:
                    _show(source, texts[source.document])
    return 0


def _kind(source: Source, rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    text = next(row["text"] for split in rows.values() for row in split if row["id"] == source.document)
    words = text[slice(*source.at)]
    low = words.lower()
    if low in ("i", "me", "my", "we", "our", "us"):
        return "first person"
    if low in ("you", "your"):
        return "you"
    if is_pronoun(words) or low in _PRONOUNS:
        return "pronoun"
    return "name" if any(word[:1].isupper() for word in words.split()[1:] or words.split()) else "description"


if __name__ == "__main__":
    raise SystemExit(main())
