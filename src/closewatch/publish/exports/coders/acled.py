"""The table of ACLED: its 31 columns, and what of them a claim about people killed can fill. ACLED stores no injuries."""

from __future__ import annotations

from closewatch.publish.codebooks import ACLED
from closewatch.publish.exports.coders.coder import LEDGER, Coder, Fill, Filled, Gap, amount_unfilled, days_filled, place_filled
from closewatch.publish.exports.coders.happenings import Happening
from closewatch.terms.record import plain_number

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1", "assoc_actor_1",
    "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region", "country", "admin1", "admin2",
    "admin3", "location", "latitude", "longitude", "geo_precision", "source", "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
"""The columns of an ACLED export, in its order."""


def _fill(happening: Happening) -> Filled:
    coded = happening.coded(ACLED)
    if coded.value is None:
        yield amount_unfilled(happening, ACLED, "fatalities")
    else:
        yield Fill("fatalities", plain_number(coded.value) or "", f"{coded.rule}: {coded.says}", coded.source)
    dated = happening.event_days
    if dated and dated.start == dated.end:
        yield from days_filled(happening, "event_date", "event_date", "year")
        yield Fill("time_precision", "1", "1: the date is the actual one", "ACLED codebook, time_precision")
    else:
        several = "the event lies on one of several days: choose one, and the time_precision that goes with it"
        gaps = (
            [Gap("event_date", several), Gap("year", several)]
            if dated
            else list(days_filled(happening, "event_date", "event_date", "year"))
        )
        yield from (*gaps, Gap("time_precision", "follows from event_date"))
    yield from place_filled(happening, "location")
    outlets = happening.each(lambda report: report.publisher)
    if outlets:
        yield Fill("source", outlets, "who published the reports that carry the claim, the earliest first", LEDGER)
    else:
        yield Gap("source", "no report behind the claim says who published it")


ACLED_EVENTS = Coder(
    name="acled",
    title="the columns of ACLED",
    columns=COLUMNS,
    measures=frozenset(("killed",)),
    profile=ACLED,
    fill=_fill,
    why_empty={
        "notes": "the coder's own account; cw_wording, cw_question_wording and cw_statements are what it can be written from",
        "country": "ACLED has names of its own; cw_place_country is the ISO code that the reports lead to",
        "iso": "the number of the country that the coder settles on",
        "source_scale": "a judgement about the sources",
    },
    otherwise="the ledger does not know it: event types, parties and places on the map are ACLED's own",
)
