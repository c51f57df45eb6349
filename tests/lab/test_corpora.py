"""The corpora in one form: small texts of our own in the shapes of the files, written where the loaders look for them."""

from __future__ import annotations

import hashlib
import importlib
import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import FrozenInstanceError
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "lab" / "reader"))
corpora = importlib.import_module("corpora")
proper_names = importlib.import_module("proper_names")
score_names = importlib.import_module("score_names")

Put = Callable[..., dict[str, str]]


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Write rows as the file of a corpus below the shared folder, and give the manifest that pins them."""

    def written(corpus: Any, split: str, *rows: Mapping[str, Any]) -> dict[str, str]:
        name = corpus.files[split]
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        return {name: hashlib.sha256(path.read_bytes()).hexdigest()}

    return written


def named(document: Any) -> list[tuple[str, str]]:
    return [(document.text[name.start : name.end], name.kind) for name in document.names]


def gum_row(*tokens: str, mentions: list[tuple[int, int, str]]) -> dict[str, Any]:
    """A document of one sentence; a token is word/part of speech/relation/head, heads counted from 1."""
    text, rows = "", []
    for token in tokens:
        word, xpos, relation, head = token.rsplit("/", 3)
        text += " " if text and word != "," else ""
        place = {"start": len(text), "end": len(text) + len(word)}
        rows.append({"t": word, "xpos": xpos, "upos": "X", "deprel": relation, "head": int(head), **place})
        text += word
    found = [{"start": start, "end": end, "etype": kind, "identity": ""} for start, end, kind in mentions]
    sentences = [{"id": "s", "start": 0, "end": len(rows)}]
    return {"id": "ours", "text": text, "tokens": rows, "sentences": sentences, "mentions": found, "license": "our own"}


def test_attributions_keep_every_range_and_what_is_no_article(tmp_path: Path, put: Put) -> None:
    text = "Advertisement. The mayor of Eastport said the harbour was empty, and closed."
    row = {
        "id": "a1",
        "text": text,
        "discard": [[0, 14]],
        "attributions": [{"source": [[15, 36]], "cue": [[37, 41]], "content": [[42, 63], [65, 75]], "direct": "indirect", "id": "E1"}],
    }
    manifest = put(corpora.ATTRIBUTIONS["polnear"], "dev", row)
    (document,) = corpora.attributions(tmp_path, "polnear", "dev", manifest)
    (found,) = document.attributions
    assert [text[start:end] for start, end in found.source + found.cue] == ["The mayor of Eastport", "said"]
    assert [text[start:end] for start, end in found.content] == ["the harbour was empty", "and closed"]
    assert (found.direct, document.discarded, document.names, document.corpus) == ("indirect", ((0, 14),), None, "polnear")


def test_a_file_that_is_not_the_pinned_one_is_refused(tmp_path: Path, put: Put) -> None:
    manifest = put(corpora.ATTRIBUTIONS["ewt"], "dev", {"id": "a1", "text": "Nobody came.", "attributions": []})
    put(corpora.ATTRIBUTIONS["ewt"], "dev", {"id": "a1", "text": "Somebody came.", "attributions": []})
    with pytest.raises(corpora.CorpusChanged, match="ewt/dev"):
        corpora.attributions(tmp_path, "ewt", "dev", manifest)
    with pytest.raises(corpora.CorpusChanged, match="not pinned"):
        corpora.attributions(tmp_path, "ewt", "dev", {})


def test_the_manifest_pins_every_file_that_is_read() -> None:
    files = {path for table in (corpora.ATTRIBUTIONS, corpora.NAMES) for corpus in table.values() for path in corpus.files.values()}
    assert set(corpora.read_manifest()) == files | {*corpora.SENTENCES, *corpora.TOKENISED}


def test_what_was_read_is_frozen(tmp_path: Path, put: Put) -> None:
    manifest = put(corpora.ATTRIBUTIONS["ewt"], "dev", {"id": "a1", "text": "Nobody came.", "attributions": []})
    (document,) = corpora.attributions(tmp_path, "ewt", "dev", manifest)
    with pytest.raises(FrozenInstanceError):
        document.text = "Somebody came."


def test_misc_of_wikigold_is_unknown_but_never_one_of_its_kinds(tmp_path: Path, put: Put) -> None:
    words = "Ada Quill of Eastport , a Ruritanian , joined Harbour Watch .".split()
    tags = "I-PER I-PER O I-LOC O O I-MISC O O I-ORG I-ORG O".split()
    manifest = put(corpora.NAMES["wikigold"], "all", {"id": "w0", "tokens": words, "tags": tags})
    (document,) = corpora.names(tmp_path, "wikigold", "all", manifest)
    assert document.text == "Ada Quill of Eastport, a Ruritanian, joined Harbour Watch."
    assert named(document) == [
        ("Ada Quill", "person"),
        ("Eastport", "place"),
        ("Ruritanian", "unknown"),
        ("Harbour Watch", "organisation"),
    ]
    assert document.names[2].never == document.kinds == ("person", "organisation", "place")


def test_the_folds_of_wikigold_are_fifths_in_order(tmp_path: Path, put: Put) -> None:
    rows = [{"id": f"w{at}", "tokens": ["Nobody", "came", "."], "tags": ["O", "O", "O"]} for at in range(12)]
    manifest = put(corpora.NAMES["wikigold"], "all", *rows)
    folds = [[row.id for row in corpora.names(tmp_path, "wikigold", f"fold-{fold}", manifest)] for fold in range(1, 6)]
    assert [id for fold in folds for id in fold] == [row["id"] for row in rows]
    assert {len(fold) for fold in folds} == {2, 3}
    for fold, ids in enumerate(folds, 1):
        rest = [row.id for row in corpora.names(tmp_path, "wikigold", f"without-{fold}", manifest)]
        assert set(rest) == {row["id"] for row in rows} - set(ids)
    with pytest.raises(KeyError):
        corpora.names(tmp_path, "wikigold", "fold-6", manifest)


def test_sentences_of_uner_become_documents(tmp_path: Path, put: Put) -> None:
    rows = [
        {"newdoc id": "d1", "sent_id": "d1-1", "text": "I saw Ada.", "tokens": ["I", "saw", "Ada", "."], "tags": ["O", "O", "B-PER", "O"]},
        {"sent_id": "d1-2", "text": "Ada's in Eastport", "tokens": ["Ada", "'s", "in", "Eastport"], "tags": ["B-PER", "O", "O", "B-LOC"]},
        {"newdoc id": "d2", "sent_id": "d2-1", "text": "No.", "tokens": ["No", "."], "tags": ["O", "O"]},
    ]
    manifest = put(corpora.NAMES["uner"], "dev", *rows)
    first, second = corpora.names(tmp_path, "uner", "dev", manifest)
    assert (first.text, second.text) == ("I saw Ada. Ada's in Eastport", "No.")
    assert named(first) == [("Ada", "person"), ("Ada", "person"), ("Eastport", "place")]
    assert "group" not in first.kinds


def test_worldwide_has_groups_and_its_dates_are_no_names(tmp_path: Path, put: Put) -> None:
    paragraphs = [
        {"tokens": ["Monday", ":", "Ruritanian", "ships"], "tags": ["B-Date", "O", "B-NORP", "O"]},
        {"tokens": ["East", "Pier", "and", "the", "Storm", "Cup"], "tags": ["B-Facility", "I-Facility", "O", "O", "B-Misc", "I-Misc"]},
    ]
    manifest = put(corpora.NAMES["worldwide"], "all", {"id": "x1", "region": "xx", "sentences": paragraphs})
    (document,) = corpora.names(tmp_path, "worldwide", "all", manifest)
    assert document.text == "Monday: Ruritanian ships\n\nEast Pier and the Storm Cup"
    assert named(document) == [("Ruritanian", "group"), ("East Pier", "place"), ("Storm Cup", "unknown")]
    assert not corpora.NAMES["worldwide"].trainable


def test_a_mention_of_gum_is_cut_down_to_its_name(tmp_path: Path, put: Put) -> None:
    row = gum_row(
        "President/NNP/nmod:desc/2",
        "Ada/NNP/nsubj/8",
        "Quill/NNP/flat/2",
        "of/IN/case/6",
        "the/DT/det/6",
        "island/NN/nmod/2",
        "'s/POS/case/6",
        "joined/VBD/root/0",
        "the/DT/det/10",
        "Bank/NNP/obj/8",
        "of/IN/case/12",
        "Eastport/NNP/nmod/10",
        "and/CC/cc/15",
        "the/DT/det/15",
        "Moonfair/NNP/conj/10",
        mentions=[(0, 7, "person"), (4, 6, "place"), (8, 12, "organization"), (11, 12, "place"), (13, 15, "event")],
    )
    manifest = put(corpora.NAMES["gum"], "dev", row)
    (document,) = corpora.names(tmp_path, "gum", "dev", manifest)
    assert document.text == "President Ada Quill of the island's joined the Bank of Eastport and the Moonfair"
    assert named(document) == [("Ada Quill", "person"), ("Bank of Eastport", "organisation"), ("Moonfair", "unknown")]


def test_a_role_with_an_article_is_no_name_in_gum(tmp_path: Path, put: Put) -> None:
    row = gum_row(
        "The/DT/det/2",
        "President/NNP/nsubj/3",
        "met/VBD/root/0",
        "Norwegian/JJ/amod/5",
        "fishermen/NNS/obj/3",
        "in/IN/case/7",
        "May/NNP/obl/3",
        mentions=[(0, 2, "person"), (3, 5, "person"), (6, 7, "time")],
    )
    manifest = put(corpora.NAMES["gum"], "dev", row)
    (document,) = corpora.names(tmp_path, "gum", "dev", manifest)
    assert named(document) == [("Norwegian", "group")]


def test_noun_phrases_of_re3d_give_their_names_alone(tmp_path: Path, put: Put) -> None:
    text = "Col. Ada Quill and our partner forces left Eastport, Norway. The Harbour Watch, a Norwegian force, praised Quill near Old Ford."
    marked = [
        ("Col. Ada Quill", "Person", 1),
        ("our partner forces", "Organisation", 1),
        ("Eastport, Norway", "Location", 1),
        ("The Harbour Watch", "Organisation", 0.9),
        ("Norwegian", "Nationality", 0),
        ("Old Ford", "Person", 0),
    ]
    entities = [
        {"begin": text.index(words), "end": text.index(words) + len(words), "type": kind, "value": words, "confidence": confidence}
        for words, kind, confidence in marked
    ]
    manifest = put(corpora.NAMES["re3d"], "all", {"id": "r1", "license": "our own", "text": text, "entities": entities})
    (document,) = corpora.names(tmp_path, "re3d", "all", manifest)
    assert named(document) == [
        ("Ada Quill", "person"),
        ("Eastport", "place"),
        ("Norway", "place"),
        ("Harbour Watch", "organisation"),
        ("Norwegian", "group"),
        ("Quill", "unknown"),
        ("Old Ford", "unknown"),
    ]
    assert document.licence == "our own"


def test_joined_words_stand_where_they_are_said_to_stand() -> None:
    words = ["(", "He", "ca", "n't", "pay", "$", "5", ")", '"', "no", '"', ",", "anti", "-", "war", "groups", "'", "aims"]
    text, places = proper_names.join_words(words)
    assert text == "(He can't pay $5) \"no\", anti-war groups' aims"
    assert [text[start:end] for start, end in places] == words


def test_only_exact_names_of_the_right_kind_are_right() -> None:
    name, kinds = proper_names.Name, ("person", "place")
    document = corpora.Document("d", "ours", "Ada Quill left Eastport.", names=(name(0, 9, "person"), name(15, 23, "place")), kinds=kinds)
    scores = score_names.score([document], {"d": [name(0, 3, "person"), name(15, 23, "place"), name(10, 14, "group")]})
    assert scores["all"] == score_names.Score(right=1, found=2, wanted=2)
    assert scores["person"].f1 == 0.0
    assert scores["place"].f1 == 100.0
    assert set(scores) == {"all", "person", "place"}


def test_what_is_found_on_an_unknown_name_counts_only_where_it_is_known_to_be_wrong() -> None:
    name, kinds = proper_names.Name, ("person", "place", "group")
    gold = (name(0, 3, "unknown", never=("person",)), name(4, 9, "unknown"))
    document = corpora.Document("d", "ours", "Ada Quill left Eastport.", names=gold, kinds=kinds)
    scores = score_names.score([document], {"d": [name(0, 3, "person"), name(4, 9, "person")]})
    assert scores["all"] == score_names.Score(right=0, found=1, wanted=0)
    scores = score_names.score([document], {"d": [name(0, 3, "group"), name(4, 9, "group")]})
    assert scores["all"] == score_names.Score(right=0, found=0, wanted=0)
