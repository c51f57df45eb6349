"""Writes trained weights as ONNX models of 8-bit integers that onnxruntime runs fast on a CPU: the reader, and the head of likeness.

    python lab/reader/export.py --shared FOLDER --weights averaged.safetensors --head head.safetensors --tokenizer tokenizer.json \\
        --out FOLDER [--float]

The graph is put together node by node from onnxruntime's fused operators, so nothing of the training library is in it. Weights of
matrix products are 7-bit integers with a scale for each column (a reduced range: processors without the VNNI instructions add pairs of
products in 16 bits and would overflow); activations are quantised as they come, over one window at a time. What each layer makes of the
pieces is given on request (`embedded`, `second0` ...): the head of likeness looks at all of it, and the reader asks for none of it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any

import corpora
import numpy
import onnx
from model import legal_mask
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import load_file

from closewatch.reading.encoder.pieces import spell
from closewatch.reading.encoder.units import find_units

HEADS = 12
POINTER = 128
LARGEST = 63
"""Of the 7-bit weights: products of two neighbours with 8-bit activations stay below 32,768 (2 x 255 x 63 = 32,130)."""


class Graph:
    """An ONNX graph in the making: nodes by name of what they give, and the constants."""

    def __init__(self, tensors: dict[str, Any], integers: bool) -> None:
        self.tensors = tensors
        self.integers = integers
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def put(self, name: str, value: Any) -> str:
        """Add a constant."""
        self.constants.append(numpy_helper.from_array(numpy.ascontiguousarray(value), name))
        return name

    def node(self, kind: str, inputs: list[str], output: str, domain: str = "", **attributes: Any) -> str:
        """Add a node with one output."""
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, domain=domain, **attributes))
        return output

    def linear(self, x: str, weight: Any, bias: Any, name: str, integers: bool | None = None) -> str:
        """Multiply by a (out, in) weight and add a bias."""
        if not (self.integers if integers is None else integers):
            product = self.node("MatMul", [x, self.put(f"{name}.w", weight.T)], f"{name}.product")
            return self.node("Add", [product, self.put(f"{name}.b", bias)], name)
        scale = numpy.abs(weight).max(axis=1) / LARGEST
        whole = numpy.clip(numpy.rint(weight / scale[:, None]), -LARGEST, LARGEST).astype(numpy.int8)
        return self.node(
            "DynamicQuantizeMatMul",
            [
                x,
                self.put(f"{name}.w", whole.T),
                self.put(f"{name}.scale", scale.astype(numpy.float32)),
                self.put(f"{name}.zero", numpy.zeros(len(scale), numpy.int8)),
                self.put(f"{name}.b", bias),
            ],
            name,
            "com.microsoft",
        )

    def table(self, rows: Any, index: str, name: str) -> str:
        """Look rows up, kept as 8-bit integers with a scale for each row."""
        if not self.integers:
            return self.node("Gather", [self.put(f"{name}.rows", rows), index], name)
        scale = numpy.maximum(numpy.abs(rows).max(axis=1, keepdims=True), 1e-9) / 127
        whole = numpy.rint(rows / scale).astype(numpy.int8)
        picked = self.node("Gather", [self.put(f"{name}.rows", whole), index], f"{name}.picked")
        scales = self.node("Gather", [self.put(f"{name}.scales", scale.astype(numpy.float32)), index], f"{name}.scale")
        return self.node("Mul", [self.node("Cast", [picked], f"{name}.cast", to=TensorProto.FLOAT), scales], name)


def build(tensors: dict[str, Any], integers: bool = True) -> Any:
    """Build the model: pieces, looks (windows, pieces) and firsts (windows, units) in, scores out."""
    graph = Graph(tensors, integers)
    layers = layers_of(tensors)
    words = graph.table(tensors["words.weight"], "pieces", "words")
    looks = graph.node("Gather", [graph.put("looks.rows", tensors["looks.weight"]), "looks"], "look")
    length = graph.node("Shape", ["pieces"], "length", start=1, end=2)
    places = graph.node(
        "Slice", [graph.put("places.rows", tensors["places.weight"][:512]), graph.put("zero", numpy.array([0])), length, "zero"], "places"
    )
    total = graph.node("Add", [graph.node("Add", [words, looks], "with-looks"), places], "with-places")
    x = graph.node(
        "LayerNormalization",
        [total, graph.put("norm.w", tensors["norm.weight"]), graph.put("norm.b", tensors["norm.bias"])],
        "embedded",
        epsilon=1e-12,
    )
    for at in range(layers):
        part = {name.removeprefix(f"layers.{at}."): value for name, value in tensors.items() if name.startswith(f"layers.{at}.")}
        qkv = graph.linear(x, part["qkv.weight"], part["qkv.bias"], f"qkv{at}")
        graph.nodes.append(helper.make_node("Split", [qkv], [f"q{at}", f"k{at}", f"v{at}"], axis=2, num_outputs=3, name=f"split{at}"))
        mixed = graph.node("MultiHeadAttention", [f"q{at}", f"k{at}", f"v{at}"], f"mixed{at}", "com.microsoft", num_heads=HEADS)
        out = graph.linear(mixed, part["out.weight"], part["out.bias"], f"out{at}")
        x = skip_norm(graph, x, out, part["first_norm.weight"], part["first_norm.bias"], f"first{at}")
        up = graph.linear(x, part["up.weight"], part["up.bias"], f"up{at}")
        inner = graph.node("Gelu", [up], f"gelu{at}", "com.microsoft")
        down = graph.linear(inner, part["down.weight"], part["down.bias"], f"down{at}")
        x = skip_norm(graph, x, down, part["second_norm.weight"], part["second_norm.bias"], f"second{at}")
    last = graph.node("Unsqueeze", ["firsts", graph.put("last", numpy.array([2]))], "firsts3")
    units = graph.node("GatherND", [x, last], "units", batch_dims=1)
    scale = POINTER**-0.5
    wide = [
        tensors["tag.weight"], tensors["name.weight"], tensors["content_query.weight"] * scale, tensors["cue_key.weight"],
        tensors["cue_query.weight"] * scale, tensors["source_key.weight"],
    ]  # fmt: skip
    shift = [
        tensors["tag.bias"], tensors["name.bias"], tensors["content_query.bias"] * scale, tensors["cue_key.bias"],
        tensors["cue_query.bias"] * scale, tensors["source_key.bias"],
    ]  # fmt: skip
    heads = graph.linear(units, numpy.concatenate(wide), numpy.concatenate(shift), "heads", integers=False)
    sizes = graph.put("sizes", numpy.array([len(part) for part in shift]))
    graph.nodes.append(helper.make_node("Split", [heads, sizes], ["tags", "names", "cq", "ck", "sq", "sk"], axis=2, name="split-heads"))
    graph.node("MatMul", ["cq", graph.node("Transpose", ["ck"], "ckt", perm=[0, 2, 1])], "to_cue")
    graph.node("MatMul", ["sq", graph.node("Transpose", ["sk"], "skt", perm=[0, 2, 1])], "to_source")
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["w", of]) for name, of in (("pieces", "p"), ("looks", "p"), ("firsts", "u"))
    ]
    outputs = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, ["w", "u", of])
        for name, of in (("tags", 7), ("to_cue", "u"), ("to_source", "u"), ("names", 9))
    ] + [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["w", "p", tensors["norm.bias"].shape[0]]) for name in states_of(layers)]
    return finished(graph, "reader", inputs, outputs)


def layers_of(tensors: dict[str, Any]) -> int:
    """Count the layers of a network."""
    return 1 + max(int(name.split(".")[1]) for name in tensors if name.startswith("layers."))


def states_of(layers: int) -> list[str]:
    """The names of what the reader makes of each piece: embedded, and after each of its layers."""
    return ["embedded", *(f"second{at}" for at in range(layers))]


def build_head(tensors: dict[str, Any], layers: int, integers: bool = True) -> Any:
    """Build the head of likeness: (1, pieces, width) states of all layers of one text in, (1, 384) numbers of length 1 out."""
    graph = Graph(tensors, integers)
    states = states_of(layers)
    width = tensors["norm.weight"].shape[0] // len(states)
    normed = graph.node(
        "LayerNormalization",
        [
            graph.node("Concat", states, "states", axis=2),
            graph.put("norm.w", tensors["norm.weight"]),
            graph.put("norm.b", tensors["norm.bias"]),
        ],
        "normed",
        epsilon=1e-5,
    )
    inner = graph.node("Gelu", [graph.linear(normed, tensors["inner.weight"], tensors["inner.bias"], "inner")], "gelu", "com.microsoft")
    weighed = graph.linear(inner, tensors["weight.weight"], tensors["weight.bias"], "weight", integers=False)
    gate = graph.node("Sigmoid", [weighed], "gate")
    axis = graph.put("axis", numpy.array([1]))
    total = graph.node("ReduceSum", [graph.node("Mul", [inner, gate], "gated"), axis], "total", keepdims=0)
    mean = graph.node("Div", [total, graph.node("ReduceSum", [gate, axis], "weights", keepdims=0)], "mean")
    out = graph.linear(mean, tensors["out.weight"], tensors["out.bias"], "out")
    graph.node("LpNormalization", [out], "likeness", axis=1, p=2)
    inputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, "p", width]) for name in states]
    return finished(
        graph, "likeness", inputs, [helper.make_tensor_value_info("likeness", TensorProto.FLOAT, [1, len(tensors["out.bias"])])]
    )


def finished(graph: Graph, name: str, inputs: list[Any], outputs: list[Any]) -> Any:
    """Make a model of a graph that is put together, and check it."""
    made = helper.make_graph(graph.nodes, name, inputs, outputs, graph.constants)
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 20), helper.make_opsetid("com.microsoft", 1)], ir_version=10)
    onnx.checker.check_model(model)
    return model


def skip_norm(graph: Graph, x: str, y: str, weight: Any, bias: Any, name: str) -> str:
    """Add two, and normalise: two nodes, because the fused one (SkipLayerNormalization) takes ten times as long in onnxruntime 1.32."""
    both = graph.node("Add", [x, y], f"{name}.sum")
    return graph.node("LayerNormalization", [both, graph.put(f"{name}.w", weight), graph.put(f"{name}.b", bias)], name, epsilon=1e-12)


def kept_pieces(pieces: list[str], seen: set[str]) -> list[str]:
    """The part of a vocabulary that ships: the first 104 entries (the special ones) at their places, Latin script, whatever was seen."""
    return pieces[:104] + [
        piece for piece in pieces[104:] if not piece.startswith("[unused") and (piece in seen or max(piece) < "\u0250" or len(piece) == 1)
    ]


def seen_pieces(shared: Path, pieces: list[str]) -> set[str]:
    """The pieces that the words of the corpora of attributions are spelt with."""
    vocabulary = {piece: number for number, piece in enumerate(pieces)}
    words = {
        unit.word
        for corpus, splits in (("polnear", ("train",)), ("gum", ("train",)), ("ewt", ("train",)))
        for split in splits
        for document in corpora.attributions(shared, corpus, split)
        for unit in find_units(document.text)
    }
    return {pieces[number] for word in words for number in spell(word, vocabulary)}


def main() -> int:
    """Write the model, its vocabulary, and the card that names their digests."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--head", type=Path, required=True, help="the head of likeness, trained on these weights by likeness.py")
    parser.add_argument("--tokenizer", type=Path, required=True, help="the tokenizer.json that the first weights came with")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--name", default="en-1")
    parser.add_argument("--float", action="store_true", help="keep 32-bit floats, to compare with")
    arguments = parser.parse_args()
    tensors = load_file(arguments.weights)
    numbers = json.loads(arguments.tokenizer.read_text(encoding="utf-8"))["model"]["vocab"]
    pieces = sorted(numbers, key=numbers.__getitem__)
    kept = kept_pieces(pieces, seen_pieces(arguments.shared, pieces))
    tensors["words.weight"] = tensors["words.weight"][[numbers[piece] for piece in kept]]
    arguments.out.mkdir(parents=True, exist_ok=True)
    files = {
        "reader.onnx": build(tensors, not arguments.float).SerializeToString(),
        "likeness.onnx": build_head(load_file(arguments.head), layers_of(tensors), not arguments.float).SerializeToString(),
        "vocabulary.txt": "\n".join(kept).encode("utf-8"),
    }
    steps = tensors["steps"] + legal_mask().numpy()
    lines = [f'name = "{arguments.name}"', "steps = ["]
    lines += [f"  [{', '.join(f'{float(score):.4f}' for score in row)}]," for row in steps]
    lines += ["]", "", "[sure]", "", "[digests]"]
    for name, data in files.items():
        (arguments.out / name).write_bytes(data)
        lines.append(f'"{name}" = "{hashlib.sha256(data).hexdigest()}"')
    (arguments.out / "reader.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(kept)} of {len(pieces)} pieces; {sum(map(len, files.values())) / 1e6:.2f} MB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
