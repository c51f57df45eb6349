"""The names of states and territories by their ISO 3166-1 codes, for wording questions; how texts name them is left to `reading`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def country_names() -> dict[str, str]:
    """Give every code with its English name (GeoNames, CC BY 4.0)."""
    lines = files("closewatch.terms").joinpath("countries.txt").read_text("utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines if line and not line.startswith("#"))


def country_name(code: str) -> str:
    """Give the English name of a state, or the code itself where there is none.

    >>> country_name("UA"), country_name("XX")
    ('Ukraine', 'XX')
    """
    return country_names().get(code, code)
