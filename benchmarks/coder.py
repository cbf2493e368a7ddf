"""The coder in Chromium beside the bare text: time until it can be read, and until a keystroke is on the screen.

python -m benchmarks.coder. A transcript of 12,000 words with 5,000 codings, and a list of 500 documents, invented.
Each time is the median of several loads in the same browser; ratios are to a page with the words alone. The coder is
ready when the words and the codings that the window shows are painted.
"""

from __future__ import annotations

import random
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from tests.widget.conftest import served

from storylens import Project
from storylens.coding.strokes import stroke
from storylens.records import Coding, State, random_id
from storylens.store import codebooks, codings, documents, now

WORDS, SPANS, DOCUMENTS, ROUNDS = 12_000, 5_000, 500, 7
CODES = [f"code {number}" for number in range(40)]
SAID = ["we", "went", "to", "the", "river", "before", "rains", "and", "nobody", "asked", "who", "carried", "water"]
FRAME = 1000 / 60
READY = """async () => {
  while (!document.querySelector(".turn .note .name, p.bare")) await new Promise(requestAnimationFrame);
  await new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)));
  return performance.now();
}"""
STROKE = """async (key) => {
  const target = document.activeElement;
  const before = performance.now();
  target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, composed: true, cancelable: true }));
  document.body.offsetHeight;
  const done = performance.now();
  await new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)));
  return done - before;
}"""


def make(folder: Path) -> tuple[Project, str]:
    """Make the project; return it with the id of the long transcript."""
    chance = random.Random(5)
    project = Project.new(folder)
    turns = [" ".join(chance.choices(SAID, k=40)) for _ in range(WORDS // 40)]
    inbox = project.store.folder.inbox
    (inbox / "long.txt").write_text("".join(f"{'AB'[n % 2]}: {said}.\n" for n, said in enumerate(turns)))
    for number in range(DOCUMENTS - 1):
        words = " ".join(chance.choices(SAID, k=60))
        (inbox / f"short-{number:03}.txt").write_text(f"A: {words} {number}.\nB: {words[::-1]}\n")
    project.ingest()
    for code in CODES:
        book, _ = codebooks.new_code(project.store.folder, code)
    with project.store.writing() as connection:
        document = documents.read(connection, documents.find(connection, "long"))
        coder = codings.person(connection, "Tendai")
        codebooks.keep_edition(connection, project.store.folder, book)
        made = []
        for _ in range(SPANS):
            start = chance.randrange(len(document.text) - 200)
            made.append(
                Coding(
                    id=random_id(),
                    document_id=document.id,
                    start=start,
                    end=start + chance.randrange(10, 150),
                    codebook=book.id,
                    codebook_edition=book.edition,
                    code=chance.choice(CODES).replace(" ", "-"),
                    coder_id=coder.id,
                    state=State.ACCEPTED,
                    made_at=now(),
                )
            )
        stroke(connection, coder, "code", made)
    return project, document.id


def main() -> None:
    """Measure, and print."""
    binary = shutil.which("chromium")
    if binary is None:
        sys.exit("needs Chromium")
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        project, long = make(Path(folder) / "big")
        with project.store.reading() as connection:
            document = documents.read(connection, long)
            lines = [document.text[turn.start : turn.end] for turn in documents.turns(connection, long)]
        bare = "<!doctype html><meta charset=utf-8>" + "".join(f'<p class="bare">{line}</p>' for line in lines)
        browser = playwright.chromium.launch(executable_path=binary, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        with served(project) as address:
            page.goto(address)
            page.locator(".turn").first.wait_for()
            home = address.split("?")[0]
            page.route("**/bare", lambda route: route.fulfill(body=bare, content_type="text/html"))
            plain, coded, switched = [], [], []
            for _ in range(ROUNDS):
                page.goto(f"{home}bare")
                plain.append(page.evaluate(READY))
                page.goto("about:blank")
                page.goto(f"{home}#{long}")
                coded.append(page.evaluate(READY))
                page.locator(".document").nth(DOCUMENTS - 1).wait_for()
                page.locator(".document", has_text="short-100").click()
                page.locator("h1", has_text="short-100").wait_for()
                switched.append(page.evaluate(SWITCH, long))
            page.locator(".turn").nth(5).focus()
            times = {key: [page.evaluate(STROKE, key) for _ in range(15)] for key in ("ArrowDown", "ArrowRight", "s")}
            page.keyboard.press("Enter")
            times["letter in the code box"] = [page.evaluate(LETTER, letter) for letter in "code 12code 3"]
            page.keyboard.press("Escape")
            page.locator(".document").first.wait_for()
            times["letter in the list of 500 documents"] = [
                page.evaluate(FILTER, one) for one in ("s", "sh", "short-2")
            ]
            shown = page.evaluate("document.querySelectorAll('.turn').length")
        browser.close()
    base = statistics.median(plain)
    print(f"{WORDS} words, {SPANS} codings, {shown} turns, {DOCUMENTS} documents; medians of {ROUNDS}")
    print(f"bare text, loaded            {base:7.0f} ms")
    for what, found in (("coder, whole page loaded", coded), ("coder, document opened", switched)):
        print(
            f"{what:28} {statistics.median(found):7.0f} ms  {statistics.median(found) / base:5.2f} times the bare text"
        )
    print(f"a keystroke, done and laid out; two frames are {2 * FRAME:.1f} ms")
    for what, found in times.items():
        print(f"{what:36} median {statistics.median(found):6.1f} ms, worst {max(found):6.1f} ms")


SWITCH = """async (id) => {
  const before = performance.now();
  document.querySelector(`[data-document="${id}"]`).click();
  const shown = () => document.querySelectorAll(".turn").length > 100 && document.querySelector(".turn .note .name");
  while (!shown()) await new Promise(requestAnimationFrame);
  await new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)));
  return performance.now() - before;
}"""
TYPED = """
  const before = performance.now();
  input.dispatchEvent(new Event("input", { bubbles: true }));
  document.body.offsetHeight;
  return performance.now() - before;
}"""
LETTER = '(letter) => { const input = document.querySelector(".chooser input"); input.value += letter;' + TYPED
FILTER = '(words) => { const input = document.querySelector("input[type=search]"); input.value = words;' + TYPED


if __name__ == "__main__":
    main()
