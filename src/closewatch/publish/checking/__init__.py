"""How a stranger checks a dossier without the case: the file, its manifest and its package, and nothing else.

`check.check_dossier` is the whole of it: `inside` reads the values that the file was made of, `cites` follows every cite down to bytes
along the journal in the package, `words` looks every sentence up in the file.
"""
