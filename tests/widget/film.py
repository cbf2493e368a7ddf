"""Take the pictures of the coder for the README, of the invented corpus: python -m tests.widget.film [FOLDER].

Not a test: it is run by hand when the screen has changed, and its pictures are looked at.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from storylens import Project
from storylens.cli.demo import demo
from tests.widget.conftest import Screen, served

WHERE = Path(__file__).parents[2] / "docs" / "images"
WORDS = "Nobody brought a chair."


@contextmanager
def opened() -> Iterator[Page]:
    """Open the coder on the demo in a browser."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        demo(Path(folder) / "demo")
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1100, "height": 540})
        with served(Project.open(Path(folder) / "demo")) as address:
            page.goto(address)
            page.locator(".document").first.wait_for()
            yield page
        browser.close()


def main(where: Path) -> None:
    """Take them, in the order of the work."""
    where.mkdir(parents=True, exist_ok=True)
    with opened() as page:
        tab = Screen(page, [], page.locator(".storylens"))

        def take(name: str) -> None:
            page.screenshot(path=where / f"coder-{name}.png", animations="disabled")

        tab.open("Esnart")
        tab.mark(WORDS)
        tab.coder.locator(".chooser:visible input").wait_for()
        page.keyboard.type("pow")
        take("1-mark")
        tab.press("Enter")
        tab.confirmed("Coded as Power over")
        tab.press("e")
        for typed in ("p", "the office", "the Seed Circle", "r", "an answer is given by a chair"):
            page.keyboard.type(typed)
            tab.press("Enter")
        tab.coder.locator(".status", has_text="Kept").wait_for()
        take("2-say-more")
        tab.press("Escape", "n")
        tab.coder.locator(".rule").wait_for()
        take("3-decide")
        tab.press("Escape", "s")  # the sentence with which the turn begins
        tab.coder.locator(".piece.chosen").first.wait_for()
        tab.press("u")
        tab.coder.locator(".outcome input:focus").wait_for()
        for typed in ("The council office", "The council office read the water accounts aloud.", "2024-09"):
            page.keyboard.type(typed)
            tab.press("Tab")
        tab.coder.locator(".points li", has_text="date").wait_for(state="detached")
        take("4-outcome")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else WHERE)
