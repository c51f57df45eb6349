"""The network that is trained: a small BERT encoder with looks in place of segments, tags with legal paths, and two pointers.

Three heads read each unit (its first piece): tags O, B/I source, B/I cue, B/I content under a linear-chain CRF; a pointer from
content to its cue and from a cue to its source (so that one source can serve several cues); and names. Unit 0 is the window's
first piece ([CLS]), where a pointer goes that has nowhere to go.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
KINDS = ("person", "organisation", "place", "group")
NAMES = ("O", *(f"{begin}-{kind}" for kind in KINDS for begin in "BI"))
POINTER = 128
IMPOSSIBLE = -1e4


class Scores(NamedTuple):
    """What the network says of a batch: (windows, units, ...) each."""

    tags: Tensor
    to_cue: Tensor
    to_source: Tensor
    names: Tensor
    hidden: Tensor


class Layer(nn.Module):
    """One transformer layer as in BERT: attention, then two feed-forward maps, a normalisation after each."""

    def __init__(self, width: int, heads: int, inner: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.first_norm = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.second_norm = nn.LayerNorm(width, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor, kept: Tensor) -> Tensor:
        """Map (windows, pieces, width) to the same shape; the mask is added to the attention scores, `kept` scales what is not dropped."""
        windows, pieces, width = x.shape
        q, k, v = self.qkv(x).view(windows, pieces, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        shares = torch.softmax(q @ k.transpose(2, 3) * (width // self.heads) ** -0.5 + mask, dim=-1)
        mixed = self.out((shares @ v).transpose(1, 2).reshape(windows, pieces, width))
        x = self.first_norm(x + mixed * kept)
        inner = self.down(functional.gelu(self.up(x)))
        return self.second_norm(x + inner * kept.roll(1, 0))


class Network(nn.Module):
    """The encoder with its heads."""

    def __init__(self, layers: int = 6, vocabulary: int = 30522, width: int = 384, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, width)
        self.places = nn.Embedding(512, width)
        self.looks = nn.Embedding(4, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(width, 12, 4 * width) for _ in range(layers))
        self.dropout = dropout
        self.tag = nn.Linear(width, len(TAGS))
        self.name = nn.Linear(width, len(NAMES))
        self.content_query = nn.Linear(width, POINTER)
        self.cue_key = nn.Linear(width, POINTER)
        self.cue_query = nn.Linear(width, POINTER)
        self.source_key = nn.Linear(width, POINTER)
        self.steps = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))

    def encode(self, pieces: Tensor, looks: Tensor) -> Tensor:
        """Encode (windows, pieces) of piece ids, 0 where there is none, to (windows, pieces, width)."""
        mask = torch.where(pieces == 0, IMPOSSIBLE, 0.0)[:, None, None, :]
        at = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.norm(self.words(pieces) + self.places(at) + self.looks(looks))
        # One draw serves all layers, shifted for each: drawing afresh costs a tenth of a step on a CPU.
        kept = functional.dropout(torch.ones_like(x), self.dropout, self.training)
        x = x * kept
        if torch.is_autocast_enabled(x.device.type):
            x, mask, kept = x.bfloat16(), mask.bfloat16(), kept.bfloat16()
        for at, layer in enumerate(self.layers):
            x = layer(x, mask, kept.roll((at + 1, 31 * (at + 1)), (1, 2)))
        return x

    def forward(self, pieces: Tensor, looks: Tensor, firsts: Tensor) -> Scores:
        """Score every unit; `firsts` holds (windows, units) places of each unit's first piece."""
        x = self.encode(pieces, looks)
        units = torch.gather(x, 1, firsts[:, :, None].expand(-1, -1, x.shape[2]))
        scale = 1 / math.sqrt(POINTER)
        return Scores(
            self.tag(units).float(),
            (self.content_query(units) @ self.cue_key(units).transpose(1, 2)).float() * scale,
            (self.cue_query(units) @ self.source_key(units).transpose(1, 2)).float() * scale,
            self.name(units).float(),
            units,
        )

    def legal_steps(self) -> Tensor:
        """Scores of stepping from one tag to the next, with the impossible ones shut."""
        return self.steps + legal_mask().to(self.steps.device)


def legal_mask() -> Tensor:
    """0 where one tag may follow another, a large negative number where it may not (I-x only after B-x or I-x)."""
    mask = torch.zeros(len(TAGS), len(TAGS))
    for to, tag in enumerate(TAGS):
        if tag.startswith("I-"):
            for at, before in enumerate(TAGS):
                if before[2:] != tag[2:] or before == "O":
                    mask[at, to] = IMPOSSIBLE
    return mask


def path_loss(emissions: Tensor, steps: Tensor, gold: Tensor, there: Tensor) -> Tensor:
    """Minus the log likelihood of the gold paths, summed over windows; `there` marks the units that exist (they come first)."""
    picked = emissions.gather(2, gold[:, :, None]).squeeze(2) * there
    score = picked.sum() + (steps[gold[:, :-1], gold[:, 1:]] * there[:, 1:]).sum()
    each, here = emissions.unbind(1), (there > 0)[:, :, None].unbind(1)
    alpha = each[0]
    for at in range(1, len(each)):
        alpha = torch.where(here[at], torch.logsumexp(alpha[:, :, None] + steps, dim=1) + each[at], alpha)
    return torch.logsumexp(alpha, dim=1).sum() - score


def load_start(network: Network, tensors: dict[str, Tensor]) -> list[str]:
    """Take over the weights of a BERT checkpoint (bare, or under `bert.`); tells which of ours found nothing there."""
    bare = {name.removeprefix("bert."): tensor.float() for name, tensor in tensors.items()}
    state = network.state_dict()
    taken: dict[str, Tensor] = {
        "words.weight": bare["embeddings.word_embeddings.weight"],
        "places.weight": bare["embeddings.position_embeddings.weight"],
        "norm.weight": bare["embeddings.LayerNorm.weight"],
        "norm.bias": bare["embeddings.LayerNorm.bias"],
    }
    kinds = bare["embeddings.token_type_embeddings.weight"]
    taken["looks.weight"] = kinds if kinds.shape[0] == 4 else kinds[:1].repeat(4, 1)
    for at in range(len(network.layers)):
        old, new = f"encoder.layer.{at}.", f"layers.{at}."
        for part in ("weight", "bias"):
            taken[f"{new}qkv.{part}"] = torch.cat([bare[f"{old}attention.self.{name}.{part}"] for name in ("query", "key", "value")])
            for ours, theirs in (
                ("out", "attention.output.dense"),
                ("first_norm", "attention.output.LayerNorm"),
                ("up", "intermediate.dense"),
                ("down", "output.dense"),
                ("second_norm", "output.LayerNorm"),
            ):
                taken[f"{new}{ours}.{part}"] = bare[f"{old}{theirs}.{part}"]
    for ours, theirs in (("tag", "tag"), ("content_query", "q"), ("cue_key", "k"), ("source_key", "k"), ("cue_query", "q")):
        for part in ("weight", "bias"):
            if f"{theirs}.{part}" in bare:
                taken[f"{ours}.{part}"] = bare[f"{theirs}.{part}"]
    network.load_state_dict({**state, **taken})
    return sorted(set(state) - set(taken))
