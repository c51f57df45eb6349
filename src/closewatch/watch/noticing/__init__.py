"""What moved between two heads of the journal: one file for each kind of thing that moves, `notice` puts them together."""
