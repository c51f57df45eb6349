"""Writes the mean of the weights of several trainings, which finds more than any of them where they began from the same weights.

    python lab/reader/mean.py OUT.safetensors averaged.safetensors averaged.safetensors ...

The trainings must be of one network and start; that of different networks is noise (lab/experiments.md).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy
from safetensors.numpy import load_file, save_file


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("out", type=Path)
    parser.add_argument("weights", type=Path, nargs="+")
    given = parser.parse_args()
    trained = [load_file(path) for path in given.weights]
    if any(one.keys() != trained[0].keys() for one in trained):
        parser.error("wanted weights of one network, found others among them")
    given.out.parent.mkdir(parents=True, exist_ok=True)
    means = {name: numpy.mean([one[name].astype(numpy.float32) for one in trained], axis=0) for name in trained[0]}
    save_file(means, given.out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
