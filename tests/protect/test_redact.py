"""What comes out of a redaction holds nothing protected, keeps every offset, and is what it was where nothing is protected."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from closewatch.protect.redact import Redaction
from closewatch.terms.actor import Actor, ActorKind
from closewatch.terms.capture import Capture
from closewatch.terms.claim import Link, LinkKind
from closewatch.terms.decision import Decision, Verdict
from closewatch.terms.protection import LocalWords, Protected
from closewatch.terms.report import Excerpt, Span
from closewatch.terms.statement import Manner, Stance, Statement
from closewatch.terms.trouble import Problem
from closewatch.testing import plain_report

AT = datetime(2025, 1, 1, tzinfo=UTC)
ACTOR = "ac:" + "1" * 32
MENTION = "ac:" + "2" * 32
NAMED = Protected("de:1", ACTOR, "Source A", "asked", names=("Ivan Petrenko",), actors=(ACTOR,))
PETRENKO = replace(NAMED, mentioned_in=(MENTION,), salt="drawn by lot")
TEXT = "Ivan Petrenko said it rained. Petrenko's sister was there."


def said(report: str, *spans: Span) -> Statement:
    return Statement(report, spans, (), (), Manner.INDIRECT, Stance.ASSERTS)


def test_without_protections_everything_is_given_as_it_is() -> None:
    report = plain_report(TEXT)
    assert Redaction().value(report) is report
    assert Redaction().blacked(TEXT) is TEXT


def test_what_holds_nothing_protected_is_the_same_object() -> None:
    report = plain_report("Nobody said anything.")
    assert Redaction((PETRENKO,)).value(report) is report


def test_words_of_a_report_are_blacked_out_sign_for_sign() -> None:
    report = plain_report(TEXT, headline="Petrenko speaks")
    redacted = Redaction((PETRENKO,)).value(report)
    assert redacted.text == "████████ speaks\n\n█████████████ said it rained. ████████'s sister was there."
    spans = [block.span for block in redacted.blocks]
    assert [span.exact for span in spans] == [redacted.text[span.start : span.end] for span in spans]
    assert redacted.headline == "Source A speaks"


def test_quoted_words_are_blacked_out_as_their_report_is_though_a_name_is_cut() -> None:
    redaction = Redaction((PETRENKO,), lambda report: TEXT)
    statement = redaction.value(said("re:1", Span(0, 4, "Ivan"), Span(5, 18, "Petrenko said")))
    assert [span.exact for span in statement.source] == ["████", "████████ said"]
    assert redaction.value(Excerpt("re:1", 2, 18, TEXT[2:18])).exact == "███████████ said"


def test_words_that_are_protected_in_one_report_stay_in_others() -> None:
    local = Protected("de:1", ACTOR, "Source A", "Seo asked for it", local=(LocalWords("re:1", "Seo"),), salt="s")
    redaction = Redaction((local,), lambda report: "Seo said so.")
    assert redaction.value(said("re:1", Span(0, 3, "Seo"))).source[0].exact == "███"
    assert redaction.value(said("re:2", Span(0, 3, "Seo"))).source[0].exact == "Seo"
    assert redaction.reason_of(local) == "Source A asked for it"


def test_the_protected_actor_has_another_name_and_another_id() -> None:
    redaction = Redaction((PETRENKO,))
    actor = redaction.value(Actor(ACTOR, "Ivan Petrenko", ActorKind.PERSON, ("Ivan Petrenko",), country="UA", key="known"))
    assert (actor.name, actor.names, actor.pseudonymous, actor.country, actor.key) == ("Source A", ("Source A",), True, "UA", None)
    assert actor.id == PETRENKO.masked != ACTOR
    assert redaction.unmasked(actor.id) == ACTOR
    assert redaction.value(f"see {ACTOR} or {ACTOR[:13]}") == f"see {actor.id} or {actor.id[:13]}"


def test_who_is_named_after_the_protected_one_keeps_an_id_of_their_own() -> None:
    driver = Redaction((PETRENKO,)).value(Actor(MENTION, "Petrenko's driver", ActorKind.PERSON))
    assert driver.name == "Source A's driver"
    assert driver.id not in (MENTION, PETRENKO.masked)


def test_every_field_of_every_value_is_gone_through() -> None:
    redaction = Redaction((PETRENKO,))
    address, notes = "https://quay.example/ivan-petrenko?by=Petrenko", (("from", "Петренко"),)
    capture = Capture("sha256:1", 1, "text/plain", address, AT, "person:a", "t", notes=notes)
    redacted = redaction.value({"Petrenko": [capture, {"path": Path("by/petrenko.txt")}], "number": Decimal(3)})
    assert redacted == {
        "Source A": [
            replace(capture, source="https://quay.example/source-a?by=source-a", notes=(("from", "Source A"),)),
            {"path": Path("by/source-a.txt")},
        ],
        "number": Decimal(3),
    }
    link = Link(LinkKind.SAME_ACTOR, ACTOR, "ac:" + "3" * 32, Decimal(1), rule="as Petrenko")
    assert redaction.value(link) == replace(link, left=PETRENKO.masked, rule="as Source A")
    assert redaction.value(Problem("a.b", "found Petrenko", "petrenko.pdf")) == Problem("a.b", "found Source A", "source-a.pdf")


def test_a_decision_to_protect_says_its_pseudonym_and_nothing_else() -> None:
    pairs = (("pseudonym", "Source A"), ("words", "of ward 6"), ("sealed", "YWdl"), ("salt", "00"))
    decision = Redaction((PETRENKO,)).value(Decision(ACTOR, Verdict.PROTECT, "person:a", AT, "Petrenko asked", pairs))
    assert (decision.on, decision.replacement, decision.reason) == (PETRENKO.masked, (("pseudonym", "Source A"),), "Source A asked")


def test_nothing_of_a_protected_report_is_told() -> None:
    report = plain_report(TEXT, headline="Rain", published="2025-01-01")
    whole = Protected("de:1", report.id, "Withheld 1", "", reports=(report.id,), originals=(report.capture.digest,), salt="s")
    redacted = Redaction((whole,)).value(replace(report, publisher="Quay Post", url="https://quay.example/1", authors=("A. Byline",)))
    assert redacted.text == "█" * len(report.text)
    assert (redacted.headline, redacted.publisher, redacted.url, redacted.authors) == (None, None, None, ())
    assert (redacted.capture.source, redacted.capture.digest) == ("withheld", report.capture.digest)
    assert redacted.published == report.published


def test_plain_data_is_known_by_the_names_the_ids_and_the_report_that_it_holds() -> None:
    whole = Protected("de:2", "re:" + "9" * 32, "Withheld 2", "", reports=("re:" + "9" * 32,), salt="s")
    redaction = Redaction((PETRENKO, whole))
    assert redaction.holds({"a": [{"b": "said Петренку"}]}) is PETRENKO
    assert redaction.holds({"left": ACTOR}) is PETRENKO
    assert redaction.holds(["x", "re:" + "9" * 32]) is whole
    assert redaction.holds({"a": "Ivan", "b": "Petr", "c": "enko"}) is None


def test_plain_data_of_a_report_with_words_of_its_own_is_known_by_the_report() -> None:
    local = Protected("de:1", ACTOR, "Source A", "", local=(LocalWords("re:1", "Seo"),), salt="s")
    assert Redaction((local,)).holds({"of": "re:1"}) is local
    assert Redaction((local,)).holds({"of": "re:2"}) is None


def test_a_value_that_cannot_be_looked_through_is_not_let_out() -> None:
    redaction = Redaction((Protected("de:1", "ac:1", "Source A", "", names=("Ivan Petrenko",)),))
    with pytest.raises(TypeError, match="can be looked through"):
        redaction.value(iter(["by Ivan Petrenko"]))
