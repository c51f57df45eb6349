"""Measures how well the same claim in other words is found: CheckThat 2020 task 2, ClaimDiff and Emergent, none of them ever trained on.

    python lab/links/same_claim.py SHARED [--splits dev train --weights 10 20 40 80 160 --checkthat-alone]

SHARED is the folder with data/linking below it. CheckThat: for a tweet the claim of 10,375 checked ones that it makes, by BM25 over claim
and title alone, and with the likeness of the shipped head added (the mean of that to the claim and that to the title); MAP@5 and R@1 as
the lab scored them. ClaimDiff: whether claim B strengthens (weakens) claim A of another article, by likeness alone: the area under the
curve, which takes no threshold, beside the share of the more frequent answer. Emergent: whether a headline is for, against or observing a
claim, by rules that were written before they were first measured: what is less alike than the product's threshold, asked or told
of somebody is observed; what denies, or says no where the claim does not, is against; the rest is for. `--splits` and `--weights`
are for choosing the weight, which was done on dev and train; test was looked at once after that.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy
from numpy.typing import NDArray

from closewatch.linking.same import LEAST_LIKE, WEIGHT, score_words
from closewatch.reading.encoder.likeness import Head, load_head
from closewatch.reading.readers.encoder import read_by_encoder
from closewatch.terms.statement import Stance
from closewatch.testing import plain_report

FIRST = 5
LABELS = ("for", "against", "observing")
_ADDRESS = re.compile(r"https?://\S+|pic\.twitter\S+")
_NO = re.compile(r"\b(?:no|not|never|none|nobody|cannot|\w+n[’']t|false|fake|hoax|untrue|debunk\w*|den(?:y|ies|ied))\b", re.IGNORECASE)
_ASKS = re.compile(r"\?|\b(?:may|might|could|allegedly|alleged|reportedly|rumou?r\w*|unconfirmed|claims?|claimed)\b", re.IGNORECASE)

Floats = NDArray[numpy.float32]


def rows_of(path: Path) -> list[dict[str, Any]]:
    """Read the rows of a corpus."""
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]


def directions(head: Head, texts: Sequence[str]) -> Floats:
    """Give the direction of each text."""
    return numpy.stack([head.direction(text) for text in texts])


def average_precision(scores: Floats, gold: Sequence[int]) -> float:
    """Average precision among the first five, as the lab scored it."""
    best = numpy.argsort(-scores, kind="stable")[:FIRST]
    right = 0
    total = 0.0
    for rank, at in enumerate(best, 1):
        if at in gold:
            right += 1
            total += right / rank
    return total / min(len(gold), FIRST)


def checkthat(folder: Path, head: Head, splits: Sequence[str], weights: Sequence[float]) -> None:
    """Print MAP@5 and R@1 of BM25 alone, of likeness alone and of both."""
    claims = rows_of(folder / "vclaims.jsonl")
    places = {claim["id"]: at for at, claim in enumerate(claims)}
    texts = [(str(at), f"{claim['claim']} {claim['title']}") for at, claim in enumerate(claims)]
    by_claim, by_title = (directions(head, [claim[name] for claim in claims]) for name in ("claim", "title"))
    for split in splits:
        tweets = [row for row in rows_of(folder / f"{split}.jsonl") if row["gold"]]
        gold = [[places[identity] for identity in row["gold"] if identity in places] for row in tweets]
        words = numpy.array([list(score_words(_ADDRESS.sub("", row["text"]), texts).values()) for row in tweets], numpy.float32)
        said = directions(head, [_ADDRESS.sub(" ", row["text"].split(" — ")[0]) for row in tweets])
        like = (said @ by_claim.T + said @ by_title.T) / 2
        ways = {"BM25": words, "likeness": like, **{f"BM25 + {weight:g} likeness": words + weight * like for weight in weights}}
        for name, scores in ways.items():
            precision = numpy.mean([average_precision(row, right) for row, right in zip(scores, gold, strict=True)])
            first = numpy.mean([int(row.argmax()) in right for row, right in zip(scores, gold, strict=True)])
            print(f"CheckThat20 {split} ({len(tweets)}): {name}: MAP@5 {precision:.4f} R@1 {first:.4f}", flush=True)
        alike = numpy.array([max(row[at] for at in right) for row, right in zip(said @ by_claim.T, gold, strict=True)])
        others = numpy.array([numpy.sort(row)[len(row) // 2] for row in said @ by_claim.T])
        shares = ", ".join(f"{share} % below {numpy.percentile(alike, share):.2f}" for share in (2, 5, 10, 50))
        print(f"    likeness of tweet and its claim: {shares}; of tweet and the middle claim {others.mean():.2f}")


def area(scores: Floats, labels: Sequence[bool]) -> float:
    """The area under the curve: how often one that is so scores above one that is not."""
    order = numpy.argsort(numpy.argsort(scores, kind="stable"), kind="stable") + 1
    which = numpy.array(labels)
    yes, no = int(which.sum()), int((~which).sum())
    return float((order[which].sum() - yes * (yes + 1) / 2) / (yes * no))


def claimdiff(folder: Path, head: Head) -> None:
    """Print how well likeness tells claims that strengthen or weaken one another from the rest."""
    for relation in ("strengthen", "weaken"):
        pairs = rows_of(folder / f"{relation}_test.jsonl")
        known: dict[str, Floats] = {}
        for text in {row[side] for row in pairs for side in ("claim_a", "claim_b")}:
            known[text] = head.direction(text)
        like = numpy.array([float(known[row["claim_a"]] @ known[row["claim_b"]]) for row in pairs], numpy.float32)
        yes = [truth(row) for row in pairs]
        right = sum((one >= LEAST_LIKE) == label for one, label in zip(like, yes, strict=True)) / len(yes)
        most = max(sum(yes), len(yes) - sum(yes)) / len(yes)
        rates = f"area {area(like, yes):.3f}; accuracy of likeness >= {LEAST_LIKE}: {right:.3f}; majority {most:.3f}"
        print(f"ClaimDiff {relation} test ({len(yes)}): {rates}")


def truth(row: Mapping[str, Any]) -> bool:
    """Whether the annotators found the relation between two claims."""
    return bool(row["relation"])


def stance_of(headline: str, claim: str, like: float) -> str:
    """Tell by rules how a headline stands toward a claim."""
    told = {statement.stance for statement in read_by_encoder(plain_report(headline)).statements}
    if (_NO.search(headline) is not None) != (_NO.search(claim) is not None) or told & {Stance.DENIES}:
        return "against"
    return "observing" if like < LEAST_LIKE or told or _ASKS.search(headline) else "for"


def emergent(folder: Path, head: Head) -> None:
    """Print accuracy, macro F1 and F1 by label of the rules for stance."""
    rows = rows_of(folder / "test.jsonl")
    found = Counter[tuple[str, str]]()
    for row in rows:
        like = head.likeness(row["claim"], [row["article_headline"]])[0]
        found[row["stance"], stance_of(row["article_headline"], row["claim"], like)] += 1
    scores = {}
    for label in LABELS:
        right = found[label, label]
        keyed = sum(count for (gold, _), count in found.items() if gold == label)
        given = sum(count for (_, told), count in found.items() if told == label)
        scores[label] = 2 * right / max(keyed + given, 1)
    accuracy = sum(found[label, label] for label in LABELS) / len(rows)
    most = Counter(row["stance"] for row in rows).most_common(1)[0]
    by_label = ", ".join(f"{label} {score:.3f}" for label, score in scores.items())
    print(f"Emergent test ({len(rows)}): accuracy {accuracy:.3f}, macro F1 {sum(scores.values()) / 3:.3f} ({by_label})", end="")
    print(f"; majority ({most[0]}) {most[1] / len(rows):.3f}")


def main() -> int:
    """Measure what is there and print the rates."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--splits", nargs="+", default=["dev", "train", "test"], choices=("dev", "train", "test"))
    parser.add_argument("--weights", nargs="+", type=float, default=[WEIGHT])
    parser.add_argument("--checkthat-alone", action="store_true", help="leave ClaimDiff and Emergent out")
    given = parser.parse_args()
    folder, head, began = given.shared / "data" / "linking", load_head(), time.time()
    checkthat(folder / "checkthat20_task2", head, given.splits, given.weights)
    if not given.checkthat_alone:
        claimdiff(folder / "claimdiff", head)
        emergent(folder / "emergent", head)
    print(f"{time.time() - began:.0f} s")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
