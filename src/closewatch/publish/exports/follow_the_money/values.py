"""Values as FollowTheMoney keeps them: lists of text, cleaned the way its readers clean them, so that nothing changes when it is read back.

Its library drops what it does not take and shortens without a word: whatever it would change is written in its form here, and the ledger's
own form stands in closewatch.jsonl.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from unicodedata import normalize
from urllib.parse import urlsplit

from closewatch.publish.shapes import Shape
from closewatch.terms.when import PartialDate, Period

_SPACES = re.compile("[\u1680\u2000-\u200a\u202f\u205f\u2028\u2029]")
_DROPPED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2060-\u2064\ufeff]")
"""Signs that the reader of version 4.11.2 turns into a space, and signs that it takes away (tried one by one)."""

_LANGUAGES = dict(
    pair.split("-")
    for pair in (
        "af-afr am-amh ar-ara az-aze be-bel bn-ben bs-bos bg-bul ca-cat cs-ces da-dan de-deu el-ell en-eng et-est fa-fas fi-fin fr-fra "
        "he-heb hi-hin hr-hrv hu-hun hy-hye id-ind is-isl it-ita ja-jpn ka-kat kk-kaz ko-kor ky-kir lt-lit lv-lav mk-mkd ms-msa my-mya "
        "nl-nld no-nor pl-pol ps-pus pt-por ro-ron ru-rus sk-slk sl-slv sq-sqi sr-srp es-spa sv-swe sw-swa tg-tgk th-tha tr-tur uk-ukr "
        "ur-urd uz-uzb vi-vie zh-zho"
    ).split()
)
"""ISO 639-1 to 639-3, which FollowTheMoney wants, for the languages that it takes."""


def entity(identity: str, schema: str, **properties: Iterable[str | None] | str | None) -> Shape:
    """Make one entity: each property a list of text, those without any left out."""
    given: dict[str, list[str]] = {}
    for name, values in properties.items():
        wanted = [values] if isinstance(values, str) or values is None else values
        if kept := list(dict.fromkeys(value for value in wanted if value)):
            given[name] = kept
    return {"id": plain_id(identity), "schema": schema, "properties": given}


def plain_id(identity: str) -> str:
    """Write an id with the signs that FollowTheMoney allows.

    >>> plain_id("st:0f")
    'st-0f'
    """
    return identity.replace(":", "-")


def words(text: str | None) -> str:
    """Clean a text as the reader does: composed, without signs that are not seen, and without space around it.

    >>> words(" e\\u0301\\u200b ")
    'é'
    """
    return _DROPPED.sub("", _SPACES.sub(" ", normalize("NFC", text))).strip() if text else ""


def name_words(name: str | None) -> str:
    """Clean a name as the reader does: on one line, without quotation marks around it.

    >>> name_words(' "The  Guard" ')
    'The Guard'
    """
    return " ".join(words(name).split()).strip("\"'").strip()


def language_code(language: str | None) -> str | None:
    """Give a language by its three letters; None where FollowTheMoney has none.

    >>> language_code("uk"), language_code(None)
    ('ukr', None)
    """
    return _LANGUAGES.get(language or "")


def media_type(name: str) -> str | None:
    """Give a media type without parameters; None for bytes of no known type, which the reader drops."""
    plain = name.partition(";")[0].strip().lower()
    return None if plain in ("", "application/octet-stream") else plain


def web_address(address: str | None) -> str | None:
    """Give an address of the web; None for a path or a message id, which the reader drops.

    >>> web_address("HTTPS://A.example/x"), web_address("/home/x")
    ('https://A.example/x', None)
    """
    try:
        parts = urlsplit(words(address))
    except ValueError:
        return None
    whole = parts._replace(path=parts.path or "/").geturl()
    return whole if parts.scheme in ("http", "https") and parts.hostname else None


def published_day(published: str | None) -> str | None:
    """Give a date as precisely as it is known, a moment with its zone in UTC.

    >>> published_day("2024-11"), published_day("2024-11-19T10:23:00+09:00")
    ('2024-11', '2024-11-19T01:23:00')
    """
    if published is None:
        return None
    try:
        PartialDate(published)
        return moment_words(datetime.fromisoformat(published)) if "T" in published else published
    except ValueError:
        return None


def moment_words(at: datetime) -> str:
    """Give a moment in UTC to the second, the precision that FollowTheMoney keeps."""
    return (at.astimezone(UTC) if at.tzinfo else at).strftime("%Y-%m-%dT%H:%M:%S")


def period(of: Period | None) -> dict[str, str | None]:
    """Give a period: one day as a date, anything longer by its ends, because a range written as a date is shortened without a word.

    >>> from datetime import date
    >>> period(Period(date(2024, 1, 1), date(2024, 1, 1)))
    {'date': '2024-01-01'}
    """
    if of is None:
        return {}
    if of.start is not None and of.start == of.end:
        return {"date": of.start.isoformat()}
    return {"startDate": of.start.isoformat() if of.start else None, "endDate": of.end.isoformat() if of.end else None}


def country_code(country: str | None) -> str | None:
    """Give a country as FollowTheMoney writes it."""
    return country.lower() if country else None
