"""The page of one question is text that people read: this is what they see, at 80 columns and in a pipe that has no Unicode."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from closewatch.publish.question_page import question_page
from closewatch.publish.questions import history_shape, question_shape
from closewatch.terms.actor import Actor, ActorKind
from closewatch.terms.change import Polarity, Reversal, Revision
from closewatch.terms.claim import Claim, Conflict, ConflictKind, Joined, Origin, Question, QuestionKey, QuestionKind
from closewatch.terms.figure import Range, Scope
from closewatch.terms.history import Given, History, Related, SideBySide
from closewatch.terms.statement import Basis
from closewatch.terms.when import Period

KEY = QuestionKey("killed", "person", None, "KP", "combatant", "RU")
SERVICE, COAST = Actor("ac:1", "Harbour Intelligence Service", ActorKind.BODY), Actor("ac:2", "Ministry of the Coast", ActorKind.BODY)
JANUARY, APRIL = Period(date(2025, 1, 1), date(2025, 1, 31)), Period(date(2025, 4, 30), date(2025, 4, 30))
ABOUT_300 = Range(low=Decimal(300), best=Decimal(300), high=Decimal(300), approximate=True)
AT_LEAST_600 = Range(low=Decimal(600), open_high=True)
EXACTLY_1000 = Range(low=Decimal(1000), best=Decimal(1000), high=Decimal(1000))


def claim(identity: str, amount: Range, wording: str, actor: Actor, denied_by: tuple[Actor, ...] = ()) -> Claim:
    origin = Origin("or:" + identity, actor, Basis.INTELLIGENCE, "2025-01-13", ("re:1",), ("st:1",), ("fi:1",))
    return Claim("cl:" + identity, KEY.id, amount, wording, None, (origin,), (), denied_by)


HISTORY = History(
    Question(
        KEY,
        "Deaths of North Korean soldiers in Russia",
        (
            claim("a" * 32, ABOUT_300, "about 300", SERVICE, (COAST,)),
            claim("b" * 32, EXACTLY_1000, "1,000", COAST),
            claim("c" * 32, AT_LEAST_600, "at least 600", SERVICE),
        ),
        (
            Conflict(
                KEY.id, "cl:" + "a" * 32, "cl:" + "b" * 32, ConflictKind.FIGURES_DO_NOT_MEET, because="about 300 and 1,000 do not meet"
            ),
        ),
        revisions=(Revision(SERVICE, "cl:" + "a" * 32, "cl:" + "c" * 32, JANUARY, APRIL),),
    ),
    (
        Given("cl:" + "a" * 32, SERVICE, ABOUT_300, Scope.CUMULATIVE, JANUARY, "2025-01-13", Basis.INTELLIGENCE, ("re:1", "re:2")),
        Given("cl:" + "b" * 32, COAST, EXACTLY_1000, Scope.CUMULATIVE, JANUARY, "2025-01-22", Basis.UNSTATED, ("re:3",)),
        Given("cl:" + "c" * 32, SERVICE, AT_LEAST_600, Scope.CUMULATIVE, APRIL, "2025-04-30", Basis.INTELLIGENCE, ("re:4",)),
    ),
    (SideBySide("cl:1", "cl:2", ("scope",), "300 and 3,000: one is of one event, the other a total so far"),),
    (Related("qu:" + "d" * 32, "Casualties in Russia", 3, "measure", "killed against casualties"),),
)

PAGE = """\
Deaths of North Korean soldiers in Russia
killed, in persons; of whom: North Korea, combatant; where: Russia
qu:e840bc40c8
3 claims, 2 origins, 1 report, 1 conflict, 1 revision

Answers by date
  as of       first said  who              answer        scope  basis         in
  ----------  ----------  ---------------  ------------  -----  ------------  --
  2025-01     2025-01-13  Harbour          about 300     total  intelligence  2
                          Intelligence
                          Service
  2025-01     2025-01-22  Ministry of the  1,000         total                1
                          Coast
  2025-04-30  2025-04-30  Harbour          at least 600  total  intelligence  1
                          Intelligence
                          Service

Range of each answer
2025-01-31 about 300                    *
           1,000                                                           *
2025-04-30 at least 600                                |-->
                         +---------+---------+---------+---------+---------+
                         0        200       400       600       800      1,000

Claims
  claim         independent origins  reports  denied by            id
  ------------  -------------------  -------  -------------------  -------------
  about 300     0 proved, at most 1  1        Ministry of the      cl:aaaaaaaaaa
                                              Coast
  1,000         0 proved, at most 1  1        nobody               cl:bbbbbbbbbb
  at least 600  0 proved, at most 1  1        nobody               cl:cccccccccc
  proved: origins shown not to lean on each other, each with a basis of its own
  that is stated; at most: origins that nothing on the record joins, which may
  still be one.

Revisions: a later value of the same origin, no conflict
  - Harbour Intelligence Service: about 300 (as of 2025-01), then at least 600
    (as of 2025-04-30)

Conflicts
  - about 300 and 1,000 do not meet. Harbour Intelligence Service / Ministry of
    the Coast. co:0000000000

Side by side: not held against each other
  - 300 beside 3,000: one is of one event, the other a total so far

Next to this question: counted apart
  - Casualties in Russia, 3 claims, differs in measure (killed against
    casualties) qu:dddddddddd

closewatch trace CASE ID goes down from any id to the exact words and their
original: qu:e840bc40c8 the question, cl:aaaaaaaaaa a claim, co:0000000000 a
conflict
"""


def test_the_page_of_a_question_at_80_columns() -> None:
    (conflict,) = HISTORY.question.conflicts
    page = question_page(HISTORY, {}, width=80, ascii_only=True)
    assert page == PAGE.replace("co:0000000000", conflict.id[:13]).replace("qu:e840bc40c8", KEY.id[:13])


def test_an_origin_told_in_several_places_says_by_which_rules_they_are_one() -> None:
    first = HISTORY.question.claims[0]
    joined = (Joined("fi:2", "fi:1", "copies"), Joined("fi:3", "fi:1", "copies"), Joined("fi:4", "fi:1", "cites"))
    origin = replace(
        first.origins[0],
        reports=("re:1", "re:2", "re:3"),
        members=("fi:1", "fi:2", "fi:3", "fi:4", "fi:5"),
        joined=joined,
        drifted=("fi:6",),
    )
    question = replace(HISTORY.question, claims=(replace(first, origins=(origin,)), *HISTORY.question.claims[1:]))
    page = question_page(replace(HISTORY, question=question), {}, width=120, ascii_only=True)
    told = " ".join(page.partition("Told in several places, one origin")[2].partition("Revisions")[0].split())
    said = "3 reports; cites (1), copies (2), named as who says it (2); changed on the way: 1 value"
    assert told == f"- about 300, Harbour Intelligence Service: {said}. or:aaaaaaaaaa"


def test_no_line_is_wider_than_the_terminal() -> None:
    for width in (60, 80, 120):
        assert max(map(len, question_page(HISTORY, {"re:1": "The Harbour Gazette"}, width=width).splitlines())) <= width


def test_a_wide_page_names_an_outlet() -> None:
    assert "2: The Harbour Gazette" in question_page(HISTORY, {"re:1": "The Harbour Gazette"}, width=120)


def test_a_page_without_unicode_is_ascii() -> None:
    assert question_page(HISTORY, {}, ascii_only=True).isascii()


def test_a_question_that_is_only_denied_says_so() -> None:
    page = question_page(History(Question(KEY, "Deaths", (), ()), (), (), ()), {})
    assert "Nobody asserts an amount" in page
    assert "Conflicts" not in page


def test_words_of_a_report_cannot_act_on_the_terminal() -> None:
    evil = Actor("ac:3", "\x1b[2J evil", ActorKind.PERSON)
    given = Given("cl:1", evil, EXACTLY_1000, Scope.EVENT, None, None, Basis.UNSTATED, ("re:1",))
    assert "\x1b" not in question_page(History(Question(KEY, "Deaths", (), ()), (given,), (), ()), {})


def test_the_json_of_one_question_has_what_its_page_adds() -> None:
    shape = history_shape(HISTORY)
    assert shape["id"] == KEY.id
    assert shape["revisions"][0]["later_as_of"] == {"start": "2025-04-30", "end": "2025-04-30"}
    assert shape["side_by_side"][0]["differs"] == ["scope"]
    assert shape["related"][0]["claims"] == 3


def test_the_page_of_a_yes_no_question_says_who_answers_what_and_who_turned_round() -> None:
    key = QuestionKey(None, None, None, "KP", "combatant", "RU", QuestionKind.YES_NO)
    said = replace(claim("a" * 32, Range(), "yes: they were there", SERVICE, (COAST,)), polarity=Polarity.YES)
    denied = replace(claim("b" * 32, Range(), "no", COAST), polarity=Polarity.NO)
    turned = Reversal(COAST, COAST, Polarity.NO, "st:" + "1" * 32, "st:" + "2" * 32, "2024-10-10", "2025-04-26", f"{COAST.name} both times")
    conflict = Conflict(key.id, said.id, "st:" + "1" * 32, ConflictKind.ASSERTION_MEETS_DENIAL, because="they were there; denied")
    question = Question(key, "Were North Korean soldiers in Russia?", (said, denied), (conflict,), reversals=(turned,))
    page = question_page(History(question, (), (), ()), {})
    assert "being there; of whom: North Korea, combatant; where: Russia" in page
    assert "1 conflict, 1 reversal" in page
    assert f"yes: they were there: {SERVICE.name}" in page
    assert f"{COAST.name} denied on 2024-10-10" in page
    shape = question_shape(question)
    assert (shape["kind"], shape["measure"], shape["revisions"]) == ("yes-no", None, [])
    assert [one["polarity"] for one in shape["claims"]] == ["yes", "no"]
    assert (shape["reversals"][0]["was"], shape["reversals"][0]["later_said"]) == ("no", "2025-04-26")


def test_the_origins_that_are_proved_independent_are_named_beside_their_number() -> None:
    proved = replace(claim("1", EXACTLY_1000, "1,000", Actor("ac:9", "Lena", ActorKind.PERSON)), independent=("or:1",))
    page = question_page(History(Question(KEY, "Deaths", (proved,), ()), (), (), ()), {}, width=120)
    assert "1 proved (Lena), at most 1" in " ".join(page.split())
