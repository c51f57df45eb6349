"""The case for Aleph, OpenAleph and what else reads FollowTheMoney: entities.ftm.json, and beside it what that model has no place for.

closewatch.jsonl has every statement and figure in the shapes of docs/interfaces.md, with offsets, bounds and reasons, one on a line.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from closewatch.publish.exports.exporter import Exporter
from closewatch.publish.exports.follow_the_money.entities import entities
from closewatch.publish.exports.json_text import write_lines
from closewatch.publish.publication import Publication
from closewatch.publish.shapes import Shape, figure_shape, held_shape, statement_shape


def write_follow_the_money(publication: Publication, folder: Path) -> None:
    """Write the entities, and the statements and figures as the ledger has them."""
    write_lines(folder / "entities.ftm.json", entities(publication))
    write_lines(folder / "closewatch.jsonl", _as_held(publication))


def _as_held(publication: Publication) -> Iterator[Shape]:
    for listed in publication.statements():
        yield held_shape(statement_shape(listed.statement, listed.review), listed.id, listed.lost)
    for figure in publication.figures():
        yield held_shape(figure_shape(figure.figure, figure.review), figure.id, figure.lost)


FOLLOW_THE_MONEY = Exporter("ftm", "FollowTheMoney entities, for Aleph and its kin", write_follow_the_money)
