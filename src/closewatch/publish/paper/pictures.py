"""Charts for the typesetter: a drawing with the letters of the paper in place of those of a screen.

Whether a chart is any good is decided where it is drawn (`publish.charts`); what is not well-formed is not drawn at all, and the
dossier says so and shows the data.
"""

from __future__ import annotations

import re

from lxml import etree

from closewatch.publish.paper.letters import Letters

FAMILIES = "Noto Sans, Noto Sans KR, Noto Sans Arabic, Noto Sans Hebrew, Noto Sans Armenian, Noto Sans Georgian, Noto Sans Math, Noto Emoji"

_FAMILY = re.compile(r'font-family="[^"]*"')


def drawable(svg: str, letters: Letters) -> str | None:
    """Give a chart as it is drawn on paper; None where it is no drawing.

    >>> drawable('<svg xmlns="http://www.w3.org/2000/svg" font-family="system-ui, sans-serif"/>', Letters())[40:63]
    'font-family="Noto Sans,'
    >>> drawable("<svg", Letters()) is None
    True
    """
    drawn = letters.on_paper(_FAMILY.sub(f'font-family="{FAMILIES}"', svg))
    try:
        etree.fromstring(drawn.encode(), etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    except etree.XMLSyntaxError:
        return None
    return drawn
