"""Guards words and bytes: seals, pseudonyms, redaction, signatures."""
