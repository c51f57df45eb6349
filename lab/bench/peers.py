"""What the bench of reading compares with, run in an environment of its own: spaCy's small architecture, textacy, the machine itself.

    python lab/bench/peers.py spacy FOLDER --processes 2      words a second of tok2vec, tagger, parser and entities
    python lab/bench/peers.py textacy FOLDER                  the same in one process, then direct quotations
    python lab/bench/peers.py product                         int8 matrix products a second through onnxruntime, on 1 and on all cores
    python lab/bench/peers.py work MODEL                      what one token costs a model: operations in products with its weights

Prints one JSON object. spaCy's weights are untrained: the work is that of the trained pipeline, what it finds is not looked at.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from pathlib import Path
from typing import Any

BATCH = 32
"""Texts that spaCy takes at a time; the default of 1,000 would leave the second process idle."""
PRODUCT = (3328, 384, 1536)
"""Rows, inner size and columns of the product: the widest layer of a MiniLM over a batch of 3,328 pieces."""
PRODUCT_SECONDS = 1.0


def small_pipeline(*, entities_apart: bool = False) -> Any:
    """Build spaCy's small English architecture with untrained weights and as many labels as the published pipeline has.

    Widths, depths, table rows and label counts are those of the published small English pipeline (3.x); lemmas and attribute rules are
    left out. All share one tok2vec; in the published pipeline the entities have one of their own (`entities_apart`), which is slower.
    Entities come before the parser, because an untrained one ends a sentence at every token, and an entity would stand in each.
    """
    import spacy
    from spacy.training import Example

    def tok2vec(attributes: list[str], rows: list[int]) -> dict[str, Any]:
        embed = {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": 96,
            "attrs": attributes,
            "rows": rows,
            "include_static_vectors": False,
        }
        encode = {"@architectures": "spacy.MaxoutWindowEncoder.v2", "width": 96, "depth": 4, "window_size": 1, "maxout_pieces": 3}
        return {"@architectures": "spacy.Tok2Vec.v2", "embed": embed, "encode": encode}

    def moves(state: str, inner: dict[str, Any]) -> dict[str, Any]:
        made = {"@architectures": "spacy.TransitionBasedParser.v2", "state_type": state, "extra_state_tokens": False}
        return {**made, "hidden_width": 64, "maxout_pieces": 2, "use_upper": True, "nO": None, "tok2vec": inner}

    shared = tok2vec(["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"], [5000, 1000, 2500, 2500, 50, 50])
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "tok2vec"}
    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec", config={"model": shared})
    own = tok2vec(["NORM", "PREFIX", "SUFFIX", "SHAPE"], [5000, 1000, 2500, 2500])
    entities = nlp.add_pipe("ner", config={"model": moves("ner", own if entities_apart else listener)})
    tagger = nlp.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "nO": None, "tok2vec": listener}})
    parser = nlp.add_pipe("parser", config={"model": moves("parser", listener)})
    for component, letter, count in ((tagger, "T", 50), (parser, "D", 45), (entities, "E", 18)):
        for number in range(count):
            component.add_label(f"{letter}{number}")
    marked = {"tags": ["T0", "T1", "T2"], "heads": [1, 1, 1], "deps": ["D0", "ROOT", "D1"], "entities": [(0, 4, "E0")]}
    nlp.initialize(lambda: [Example.from_dict(nlp.make_doc("Kyiv fell silent"), marked)])
    return nlp


def read_texts(folder: Path) -> list[str]:
    """Give the texts of a folder in order."""
    return [path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())]


def time_spacy(folder: Path, processes: int, *, entities_apart: bool) -> dict[str, float]:
    """Time the pipeline over one text, which is start-up, and over all."""
    nlp, texts = small_pipeline(entities_apart=entities_apart), read_texts(folder)
    seconds = []
    for some in (texts[:1], texts):
        began = time.perf_counter()
        for _ in nlp.pipe(some, batch_size=BATCH, n_process=processes):
            pass
        seconds.append(time.perf_counter() - began)
    return {"first": seconds[0], "seconds": seconds[1]}


def time_textacy(folder: Path) -> dict[str, float]:
    """Time pipeline and direct quotations over one text and over all; texts whose marks are uneven it refuses, and they are counted."""
    from textacy.extract import direct_quotations

    nlp, texts = small_pipeline(), read_texts(folder)
    seconds, refused, alone = [], 0, 0.0
    for some in (texts[:1], texts):
        began, refused, alone = time.perf_counter(), 0, 0.0
        for doc in nlp.pipe(some, batch_size=BATCH):
            before = time.perf_counter()
            try:
                list(direct_quotations(doc))
            except ValueError:
                refused += 1
            alone += time.perf_counter() - before
        seconds.append(time.perf_counter() - began)
    return {"first": seconds[0], "seconds": seconds[1], "extraction": alone, "refused": refused}


def time_product() -> dict[str, float]:
    """Give billions of operations (a product and a sum are two) a second of an int8 matrix product, on one thread and on all cores."""
    import numpy
    import onnxruntime
    from onnx import TensorProto, helper, numpy_helper

    rows, inner, columns = PRODUCT
    dice = numpy.random.default_rng(1)
    weights = dice.integers(-64, 64, (inner, columns), dtype=numpy.int8)
    values = dice.integers(0, 128, (rows, inner), dtype=numpy.uint8)
    graph = helper.make_graph(
        [helper.make_node("MatMulInteger", ["values", "weights"], ["out"])],
        "product",
        [helper.make_tensor_value_info("values", TensorProto.UINT8, [rows, inner])],
        [helper.make_tensor_value_info("out", TensorProto.INT32, [rows, columns])],
        [numpy_helper.from_array(weights, "weights")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    found = {}
    for name, threads in (("one", 1), ("all", os.cpu_count() or 1)):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
        feed = {"values": values}
        session.run(None, feed)
        began, times = time.perf_counter(), []
        while time.perf_counter() - began < PRODUCT_SECONDS:
            before = time.perf_counter()
            session.run(None, feed)
            times.append(time.perf_counter() - before)
        found[name] = 2 * rows * inner * columns / sorted(times)[len(times) // 2] / 1e9
    return found


def count_work(path: Path) -> dict[str, float]:
    """Count what one token costs a model: operations with its weight matrices, and per token of its text in attention.

    Weights that are only looked up cost nothing. Attention is two products of the model's width for each Softmax over scores.
    """
    import onnx

    graph = onnx.load(str(path)).graph
    shapes = {tensor.name: tuple(tensor.dims) for tensor in graph.initializer}
    products = {"MatMul", "Gemm", "MatMulInteger", "DynamicQuantizeMatMul", "QLinearMatMul", "MatMulIntegerToFloat", "MatMulNBits"}
    products |= {"QAttention", "Attention"}
    weights, width = 0, 0
    for node in graph.node:
        if node.op_type in products:
            sizes = [shapes[name] for name in node.input if name in shapes and len(shapes[name]) == 2]
            weights += sum(a * b for a, b in sizes[:1])
            width = width or (sizes[0][0] if sizes else 0)
    layers = sum(node.op_type in ("Softmax", "QAttention", "Attention") for node in graph.node)
    return {"a_token": 2.0 * weights, "a_token_and_token": 4.0 * width * layers}


def main() -> None:
    """Print what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["spacy", "textacy", "product", "work"])
    parser.add_argument("path", type=Path, nargs="?")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--entities-apart", action="store_true", help="let the entities have a tok2vec of their own")
    given = parser.parse_args()
    answer = {
        "spacy": lambda: time_spacy(given.path, given.processes, entities_apart=given.entities_apart),
        "textacy": lambda: time_textacy(given.path),
        "product": time_product,
        "work": lambda: count_work(given.path),
    }
    print(json.dumps(answer[given.what]()))


if __name__ == "__main__":
    main()
