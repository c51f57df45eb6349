"""One self-contained file of HTML from a dossier: no script, nothing asked for elsewhere, the same bytes every time.

What is said and cited stands in the dossier; here it gets its look, on a screen of any width, in light and in dark, and on paper.
"""

from __future__ import annotations

import base64
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from closewatch.publish.pages.shown import shown_dossier
from closewatch.publish.pages.words_shown import block, cell_look, flat, inline, maker_words, moment, web_address
from closewatch.publish.wording import counted
from closewatch.terms.dossier import Dossier


def render_page(dossier: Dossier) -> bytes:
    """Write a dossier as one HTML file that can be read, searched, printed and followed down to every quoted word."""
    template = _templates().get_template("dossier.html")
    return template.render(shown=shown_dossier(dossier), dossier=dossier, style=Markup(_style()), policy=page_policy()).encode("utf-8")


@cache
def _templates() -> Environment:
    made = Environment(
        loader=PackageLoader("closewatch.publish.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= {"inline": inline, "block": block, "flat": flat, "moment": moment, "maker": maker_words}
    made.filters |= {"cell_look": cell_look, "web_address": web_address, "counted": counted, "drawn": Markup}
    return made


@cache
def _style() -> str:
    """Put the style sheets together: the colours and charts of the desk, and what a dossier is made of."""
    charts, own = files("closewatch.publish.charts") / "style", files("closewatch.publish.pages") / "style"
    sheets = (charts / "colours.css", charts / "charts.css", own / "dossier.css", own / "annex.css", own / "paper.css")
    return "\n" + "\n".join(sheet.read_text("utf-8") for sheet in sheets)


def page_policy() -> str:
    """Give the policy that every page carries: nothing but its own style, named by its digest, and the empty picture that stands for a
    site's sign (Content Security Policy, level 3)."""
    digest = base64.b64encode(sha256(_style().encode("utf-8")).digest()).decode("ascii")
    return f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
