"""Walk a case by hand: `python walk_by_hand.py CASE [HEAD]`. Knows only the recipe of docs/guide/ledger.md, and nothing of Closewatch."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any


def digest(data: bytes) -> str:
    return "sha256:" + hashlib.sha256(data).hexdigest()


def canonical(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def walk(folder: Path, head: str) -> Iterator[str]:
    """Name whatever does not hold, then the head that was found."""
    last, count, heads, named = "sha256:" + "0" * 64, 0, set(), set()
    query = "SELECT seq, at, by, kind, prev, body_digest, digest, salt, body FROM entries JOIN bodies USING (seq) ORDER BY seq"
    with closing(sqlite3.connect(f"{(folder / 'ledger.db').resolve().as_uri()}?mode=ro", uri=True)) as ledger:
        for seq, at, by, kind, prev, body_digest, entry_digest, salt, text in ledger.execute(query):
            count += 1
            body = None if text is None else json.loads(text)
            if seq != count or prev != last:
                yield f"entry {seq} does not follow entry {count - 1}"
            if text is not None and digest(canonical({"body": body, "salt": salt})) != body_digest:
                yield f"the body of entry {seq} is not the one that was written"
            last = digest(canonical({"at": at, "body": body_digest, "by": by, "kind": kind, "prev": prev, "seq": seq}))
            if last != entry_digest:
                yield f"entry {seq} is not the one that was written"
            heads.add(last)
            named |= {body["capture"]["digest"]} if kind == "capture" and body else set()
    if head and head not in heads:
        yield f"the journal never had the head {head}"
    kept = {"sha256:" + path.name: path for path in (folder / "vault").glob("??/*")}
    yield from (f"the original {name} is missing" for name in sorted(named - set(kept)))
    yield from (f"no entry names the original {name}" for name in sorted(set(kept) - named))
    yield from (f"the original {name} was changed" for name, path in sorted(kept.items()) if digest(path.read_bytes()) != name)
    yield f"head {count} {last}"


if __name__ == "__main__":
    *faults, found = walk(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "")
    sys.stdout.write("\n".join([*faults, found]) + "\n")
    sys.exit(1 if faults else 0)
