// Memos on a document, a code, a coding or the project.

import { fill, h, labelled } from "./dom.js";
import { codeSelect } from "./tree.js";

export class Memos {
  constructor(session) {
    this.session = session;
    this.about = h("select", { onchange: () => this.load() }, ["document", "coding", "code", "project"].map((one) => h("option", { value: one }, one === "project" ? "the project" : one === "code" ? "a code" : `this ${one}`)));
    this.code = codeSelect(session, "choose a code", { onchange: () => this.load() });
    this.list = h("div", { class: "memos", role: "list", "aria-label": "Memos" });
    this.text = h("textarea", { rows: "5" });
    this.text.addEventListener("keydown", (event) => (event.ctrlKey || event.metaKey) && event.key === "Enter" && this.#keep());
    this.text.addEventListener("blur", () => this.#keep());
    this.subjectNow = null; // what the words in the box are about
    this.element = h("div", { class: "panel-body" }, labelled("About", this.about), this.code, this.list, labelled("A new memo; it is kept when you leave the box", this.text), h("button", { type: "button", onclick: () => this.#keep() }, "Keep"));
    session.on("open", () => this.#changed("document"));
    session.on("active", () => this.#changed("coding"));
  }

  isShown() {
    return this.element.isConnected && !this.element.closest("[hidden]");
  }

  #changed(about) {
    if (this.isShown() && this.about.value === about) this.load();
  }

  #subject() {
    const { session } = this;
    return { document: session.open?.id ?? null, coding: session.active, code: this.code.value || null, project: "" }[this.about.value];
  }

  /** Show the memos on a code. */
  onCode(code) {
    this.about.value = "code";
    this.code.value = code;
  }

  async load() {
    await this.#keep();
    this.code.hidden = this.about.value !== "code";
    const subject = this.#subject();
    this.subjectNow = subject !== null ? { about: this.about.value, subject } : null;
    this.text.disabled = subject === null;
    const asked = this.subjectNow;
    const answer = this.subjectNow ? await this.session.ask({ ask: "memos", ...this.subjectNow }) : { memos: [] };
    if (answer && asked === this.subjectNow) this.#show(answer.memos);
  }

  #show(memos) {
    fill(this.list, memos.length ? memos.map((memo) => this.#memo(memo)) : h("p", { class: "hint" }, this.subjectNow ? "No memos yet." : "Choose what the memo is about first."));
  }

  #memo(memo) {
    const told = h("p", { class: "record" }, `${memo.coder}, ${memo.at.slice(0, 16).replace("T", " ")}`);
    if (memo.coder !== this.session.who.coder) return h("div", { role: "listitem", class: "memo" }, told, h("p", {}, memo.text));
    const text = h("textarea", { rows: "3", value: memo.text, "aria-label": "My memo" });
    text.addEventListener("blur", () => text.value !== memo.text && this.#write(text.value, memo));
    return h("div", { role: "listitem", class: "memo" }, told, text);
  }

  async #keep() {
    const text = this.text.value.trim();
    if (!text || !this.subjectNow) return;
    this.text.value = "";
    if (!(await this.#write(text))) this.text.value = text;
  }

  async #write(text, before = null) {
    const answer = await this.session.act({ ask: "memo", ...(before ? { about: before.about, subject: before.subject, instead_of: before.id } : this.subjectNow), text }, "Memo kept");
    if (answer) this.#show(answer.memos);
    return answer;
  }

  /** Keep what is in the box before the page goes. */
  flush() {
    this.#keep();
  }

  focus() {
    this.text.focus();
  }
}
