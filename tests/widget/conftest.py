"""A real browser on a real server, for the tests of the coder."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from storylens import Project
from storylens.widget.page import HOST, page_app

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

TOKEN = "a-token-of-the-test"


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
    coder: Locator  # where there are two in a notebook, one of them

    def open(self, title: str) -> None:
        """Open a document from the list, unless it is open."""
        if self.coder.locator("h1").inner_text() == title:
            return
        self.coder.locator(".document", has_text=title).first.click()
        self.coder.locator("h1", has_text=title).wait_for()

    def mark(self, words: str, until: str = "") -> None:
        """Mark words with the mouse, from their first letter to their last, or to the last of words further down."""
        first, last = self._ends(words)[:2], self._ends(until or words)[2:]
        first = self._ends(words)[:2]  # the page may have scrolled for the last ones
        self.page.mouse.move(*first)
        self.page.mouse.down()
        self.page.mouse.move(*last, steps=3)
        self.page.mouse.up()

    def _ends(self, words: str) -> list[float]:
        """Return where words begin and end on the screen."""
        return self.coder.locator(".turn .words", has_text=words).first.evaluate(
            """(one, words) => {
              const at = one.textContent.indexOf(words);
              one.scrollIntoView({ block: "nearest" });
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
            }""",
            words,
        )

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def code(self, typed: str) -> None:
        """Choose a code by some letters."""
        self.coder.locator(".chooser:visible input").wait_for()
        self.page.keyboard.type(typed)
        self.page.keyboard.press("Enter")

    def confirmed(self, what: str) -> None:
        """Wait until the screen says that the store has it."""
        self.coder.locator(".status", has_text=what).wait_for()

    def coded(self, code: str) -> Any:
        """Return the notes in the margin that name a code."""
        return self.coder.locator(".notes .note:not(.suggested)", has_text=code)


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
        return Screen(page, problems, page.locator(".storylens"))

    yield look
    context.close()
    assert problems == []
