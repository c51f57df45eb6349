"""One and several: the singular of a noun, as far as its ending or a short list of irregular ones tells.

Knows endings only. What a noun counts is the business of `nouns`, what kind of speaker it names that of `kinds`.
"""

from __future__ import annotations

from functools import lru_cache

_IRREGULAR = {
    "people": "person", "children": "child", "lives": "life", "wives": "wife", "loaves": "loaf", "thieves": "thief",
    "shelves": "shelf", "knives": "knife", "pows": "pow", "idps": "idp", "buses": "bus",
    "aircraft": "aircraft", "cattle": "cattle", "corps": "corps", "media": "media", "news": "news", "personnel": "personnel",
    "police": "police", "series": "series", "species": "species",
}  # fmt: skip


@lru_cache(maxsize=8192)
def singular(noun: str) -> str:
    """Bring a plural noun to its singular, in lower case.

    >>> singular("brigades"), singular("Agencies"), singular("women"), singular("trenches"), singular("witnesses")
    ('brigade', 'agency', 'woman', 'trench', 'witness')
    """
    low = noun.lower()
    if low in _IRREGULAR:
        return _IRREGULAR[low]
    if low.endswith("men"):
        return low[:-3] + "man"
    if low.endswith("ies") and len(low) > 4:
        return low[:-3] + "y"
    if low.endswith(("shes", "ches", "xes", "sses", "zes", "oes")):
        return low[:-2]
    if low.endswith("s") and not low.endswith(("ss", "us", "is")) and len(low) > 2:
        return low[:-1]
    return low
