"""How what the ledger names goes by as linked data, and the contexts that say what every key means; nothing is ever downloaded.

The namespace lies under `.invalid`, a name that nobody can ever own (RFC 2606): it promises no page. Ids stand as in the ledger; the
context makes whole addresses of them (`st:ab…` is https://closewatch.invalid/id/st:ab…).
"""

from __future__ import annotations

import json
from importlib.resources import files
from urllib.parse import quote

from closewatch.publish.shapes import Shape

ANNOTATION_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
SCHEMA_CONTEXT = "https://schema.org"
OWN_CONTEXT = "https://closewatch.invalid/ns/context.jsonld"
CONTEXTS = {ANNOTATION_CONTEXT: "annotation.jsonld", SCHEMA_CONTEXT: "schema.jsonld", OWN_CONTEXT: "closewatch.jsonld"}
"""Every context that is named, and the file that stands for it: of the public ones the terms used here, which mean the same there."""

_KINDS_OF_AGENT = ("person", "reader", "linker")


def context_bytes(address: str) -> bytes:
    """Give the file that stands for a context. Raises: KeyError for one that is not bundled."""
    return (files("closewatch.publish.exports.linked_data") / "contexts" / CONTEXTS[address]).read_bytes()


def context(address: str) -> Shape:
    """Give a context as it is read. Raises: KeyError for one that is not bundled.

    >>> sorted(context(SCHEMA_CONTEXT))
    ['@context']
    """
    read: Shape = json.loads(context_bytes(address))
    return read


def agent_name(by: str) -> str:
    """Name who did something as an address can: `person:NAME`, `reader:NAME`, `linker:NUMBER`, and anybody else as an agent.

    >>> agent_name("person:Anna B"), agent_name("reader:en-1"), agent_name("en-1")
    ('person:Anna%20B', 'reader:en-1', 'agent:en-1')
    """
    kind, found, name = by.partition(":")
    return f"{kind}:{quote(name, safe='')}" if found and kind in _KINDS_OF_AGENT else f"agent:{quote(by, safe='')}"


def reader_name(read_by: str) -> str:
    """Name what found a value: a reader under its name, a person where one added it.

    >>> reader_name("en-1"), reader_name("person:anna")
    ('reader:en-1', 'person:anna')
    """
    return agent_name(read_by if ":" in read_by else f"reader:{read_by}")
