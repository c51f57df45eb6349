"""Lists and single values for people and for programs: their filters, pages, JSON, CSV, and the description of all of it."""
