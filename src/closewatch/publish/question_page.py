"""The page of one question as plain text: who gave which answer when, a range chart, revisions, conflicts, and what is not comparable.

Turns a `History` into lines of a given width, without colour, so that it reads the same on a terminal, in a pipe and in a mail. What
belongs on it is decided by `ledger.views.history`, how a chart is drawn by `range_chart`.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from closewatch.publish.range_chart import ASCII, UNICODE, Bar, range_chart
from closewatch.publish.wording import counted, one_line, period_words
from closewatch.terms.change import Polarity
from closewatch.terms.claim import Claim, Question, QuestionKey, QuestionKind
from closewatch.terms.countries import country_name
from closewatch.terms.figure import amount_in_words
from closewatch.terms.history import Given, History
from closewatch.terms.statement import Basis
from closewatch.terms.when import PartialDate, Period

WITH_OUTLETS = 110
"""From how many columns on the table of answers names an outlet beside the number of reports."""

MOST = 40
"""How many rows of one table or list are shown; what is left out is counted."""

LEAST_COLUMN = 8

INDEPENDENT = (
    "proved: origins shown not to lean on each other, each with a basis of its own that is stated; "
    "at most: origins that nothing on the record joins, which may still be one."
)

SCOPES = {
    "event": "event", "cumulative": "total", "increment": "rise", "decrement": "fall", "stock": "at once", "average": "mean",
    "planned": "plan", "forecast": "forecast",
}  # fmt: skip
"""The scope of a figure in one short word; docs/guide/questions.md has them at length."""


def question_page(history: History, outlets: Mapping[str, str], *, width: int = 80, ascii_only: bool = False, most: int = MOST) -> str:
    """Write the page of one question; `outlets` names the outlet of a report by its id."""
    question, dash = history.question, "-" if ascii_only else "—"
    parts = [
        "\n".join(_heading(history, width)),
        *_section("Answers by date", _answers(history.given, outlets, width, most)),
        *_section("Range of each answer", _chart(history.given, width, ascii_only, most)),
        *_section("Claims", _claims(question, width, most)),
        *_section("Told in several places, one origin", _joined(question, width, most)),
        *_section("Who answers what, and when", _answers_given(question, width, most)),
        *_section("Revisions: a later value of the same origin, no conflict", _revisions(question, width, most)),
        *_section("Reversals: who denied or would not say, and later says yes", _reversals(question, width, most)),
        *_section("Conflicts", _conflicts(question, width, most)),
        *_section("Side by side: not held against each other", _beside(history, width, most)),
        *_section("Next to this question: counted apart", _related(history, width)),
        "\n".join(_trace(question, width)),
    ]
    page = "\n\n".join(part for part in parts if part) + "\n"
    return page if not ascii_only else page.replace("—", dash).replace("…", "...").replace("“", '"').replace("”", '"').replace("·", "-")


def _section(title: str, lines: Iterable[str]) -> list[str]:
    body = "\n".join(lines)
    return [f"{title}\n{body}"] if body else []


def _heading(history: History, width: int) -> Iterator[str]:
    question = history.question
    yield from textwrap.wrap(one_line(question.wording), width)
    yield from textwrap.wrap(f"{key_words(question.key)}  {question.id[:13]}", width)
    counts = [
        counted(len(question.claims), "claim"),
        counted(len({origin.actor.id for claim in question.claims for origin in claim.origins}), "origin"),
        counted(len({report for claim in question.claims for report in claim.reports}), "report"),
        counted(len(question.conflicts), "conflict"),
        counted(len(question.revisions), "revision"),
    ]
    if question.key.kind is QuestionKind.YES_NO:
        counts[-1] = counted(len(question.reversals), "reversal")
    yield from textwrap.wrap(", ".join(counts), width)
    if not question.claims:
        yield "Nobody asserts an amount: there are denials alone, which are no claims of their own."


def key_words(key: QuestionKey) -> str:
    """Put the key of a question into words: what all answers to it share.

    >>> key_words(QuestionKey("killed", "person", None, "KP", "combatant", "RU"))
    'killed, in persons; of whom: North Korea, combatant; where: Russia'
    """
    what = [
        key.measure or "being there",
        *([f"in {key.unit.replace('|', ' or ')}s" if key.unit.islower() else f"in {key.unit}"] if key.unit else []),
    ]
    whom = [country_name(key.population_country)] if key.population_country else []
    whom += [key.population_class] if key.population_class else []
    where = country_name(key.place_country) if key.place_country else "not said"
    each = f" per {key.per}" if key.per else ""
    return f"{', '.join(what)}{each}; of whom: {', '.join(whom) or 'not said'}; where: {where}".replace("percents", "percent")


def _answers(given: Sequence[Given], outlets: Mapping[str, str], width: int, most: int) -> Iterator[str]:
    if not given:
        return
    rows = [
        (
            as_of_words(one.as_of),
            one.first_said or "no date",
            one_line(one.actor.name, 60),
            one_line(amount_in_words(one.amount), 40) + (" (changed on the way)" if one.changed else ""),
            SCOPES[one.scope.value],
            one.basis.value if one.basis is not Basis.UNSTATED else "",
            _reports(one.reports, outlets) if width >= WITH_OUTLETS else str(len(one.reports)),
        )
        for one in given[:most]
    ]
    yield from _table(("as of", "first said", "who", "answer", "scope", "basis", "in"), rows, width)
    yield from _more(len(given) - len(rows), "other answer")


def as_of_words(period: Period | None) -> str:
    """Say what time an answer holds for; a whole month or year by its name.

    >>> from datetime import date
    >>> as_of_words(Period(date(2025, 1, 1), date(2025, 1, 31))), as_of_words(None)
    ('2025-01', 'not said')
    """
    if period is None or (period.start is None and period.end is None):
        return "not said"
    for iso in (f"{period.start}"[:7], f"{period.start}"[:4]) if period.start else ():
        if PartialDate(iso).period() == period:
            return iso
    return period_words(period)


def _reports(reports: Sequence[str], outlets: Mapping[str, str]) -> str:
    names = sorted({one_line(outlets[report], 24) for report in reports if report in outlets})
    rest = len(names) - 1
    return f"{len(reports)}" + (f": {names[0]}" if names else "") + (f" and {rest} more" if rest > 0 else "")


def _chart(given: Sequence[Given], width: int, ascii_only: bool, most: int) -> Iterator[str]:
    bars: dict[tuple[str, str], Bar] = {}
    for one in given:
        day = str((one.as_of.end or one.as_of.start) if one.as_of else "no date")
        if one.amount.low is None and one.amount.high is None:
            continue
        soft = bars.get((day, one.claim))
        if soft is None or (one.amount.approximate and not soft.amount.approximate):
            bars[day, one.claim] = Bar(f"{day if day != 'None' else 'no date':10} {one_line(amount_in_words(one.amount), 18)}", one.amount)
    drawn = list(bars.values())[:most]
    last = ""
    for place, bar in enumerate(drawn):  # a date stands once
        day = bar.label[:10]
        drawn[place] = replace(bar, label=f"{'' if day == last else day:10}{bar.label[10:]}")
        last = day
    chart = range_chart(drawn, width, ASCII if ascii_only else UNICODE)
    if chart:
        yield chart
        yield from _more(len(bars) - len(drawn), "other bar")


def _proved_names(claim: Claim) -> str:
    """Name the origins that are proved independent, in brackets."""
    names = sorted(one_line(origin.actor.name, 30) for origin in claim.origins if origin.id in claim.independent)
    return f" ({', '.join(names)})" if names else ""


def _claims(question: Question, width: int, most: int) -> Iterator[str]:
    if not question.claims:
        return
    rows = [
        (
            one_line(claim.wording, 40),
            f"{claim.proved} proved{_proved_names(claim)}, at most {claim.at_most}",
            str(len(claim.reports)),
            ", ".join(one_line(actor.name, 40) for actor in claim.denied_by) or "nobody",
            claim.id[:13],
        )
        for claim in question.claims[:most]
    ]
    yield from _table(("claim", "independent origins", "reports", "denied by", "id"), rows, width)
    yield from _more(len(question.claims) - len(rows), "other claim")
    yield from textwrap.wrap(INDEPENDENT, width, initial_indent="  ", subsequent_indent="  ")


def _joined(question: Question, width: int, most: int) -> Iterator[str]:
    """The origins that came through several reports or have other values joined to them: how many by which rule, and how many changed."""
    several = [(claim, origin) for claim in question.claims for origin in claim.origins]
    origins = [(claim, origin) for claim, origin in several if len(origin.reports) > 1 or origin.joined or origin.drifted]
    for claim, origin in origins[:most]:
        rules = Counter(one.rule for one in origin.joined)
        rules["named as who says it"] = len(origin.members or origin.statements) - len({one.member for one in origin.joined})
        why = ", ".join(f"{rule} ({number})" for rule, number in sorted(rules.items()) if number > 0)
        changed = f"changed on the way: {counted(len(origin.drifted), 'value')}" if origin.drifted else ""
        who = f"{one_line(claim.wording, 40)}, {one_line(origin.actor.name, 60)}"
        told = "; ".join(part for part in (counted(len(origin.reports), "report"), why, changed) if part)
        yield from _item(f"{who}: {told}. {origin.id[:13]}", width)
    yield from _more(len(origins) - most, "other origin")


def _answers_given(question: Question, width: int, most: int) -> Iterator[str]:
    """The answers to a yes/no question, each with everybody who gives it, the earliest first."""
    for claim in question.claims if question.key.kind is QuestionKind.YES_NO else ():
        given = sorted(claim.origins, key=lambda origin: (origin.first_said or "9999", origin.actor.name))
        said = [f"{one_line(origin.actor.name, 60)} ({origin.first_said or 'no date'})" for origin in given[:most]]
        rest = f" and {counted(len(given) - most, 'other')}" if len(given) > most else ""
        yield from _item(f"{one_line(claim.wording)}: {'; '.join(said)}{rest}", width)


def _reversals(question: Question, width: int, most: int) -> Iterator[str]:
    for one in question.reversals[:most]:
        was = "denied" if one.was is Polarity.NO else "would not say"
        first = (
            f"{one_line(one.actor.name, 60)} {was} on {one.earlier_said}, {one_line(one.later_actor.name, 60)} says yes on {one.later_said}"
        )
        yield from _item(f"{first} ({one_line(one.because)}). {one.earlier[:13]} {one.later[:13]}", width)
    yield from _more(len(question.reversals) - most, "other reversal")


def _revisions(question: Question, width: int, most: int) -> Iterator[str]:
    words = {claim.id: claim.wording for claim in question.claims}
    for one in question.revisions[:most]:
        dates = [as_of_words(period) for period in (one.earlier_as_of, one.later_as_of)]
        line = f"{one_line(one.actor.name, 60)}: {words[one.earlier]} (as of {dates[0]}), then {words[one.later]} (as of {dates[1]})"
        yield from _item(line, width)
    yield from _more(len(question.revisions) - most, "other revision")


def _conflicts(question: Question, width: int, most: int) -> Iterator[str]:
    claims = {claim.id: claim for claim in question.claims}
    for one in question.conflicts[:most]:
        left, right = (_names(claims[side]) if side in claims else set() for side in (one.left, one.right))
        both = (left - right or left, right - left or right) if one.right in claims else ()  # of a denial the reason names both
        sides = " / ".join(_side(names) for names in both if names)
        yield from _item(f"{one_line(one.because) or one.kind.value}. {f'{sides}. ' if sides else ''}{one.id[:13]}", width)
    yield from _more(len(question.conflicts) - most, "other conflict")


def _names(claim: Claim) -> set[str]:
    return {one_line(origin.actor.name, 40) for origin in claim.origins}


def _side(names: set[str]) -> str:
    first, *others = sorted(names)
    return f"{first} and {len(others)} more" if others else first


def _beside(history: History, width: int, most: int) -> Iterator[str]:
    groups: dict[str, tuple[list[str], list[str]]] = {}
    singles = []
    for one in history.side_by_side:
        amounts, _, difference = one_line(one.because).partition(": ")
        left, _, right = amounts.partition(" and ")
        if one.differs in (("scope",), ("as_of",)) and not any(map(str.isdigit, difference)):
            for side, amount in zip(groups.setdefault(difference, ([], [])), (left, right), strict=True):
                side += [amount] * (amount not in side)
        else:
            singles.append(one)
    for difference, (lefts, rights) in groups.items():
        yield from _item(f"{_few(lefts)} beside {_few(rights)}: {difference}", width)
    for one in singles[:most]:
        yield from _item(one_line(one.because), width)
    yield from _more(len(singles) - most, "other pair")
    yield from _more(history.untold, "pair", "not looked at: the question has too many claims")


MOST_AMOUNTS = 12


def _few(amounts: Sequence[str]) -> str:
    rest = len(amounts) - MOST_AMOUNTS
    return ", ".join(amounts[:MOST_AMOUNTS]) + (f" and {rest} more" if rest > 0 else "")


def _related(history: History, width: int) -> Iterator[str]:
    for one in history.related:
        about = f"differs in {one.differs} ({one_line(one.because)})"
        line = f"{one_line(one.wording)}, {counted(one.claims, 'claim')}, {about} {one.question[:13]}"
        yield from _item(line, width)


def _trace(question: Question, width: int) -> list[str]:
    ids = [(question.id, "the question")] + [(claim.id, "a claim") for claim in question.claims[:1]]
    ids += [(conflict.id, "a conflict") for conflict in question.conflicts[:1]]
    shown = ", ".join(f"{identity[:13]} {what}" for identity, what in ids)
    return textwrap.wrap(f"closewatch trace CASE ID goes down from any id to the exact words and their original: {shown}", width)


def _item(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, initial_indent="  · ", subsequent_indent="    ")


def _more(count: int, noun: str, why: str = "left out here") -> Iterator[str]:
    if count > 0:
        yield f"  … {counted(count, noun)} {why}"


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    """Write rows under their columns; the widest columns are narrowed until all fit, and their cells wrapped."""
    widths = [max(len(cell) for cell in column) for column in zip(columns, *rows, strict=True)]
    words = [max((len(word) for cell in column for word in cell.split()), default=1) for column in zip(columns, *rows, strict=True)]
    while sum(widths) + 2 * len(widths) > width and max(widths) > LEAST_COLUMN:
        roomy = [place for place, size in enumerate(widths) if size > words[place]] or [widths.index(max(widths))]
        widths[max(roomy, key=widths.__getitem__)] -= 1
    for place, row in enumerate((columns, *rows)):
        cells = [textwrap.wrap(cell, size) or [""] for cell, size in zip(row, widths, strict=True)]
        for line in range(max(map(len, cells))):
            shown = (f"{cell[line] if line < len(cell) else '':{size}}" for cell, size in zip(cells, widths, strict=True))
            yield ("  " + "  ".join(shown)).rstrip()
        if place == 0:
            yield "  " + "  ".join("-" * size for size in widths)
