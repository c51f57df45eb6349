"""The messages that people get of the sample case, for people to look at: one alert, a daily and a weekly digest, as text and as HTML.

    make digests                                       # into out/digests
    python lab/digests.py --pictures                   # pictures of what is there; wants the environment of `make test-browser`

The reports come in by the day on which they were published, as a watch would have met them.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.browser.desk.sample import sample_case  # noqa: E402

from closewatch.ledger.case import Case, open_case  # noqa: E402
from closewatch.ledger.views.bylines import bylines_of  # noqa: E402
from closewatch.terms.alert import AlertKind, Noted  # noqa: E402
from closewatch.watch.digest import compose  # noqa: E402
from closewatch.watch.facts import facts_of  # noqa: E402
from closewatch.watch.noticing.notice import notice  # noqa: E402

INTO = ROOT / "out" / "digests"
TITLE = "Sample: North Korean soldiers in Russia's war"
SCREENS = (("light", 720), ("dark", 720), ("light", 360))


def main() -> None:
    """Write the messages, or take their pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", action="store_true", help="take pictures of the messages that are there")
    if parser.parse_args().pictures:
        take_pictures()
        return
    INTO.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        sample_case(Path(temporary) / "case")
        with open_case(Path(temporary) / "case") as case:
            write_messages(case)


def write_messages(case: Case) -> None:
    """Write the message of one alert, the digest of the fullest day and that of the fullest week."""
    alerts = by_day(case)
    days = Counter(noted.at[:10] for noted in alerts)
    day = max(days, key=lambda one: (days[one], one))
    week = max(days, key=lambda one: (sum(days[other] for other in week_of(one)), one))
    wanted = {
        "alert": [next(noted for noted in alerts if noted.alert.kind is AlertKind.CONFLICT)],
        "daily": [noted for noted in alerts if noted.at[:10] == day],
        "weekly": [noted for noted in alerts if noted.at[:10] in week_of(week)],
    }
    for name, members in wanted.items():
        at = datetime.fromisoformat(members[-1].at) + timedelta(days=1)
        heading = {"daily": "Daily digest", "weekly": "Weekly digest"}.get(name, "Alerts")
        message = compose(members, at, "http://127.0.0.1:8765", facts_of(case.tables, "desk", TITLE), heading)
        (INTO / f"{name}.txt").write_text(f"Subject: {message.subject}\n\n{message.text}", "utf-8")
        (INTO / f"{name}.html").write_text(message.html, "utf-8")
        print(f"{INTO / name}.txt and .html: {message.subject}, {len(message.html.encode()):,} bytes of HTML")
    print(f"{len(alerts)} alerts in all: {', '.join(f'{number} {kind}' for kind, number in kinds_of(alerts).items())}")


def by_day(case: Case) -> list[Noted]:
    """Give every alert of the case as if it had been noticed on the day on which the latest of its reports was published."""
    alerts = notice(case, 0, case.head().seq)
    reports = bylines_of(case.tables, {report for alert in alerts for report in alert.reports})
    found = []
    for number, alert in enumerate(alerts, 1):
        day = max((reports[report].day or "" for report in alert.reports if report in reports), default="") or "2024-10-01"
        at = datetime.fromisoformat(day.ljust(7, "0") if len(day) > 7 else f"{day[:7]}-01").replace(hour=9, tzinfo=UTC)
        found.append(Noted(alert, number, at.isoformat()))
    return sorted(found, key=lambda noted: (noted.at, noted.seq))


def week_of(day: str) -> list[str]:
    """Give a day and the six after it."""
    return [(datetime.fromisoformat(day) + timedelta(days=number)).date().isoformat() for number in range(7)]


def kinds_of(alerts: Sequence[Noted]) -> Counter[str]:
    """Count alerts by what moved."""
    return Counter(noted.alert.kind.value for noted in alerts)


def take_pictures() -> None:
    """Show each message on a wide and a narrow screen, in light and in dark."""
    from playwright.sync_api import sync_playwright
    from tests.browser.conftest import FLAGS, NAMES

    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        print("no Chromium here: no pictures")
        return
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=[*FLAGS, "--no-sandbox"])
        for message in sorted(INTO.glob("*.html")):
            for scheme, width in SCREENS:
                context = chromium.new_context(
                    viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light"
                )
                page = context.new_page()
                page.goto(message.as_uri())
                page.screenshot(path=INTO / f"{message.stem}-{scheme}-{width}.png", full_page=True)
                context.close()
        chromium.close()
    print(f"pictures in {INTO}")


if __name__ == "__main__":
    main()
