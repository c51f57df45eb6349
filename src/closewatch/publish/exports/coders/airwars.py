"""The table of Airwars incidents: its columns, with the least and the most killed and injured of each group, and what a claim can fill."""

from __future__ import annotations

from closewatch.publish.codebooks import PEOPLE, Profile, Rule, Said
from closewatch.publish.exports.coders.coder import LEDGER, Coder, Fill, Filled, Gap, amount_unfilled, days_filled, place_filled, shifted
from closewatch.publish.exports.coders.happenings import Happening
from closewatch.terms.figure import Range
from closewatch.terms.record import plain_number

GROUPS = (
    "civilian_non_combatants", "children", "women", "men", "human_rights_defenders", "journalists", "trade_unionists",
    "healthcare_personnel", "other_civilian_non_combatants", "undetermined", "other_protected_persons",
    "medical_and_religious_personnel_state", "medical_and_religious_personnel_non_state", "persons_hors_de_combat", "belligerents",
    "member_of_armed_forces", "persons_directly_participating_in_hostilities", "civilian_role_in_military",
)  # fmt: skip
"""The groups of people that Airwars counts."""


def _named(*fields: str) -> tuple[str, ...]:
    return tuple(f"{field}_{form}" for field in fields for form in ("name", "slug"))


COLUMNS = (
    "post_id", "post_status", "post_published", "post_modified", "permalink", "code", "previous_codes", "date_type", "date", "date_end",
    "local_time_type", "local_time", "local_time_start", "local_time_end", "local_time_of_day", "local_first_reported_date_time",
    "local_first_reported_by", "local_first_reported_url", "country_name", "country_slug", "location_name", "location_name_arabic",
    "location_name_hebrew", "location_name_ukrainian", "region",
    *_named("strike_status", "infrastructure", "strike_type", "targeted_belligerent", "observation", "impact"),
    "total_strikes", "civilian_harm_reported", *_named("civilian_harm_status"), "cause_of_death_injury_name",
    "cause_of_death_injury_slug", "geolocated", "latitude", "longitude", *_named("geolocation_status", "geolocation_accuracy"),
    "geojson_caption", "geolocation_notes", "geolocation_notes_internal", "geolocation_sign_off_assessor",
    "geolocation_sign_off_date_time", "num_media", "num_victims", "num_victims_named", "num_victims_named_english",
    "num_victims_named_arabic", "num_victims_named_hebrew", "num_victims_named_ukrainian", "num_reconciled", "num_families",
    "num_individuals", "victim_average_age", "declassified_assessment", "press_release",
    *(f"{group}_{harm}_{end}" for group in GROUPS for harm in ("killed", "injured") for end in ("min", "max")),
    "num_sources", "num_sources_twitter", "num_sources_facebook", "num_sources_telegram", "num_sources_other", "summary",
)  # fmt: skip
"""The columns of an Airwars incident, in the order of its own export; those of each belligerent are left out, since no claim has one."""

_CODE = "Airwars, columns of its incidents: the least and the most that sources report"


def _as_said(amount: Range) -> Range:
    return amount


_NEAREST = "the nearest whole number that what was said admits; an open end is left to the coder"
_AS_SAID = Rule(_as_said, "the ends as they are given; an open end is left to the coder", _CODE)

AIRWARS = Profile(
    name="airwars",
    title="Airwars: the least and the most",
    source=_CODE,
    rules={
        Said.NUMBER: _AS_SAID,
        Said.RANGE: _AS_SAID,
        Said.AT_LEAST: _AS_SAID,
        Said.UP_TO: _AS_SAID,
        Said.STRICT_RANGE: shifted(1, -1, _NEAREST, _CODE),
        Said.MORE_THAN: shifted(1, 0, _NEAREST, _CODE),
        Said.FEWER_THAN: shifted(0, -1, _NEAREST, _CODE),
    },
    measures=frozenset(("killed", "wounded")),
    units=PEOPLE,
)

_HARM = {"killed": "killed", "wounded": "injured"}
_GROUP_OF = {"civilian": "civilian_non_combatants", "child": "children", "combatant": "belligerents"}
"""The group that a class of people is, where the two mean the same."""


def _fill(happening: Happening) -> Filled:
    yield from _harm(happening)
    dated = happening.event_days
    if dated and dated.start == dated.end:
        yield from days_filled(happening, "date", "date", None)
    else:
        yield from days_filled(happening, "date", "date_end", None)
    yield from place_filled(happening, "location_name")
    yield Fill("num_sources", str(len(happening.reports)), "the reports that carry the claim, copies of one another too", LEDGER)


def _harm(happening: Happening) -> Filled:
    kind = happening.population.kind if happening.population else None
    group, harm, coded = _GROUP_OF.get(kind or ""), _HARM[happening.measure], happening.coded(AIRWARS)
    for end, number in (("min", coded.low), ("max", coded.high)):
        if group is None:
            known = f", {end} {plain_number(number)}" if number is not None else ""
            yield Gap(
                f"undetermined_{harm}_{end}", f"the reports do not say which group it befell: choose one ({happening.claim.wording}{known})"
            )
        elif number is None:
            yield amount_unfilled(happening, AIRWARS, f"{group}_{harm}_{end}")
        else:
            rule = f"{coded.rule}: {coded.says}; {kind} is {group}"
            yield Fill(f"{group}_{harm}_{end}", plain_number(number) or "", rule, coded.source)


AIRWARS_INCIDENTS = Coder(
    name="airwars",
    title="the columns of Airwars",
    columns=COLUMNS,
    measures=frozenset(_HARM),
    profile=AIRWARS,
    fill=_fill,
    why_empty={
        "civilian_harm_status_name": "confirmed, fair, weak, contested or discounted: a judgement about the sources in cw_origins",
        "country_name": "Airwars has names of its own; cw_place_country is the ISO code that the reports lead to",
        "summary": "the coder's own account; cw_wording and cw_statements are what it can be written from",
        "num_sources_other": "of num_sources, those that are no social medium",
    },
    otherwise="the ledger does not know it, or no claim of this case fills it",
)
