"""Trains the reader on who says what and on names, with checkpoints that a later run goes on from.

    python lab/reader/train.py --shared FOLDER --start WEIGHTS.safetensors --tokenizer FILE --out FOLDER [--epochs 6] [--rate 2e-4]

Every epoch writes FOLDER/last.pt (everything a later run needs) and FOLDER/averaged.safetensors (the averaged weights), and prints a
line of figures. `--resume` goes on from last.pt. The seed is fixed; the same machine gives the same weights. It uses a GPU if there is one.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import corpora
import torch
from model import NAMES, Network, load_start, path_loss
from safetensors.torch import load_file, save_file
from sheets import IGNORED, Batch, Pieces, Sheet, batches, corpus_sheets, name_sheet, own_sheets
from torch import Tensor
from torch.nn import functional

HEADS = ("tag", "name", "content_query", "cue_key", "cue_query", "source_key", "steps")
MASKED, FIRST_WORD = 103, 999
"""The piece that hides another ([MASK]), and the first id of the vocabulary that is a word."""


def names_loss(scores: Tensor, allowed: Tensor) -> Tensor:
    """Minus the log likelihood that each unit has one of the tags it may have (bits), summed."""
    may = (allowed[:, :, None] >> torch.arange(len(NAMES), device=allowed.device)) & 1
    shut = (1 - may).float() * -1e4
    return (torch.logsumexp(scores, dim=-1) - torch.logsumexp(scores + shut, dim=-1)).sum()


def loss_of(network: Network, batch: Batch) -> Tensor:
    """Tags by the likelihood of the whole path, pointers by cross-entropy over content and cue units; a mean over units."""
    scores = network(batch.pieces, batch.looks, batch.firsts)
    there = batch.there.float()
    names = names_loss(scores.names, batch.names) / there.sum()
    if (batch.tags == IGNORED).any():
        return names
    tags = path_loss(scores.tags[:, 1:], network.legal_steps(), batch.tags[:, 1:], there[:, 1:]) / there.sum()
    shut = (batch.there == 0)[:, None, :].float() * -1e4
    shut[:, :, 0] = 0
    of_cue = (batch.tags == 3) | (batch.tags == 4)
    to_cue = _pointed(scores.to_cue + shut, torch.where(batch.tags >= 5, batch.cues, IGNORED))
    to_source = _pointed(scores.to_source + shut, torch.where(of_cue, batch.sources, IGNORED))
    return tags + 0.3 * (to_cue + to_source) + 0.5 * names


def _pointed(scores: Tensor, targets: Tensor) -> Tensor:
    """The mean cross-entropy over the units that point; 0 where none does."""
    if not (targets != IGNORED).any():
        return scores.sum() * 0
    return functional.cross_entropy(scores.flatten(0, 1), targets.flatten(), ignore_index=IGNORED)


def load_sheets(shared: Path, texts: list[str], own_times: int) -> Iterator[Sheet]:
    """Everything that is learned from: corpora of attributions by name, `names` for those of names, and our own marked texts."""
    for corpus in texts:
        if corpus == "names":
            for documents in (corpora.names(shared, "gum", "train"), corpora.names(shared, "re3d", "all")):
                yield from map(name_sheet, documents)
        else:
            yield from corpus_sheets(shared, corpus)
    for _ in range(own_times):
        yield from own_sheets()


def main() -> int:
    """Train, with a checkpoint after every epoch."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--start", type=Path, required=True)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--corpora", nargs="+", default=["polnear", "gum", "ewt", "names"])
    parser.add_argument("--own", type=int, default=3, help="how often our own marked texts stand in an epoch")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--hidden", type=float, default=0.05, help="the share of pieces that are hidden")
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--size", type=int, default=16)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--steps", type=int, help="stop after so many steps (to time them)")
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    arguments.out.mkdir(parents=True, exist_ok=True)
    pieces = Pieces(arguments.tokenizer)
    began = time.time()
    sheets = list(load_sheets(arguments.shared, arguments.corpora, arguments.own))
    print(f"{len(sheets)} articles in {time.time() - began:.0f} s", flush=True)
    network = Network(arguments.layers, dropout=arguments.dropout).to(device)
    state = load_file(arguments.start)
    if "steps" in state:
        network.load_state_dict({**network.state_dict(), **state})
    else:
        print("begun anew:", load_start(network, state), flush=True)
    groups: dict[bool, list[torch.nn.Parameter]] = {True: [], False: []}
    for name, parameter in network.named_parameters():
        groups[name.startswith(HEADS)].append(parameter)
    optimiser = torch.optim.AdamW(
        [{"params": groups[False], "lr": 1.0}, {"params": groups[True], "lr": 1.0}], weight_decay=0.01, betas=(0.9, 0.98), fused=True
    )
    per_epoch = len(batches(sheets, pieces, arguments.size, random.Random(0)))
    total = per_epoch * arguments.epochs
    averaged = {name: tensor.detach().clone() for name, tensor in network.state_dict().items()}
    epoch = step = 0
    if arguments.resume and (arguments.out / "last.pt").exists():
        held = torch.load(arguments.out / "last.pt", weights_only=True)
        network.load_state_dict(held["network"])
        optimiser.load_state_dict(held["optimiser"])
        averaged, epoch, step = held["averaged"], held["epoch"], held["step"]
    while epoch < arguments.epochs:
        network.train()
        began, lost = time.time(), 0.0
        torch.manual_seed(arguments.seed * 1000 + epoch)
        chance = random.Random(arguments.seed * 1000 + epoch)
        for count, batch in enumerate(batches(sheets, pieces, arguments.size, chance), 1):
            warm = min(1.0, (step + 1) / (0.06 * total))
            rate = arguments.rate * warm * max(0.02, 1 - step / total)
            optimiser.param_groups[0]["lr"], optimiser.param_groups[1]["lr"] = rate, rate * 5
            batch.pieces[(torch.rand(batch.pieces.shape) < arguments.hidden) & (batch.pieces >= FIRST_WORD)] = MASKED
            with torch.autocast(device, torch.bfloat16):
                loss = loss_of(network, Batch(*(getattr(batch, part.name).to(device) for part in fields(Batch))))
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            step += 1
            lost += loss.item()
            if step % 4 == 0:
                decay = min(0.998**4, 1 - 4 / (step + 4))
                with torch.no_grad():
                    for name, tensor in network.state_dict().items():
                        averaged[name].lerp_(tensor, 1 - decay)
            if count % 50 == 0:
                each = (time.time() - began) / count
                print(f"epoch {epoch} step {count}/{per_epoch} loss {lost / count:.4f} {each:.2f} s a step", flush=True)
            if arguments.steps and step >= arguments.steps:
                return 0
        epoch += 1
        held = {"network": network.state_dict(), "optimiser": optimiser.state_dict(), "averaged": averaged, "epoch": epoch, "step": step}
        torch.save(held, arguments.out / "next.pt")
        (arguments.out / "next.pt").rename(arguments.out / "last.pt")
        save_file(averaged, arguments.out / "averaged.safetensors")
        print(f"epoch {epoch} done, loss {lost / per_epoch:.4f}, {time.time() - began:.0f} s", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
