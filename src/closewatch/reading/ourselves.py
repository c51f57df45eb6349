"""Whom a report means by itself: "this newspaper" and "we" its outlet, "I" under a byline its author, "the organisation" in a release.

Looks at words and at what a report says of its own making; whether they stand in somebody's quotation is asked of the cast.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from closewatch.reading.drafts import Offsets
from closewatch.reading.kinds import OFFICIAL_NOUNS, noun_kind
from closewatch.reading.names import OUTLET_ENDS, Naming, take_apart
from closewatch.reading.plurals import singular
from closewatch.reading.quotes import find_quotations
from closewatch.reading.sentences import find_paragraphs
from closewatch.reading.turns import find_turns
from closewatch.reading.words import DAYS
from closewatch.terms.actor import ActorKind
from closewatch.terms.report import Report

_OWN = (
    r"newspaper|paper|agency|site|page|portal|magazine|broadcaster|outlet|newsroom|room|desk|website|channel|station|journal|bulletin"
    r"|programme|program|weekly|daily"
)
_OURSELVES = re.compile(
    rf"(?:(?:the )?(?:editors|newsroom|desk|staff) (?:of|at) |an? (?:own )?\w+ by )?(?:this|our(?: own)?) (?:news)?(?:{_OWN})"
    r"(?:['’]s(?:(?: own)? \w+)?)?|(?:our|my)(?: own)? (?:[\w-]+ )?(?:desk|newsroom|count|tally|estimate|analysis|checks|records|figures"
    r"|archive|database|investigation|findings|understanding|reporting)(?:['’]s(?: own)? \w+)?"
    r"|our(?: own)? (?:[\w-]+ )?(?:reporters?|correspondents?|colleagues?|crew)(?:,? [A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2},?)?(?:,? (?:in"
    r"|at|on|near|with) .+)?",
    re.IGNORECASE,
)
_TEAMS = re.compile(r"our(?: own)? (?:[\w-]+ )?(?:teams?|staff|organi[sz]ation|association|foundation|charity)", re.IGNORECASE)
_OWN_COUNT = re.compile(r"(?:[Tt]he )?([A-Z]\w+)['’]s own .*")
_DAILY = re.compile(
    r"(?:(?:the|this|our) )?(?:(?:morning|evening|day|night|week)(?:['’]s)? |daily |first |last )?(?:dispatch|update|bulletin|summary|entry"
    r"|round-?up)(?: of the (?:day|morning|evening|night|week))?",
    re.IGNORECASE,
)
_TIME = re.compile(
    rf"(?:(?:the|this|that|last|next|early|late|same|every|each|one|{'|'.join(DAYS)}) )*(?:morning|evening|afternoon|night|midnight|noon"
    rf"|day|week|weekend|month|year|hour|dawn|dusk|{'|'.join(DAYS)})s?",
    re.IGNORECASE,
)
_RELEASE = re.compile(
    r"\bnot(?:es|e) (?:for|to) editors\b|\bfor immediate release\b|\bpress release\b|\bmedia contacts?\b|\bpress contacts?\b"
    r"|\bspokespe(?:rson|ople) (?:is|are) available\b",
    re.IGNORECASE,
)
_OURS = re.compile(
    r"\b[Oo]ur (?:own )?(?:[\w-]+ )?"
    r"(?:teams|staff|patients|doctors|nurses|clinics?|hospitals?|medics|surgeons|wards?|aid workers|relief workers)\b"
)
_ITSELF = re.compile(r"\b[Tt]he (?:organi[sz]ation|charity|ngo|foundation|association)\b|\b[Oo]ur\b")
_OWN_BODIES = frozenset("organisation organization charity ngo group foundation association network society".split())
_STAFF = frozenset(
    "dr doctor nurse surgeon medic midwife paramedic patient volunteer logistician staff team colleague physician anaesthetist anesthetist"
    " pharmacist driver medical".split()
)
LEADERS = frozenset(
    "head director president chief chair chairman chairwoman spokesman spokeswoman spokesperson manager coordinator representative"
    " founder secretary".split()
)
TO_US = re.compile(
    r" (?:to )?(?:us|our (?:[\w-]+ )?(?:teams?|staff|doctors|nurses|medics|volunteers|colleagues)|the organi[sz]ation|the charity)\b"
)
_WARD = re.compile(r"\b(?:our|patients?|ward|clinic|hospital|field hospital|surgery|theatre|maternity)\b", re.IGNORECASE)


_LABEL = re.compile(r"[\"“]?(?:[A-Z][A-Z.'’\- ]{1,38}(?:\([^)\n]{1,40}\))?|[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]+){0,3}):")
_LINE = 5_000
"""Characters of a line in which a label that opens it is looked for."""


def means_outlet(words: str, publisher: str, release: bool = False) -> bool:
    """Whether words mean the outlet of the report: "this newspaper", "our picture desk's count", in a release "our teams".

    >>> [means_outlet(words, "Quay Gazette") for words in ("Our picture desk", "The Gazette's own count", "a desk")]
    [True, True, False]
    """
    own = _OWN_COUNT.fullmatch(words)
    if own is not None and own[1] in publisher.split():
        return True
    if release and _TEAMS.fullmatch(words) is not None:
        return True
    return not words.lower().startswith("my ") and (_OURSELVES.fullmatch(words) is not None or _DAILY.fullmatch(words) is not None)


def means_author(words: str) -> bool:
    """Whether words mean whoever writes, outside of quotations: "I", "my own count".

    >>> means_author("I"), means_author("my count"), means_author("my aunt")
    (True, True, False)
    """
    return words.lower() in ("i", "me", "my", "myself") or (words.lower().startswith("my ") and _OURSELVES.fullmatch(words) is not None)


def is_time(words: str) -> bool:
    """Whether words name a time and so nobody who speaks.

    >>> [is_time(words) for words in ("the morning", "Tuesday morning", "the team last month")]
    [True, True, False]
    """
    return _TIME.fullmatch(words) is not None


class Ourselves:
    """What a report is to itself: its outlet or the organisation whose release it is, its author, and where others are quoted in it."""

    def __init__(self, report: Report) -> None:
        self.publisher = report.publisher or ""
        self.author = report.authors[0] if len(report.authors) == 1 and 0 < len(report.authors[0].split()) <= 4 else None
        """Whoever signed it; None where nobody did, or several."""
        places = [(paragraph.start, paragraph.end) for paragraph in find_paragraphs(report)]
        self.quoted = [(quotation.start, quotation.end) for inside in find_quotations(report.text, places) for quotation in inside]
        self.release = self._is_release(report)
        self.text = report.text
        self.turns = bool(find_turns(report.text, find_paragraphs(report)))
        named = re.search(re.escape(self.publisher.removeprefix("The ")), report.text) if self.publisher else None
        itself = named or (_ITSELF.search(report.text) if self.release else None)
        self.place = itself.span() if itself is not None else None
        """Where the report first names its publisher, or speaks of it as "the organisation" or "our"."""

    @property
    def naming(self) -> Naming:
        """The outlet of the report, or the organisation whose release it is."""
        heads = ("organisation", "organization") if self.release else ()
        return Naming(self.publisher, ActorKind.BODY if self.release else ActorKind.OUTLET, True, heads, definite=True)

    def is_publisher(self, name: str) -> bool:
        """Whether a name is that of the outlet of the report."""
        own = self.publisher.lower().removeprefix("the ")
        short = own.split()[-1:] if own.split()[-1:] and own.split()[-1] in OUTLET_ENDS else []
        return bool(own) and name.lower().removeprefix("the ") in (own, *short)

    def is_staff(self, name: str) -> bool:
        """Whether a description names somebody by the outlet of the report: "the Echo's photographer" in the Northgate Echo."""
        owner = re.match(r"([A-Z][\w ]*)['’]s [a-z]", name)
        plain = self.publisher.removeprefix("The ")
        return owner is not None and owner[1] in (plain, *plain.split()[-1:])

    def in_quotation(self, place: int) -> bool:
        """Whether a place stands between quotation marks."""
        return self.quotation_at(place) is not None

    def quotation_at(self, place: int) -> Offsets | None:
        """Give the quotation that a place stands in, with its marks."""
        number = bisect_left(self.quoted, (place + 1, 0)) - 1
        return self.quoted[number] if number >= 0 and place < self.quoted[number][1] else None

    def in_turn(self, place: int) -> bool:
        """Whether a place stands behind the label of a turn: "SAMRA: I walked. He"."""
        first = max(0, place - _LINE)
        return self.turns and _LABEL.match(self.text, self.text.rfind("\n", first, place) + 1, place) is not None

    def _is_release(self, report: Report) -> bool:
        """Whether an organisation speaks of itself in the report that it publishes: notes for editors, or "our patients" unquoted."""
        last = (self.publisher.split() or [""])[-1].lower()
        if not last or last in OUTLET_ENDS or noun_kind(last) is ActorKind.OUTLET or take_apart(self.publisher).kind is ActorKind.OUTLET:
            return False
        ours = (match.start() for match in _OURS.finditer(report.text))
        return _RELEASE.search(report.text) is not None or any(not self.in_quotation(place) for place in ours)


def is_released_by(report: Report, name: str) -> bool:
    """Whether a report is the press release of a body that its title opens with, on a board or a site that is not its own.

    >>> from closewatch.testing import plain_report
    >>> report = plain_report("Blue Door: clinic shelled. For immediate release. A shell hit it.")
    >>> is_released_by(report, "Blue Door"), is_released_by(report, "clinic")
    (True, False)
    """
    return bool(name) and report.text.startswith((f"{name}:", f"{name} ")) and _RELEASE.search(report.text) is not None


def is_own_body(naming: Naming) -> bool:
    """Whether a description can mean the organisation whose release it stands in: "the organisation", "the charity"."""
    words = naming.name.split()
    return naming.definite and len(words) == 1 and singular(words[0]) in _OWN_BODIES


def is_staff(heads: set[str], words: str) -> bool:
    """Whether somebody works for, or is cared for by, the organisation in whose release they speak.

    Whoever leads it or speaks for it is its own voice, and no office holder of a state works for it.

    >>> is_staff({"surgeon"}, "a surgeon"), is_staff({"minister"}, "the minister"), is_staff(set(), "the mother of a patient")
    (True, False, True)
    """
    if heads & LEADERS:
        return False
    return bool(heads & _STAFF) or (not heads & OFFICIAL_NOUNS and _WARD.search(words) is not None)
