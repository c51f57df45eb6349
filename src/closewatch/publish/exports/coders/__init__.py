"""The tables of event coders: UCDP GED, ACLED and Airwars, with the columns that the ledger knows and the rest left to a person."""
