// The coder: one component for the local page and for notebooks.

import { Bulk } from "./bulk.js";
import { Cursor } from "./cursor.js";
import { Details } from "./details.js";
import { DocumentList } from "./documents.js";
import { fill, h } from "./dom.js";
import { Find } from "./find.js";
import { Grid } from "./grid.js";
import { Keys } from "./keys.js";
import { Memos } from "./memos.js";
import { Mend } from "./mend.js";
import { Outcomes } from "./outcomes.js";
import { Chooser } from "./picker.js";
import { unmark } from "./pointing.js";
import { Sound } from "./sound.js";
import { Tabs } from "./tabs.js";
import { shortened } from "./text.js";
import { Transcript } from "./transcript.js";
import { CodeTree } from "./tree.js";

export class Coder {
  constructor(root, session) {
    this.root = root;
    this.session = session;
    this.sound = new Sound(session);
    const onGo = (id, place) => this.goTo(id, place);
    this.transcript = new Transcript(session, { onSelected: () => this.#selected(), onPlay: (time) => this.sound.playFrom(time), onGo });
    this.cursor = new Cursor(session, this.transcript);
    this.chooser = new Chooser(session, this.transcript);
    this.mend = new Mend(session, this.transcript);
    this.transcript.scroller.append(this.chooser.element, this.mend.element);
    this.details = new Details(session, { onChangeCode: () => this.#changeCode() });
    this.documents = new DocumentList(session, { onChosen: (id) => this.openDocument(id) });
    this.find = new Find(session, { onGo });
    this.bulk = new Bulk(session, { onGo });
    this.memos = new Memos(session);
    this.outcomes = new Outcomes(session, { onGo });
    this.tree = new CodeTree(session, { onPassages: (code) => this.#passages(code), onMemos: (code) => this.#memosOn(code) });
    this.grid = new Grid(session);
    this.keys = new Keys(this.#keyGroups());
    this.#build();
    this.#listen();
  }

  #build() {
    const { session } = this;
    this.title = h("h1", {}, "storylens");
    this.meta = h("span", { class: "meta" });
    this.status = h("div", { class: "status", role: "status", "aria-live": "polite" });
    this.problem = h("div", { class: "problem", role: "alert" });
    this.spoken = h("div", { class: "spoken", "aria-live": "polite" });
    const button = (name, key, action, label) => h("button", { type: "button", onclick: action, title: `${label ?? name} (${key})`, "aria-label": label ?? name, "aria-keyshortcuts": key }, name);
    this.waiting = button("Next suggestion", "n", () => session.toSuggestion(1));
    this.answers = button("Answers", "g", () => this.#switch(), "Short answers in a table");
    this.beside = button("Translation", "o", () => this.#beside(), "Original and translation side by side");
    this.finish = button("Done", "f", () => session.finish(), "This document is coded");
    const tools = h(
      "div",
      { class: "tools", role: "toolbar", "aria-label": "Coding" },
      button("Undo", "z", () => session.step("undo")),
      button("Redo", "y", () => session.step("redo")),
      this.waiting,
      this.beside,
      this.finish,
      this.answers,
      button("?", "?", () => this.#help(), "Keys"),
    );
    this.leftTabs = new Tabs("Documents and finding", {
      Documents: { element: this.documents.element },
      Find: { element: this.find.element },
      Review: { element: this.bulk.element, shown: () => this.bulk.isShown() && this.bulk.load() },
    });
    this.rightTabs = new Tabs("Coding, codes, memos and outcomes", {
      Coding: { element: this.details.element },
      Codes: { element: this.tree.element },
      Memos: { element: this.memos.element, shown: () => this.memos.load() },
      Outcomes: { element: this.outcomes.element, shown: () => this.outcomes.isShown() && this.outcomes.load() },
    });
    this.left = h("aside", { class: "panel left", "aria-label": "Documents and finding" }, this.leftTabs.element);
    this.right = h("aside", { class: "panel right", "aria-label": "Coding, codes, memos and outcomes" }, this.rightTabs.element);
    this.menu = button("☰", "d", () => this.#toDocuments(), "Documents");
    this.menu.classList.add("menu");
    this.reading = h("div", { class: "reading" }, this.transcript.scroller, this.sound.element, this.grid.element);
    this.frame = h(
      "div",
      { class: "storylens", "data-lm-suppress-shortcuts": "true", tabindex: "-1" },
      h("header", {}, h("div", { class: "titles" }, this.menu, this.title, this.meta), tools),
      h("div", { class: "desk" }, this.left, this.reading, this.right),
      h("footer", {}, this.status, this.problem),
      this.spoken,
    );
    fill(this.root, this.frame);
  }

  #listen() {
    const { session } = this;
    session.on("open", () => this.#opened());
    session.on("codings", () => this.#count());
    session.on("busy", (isBusy) => this.frame.classList.toggle("busy", isBusy));
    session.on("done", (what) => this.#say(what));
    session.on("active", (_, id) => id && this.rightTabs.now === "Codes" && this.rightTabs.show("Coding"));
    session.on("documents", () => (this.finish.hidden = !this.#isAssigned()));
    session.on("documents", () => (this.answers.hidden = !session.documents.some((one) => one.kind === "survey answer")));
    this.reading.addEventListener("focusin", () => this.frame.classList.remove("listing"));
    session.on("problem", (what) => this.#refuse(what));
    session.on("say", (words) => (this.spoken.textContent = words));
    this.frame.addEventListener("keydown", (event) => {
      event.stopPropagation(); // a notebook would take letters for its own commands
      if (this.outcomes.isDrafting) return event.preventDefault(); // what is typed is meant for the form that comes
      if (event.defaultPrevented || event.composedPath()[0].closest("dialog")) return undefined;
      return this.keys.press(event);
    });
    for (const kind of ["keyup", "keypress", "paste", "cut"]) this.frame.addEventListener(kind, (event) => event.stopPropagation());
    this.frame.addEventListener("copy", (event) => this.#copy(event));
    this.freshness = session.keepFresh(() => this.frame.isConnected && document.visibilityState === "visible");
    this.onShown = () => this.freshness.look();
    this.onHidden = () => (this.details.flush(), this.memos.flush(), this.outcomes.flush());
    document.addEventListener("visibilitychange", this.onShown);
    window.addEventListener("focus", this.onShown);
    window.addEventListener("pagehide", this.onHidden);
  }

  close() {
    this.onHidden();
    this.transcript.close();
    this.freshness.stop();
    document.removeEventListener("visibilitychange", this.onShown);
    window.removeEventListener("focus", this.onShown);
    window.removeEventListener("pagehide", this.onHidden);
  }

  /** Take over once the session has begun. */
  async begin(begun, documentId) {
    await begun;
    if (this.session.open || (this.session.wanted && this.session.wanted !== documentId)) return;
    const first = this.session.documents[0]?.id;
    if (first) await this.session.read(first);
    else this.#refuse("There are no documents yet. Put files into the project's inbox and run `storylens ingest`.");
  }

  async openDocument(id, at) {
    this.details.flush();
    this.frame.classList.remove("listing");
    this.#showGrid(false);
    await this.session.read(id, at);
    if (!at) this.transcript.focus();
  }

  /** Go to a place, given in code points, and to the coding there where it is one. */
  async goTo(id, place) {
    this.#showGrid(false);
    const { session } = this;
    if (session.open?.id !== id) await this.openDocument(id, place);
    else session.goTo(session.open.positions.toUnits(place.start), session.open.positions.toUnits(place.end));
    if (place.id && session.codings.has(place.id)) session.activate(place.id);
    this.frame.classList.remove("listing");
  }

  #opened() {
    const { open, blind } = this.session;
    this.title.textContent = open.title;
    this.meta.textContent = [open.kind, open.language, open.translated_from ? `translated from ${open.translated_from}${open.translator ? ` by ${open.translator}` : ""}` : "", blind ? "blind: what others coded is hidden until all are done" : ""].filter(Boolean).join(" · ");
    const other = open.original ? "Original" : "Translation";
    this.beside.hidden = !open.original && !open.translation;
    this.beside.textContent = `${other} beside`;
    this.isBeside = false;
    this.transcript.beside(null);
    this.finish.hidden = !this.#isAssigned();
    this.#count();
    // In a notebook somebody may be typing into a cell while this one comes up: what they type is no command.
    if (!this.session.who.notebook && document.activeElement === document.body) this.transcript.focus();
  }

  #isAssigned() {
    return Boolean(this.session.documents.find((one) => one.id === this.session.open?.id)?.tasks.includes("assigned"));
  }

  async #beside() {
    this.isBeside = !this.isBeside;
    this.transcript.beside(this.isBeside ? await this.session.readBeside() : null);
    this.beside.setAttribute("aria-pressed", String(this.isBeside));
  }

  // Panels and views

  async #switch() {
    const wanted = !this.grid.isOpen;
    if (wanted && !(await this.grid.load(this.grid.question.value))) return this.#refuse("There are no short answers in this project.");
    this.#showGrid(wanted);
    (wanted ? this.grid : this.transcript).focus();
    return undefined;
  }

  #showGrid(isShown) {
    this.grid.element.hidden = !isShown;
    this.transcript.scroller.hidden = isShown;
    this.answers.textContent = isShown ? "Document" : "Answers";
  }

  #toDocuments() {
    this.leftTabs.show("Documents");
    this.frame.classList.toggle("listing");
    this.documents.focus();
  }

  #toPanel(tabs, name, panel) {
    tabs.show(name);
    if (tabs === this.leftTabs) this.frame.classList.add("listing");
    panel.focus();
  }

  #passages(code) {
    this.#toPanel(this.leftTabs, "Find", this.find);
    this.find.passages(code);
  }

  #memosOn(code) {
    this.memos.onCode(code);
    this.#toPanel(this.rightTabs, "Memos", this.memos);
  }

  #count() {
    const number = this.session.suggestions().length;
    this.waiting.textContent = number ? `Next of ${number} suggestions` : "No suggestions";
    this.waiting.disabled = number === 0;
  }

  #say(what) {
    this.problem.textContent = "";
    this.status.textContent = what;
  }

  /** A kernel that does not answer: say that the last stroke is not kept yet. */
  silent(isSilent) {
    if (isSilent) this.#refuse("The kernel does not answer, so what you did last is not kept yet. If it was restarted, run the cell again: all that was confirmed is there.");
    else this.problem.textContent = "";
  }

  #refuse(what) {
    this.status.textContent = "";
    this.problem.textContent = what;
  }

  #selected() {
    unmark();
    this.chooser.open();
  }

  #changeCode() {
    if (this.session.activeCoding) this.chooser.open({ changing: this.session.active });
  }

  #copy(event) {
    const { selection } = this.session;
    const field = event.composedPath()[0];
    const hasOwn = field.selectionStart !== undefined && field.selectionStart !== field.selectionEnd;
    if (!selection || hasOwn) return;
    event.clipboardData.setData("text/plain", this.session.words(selection.start, selection.end));
    event.preventDefault();
  }

  #help() {
    const dialog = this.keys.help(() => this.transcript.focus());
    this.frame.append(dialog);
    dialog.showModal();
  }

  async #decide(state) {
    const coding = this.session.activeCoding;
    if (!coding || (state === "rejected" && !coding.suggested)) return;
    const { start } = coding;
    const made = await this.session.decide([coding.id], state);
    if (made && coding.suggested && this.session.suggestions().length) {
      this.session.activate(null);
      this.session.toSuggestion(1, start);
    }
  }

  #recent(number) {
    const code = this.session.recent[number - 1];
    if (!code || !this.session.selection) return false;
    const passage = this.session.selection;
    return this.session.code(passage, code).then((made) => made && this.session.select(null));
  }

  #keyGroups() {
    const { session } = this;
    const inText = true;
    return [
      {
        title: "Read and select",
        keys: [
          { shown: "↑ ↓", what: "turn before, next turn", on: ["ArrowUp", "ArrowDown"], inText, run: (event) => this.transcript.moveBlock(event.key === "ArrowUp" ? -1 : 1) },
          { shown: "← →", what: "word before, next word", on: ["ArrowLeft", "ArrowRight"], inText, run: (event) => this.cursor.word(event.key === "ArrowLeft" ? -1 : 1, false) },
          { shown: "Shift+← Shift+→", what: "let the selection grow by words", on: ["Shift+ArrowLeft", "Shift+ArrowRight"], run: (event) => this.cursor.word(event.key === "ArrowLeft" ? -1 : 1, true) },
          { shown: "Shift+↑ Shift+↓", what: "let the selection grow by turns", on: ["Shift+ArrowUp", "Shift+ArrowDown"], run: (event) => this.cursor.turns(event.key === "ArrowUp" ? -1 : 1) },
          { shown: "s", what: "select the sentence; again, the next one too", on: ["s"], run: () => this.cursor.sentence() },
          { shown: "t", what: "select the turn", on: ["t"], run: () => this.cursor.turn() },
          { shown: "v", what: "make a code of the selected words", on: ["v"], run: () => this.#inVivo() },
          { shown: "p", what: "hear the turn, and stop", on: ["p"], run: () => this.sound.toggle(this.transcript.items[this.transcript.current]?.block.turn) },
          { shown: "x", what: "correct misheard words", on: ["x"], run: () => this.mend.open() },
          { shown: "o", what: "original or translation beside", on: ["o"], run: () => !this.beside.hidden && this.#beside() },
          { shown: "h", what: "look at a held turn", on: ["h"], run: () => this.transcript.look(this.transcript.current) },
          { shown: "Esc", what: "back to the text; let go of the selection", on: ["Escape"], always: true, run: () => this.#letGo() },
        ],
      },
      {
        title: "Code",
        keys: [
          { shown: "Enter", what: "choose a code for the selection", on: ["Enter"], inText, run: () => this.#codeSelection() },
          { shown: "1 … 9", what: "one of the codes used last", on: ["1", "2", "3", "4", "5", "6", "7", "8", "9"], run: (event) => this.#recent(Number(event.key)) },
          { shown: "c", what: "another code for the coding", on: ["c"], run: () => this.#changeCode() },
          { shown: "e", what: "polarity, memo and fields of the coding", on: ["e"], run: () => this.#toPanel(this.rightTabs, "Coding", this.details) },
          { shown: "m", what: "move the coding to the selection", on: ["m"], run: () => session.activeCoding && session.selection && session.moveTo(session.active, session.selection) },
          { shown: "Del", what: "remove the coding", on: ["Delete", "Backspace"], run: () => session.activeCoding && !session.activeCoding.suggested && session.decide([session.active], "removed") },
          { shown: "u", what: "draft an outcome from the selection or coding", on: ["u"], run: () => (this.rightTabs.show("Outcomes"), this.outcomes.draftHere()) },
          { shown: "f", what: "say that an assigned document is coded", on: ["f"], run: () => !this.finish.hidden && session.finish() },
          { shown: "z Ctrl+z", what: "undo", on: ["z", "Ctrl+z"], run: () => session.step("undo") },
          { shown: "y Ctrl+y", what: "redo", on: ["y", "Ctrl+y", "Ctrl+Shift+z"], run: () => session.step("redo") },
        ],
      },
      {
        title: "Suggestions",
        keys: [
          { shown: "n j", what: "next suggestion", on: ["n", "j"], run: () => session.toSuggestion(1, this.#place()) },
          { shown: "Shift+n k", what: "suggestion before", on: ["Shift+n", "k"], run: () => session.toSuggestion(-1, this.#place()) },
          { shown: "a", what: "accept it", on: ["a"], run: () => this.#decide("accepted") },
          { shown: "r", what: "reject it", on: ["r"], run: () => this.#decide("rejected") },
          { shown: "b", what: "many at once", on: ["b"], run: () => this.#toPanel(this.leftTabs, "Review", this.bulk) },
        ],
      },
      {
        title: "Go to",
        keys: [
          { shown: "d", what: "documents", on: ["d"], run: () => this.#toDocuments() },
          { shown: "/", what: "words in all documents", on: ["/"], run: () => this.#toPanel(this.leftTabs, "Find", this.find) },
          { shown: "l", what: "codes (the codebook)", on: ["l"], run: () => this.#toPanel(this.rightTabs, "Codes", this.tree) },
          { shown: "w", what: "write a memo", on: ["w"], run: () => this.#toPanel(this.rightTabs, "Memos", this.memos) },
          { shown: "g", what: "short answers in a table, and back", on: ["g"], run: () => this.#switch() },
          { shown: "F6", what: "text, right panel, left panel", on: ["F6"], always: true, run: () => this.#nextRegion() },
          { shown: "[ ]", what: "document before, next document", on: ["[", "]"], run: (event) => this.#toNeighbour(event.key === "[" ? -1 : 1) },
          { shown: "?", what: "these keys", on: ["?"], run: () => this.#help() },
        ],
      },
    ];
  }

  async #inVivo() {
    const { selection } = this.session;
    if (!selection) return;
    if (await this.session.code(selection, shortened(this.session.words(selection.start, selection.end), 60))) this.session.select(null);
  }

  #nextRegion() {
    const focused = this.frame.getRootNode().activeElement;
    if (this.reading.contains(focused)) (this.right.querySelector("[aria-selected=true][role=tab]") ?? this.right).focus();
    else if (this.right.contains(focused)) this.left.querySelector("[aria-selected=true][role=tab]").focus();
    else (this.grid.isOpen ? this.grid : this.transcript).focus();
  }

  #place() {
    return this.transcript.items[this.transcript.current]?.block.start;
  }

  #codeSelection() {
    if (!this.session.selection) this.cursor.turn();
    this.chooser.open();
  }

  /** Come back to the text from wherever one is; there, let go of what is chosen. */
  #letGo() {
    const isReading = this.reading.contains(this.frame.getRootNode().activeElement);
    (this.grid.isOpen ? this.grid : this.transcript).focus();
    this.frame.classList.remove("listing");
    if (!isReading) return;
    this.session.select(null);
    this.session.activate(null);
  }

  #toNeighbour(step) {
    const next = this.documents.beside(step);
    if (next) this.openDocument(next);
  }
}
