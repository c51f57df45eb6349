from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

from closewatch.publish.questions import question_shape
from closewatch.terms.actor import Actor, ActorKind
from closewatch.terms.claim import Claim, Conflict, ConflictKind, Link, LinkKind, Origin, Question, QuestionKey
from closewatch.terms.figure import Range
from closewatch.terms.statement import Basis
from closewatch.terms.when import Period
from closewatch.testing import plain_report

REPORT = plain_report("Soldiers are paid about $2,000 a month.")
SERVICE = Actor("ac:1", "National Service", ActorKind.BODY, country="KR")
KEY = QuestionKey("paid", "USD", "month", "KP", "combatant", "RU")
COPY = Link(LinkKind.COPIES, "re:1", REPORT.id, Decimal("0.9"), (REPORT.excerpt(REPORT.span(0, 8)),), rule="passage")
ORIGIN = Origin("or:1", SERVICE, Basis.INTELLIGENCE, "2024-10-23", (REPORT.id,), ("st:1",), ("fi:1",), (COPY,))
CLAIM = Claim(
    "cl:1",
    KEY.id,
    Range(low=Decimal(2000), best=Decimal(2000), high=Decimal(2000), approximate=True),
    "about $2,000",
    Period(date(2024, 10, 23), None),
    (ORIGIN,),
    (),
    (Actor("ac:2", "Chung", ActorKind.PERSON, pseudonymous=True),),
)
CONFLICT = Conflict(KEY.id, "cl:1", "st:2", ConflictKind.ASSERTION_MEETS_DENIAL, ("population",), ("troops", "workers"), "Chung denies it.")


def test_a_question_holds_its_claims_origins_and_conflicts() -> None:
    shape = json.loads(json.dumps(question_shape(Question(KEY, "Pay of soldiers", (CLAIM,), (CONFLICT,)))))
    assert (shape["id"], shape["kind"], shape["population"], shape["place"]) == (
        KEY.id,
        "figure",
        {"country": "KP", "class": "combatant"},
        {"country": "RU"},
    )
    claim = shape["claims"][0]
    assert (claim["low"], claim["report_count"], claim["statements"], claim["denied_by"]) == ("2000", 1, ["st:1"], ["ac:2"])
    assert claim["independent_origins"] == {"proved": 0, "at_most": 1, "proved_are": []}
    assert claim["as_of"] == {"start": "2024-10-23", "end": None}
    edge = claim["origins"][0]["edges"][0]
    assert (edge["from"], edge["to"], edge["kind"]) == ("re:1", REPORT.id, "copies")
    assert edge["because"] == [{"report": REPORT.id, "start": 0, "end": 8, "exact": "Soldiers"}]
    conflict = shape["conflicts"][0]
    assert (conflict["left"], conflict["right"], conflict["kind"]) == ("cl:1", "st:2", "assertion-meets-denial")
    assert conflict["as_written"] == ["troops", "workers"]


def test_a_question_about_nobody_and_nowhere_in_particular_says_null() -> None:
    shape = question_shape(Question(QuestionKey("killed", "person", None, None, None, None), "Killed", (), ()))
    assert (shape["population"], shape["place"], shape["claims"]) == (None, None, [])
