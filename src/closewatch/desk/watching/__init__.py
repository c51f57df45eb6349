"""The watch at work: three loops over one ledger, which ask, read and tell. What each decides is decided in `closewatch.watch`."""
