"""The coder in the real JupyterLab and the real marimo: marking, keys, two at once, and a kernel that starts again."""

from __future__ import annotations

import importlib.util
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from storylens import Project
from storylens.widget.desk import Desk
from tests.helpers import Told
from tests.widget.conftest import Screen

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CELLS = (
    "from storylens import Project\nproject = Project.open({path!r})",
    'first = project.code("k1", by="Tendai")\nfirst',
    'second = project.code("k1", by="Tendai")\nsecond',
)
SAID = ["\N{SPARKLES} We keep the key, zzfirst, we alone.", "The pump came late, zzlast, and it went."]
FOCUS_IS_IN_A_CODER = """() => {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  return Boolean(focused?.closest(".storylens"));
}"""
READY = 60_000  # milliseconds until a notebook has started on a machine that is busy


@pytest.fixture
def keys(project: Callable[..., Project]) -> Project:
    """A project with one interview of two answers."""
    return project(Told("K1", SAID))


@contextmanager
def running(folder: Path, *command: str) -> Iterator[str]:
    """Run a notebook server on a free port, with all that it keeps in one folder; yield its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_DATA_DIR", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "HOME")
    environment = {**os.environ, **{name: str(folder / "home") for name in own}}
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", *command, f"--port={port}"], cwd=folder, env=environment, stdout=log, stderr=log
        )
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=30)


def come_to(page: Page, address: str) -> None:
    """Go to an address as soon as something answers there."""
    from playwright.sync_api import Error

    def answers() -> bool:
        try:
            return page.request.get(address, timeout=1_000).ok
        except Error:
            page.wait_for_timeout(100)
            return False

    while not answers():
        pass
    page.goto(address)


def coded(project: Project) -> list[tuple[str, str]]:
    """Return what people coded, as words and code."""
    answer = Desk(project.store, "Tendai").answer({"ask": "open", "document": "k1"})
    text = answer["document"]["text"]
    return [(text[one["start"] : one["end"]], one["code"]) for one in answer["codings"] if not one["suggested"]]


def code_by_mouse_and_keys(page: Page, project: Project, count_cells: Callable[[], int]) -> None:
    """Mark across turns, code by keys that the notebook would take, undo, and see it in the other coder."""
    coders = page.locator(".storylens")
    for number in (1, 0):
        coders.nth(number).scroll_into_view_if_needed()  # a notebook draws what is seen
        coders.nth(number).locator(".turn").first.wait_for()
    assert not page.evaluate(FOCUS_IS_IN_A_CODER)  # somebody may be typing into a cell
    first, second = (Screen(page, [], coders.nth(number)) for number in (0, 1))
    before = count_cells()
    first.mark("zzfirst", until="The pump came late")
    first.code("keys of our own")
    first.confirmed("Coded as keys of our own")
    (across, code) = coded(project)[0]
    assert code == "keys-of-our-own"
    assert across.startswith("zzfirst")
    assert across.endswith("The pump came late")
    second.coder.locator(".turn").last.scroll_into_view_if_needed()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    second.coded("keys of our own").first.wait_for()
    first.press("Escape", "b", "Escape")  # a notebook would put in a cell
    first.coder.locator(".turn").last.focus()
    first.press("s", "Enter")
    first.coder.locator(".chooser:visible input").wait_for()
    page.keyboard.type("late dd")
    first.press("Shift+Enter")  # a notebook would run the cell
    first.confirmed("Coded as late dd")
    first.press("Escape", "z")
    first.confirmed("Undone")
    assert [name for _, name in coded(project)] == ["keys-of-our-own"]
    first.press("a", "j", "k", "x", "Escape", "y")
    first.confirmed("Done again")
    assert {name for _, name in coded(project)} == {"keys-of-our-own", "late-dd"}
    assert count_cells() == before


def nothing_said_is_in(folder: Path) -> None:
    """See that no file of the notebook's holds a word of the transcript."""
    files = [file for file in folder.rglob("*") if file.is_file() and file.name != "server.log"]
    assert any("nb" in file.name for file in files)
    for file in files:
        for words in ("zzfirst", "zzlast", "pump came"):
            assert words.encode() not in file.read_bytes(), f"{words!r} is in {file}"


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A tab of its own."""
    context = chromium.new_context(viewport={"width": 1500, "height": 1400})
    context.set_default_timeout(READY)
    yield context.new_page()
    context.close()


def test_in_jupyterlab(keys: Project, page: Page, tmp_path: Path) -> None:
    nbformat = pytest.importorskip("nbformat")
    notebook = nbformat.v4.new_notebook()
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook.cells = [nbformat.v4.new_code_cell(cell.format(path=str(keys.path))) for cell in CELLS]
    folder = tmp_path / "lab"
    (folder / "home").mkdir(parents=True)
    nbformat.write(notebook, folder / "nb.ipynb")
    quiet = "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"
    options = ("--no-browser", "--allow-root", "--IdentityProvider.token=", "--ServerApp.port_retries=0", quiet)

    idle = page.get_by_text("Python 3 (ipykernel) | Idle")

    def menu(name: str, entry: str) -> None:
        page.get_by_role("menuitem", name=name, exact=True).click()
        page.locator(".lm-Menu-item", has_text=entry).first.click()

    with running(folder, "jupyterlab", *options) as address:
        come_to(page, f"{address}/lab/tree/nb.ipynb?reset")
        page.locator(".jp-Notebook .jp-Cell").first.wait_for()
        idle.wait_for()
        menu("Run", "Run All Cells")
        cells = page.locator(".jp-Notebook .jp-Cell")
        code_by_mouse_and_keys(page, keys, cells.count)
        menu("Kernel", "Restart Kernel")
        page.get_by_role("button", name="Confirm Kernel Restart").click()
        page.get_by_role("dialog").wait_for(state="detached")
        idle.wait_for()
        first = Screen(page, [], page.locator(".storylens").first)
        first.coder.locator(".turn").last.focus()
        first.press("t", "1")
        first.coder.locator(".problem", has_text="not kept").wait_for()  # and is not shown as if it were
        assert len(coded(keys)) == 2
        menu("Run", "Run All Cells")
        page.locator(".storylens .status").first.wait_for(state="attached")
        page.locator(".storylens .problem", has_text="not kept").wait_for(state="detached")
        Screen(page, [], page.locator(".storylens").first).coded("late dd").first.wait_for()
        menu("File", "Save Notebook")
        page.locator(".jp-Document.jp-mod-dirty, .lm-mod-dirty").first.wait_for(state="detached")
    saved = json.loads((folder / "nb.ipynb").read_text(encoding="utf-8"))
    assert "application/vnd.jupyter.widget-view+json" in json.dumps(saved)
    nothing_said_is_in(folder)


def test_in_marimo_through_its_shadow_root(keys: Project, page: Page, tmp_path: Path) -> None:
    assert importlib.util.find_spec("marimo"), "the dev extra brings marimo"
    names = ("", "project", "project")
    made = ("project", "first", "second")
    cells = [
        f"@app.cell\ndef _({needs}):\n    "
        + cell.format(path=str(keys.path)).replace("\n", "\n    ")
        + f"\n    return ({gives},)\n"
        for cell, needs, gives in zip(CELLS, names, made, strict=True)
    ]
    folder = tmp_path / "sea"
    (folder / "home").mkdir(parents=True)
    (folder / "nb.py").write_text("import marimo\napp = marimo.App()\n\n" + "\n\n".join(cells), encoding="utf-8")
    with running(folder, "marimo", "edit", "nb.py", "--headless", "--no-token", "--skip-update-check") as address:
        come_to(page, address)
        for number in range(len(CELLS)):
            page.get_by_test_id("cell-editor").nth(number).click()
            page.keyboard.press("Control+Enter")
        code_by_mouse_and_keys(page, keys, page.get_by_test_id("cell-editor").count)
        page.reload()
        Screen(page, [], page.locator(".storylens").first).coded("late dd").first.wait_for()
    nothing_said_is_in(folder)
