"""How sources write the day they were published on: ISO 8601, mail dates, and a day, a month's name and a year in the commonest tongues.

Only dates that name their year, and only as far as they are written; a day and month that could be read both ways round are left
unread. Dates inside sentences ("last Tuesday") are the business of `reading`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from closewatch.terms.when import PartialDate

_MONTHS = (
    "january jan januar janvier janv enero ene styczeń stycznia gennaio gen janeiro ocak januari января январь січня січень يناير ינואר",
    "february feb februar février févr febrero lutego luty febbraio fevereiro şubat februari февраля февраль лютого лютий فبراير פברואר",
    "march mar märz mars marzo marca marzec março mart maart марта март березня березень مارس מרץ",
    "april apr avril avr abril abr kwietnia kwiecień aprile nisan апреля апрель квітня квітень أبريل אפריל",
    "may mai mayo maja maj maggio maio mayıs mei мая май травня травень مايو מאי",
    "june jun juni juin junio czerwca czerwiec giugno junho haziran июня июнь червня червень يونيو יוני",
    "july jul juli juillet juil julio lipca lipiec luglio julho temmuz июля июль липня липень يوليو יולי",
    "august aug août agosto ago sierpnia sierpień ağustos augustus августа август серпня серпень أغسطس אוגוסט",
    "september sep sept septembre septiembre września wrzesień settembre setembro eylül сентября сентябрь вересня вересень سبتمبر ספטמבר",
    "october oct oktober okt octobre octubre października październik ottobre outubro ekim октября октябрь жовтня жовтень أكتوبر אוקטובר",
    "november nov novembre noviembre listopada listopad novembro kasım ноября ноябрь листопада листопад نوفمبر נובמבר",
    "december dec dezember dez décembre déc diciembre dic grudnia grudzień dicembre dezembro aralık "
    "декабря декабрь грудня грудень ديسمبر דצמבר",
)
"""Month names of the languages in `language`, in the forms that stand in dates."""

_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_NAME = r"(?P<month>[^\W\d_]{3,12})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.|º|er)?"
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)"
_CLOCK = r"(?:,?\s*(?:at\s+|à\s+|um\s+|[|·-]\s*|T)?(?P<hour>\d{1,2})[:.h](?P<minute>\d\d)(?::(?P<second>\d\d))?\s*(?P<half>[ap]\.?m\.?)?\s*(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)?(?:\s+[A-Z]{2,4}|\s+Uhr)?)?"  # noqa: E501
_OF = r"\s+(?:(?:of|de|del|di)\s+)?"
_SHAPES = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        rf"{_DAY}{_OF}{_NAME},?{_OF}{_YEAR}(?:\s*(?:года|года|г\.|року|р\.))?{_CLOCK}",
        rf"{_NAME}\s+{_DAY},?\s+{_YEAR}{_CLOCK}",
        rf"{_YEAR}\s*[年년]\s*(?P<month>\d{{1,2}})\s*[月월]\s*(?P<day>\d{{1,2}})\s*[日일]{_CLOCK}",
        rf"{_YEAR}\s?[./-]\s?(?P<month>\d{{1,2}})\s?[./-]\s?(?P<day>\d{{1,2}})\.?{_CLOCK}",
        rf"(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.\s?{_YEAR}{_CLOCK}",
        rf"(?P<either>\d{{1,2}})(?P<mark>[/-])(?P<other>\d{{1,2}})(?P=mark){_YEAR}{_CLOCK}",
        rf"{_NAME},?{_OF}{_YEAR}",
        rf"{_YEAR}\s*[년年-]\s*(?P<month>\d{{1,2}})\s*[월月]?",
        rf"{_YEAR}",
    )
)
_WEEKDAY = re.compile(r"[^\W\d_]{2,12}\.?,\s+|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\s+", re.IGNORECASE)
_WEEKDAY_BEHIND = re.compile(r"\s*\([^\W\d_]{1,12}\.?\)$")
_ISO = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)\s?(Z|[+-]\d\d:?\d\d)?")


def read_date(text: str) -> PartialDate | None:
    """Read a date that stands alone, keeping a time and zone as they were written; None where it is not one, or could be two.

    >>> read_date("19 November 2024").iso, read_date("Nov. 19, 2024").iso, read_date("2024년 11월 19일").iso
    ('2024-11-19', '2024-11-19', '2024-11-19')
    >>> read_date("Tue, 19 Nov 2024 10:23:00 +0900").iso, read_date("11/12/2024")
    ('2024-11-19T10:23:00+09:00', None)
    """
    text = " ".join(text[:120].split()).strip(" .|·")
    iso = _ISO.fullmatch(text)
    if iso:
        return _date(f"{iso[1]}T{iso[2]}{iso[3] or ''}")
    weekday = _WEEKDAY.match(text)
    if weekday:
        text = text[weekday.end() :]
    text = _WEEKDAY_BEHIND.sub("", text).removeprefix("le ")
    for shape in _SHAPES:
        match = shape.fullmatch(text)
        if match:
            return _from_parts(match.groupdict())
    return None


def days_in(text: str) -> Iterator[str]:
    """Give every whole day written in a text, both readings of one that could be two.

    >>> list(days_in("KYIV, 19 November 2024 - It rained."))
    ['2024-11-19']
    """
    for shape in _SHAPES[:6]:
        for match in shape.finditer(text):
            parts = match.groupdict()
            readings = [parts]
            if parts.get("either"):
                first, second = parts["either"], parts["other"]
                readings = [
                    {**parts, "either": None, "day": first, "month": second},
                    {**parts, "either": None, "day": second, "month": first},
                ]
            yield from (date.day for date in map(_from_parts, readings) if date)


def _from_parts(parts: dict[str, str | None]) -> PartialDate | None:
    year, month, day = parts.get("year"), parts.get("month"), parts.get("day")
    if parts.get("either") and parts.get("other"):
        first, second = int(parts["either"] or 0), int(parts["other"] or 0)
        if (first > 12) == (second > 12) and first != second:
            return None
        day, month = (str(first), str(second)) if first > 12 else (str(second), str(first))
    if month and not month.isdecimal():
        number = _MONTH.get(month.lower())
        if number is None:
            return None
        month = str(number)
    iso = "-".join([str(year), *(part.zfill(2) for part in (month, day) if part)])
    return _date(iso + _time(parts)) if day else _date(iso)


def _time(parts: dict[str, str | None]) -> str:
    if not parts.get("hour"):
        return ""
    hour = int(parts["hour"] or 0)
    half = (parts.get("half") or "").lower()[:1]
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or int(parts["minute"] or 0) > 59:
        return ""
    second = f":{parts['second']}" if parts.get("second") else ""
    return f"T{hour:02d}:{parts['minute']}{second}{_zone(parts.get('zone'))}"


def _zone(zone: str | None) -> str:
    if not zone:
        return ""
    if zone.upper() in ("Z", "UTC", "GMT"):
        return "Z"
    return zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"


def _date(iso: str) -> PartialDate | None:
    try:
        return PartialDate(iso)
    except ValueError:
        return None
