"""WACZ: what may leave a case as a web archive that others can replay, with the journal inside, and its strict check.

The package follows WACZ 1.1.1 (Webrecorder). `writing.write_wacz` writes it, `checking.check_wacz` names all that does not hold, and
`package.open_package` reads it again: `ledger()`, `originals()`, `original(digest)`, `member(name)`, `about()`, `withheld()`. Its members:

    archive/data.warc.gz     the originals, one record each        indexes/index.cdx   where each record lies
    pages/pages.jsonl        one page for each record              datapackage.json, datapackage-digest.json
    closewatch/ledger.jsonl  the journal, one entry a line         closewatch/case.json   title, head, what was put in
    closewatch/withheld.json what was left out, and why            closewatch/NAME        whatever a caller adds
"""
