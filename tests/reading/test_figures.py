"""What a figure takes from the report around it: people, place, date, standing, scope, the whole it is part of, its statement."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from closewatch.reading.figures import find_figures
from closewatch.terms.claim import question_key
from closewatch.terms.figure import Figure, Scope, Standing
from closewatch.terms.report import Report
from closewatch.terms.statement import Manner, Part, Stance, Statement
from closewatch.terms.when import KnownFrom
from closewatch.testing import plain_report

T = TypeVar("T")


def known(value: T | None) -> T:
    """The value, where the test is lost without it."""
    assert value is not None
    return value


def read(text: str, published: str | None = None) -> tuple[Figure, ...]:
    return find_figures(plain_report(text, published=published), ())


def stated(report: Report, words: str, stance: Stance, within: Statement | None = None, part: Part = Part.BODY) -> Statement:
    start = report.text.index(words)
    span = report.span(start, start + len(words))
    cue = report.span(0, 0)
    return Statement(report.id, (), (cue,), (span,), Manner.INDIRECT, stance, within=within.id if within else None, part=part)


def test_two_pays_of_one_population_answer_one_question() -> None:
    first, second = read(
        "The ministry believes that North Korean troops in Russia may receive about $1,500 a month. A deserter disagrees. "
        "He says that those doing road work get just $90 per month."
    )
    assert question_key(first) == question_key(second)
    assert (known(known(first.population).span).exact, known(first.population).country, known(first.population).kind) == (
        "North Korean troops in Russia",
        "KP",
        "combatant",
    )
    assert (known(known(second.population).span).exact, known(second.population).rule) == ("those doing road work", "inherited")
    assert (known(first.place).name, known(second.place).country, known(second.place).rule) == (
        "Russia",
        "RU",
        "inherited: the same population",
    )
    assert (known(first.bound).exact, first.amount.approximate, second.per) == ("about", True, "month")


def test_people_have_a_country_a_role_and_a_class() -> None:
    (figure,) = read("At least 14 Ukrainian prisoners of war were executed.")
    assert (known(figure.population).country, known(figure.population).role, known(figure.population).kind) == (
        "UA",
        "prisoner",
        "protected",
    )
    (figure,) = read("Police detained 30 students.")
    assert (known(figure.population).country, known(figure.population).kind) == (None, "civilian")


def test_a_plain_noun_takes_no_country_over() -> None:
    figures = read("North Korean soldiers were seen. A bus crash killed 12 farmers.")
    assert known(figures[-1].population).country is None


def test_the_place_stands_in_the_sentence_or_comes_from_the_paragraph() -> None:
    first, second = read("Shelling in Kharkiv killed 6 people. Another 11 were wounded.\n\nElsewhere 3 died.")[:2]
    assert (known(first.place).name, known(first.place).country, known(known(first.place).span).exact) == ("Kharkiv", "UA", "Kharkiv")
    assert (known(second.place).country, known(second.place).span, known(second.place).rule) == ("UA", None, "inherited: the paragraph")
    assert read("Shelling in Kharkiv killed 6 people.\n\nElsewhere 3 died.")[1].place is None


def test_a_capital_that_speaks_is_no_place() -> None:
    (figure,) = read("Kyiv says 300 soldiers died.")
    assert figure.place is None


def test_a_date_in_the_text_goes_before_the_day_of_publication() -> None:
    (dated,) = read("As of 13 January 2025, 3,000 had been killed.", published="2025-01-20")
    assert (known(dated.as_of).start, known(dated.as_of).end, known(dated.as_of).known_from) == (
        date(2025, 1, 13),
        date(2025, 1, 13),
        KnownFrom.TEXT,
    )
    (weekday,) = read("On Monday 12 people were killed.", published="2025-01-22")
    assert known(weekday.as_of).start == date(2025, 1, 20)
    (month,) = read("By late December some 1,100 had been wounded.", published="2025-01-22")
    assert (known(month.as_of).start, known(month.as_of).end) == (date(2024, 12, 21), date(2024, 12, 31))
    (undated,) = read("A raid killed 12 people.", published="2025-01-22")
    assert (known(undated.as_of).start, known(undated.as_of).known_from) == (date(2025, 1, 22), KnownFrom.PUBLISHED)
    (unknown,) = read("A raid killed 12 people.")
    assert unknown.as_of is None


def test_background_stays_undated() -> None:
    report = plain_report("The war has killed 9,000 people.", published="2025-01-22")
    (figure,) = find_figures(report, (stated(report, "The war has killed 9,000 people", Stance.ASSERTS, part=Part.BACKGROUND),))
    assert figure.as_of is None


def test_the_innermost_statement_gives_the_figure() -> None:
    report = plain_report("The agency reports that the governor denies that 40 people died.")
    outer = stated(report, "that the governor denies that 40 people died", Stance.REPORTS)
    inner = stated(report, "that 40 people died", Stance.DENIES, within=outer)
    (figure,) = find_figures(report, (outer, inner))
    assert (figure.statement, figure.standing) == (inner.id, Standing.DENIED)


def test_a_figure_of_the_outlet_has_no_statement() -> None:
    (figure,) = read("A raid killed 12 people.")
    assert (figure.statement, figure.speaker) == (None, None)


def test_the_text_may_doubt_fear_or_suppose_a_figure() -> None:
    assert read("The claim of 60 dead could not be verified.")[0].standing is Standing.UNVERIFIED
    assert read("Eleven miners are feared dead.")[0].standing is Standing.FEARED
    assert read("If 500 soldiers die, the town falls.")[0].standing is Standing.HYPOTHETICAL
    assert read("Some 800 troops could")[0].standing is Standing.HYPOTHETICAL, "a text may break off after the word that decides"
    assert read("The army denied that 30 soldiers were killed.")[0].standing is Standing.DENIED
    assert read("The ministry retracted its figure of 80 dead.")[0].standing is Standing.RETRACTED
    assert read("No casualties were reported.")[0].standing is Standing.NONE_REPORTED
    assert read("A raid killed 12 people.")[0].standing is Standing.ASSERTED


def test_scope_says_what_stretch_of_events_a_number_covers() -> None:
    scopes = {
        "Pyongyang plans to send 5,000 engineers.": Scope.PLANNED,
        "Another 1,500 soldiers were sent.": Scope.INCREMENT,
        "So far 4,000 have been killed.": Scope.CUMULATIVE,
        "On average 30 men are killed a day.": Scope.AVERAGE,
        "A blast killed 7.": Scope.EVENT,
    }
    assert {text: read(text)[0].scope for text in scopes} == scopes


def test_a_part_names_its_whole() -> None:
    whole, part = read("18 people drowned, including 5 children.")
    assert (whole.part_of, part.part_of, known(part.population).kind) == (None, whole.id, "child")
    whole, first, second = read("60 killed: 45 in the port, 15 at the school.")
    assert (first.part_of, second.part_of) == (whole.id, whole.id)


def test_an_amount_said_by_another_names_it() -> None:
    killed, wounded = read("33 were killed and twice as many wounded.")
    assert (wounded.amount.best, wounded.derived_from) == (Decimal(66), (killed.id,))


def test_every_word_that_decided_is_named() -> None:
    (figure,) = read("The blast killed 8 people a day.")
    assert {(reason.of, reason.span.exact) for reason in figure.because if reason.span} == {
        ("measure", "killed"),
        ("per", "a day"),
        ("scope", "a day"),
    }


def test_figures_come_in_the_order_of_the_text_and_twice_the_same() -> None:
    report = plain_report("5 dead, 17 hurt.\n\nTwo guards were killed; a driver died.\n\n$300 was paid.")
    figures = find_figures(report, ())
    assert [figure.span.start for figure in figures] == sorted(figure.span.start for figure in figures)
    assert figures == find_figures(report, ())


def test_a_headline_is_read_too() -> None:
    figures = find_figures(plain_report("Nothing else.", headline="12 killed in raid"), ())
    assert [figure.span.exact for figure in figures] == ["12"]


PIECES = [
    *(
        "killed ",
        "12 ",
        "a soldier ",
        "between ",
        "and ",
        "$",
        "5bn ",
        "-",
        "to ",
        "twenty",
        "hundred ",
        "of ",
        "North Korean ",
        "in Russia ",
    ),
    *(". ", "; ", "%", " per month ", "no ", "dozens ", "1,000", ".5", "as many ", "3:1 ", "March ", "2024 ", "1 in 3 ", "if ", "not "),
    *("million ", "half ", "\n\n", "“", "the ", "those ", "earn ", "thousands ", "(", "possibly ", ")", "/", "they ", "each ", "every "),
    *("10 482 ", "’", "\u202f", "at least ", "or more ", "99999999999999999999"),
]


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES), max_size=80).map("".join)))
def test_any_text_can_be_read_and_every_span_holds(text: str) -> None:
    report = plain_report(text, published="2025-02-28")
    for figure in find_figures(report, ()):
        for span in figure.spans():
            report.check(span)
        low, high = figure.amount.low, figure.amount.high
        assert low is None or high is None or low <= high


def test_losses_that_name_nobody_are_of_the_army_spoken_of() -> None:
    report = plain_report("North Korean soldiers fight in Kursk. The agency counts 300 dead and 2,700 wounded.")
    killed, wounded = (known(figure.population) for figure in find_figures(report, ()))
    assert (killed.country, killed.kind, killed.rule) == ("KP", "combatant", "inherited: last spoken of")
    assert (wounded.country, wounded.rule) == ("KP", "inherited: the figure before")


def test_people_killed_in_a_raid_are_of_no_army() -> None:
    figures = find_figures(plain_report("North Korean soldiers fight in Kursk. A raid killed 12 people in Odesa."), ())
    assert figures[-1].population is None


def test_troops_that_a_state_sends_are_its_own() -> None:
    (figure,) = read("North Korea has sent 11,000 soldiers to Russia.")
    assert (known(figure.population).country, known(figure.place).country) == ("KP", "RU")


def test_a_nation_known_for_its_soldiers_is_counted_as_soldiers() -> None:
    (figure,) = read("About 200 North Koreans were killed. North Korean troops went home.")
    assert (known(figure.population).kind, known(figure.population).country) == ("combatant", "KP")


def test_a_whole_does_not_suffer_what_its_part_does() -> None:
    part, whole = read("About 600 of 15,000 North Korean soldiers have been killed.")
    assert (part.measure, whole.measure) == ("killed", "deployed")


def test_a_bare_number_goes_on_from_the_figure_before() -> None:
    first, second = read("Kyiv counted 12,000 North Korean soldiers in Russia. A week before Seoul had spoken of 3,000.")
    assert (second.measure, second.unit, known(second.population).country) == (first.measure, "person", "KP")
