"""Turns what was said into what a coder would store, by a named profile: ACLED, MUC-4, ISAF, Wikimpacts, or unchanged (house).

A profile is applied where figures leave the ledger and nowhere else. Every coded amount names its rule and its source, and says whether
it admits more or less than what was said; where no source shows what that coder does, nothing is coded and the reason is named. The
rules themselves are in `publish.codebooks`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from closewatch.publish.codebooks import ISAF, PROFILES, Profile, Said, way_of_saying
from closewatch.publish.shapes import Shape, unit_shape
from closewatch.terms.figure import Figure, FigureKind, Range, Scope, Standing, amount_in_words
from closewatch.terms.record import plain_number

NOT_SAID = frozenset((Standing.DENIED, Standing.RETRACTED, Standing.HYPOTHETICAL, Standing.FEARED))
"""What the text does with numbers of which it does not say that they are so; "none reported" has a rule of its own."""
NOT_HAPPENED = frozenset((Scope.PLANNED, Scope.FORECAST, Scope.AVERAGE))
_EXPORTS = "Closewatch, coding profiles: an export of events holds what is said to have happened"


@dataclass(frozen=True)
class Coded:
    """What a coder stores for an amount: None where nothing is coded, and then the rule is the reason.

    `value` is the one number of a coder whose column takes one. `widened`: it admits numbers that what was said does not, or counts
    something else; `narrowed`: it leaves out numbers that what was said admits.
    """

    profile: str
    amount: Range | None
    value: Decimal | None
    unit: str | None
    rule: str
    says: str
    source: str
    widened: bool = False
    narrowed: bool = False

    @property
    def low(self) -> Decimal | None:
        """The lower end, None where it is open or nothing is coded."""
        return self.amount.low if self.amount else None

    @property
    def high(self) -> Decimal | None:
        """The upper end, None where it is open or nothing is coded."""
        return self.amount.high if self.amount else None

    @property
    def written(self) -> str:
        """The amount as this coder writes it, "" where nothing is coded."""
        if self.amount is None:
            return ""
        if self.profile == "muc":
            return _as_a_key(self.amount)
        if self.profile == "house":
            return amount_in_words(self.amount)
        if self.value is not None:
            return plain_number(self.value) or ""
        return f"{plain_number(self.low) or ''}-{plain_number(self.high) or ''}"

    @property
    def change(self) -> str:
        """What coding did to what was said, in words; "" where nothing."""
        return " and ".join(["widened"] * self.widened + ["narrowed"] * self.narrowed)


def names() -> tuple[str, ...]:
    """Give the names of the profiles.

    >>> names()
    ('acled', 'house', 'isaf', 'muc', 'wikimpacts')
    """
    return tuple(profile.name for profile in PROFILES)


def profile_named(name: str) -> Profile:
    """Give the profile of a name.

    Raises: ValueError for a name that no profile has, naming those there are.
    """
    for profile in PROFILES:
        if profile.name == name:
            return profile
    raise ValueError(f"wanted one of {', '.join(names())}, found {name!r}")


def code(figure: Figure, profile: Profile) -> Coded:
    """Give what a coder stores for a figure; nothing for what that coder has no column for, or what is not said to have happened.

    >>> from closewatch.publish.codebooks import ACLED, ISAF
    >>> from closewatch.testing import plain_report
    >>> report = plain_report("Dozens died.")
    >>> died = Figure(report.id, report.span(0, 6), "killed", Range(low=Decimal(24), open_high=True, vague="dozens"), unit="person")
    >>> coded = code(died, ACLED)
    >>> coded.value, coded.rule, coded.widened
    (Decimal('12'), 'acled.vague', True)
    >>> code(died, ISAF).rule
    'isaf.not-seen'
    """
    if profile.counts_alone:
        if figure.kind is not FigureKind.COUNT:
            return _nothing(profile, "not-a-count", "shares, rates, ratios and money are not stored", profile.source)
        if profile.measures is not None and figure.measure not in profile.measures:
            return _nothing(profile, "no-column", f"there is no column for {figure.measure}", profile.source)
        if profile.units is not None and figure.unit not in profile.units:
            return _nothing(profile, "no-column", f"there is no column for the unit {figure.unit}", profile.source)
        if figure.standing in NOT_SAID or figure.scope in NOT_HAPPENED:
            what = figure.standing.value if figure.standing in NOT_SAID else figure.scope.value
            return _nothing(profile, "not-happened", f"the number is {what}: it is not said to have happened", _EXPORTS)
    return code_amount(figure.amount, profile, figure.unit)


def code_amount(amount: Range, profile: Profile, unit: str | None = None) -> Coded:
    """Give what a coder stores for an amount, whatever it counts.

    >>> from closewatch.publish.codebooks import MUC, WIKIMPACTS
    >>> code_amount(Range(low=Decimal(630), open_high=True), MUC).written
    '630-'
    >>> code_amount(Range(low=Decimal(630), open_high=True), WIKIMPACTS).written
    '630-640'
    """
    way = way_of_saying(amount)
    rule, made = profile.rules.get(way), None
    says, source = (rule.says, rule.source) if rule else (profile.word_rule, profile.source)
    if profile.counts_alone and not all(end is None or end == end.to_integral_value() for end in (amount.low, amount.high)):
        return _nothing(profile, "not-whole", "only whole numbers are stored", profile.source)
    if rule:
        made = rule.makes(amount)
    elif way is Said.VAGUE and not amount.open_low:
        made = profile.words.get(amount.vague or "")
    if made is None:
        said = f'"{amount.vague}"' if amount.vague else way.value.replace("-", " ")
        return _nothing(profile, "not-seen", f"no source shows what is stored for {said}", profile.source)
    counted = unit
    if profile.as_family and unit == "family" and way is not Said.NONE_REPORTED:
        made, counted, says = profile.as_family(made, way), "person", f"{says}; a family is 5 people, 3 at the lower of two ends"
    value = made.low if profile.one_number else made.best
    widened, narrowed = (False, False) if made is amount else (not _inside(made, amount), not _inside(amount, made))
    narrowed = narrowed or (amount.approximate and not made.approximate and made.low == made.high)
    return Coded(profile.name, made, value, counted, f"{profile.name}.{way}", says, source, widened or counted != unit, narrowed)


def _nothing(profile: Profile, rule: str, says: str, source: str) -> Coded:
    return Coded(profile.name, None, None, None, f"{profile.name}.{rule}", says, source)


End: TypeAlias = tuple[Decimal, int]
"""Where an interval begins or ends; 1 beyond a number that it just leaves out, -1 before it."""
_LEAST: End = (Decimal("-Infinity"), 0)
_MOST: End = (Decimal("Infinity"), 0)


def _ends(amount: Range) -> tuple[End, End] | None:
    """Give the first and the last number that an amount admits; None where no number was said."""
    if amount.low is None and amount.high is None:
        return None
    beside = int(amount.strict and amount.low != amount.high)
    first = _LEAST if amount.low is None or amount.open_low else (amount.low, beside)
    last = _MOST if amount.high is None or amount.open_high else (amount.high, -beside)
    return first, last


def _inside(inner: Range, outer: Range) -> bool:
    """Tell whether every number that one amount admits is admitted by the other."""
    one, other = _ends(inner), _ends(outer)
    if one is None:
        return True
    return other is not None and other[0] <= one[0] and one[1] <= other[1]


def _as_a_key(amount: Range) -> str:
    """Write an amount as the MUC-4 answer keys do."""
    if amount.vague:
        return amount.vague
    low, high = (plain_number(end) or "" for end in (amount.low, amount.high))
    if low == high:
        return f"~{low}" if amount.approximate else low
    return f"{low}-{high}"


CODED_COLUMNS = ("coded_low", "coded_high", "coded_value", "coded_rule", "coded_change")
"""The columns that a profile adds to a table of figures."""


def coded_row(coded: Coded) -> tuple[str, ...]:
    """Give a coded amount as the cells of a table, under `CODED_COLUMNS`; an end that is open, or not coded, is empty."""
    return (*(plain_number(number) or "" for number in (coded.low, coded.high, coded.value)), coded.rule, coded.change)


def coded_shape(coded: Coded) -> Shape:
    """Give a coded amount in JSON, with its rule in words and the source of the rule."""
    return {
        "coded_profile": coded.profile,
        "coded_low": plain_number(coded.low),
        "coded_high": plain_number(coded.high),
        "coded_value": plain_number(coded.value),
        "coded_unit": unit_shape(coded.unit),
        "coded_written": coded.written,
        "coded_rule": coded.rule,
        "coded_says": coded.says,
        "coded_source": coded.source,
        "coded_widened": coded.widened,
        "coded_narrowed": coded.narrowed,
    }


_LEADS = re.compile(
    r"\b(?:sub-?)?(?:leader|commander|facilitator|chief|financier|coordinator|planner|expert|supplier|dealer|emir|governor)s?\b",
    re.IGNORECASE,
)
"""Those whom a release names by what they do; it counts them apart from those who were with them."""
_OTHERS = re.compile(
    r"\b(?:civilians?|children|child|wom[ae]n|females?|girls?|boys?|villagers?|locals?|soldiers?|troops|police(?:m[ae]n)?|"
    r"service ?members?|marines?|U\.?S\.?|Americans?|ISAF|coalition|ANSF|officers?|officials?|elders?|hostages?|interpreters?)\b",
    re.IGNORECASE,
)
"""Those whom the coder mostly does not count: the columns are for the other side."""

_STRETCH = re.compile(r"\b(?:since|so far|to date|until now|up to now|as of|year|campaign|toll)\b", re.IGNORECASE)


def minima(figures: Iterable[Figure], measures: Collection[str]) -> int:
    """Give the least number of people of the other side that a release says were killed, or taken, as the ISAF coder counts them.

    `figures` are those of one release in the order of its text, `measures` what makes up the column: ("killed",), or ("captured",
    "detained", "surrendered"). Leaders and those with them are counted apart and added. Of each, the first number is what the release says
    in all, and what follows counts where separate events come to more; the same number said again is a repeat, and a part of a whole is
    in the whole. What adds up a stretch of time ("since January") is another matter. A vague word gives way to a number. Where all that
    is read comes in addition to somebody ("one additional insurgent"), that one is counted. What the profile has no rule for counts with
    the smallest number that was said.
    """
    kept = [figure for figure in figures if figure.measure in measures and _counts(figure)]
    kept = [figure for figure in kept if not _runs_on(figure)] or kept
    leading = [figure for figure in kept if _LEADS.search(_who(figure))]
    led = [figure for figure in kept if not _LEADS.search(_who(figure))]
    implied = bool(led) and not leading and all(figure.scope is Scope.INCREMENT for figure in led)
    return _in_all(leading) + _in_all(led) + implied


def _in_all(figures: list[Figure]) -> int:
    numbers = list(dict.fromkeys(_least(figure) for figure in figures if not figure.amount.vague))
    said = max(numbers[0], sum(numbers[1:])) if numbers else 0
    return said if said > 1 else said + max((_least(figure) for figure in figures if figure.amount.vague), default=0)


def _counts(figure: Figure) -> bool:
    """Tell whether a figure counts people of the other side, as something that happened."""
    population, coded = figure.population, code(figure, ISAF)
    if coded.amount is None and coded.rule != "isaf.not-seen":
        return False
    if figure.part_of or figure.amount.low is None:
        return False
    return population is None or (
        population.kind not in ("civilian", "child", "protected") and not (population.span and _OTHERS.search(population.span.exact))
    )


def _runs_on(figure: Figure) -> bool:
    """Tell whether a number is that of a stretch of time ("since January"), and not only of all that a release tells of ("in all")."""
    words = next((reason.span.exact for reason in figure.because if reason.of == "scope" and reason.span), "")
    return figure.scope is Scope.CUMULATIVE and bool(_STRETCH.search(words))


def _who(figure: Figure) -> str:
    words = figure.population.span.exact if figure.population and figure.population.span else ""
    return f"{figure.span.exact} {words}"


def _least(figure: Figure) -> int:
    value = code(figure, ISAF).value
    return int(figure.amount.low or 0) if value is None else int(value)
