// The coder: one component for the local page and for notebooks.

import { notebookDesk, pageDesk } from "./desk.js";
import { Details } from "./details.js";
import { DocumentList } from "./documents.js";
import { fill, h } from "./dom.js";
import { Cursor } from "./cursor.js";
import { Keys } from "./keys.js";
import { Chooser } from "./picker.js";
import { unmark } from "./pointing.js";
import { Session } from "./session.js";
import { Transcript } from "./transcript.js";

class Coder {
  constructor(root, desk, who) {
    this.root = root;
    this.session = new Session(desk, who);
    const { session } = this;
    this.transcript = new Transcript(session, { onSelected: () => this.#selected(), onPlay: () => {} });
    this.cursor = new Cursor(session, this.transcript);
    this.chooser = new Chooser(session, this.transcript);
    this.transcript.scroller.append(this.chooser.element);
    this.details = new Details(session, { onChangeCode: () => this.#changeCode() });
    this.documents = new DocumentList(session, { onChosen: (id) => this.openDocument(id) });
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
    const tools = h(
      "div",
      { class: "tools", role: "toolbar", "aria-label": "Coding" },
      button("Undo", "z", () => session.step("undo")),
      button("Redo", "y", () => session.step("redo")),
      this.waiting,
      button("?", "?", () => this.#help(), "Keys"),
    );
    this.left = h("aside", { class: "panel left", "aria-label": "Documents" }, this.documents.element);
    this.right = h("aside", { class: "panel right", "aria-label": "Coding" }, this.details.element);
    this.frame = h(
      "div",
      { class: "storylens", "data-lm-suppress-shortcuts": "true", tabindex: "-1" },
      h("header", {}, h("div", { class: "titles" }, this.title, this.meta), tools),
      h("div", { class: "desk" }, this.left, h("div", { class: "reading" }, this.transcript.scroller), this.right),
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
    session.on("problem", (what) => this.#refuse(what));
    session.on("say", (words) => (this.spoken.textContent = words));
    this.frame.addEventListener("keydown", (event) => {
      event.stopPropagation(); // a notebook would take letters for its own commands
      this.keys.press(event);
    });
    for (const kind of ["keyup", "keypress", "paste", "cut"]) this.frame.addEventListener(kind, (event) => event.stopPropagation());
    this.frame.addEventListener("copy", (event) => this.#copy(event));
    this.freshness = session.keepFresh(() => this.frame.isConnected && document.visibilityState === "visible");
    this.onShown = () => this.freshness.look();
    this.onHidden = () => this.details.flush();
    document.addEventListener("visibilitychange", this.onShown);
    window.addEventListener("focus", this.onShown);
    window.addEventListener("pagehide", this.onHidden);
  }

  close() {
    this.details.flush();
    this.freshness.stop();
    document.removeEventListener("visibilitychange", this.onShown);
    window.removeEventListener("focus", this.onShown);
    window.removeEventListener("pagehide", this.onHidden);
  }

  async begin(documentId) {
    await this.session.begin();
    const first = documentId || this.session.documents[0]?.id;
    if (first) await this.openDocument(first);
    else this.#refuse("There are no documents yet. Put files into the project's inbox and run `storylens ingest`.");
  }

  async openDocument(id, at) {
    this.details.flush();
    await this.session.read(id, at);
    this.transcript.focus();
  }

  #opened() {
    const { open, blind } = this.session;
    this.title.textContent = open.title;
    this.meta.textContent = [open.kind, open.language, blind ? "blind: others' codings are hidden until all are done" : ""].filter(Boolean).join(" · ");
    this.#count();
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
          { shown: "Esc", what: "let go of the selection", on: ["Escape"], run: () => this.#letGo() },
        ],
      },
      {
        title: "Code",
        keys: [
          { shown: "Enter", what: "choose a code for the selection", on: ["Enter"], inText, run: () => this.#codeSelection() },
          { shown: "1 … 9", what: "one of the codes used last", on: ["1", "2", "3", "4", "5", "6", "7", "8", "9"], run: (event) => this.#recent(Number(event.key)) },
          { shown: "c", what: "another code for the coding", on: ["c"], run: () => this.#changeCode() },
          { shown: "e", what: "polarity, memo and fields of the coding", on: ["e"], run: () => this.details.focus() },
          { shown: "m", what: "move the coding to the selection", on: ["m"], run: () => session.activeCoding && session.selection && session.moveTo(session.active, session.selection) },
          { shown: "Del", what: "remove the coding", on: ["Delete", "Backspace"], run: () => session.activeCoding && !session.activeCoding.suggested && session.decide([session.active], "removed") },
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
        ],
      },
      {
        title: "Go to",
        keys: [
          { shown: "d", what: "documents", on: ["d"], run: () => this.documents.focus() },
          { shown: "[ ]", what: "document before, next document", on: ["[", "]"], run: (event) => this.#beside(event.key === "[" ? -1 : 1) },
          { shown: "?", what: "these keys", on: ["?"], run: () => this.#help() },
        ],
      },
    ];
  }

  #place() {
    return this.transcript.items[this.transcript.current]?.block.start;
  }

  #codeSelection() {
    if (!this.session.selection) this.cursor.turn();
    this.chooser.open();
  }

  #letGo() {
    this.session.select(null);
    this.session.activate(null);
    this.transcript.focus();
  }

  #beside(step) {
    const next = this.documents.beside(step);
    if (next) this.openDocument(next);
  }
}

/** Put the coder into an element, with a desk to ask. */
export function mount(root, desk, who) {
  const coder = new Coder(root, desk, who);
  coder.begin(who.document);
  return coder;
}

export { pageDesk };

export default {
  render({ model, el }) {
    let coder = null;
    const desk = notebookDesk(model, (isSilent) => coder?.silent(isSilent));
    coder = mount(el, desk, { coder: model.get("coder"), document: model.get("document"), notebook: true });
    return () => {
      coder.close();
      desk.close();
    };
  },
};
