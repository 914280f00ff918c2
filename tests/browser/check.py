"""What every page must stand: no axe finding, valid HTML, nothing refused, no scrolling sideways."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from playwright.sync_api import Page

WIDTHS = {"wide": 1280, "narrow": 375}
AXE = settings.BASE_DIR / "node_modules" / "axe-core" / "axe.min.js"
VALIDATE = settings.BASE_DIR / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
RULES = Path(__file__).with_name("html_rules.json")
#: What can differ at another width; all else is the same page, and looked at on a wide screen.
OF_THE_WIDTH = ["target-size", "scrollable-region-focusable", "link-in-text-block", "css-orientation-lock"]
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def problems_of(page: Page, address: str, *, status: int = 200) -> list[str]:
    """Open a page and return what is wrong with it, each as a line that names the page.

    Args:
        page: at the width to check, signed in as whoever should see it.
        address: path and query.
        status: the HTTP status that the page should have.
    """
    refused: list[str] = []

    def note(message: Any) -> None:
        # An answer that is meant to be an error is itself reported by the browser as one.
        if message.type in {"error", "warning"} and (status == 200 or "Failed to load" not in message.text):
            refused.append(f"the browser says: {message.text}")

    page.on("console", note)
    answer = page.goto(address)
    found = [] if answer and answer.status == status else [f"status {answer and answer.status}"]
    found += axe_findings(page)
    page.remove_listener("console", note)
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wider > 0:
        found.append(f"{wider} pixels wider than the screen")
    return [f"{address}: {line}" for line in [*found, *refused]]


def axe_findings(page: Page) -> list[str]:
    """Run axe; it goes in over the debugger's channel, since the page's policy lets no script in."""
    page.evaluate(AXE.read_text("utf-8"))
    # Only what is wrong comes back: the whole account of each page takes longer than the check.
    narrow = (page.viewport_size or {"width": WIDTHS["wide"]})["width"] < WIDTHS["wide"]
    violations = page.evaluate(
        "chosen => axe.run(document, {runOnly: chosen, resultTypes: ['violations']})"
        ".then(result => result.violations)",
        {"type": "rule", "values": OF_THE_WIDTH} if narrow else {"type": "tag", "values": AXE_TAGS},
    )
    return [
        f"axe: {violation['id']}: {violation['help']}: {violation['nodes'][0]['html'][:200]}"
        for violation in violations
    ]


def invalid_html(sources: dict[str, str], folder: Path) -> list[str]:
    """Validate pages' HTML as it was sent, all in one go.

    Args:
        sources: the HTML by the page's address.
        folder: an empty folder for the files that the validator reads.
    """
    addresses = {}
    for number, (address, source) in enumerate(sources.items()):
        file = folder / f"{number}.html"
        file.write_text(source, encoding="utf-8")
        addresses[str(file)] = address
    beside = Path(sys.executable).parent
    node = shutil.which("node", path=f"{os.environ.get('PATH', '')}{os.pathsep}{beside}")
    assert node, "Node is needed to validate HTML: `make test` installs it."
    command = [node, str(VALIDATE), "--config", str(RULES), "--formatter", "json", *addresses]
    done = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    return [
        f"{addresses[result['filePath']]}: line {message['line']}: {message['ruleId']}: {message['message']}"
        for result in json.loads(done.stdout)
        for message in result["messages"]
    ]
