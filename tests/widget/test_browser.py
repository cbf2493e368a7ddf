"""The coder in a real browser: every stroke is in the store before the screen shows it, and stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from storylens import Project
from storylens.widget.desk import Desk
from tests.helpers import BOOK, Told
from tests.widget.conftest import Screen, served

Look = Callable[[str], Screen]
WORDS = "we keep the key ourselves"


def codings(project: Project, title: str) -> list[tuple[str, str, str]]:
    """Return the codings that people stand by, as words, code and coder."""
    answer = Desk(project.store, "somebody").answer({"ask": "open", "document": title})
    text = answer["document"]["text"]
    return [
        (text[one["start"] : one["end"]], one["code"], one["coder"])
        for one in answer["codings"]
        if not one["suggested"]
    ]


def test_highlight_by_mouse_undo_redo_and_reload(village: Project, screen: Look) -> None:
    with served(village) as address:
        tab = screen(address)
        tab.open("w1")
        tab.mark(WORDS)
        tab.code("keys of our own")
        tab.coded("keys of our own").wait_for()
        assert codings(village, "w1") == [(WORDS, "keys-of-our-own", "Tendai")]
        tab.press("z")
        tab.confirmed("Undone")
        assert codings(village, "w1") == []
        tab.press("y")
        tab.confirmed("Done again")
        tab.page.reload()
        tab.open("w1")
        tab.coded("keys of our own").wait_for()
        assert codings(village, "w1") == [(WORDS, "keys-of-our-own", "Tendai")]


def test_highlight_by_keyboard_alone(village: Project, screen: Look) -> None:
    with served(village) as address:
        tab = screen(address)
        tab.open("w2")
        tab.press("ArrowDown", "s", "Enter")
        tab.code("Land")
        tab.confirmed("Coded as Land")
        tab.press("ArrowRight", "Shift+ArrowRight", "1")
        tab.page.locator(".notes .note:not(.suggested)").nth(1).wait_for()
    words = [one for one, code, _ in codings(village, "w2") if code == "v.land"]
    assert "My field is written in my own name since the rains, zzbravo." in words
    assert len(words) == 2


def test_emoji_before_the_selection(project: Callable[..., Project], screen: Look) -> None:
    made = project(Told("E1", "\N{SPARKLES}\N{SPARKLES} The pump \N{WATER WAVE} came, zzemoji, and then it went."))
    with served(made) as address:
        tab = screen(address)
        tab.open("e1")
        tab.mark("zzemoji")
        tab.code("what came")
        tab.coded("what came").wait_for()
    assert [words for words, *_ in codings(made, "e1")] == ["zzemoji"]


def test_overlapping_passages_and_several_codes_on_one(village: Project, screen: Look) -> None:
    with served(village) as address:
        tab = screen(address)
        tab.open("w1")
        tab.mark("the school now, zzalpha, and we keep")
        tab.code("nearness")
        tab.coded("nearness").wait_for()
        tab.mark("zzalpha, and we keep the key")
        tab.page.locator(".chooser:visible input").wait_for()
        tab.page.keyboard.type("keeping")
        tab.press("Shift+Enter")
        tab.confirmed("Coded as keeping")
        tab.page.keyboard.type("Water")
        tab.press("Enter")
        tab.coded("Water").wait_for()
        layers = tab.page.locator(".piece", has_text="zzalpha").first.evaluate("one => one.style.background")
    assert layers.count("linear-gradient") >= 3
    assert {code for _, code, _ in codings(village, "w1")} == {"nearness", "keeping", "v.water"}


def test_accept_reject_and_change_a_suggestion(village: Project, screen: Look) -> None:
    with served(village) as address:
        tab = screen(address)
        tab.open("w2")
        tab.press("n")
        tab.page.locator(".rule", has_text="field").wait_for()  # the rule that fired is told
        tab.press("a")
        tab.confirmed("Accepted")
        tab.press("r")
        tab.confirmed("Rejected")
        assert [code for _, code, _ in codings(village, "w2")] == ["v.land"]
        tab.open("w3")
        tab.press("n", "c")
        tab.code("Land")
        tab.confirmed("Changed to Land")
    assert ("v.land", "Tendai") in {(code, by) for _, code, by in codings(village, "w3")}


def test_many_suggestions_at_once_but_never_a_held_one(village: Project, screen: Look) -> None:
    with served(village) as address:
        tab = screen(address)
        tab.press("b")
        tab.page.get_by_label("Where").select_option("in all documents")
        tab.page.locator(".tick input:disabled").first.wait_for()
        tab.page.get_by_role("button", name="Accept", exact=False).first.click()
        tab.confirmed("Accepted")
    left = Desk(village.store, "Tendai").answer({"ask": "passages", "suggested": True})["passages"]
    assert left
    assert all(one["held"] for one in left)


def test_a_held_turn_is_covered_until_somebody_looks(village: Project, screen: Look) -> None:
    with served(village) as address:
        tab = screen(address)
        tab.open("held")
        covered = tab.page.locator(".words.covered")
        covered.first.wait_for()
        assert "zzheld" not in tab.page.locator(".turns").inner_text()
        tab.page.get_by_role("button", name="Look").first.click()
        tab.page.locator(".words", has_text="zzheld").wait_for()


def test_memo_and_why_are_kept_without_a_button(village: Project, screen: Look) -> None:
    with served(village) as address:
        tab = screen(address)
        tab.open("w1")
        tab.mark(WORDS)
        tab.code("keys")
        tab.coded("keys").wait_for()
        tab.page.locator(".fields").get_by_label("Why").fill("she says we")
        tab.page.locator(".fields").get_by_label("Memo").fill("ask who keeps it at night")
        tab.press("Escape")
        tab.page.locator(".note:not(.suggested)", has_text="memo").wait_for()
        tab.page.reload()
        tab.open("w1")
        tab.coded("keys").click()
        tab.page.locator(".fields").get_by_label("Why").wait_for()
        assert tab.page.locator(".fields").get_by_label("Why").input_value() == "she says we"
        assert tab.page.locator(".fields").get_by_label("Memo").input_value() == "ask who keeps it at night"


def test_two_tabs_see_each_other(village: Project, screen: Look) -> None:
    with served(village) as address:
        first, second = screen(address), screen(address)
        first.open("w1")
        second.open("w1")
        first.mark(WORDS)
        first.code("keys of our own")
        first.coded("keys of our own").wait_for()
        second.page.evaluate("window.dispatchEvent(new Event('focus'))")
        second.coded("keys of our own").wait_for()  # by its name, though the code is new as well
        second.mark("The borehole is near")
        second.code("nearness")
        second.coded("nearness").wait_for()
    assert {code for _, code, _ in codings(village, "w1")} == {"keys-of-our-own", "nearness"}


def test_what_was_coded_is_there_after_the_server_starts_again(village: Project, screen: Look) -> None:
    with served(village) as address:
        tab = screen(address)
        tab.open("w1")
        tab.mark(WORDS)
        tab.code("keys")
        tab.coded("keys").wait_for()
    with served(Project.open(village.path)) as address:
        again = screen(address)
        again.open("w1")
        again.coded("keys").wait_for()


def test_a_mishearing_is_corrected_in_place(village: Project, screen: Look) -> None:
    with served(village) as address:
        tab = screen(address)
        tab.open("w1")
        tab.mark(WORDS)
        tab.code("keys")
        tab.coded("keys").wait_for()
        tab.mark("the key")
        tab.page.locator(".chooser:visible input").wait_for()
        tab.press("Escape", "x")
        tab.page.get_by_label("What was said", exact=False).fill("both keys")
        tab.press("Enter")
        tab.confirmed("look again")
        tab.page.locator(".words", has_text="we keep both keys ourselves").wait_for()
    assert [words for words, *_ in codings(village, "w1")] == ["we keep both keys ourselves"]


def test_a_code_is_renamed_and_defined_on_the_way(village: Project, screen: Look) -> None:
    with served(village) as address:
        tab = screen(address)
        tab.press("l")
        tab.page.get_by_label("Find a code", exact=True).fill("Loans")
        tab.page.get_by_role("treeitem", name="Loans").click()
        tab.page.get_by_role("button", name="Rename").click()
        tab.page.get_by_label("Name").fill("Money lent")
        tab.page.get_by_label("Because", exact=False).fill("the tellers say so")
        tab.press("Enter")
        tab.confirmed("new edition")
        tab.page.get_by_role("button", name="Rename").wait_for()
    books = Desk(village.store, "Tendai").answer({"ask": "codebooks"})["codebooks"]
    names = {code["id"]: code["name"] for book in books for family in book["families"] for code in family["codes"]}
    assert names["v.loan"] == "Money lent"


def test_words_are_found_in_all_documents(village: Project, screen: Look) -> None:
    with served(village) as address:
        tab = screen(address)
        tab.press("/")
        tab.page.keyboard.type("brothers have the field")
        tab.press("Enter")
        tab.page.locator(".result", has_text="zzecho").or_(tab.page.locator(".result mark")).first.click()
        tab.page.locator("h1", has_text="m2").wait_for()
        tab.page.locator(".piece.found", has_text="brothers have").wait_for()


@pytest.mark.parametrize("words", ["<img src=x onerror=alert(1)>", "<script>document.title='taken'</script>"])
def test_what_a_teller_writes_is_never_html(project: Callable[..., Project], screen: Look, words: str) -> None:
    made = project(Told("X1", f"I said {words} and no more."))
    made.highlight("x1", "and no more", f"code {words}", by="Tendai", memo=words)
    with served(made) as address:
        tab = screen(address)
        tab.open("x1")
        tab.page.locator(".words", has_text=words).wait_for()
        tab.coded("code").click()
        assert tab.page.locator(".storylens img, .storylens script").count() == 0
        assert "taken" not in tab.page.title()


NAMELESS = """() => [...document.querySelectorAll("button, input, select, textarea, [role=tree], [role=listbox]")]
  .filter((one) => one.checkVisibility())
  .filter((one) => !(one.ariaLabel || one.labels?.length || one.textContent.trim()))
  .map((one) => one.outerHTML)"""


def test_every_control_has_a_name_and_a_visible_focus(village: Project, screen: Look) -> None:
    with served(village) as address:
        tab = screen(address)
        tab.open("w2")
        tab.press("n")
        for panel in ("Documents", "Find", "Review", "Coding", "Codes", "Memos", "Outcomes"):
            tab.page.get_by_role("tab", name=panel).click()
            assert tab.page.evaluate(NAMELESS) == []
        tab.press("u")
        tab.page.locator(".outcome input:focus").wait_for()
        assert tab.page.evaluate(NAMELESS) == []
        tab.press("F6")
        outline = tab.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none"


CONTRAST = """(pairs) => {
  const element = document.querySelector(".storylens");
  const probe = document.createElement("i");
  element.append(probe);
  const light = (name) => {
    probe.style.color = `var(--${name})`;
    const parts = getComputedStyle(probe).color.match(/[0-9.]+/g).slice(0, 3).map((part) => part / 255);
    const [r, g, b] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  return pairs.map(([one, other]) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  });
}"""
WORDS_ON = [(one, on) for one in ("ink", "faint", "strong", "warn") for on in ("paper", "wall")]
WORDS_ON += [("ink", f"t{number}") for number in range(7)] + [("ink", "chosen"), ("ink", "found")]
LANES_ON = [(f"c{number}", "paper") for number in range(7)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_and_lanes_stand_out_in_light_and_dark(village: Project, screen: Look, scheme: str) -> None:
    with served(village) as address:
        tab = screen(address)
        tab.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        contrasts = tab.page.evaluate(CONTRAST, WORDS_ON)
        lanes = tab.page.evaluate(CONTRAST, LANES_ON)
    # WCAG 2.2, 1.4.3: 4.5 for words; 1.4.11: 3 for what is drawn. A lane has a number and a name as well.
    assert {pair: value for pair, value in zip(WORDS_ON, contrasts, strict=True) if value < 4.5} == {}
    assert {pair: value for pair, value in zip(LANES_ON, lanes, strict=True) if value < 3} == {}


def test_the_help_names_every_key_and_no_object_is_shown_as_text(village: Project, screen: Look) -> None:
    with served(village) as address:
        tab = screen(address)
        tab.open("w2")
        tab.press("n", "?")
        told = tab.page.get_by_role("dialog", name="Keys").inner_text()
        assert "next suggestion" in told
        tab.press("Escape")
        tab.page.get_by_role("dialog", name="Keys").wait_for(state="detached")
        for panel in ("Find", "Review", "Codes", "Memos", "Outcomes", "Coding"):
            tab.page.get_by_role("tab", name=panel).click()
            assert "[object" not in tab.page.locator(".storylens").inner_text()


def test_what_a_codebook_asks_for_is_filled_by_keys_as_fast_as_one_types(
    project: Callable[..., Project], screen: Look
) -> None:
    book = BOOK.replace(
        "families:", "vocabularies:\n- {id: v_direction, name: Direction, values: [rising, falling]}\nfamilies:"
    ).replace("{id: v.land,", "{id: v.land, fields: [holder, direction], polarity: [present, denied],")
    made = project(Told("L1", "My field is my own, zzalpha, since the rains."), book=book)
    made.highlight("l1", "since the rains", "Land", by="Tendai")
    with served(made) as address:
        tab = screen(address)
        for words, holder in (("zzalpha", "my brothers"), ("My field", "my")):
            tab.mark(words)
            tab.code("Land")
            tab.confirmed("Coded as Land")
            tab.press("e")
            tab.page.keyboard.type("den")
            tab.press("Enter")
            tab.page.keyboard.type(holder)
            tab.press("Enter")
            tab.page.keyboard.type("f")
            tab.press("Enter")
            tab.page.keyboard.type("she says so")
            tab.press("Escape")  # back in the text
            tab.page.locator(".turn:focus").wait_for()
            tab.page.locator(".record", has_text="Changed by Tendai").wait_for()
        assert tab.page.locator(".problem").inner_text() == ""
        offered = tab.page.locator("datalist option").evaluate_all("all => all.map((one) => one.value)")
        assert "my brothers" in offered
        tab.page.wait_for_function("() => !document.querySelector('.storylens.busy')")
    answer = Desk(made.store, "Tendai").answer({"ask": "open", "document": "l1"})
    filled = {one["fields"].get("holder"): one for one in answer["codings"] if not one["suggested"]}
    for holder in ("my", "my brothers"):
        one = filled[holder]
        assert (one["polarity"], one["fields"]["direction"], one["why"]) == ("denied", "falling", "she says so")
