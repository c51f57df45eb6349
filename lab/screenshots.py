"""Pictures of every page of the desk over the sample case, light and dark, wide and narrow, for people to look at.

    make screenshots            # all of them, into out/screenshots
    python lab/screenshots.py --readme   # the three that the README shows, into docs/pictures

Wants the environment of `make test-browser`: Playwright and a Chromium.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.browser.conftest import FLAGS, NAMES  # noqa: E402
from tests.browser.desk.pages import pages_of  # noqa: E402
from tests.browser.desk.sample import sample_case  # noqa: E402
from tests.browser.desk.watch import watch_sample  # noqa: E402

from closewatch.desk.web.desk import Desk, Start  # noqa: E402
from closewatch.desk.web.serving import bound, served  # noqa: E402

SIZES = {"wide": (1920, 1080), "narrow": (360, 780)}
SHOWN = ("glance", "question", "review a figure")
"""What the README shows, each at the size of a laptop."""
LAPTOP = (1280, 800)


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readme", action="store_true", help="only the three of the README")
    parser.add_argument("--case", type=Path, help="a case folder to show instead of the sample")
    parser.add_argument("--only", default="", help="only pages whose name has this")
    asked = parser.parse_args()
    into = ROOT / "docs" / "pictures" if asked.readme else ROOT / "out" / "screenshots"
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.case or Path(temporary) / "case"
        if not asked.case:
            sample_case(folder)
            watch_sample(folder)
        pages = {name: path for name, path in pages_of(folder).items() if asked.only in name and (name in SHOWN or not asked.readme)}
        with served(Desk(Start(folder, "person:anna", port=0)), bound("127.0.0.1", 0)) as address, sync_playwright() as playwright:
            path = next(found for name in NAMES if (found := shutil.which(name)))
            chromium = playwright.chromium.launch(executable_path=path, args=[*FLAGS, "--no-sandbox"])
            shots = (
                [("light", "laptop", LAPTOP)] if asked.readme else [(s, n, size) for s in ("light", "dark") for n, size in SIZES.items()]
            )
            for scheme, size_name, (width, height) in shots:
                context = chromium.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
                page = context.new_page()
                page.goto(address, wait_until="load")
                page.wait_for_selector("#looking", state="detached", timeout=60_000)  # a case just made is looked at for a second or two
                for name, where in pages.items():
                    page.goto(address + where, wait_until="load")
                    ending = "" if asked.readme else f"-{scheme}-{size_name}"
                    page.screenshot(path=into / f"{name.replace(' ', '-')}{ending}.png", full_page=not asked.readme)
                context.close()
            chromium.close()
    print(f"{len(shots) * len(pages)} pictures in {into}")


if __name__ == "__main__":
    main()
