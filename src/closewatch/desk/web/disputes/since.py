"""What is new to somebody: up to which entry they had seen the case before, kept for an hour so that loading again loses nothing."""

from __future__ import annotations

from closewatch.desk.web.desk_file import DeskFile

AN_HOUR = 3600.0

_WHAT = "looked"


def looked_before(file: DeskFile, person: str, seq: int, at: float) -> int | None:
    """Give the entry up to which a person had seen the case when they looked before, and note that they see it up to `seq` now.

    None where they never looked. What was new stays new for an hour from the first look at it; `at` is the time in seconds.
    """
    note = file.recall(person, _WHAT)
    if not isinstance(note, dict):
        file.remember(person, _WHAT, {"since": seq, "seen": seq, "at": at})
        return None
    since, seen, begun = int(note["since"]), int(note["seen"]), float(note["at"])
    if at - begun >= AN_HOUR or at < begun:
        since, begun = seen, at
    told = {"since": since, "seen": max(seen, seq), "at": begun}
    if told != note:
        file.remember(person, _WHAT, told)
    return since
