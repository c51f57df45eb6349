from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest

from closewatch.capture.take import take
from closewatch.desk.line import Tools, decide, take_in
from closewatch.desk.web.desk_file import FILE, DeskFile
from closewatch.desk.web.disputes.digests import Digests, Looks
from closewatch.ledger.case import Case, open_case
from closewatch.ledger.views.history import history
from closewatch.ledger.views.questions import questions
from closewatch.publish.charts.timeline import EventKind
from closewatch.review.decide import make_decision
from closewatch.terms.decision import Verdict
from tests.desk.conftest import AT, read_pay


@contextmanager
def opened(folder: Path) -> Iterator[Case]:
    case = open_case(folder)
    try:
        yield case
    finally:
        case.store.close()


@contextmanager
def digests_of(folder: Path) -> Iterator[Digests]:
    file = DeskFile(folder)
    digests = Digests(lambda: opened(folder), file)
    yield digests
    digests.close()
    file.close()


def all_looks(digests: Digests, folder: Path) -> Looks:
    with opened(folder) as case:
        digests.looks(case)
        digests.wait()
        return digests.looks(case)


def reject(folder: Path, words: str) -> None:
    with opened(folder) as case:
        figure = case.tables.execute("SELECT id FROM figures WHERE instr(value, ?)", (f'"exact":"{words}"',)).fetchone()[0]
        decide(case, make_decision(case, figure, Verdict.REJECT, "person:rob", AT))


def add_report(folder: Path, sources: Path, name: str, text: str) -> None:
    (sources / name).write_text(text, "utf-8")
    with opened(folder) as case:
        for _ in take_in(
            case, take(str(sources / name), "person:rob", lambda: AT), Tools(by="person:rob", reader=read_pay, clock=lambda: AT)
        ):
            pass


CHUNG = (
    "Title: More\nOutlet: Lantern Weekly\nDate: 2025-02-03\n\nChung wrote that soldiers in Russia earn $100 a month, and said it again.\n"
)


def test_every_question_is_looked_at_and_the_disputed_stand_first(kursk: Path) -> None:
    with digests_of(kursk) as digests, opened(kursk) as case:
        looks = all_looks(digests, kursk)
        assert looks.complete
        assert {look.id for look in looks.items} == {question.id for question in questions(case.tables)}
        assert [look.digest.disputed for look in looks.items] == sorted((look.digest.disputed for look in looks.items), reverse=True)


def test_a_look_has_the_numbers_the_chart_and_what_happened(kursk: Path) -> None:
    with digests_of(kursk) as digests:
        pay = all_looks(digests, kursk).items[0]
        assert (pay.digest.claims, pay.digest.conflicts, pay.digest.at_most, pay.digest.proved) == (2, 1, 2, 0)
        assert pay.chart.startswith("<svg")
        assert [one.kind for one in pay.happenings] == [EventKind.CONFLICT]
        assert {(tie.name, tie.outlet, len(tie.reports)) for tie in pay.ties} == {
            ("service", "The Harbour Gazette", 1),
            ("Chung", "Meridian Wire", 1),
        }


def test_a_decision_shows_at_once(kursk: Path) -> None:
    with digests_of(kursk) as digests:
        assert all_looks(digests, kursk).items[0].digest.disputed
        reject(kursk, "$100")
        with opened(kursk) as case:
            now = digests.looks(case)
        assert now.complete
        assert not any(look.digest.disputed for look in now.items)


def test_looks_are_kept_from_one_time_to_the_next(kursk: Path) -> None:
    with digests_of(kursk) as digests:
        before = all_looks(digests, kursk)
    with digests_of(kursk) as digests, opened(kursk) as case:
        assert digests.looks(case).items == before.items


def test_what_was_decided_while_the_desk_was_closed_is_taken_up(kursk: Path) -> None:
    with digests_of(kursk) as digests:
        all_looks(digests, kursk)
    reject(kursk, "$100")
    with digests_of(kursk) as digests, opened(kursk) as case:
        assert not digests.looks(case).items[0].digest.disputed


@pytest.mark.parametrize("spoilt", ["looks", "remembered"])
def test_losing_what_was_kept_loses_nothing(kursk: Path, spoilt: str) -> None:
    with digests_of(kursk) as digests:
        before = all_looks(digests, kursk)
    file = DeskFile(kursk)
    file.change(f"DELETE FROM {spoilt}")
    file.close()
    if spoilt == "looks":
        for path in kursk.glob(f"{FILE}*"):
            path.unlink()
    with digests_of(kursk) as digests:
        assert all_looks(digests, kursk).items == before.items


def test_looks_of_another_case_are_not_taken_up(kursk: Path) -> None:
    with digests_of(kursk) as digests:
        before = all_looks(digests, kursk)
    file = DeskFile(kursk)
    file.remember("", "looks", {**file.recall("", "looks"), "digest": "sha256:of another case"})
    file.change("UPDATE looks SET value = CAST(replace(value, 'Pay', 'Rain') AS BLOB)")
    file.close()
    with digests_of(kursk) as digests:
        assert all_looks(digests, kursk).items == before.items


def test_damage_to_what_was_kept_is_mended_by_looking_again(kursk: Path) -> None:
    with digests_of(kursk) as digests:
        before = all_looks(digests, kursk)
    file = DeskFile(kursk)
    file.change("UPDATE looks SET value = CAST('{' AS BLOB)")
    file.close()
    with digests_of(kursk) as digests:
        assert all_looks(digests, kursk).items == before.items


def test_what_a_question_gained_is_remembered_with_its_entry(kursk: Path, sources: Path) -> None:
    with digests_of(kursk) as digests:
        reject(kursk, "$2,000")
        seen = all_looks(digests, kursk).seq
        assert digests.gains(0) == ()
        with opened(kursk) as case:
            decision = case.tables.execute("SELECT id FROM decisions").fetchone()[0]
            decide(case, make_decision(case, decision, Verdict.WITHDRAW, "person:rob", AT))
        all_looks(digests, kursk)
        (gain,) = digests.gains(seen)
        assert (gain.conflicts, gain.origins) == (1, 1)
        add_report(kursk, sources, "4.txt", CHUNG)
        later = all_looks(digests, kursk).seq
        assert digests.gains(later) == ()


def test_what_is_still_to_be_looked_at_is_counted_and_finished_in_the_background(kursk: Path) -> None:
    with digests_of(kursk) as digests:
        digests.begin()
        digests.wait()
        with opened(kursk) as case:
            assert digests.looks(case).complete


def test_many_visitors_at_once_see_the_same(kursk: Path) -> None:
    seen: list[Looks] = []
    with digests_of(kursk) as digests:

        def visit() -> None:
            seen.append(all_looks(digests, kursk))

        visitors = [Thread(target=visit) for _ in range(6)]
        for visitor in visitors:
            visitor.start()
        for visitor in visitors:
            visitor.join()
    assert len(set(seen)) == 1


def test_what_is_dear_is_worked_out_once_for_each_head(kursk: Path) -> None:
    made: list[int] = []

    def make() -> int:
        made.append(1)
        return len(made)

    def ask(case: Case) -> int:
        return digests.kept.get(case.head().digest, "a number", make)

    with digests_of(kursk) as digests, opened(kursk) as case:
        assert [ask(case), ask(case)] == [1, 1]
        reject(kursk, "$100")
        assert ask(case) == 2


def test_a_look_is_taken_as_what_holds_only_until_an_entry_may_have_changed_it(kursk: Path) -> None:
    with digests_of(kursk) as digests:
        looks = all_looks(digests, kursk)
        one = looks.items[0]
        assert digests.look_as_of(one.id, looks.seq) is one
        assert digests.look_as_of("qu:none", looks.seq) is None
        reject(kursk, "$100")
        with opened(kursk) as case:
            assert digests.look_as_of(one.id, case.head().seq) is None


def test_the_questions_next_to_one_have_the_same_words_from_its_looks_as_when_put_together(kursk: Path) -> None:
    with digests_of(kursk) as digests:
        looks = all_looks(digests, kursk)
        with opened(kursk) as case:
            for look in looks.items:
                worded = {other.id: other.digest.wording for other in looks.items}.get
                assert history(case.tables, look.id, worded=worded) == history(case.tables, look.id)
