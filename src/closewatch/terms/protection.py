"""What a person decided to protect: names and words that do not leave, what stands in their place, and why."""

from __future__ import annotations

from dataclasses import dataclass

from closewatch.terms.ref import ref


@dataclass(frozen=True)
class LocalWords:
    """Words that are protected in one report alone, for elsewhere they mean others too: a common surname, "a soldier", "he"."""

    report: str
    words: str


@dataclass(frozen=True)
class Protected:
    """One protection that holds: the decision, the value that it is on, and every form in which the protected name or words are known.

    `pseudonym` stands in place of each form outside quoted words. `names` are names of people, of which the surname alone and initials
    are looked for too; `forms` are names of bodies, handles and words, looked for whole. `local` are words that are protected in one
    report alone. `actors` are the ids that the protected actor goes by, in every report, first the one of the whole case; `mentioned_in`
    are those of others in whose names it stands ("the driver of …"). Nothing of a protected report or capture leaves: `reports` and
    `originals` name what stays. `salt` was drawn by lot for the decision and is never shown.
    """

    decision: str
    on: str
    pseudonym: str
    reason: str
    forms: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    originals: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    local: tuple[LocalWords, ...] = ()
    mentioned_in: tuple[str, ...] = ()
    salt: str = ""

    @property
    def masked(self) -> str:
        """The id that stands in place of the protected actor's ids, which are made of report and name and could be guessed at."""
        return ref("ac", self.salt, self.decision)
