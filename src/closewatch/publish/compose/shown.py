"""The pictures and tables of a dossier: each chart as SVG, in words, with the table of the data behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from closewatch.publish.charts.origins import origin_signs
from closewatch.publish.charts.range_history import range_history_svg, range_history_table
from closewatch.publish.charts.relay_graph import relay_graph_svg, relay_graph_table
from closewatch.publish.charts.source_graph import TieBetween, source_graph_svg, source_graph_table
from closewatch.publish.charts.svg import ChartTable
from closewatch.publish.charts.timeline import TimelineBar, TimelineEvent, case_timeline_svg, case_timeline_table
from closewatch.publish.compose.evidence import MOST_CITES, Evidence, anchor_of, listed_words
from closewatch.publish.wording import counted, one_line
from closewatch.terms.claim import Claim, QuestionKind
from closewatch.terms.dossier import Chart, Row, Table
from closewatch.terms.figure import Figure
from closewatch.terms.history import Given, History

MOST_DATA, LONGEST_CELL = 60, 240
"""How many rows stand behind a picture, and how many signs in one cell; rows that are left out are counted."""

MOST_RELAYS, MOST_TOLD = 2, 60
"""Of how many answers to a question it is drawn who told whom (of none where there are many questions), and with how many reports at
most: a larger picture tells nothing."""


def behind(caption: str, table: ChartTable, cites: Sequence[Iterable[str]] = (), *, most: int = MOST_DATA, each: int = MOST_CITES) -> Table:
    """Give the data behind a picture, as many rows as a page can hold; `cites` are what its rows rest on, in their order."""
    kept = table.rows[:most]
    rows = tuple(
        Row(
            tuple(one_line(cell, LONGEST_CELL) for cell in row),
            tuple(dict.fromkeys(cites[place]))[:each] if cites else (),
        )
        for place, row in enumerate(kept)
    )
    return Table(caption, table.columns, rows, len(table.rows) - len(rows))


def answers_chart(evidence: Evidence, history: History) -> Chart | None:
    """Draw the answers over time: the range of each, or the lanes of yes and no, with each answer by date in the table behind it. None
    where there is nothing to draw."""
    question = history.question
    if not question.claims:
        return None
    svg = range_history_svg(history, name=f"range-{anchor_of(question.id)}")
    about = (
        f"{counted(len(question.claims), 'answer')} by {counted(question.at_most, 'origin')}, over time; the table has the same in words."
    )
    table = range_history_table(history)
    cites, most = _cites_of_answers(evidence, history), evidence.within(MOST_DATA)
    data = behind("Each answer as each origin gave it, by date", table, cites, most=most, each=0 if evidence.many else MOST_CITES)
    return Chart(f"Answers over time: {one_line(question.wording)}", about, svg, data)


def _cites_of_answers(evidence: Evidence, history: History) -> Sequence[tuple[str, ...]]:
    """Give what the rows of the table behind the answers rest on, in the order of `range_history_table`."""
    if history.question.key.kind is not QuestionKind.YES_NO:
        return [_values_given(evidence, history, one) for one in history.given[: evidence.within(MOST_DATA)]]
    numbers = {sign.actor.id: sign.number for sign in origin_signs(history)}
    pairs = [(claim, origin) for claim in history.question.claims for origin in claim.origins]
    pairs.sort(key=lambda pair: (pair[1].first_said or "9999", numbers[pair[1].actor.id], pair[0].id))
    return [evidence.values_of(origin) for _, origin in pairs[: evidence.within(MOST_DATA)]]


def _values_given(evidence: Evidence, history: History, given: Given) -> tuple[str, ...]:
    """Name the values of one row: of that origin, in those reports, for that date."""
    origins = [origin for claim in history.question.claims for origin in claim.origins if given.changed or claim.id == given.claim]
    values = {
        value for origin in origins if given.changed or origin.actor.id == given.actor.id for value in (*origin.members, *origin.drifted)
    }
    reports = set(given.reports)
    of_reports = sorted(value for value in values if evidence.report_of(value) in reports)
    fitting = [value for value in of_reports if _fits(evidence.held(value).value, given)]
    return tuple(fitting or of_reports)


def _fits(figure: object, given: Given) -> bool:
    if not isinstance(figure, Figure):
        return False
    ends = (figure.amount.low, figure.amount.high) == (given.amount.low, given.amount.high)
    return ends and (figure.as_of.period if figure.as_of else None) == given.as_of and figure.scope is given.scope


def relay_charts(evidence: Evidence, ranked: Sequence[Claim]) -> Iterator[Chart]:
    """Draw who told whom, for the answers that stand in more than one report."""
    told = [
        claim for claim in ranked if 1 < len(claim.reports) <= MOST_TOLD and any(origin.edges or origin.joined for origin in claim.origins)
    ]
    for claim in told[: 0 if evidence.many else MOST_RELAYS]:
        values = sorted({value for origin in claim.origins for value in (*origin.members, *origin.statements)})
        held_in = {value: evidence.report_of(value) for value in values}
        drifts = tuple(evidence.publication.drifts_from(sorted({one for origin in claim.origins for one in origin.drifted})))
        reports = {*claim.reports, *(words.report for one in drifts for words in (one.here_words, one.of_words))}
        bylines = {report: evidence.byline(report) for report in sorted(reports)}
        outlets = {report: byline.outlet or "no outlet named" for report, byline in bylines.items()}
        days = {report: byline.day for report, byline in bylines.items() if byline.day}
        via: dict[str, list[str]] = {}
        for value in values:
            statement = evidence.statement_of(value)
            if statement:
                relays = via.setdefault(statement.value.report, [])
                relays += [name for name in statement.value.via if name not in relays]
        named = f"relays-{anchor_of(claim.id)}"
        svg = relay_graph_svg(claim, outlets, days=days, via=via, held_in=held_in, drifts=drifts, name=named)
        table = relay_graph_table(claim, outlets, days=days, via=via, held_in=held_in, drifts=drifts)
        names = listed_words(one_line(origin.actor.name, 80) for origin in claim.origins)
        about = f"“{one_line(claim.wording, 80)}” from {names} to {counted(len(claim.reports), 'report')}, step by step as in the table."
        yield Chart(f"Who told whom: “{one_line(claim.wording, 80)}”", about, svg, behind("Each step", table))


def timeline_chart(bars: Sequence[TimelineBar], events: Sequence[TimelineEvent]) -> Chart:
    """Draw how many reports there are of each period, and what happened in the questions of the dossier."""
    about = (
        f"{counted(sum(bar.reports for bar in bars), 'dated report')}, {counted(len(events), 'event')} in the questions of this dossier."
    )
    table = case_timeline_table(bars)
    periods = ChartTable(table.columns[:-1], tuple(row[:-1] for row in table.rows))  # the events stand in a table of their own
    return Chart("Reports and events over time", about, case_timeline_svg(bars, events), behind("Reports of each period", periods))


def sources_chart(ties: Sequence[TieBetween], cites: Sequence[Iterable[str]]) -> Chart:
    """Draw who is carried by whom in the questions of the dossier; `ties` come the strongest first, `cites` are what each rests on."""
    actors, outlets = {tie.actor.id for tie in ties}, {tie.outlet for tie in ties}
    about = f"{counted(len(actors), 'origin')} and {counted(len(outlets), 'outlet')} that carry them."
    table = source_graph_table(ties)
    return Chart("Who says it, and who carries it", about, source_graph_svg(ties), behind("In how many reports", table, cites))
