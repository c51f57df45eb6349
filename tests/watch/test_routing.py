from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closewatch.ledger.case import case_in_memory
from closewatch.terms.alert import AlertKind, Noted
from closewatch.terms.claim import QuestionKey
from closewatch.terms.figure import Range
from closewatch.watch.facts import Facts, facts_of
from closewatch.watch.routing import MOST_IN_DIGEST, WINDOW, Batch, batches_due, is_quiet, messages_due, move, next_at, rhythm_of
from closewatch.watch.settings import AlertRule, ChannelKind, ChannelSettings, HowOften, QuietHours, Watching
from tests.watch.telling import NOON, ids, noted

MAIL = ChannelSettings("team", ChannelKind.MAIL, {})
TERMINAL = ChannelSettings("team", ChannelKind.TERMINAL, {})
KEYS = {"qu:1": QuestionKey("killed", None, None, "KP", "combatant", "RU"), "qu:2": QuestionKey("deployed", None, None, None, None, "UA")}
NIGHT = Watching(zone="Europe/Berlin", quiet_hours=QuietHours(22 * 60, 7 * 60))


def at(words: str, zone: str = "UTC") -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def due(
    watching: Watching, untold: Sequence[Noted], now: datetime, channel: ChannelSettings = MAIL, told: Sequence[Noted] = ()
) -> tuple[Batch, ...]:
    return batches_due(watching, channel, untold, now, Facts(key_of=KEYS.get, told=lambda: told))


def sizes(batches: Sequence[Batch]) -> list[int]:
    return [len(batch.alerts) for batch in batches]


def amount(number: int) -> Range:
    return Range(low=Decimal(number), best=Decimal(number), high=Decimal(number))


def with_rule(**given: object) -> Watching:
    return Watching(rules=(AlertRule(**given),))  # type: ignore[arg-type]


def test_without_rules_everything_is_told_at_once_one_by_one() -> None:
    alerts = [noted("one"), noted("two", question=None), noted("three", seq=2)]
    assert [ids(batch.alerts) for batch in due(Watching(), alerts, NOON)] == [[one] for one in ids(alerts)]


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ({"questions": ("qu:1",)}, True),
        ({"questions": ("qu:2",)}, False),
        ({"measures": ("killed", "wounded")}, True),
        ({"measures": ("wounded",)}, False),
        ({"places": ("RU",)}, True),
        ({"places": ("UA",)}, False),
        ({"populations": ("KP",)}, True),
        ({"populations": ("RU",)}, False),
        ({"kinds": (AlertKind.CONFLICT, AlertKind.DRIFT)}, True),
        ({"kinds": (AlertKind.DRIFT,)}, False),
        ({"measures": ("killed",), "places": ("UA",)}, False),
        ({"to": ("team",)}, True),
        ({"to": ("others",)}, False),
    ],
)
def test_a_rule_says_what_goes_to_whom(rule: dict[str, object], told: bool) -> None:
    assert bool(due(with_rule(**rule), [noted("one")], NOON)) is told


def test_what_is_about_no_question_or_one_that_is_not_known_meets_no_rule_about_questions() -> None:
    for question in (None, "qu:gone"):
        assert due(with_rule(places=("RU",)), [noted("one", question=question)], NOON) == ()
    assert due(with_rule(kinds=(AlertKind.PAGE_GONE,)), [noted("one", question=None, kind=AlertKind.PAGE_GONE)], NOON)


@pytest.mark.parametrize(
    ("was", "now", "share", "number"),
    [
        (amount(1000), amount(1100), True, True),
        (amount(1000), amount(1099), False, True),
        (amount(1100), amount(1000), False, True),
        (amount(100), amount(149), True, False),
        (amount(100), amount(150), True, True),
        (amount(0), amount(1), True, False),
        (Range(low=Decimal(300), open_high=True), Range(high=Decimal(300), open_low=True), True, True),
        (None, amount(3), True, True),
    ],
)
def test_a_figure_that_moved_by_less_is_not_told(was: Range | None, now: Range, share: bool, number: bool) -> None:
    moved = [noted("one", kind=AlertKind.FIGURE_MOVED, was=was, now=now)]
    assert bool(due(with_rule(least=Decimal("0.1"), least_is_share=True), moved, NOON)) is share
    assert bool(due(with_rule(least=Decimal(50)), moved, NOON)) is number
    assert due(with_rule(least=Decimal(10**9)), [noted("one")], NOON)


def test_the_end_that_moved_most_counts() -> None:
    assert move(Range(low=Decimal(30), high=Decimal(40)), Range(low=Decimal(31), high=Decimal(60))) == (Decimal(20), Decimal(40))


def test_of_several_rules_the_most_urgent_holds() -> None:
    rules = (AlertRule(how_often=HowOften.WEEKLY), AlertRule(how_often=HowOften.DAILY), AlertRule(kinds=(AlertKind.CONFLICT,)))
    assert rhythm_of(rules, "team", noted("one").alert, KEYS.get) is HowOften.AT_ONCE
    assert rhythm_of(rules, "team", noted("one", kind=AlertKind.DRIFT).alert, KEYS.get) is HowOften.DAILY
    assert rhythm_of((AlertRule(to=("others",)),), "team", noted("one").alert, KEYS.get) is None


def test_in_quiet_hours_nobody_is_told_and_afterwards_everybody_is() -> None:
    night = at("2026-11-24T23:15", "Europe/Berlin")
    alerts = [noted("one", at=night), noted("two", at=night + timedelta(hours=5), seq=2)]
    for hours in range(8):
        assert due(NIGHT, alerts, night + timedelta(hours=hours)) == ()
    assert sizes(due(NIGHT, alerts, at("2026-11-25T07:00", "Europe/Berlin"))) == [1, 1]


@pytest.mark.parametrize(
    ("local", "quiet"),
    [
        ("2026-11-24T21:59", False),
        ("2026-11-24T22:00", True),
        ("2026-11-25T06:59", True),
        ("2026-11-25T07:00", False),
        ("2026-03-29T03:00", True),
        ("2026-10-25T06:59", True),
        ("2026-10-25T07:00", False),
    ],
)
def test_quiet_hours_go_by_the_clock_on_the_wall(local: str, quiet: bool) -> None:
    assert is_quiet(NIGHT, at(local, "Europe/Berlin")) is quiet


def test_many_alerts_of_one_night_come_as_one_digest_in_the_morning() -> None:
    night = at("2026-11-24T23:00", "Europe/Berlin")
    alerts = [noted(str(number), at=night + timedelta(minutes=20 * number), seq=number) for number in range(12)]
    [batch] = due(NIGHT, alerts, at("2026-11-25T07:00", "Europe/Berlin"))
    assert (ids(batch.alerts), batch.heading) == (ids(alerts), "Alerts")


@pytest.mark.parametrize(
    ("noticed", "sent"),
    [
        ("2026-11-24T07:29", "2026-11-24T07:30"),
        ("2026-11-24T07:30", "2026-11-25T07:30"),
        ("2026-11-24T12:00", "2026-11-25T07:30"),
        ("2026-03-28T12:00", "2026-03-29T07:30"),
        ("2026-10-24T12:00", "2026-10-25T07:30"),
    ],
)
def test_a_daily_digest_comes_at_its_time_also_when_clocks_change(noticed: str, sent: str) -> None:
    watching = Watching(zone="Europe/Berlin", digest_at=7 * 60 + 30, rules=(AlertRule(how_often=HowOften.DAILY),))
    alerts = [noted("one", at=at(noticed, "Europe/Berlin"))]
    assert due(watching, alerts, at(sent, "Europe/Berlin") - timedelta(seconds=1)) == ()
    [batch] = due(watching, alerts, at(sent, "Europe/Berlin"))
    assert batch.heading == "Daily digest"


def test_a_weekly_digest_comes_on_its_day_and_one_that_was_missed_comes_late_once() -> None:
    watching = Watching(digest_at=450, digest_day=0, rules=(AlertRule(how_often=HowOften.WEEKLY),))
    alerts = [noted("one", at=at("2026-11-24T12:00")), noted("two", at=at("2026-11-29T12:00"), seq=2)]
    assert due(watching, alerts, at("2026-11-30T07:29")) == ()
    on_time, late = due(watching, alerts, at("2026-11-30T07:30")), due(watching, alerts, at("2026-12-03T18:00"))
    assert on_time == late
    assert (sizes(late), late[0].heading) == ([2], "Weekly digest")


def test_a_digest_that_failed_is_the_same_one_when_the_next_is_due() -> None:
    watching = Watching(digest_at=450, rules=(AlertRule(how_often=HowOften.DAILY),))
    first, second = noted("one", at=at("2026-11-24T06:00")), noted("two", at=at("2026-11-24T09:00"), seq=2)
    assert [ids(batch.alerts) for batch in due(watching, [first, second], at("2026-11-25T08:00"))] == [ids([first]), ids([second])]


def test_a_digest_that_falls_into_quiet_hours_comes_when_they_end() -> None:
    watching = replace(NIGHT, digest_at=5 * 60, rules=(AlertRule(how_often=HowOften.DAILY),))
    alerts = [noted("one", at=at("2026-11-24T12:00"))]
    assert due(watching, alerts, at("2026-11-25T06:59", "Europe/Berlin")) == ()
    assert sizes(due(watching, alerts, at("2026-11-25T07:00", "Europe/Berlin"))) == [1]


def test_more_than_ten_that_came_together_are_one_digest() -> None:
    alerts = [noted(str(number)) for number in range(11)]
    assert sizes(due(Watching(), alerts[:10], NOON)) == [1] * 10
    assert sizes(due(Watching(), alerts, NOON)) == [11]
    assert sizes(due(Watching(), [noted(str(number)) for number in range(MOST_IN_DIGEST + 1)], NOON)) == [MOST_IN_DIGEST, 1]


def test_after_ten_in_ten_minutes_the_others_wait_and_come_together() -> None:
    alerts = [noted(str(number), seq=number, at=NOON + timedelta(seconds=number)) for number in range(30)]
    told = alerts[:10]
    assert [batch.alerts for batch in due(Watching(), alerts, NOON + timedelta(seconds=40))] == [(one,) for one in told]
    assert due(Watching(), alerts[10:], NOON + timedelta(seconds=40), told=told) == ()
    [batch] = due(Watching(), alerts[10:], NOON + WINDOW, told=told)
    assert batch.alerts == tuple(alerts[10:])


def test_lists_are_told_everything_that_is_there_at_once() -> None:
    alerts = [noted(str(number), seq=number) for number in range(30)]
    assert sizes(due(Watching(), alerts, NOON, TERMINAL)) == [30]


def test_what_could_not_be_told_for_days_comes_as_one_digest_a_day() -> None:
    alerts = [noted(f"{day} {number}", seq=10 * day + number, at=NOON + timedelta(days=day)) for day in range(4) for number in range(3)]
    found = due(Watching(), alerts, NOON + timedelta(days=3))
    assert sizes(found) == [3, 3, 1, 1, 1, 1, 1, 1]
    assert found[0].heading == "Alerts not told before"


def test_a_clock_that_was_put_back_keeps_nothing_waiting() -> None:
    ahead = [noted(str(number), at=NOON + timedelta(days=400), seq=number) for number in range(12)]
    assert len([one for batch in due(Watching(), ahead, NOON) for one in batch.alerts]) == 12
    daily = Watching(rules=(AlertRule(how_often=HowOften.DAILY),))
    assert sizes(due(daily, ahead, NOON)) == [12]


@given(
    gaps=st.lists(st.integers(0, 4000), min_size=1, max_size=60),
    sizes_of_entries=st.lists(st.integers(1, 14), min_size=60, max_size=60),
    quiet=st.booleans(),
    crash=st.lists(st.booleans(), min_size=200, max_size=200),
)
def test_whatever_fails_every_alert_is_told_in_one_message_only(
    gaps: list[int], sizes_of_entries: list[int], quiet: bool, crash: list[bool]
) -> None:
    """A message that a receiver took and whose delivery was not noted comes again as it was: who keeps ids sees no alert twice."""
    watching = NIGHT if quiet else Watching()
    clock, untold, told = at("2026-11-24T15:00"), list[Noted](), list[Noted]()
    taken: dict[str, frozenset[str]] = {}
    crashes = iter(crash)
    for number, gap in enumerate(gaps):
        clock += timedelta(seconds=gap)
        untold += [noted(f"{number} {place}", seq=number, at=clock) for place in range(sizes_of_entries[number])]
        for batch in due(watching, untold, clock, told=told):
            members = frozenset(ids(batch.alerts))
            for one in members:
                assert taken.setdefault(one, members) == members
            if next(crashes, False):
                break
            told += batch.alerts
            untold = [one for one in untold if one.alert.id not in members]
    for later in (12, 18, 36):
        for batch in due(watching, untold, clock + timedelta(hours=later), told=told):
            told += batch.alerts
            untold = [one for one in untold if one.alert.id not in ids(batch.alerts)]
    assert not untold


@given(after=st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)), minute=st.integers(0, 1439), weekday=st.none() | st.integers(0, 6))
def test_the_next_time_on_the_wall_is_after_now_and_within_a_period(after: datetime, minute: int, weekday: int | None) -> None:
    now = after.replace(tzinfo=UTC)
    found = next_at(now, minute, "America/New_York", weekday)
    assert now < found <= now + timedelta(days=1 if weekday is None else 7, hours=2)
    local = found.astimezone(ZoneInfo("America/New_York"))
    assert weekday in (None, local.weekday())
    assert (local.hour * 60 + local.minute - minute) % 1440 in (0, 60)


def test_messages_of_a_case_say_what_is_due_and_nothing_where_nothing_is() -> None:
    with case_in_memory("Kursk", "person:tester", NOON) as case:
        [message] = messages_due(Watching(), MAIL, [noted("one")], NOON, case.tables, "Kursk")
        assert (message.id, message.subject) == (noted("one").alert.id, "New conflict: Deployment: North Korean soldiers in Russia")
        assert "a report that is not in this case" in message.text
        assert messages_due(Watching(), MAIL, [], NOON, case.tables) == ()
        assert messages_due(NIGHT, MAIL, [noted("one")], at("2026-11-24T23:00"), case.tables) == ()
        assert facts_of(case.tables, "team").key_of("qu:1") is None
