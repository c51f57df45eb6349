"""What shared words are: quoted in whatever dress, attributed, told by the outlet, or standing under every report."""

from __future__ import annotations

import pytest

from closewatch.linking.classes import classify
from closewatch.linking.passages import Passage
from closewatch.linking.quoted import quoted
from closewatch.reading.readers.rules import read_by_rules
from closewatch.terms.claim import PassageClass
from closewatch.terms.reading import Account
from closewatch.testing import plain_report

BEFORE = "The ferry left the mole at six with its lamps out, and the harbour office counted nobody on board."
AFTER = "By noon the market stood under water up to the second step, and the stalls had been carried to the school."


def class_of(shared: str, before: str = BEFORE, after: str = AFTER) -> PassageClass:
    """The class of some words of a report."""
    left = plain_report(f"{before}\n\n{shared}\n\n{after}")
    right = plain_report(shared)
    start = left.text.index(shared)
    passage = Passage(left.span(start, start + len(shared)), right.span(0, len(shared)), len(shared.split()))
    return classify(passage, Account(left, read_by_rules(left)), right)


@pytest.mark.parametrize(
    "shared",
    [
        "Sign up for our evening newsletter and have the harbour in your inbox by seven.",
        "Follow the Quay Observer on Facebook and on Telegram!",
        "© Northline Daily 2025. All rights reserved.",
        "This dispatch may not be published, broadcast or rewritten without a licence.",
        "Photograph: A. Marsh for the Harbour Gazette",
        "Comments on this page are moderated and close after three days.",
        "Do you know more about this story? Write to our newsroom.",
        "Read more: how the mole was built",
        "This article first appeared in the Quay Observer. Subscribe to its weekly briefing for free.",
        "<!-- slot_width = 300; slot_height = 250; -->",
    ],
)
def test_standing_text_is_known_by_its_phrases_whatever_the_outlet(shared: str) -> None:
    assert class_of(shared) is PassageClass.BOILERPLATE


@pytest.mark.parametrize(
    "shared",
    [
        "The families were told to follow the road to the upper bridge and to find shelter on the school's first floor.",
        "The army said that its photographs of the bridge may have been taken in the spring, before the rail was gone.",
        "Those who registered with the relief council in the morning received flour, salt and two blankets by the evening.",
        "A list compiled by the health ministry names forty villages, and a copy of it hangs in the hall of the school.",
    ],
)
def test_what_happened_is_not_standing_text_though_it_has_such_words(shared: str) -> None:
    assert class_of(shared) is not PassageClass.BOILERPLATE


def test_words_set_apart_after_a_colon_are_quoted() -> None:
    shared = "No boat of this company was at the mole that night. All of its lamps were lit.\n\nThe company has nothing to add."
    assert class_of(shared, f"{BEFORE}\n\nThe ferry company wrote in a statement:") is PassageClass.QUOTATION
    assert class_of(shared) is PassageClass.NARRATIVE


def test_a_list_that_a_colon_opens_is_told_by_the_outlet() -> None:
    shared = "The upper bridge has lost its rail and one of its lamps. The lower one stands, and carts are let over it one by one."
    assert class_of(shared, "This is the state of the bridges tonight:") is PassageClass.NARRATIVE


def test_the_outlet_speaks_again_after_words_set_apart() -> None:
    text = "The clerk wrote:\n\nNine carts of salt are gone.\n\nHe added that he slept.\n\nIt rained."
    assert [text[start:end] for start, end in quoted(text)] == ["Nine carts of salt are gone."]


def test_a_quotation_over_paragraphs_is_quoted_to_its_last_mark() -> None:
    shared = "“The carts went in first.\n\n“Then the horses, and then the man who had steered us,” a porter of the night shift recalled."
    assert class_of(shared) is PassageClass.QUOTATION
    unmarked_between = '"The carts went in first.\n\nThen the horses went, and the man who had steered us all.\n\nNobody called out."'
    assert class_of(unmarked_between) is PassageClass.QUOTATION


def test_a_paragraph_in_the_first_person_is_somebody_s_own_telling() -> None:
    shared = "I never saw the sea before that night. My brother held me by the collar until I could feel the stairs under my feet."
    assert class_of(shared, f"{BEFORE}\n\nThe bell rang from two.", f"{AFTER}\n\nThe baker climbed the tower.") is PassageClass.QUOTATION
