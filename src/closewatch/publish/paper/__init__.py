"""The dossier on paper: a tagged PDF that looks the same on every machine, with its own letters."""
