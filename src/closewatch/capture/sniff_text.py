"""Which kind of text a text is: a page, a feed, a mail, a table, a list of addresses, or plain words. Bytes are told apart in `sniff`."""

from __future__ import annotations

import json
import re

MAIL = "message/rfc822"
MHTML = "multipart/related"
HTML = "text/html"
PLAIN = "text/plain"
ARTICLE = "application/x-article+json"
JSON_FEED = "application/feed+json"

_PROLOG = re.compile(
    r"(?:\s+|<\?[^>]{0,2000}\?>|<!--.{0,20000}?-->|<!DOCTYPE[^>\[]{0,2000}(?:\[.{0,20000}?\]\s*)?>)*", re.DOTALL | re.IGNORECASE
)
_ROOT = re.compile(r"<([A-Za-z_][\w.-]{0,60}(?::[\w.-]{1,60})?)([^>]{0,4000})")
_PAGE_STARTS = re.compile(r"\s*(?:<!--.{0,20000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.DOTALL | re.IGNORECASE)
_PAGE_TAG = re.compile(
    r"</(?:p|div|h[1-6]|a|span|table|ul|article|body|html|title|b|i|em|strong)\s*>|<(?:br|meta|img|p)\b[^>]{0,300}>", re.IGNORECASE
)
_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9-]{0,60}):[ \t]?(.*)")
_MAIL_HEADERS = frozenset(
    "from to cc bcc subject date reply-to sender message-id received return-path delivered-to mime-version content-type".split()
)
_SURE_HEADERS = frozenset("message-id received return-path delivered-to mime-version x-mailer x-received dkim-signature".split())
_SENT_HEADERS = frozenset("to cc bcc received delivered-to return-path".split())
_MBOX_LINE = re.compile(r"From \S{1,200} [^\n]{0,100}\d{4}[^\n]{0,40}\n[A-Za-z][A-Za-z0-9-]{0,60}:")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_COLUMNS = frozenset(
    "title headline date published published_at outlet publisher source url link text body content author authors article".split()
)
_FEED_VERSION = re.compile(r'"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org\\?/version\\?/')
_JSON_SIGN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?\Z)|[\[\]{}]', re.DOTALL)
_WORDS_COLUMNS = frozenset("text body content article".split())


def sniff_text(head: str, name: str = "", declared: str = "", whole: bool = True) -> str:
    """Tell the media type of a text from its beginning, `whole` saying whether that is all of it.

    >>> sniff_text("https://a.example/1\\nhttps://a.example/2\\n"), sniff_text("title,date,text\\nA,2024,B\\n", "notes.txt")
    ('text/uri-list', 'text/csv')
    """
    ending = name.lower().rsplit("/", 1)[-1].rpartition(".")[2] if "." in name else ""
    stated = declared.split(";", 1)[0].strip().lower()
    text = head.lstrip("\ufeff")
    start = text.lstrip()
    if start.startswith("{"):
        kind = JSON_FEED if _is_json_feed(start, stated, whole) else _sniff_json(start, ending, stated)
        if kind:
            return kind
    mail = _sniff_mail(text, ending, stated)
    if mail:
        return mail
    if start.startswith("<"):
        kind = _sniff_markup(text, ending, stated)
        if kind:
            return kind
    if (ending in ("html", "htm", "xhtml") or stated in (HTML, "application/xhtml+xml")) and _PAGE_TAG.search(text):
        return HTML
    if _lists_addresses(text, whole):
        return "text/uri-list"
    if _is_table(text, ending, stated):
        return "text/csv"
    return PLAIN


def _is_json_feed(start: str, stated: str, whole: bool) -> bool:
    """Look for the `version` member of the feed itself (jsonfeed.org/version/1.1); where it was not reached, the stated type decides."""
    versions = {found.start() for found in _FEED_VERSION.finditer(start)}
    depth = 0
    for sign in _JSON_SIGN.finditer(start) if versions else ():
        if sign[0] in ("{", "["):
            depth += 1
        elif sign[0] in ("}", "]"):
            depth -= 1
        elif depth == 1 and sign.start() in versions:
            return True
    return stated == JSON_FEED and not whole


def _sniff_json(start: str, ending: str, stated: str) -> str | None:
    if stated == ARTICLE:
        return ARTICLE
    first, _, rest = start.partition("\n")
    try:
        row = json.loads(first)
    except (ValueError, RecursionError):
        # One row can be longer than what was looked at; only then does the name decide.
        named = ending in ("jsonl", "ndjson") or stated in ("application/jsonl", "application/x-ndjson")
        return "application/jsonl" if named else ("application/json" if re.match(r'\{\s*"', start) else None)
    named = ending in ("jsonl", "ndjson")
    rows = rest.lstrip().startswith("{")
    articles = isinstance(row, dict) and (named or rows or bool(_WORDS_COLUMNS & {key.lower() for key in row}))
    return "application/jsonl" if articles else "application/json"


def _sniff_mail(text: str, ending: str, stated: str) -> str | None:
    start = text.lstrip("\r\n")
    if _MBOX_LINE.match(start):
        return "application/mbox"
    found: dict[str, str] = {}
    last = ""
    for line in start[:65536].splitlines():
        header = _HEADER.match(line)
        if line[:1] in (" ", "\t") and last:
            found[last] += " " + line.strip()
        elif header:
            last = header[1].lower()
            found.setdefault(last, header[2])
        else:
            break
    if stated == ARTICLE or len(_MAIL_HEADERS & found.keys()) < 2:
        return None
    named = ending in ("eml", "mht", "mhtml") or stated in (MAIL, MHTML)
    if not (named or _SURE_HEADERS & found.keys()):
        return None
    if "multipart/related" in found.get("content-type", "").lower():
        saved = "saved by" in found.get("from", "").lower() or "snapshot-content-location" in found
        if saved or not _SENT_HEADERS & found.keys():
            return MHTML
    return MAIL


def _sniff_markup(text: str, ending: str, stated: str) -> str | None:
    if _PAGE_STARTS.match(text):
        return HTML
    prolog = _PROLOG.match(text)
    root = _ROOT.match(text, prolog.end() if prolog else 0)
    tag, attributes = (root[1].lower(), root[2]) if root else ("", "")
    local = tag.rpartition(":")[2]
    if local == "rss" or (local == "rdf" and "purl.org/rss/" in attributes):
        return "application/rss+xml"
    if local == "feed" and ("Atom" in attributes or "atom" in ending + stated):
        return "application/atom+xml"
    if local == "html" or (_PAGE_TAG.search(text) and (ending != "txt" or text.count("</") > 2) and not text.lstrip().startswith("<?xml")):
        return HTML
    if text.lstrip().startswith("<?xml") or text.lstrip().upper().startswith("<!DOCTYPE"):
        return "application/xml"
    return None


def _lists_addresses(text: str, whole: bool) -> bool:
    lines = [line.strip() for line in text.splitlines()]
    if not whole:
        lines = lines[:-1]
    lines = [line for line in lines if line and not line.startswith("#")]
    return bool(lines) and all(_ADDRESS.fullmatch(line) for line in lines)


def _is_table(text: str, ending: str, stated: str) -> bool:
    first = text.lstrip().split("\n", 1)[0].strip()
    if not first or len(first) > 4000:
        return False
    delimiter = max(",;\t|", key=first.count)
    columns = [cell.strip().strip('"').lower() for cell in first.split(delimiter)]
    if len(columns) < 2:
        return False
    known = _COLUMNS & set(columns)
    if len(known) >= 2 and known & _WORDS_COLUMNS:
        return True
    named = ending in ("csv", "tsv") or stated in ("text/csv", "text/tab-separated-values")
    return named and all(len(column.split()) <= 4 and not column.endswith(".") for column in columns)
