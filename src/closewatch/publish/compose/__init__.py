"""What a dossier says: sections of sentences with their cites, and the annex in which every cite can be opened."""
