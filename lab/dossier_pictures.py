"""Pictures of the dossier of the sample case, as PDF and as page, for people to look at.

    make dossier-pictures                              # into out/dossier
    python lab/dossier_pictures.py --case kursk --pages 300

Wants the environment of `make test-browser`: Playwright and a Chromium.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.browser.conftest import FLAGS, NAMES  # noqa: E402
from tests.browser.desk.sample import sample_case  # noqa: E402

from closewatch.desk.dossiers import make_dossier  # noqa: E402
from closewatch.ledger.case import open_case  # noqa: E402
from closewatch.publish.compose.compose import DossierWanted  # noqa: E402

SCREENS = (("light", 1280, 900), ("dark", 1280, 900), ("light", 360, 780), ("light", 1920, 1080))
PLACES = ("header", "main > section:nth-of-type(2)", "main > section:nth-of-type(3)", "#annex", ".entry:nth-of-type(40)")
"""Where a picture of the page is taken: the first screen, the first sections, the annex and one of its entries."""

SCALE = 110 / 72
"""Pixels per point: 110 dots an inch, enough to judge a printed page by."""


def main() -> None:
    """Make the dossier and take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--case", type=Path, help="a case folder instead of the sample")
    parser.add_argument("--pages", type=int, default=16, help="how many pages of the PDF, and of the printed page")
    asked = parser.parse_args()
    into = ROOT / "out" / "dossier"
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.case or Path(temporary) / "case"
        if not asked.case:
            sample_case(folder)
        with open_case(folder) as case:
            for ending in ("html", "pdf"):
                make_dossier(case, into / f"dossier.{ending}", DossierWanted())
    with sync_playwright() as playwright:
        path = next(found for name in NAMES if (found := shutil.which(name)))
        chromium = playwright.chromium.launch(executable_path=path, args=[*FLAGS, "--no-sandbox"])
        made = [*_screens(chromium, into), *_sheets(into / "dossier.pdf", asked.pages), *_sheets(into / "printed.pdf", asked.pages)]
        chromium.close()
    print(f"{len(made)} pictures in {into}")


def _screens(chromium: Browser, into: Path) -> Iterator[Path]:
    """Show the page on screens of several widths, and print it."""
    for scheme, width, height in SCREENS:
        context = chromium.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
        page = context.new_page()
        page.goto((into / "dossier.html").as_uri(), wait_until="load")
        for number, place in enumerate(PLACES, 1):
            if page.locator(place).count():
                page.locator(place).first.evaluate("one => one.scrollIntoView()")
                yield into / f"page-{scheme}-{width}-{number}.png"
                page.screenshot(path=into / f"page-{scheme}-{width}-{number}.png")
        page.pdf(path=into / "printed.pdf", format="A4")
        context.close()


def _sheets(path: Path, most: int) -> Iterator[Path]:
    """Draw the first pages of a PDF."""
    with pypdfium2.PdfDocument(path) as document:
        for number in range(min(most, len(document))):
            picture = path.with_name(f"{path.stem}-{number + 1:03}.png")
            document[number].render(scale=SCALE).to_pil().save(picture)
            yield picture


if __name__ == "__main__":
    main()
