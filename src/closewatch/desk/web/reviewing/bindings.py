"""Which key does what at the desk, for one person: the keys that it comes with, and what somebody made of them.

They are kept in the desk's own file. What a key does in the browser is the business of `static/keys.js`, which reads them from the sheet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from closewatch.desk.web.desk_file import DeskFile

REMEMBERED = "keys"
"""The word that a person's keys are remembered under."""


@dataclass(frozen=True)
class Action:
    """Something that a key does: its name in the pages, the key it comes with, and what it does in words."""

    name: str
    key: str
    words: str


ACTIONS = (
    Action("accept", "a", "Accept as it stands"),
    Action("reject", "x", "Reject"),
    Action("skip", "Space", "Skip; it comes back at the end"),
    Action("correct", "c", "Correct"),
    Action("note", "n", "Write a note"),
    Action("grade", "g", "Grade a source or a claim"),
    Action("statement", "s", "New statement from the selected words"),
    Action("figure", "f", "New figure from the selected words"),
    Action("undo", "u", "Undo my last decision"),
    Action("next", "j", "Next item of a list"),
    Action("previous", "k", "Previous item of a list"),
    Action("search", "/", "Search"),
    Action("sheet", "?", "Show or hide all keys"),
)
"""What can be done by one key. The keys are those of Prodigy where it has one (accept, reject, skip)."""


class NoKey(ValueError):
    """Words that name no key that can be bound."""


@dataclass(frozen=True)
class Bindings:
    """The keys of one person: one to each action, and whether single keys do anything at all."""

    keys: tuple[tuple[Action, str], ...]
    on: bool = True

    def key(self, action: str) -> str:
        """Give the key of an action."""
        return next(key for one, key in self.keys if one.name == action)


def bindings_of(file: DeskFile, person: str) -> Bindings:
    """Give the keys of a person; those that the desk comes with where nothing else was chosen."""
    kept = file.recall(person, REMEMBERED) or {}
    chosen = kept.get("keys", {})
    return Bindings(tuple((action, str(chosen.get(action.name, action.key))) for action in ACTIONS), bool(kept.get("on", True)))


def key_named(words: str) -> str:
    """Read the name of a key as somebody types it.

    >>> key_named("A"), key_named(" "), key_named("space"), key_named("?")
    ('a', 'Space', 'Space', '?')

    Raises: NoKey.
    """
    plain = words.strip()
    if plain.lower() == "space" or (words and not plain):
        return "Space"
    if len(plain) != 1 or not plain.isprintable():
        raise NoKey(f"wanted one sign, or Space, found {words[:20]!r}")
    return plain.lower()


def bind(file: DeskFile, person: str, chosen: Mapping[str, str], *, on: bool) -> dict[str, str]:
    """Keep the keys that somebody chose, unless one cannot be had; gives what is wrong, by the name of the action."""
    keys: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for action in ACTIONS:
        try:
            key = key_named(chosen.get(action.name, ""))
        except NoKey as error:
            wrong[action.name] = str(error)
            continue
        taken = next((other for other, held in keys.items() if held == key), None)
        if taken:
            wrong[action.name] = f"wanted a key of its own, found that {key} stands for {taken}"
        keys[action.name] = key
    if not wrong:
        file.remember(person, REMEMBERED, {"keys": keys, "on": on})
    return wrong


def unbind(file: DeskFile, person: str) -> None:
    """Go back to the keys that the desk comes with."""
    file.remember(person, REMEMBERED, None)
