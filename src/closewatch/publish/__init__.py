"""Floor 3, a job: the shapes in which what the ledger holds leaves it. Records nothing."""
