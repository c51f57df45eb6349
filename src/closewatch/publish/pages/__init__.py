"""How a dossier looks as one file of HTML: the page, its template and its style."""
