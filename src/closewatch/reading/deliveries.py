"""Reads of a delivery of arms, fuel or parts whose it is and where it goes: to Mali, supplied Ethiopia with, Iranian drones, from Serbia.

Knows the words of one stretch and the names in it. That it is a delivery is found in `happenings`; what was told before is known to
`about`.
"""

from __future__ import annotations

from collections.abc import Sequence

from closewatch.reading.happenings import Happening, lexicon_words, piece_at
from closewatch.reading.places import Named, NameKind
from closewatch.reading.tokens import Tokens
from closewatch.reading.whereabouts import is_locative
from closewatch.terms.about import OF_THE_SPEAKER, About, Act, Place, Population
from closewatch.terms.countries import country_name
from closewatch.terms.report import Report
from closewatch.terms.statement import Statement

_STATES = (NameKind.STATE, NameKind.METONYM, NameKind.DEMONYM)
_TO = frozenset("to into for in at inside".split())
_BY = frozenset(("from", "by"))
_WITHIN = 6
"""Pieces between "to" and a name in which those stand who get it: to the port of Thilawa, to the army of Mali."""


def read_delivery(
    report: Report, statement: Statement, tokens: Tokens, first: int, names: Sequence[Named], happening: Happening, kept: Place | None
) -> About:
    """Say whose delivery a statement tells of, and where it goes; `kept` is where the last one went, for words that do not name it."""
    named, source = goes_to(tokens, happening, names), comes_from(tokens, first, happening, names)
    home = statement.speaker.country if statement.speaker else None
    country, words = source or (home, None)
    span = report.span(words.start, words.end) if words else None
    place = kept
    if named:
        name = country_name(named.country) if named.kind in _STATES else named.name
        place = Place(name, named.country or None, report.span(named.start, named.end), region=named.region)
    elif home and tokens.words[happening.first] in lexicon_words("delivered", "received"):
        place = Place(country_name(home), home, None, OF_THE_SPEAKER)
    return About(
        measure=None,
        population=Population(country, span=span, rule="" if span else OF_THE_SPEAKER) if country else None,
        place=place,
        act=Act.DELIVERED,
        negated=happening.negated,
        planned=happening.planned,
        span=report.span(tokens.starts[happening.first], tokens.ends[happening.last - 1]),
    )


def goes_to(tokens: Tokens, happening: Happening, names: Sequence[Named]) -> Named | None:
    """Give the name that tells where a delivery goes; None where no name does.

    Who gets it stands behind "to", right behind the verb (sold Mali drones), or, where the verb is of getting, in front of it.
    """
    if tokens.words[happening.first] in lexicon_words("delivered", "received"):
        before = [one for one in names if piece_at(tokens, one.end) <= happening.first and not _is_of_goods(tokens, one)]
        return before[-1] if before else next((one for one in names if is_locative(tokens, one, names) and not _is_from(tokens, one)), None)
    behind = [one for one in names if piece_at(tokens, one.start) >= happening.last and not _is_of_goods(tokens, one)]
    aimed = next((one for one in behind if _preposition(tokens, one, happening.last) in _TO), None)
    given = next((one for one in behind if not _is_from(tokens, one) and piece_at(tokens, one.start) <= happening.last + 1), None)
    return aimed or given or next((one for one in names if is_locative(tokens, one, names) and not _is_from(tokens, one)), None)


def comes_from(tokens: Tokens, first: int, happening: Happening, names: Sequence[Named]) -> tuple[str, Named | None] | None:
    """Give the country whose delivery it is, with the name that tells it; an empty country where somebody else is named, and None where
    the words leave it to who speaks: denied supplying weapons, it had sold fuel."""
    told = next((one for one in names if _is_from(tokens, one) or _is_of_goods(tokens, one)), None)
    if told:
        return told.country, told
    if tokens.words[happening.first] in lexicon_words("delivered", "received"):
        return "", None
    acting = [one for one in names if piece_at(tokens, one.end) <= happening.first and not is_locative(tokens, one, names)]
    if acting:
        return acting[0].country, acting[0]
    opening = [word for word in tokens.words[first : happening.first] if word not in ("that", "whether", "had", "has", "have", "ever")]
    own = not opening or opening[0] in ("it", "its", "we", "they", "he", "she", "never", "not", "having")
    return None if own and not happening.noun else ("", None)


def _preposition(tokens: Tokens, named: Named, least: int) -> str:
    at = piece_at(tokens, named.start)
    before = tokens.words[max(least, at - _WITHIN) : at]
    return next((word for word in reversed(before) if word in _TO | _BY), "")


def _is_from(tokens: Tokens, named: Named) -> bool:
    at = piece_at(tokens, named.start)
    return not _BY.isdisjoint(tokens.words[max(0, at - 2) : at])


def _is_of_goods(tokens: Tokens, named: Named) -> bool:
    """Whether a name stands with the goods: Iranian drones, North Korean artillery shells."""
    at = piece_at(tokens, named.end)
    return named.kind is NameKind.DEMONYM and not lexicon_words("delivered", "goods").isdisjoint(tokens.words[at : at + 2])
