"""Reads the corpora that the reader is trained on and measured with into one form: documents with attributions, documents with names.

    python lab/reader/corpora.py [--shared FOLDER] [--pin]

checks every file against lab/reader/manifest.toml (or pins them there) and prints what is in them. A file is checked whenever it is loaded:
figures of one corpus are never compared with those of another. How names are taken out of noun phrases is told in `proper_names`.

Names: what a corpus calls them -> our kinds. A corpus says in `kinds` what it marks; of others nothing can be learned or measured there.

gum        train dev test: person, organization, place, where the head is a proper noun -> person organisation place; groups by lexicon (GUM
           has no such type). Dropped: common nouns, pronouns, times. Names of other types (works, products, events) are unknown.
wikigold   all, fold-1 .. fold-5, without-1 .. without-5: PER ORG LOC -> person organisation place. MISC is unknown, yet never one of these.
re3d       all: Person Organisation Location Nationality -> person organisation place group, names only. Dropped: the other ten types.
uner       dev test: PER ORG LOC -> person organisation place.
worldwide  all: Person Organization Location Facility NORP -> person organisation place place group (facilities are places, as in CoNLL).
           Dropped: Date, Money. Product and Misc are unknown.

Licences and use

polnear    none stated, texts are publishers' news        not redistributed   train, measure; no text and no excerpt leaves the folder
gum        CC BY 4.0; texts CC BY 2.5, CC BY 4.0, CC BY-SA 3.0, CC BY, public domain (per document)   redistributable   train, measure
ewt        CC BY-SA 4.0                                   redistributable     train, measure
wikigold   CC BY 4.0                                      redistributable     train, measure (five folds)
re3d       public domain, OGL v3.0, CC BY 3.0 AU, CC BY-SA 3.0, EU legal notice (per document)        redistributable   train
uner       CC BY-SA 4.0                                   redistributable     train (dev), measure (test)
worldwide  none stated, texts are publishers' news        not redistributed   measure only, never trained on
meantime   CC BY 4.0                                      redistributable     train the head of likeness (sentences, no labels)
gap        Apache 2.0                                     redistributable     train the head of likeness (sentences, no labels)
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from proper_names import KINDS, UNKNOWN, Name, join_words, names_of_gum, names_of_re3d, tidy

HERE = Path(__file__).parent
MANIFEST = HERE / "manifest.toml"
SHARED = HERE.parents[2] / "shared"
FOLDS = 5
_CONLL = ("person", "organisation", "place")

Range = tuple[int, int]


@dataclass(frozen=True)
class Attribution:
    """Who says what, as a corpus marks it: each role as ranges of code points, in the order of the text; a role may be empty."""

    source: tuple[Range, ...]
    cue: tuple[Range, ...]
    content: tuple[Range, ...]
    direct: str
    """direct, mixed or indirect, by the share of the content between quotation marks."""


@dataclass(frozen=True)
class Document:
    """One text of a corpus with what is marked in it; `attributions` or `names` is None where the corpus was not read for them."""

    id: str
    corpus: str
    text: str
    attributions: tuple[Attribution, ...] | None = None
    names: tuple[Name, ...] | None = None
    kinds: tuple[str, ...] = ()
    """The kinds of name that are marked here; a text without names of another kind says nothing about that kind."""
    licence: str = ""
    discarded: tuple[Range, ...] = ()
    """Ranges that the annotators found not to be part of the article (PolNeAR): nothing is marked there."""


@dataclass(frozen=True)
class Corpus:
    """Where a corpus lies below the shared folder, under which licence, and what it may be used for."""

    files: Mapping[str, str]
    licence: str
    redistributable: bool
    trainable: bool = True
    kinds: tuple[str, ...] = ()


def _files(folder: str, *splits: str) -> dict[str, str]:
    return {split: f"data/{folder}/{split}.jsonl" for split in splits}


_GUM_LICENCE = "annotation CC BY 4.0; texts CC BY 2.5, CC BY 4.0, CC BY-SA 3.0, CC BY, public domain"

ATTRIBUTIONS = {
    "polnear": Corpus(_files("attribution/polnear", "train", "dev"), "none stated", redistributable=False),
    "gum": Corpus(_files("attribution/gum", "train", "dev", "test"), _GUM_LICENCE, redistributable=True),
    "ewt": Corpus(_files("attribution/ewt", "train", "dev", "test"), "CC BY-SA 4.0", redistributable=True),
}
NAMES = {
    "gum": Corpus(_files("linking/gum", "train", "dev", "test"), _GUM_LICENCE, redistributable=True, kinds=KINDS),
    "wikigold": Corpus(_files("linking/wikigold", "all"), "CC BY 4.0", redistributable=True, kinds=_CONLL),
    "re3d": Corpus(_files("linking/re3d", "all"), "per document", redistributable=True, kinds=KINDS),
    "uner": Corpus(_files("linking/uner_en_ewt", "dev", "test"), "CC BY-SA 4.0", redistributable=True, kinds=_CONLL),
    "worldwide": Corpus(
        _files("linking/worldwide_newswire_ner", "all"), "none stated", redistributable=False, trainable=False, kinds=KINDS
    ),
}

SENTENCES = (
    "data/linking/gum/train.jsonl",
    *(f"data/linking/gap/{split}.jsonl" for split in ("train", "dev", "test")),
    "data/linking/re3d/all.jsonl",
    *(f"data/attribution/ewt/{split}.jsonl" for split in ("train", "dev", "test")),
)
"""Whose sentences the head of likeness is trained on, without any label, besides the tokenised ones; all may be passed on."""
TOKENISED = ("data/linking/meantime_en/all.jsonl", "data/linking/wikigold/all.jsonl")

_TAGS = {
    "PER": "person",
    "ORG": "organisation",
    "LOC": "place",
    "MISC": UNKNOWN,
    "Person": "person",
    "Organization": "organisation",
    "Location": "place",
    "Facility": "place",
    "NORP": "group",
    "Misc": UNKNOWN,
    "Product": UNKNOWN,
}
"""The tags of the tokenised corpora; one that is missing here (Date, Money) is dropped."""


class CorpusChanged(ValueError):
    """A corpus file is not the one that was pinned."""


def read_manifest(path: Path = MANIFEST) -> dict[str, str]:
    """Read the digests (SHA-256, hexadecimal) that the files of the corpora were pinned with, by path below the shared folder."""
    return dict(tomllib.loads(path.read_text(encoding="utf-8"))["sha256"])


def attributions(shared: Path, corpus: str, split: str, manifest: Mapping[str, str] | None = None) -> tuple[Document, ...]:
    """Read who says what in one split of polnear, gum or ewt.

    Raises:
        KeyError: there is no such corpus or split.
        CorpusChanged: the file is not the pinned one.
    """
    licence = ATTRIBUTIONS[corpus].licence
    return tuple(
        Document(
            id=row["id"],
            corpus=corpus,
            text=row["text"],
            attributions=tuple(
                Attribution(_ranges(found["source"]), _ranges(found["cue"]), _ranges(found["content"]), found["direct"])
                for found in row["attributions"]
            ),
            licence=row.get("licence", licence),
            discarded=_ranges(row.get("discard", ())),
        )
        for row in _rows(shared, ATTRIBUTIONS[corpus].files[split], manifest)
    )


def names(shared: Path, corpus: str, split: str, manifest: Mapping[str, str] | None = None) -> tuple[Document, ...]:
    """Read the names in one split of gum, wikigold, re3d, uner or worldwide.

    The folds of wikigold are fifths of its sentences in their order: "fold-2" is the second fifth, "without-2" the other four.

    Raises:
        KeyError: there is no such corpus or split.
        CorpusChanged: the file is not the pinned one.
    """
    files = NAMES[corpus].files
    folded = corpus == "wikigold" and split != "all"
    rows = list(_rows(shared, files["all" if folded else split], manifest))
    if folded:
        rows = _fold(rows, split)
    return tuple(_READ[corpus](rows))


def training_names(shared: Path, without_fold: int | None = None, manifest: Mapping[str, str] | None = None) -> tuple[Document, ...]:
    """Read everything that a model of names may be trained on: GUM train, wikigold (without a fold, 1 to 5), re3d and UNER dev.

    spaCy's small architecture is trained on the very same (`spacy_names`). What may only be evaluated never comes in here.
    """
    parts = [("gum", "train"), ("wikigold", f"without-{without_fold}" if without_fold else "all"), ("re3d", "all"), ("uner", "dev")]
    assert all(NAMES[corpus].trainable for corpus, _ in parts)
    return tuple(document for corpus, split in parts for document in names(shared, corpus, split, manifest))


def rows(shared: Path, name: str) -> Iterator[dict[str, Any]]:
    """Read the rows of one file, held against its digest.

    Raises: CorpusChanged when the file is not the pinned one.
    """
    return _rows(shared, name, None)


def _rows(shared: Path, name: str, manifest: Mapping[str, str] | None) -> Iterator[dict[str, Any]]:
    data = (shared / name).read_bytes()
    pinned = (read_manifest() if manifest is None else manifest).get(name)
    digest = hashlib.sha256(data).hexdigest()
    if digest != pinned:
        raise CorpusChanged(f"wanted {name} with sha256 {pinned or '(not pinned)'}, found {digest}")
    # Rows end at line feeds alone: str.splitlines would also cut at separators that may stand inside a text.
    return (json.loads(line) for line in data.split(b"\n") if line.strip())


def _ranges(pairs: Iterable[Sequence[int]]) -> tuple[Range, ...]:
    return tuple((int(start), int(end)) for start, end in pairs)


def _fold(rows: list[dict[str, Any]], split: str) -> list[dict[str, Any]]:
    which, _, number = split.partition("-")
    if which not in ("fold", "without") or number not in map(str, range(1, FOLDS + 1)):
        raise KeyError(split)
    first, last = ((int(number) - step) * len(rows) // FOLDS for step in (1, 0))
    return rows[first:last] if which == "fold" else rows[:first] + rows[last:]


def _tagged(tags: Sequence[str], places: Sequence[Range], never: tuple[str, ...]) -> Iterator[Name]:
    """The names of a tagged sentence; a tag I- after another type or O begins a name as B- does (wikigold has no B-)."""
    start = end = 0
    kind = ""
    for tag, (first, last) in zip([*tags, "O"], [*places, (0, 0)], strict=True):
        prefix, _, new = tag.partition("-")
        if kind and prefix == "I" and new == kind:
            end = last
            continue
        if kind in _TAGS:
            yield Name(start, end, _TAGS[kind], never if _TAGS[kind] == UNKNOWN else ())
        kind, start, end = new, first, last


def _read_gum(rows: Sequence[dict[str, Any]]) -> Iterator[Document]:
    for row in map(tidy, rows):
        yield Document(row["id"], "gum", row["text"], names=names_of_gum(row), kinds=KINDS, licence=row["license"])


def _read_wikigold(rows: Sequence[dict[str, Any]]) -> Iterator[Document]:
    for row in rows:
        text, places = join_words(row["tokens"])
        found = tuple(_tagged(row["tags"], places, never=_CONLL))
        yield Document(row["id"], "wikigold", text, names=found, kinds=_CONLL, licence=NAMES["wikigold"].licence)


def _read_re3d(rows: Sequence[dict[str, Any]]) -> Iterator[Document]:
    for row, found in zip(rows, names_of_re3d(rows), strict=True):
        yield Document(row["id"], "re3d", row["text"], names=found, kinds=KINDS, licence=row["license"])


def _read_uner(rows: Sequence[dict[str, Any]]) -> Iterator[Document]:
    """Sentences are put together to the documents that `newdoc id` begins, a space between them."""
    id, text = "", ""
    found: list[Name] = []
    for row in rows:
        if "newdoc id" in row and text:
            yield Document(id, "uner", text, names=tuple(found), kinds=_CONLL, licence=NAMES["uner"].licence)
            id, text, found = row["newdoc id"], "", []
        id = id or row.get("newdoc id", row["sent_id"])
        text += " " if text else ""
        at = len(text)
        text += row["text"]
        places = []
        for token in row["tokens"]:
            at = text.index(token, at)
            places.append((at, at + len(token)))
            at += len(token)
        found += _tagged(row["tags"], places, never=())
    if text:
        yield Document(id, "uner", text, names=tuple(found), kinds=_CONLL, licence=NAMES["uner"].licence)


def _read_worldwide(rows: Sequence[dict[str, Any]]) -> Iterator[Document]:
    """Each of its "sentences" is a paragraph."""
    for row in rows:
        text = ""
        found: list[Name] = []
        for paragraph in row["sentences"]:
            text += "\n\n" if text else ""
            words, places = join_words(paragraph["tokens"])
            found += _tagged(paragraph["tags"], [(len(text) + start, len(text) + end) for start, end in places], never=())
            text += words
        yield Document(row["id"], "worldwide", text, names=tuple(found), kinds=KINDS, licence=NAMES["worldwide"].licence)


_READ = {"gum": _read_gum, "wikigold": _read_wikigold, "re3d": _read_re3d, "uner": _read_uner, "worldwide": _read_worldwide}


def main() -> int:
    """Check or pin every file and print what it holds: 0 all as pinned, 1 something is not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED, help="the folder that holds data/")
    parser.add_argument("--pin", action="store_true", help="write the digests of the files as they are now")
    given = parser.parse_args()
    marked = (path for corpora in (ATTRIBUTIONS, NAMES) for corpus in corpora.values() for path in corpus.files.values())
    paths = sorted({*marked, *SENTENCES, *TOKENISED})
    if given.pin:
        lines = [f'"{path}" = "{hashlib.sha256((given.shared / path).read_bytes()).hexdigest()}"\n' for path in paths]
        head = (
            "# SHA-256 of every file that lab/reader/corpora.py reads, by path below the shared folder. Written by `corpora.py --pin`.\n\n"
        )
        MANIFEST.write_text(head + "[sha256]\n" + "".join(lines), encoding="utf-8")
    try:
        for corpus, place in ATTRIBUTIONS.items():
            for split in place.files:
                documents = attributions(given.shared, corpus, split)
                manners = Counter(found.direct for document in documents for found in document.attributions or ())
                print(f"{corpus:10} {split:6} {len(documents):5} documents {manners.total():6} attributions  {_told(manners)}")
        for corpus, place in NAMES.items():
            for split in place.files:
                documents = names(given.shared, corpus, split)
                kinds = Counter(name.kind for document in documents for name in document.names or ())
                print(f"{corpus:10} {split:6} {len(documents):5} documents {kinds.total():6} names  {_told(kinds)}")
    except (CorpusChanged, OSError) as trouble:
        print(trouble, file=sys.stderr)
        return 1
    return 0


def _told(counts: Counter[str]) -> str:
    return ", ".join(f"{kind} {count}" for kind, count in counts.most_common())


if __name__ == "__main__":
    raise SystemExit(main())
