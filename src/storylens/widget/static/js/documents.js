// The documents, and what there is to do in each.

import { afterPause, bringIntoView, fill, h } from "./dom.js";

const TASKS = ["look again", "assigned", "suggestions", "not coded", "coded"];

export class DocumentList {
  constructor(session, { onChosen }) {
    this.session = session;
    this.onChosen = onChosen;
    this.filter = h("input", { type: "search", placeholder: "Find a document", "aria-label": "Find a document", oninput: () => this.#show() });
    this.task = h("select", { "aria-label": "Show documents", onchange: () => this.#show() }, h("option", { value: "" }, "All"), TASKS.map((task) => h("option", { value: task }, task)));
    this.count = h("div", { class: "count", role: "status" });
    this.list = h("div", { class: "documents", role: "list", "aria-label": "Documents" });
    this.element = h("div", { class: "panel-body" }, h("div", { class: "filters" }, this.filter, this.task), this.count, this.list);
    this.list.addEventListener("click", (event) => {
      const row = event.target.closest("[data-document]");
      if (row) this.onChosen(row.dataset.document);
    });
    this.list.addEventListener("keydown", (event) => this.#key(event));
    this.filter.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "Enter") {
        const first = this.list.querySelector("[data-document]");
        if (event.key === "Enter") first?.click();
        else first?.focus();
        event.preventDefault();
      }
    });
    this.rows = new Map();
    session.on("documents", () => this.#build());
    session.on("open", () => this.#mark());
    const later = afterPause(() => session.list(), 1_500); // counts may lag behind a stroke
    session.on("changed", later);
  }

  #build() {
    const { documents } = this.session;
    const rows = new Map();
    for (const one of documents) {
      const kept = this.rows.get(one.id);
      const same = kept && kept.words === JSON.stringify(one);
      rows.set(one.id, same ? kept : { one, words: JSON.stringify(one), row: this.#row(one), found: `${one.title} ${one.code} ${one.kind}`.toLocaleLowerCase() });
    }
    this.rows = rows;
    for (const option of this.task.options) {
      const number = option.value ? documents.filter((one) => one.tasks.includes(option.value)).length : documents.length;
      option.textContent = `${option.value || "all"} (${number})`;
    }
    this.#show();
  }

  #row(one) {
    const told = [
      one.again && h("span", { class: "badge again" }, `${one.again} to look at again`),
      one.tasks.includes("assigned") && h("span", { class: "badge assigned" }, one.blind ? "assigned, blind" : "assigned"),
      one.suggestions > 0 && h("span", { class: "badge" }, `${one.suggestions} suggested`),
      one.mine > 0 && h("span", { class: "badge mine" }, `${one.mine} by me`),
    ];
    return h(
      "div",
      { role: "listitem" },
      h(
        "button",
        { type: "button", class: "document", "data-document": one.id },
        h("span", { class: "title" }, one.title),
        h("span", { class: "meta" }, `${one.code} · ${one.kind} · ${one.words.toLocaleString()} words`),
        h("span", { class: "badges" }, told.filter(Boolean)),
      ),
    );
  }

  #show() {
    const wanted = this.filter.value.trim().toLocaleLowerCase();
    const task = this.task.value;
    const shown = [...this.rows.values()].filter(({ one, found }) => found.includes(wanted) && (!task || one.tasks.includes(task)));
    const focused = this.list.getRootNode().activeElement?.dataset?.document;
    fill(this.list, shown.map(({ row }) => row));
    if (focused) this.list.querySelector(`[data-document="${focused}"]`)?.focus({ preventScroll: true });
    this.count.textContent = `${shown.length} of ${this.rows.size} documents`;
    this.#mark();
  }

  #mark() {
    this.list.querySelector("[aria-current]")?.removeAttribute("aria-current");
    const row = this.session.open && this.rows.get(this.session.open.id)?.row.firstElementChild;
    row?.setAttribute("aria-current", "true");
    if (row?.isConnected && !this.list.contains(this.list.getRootNode().activeElement)) bringIntoView(this.list, row);
  }

  #key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const all = [...this.list.querySelectorAll("[data-document]")];
    const at = all.indexOf(event.target.closest("[data-document]"));
    (all[at + step] ?? (step < 0 ? this.filter : all[at]))?.focus();
    event.preventDefault();
    event.stopPropagation();
  }

  /** Return the document before or after the open one, as the list now shows them. */
  beside(step) {
    const all = [...this.list.querySelectorAll("[data-document]")].map((row) => row.dataset.document);
    const at = all.indexOf(this.session.open?.id);
    return all[at + step] ?? null;
  }

  focus() {
    (this.list.querySelector("[aria-current]") ?? this.filter).focus();
  }
}
