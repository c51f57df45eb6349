"""How a person's wish to protect somebody becomes a decision: what it may say, and what it must not give away.

What a protection covers is told by `ledger.views.protections`; names that no report holds come here sealed (`protect.pseudonym`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from secrets import token_hex

from closewatch.ledger.case import Case
from closewatch.ledger.views.protections import SEALED, protection_by, pseudonyms_of_others
from closewatch.protect.folding import folded
from closewatch.protect.search import search_for
from closewatch.terms.decision import Decision
from closewatch.terms.trouble import CaseError

SAID = ("pseudonym", "words", SEALED)
"""What a protection can say besides its reason."""

_MOST_SIGNS = 60
_SALT_BYTES = 16


def pairs_of_protection(pairs: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Give what a protection says, with a number drawn by lot: without it, a name could be guessed at by the ids.

    Raises: CaseError for a field that a protection has not, for an empty one, and for two pseudonyms.
    """
    for field, value in pairs:
        if field not in SAID:
            raise CaseError(f"wanted pseudonym=, words= or name= to protect, found {field}=")
        if not value or (field == "pseudonym" and (len(value) > _MOST_SIGNS or not value.isprintable())):
            raise CaseError(f"wanted a value for {field} (a pseudonym has at most {_MOST_SIGNS} signs, on one line), found {value[:80]!r}")
    if sum(field == "pseudonym" for field, _ in pairs) > 1:
        raise CaseError("wanted one pseudonym, found several")
    return (*pairs, ("salt", token_hex(_SALT_BYTES)))


def check_protection(case: Case, decision: Decision) -> None:
    """Make sure that a protection protects something, and that its pseudonym is nobody else's and tells no name.

    Raises: CaseError.
    """
    one = protection_by(case.tables, decision, case.folder)
    sealed = any(field == SEALED for field, _ in decision.replacement)
    if not (one.names or one.forms or one.local or one.reports or one.originals or sealed):
        raise CaseError(f"wanted words that tell who it is (--set words=…), found none at its source ({decision.on})")
    if not one.pseudonym:
        return
    if folded(one.pseudonym) in map(folded, pseudonyms_of_others(case.tables, one)):
        raise CaseError(f"wanted a pseudonym that nobody has yet, found {one.pseudonym}")
    if search_for((one,)).finds(one.pseudonym) or any(_describes(local.words, one.pseudonym) for local in one.local):
        raise CaseError(f"wanted a pseudonym in which the protected name does not stand, found {one.pseudonym}")


def _describes(words: str, pseudonym: str) -> bool:
    """Tell whether a pseudonym holds a description of two words or more, such as "nurse of ward 6"; one word fits too many to tell."""
    told = folded(words).strip()
    return " " in told and re.search(rf"(?<!\w){re.escape(told)}(?!\w)", folded(pseudonym)) is not None
