"""Holds who is who across documents against MEANTIME's people and organisations: B3 over mentions.

    python lab/links/meantime.py FOLDER [--errors]

FOLDER has `all.jsonl` of MEANTIME (120 Wikinews articles, CC BY 4.0), which stays outside the repository. Mentions are given, and a gold
identity is its instance number, whatever its prefix says of being within or across documents. "gold chains": within a document the gold
chain is given, as the task of joining across documents has it; an actor is made of each, by the names that stand in its mentions (the last
run of capitalised words of each, before its first comma), and actors are joined by their keys alone. "own chains": every mention is an
actor of its own, joined to a longer name of the same document that has its words, so pronouns and descriptions stay alone: a floor for what
a whole reading gives. "Named" are mentions of chains with a name.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from clusters import Joined, rates, right_ones

from closewatch.linking.keys import keys_of
from closewatch.linking.lexicon import shipped_lexicon
from closewatch.reading.actors import country_in
from closewatch.reading.words import TITLES
from closewatch.terms.actor import Actor, ActorKind, actor_id
from closewatch.terms.report import Report
from closewatch.testing import plain_report

KINDS = {"PERSON": ActorKind.PERSON, "ORGANIZATION": ActorKind.BODY}
_CUT = re.compile(r" , | who | which | that | \( ")
_POSTS = frozenset("ceo cfo coo executive chief officer chairman chairwoman vice spokeswoman spokesman analyst press secretary".split())
_PARTICLES = frozenset("of the and & de von van for".split())
_LETTERS = re.compile(r"\( ([A-Z]{2,6})\b")
_PRONOUNS = frozenset("i we you he she it they us our own my me him them who which whose what ya any all some most many others".split())


def name_in(mention: str) -> str | None:
    """Give the name in a mention, without what introduces it.

    >>> name_in("Apple CEO Steve Jobs"), name_in("Airbus parent EADS"), name_in("the company"), name_in("The Bank of America Corporation")
    ('Steve Jobs', 'EADS', None, 'Bank of America Corporation')
    """
    runs: list[list[str]] = [[]]
    for word in _CUT.split(mention.strip())[0].split():
        post = word.lower() in _POSTS or word.lower().strip(".") in TITLES
        if (word[0].isupper() or word.isdigit()) and not post and word.lower() not in _PRONOUNS:
            runs[-1].append(word)
        elif word.lower() not in _PARTICLES or not runs[-1]:
            runs.append([])
        else:
            runs[-1].append(word)
    for run in reversed(runs):
        while run and (run[0].lower() in _PARTICLES or run[-1].lower() in _PARTICLES):
            run = run[1:] if run[0].lower() in _PARTICLES else run[:-1]
        if run and country_in(" ".join(run)) is None:
            return " ".join(run).replace(" - ", "-").replace("O' ", "O'").strip(",.'")
    return None


def report_of(document: dict[str, Any]) -> Report:
    """Make a report of a document, with the date that its second line gives."""
    sentences = [
        " ".join(sentence).replace(" ,", ",").replace(" .", ".").replace("( ", "(").replace(" )", ")") for sentence in document["sentences"]
    ]
    found = re.match(r"(\w+) (\d{1,2}) ?, (\d{4})", sentences[1]) if len(sentences) > 1 else None
    day = datetime.strptime(" ".join(found.groups()), "%B %d %Y").date().isoformat() if found else None
    return plain_report(f"{document['id']}\n\n" + " ".join(sentences), published=day)


def actor_of(report: Report, what: str, texts: list[str], kind: ActorKind) -> Actor:
    """Make an actor of the mentions of one chain: by the fullest of its names, which more mentions have where two are as long."""
    names = Counter(name for text in texts if (name := name_in(text)))
    for text in texts:
        names.update(_LETTERS.findall(text))
    if not names:
        return Actor(actor_id(report.id, what), texts[0], ActorKind.GROUP if kind is ActorKind.BODY else kind, (texts[0],), named=False)
    ordered = sorted(names, key=lambda name: (-len(name.split()) if kind is ActorKind.PERSON else -names[name], -len(name), name))
    own = [name for name in ordered if set(name.split()) <= set(ordered[0].split())] if kind is ActorKind.PERSON else ordered
    return Actor(actor_id(report.id, what), own[0], kind, tuple(own))


def mentions_of(document: dict[str, Any]) -> Iterator[tuple[str, str, str, ActorKind]]:
    """Give each mention of a person or an organisation: its name here, its identity, its words, its kind."""
    for place, mention in enumerate(document["mentions"]):
        if mention["type"] in KINDS:
            yield f"{document['id']} {place}", re.sub(r"^[a-z_]+", "", mention["chain"]), mention["text"], KINDS[mention["type"]]


def clustered(documents: list[dict[str, Any]], *, gold_chains: bool) -> dict[str, Hashable]:
    """Join the mentions of all documents."""
    joined = Joined()
    found: dict[str, Hashable] = {}
    for document in documents:
        report = report_of(document)
        chains: dict[str, list[tuple[str, str, ActorKind]]] = defaultdict(list)
        for mention, identity, text, kind in mentions_of(document):
            chains[identity if gold_chains else mention].append((mention, text, kind))
        actors = {chain: actor_of(report, chain, [text for _, text, _ in mentions], mentions[0][2]) for chain, mentions in chains.items()}
        for chain, actor in actors.items():
            found |= {mention: actor.id for mention, _, _ in chains[chain]}
            longer = [other for other in actors.values() if other.named and set(actor.name.split()) < set(other.name.split())]
            if not gold_chains and actor.named and len({other.name for other in longer if other.kind is actor.kind}) == 1:
                joined.join(actor.id, next(other for other in longer if other.kind is actor.kind).id)
            for key in keys_of(actor, report, shipped_lexicon()):
                joined.join(actor.id, key.name)
            if not gold_chains and actor.named:
                joined.join(actor.id, (document["id"], actor.name))
    return {mention: joined.of(actor) for mention, actor in found.items()}


def main() -> int:
    """Print B3 for both ways of chaining within a document, and with --errors what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", action="store_true")
    given = parser.parse_args()
    documents = [json.loads(line) for line in given.folder.joinpath("all.jsonl").read_text("utf-8").splitlines()]
    every = [mention for document in documents for mention in mentions_of(document)]
    wanted: dict[str, Hashable] = {mention: identity for mention, identity, _, _ in every}
    has_name = {identity for _, identity, text, _ in every if name_in(text)}
    named = [mention for mention, identity, _, _ in every if identity in has_name]
    words = {mention: text for mention, _, text, _ in every}
    for what, gold_chains in (("gold chains", True), ("own chains", False)):
        found = clustered(documents, gold_chains=gold_chains)
        print(f"{what:12} all   {rates(wanted, found, wanted)}")
        print(f"{what:12} named {rates(wanted, found, named)}")
        if given.errors and gold_chains:
            wrong = Counter(
                (str(wanted[mention]), str(found[mention])[:60], words[mention]) for mention in wanted.keys() - right_ones(wanted, found)
            )
            print(*(f"    {count:3} {' | '.join(line)}" for line, count in wrong.most_common(70)), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
