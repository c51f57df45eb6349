"""Puts a question as `closewatch demo` prints it today into the README, in the place of the one that is there.

    python lab/picture.py [WORDS]

Takes the question whose line has the same words as the one in the README, or the first with WORDS in its line. The sentence below the
picture says what it shows: read it again afterwards.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from pathlib import Path

from command import command

README = Path(__file__).parent.parent / "README.md"
PICTURE = re.compile(r"(?<=^```\n)\d+\. .*?(?=\n```$)", re.MULTILINE | re.DOTALL)


def main() -> int:
    """Write the picture; 1 where the demo prints no such question."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("words", nargs="?")
    given = parser.parse_args()
    readme = README.read_text(encoding="utf-8")
    held = PICTURE.search(readme)
    if held is None:
        print("wanted a picture in README.md, found none", file=sys.stderr)
        return 1
    words = given.words or wording(held.group())
    shown = subprocess.run(command("demo"), capture_output=True, text=True, encoding="utf-8", check=True).stdout
    lines = "\n".join(line.rstrip() for line in shown.splitlines())
    found = next((part.strip("\n") for part in re.split(r"\n(?=\d+\. )", lines) if words in part.split("\n")[0]), None)
    if found is None:
        print(f"wanted a question with {words!r} in what the demo prints, found none; name the words of another", file=sys.stderr)
        return 1
    picture = found.split("\n\n")[0]
    README.write_text(readme[: held.start()] + picture + readme[held.end() :], encoding="utf-8")
    print(picture)
    return 0


def wording(picture: str) -> str:
    """Give the words of a question without its number and its id.

    >>> wording("7. Pay of soldiers, per month (USD)  qu:2870033e4c")
    'Pay of soldiers, per month (USD)'
    """
    return re.sub(r"^\d+\. |  qu:.*", "", picture.split("\n")[0])


if __name__ == "__main__":
    raise SystemExit(main())
