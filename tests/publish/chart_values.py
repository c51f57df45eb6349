"""Values that the tests of the charts draw: a question with every kind of amount, names that would like to be more than names."""

from __future__ import annotations

import re
import xml.etree.ElementTree as Tree
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from closewatch.terms.actor import Actor, ActorKind
from closewatch.terms.change import Polarity, Reversal, Revision
from closewatch.terms.claim import Claim, Conflict, ConflictKind, Link, LinkKind, Origin, Question, QuestionKey, QuestionKind
from closewatch.terms.figure import Range, Scope
from closewatch.terms.history import Given, History
from closewatch.terms.statement import Basis
from closewatch.terms.when import Period

KEY = QuestionKey("killed", "person", None, "KP", "combatant", "RU")
ASKED = QuestionKey(None, None, None, "KP", "combatant", "RU", QuestionKind.YES_NO)
HOSTILE = "</title><script>alert(1)</script>\" onload='x' \x00\x1b\ufffe & ]]> ‮"


def actor(identity: str, name: str) -> Actor:
    return Actor("ac:" + identity, name, ActorKind.BODY)


SERVICE, COAST, STRANGER = actor("1", "Harbour Intelligence Service"), actor("2", "Ministry of the Coast"), actor("3", HOSTILE)


def exactly(number: int, about: bool = False) -> Range:
    return Range(low=Decimal(number), best=Decimal(number), high=Decimal(number), approximate=about)


def between(low: int | None, high: int | None) -> Range:
    ends = [None if end is None else Decimal(end) for end in (low, high)]
    return Range(low=ends[0], high=ends[1], open_low=low is None, open_high=high is None)


def given(claim: str, who: Actor, amount: Range, day: str | None = "2025-01-13", reports: Sequence[str] = ("re:1",)) -> Given:
    return Given("cl:" + claim, who, amount, Scope.CUMULATIVE, None, day, Basis.INTELLIGENCE, tuple(reports))


def claim(
    identity: str,
    amount: Range,
    wording: str,
    origins: Sequence[Origin] = (),
    denied_by: Sequence[Actor] = (),
    polarity: Polarity | None = None,
) -> Claim:
    return Claim("cl:" + identity, KEY.id, amount, wording, None, tuple(origins), (), tuple(denied_by), polarity)


def origin(
    identity: str, who: Actor, reports: Sequence[str] = ("re:1",), day: str | None = "2025-01-13", edges: Sequence[Link] = ()
) -> Origin:
    return Origin("or:" + identity, who, Basis.OFFICIAL, day, tuple(reports), ("st:" + identity,), ("fi:" + identity,), tuple(edges))


def history(answers: Sequence[Given], claims: Sequence[Claim] = (), **changes: object) -> History:
    question = Question(KEY, "Deaths of soldiers in Russia", tuple(claims), ())
    return History(replace(question, **changes), tuple(answers), (), ())  # type: ignore[arg-type]


def copies(copy: str, of: str) -> Link:
    return Link(LinkKind.COPIES, copy, of, Decimal(1), rule="direction: published")


JANUARY, APRIL = Period(date(2025, 1, 1), date(2025, 1, 31)), Period(date(2025, 4, 30), date(2025, 4, 30))

FIGURES = history(
    (
        replace(given("a", SERVICE, exactly(300, about=True), reports=("re:1", "re:2")), as_of=JANUARY),
        given("b", COAST, between(100, 400), "2025-01-22"),
        replace(given("c", SERVICE, between(600, None), "2025-04-30"), as_of=APRIL),
        given("d", STRANGER, between(None, 900), None),
        given("e", COAST, Range(vague="none"), "2025-05-01"),
    ),
    (
        claim("a", exactly(300, about=True), "about 300", (origin("a", SERVICE),), (COAST, STRANGER)),
        claim("b", between(100, 400), "100 to 400", (origin("b", COAST),)),
        claim("c", between(600, None), "at least 600", (origin("c", SERVICE),)),
        claim("d", between(None, 900), "up to 900", (origin("d", STRANGER),)),
    ),
    revisions=(Revision(SERVICE, "cl:a", "cl:c", JANUARY, APRIL),),
    conflicts=(Conflict(KEY.id, "cl:b", "cl:c", ConflictKind.FIGURES_DO_NOT_MEET, because="they do not meet"),),
)

YES_NO = History(
    Question(
        ASKED,
        "Were soldiers in Russia?",
        (
            claim(
                "y", Range(), "yes", (origin("y1", SERVICE, ("re:1", "re:2")), origin("y2", COAST, day="2025-04-30")), polarity=Polarity.YES
            ),
            claim("n", Range(), "no", (origin("n", COAST, day="2024-11-02"), origin("m", STRANGER, day=None)), polarity=Polarity.NO),
        ),
        (),
        reversals=(Reversal(COAST, COAST, Polarity.NO, "st:n", "st:y2", "2024-11-02", "2025-04-30", "both times the ministry"),),
    ),
    (),
    (),
    (),
)

SVG = "{http://www.w3.org/2000/svg}"


def drawn(svg: str) -> Tree.Element:
    """Read a chart as strict XML, and look at what every chart promises."""
    root = Tree.fromstring(svg)
    assert "script" not in {element.tag.removeprefix(SVG) for element in root.iter()}
    names = [name for element in root.iter() for name in element.attrib]
    assert [name for name in names if name == "style" or name.startswith("on")] == []
    identities = [element.attrib["id"] for element in root.iter() if "id" in element.attrib]
    assert len(identities) == len(set(identities))
    assert root.attrib["role"] == ("group" if root.findall(f".//{SVG}a") else "img")
    title = root.find(f"{SVG}title")
    assert title is not None
    assert title.text
    sizes = [float(element.attrib["font-size"]) for element in root.iter() if "font-size" in element.attrib]
    assert min(sizes) >= 11
    return root


def marks(root: Tree.Element) -> list[Tree.Element]:
    """The marks of a chart, each with its words."""
    return [element for element in root.iter() if re.search(r"\bchart-mark\b", element.attrib.get("class", ""))]


def said(mark: Tree.Element) -> str:
    """The words of a mark."""
    return mark.findtext(f"{SVG}title") or ""


def parts(root: Tree.Element, look: str) -> list[Tree.Element]:
    """Everything of one class."""
    return [element for element in root.iter() if look in element.attrib.get("class", "").split()]
