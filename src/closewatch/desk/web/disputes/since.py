"""What is new to somebody: up to which entry they had seen the case before, kept for an hour so that loading again loses nothing."""

from __future__ import annotations

from closewatch.desk.web.desk_file import DeskFile

AN_HOUR = 3600.0


def looked_before(file: DeskFile, person: str, seq: int | None, at: float, what: str = "looked") -> int | None:
    """Give the entry up to which a person had seen the case when they looked before, and note that they see it up to `seq` now.

    None where they never looked. What was new stays new for an hour from the first look at it; `at` is the time in seconds, `what` the
    word under which that is remembered. `seq` is None where what they see now is only some of it.
    """
    note = file.recall(person, what)
    if not isinstance(note, dict):
        if seq is not None:
            file.remember(person, what, {"since": seq, "seen": seq, "at": at})
        return None
    since, seen, begun = int(note["since"]), int(note["seen"]), float(note["at"])
    if at - begun >= AN_HOUR or at < begun:
        since, begun = seen, at
    told = {"since": since, "seen": max(seen, seq or 0), "at": begun}
    if told != note:
        file.remember(person, what, told)
    return since
