// Deciding on many suggestions at once, by code and by rule, with the words before one's eyes.

import { fill, h } from "./dom.js";
import { codeSelect } from "./tree.js";
import { shortened } from "./text.js";

const DRAWN = 200; // rows; the rest is counted, and decided on in the next round

export class Bulk {
  constructor(session, { onGo }) {
    this.session = session;
    this.onGo = onGo;
    this.found = [];
    this.left_out = new Set();
    this.code = codeSelect(session, "All codes", { onchange: () => this.#filter() });
    this.rule = h("input", { type: "search", placeholder: "Rule has, such as a cue", "aria-label": "Rule has", oninput: () => this.#filter() });
    this.where = h("select", { "aria-label": "Where", onchange: () => this.load() }, h("option", { value: "here" }, "in this document"), h("option", { value: "" }, "in all documents"));
    this.why = h("input", { type: "text", placeholder: "Why (kept with each)", "aria-label": "Why" });
    this.count = h("div", { class: "count", role: "status" });
    this.accept = h("button", { type: "button", onclick: () => this.#decide("accepted") }, "Accept");
    this.reject = h("button", { type: "button", onclick: () => this.#decide("rejected") }, "Reject");
    this.list = h("div", { class: "results", role: "list", "aria-label": "Suggestions" });
    this.element = h("div", { class: "panel-body" }, h("div", { class: "filters" }, this.code, this.rule, this.where, this.why), this.count, h("div", { class: "buttons" }, this.accept, this.reject), this.list);
    session.on("open", () => this.isShown() && this.where.value && this.load());
    session.on("codings", () => this.isShown() && this.load());
  }

  isShown() {
    return this.element.isConnected && !this.element.closest("[hidden]");
  }

  async load() {
    const { open } = this.session;
    const asked = (this.asked = {});
    const answer = await this.session.ask({ ask: "passages", suggested: true, ...(this.where.value && open ? { document: open.id } : {}) });
    if (!answer || asked !== this.asked) return;
    this.found = answer.passages;
    this.#filter();
  }

  #filter() {
    const rule = this.rule.value.trim().toLocaleLowerCase();
    this.shown = this.found.filter((one) => (!this.code.value || one.code === this.code.value) && one.rule.toLocaleLowerCase().includes(rule)).slice(0, DRAWN);
    this.left_out.clear();
    fill(this.list, this.shown.map((one) => this.#row(one)));
    this.#count();
  }

  #row(one) {
    const code = this.session.codes.get(one.code);
    const words = one.held ? "Held. Open it in the document." : shortened(one.words, 220);
    const box = h("input", { type: "checkbox", "aria-label": `${code.name}: ${words}`, disabled: one.held });
    box.checked = !one.held;
    if (one.held) this.left_out.add(one.id); // nobody decides unseen on what may be a disclosure
    box.addEventListener("change", () => {
      if (box.checked) this.left_out.delete(one.id);
      else this.left_out.add(one.id);
      this.#count();
    });
    const told = [h("b", {}, code.name), ` ${words} `, h("span", { class: "record" }, `${one.rule} · ${one.title}`)];
    return h("div", { role: "listitem", class: "tick" }, box, h("button", { type: "button", class: "result", onclick: () => this.onGo(one.document_id, one) }, told));
  }

  #chosen() {
    return this.shown.filter((one) => !this.left_out.has(one.id)).map((one) => one.id);
  }

  #count() {
    const number = this.#chosen().length;
    this.count.textContent = `${number} chosen of ${this.found.length} suggestions`;
    this.accept.textContent = `Accept ${number}`;
    this.reject.textContent = `Reject ${number}`;
    this.accept.disabled = this.reject.disabled = number === 0;
  }

  async #decide(state) {
    const ids = this.#chosen();
    if (!(await this.session.decide(ids, state, this.why.value))) return;
    this.why.value = "";
    await this.load();
  }

  focus() {
    this.code.focus();
  }
}
