"""The table of UCDP GED: its 49 columns, and what of them a claim about people killed can fill.

Who fought whom, where on the map, and which side the dead were on is for a coder: no report says it in UCDP's own numbers.
"""

from __future__ import annotations

from decimal import Decimal

from closewatch.publish.codebooks import PEOPLE, Profile, Rule, Said, point
from closewatch.publish.exports.coders.coder import LEDGER, Coder, Fill, Filled, Gap, amount_unfilled, days_filled, place_filled, shifted
from closewatch.publish.exports.coders.happenings import Happening
from closewatch.terms.figure import Range
from closewatch.terms.record import plain_number

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id", "conflict_name",
    "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b",
    "number_of_sources", "source_article", "source_office", "source_date", "source_headline", "source_original", "where_prec",
    "where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid", "country",
    "country_id", "region", "event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians",
    "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
)  # fmt: skip
"""The columns of the UCDP Georeferenced Event Dataset, in its order."""

_GED = "UCDP GED codebook: best is the most likely number, low and high the lowest and the highest reliable one"
_WHOLE = "people are counted in whole numbers"


def _lowest(amount: Range) -> Range | None:
    return None if amount.low is None else point(amount.low)


UCDP = Profile(
    name="ucdp",
    title="UCDP GED: low, best and high",
    source=_GED,
    rules={
        Said.NUMBER: Rule(_lowest, "the number that one source gives is best, low and high of that source", _GED),
        Said.RANGE: shifted(0, 0, "both ends as they are given; best is left to the coder", _GED),
        Said.STRICT_RANGE: shifted(1, -1, f"the numbers between the two ends: {_WHOLE}", _GED),
        Said.AT_LEAST: shifted(0, None, "the number is the low; best and high are left to the coder", _GED),
        Said.MORE_THAN: shifted(1, None, f"one more than the number is the low: {_WHOLE}", _GED),
        Said.UP_TO: shifted(None, 0, "the number is the high; low and best are left to the coder", _GED),
        Said.FEWER_THAN: shifted(None, -1, f"one less than the number is the high: {_WHOLE}", _GED),
    },
    measures=frozenset(("killed",)),
    units=PEOPLE,
)
"""What of an amount goes into low, best and high without a judgement; the rest is left to the coder, vague words among it."""


def _fill(happening: Happening) -> Filled:
    yield from _sources(happening)
    yield from days_filled(happening, "date_start", "date_end", "year")
    yield from place_filled(happening, "where_description")
    coded = happening.coded(UCDP)
    said = {"low": coded.low, "best": coded.amount.best if coded.amount else None, "high": coded.high}
    for column, number in said.items():
        if number is None:
            yield amount_unfilled(happening, UCDP, column)
        else:
            yield Fill(column, plain_number(number) or "", f"{coded.rule}: {coded.says}", coded.source)
    yield from _split(happening, said["best"])


def _sources(happening: Happening) -> Filled:
    names = "; ".join(dict.fromkeys(origin.actor.name for origin in happening.claim.origins))
    origins = "those whom the claim goes back to, as far as the reports tell, copies of one another counted once"
    yield Fill(
        "number_of_sources", str(happening.claim.at_most), f"{origins}; cw_origins_proved says how many are proved independent", LEDGER
    )
    yield Fill("source_original", names, origins, LEDGER)
    told = {
        "source_office": happening.each(lambda report: report.publisher),
        "source_date": happening.each(lambda report: (report.published or "")[:10]),
        "source_headline": happening.each(lambda report: report.headline),
        "source_article": happening.each(
            lambda report: ",".join((report.publisher or "", (report.published or "")[:10], report.headline or ""))
        ),
    }
    for column, words in told.items():
        if words:
            yield Fill(column, words, "of the reports that carry the claim, the earliest first", LEDGER)
        else:
            yield Gap(column, "no report behind the claim says it")


def _split(happening: Happening, best: Decimal | None) -> Filled:
    kind = happening.population.kind if happening.population else None
    if kind == "civilian" and best is not None:
        yield Fill("deaths_civilians", plain_number(best) or "", "the reports call those killed civilians", LEDGER)
    elif kind == "civilian":
        yield amount_unfilled(happening, UCDP, "deaths_civilians")
    else:
        yield Gap(
            "deaths_civilians", f"the reports do not say how many of those killed were civilians (cw_population_class: {kind or 'none'})"
        )
    for column in ("deaths_a", "deaths_b"):
        yield Gap(column, "which side those killed were on follows from the dyad, which the ledger does not code")
    yield Gap("deaths_unknown", "what is left of best once the other three are filled")


UCDP_GED = Coder(
    name="ucdp",
    title="the columns of UCDP GED",
    columns=COLUMNS,
    measures=frozenset(("killed",)),
    profile=UCDP,
    fill=_fill,
    why_empty={
        "type_of_violence": "1 state-based, 2 non-state, 3 one-sided: a judgement about the parties",
        "event_clarity": "1 where the event can be told from others, 2 where it is a summary: a judgement of the coder",
        "where_prec": "1 to 7: a judgement about the place named in where_description",
        "date_prec": "follows from how the coder dates the event",
        "country": "UCDP has names of its own; cw_place_country is the ISO code that the reports lead to",
        "country_id": "UCDP numbers countries after Gleditsch and Ward",
        "adm_1": "UCDP spells regions in its own way; see where_description",
    },
    otherwise="the ledger does not know it: identifiers, parties and places on the map are UCDP's own",
)
