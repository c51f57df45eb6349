"""How scripts of the lab start the command line: the interpreter they run under, no installed script needed."""

from __future__ import annotations

import sys

_START = "import sys; from closewatch.desk.commands import main; sys.exit(main())"


def command(*words: str) -> list[str]:
    """Give the argument list that runs `closewatch` with these words."""
    return [sys.executable, "-c", _START, *words]
