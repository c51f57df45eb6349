"""Trains the head of likeness: what the reader's layers make of a sentence, turned into the direction that its first weights gave it.

    python lab/reader/likeness.py --shared FOLDER --weights averaged.safetensors --start MINILM/model.safetensors --tokenizer FILE \\
        --out FOLDER [--epochs 12] [--seed 1] [--resume]

The reader began as a model of sentences (all-MiniLM-L6-v2) whose mean over the pieces of a sentence says what it is about; training it to
read lost that. The head learns it back without labels: for 24,000 sentences of corpora that may be passed on it is to give the very
direction that the first weights give, from all layers of the reader, which stays as it is. Every epoch writes FOLDER/last.pt (all that a
later run needs) and FOLDER/head.safetensors, and prints the mean cosine on 1,500 sentences that are never trained on. `--resume` goes on
from last.pt. The seed is fixed; the same machine gives the same weights. It takes about half an hour on two cores.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import corpora
import torch
from model import Network, load_start
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.nn import functional

from closewatch.reading.encoder.likeness import LONGEST
from closewatch.reading.encoder.pieces import spell
from closewatch.reading.encoder.units import find_units
from closewatch.reading.encoder.windows import Window, pack_windows

SENTENCES, HELD_OUT = 24_000, 1_500
SHORTEST_WORDS, LONGEST_WORDS = 4, 60
INNER, WIDTH = 256, 384
_SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"“])")


class Head(nn.Module):
    """A normalisation, one hidden layer for each piece, a mean over the pieces that are let through, and a map to a direction."""

    def __init__(self, states: int) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(states)
        self.inner = nn.Linear(states, INNER)
        self.out = nn.Linear(INNER, WIDTH)
        self.weight = nn.Linear(INNER, 1)

    def forward(self, states: Tensor, of: Tensor, sentences: int) -> Tensor:
        """Map (pieces, states) of several sentences to (sentences, 384) of length 1; `of` tells the sentence of each piece."""
        inner = functional.gelu(self.inner(self.norm(states)))
        weight = torch.sigmoid(self.weight(inner))
        total = torch.zeros(sentences, INNER).index_add(0, of, inner * weight)
        return functional.normalize(self.out(total / torch.zeros(sentences, 1).index_add(0, of, weight)), dim=1)


def load_sentences(shared: Path, seed: int = 1) -> list[str]:
    """The sentences of the corpora, each once, in a drawn order: as many as are trained on and held out."""
    found = [sentence for text in _texts(shared) for sentence in text]
    kept = list(dict.fromkeys(one for one in found if SHORTEST_WORDS <= len(one.split()) <= LONGEST_WORDS))
    random.Random(seed).shuffle(kept)
    return kept[:SENTENCES]


def _texts(shared: Path) -> Iterator[list[str]]:
    for path in corpora.TOKENISED:
        for row in corpora.rows(shared, path):
            yield [_printed(words) for words in (row["sentences"] if "sentences" in row else [row["tokens"]])]
    for path in corpora.SENTENCES:
        for row in corpora.rows(shared, path):
            text = row.get("text", row.get("Text"))
            yield [one.strip() for line in (text or "").split("\n") for one in _SENTENCE_ENDS.split(line)]


def _printed(words: Sequence[str]) -> str:
    """Words of a tokenised sentence with the blanks of print."""
    text = re.sub(r" ([.,;:!?%)\]])", r"\1", " ".join(words))
    return re.sub(r"([(\[$]) ", r"\1", text).replace(" 's", "'s").replace(" n't", "n't")


@torch.no_grad()
def layers_of(network: Network, windows: Sequence[Window], looks: bool, size: int = 64) -> Iterator[tuple[int, Tensor]]:
    """Give for each window, by its number, the (layers + 1, pieces, width) that the network makes of it; those of like length together."""
    order = sorted(range(len(windows)), key=lambda at: len(windows[at].pieces))
    for begin in range(0, len(order), size):
        batch = order[begin : begin + size]
        longest = max(len(windows[at].pieces) for at in batch)
        pieces, cased = torch.zeros(len(batch), longest, dtype=torch.long), torch.zeros(len(batch), longest, dtype=torch.long)
        for row, at in enumerate(batch):
            pieces[row, : len(windows[at].pieces)] = torch.tensor(windows[at].pieces)
            if looks:
                cased[row, : len(windows[at].looks)] = torch.tensor(windows[at].looks)
        mask = torch.where(pieces == 0, -1e4, 0.0)[:, None, None, :]
        x = network.norm(network.words(pieces) + network.places(torch.arange(longest)) + network.looks(cased))
        made = [x]
        for layer in network.layers:
            x = layer(x, mask, torch.ones(1, 1, x.shape[2]))
            made.append(x)
        for row, at in enumerate(batch):
            yield at, torch.stack([one[row, : len(windows[at].pieces)] for one in made])


def window_of(text: str, vocabulary: dict[str, int]) -> Window:
    """The pieces of a sentence as the reader spells it, up to the number that the head looks at."""
    return next(pack_windows([find_units(text)], lambda word: spell(word, vocabulary), limit=LONGEST))


def main() -> int:
    """Train, with a checkpoint after every epoch."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True, help="the trained reader, which the head is put upon")
    parser.add_argument("--start", type=Path, required=True, help="the first weights, whose directions are learned")
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--size", type=int, default=128)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--steps", type=int, help="stop after so many steps (to time them)")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    began = time.time()
    vocabulary = json.loads(arguments.tokenizer.read_text(encoding="utf-8"))["model"]["vocab"]
    windows = [window_of(text, vocabulary) for text in load_sentences(arguments.shared)]
    reader, first = Network().eval(), Network().eval()
    reader.load_state_dict({**reader.state_dict(), **load_file(arguments.weights)})
    load_start(first, load_file(arguments.start))
    wanted = torch.zeros(len(windows), WIDTH)
    for at, made in layers_of(first, windows, looks=False):
        wanted[at] = functional.normalize(made[-1].mean(0), dim=0)
    states = [torch.zeros(0)] * len(windows)
    for at, made in layers_of(reader, windows, looks=True):
        states[at] = made.permute(1, 0, 2).flatten(1).half()
    print(f"{len(windows)} sentences, {sum(map(len, states))} pieces in {time.time() - began:.0f} s", flush=True)
    torch.manual_seed(arguments.seed)
    head = Head(states[0].shape[1])
    trained, held_out = list(range(len(windows) - HELD_OUT)), list(range(len(windows) - HELD_OUT, len(windows)))
    per_epoch = len(trained) // arguments.size
    optimiser = torch.optim.AdamW(head.parameters(), lr=arguments.rate, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, arguments.rate, total_steps=per_epoch * arguments.epochs + 1)
    epoch = step = 0
    if arguments.resume and (arguments.out / "last.pt").exists():
        held = torch.load(arguments.out / "last.pt", weights_only=True)
        head.load_state_dict(held["head"])
        optimiser.load_state_dict(held["optimiser"])
        schedule.load_state_dict(held["schedule"])
        epoch, step = held["epoch"], held["step"]

    def directions(chosen: Sequence[int]) -> Tensor:
        of = torch.repeat_interleave(torch.arange(len(chosen)), torch.tensor([len(states[at]) for at in chosen]))
        given: Tensor = head(torch.cat([states[at] for at in chosen]).float(), of, len(chosen))
        return given

    while epoch < arguments.epochs:
        began, lost = time.time(), 0.0
        random.Random(arguments.seed * 1000 + epoch).shuffle(order := list(trained))
        for begin in range(0, per_epoch * arguments.size, arguments.size):
            batch = order[begin : begin + arguments.size]
            given, meant = directions(batch), wanted[batch]
            away = (1 - (given * meant).sum(1)).mean()
            # Which sentences lie near which counts as much as where each one lies.
            among = ((given @ given.T - meant @ meant.T) ** 2).mean()
            optimiser.zero_grad()
            (away + 5 * among).backward()
            optimiser.step()
            schedule.step()
            lost += away.item()
            step += 1
            if arguments.steps and step >= arguments.steps:
                print(f"{(time.time() - began) / step:.2f} s a step")
                return 0
        epoch += 1
        with torch.no_grad():
            parts = [held_out[begin : begin + 100] for begin in range(0, HELD_OUT, 100)]
            cosine = torch.cat([(directions(part) * wanted[part]).sum(1) for part in parts]).mean().item()
        held = {
            "head": head.state_dict(),
            "optimiser": optimiser.state_dict(),
            "schedule": schedule.state_dict(),
            "epoch": epoch,
            "step": step,
        }
        torch.save(held, arguments.out / "next.pt")
        (arguments.out / "next.pt").rename(arguments.out / "last.pt")
        save_file(head.state_dict(), arguments.out / "head.safetensors")
        print(f"epoch {epoch} away {lost / per_epoch:.4f} held-out cosine {cosine:.4f} {time.time() - began:.0f} s", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
