"""Trains spaCy's small architecture on the very data that the reader learns names from, and scores it: the peer of the acceptance line.

    python lab/reader/spacy_names.py [--shared FOLDER] [--fold 1] [--minutes 10]

It runs in an environment of its own with spaCy (`pip install spacy`; no model is downloaded) and PYTHONPATH=src. The architecture is
what `spacy init config` writes for English, CPU, efficiency: a tok2vec of hashed embeddings, 96 wide and 4 deep, under a transition
parser. spaCy cannot leave one kind of name out of the loss: words that may be a group stand as missing where a corpus has no groups.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import spacy
from corpora import SHARED, Document, names, training_names
from proper_names import UNKNOWN, Name, find_groups
from score_names import score, table
from spacy.cli.init_config import init_config
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.training.batchers import minibatch_by_words
from spacy.util import compounding, fix_random_seed, load_model_from_config

WORDS = (100, 1000, 1.001)
"""Words in a batch, from, to and growth, as the efficiency configuration has them."""
CHECK_EVERY = 200
PATIENCE = 1600
_DROPOUT = 0.1
_BLOCK = re.compile(r"\S[^\n]*")


def main() -> int:
    """Train once, print the scores on GUM test, on the fold of wikigold that was kept out, and on worldwide."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED, help="the folder that holds data/")
    parser.add_argument("--fold", type=int, default=1, help="the fifth of wikigold that is kept out, 1 to 5")
    parser.add_argument("--minutes", type=float, default=10.0, help="the longest that training may take")
    given = parser.parse_args()
    fix_random_seed(1)
    pipeline = build()
    examples = [example for document in training_names(given.shared, given.fold) for example in teach(pipeline, document)]
    train(pipeline, examples, names(given.shared, "gum", "dev"), given.minutes)
    for corpus, split in (("gum", "test"), ("wikigold", f"fold-{given.fold}"), ("uner", "test"), ("worldwide", "all")):
        documents = names(given.shared, corpus, split)
        began = time.perf_counter()
        found = find(pipeline, documents)
        words = sum(len(document.text.split()) for document in documents)
        print(f"\n{corpus} {split}: {words} words, {words / (time.perf_counter() - began):.0f} a second\n{table(score(documents, found))}")
    return 0


def build() -> Language:
    """Make the untrained pipeline from spaCy's own efficiency configuration."""
    config = init_config(lang="en", pipeline=["ner"], optimize="efficiency", gpu=False)
    return load_model_from_config(config, auto_fill=True)


def blocks(document: Document) -> Iterator[tuple[int, str]]:
    """Part a text into its lines, each with its offset: the whole of a long document does not fit a step of training."""
    for found in _BLOCK.finditer(document.text):
        yield found.start(), found.group()


def teach(pipeline: Language, document: Document) -> Iterator[Example]:
    """Give the examples of a document; names of unknown kind, and possible groups where none are marked, are missing rather than none."""
    for offset, text in blocks(document):
        doc = pipeline.make_doc(text)
        inside = [name for name in document.names or () if offset <= name.start and name.end <= offset + len(text)]
        missing = [(name.start - offset, name.end - offset) for name in inside if name.kind == UNKNOWN]
        if "group" not in document.kinds:
            missing += find_groups(text)
        known = [
            span
            for name in inside
            if name.kind != UNKNOWN
            and (span := doc.char_span(name.start - offset, name.end - offset, label=name.kind, alignment_mode="expand")) is not None
        ]
        known = spacy.util.filter_spans(known)
        taken = {at for span in known for at in range(span.start, span.end)}
        spans = [doc.char_span(start, end, alignment_mode="expand") for start, end in missing]
        absent = spacy.util.filter_spans([span for span in spans if span is not None and not taken & set(range(span.start, span.end))])
        reference = pipeline.make_doc(text)
        reference.set_ents(
            [_moved(reference, span.start, span.end, span.label_) for span in known],
            missing=[_moved(reference, span.start, span.end, "") for span in absent],
            default="outside",
        )
        yield Example(doc, reference)


def _moved(doc: Doc, start: int, end: int, label: str) -> spacy.tokens.Span:
    return spacy.tokens.Span(doc, start, end, label=label)


def train(pipeline: Language, examples: list[Example], development: tuple[Document, ...], minutes: float) -> None:
    """Train until the development score has not risen for a while or the time is up, and keep the best weights."""
    optimizer = pipeline.initialize(lambda: examples)
    began = time.process_time()
    step, best, best_step, kept = 0, -1.0, 0, b""
    sizes = compounding(*WORDS)
    while step - best_step < PATIENCE and time.process_time() - began < 60 * minutes:
        random.shuffle(examples)
        for batch in minibatch_by_words(examples, size=sizes, discard_oversize=False):
            pipeline.update(batch, sgd=optimizer, drop=_DROPOUT, losses={})
            step += 1
            if step % CHECK_EVERY == 0:
                with pipeline.use_params(optimizer.averages):
                    reached = score(development, find(pipeline, development))["all"].f1
                    print(f"step {step:6} {time.process_time() - began:6.0f} s  GUM dev F1 {reached:5.1f}", flush=True)
                    if reached > best:
                        best, best_step, kept = reached, step, pipeline.to_bytes()
                if step - best_step >= PATIENCE or time.process_time() - began >= 60 * minutes:
                    break
    if kept:
        pipeline.from_bytes(kept)
    print(f"kept step {best_step}, GUM dev F1 {best:.1f}, {len(examples)} examples, {time.process_time() - began:.0f} s of CPU")


def find(pipeline: Language, documents: Iterable[Document]) -> dict[str, list[Name]]:
    """Find the names of every document, by its id."""
    found: dict[str, list[Name]] = {}
    parts = [(text, (document.id, offset)) for document in documents for offset, text in blocks(document)]
    for document in documents:
        found[document.id] = []
    for doc, (id, offset) in pipeline.pipe(parts, as_tuples=True, batch_size=64):
        found[id] += [Name(offset + entity.start_char, offset + entity.end_char, entity.label_) for entity in doc.ents]
    return found


if __name__ == "__main__":
    raise SystemExit(main())
