"""Where a case is kept: SQLite with a folder of originals, or memory, behind one contract."""
