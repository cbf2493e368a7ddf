// Short answers in a table: one row at a time, coded by key.

import { fill, h } from "./dom.js";
import { Picker } from "./picker.js";

export class Grid {
  constructor(session) {
    this.session = session;
    this.rows = [];
    this.at = 0;
    this.question = h("select", { "aria-label": "Question", onchange: () => this.load(this.question.value) });
    this.onlyBare = h("input", { type: "checkbox" });
    this.onlyBare.addEventListener("change", () => this.#draw());
    this.count = h("span", { class: "count", role: "status" });
    this.body = h("tbody", {});
    this.table = h("table", { class: "grid", "aria-label": "Answers" }, h("thead", {}, h("tr", {}, ["Teller", "Answer", "Codes"].map((name) => h("th", { scope: "col" }, name)))), this.body);
    this.picker = new Picker(session, { onPick: (code, { another }) => this.#pick(code, another), onClose: () => this.#leave(), label: "Code for this answer" });
    this.chooser = h("div", { class: "chooser", role: "dialog", "aria-label": "Choose a code", hidden: true }, this.picker.element);
    this.scroller = h("div", { class: "answers" }, this.table, this.chooser);
    this.element = h("div", { class: "grid-view", hidden: true }, h("div", { class: "line" }, this.question, h("label", { class: "tick" }, this.onlyBare, "only those without codes"), this.count), this.scroller);
    this.body.addEventListener("click", (event) => this.#clicked(event));
    this.body.addEventListener("focusin", (event) => this.#focused(event.target.closest("tr")));
    this.table.addEventListener("keydown", (event) => this.#key(event));
    session.on("changed", (id, change) => this.#changed(id, change));
    session.on("codes", () => this.#draw());
  }

  get isOpen() {
    return !this.element.hidden;
  }

  async load(question = "") {
    const answer = await this.session.ask({ ask: "grid", question });
    if (!answer) return false;
    fill(this.question, answer.questions.map((one) => h("option", { value: one }, one)));
    this.question.value = answer.question;
    this.rows = answer.rows;
    this.at = 0;
    this.#draw();
    return this.rows.length > 0;
  }

  #draw() {
    this.items = this.rows.filter((row) => !this.onlyBare.checked || !row.codings.length).map((row) => ({ row, element: this.#row(row) }));
    fill(this.body, this.items.map((item) => item.element));
    this.at = Math.min(this.at, Math.max(0, this.items.length - 1));
    if (this.items.length) this.items[this.at].element.tabIndex = 0;
    const bare = this.rows.filter((row) => !row.codings.length).length;
    this.count.textContent = `${this.rows.length} answers, ${bare} without codes`;
  }

  #row(row) {
    const element = h("tr", { tabindex: "-1" }, h("td", {}, row.teller), h("td", { class: "answer" }, row.held ? h("span", { class: "held" }, "Held. Open the document to read it.") : row.words), h("td", { class: "notes" }));
    this.#codes(element, row);
    return element;
  }

  #codes(element, row) {
    const { codes } = this.session;
    fill(
      element.lastElementChild,
      row.codings.map((coding) => {
        const code = codes.get(coding.code);
        const act = (name, state) => h("button", { type: "button", class: "plain", tabindex: "-1", "data-decide": state, "data-coding": coding.id, "aria-label": `${name} ${code.name}` }, { accepted: "✓", rejected: "✗", removed: "✗" }[state]);
        return h("span", { class: `note c${code.colour}${coding.suggested ? " suggested" : ""}` }, h("span", { class: "name" }, code.name), coding.suggested && h("span", { class: "by" }, "suggested "), coding.suggested ? [act("Accept", "accepted"), " ", act("Reject", "rejected")] : act("Remove", "removed"));
      }),
    );
  }

  #changed(id, change) {
    for (const item of this.items ?? []) {
      const { row, element } = item;
      if (row.document !== id || !change) continue;
      row.codings = [...row.codings.filter((coding) => !change.gone.includes(coding.id)), ...change.came.filter((coding) => coding.start < row.end && row.start < coding.end)];
      this.#codes(element, row);
    }
    const bare = this.rows.filter((row) => !row.codings.length).length;
    if (this.rows.length) this.count.textContent = `${this.rows.length} answers, ${bare} without codes`;
  }

  #clicked(event) {
    const { decide, coding } = event.target.closest("button")?.dataset ?? {};
    if (decide) this.session.decide([coding], decide);
  }

  #focused(element) {
    const at = this.items.findIndex((item) => item.element === element);
    if (at < 0) return;
    if (this.items[this.at]) this.items[this.at].element.tabIndex = -1;
    this.at = at;
    element.tabIndex = 0;
  }

  #key(event) {
    const item = this.items[this.at];
    const { key } = event;
    if (!item || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("button, select")) return;
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[key];
    const waiting = item.row.codings.filter((coding) => coding.suggested).map((coding) => coding.id);
    if (step) this.items[this.at + step]?.element.focus();
    else if (/^[1-9]$/.test(key)) this.#code(this.session.recent[Number(key) - 1]);
    else if (key === "Enter" || key === "c") this.#choose(item);
    else if (key === "a" && waiting.length) this.session.decide(waiting, "accepted");
    else if (key === "r" && waiting.length) this.session.decide(waiting, "rejected");
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #choose(item) {
    this.chooser.hidden = false;
    const [row, frame] = [item.element.getBoundingClientRect(), this.scroller.getBoundingClientRect()];
    this.chooser.style.width = "360px";
    this.chooser.style.left = `${Math.max(8, Math.min(row.width / 3, frame.width - 376))}px`;
    this.chooser.style.top = `${Math.min(row.bottom - frame.top, Math.max(8, frame.height - 330)) + this.scroller.scrollTop}px`;
    this.picker.begin({ inVivo: item.row.words.length < 80 ? item.row.words : "" });
  }

  #pick(code, another) {
    if (!another) this.#leave();
    this.#code(code);
  }

  async #code(code) {
    const item = this.items[this.at];
    if (!code || !item) return;
    const { document: id, start, end } = item.row;
    await this.session.codeElsewhere(id, start, end, code);
  }

  #leave() {
    this.chooser.hidden = true;
    this.focus();
  }

  focus() {
    this.items[this.at]?.element.focus();
  }
}
