"""A real browser on a real server, for the tests of the coder."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from storylens import Project
from storylens.widget.page import HOST, page_app

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TOKEN = "a-token-of-the-test"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return a headless Chromium with a fresh profile, or skip."""
    binary = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if binary is None:
        pytest.skip("needs Chromium, which is not here")
    sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright, which is not here")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=binary, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def served(project: Project, coder: str = "Tendai") -> Iterator[str]:
    """Serve a project as `storylens open` does; yield the address with its token."""
    import socket

    import uvicorn

    with socket.socket() as listening:
        listening.bind((HOST, 0))
        listening.listen()  # so that who comes early waits, and is not refused
        port = listening.getsockname()[1]
        app = page_app(project.store, coder, TOKEN, port)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        yield f"http://{HOST}:{port}/?token={TOKEN}"
        server.should_exit = True
        thread.join(timeout=10)


@dataclass
class Screen:
    """The coder as a person uses it."""

    page: Page
    problems: list[str]

    def open(self, title: str) -> None:
        """Open a document from the list."""
        self.page.locator(".document", has_text=title).first.click()
        self.page.locator("h1", has_text=title).wait_for()

    def mark(self, words: str) -> None:
        """Mark words with the mouse, from their first letter to their last."""
        ends = self.page.evaluate(
            """(words) => {
              for (const one of document.querySelectorAll(".turn .words")) {
                const at = one.textContent.indexOf(words);
                if (at < 0) continue;
                one.scrollIntoView({ block: "center" });
                const range = document.createRange();
                const place = (offset) => {
                  const walker = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
                  let node = walker.nextNode();
                  while (offset > node.length) (offset -= node.length), (node = walker.nextNode());
                  return [node, offset];
                };
                range.setStart(...place(at));
                range.setEnd(...place(at + words.length));
                const boxes = range.getClientRects();
                const [first, last] = [boxes[0], boxes[boxes.length - 1]];
                return [first.left + 1, first.top + first.height / 2, last.right - 1, last.top + last.height / 2];
              }
              return null;
            }""",
            words,
        )
        assert ends, f"{words!r} is not on the screen"
        self.page.mouse.move(*ends[:2])
        self.page.mouse.down()
        self.page.mouse.move(*ends[2:], steps=3)
        self.page.mouse.up()

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def code(self, typed: str) -> None:
        """Choose a code by some letters."""
        self.page.locator(".chooser:visible input").wait_for()
        self.page.keyboard.type(typed)
        self.page.keyboard.press("Enter")

    def confirmed(self, what: str) -> None:
        """Wait until the screen says that the store has it."""
        self.page.locator(".status", has_text=what).wait_for()

    def coded(self, code: str) -> Any:
        """Return the notes in the margin that name a code."""
        return self.page.locator(".notes .note:not(.suggested)", has_text=code)


@pytest.fixture
def screen(chromium: Browser) -> Iterator[Callable[[str], Screen]]:
    """Return a function that opens an address in a tab of its own; what the page complains of fails the test."""
    context = chromium.new_context(viewport={"width": 1400, "height": 900})
    context.set_default_timeout(10_000)
    problems: list[str] = []

    def look(address: str) -> Screen:
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda told: problems.append(told.text) if told.type == "error" else None)
        page.goto(address)
        page.locator(".document").first.wait_for()
        page.locator(".turn").first.wait_for()
        return Screen(page, problems)

    yield look
    context.close()
    assert problems == []
