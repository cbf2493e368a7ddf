// Finding passages, by words or by code, in all documents.

import { afterPause, fill, h } from "./dom.js";
import { codeSelect } from "./tree.js";
import { shortened } from "./text.js";

export class Find {
  constructor(session, { onGo }) {
    this.session = session;
    this.onGo = onGo;
    const later = afterPause(() => this.#words(), 250);
    this.box = h("input", { type: "search", placeholder: "Words in all documents", "aria-label": "Find words in all documents", oninput: later });
    this.box.addEventListener("keydown", (event) => {
      if (event.key === "Enter") later.flush();
      if (event.key === "ArrowDown") (event.preventDefault(), this.list.querySelector("button")?.focus());
    });
    this.code = codeSelect(session, "or passages with a code", { onchange: () => this.passages(this.code.value) });
    this.count = h("div", { class: "count", role: "status" });
    this.list = h("div", { class: "results", role: "list", "aria-label": "Found" });
    this.list.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step) return;
      const all = [...this.list.querySelectorAll("button")];
      (all[all.indexOf(event.target) + step] ?? this.box).focus();
      event.preventDefault();
      event.stopPropagation();
    });
    this.element = h("div", { class: "panel-body" }, h("div", { class: "filters" }, this.box, this.code), this.count, this.list);
    session.on("open", () => this.#mark());
  }

  async #words() {
    const words = this.box.value.trim();
    this.code.value = "";
    const answer = words ? await this.session.ask({ ask: "search", words }) : { hits: [] };
    if (!answer || words !== this.box.value.trim()) return;
    this.hits = answer.hits;
    const documents = new Set(answer.hits.map((hit) => hit.document_id)).size;
    this.count.textContent = words ? `${answer.hits.length} places in ${documents} documents` : "";
    this.#list(answer.hits.map((hit) => [hit, hit.held ? ["Held. Open it in the document."] : [`…${hit.before.replace(/\s+/g, " ")}`, h("mark", {}, hit.words), `${hit.after.replace(/\s+/g, " ")}…`, hit.section && h("span", { class: "record" }, ` ${hit.section}`)]]));
    this.#mark();
  }

  /** Show what was coded with a code. */
  async passages(code) {
    this.code.value = code;
    this.box.value = "";
    this.hits = [];
    const answer = code ? await this.session.ask({ ask: "passages", code }) : { passages: [] };
    if (!answer) return;
    const documents = new Set(answer.passages.map((one) => one.document_id)).size;
    this.count.textContent = code ? `${answer.passages.length} passages in ${documents} documents` : "";
    this.#list(answer.passages.map((one) => [one, [one.held ? "Held. Open it in the document." : shortened(one.words, 220), h("span", { class: "record" }, ` ${one.suggested ? "suggested" : one.coder}${one.polarity ? `, ${one.polarity}` : ""}`)]]));
    this.#mark();
  }

  #list(found) {
    let title = "";
    const rows = [];
    for (const [place, told] of found) {
      if (place.title !== title) rows.push(h("h3", {}, place.title));
      title = place.title;
      rows.push(h("div", { role: "listitem" }, h("button", { type: "button", class: "result", onclick: () => this.onGo(place.document_id, place) }, told)));
    }
    fill(this.list, rows);
  }

  /** Mark what was found in the document that is open. */
  #mark() {
    const { open } = this.session;
    if (!open) return;
    this.session.hits = (this.hits ?? [])
      .filter((hit) => hit.document_id === open.id)
      .map((hit) => ({ start: open.positions.toUnits(hit.start), end: open.positions.toUnits(hit.end) }));
    this.session.tell("hits");
  }

  focus() {
    this.box.focus();
    this.box.select();
  }
}
