"""What the entries add up to: tables beside the journal, rebuildable from it alone."""
