"""Whether an organisation speaks of its own acts, staff or premises, of which it knows as an office knows its own affairs.

Looks at the words of the content alone: "its own drivers", "our trucks", "that it had closed the clinic". What it says of anything
else, also what it counted, it need not know in this way.
"""

from __future__ import annotations

import re

from closewatch.reading.drafts import Draft, Offsets
from closewatch.reading.stance import cue_of
from closewatch.terms.report import Report
from closewatch.terms.statement import Stance

_THINGS = (
    r"(?:staff|teams?|members?|workers?|volunteers?|employees?|drivers?|doctors?|nurses?|surgeons?|medics?|colleagues?|crews?|trucks?"
    r"|convoys?|vehicles?|ambulances?|boats?|ships?|offices?|premises|compounds?|buildings?|hospitals?|clinics?|wards?|warehouses?|stores?"
    r"|stocks?|supplies|kitchens?|shelters?|schools?|centres?|centers?|operations?|programmes?|programs?|work|services?|activities|mission"
    r"|budget|funds?|records?|archives?|lists?|patients|visits?|deliver(?:y|ies)|men|fighters|forces|positions?|app|website|account|accounts"
    r"|archive|statement|letter|number|figures?|contracts?|clients?|customers?|business|reporters?|correspondents?|phones?|lines?|generators?)"
)
_OWN = re.compile(
    rf"\b(?:its|their|our|my)\b (?:own )?(?:[\w’'-]+ ){{0,2}}?{_THINGS}\b|\b(?:its|their|our) own\b|\b(?:of|at) (?:ours|theirs)\b",
    re.IGNORECASE,
)
_ANY = re.compile(rf"\b{_THINGS}\b|\bsurger(?:y|ies)\b|\btheatres?\b|\bbeds?\b|\bfuel\b|\bpower\b|\belectricity\b", re.IGNORECASE)
_ACTED = re.compile(
    r"(?:that )?(?:it|they|we|(?:the|this) (?:organi[sz]ation|agency|group|committee|charity|union|network|hospital"
    r"|association|foundation)) (?:also |now |only |still |never |already |itself )*(?:(?:had|has|have|was|were|is|are"
    r"|would|will|could|can"
    r"|cannot|did|does|do)(?: not|n['’]t)? )?(?:(?:\w+ly|been|be|being|just|since|never|have|ever) )*(?P<verb>\w+)\b"
)
_KNOWING = frozenset(
    "know knew known believe believes believed think thinks thought hear heard count counted documented document estimate estimated "
    "expect expects expected fear fears feared understand understood see seen saw receive received concerned worried aware verify "
    "verified confirm confirmed hope hopes hoped doubt doubts doubted consider considers considered recorded identify identified".split()
)
"""What an organisation does in order to know: what it came to know so is no act of its own."""
_HAVING = re.compile(r"(?:to )?(?:ever )?(?:having|have) (?:ever )?\w+")
"""What the subject of a denial or an admission did itself: "denied having sent anybody"."""
_CHANGES = frozenset(
    "rise rises rose fall falls fell grow grows grew increase decrease climb last happen begin end spread get become remain a an the as of"
    " in to for more likely clear unclear possible true false".split()
)
"""Behind "it" these tell of a number or an event, not of a body."""
_REACH = 220


def own_act(report: Report, draft: Draft, *, at_home: bool = False) -> Offsets | None:
    """Find the words by which a content is about the speaker's own acts, staff or premises; `at_home` in their own release.

    >>> from closewatch.testing import plain_report
    >>> report = plain_report("The union said that two of its drivers had died.")
    >>> report.text[slice(*own_act(report, Draft(None, "", (0, 9), (10, 14), [(15, 47)])))]
    'its drivers'
    """
    cue = cue_of(report, draft)
    start, end = draft.contents[0]
    stop = min(end, start + _REACH)
    if (own := _OWN.search(report.text, start, stop)) is not None:
        return own.span()
    if at_home and (thing := _ANY.search(report.text, start, stop)) is not None:
        return thing.span()
    acted = _ACTED.match(report.text, start, stop)
    if acted is not None and acted["verb"].lower() not in _KNOWING | _CHANGES:
        return acted.span()
    if (having := _HAVING.match(report.text, start, stop)) is not None:
        return having.span()
    promised = cue is not None and cue.stance is Stance.INTENDS and draft.cue_at is not None
    return draft.cue_at if promised else None
