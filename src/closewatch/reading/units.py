"""Reads what a number is measured in: a currency by sign, code or word, percent, and the period or thing it is said per.

Knows units only. A sign or word that several currencies share gives all of them (¥, rupees, dinars), never a guess; the country
named beside it decides where one is.
"""

from __future__ import annotations

from dataclasses import dataclass

from closewatch.reading.nouns import class_of
from closewatch.reading.places import country_of
from closewatch.reading.plurals import singular
from closewatch.reading.tokens import Tokens

_SIGNS = {
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "₽": "RUB",
    "₴": "UAH",
    "₩": "KPW|KRW",
    "¥": "CNY|JPY",
    "₪": "ILS",
    "₹": "INR",
    "₺": "TRY",
    "₸": "KZT",
}
_DOLLARS = {"us": "USD", "a": "AUD", "au": "AUD", "c": "CAD", "ca": "CAD", "nz": "NZD", "hk": "HKD", "s": "SGD", "r": "BRL", "u.s.": "USD"}
_WORDS = {
    "dollar": "USD", "buck": "USD", "euro": "EUR", "rouble": "RUB", "ruble": "RUB", "hryvnia": "UAH", "hryvnya": "UAH",
    "won": "KPW|KRW", "yuan": "CNY", "renminbi": "CNY",
    "yen": "JPY", "pound": "EGP|GBP|LBP|SDG|SSP|SYP", "sterling": "GBP", "dinar": "IQD|JOD|LYD", "lira": "LBP|SYP|TRY",
    "franc": "CDF|XAF|XOF",
    "rupee": "INR|LKR|NPR|PKR", "shekel": "ILS", "rial": "IRR|OMR|YER", "riyal": "QAR|SAR|YER", "zloty": "PLN", "zlotys": "PLN",
    "krone": "DKK|NOK", "kroner": "DKK|NOK",
    "kronur": "ISK",
    "krona": "SEK", "kronor": "SEK", "shilling": "KES|SOS|TZS|UGX", "birr": "ETB", "naira": "NGN", "kyat": "MMK", "afghani": "AFN",
    "peso": "COP|MXN|PHP",
    "real": "BRL", "reais": "BRL", "rand": "ZAR", "tenge": "KZT", "lari": "GEL", "dram": "AMD", "manat": "AZN", "som": "KGS",
    "toman": "IRR", "baht": "THB",
    "dong": "VND", "taka": "BDT", "dirham": "AED|MAD", "leu": "MDL|RON", "lei": "MDL|RON", "forint": "HUF", "cent": "USD",
    "kopeck": "RUB", "nakfa": "ERN",
}  # fmt: skip
_CODES = frozenset(
    "usd eur gbp rub uah krw kpw cny jpy aud cad chf sdg ssp syp lbp egp iqd jod lyd try inr pkr npr lkr ils irr yer sar qar aed"
    " pln dkk nok sek kes sos"
    " tzs ugx etb ngn mmk afn cop mxn php brl zar kzt gel amd azn thb vnd bdt mad mdl ron huf ern xaf xof cdf rmb".split()
)
_OF_COUNTRY = {
    "SY": "SYP", "LB": "LBP", "EG": "EGP", "SD": "SDG", "SS": "SSP", "IQ": "IQD", "JO": "JOD", "LY": "LYD", "RS": "RSD",
    "KW": "KWD", "TN": "TND", "DZ": "DZD",
    "TR": "TRY", "IN": "INR", "PK": "PKR", "NP": "NPR", "LK": "LKR", "KR": "KRW", "KP": "KPW", "CN": "CNY", "JP": "JPY",
    "AU": "AUD", "CA": "CAD", "US": "USD",
    "HK": "HKD", "SG": "SGD", "NZ": "NZD", "CH": "CHF", "CD": "CDF", "RW": "RWF", "BI": "BIF", "GB": "GBP", "IR": "IRR",
    "YE": "YER", "SA": "SAR", "QA": "QAR",
    "NO": "NOK", "SE": "SEK", "DK": "DKK", "MX": "MXN", "CO": "COP", "PH": "PHP", "AR": "ARS", "CL": "CLP", "KE": "KES",
    "SO": "SOS", "UG": "UGX", "TZ": "TZS",
    "RU": "RUB", "BY": "BYN", "TW": "TWD", "OM": "OMR", "MA": "MAD", "AE": "AED", "MD": "MDL", "RO": "RON",
}  # fmt: skip
PERIODS = {
    "minute": "minute", "hour": "hour", "day": "day", "night": "night", "week": "week", "fortnight": "2_weeks", "month": "month",
    "quarter": "quarter",
    "year": "year", "shift": "shift", "season": "season", "decade": "decade", "annum": "year",
}  # fmt: skip
_ADVERBS = {
    "monthly": "month",
    "annually": "year",
    "yearly": "year",
    "daily": "day",
    "weekly": "week",
    "hourly": "hour",
    "nightly": "night",
    "annual": "year",
    "p.m.": "month",
    "p.a.": "year",
}
_ONE_TIME = frozenset(("once", "one-off", "one-time"))
_PER_THINGS = frozenset(
    "head person soldier man strike house death kill trip body victim family household drone tank month day capita child prisoner"
    " shell missile"
    " village trench sack piece sortie room cell bed barrel tonne passenger recruit worker fighter attack raid hostage side officer".split()
)


_AFTER_A_NEWSPAPER = frozenset("a the by and for as at said says wrote writes has had that in on which of to".split())
"""What follows "daily" where it names a newspaper or stands behind its verb."""
_BEFORE_EACH = frozenset(
    ', " “ for that pay pays paid paying give gives gave giving offer offers offered promise promises promised owe owes owed send sends'
    " hand hands handed award awards awarded to cost costs charge charges charged".split()
)


@dataclass(frozen=True, slots=True)
class Money:
    """A currency beside a number: pieces `first` to `last` (excluded) of number and currency together, and the code or codes.

    `cents` tells that the number counts hundredths.
    """

    first: int
    last: int
    code: str
    cents: bool = False


@dataclass(frozen=True, slots=True)
class Per:
    """What a number is said per, and the pieces that say so."""

    per: str
    first: int
    last: int


def read_money(tokens: Tokens, first: int, last: int) -> Money | None:
    """Read the currency of the number in pieces `first` to `last`, or None where it has none.

    >>> from closewatch.reading.tokens import cut
    >>> read_money(cut("15,000 Syrian pounds"), 0, 1).code, read_money(cut("Rs 500"), 1, 2).code
    ('SYP', 'INR|LKR|NPR|PKR')
    """
    inner = next((place for place in range(first, last) if tokens.words[place] in _SIGNS), None)
    start, code = _before(tokens, first)
    if inner is not None and code is None:
        code = _SIGNS[tokens.words[inner]]
    end = last
    word = tokens.word(last)
    if word in _SIGNS and tokens.word(last + 1)[:1].isdigit() is False:
        code, end = code or _SIGNS[word], last + 1
    elif word in _CODES and tokens.text[tokens.starts[last] : tokens.ends[last]].isupper():
        code, end = code or word.upper(), last + 1
    else:
        named = _named(tokens, last)
        if named:
            code, end = named[0], named[1]
    if code is None:
        return None
    return Money(start, end, _sorted(code), tokens.word(end - 1) in ("cent", "cents"))


def _before(tokens: Tokens, first: int) -> tuple[int, str | None]:
    word = tokens.word(first - 1)
    if word in _SIGNS:
        prefix = tokens.word(first - 2)
        if word == "$" and prefix in _DOLLARS and (tokens.joined(first - 1) or prefix in ("us", "u.s.")):
            return first - 2, _DOLLARS[prefix]
        if prefix in _CODES:
            return first - 2, prefix.upper()
        return first - 1, _SIGNS[word]
    written = tokens.text[tokens.starts[first - 1] : tokens.ends[first - 1]] if first else ""
    if word in _CODES and written.isupper():
        return first - 1, "CNY" if word == "rmb" else word.upper()
    if written in ("Rs", "Rs."):
        return first - 1, _WORDS["rupee"]
    if word == "." and tokens.word(first - 2) == "rs":
        return first - 2, _WORDS["rupee"]
    return first, None


def _named(tokens: Tokens, last: int) -> tuple[str, int] | None:
    """A currency in words, with the country before it where one is named."""
    last += tokens.word(last) == "of" and tokens.word(last - 1).endswith("s")
    for adjectives in (0, 1, 2):
        place = last + adjectives
        word = tokens.word(place)
        code = _WORDS.get(word) or _WORDS.get(singular(word))
        if code:
            if word == "won" and tokens.word(place + 1) in ("the", "a", "an", "seats", "in") and tokens.word(place + 2) not in PERIODS:
                return None
            if word in ("real", "som", "dong", "pound", "lei"):
                return None
            if adjectives:
                written = tokens.text[tokens.starts[last] : tokens.ends[place - 1]]
                country = country_of(written)
                if country is None and written.lower() not in ("us", "u.s."):
                    return None
                code = _OF_COUNTRY.get(country or "US", code)
            return code, place + 1
        if not tokens.capital(place) and word not in ("u.s.", "us"):
            return None
    return None


def _sorted(code: str) -> str:
    return "|".join(sorted(code.split("|")))


def read_percent(tokens: Tokens, last: int) -> int | None:
    """Find the end of a percent sign or word after a number, or None.

    >>> from closewatch.reading.tokens import cut
    >>> read_percent(cut("60 per cent of"), 1)
    3
    """
    word = tokens.word(last)
    if word in ("%", "percent", "pct"):
        return last + 1
    if word == "per" and tokens.word(last + 1) == "cent":
        return last + 2
    if word == "percentage" and tokens.word(last + 1) in ("point", "points"):
        return last + 2
    return None


def read_per(tokens: Tokens, last: int, ceiling: int, money: bool = False, reach: int = 7) -> Per | None:
    """Find what a number is said per in the words after it: a month, per head, every night, a day.

    >>> from closewatch.reading.tokens import cut
    >>> read_per(cut("100 people a day"), 1, 4).per
    'day'
    """
    for place in range(last, min(last + reach, ceiling)):
        word, following = tokens.words[place], tokens.word(place + 1)
        if word in (";", ":", ".", "(", "but", "while", "when") or (place > last and word[0].isdigit()):
            return None
        if word in _ADVERBS and (
            word != "annual" and (word not in ("daily", "weekly", "monthly", "nightly", "hourly", "yearly") or not class_of(following))
        ):
            return Per(_ADVERBS[word], place, place + 1)
        if (
            word == "for"
            and following == "the"
            and tokens.word(place + 2) in ("whole", "full")
            and tokens.word(place + 3) in PERIODS
            and money
        ):
            return Per(PERIODS[tokens.word(place + 3)], place, place + 4)
        if word == "p" and (tokens.word(place + 1), tokens.word(place + 2)) == (".", "m"):
            return Per("month", place, place + 3)
        if word in _ONE_TIME and money:
            return Per("once", place, place + 1)
        if word == "/" and following in PERIODS:
            return Per(PERIODS[following], place, place + 2)
        if word == "per" and following != "cent":
            found = _after_per(tokens, place)
            if found:
                return found
        if (
            word in ("a", "an", "each", "every")
            and following in PERIODS
            and tokens.word(place - 1) not in ("half", "for", "quarter", "in", "within", "than")
        ):
            if tokens.word(place + 2) in ("ago", "earlier", "later", "old", "-", "'s") or (
                not money and tokens.word(place + 2) in ("before", "after")
            ):
                return None
            return Per(PERIODS[following], place, place + 2)
        if (
            word in ("a", "an", "each", "every")
            and singular(following) in ("head", "trip", "kill", "shell", "strike", "trench", "house", "piece", "bed")
            and tokens.word(place - 1) not in ("in", "on", "from", "by", "killed")
        ):
            return Per(singular(following), place, place + 2)
        if word == "in" and following in ("each", "every") and singular(tokens.word(place + 2)) in _PER_THINGS:
            return Per(singular(tokens.word(place + 2)), place, place + 3)
        if word == "each" and money and place - last < 3:
            named = (
                tokens.word(place - 1) in ("from", "to", "of", "per") and following.isalpha() and following not in ("of", "other", "one")
            )
            return Per(singular(following), place, place + 2) if named else _apiece(tokens, place, ceiling)
        if word in ("on", "for") and following in ("each", "every") and tokens.word(place + 2) not in ("side", "other"):
            return _each_of(tokens, place)
        if (
            word == "for"
            and following == "a"
            and tokens.word(place + 2)[:1].isdigit()
            and "day" in (tokens.word(place + 5), tokens.word(place + 6))
        ):
            return Per("day", place, place + 6)
    return None


def _each_of(tokens: Tokens, place: int) -> Per | None:
    """On each of three days; for every month."""
    at = place + 2
    if tokens.word(at) == "of":
        while at < place + 6 and tokens.word(at) not in PERIODS and singular(tokens.word(at)) not in PERIODS:
            at += 1
    one = singular(tokens.word(at))
    known = one in PERIODS or one in _PER_THINGS or class_of(one) is not None
    return Per(PERIODS.get(one, one), place, at + 1) if known else None


def _apiece(tokens: Tokens, place: int, ceiling: int) -> Per | None:
    """500 francs each: each of those it is for, or of what is paid by."""
    for at in range(place + 1, min(place + 8, ceiling)):
        if tokens.words[at] in ("for", "to") and class_of(tokens.word(at + 2)):
            return Per(singular(tokens.word(at + 2)), place, place + 1)
    for at in range(place - 1, max(place - 12, 1), -1):
        if (tokens.words[at - 1], tokens.words[at]) == ("by", "the"):
            return Per(singular(tokens.word(at + 1)), place, place + 1)
        if tokens.words[at] in ("families", "households", "villages"):
            return Per(singular(tokens.words[at]), place, place + 1)
    return Per("person", place, place + 1)


def _after_per(tokens: Tokens, place: int) -> Per | None:
    following = tokens.word(place + 1)
    if following[:1].isdigit():
        digits = following.replace(",", "").replace(" ", "")
        noun = tokens.word(place + 2)
        return Per(f"{digits} {noun}" if class_of(noun) == "unknown" and noun == "people" else f"{digits} people", place, place + 2)
    if following in PERIODS:
        return Per(PERIODS[following], place, place + 2)
    return Per(singular(following), place, place + 2) if following.isalpha() and following not in ("the",) else None


def per_before(tokens: Tokens, first: int, floor: int) -> Per | None:
    """Find what a number is said per in the words before it: monthly wages, each strike, spending per soldier, for every man killed."""
    for place in range(first - 1, max(floor, first - 9) - 1, -1):
        word, following = tokens.words[place], tokens.word(place + 1)
        if word in (";", ".") or (word[0].isdigit() and place < first - 1):
            return None
        if (
            word in _ADVERBS
            and (place == floor or not tokens.capital(place))
            and following.isalpha()
            and following not in _AFTER_A_NEWSPAPER
            and not following.endswith("ed")
        ):
            return Per(_ADVERBS[word], place, place + 1)
        if word == "per" and following.isalpha() and following not in ("cent", "the"):
            return Per(PERIODS.get(following, singular(following)), place, place + 2)
        if word in ("each", "every") and following in PERIODS and tokens.word(place - 1) in ("for", "of", "on"):
            return Per(PERIODS[following], place, place + 2)
        if word in ("each", "every") and following.isalpha() and following not in ("of", "other", "side", "one", "day", "and", "time"):
            if word == "every" and tokens.word(place - 1) == "for" and tokens.word(place + 2) in ("killed", "wounded", "captured", "lost"):
                return Per(f"{following} {tokens.word(place + 2)}", place - 1, place + 3)
            if class_of(following) and (place == floor or tokens.word(place - 1) in _BEFORE_EACH):
                return Per(singular(following), place, place + 2)
    return None
