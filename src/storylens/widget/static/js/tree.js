// The codes as a tree, each with what it means and how often it is used, and all that can be done with a code.

import { fill, h, labelled } from "./dom.js";
import { aboutCode } from "./picker.js";
import { shortened } from "./text.js";

/** Make a list to choose a code from, by codebook. */
export function codeSelect(session, label, props = {}) {
  const select = h("select", { "aria-label": label, ...props });
  const build = () => {
    const now = select.value;
    fill(
      select,
      h("option", { value: "" }, label),
      session.codes.books.map((book) => h("optgroup", { label: book.title }, session.codes.live().filter((code) => code.book === book).map((code) => h("option", { value: code.id }, code.name)))),
    );
    select.value = now;
  };
  session.on("codes", build);
  build();
  return select;
}

export class CodeTree {
  constructor(session, { onPassages, onMemos }) {
    this.session = session;
    this.onPassages = onPassages;
    this.onMemos = onMemos;
    this.folded = new Set();
    this.chosen = null;
    this.filter = h("input", { type: "search", placeholder: "Find a code", "aria-label": "Find a code", oninput: () => this.#build() });
    this.tree = h("div", { class: "tree", role: "tree", "aria-label": "Codes" });
    this.card = h("div", { class: "card", role: "group", "aria-label": "The code" });
    const make = h("button", { type: "button", onclick: () => this.#form("new") }, "New code");
    this.element = h("div", { class: "panel-body codes" }, h("div", { class: "line" }, this.filter, make), this.tree, this.card);
    this.tree.addEventListener("click", (event) => this.#clicked(event));
    this.tree.addEventListener("dblclick", () => this.#use());
    this.tree.addEventListener("mouseover", (event) => this.#glance(event.target.closest("[data-code]")?.dataset.code));
    this.tree.addEventListener("mouseleave", () => this.#glance(null));
    this.tree.addEventListener("focusin", (event) => this.#focused(event.target.closest("[role=treeitem]")));
    this.tree.addEventListener("keydown", (event) => this.#key(event));
    session.on("codes", () => this.#build());
    session.on("codings", () => this.#count());
    session.on("open", () => this.#count());
    session.on("selection", () => this.#writeCard());
  }

  #build() {
    const { codes } = this.session;
    const wanted = this.filter.value.trim() ? new Set(codes.matching(this.filter.value).found.flatMap((code) => this.#line(code))) : null;
    const rows = [];
    const add = (label, level, key, hasMore, code = null) => rows.push(this.#row(label, level, key, hasMore, code));
    const addCodes = (found, level) => {
      for (const code of found.filter((one) => !wanted || wanted.has(one))) {
        const below = codes.children(code.family, code.id);
        add(code.name, level, code.id, below.length > 0, code);
        if (wanted || !this.folded.has(code.id)) addCodes(below, level + 1);
      }
    };
    for (const book of codes.books) {
      const key = `book ${book.id}`;
      if (wanted && ![...wanted].some((code) => code.book === book)) continue;
      add(book.title, 1, key, true);
      if (!wanted && this.folded.has(key)) continue;
      for (const family of book.families) {
        const inFamily = codes.all.filter((code) => code.book === book && code.family === family && !code.retired);
        const top = inFamily.filter((code) => !code.parent || !codes.byId.has(code.parent));
        const own = book.families.length > 1;
        const familyKey = `${key} ${family.id}`;
        if (!inFamily.length || (wanted && !inFamily.some((code) => wanted.has(code)))) continue;
        if (own) add(family.name, 2, familyKey, true);
        if (wanted || !own || !this.folded.has(familyKey)) addCodes(top, own ? 3 : 2);
      }
    }
    const focused = this.tree.contains(this.tree.getRootNode().activeElement) && this.chosen;
    fill(this.tree, rows);
    if (rows.length) (this.#rowOf(this.chosen) ?? rows[0]).tabIndex = 0;
    if (focused) this.#rowOf(this.chosen)?.focus();
    this.#count();
    this.#writeCard();
  }

  /** Return a code with all above it. */
  #line(code) {
    const above = code.parent ? this.session.codes.byId.get(code.parent) : null;
    return above ? [code, ...this.#line(above)] : [code];
  }

  #row(label, level, key, hasMore, code) {
    return h(
      "div",
      { role: "treeitem", class: `row level${Math.min(level, 5)}`, tabindex: "-1", "aria-level": level, "data-key": key, "data-code": code?.id, "aria-expanded": hasMore ? String(!this.folded.has(key)) : null, "aria-selected": String(code !== null && code.id === this.chosen) },
      h("span", { class: "fold", "aria-hidden": "true" }, hasMore ? (this.folded.has(key) ? "▸" : "▾") : ""),
      code && h("span", { class: `swatch c${code.colour}` }),
      h("span", { class: "name" }, label),
      code && h("span", { class: "uses" }),
    );
  }

  #rowOf(key) {
    return key ? [...this.tree.children].find((row) => row.dataset.key === key) : null;
  }

  #count() {
    const here = new Map();
    for (const coding of this.session.codings.values()) if (!coding.suggested) here.set(coding.code, (here.get(coding.code) ?? 0) + 1);
    for (const row of this.tree.children) {
      if (!row.dataset.code) continue;
      const [all, documents] = this.session.codes.uses[row.dataset.code] ?? [0, 0];
      const number = here.get(row.dataset.code) ?? 0;
      const uses = row.querySelector(".uses");
      uses.textContent = all || number ? `${number} / ${Math.max(all, number)}` : "";
      uses.title = `${number} here, ${Math.max(all, number)} in ${documents} documents`;
    }
  }

  #clicked(event) {
    const row = event.target.closest("[role=treeitem]");
    if (!row) return;
    if (event.target.closest(".fold") || !row.dataset.code) this.#fold(row.dataset.key);
    this.#rowOf(row.dataset.key)?.focus();
  }

  #fold(key, isFolded = !this.folded.has(key)) {
    if (isFolded) this.folded.add(key);
    else this.folded.delete(key);
    this.#build();
  }

  #focused(row) {
    if (!row) return;
    for (const other of this.tree.querySelectorAll("[tabindex='0']")) other.tabIndex = -1;
    row.tabIndex = 0;
    if ((row.dataset.code ?? null) === this.chosen) return;
    this.#rowOf(this.chosen)?.setAttribute("aria-selected", "false");
    this.chosen = row.dataset.code ?? null;
    if (this.chosen) row.setAttribute("aria-selected", "true");
    this.#writeCard();
  }

  #glance(code) {
    this.hovered = code ?? null;
    if (!this.form) this.#writeCard();
  }

  #key(event) {
    const rows = [...this.tree.children];
    const row = event.target.closest("[role=treeitem]");
    const at = rows.indexOf(row);
    const { key } = event;
    if (key === "ArrowDown" || key === "ArrowUp") rows[at + (key === "ArrowDown" ? 1 : -1)]?.focus();
    else if (key === "ArrowRight" || key === "ArrowLeft") {
      const isFolded = key === "ArrowLeft";
      if (row.hasAttribute("aria-expanded") && (row.getAttribute("aria-expanded") === "true") === isFolded) {
        this.#fold(row.dataset.key, isFolded);
        this.#rowOf(row.dataset.key)?.focus();
      } else if (isFolded) rows.slice(0, at).findLast((one) => Number(one.ariaLevel) < Number(row.ariaLevel))?.focus();
      else rows[at + 1]?.focus();
    } else if (key === "Enter") this.#use();
    else if (key === "F2" && this.chosen) this.#form("rename");
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Code the selection with the chosen code; without a selection, show what was coded with it. */
  async #use() {
    const { session } = this;
    if (!this.chosen) return;
    if (!session.selection) this.onPassages(this.chosen);
    else if (await session.code(session.selection, this.chosen)) session.select(null);
  }

  #writeCard() {
    if (this.form) return;
    const { session } = this;
    const code = session.codes.byId.get(this.hovered ?? this.chosen);
    if (!code) {
      fill(this.card, h("p", { class: "hint" }, "Point at a code to see what it means. Enter codes the selection with it."));
      return;
    }
    const [all, documents] = session.codes.uses[code.id] ?? [0, 0];
    const action = (name, run) => h("button", { type: "button", onclick: run }, name);
    fill(
      this.card,
      h("h3", {}, h("span", { class: `swatch c${code.colour}` }), code.name),
      h(
        "div",
        { class: "buttons" },
        session.selection && action("Code the selection", () => this.#use()),
        action("Passages", () => this.onPassages(code.id)),
        action("Memos", () => this.onMemos(code.id)),
        ["rename", "define", "move", "merge", "split"].map((what) => action(what[0].toUpperCase() + what.slice(1), () => this.#form(what))),
      ),
      h("div", { class: "card-text" }, aboutCode(code), code.examples?.length > 0 && h("p", {}, h("b", {}, "For example: "), code.examples.join(" / ")), h("p", { class: "record" }, `${code.id} · ${all} codings in ${documents} documents${code.sensitive ? " · sensitive" : ""}${code.gate ? " · holds what it marks" : ""}`)),
    );
  }

  // Changes of the codebook: each is a new edition, with its reason

  #form(what) {
    const { session } = this;
    const code = session.codes.byId.get(this.chosen);
    if (what !== "new" && !code) return;
    this.form = what;
    const input = (value = "") => h("input", { type: "text", value });
    const area = (value = "", rows = 2) => h("textarea", { rows, value });
    const reason = input();
    const { title, fields, send } = this.#forms(what, code, { input, area, reason });
    const done = () => {
      this.form = null;
      this.#writeCard();
      this.#rowOf(this.chosen)?.focus();
    };
    const form = h(
      "form",
      {
        class: "fields",
        onsubmit: async (event) => {
          event.preventDefault();
          const answer = await session.act({ document: session.open?.id ?? "", ...send() }, "The codebook has a new edition");
          if (!answer) return;
          if (answer.made) this.chosen = answer.made;
          this.form = null;
          this.#build();
          this.#rowOf(this.chosen)?.focus();
        },
        onkeydown: (event) => event.key === "Escape" && (event.stopPropagation(), done()),
      },
      h("h3", {}, title),
      fields.map(([label, control]) => labelled(label, control)),
      labelled("Because (kept with the change)", reason),
      h("div", { class: "buttons" }, h("button", { type: "submit" }, "Keep"), h("button", { type: "button", onclick: done }, "Cancel")),
    );
    fill(this.card, form);
    form.querySelector("input, textarea, select").focus();
  }

  #forms(what, code, { input, area, reason }) {
    const { session } = this;
    const because = () => ({ reason: reason.value });
    if (what === "new") {
      const [name, definition, under] = [input(), area(), codeSelect(session, "at the top")];
      const { selection } = session;
      if (selection) name.value = shortened(session.words(selection.start, selection.end), 60);
      return {
        title: "A new code",
        fields: [["Name", name], ["Definition", definition], ["Under", under]],
        send: () => ({ ask: "create code", name: name.value, document: undefined, ...(definition.value ? { definition: definition.value } : {}), ...(under.value ? { parent: under.value } : {}), ...because() }),
      };
    }
    if (what === "rename") {
      const name = input(code.name);
      return { title: `Rename ${code.name}`, fields: [["Name", name]], send: () => ({ ask: "rename code", document: undefined, code: code.id, name: name.value, ...because() }) };
    }
    if (what === "define") {
      const [definition, include, exclude] = [area(code.definition, 3), area(code.include), area(code.exclude)];
      return {
        title: `Define ${code.name}`,
        fields: [["Definition", definition], ["Include", include], ["Exclude", exclude]],
        send: () => ({ ask: "define code", document: undefined, code: code.id, definition: definition.value, include: include.value, exclude: exclude.value, ...because() }),
      };
    }
    if (what === "move") {
      const under = codeSelect(session, "at the top");
      return { title: `Move ${code.name}`, fields: [["Under", under]], send: () => ({ ask: "move code", document: undefined, code: code.id, under: under.value, ...because() }) };
    }
    if (what === "merge") {
      const into = codeSelect(session, "choose a code");
      return { title: `Merge ${code.name} into another code`, fields: [["Into", into]], send: () => ({ ask: "merge codes", gone: [code.id], into: into.value, ...because() }) };
    }
    const names = area("", 3);
    return {
      title: `Split ${code.name}`,
      fields: [["Into, one name a line; its codings then wait to be looked at again", names]],
      send: () => ({ ask: "split code", code: code.id, into: names.value.split("\n").map((name) => name.trim()).filter(Boolean), ...because() }),
    };
  }

  focus() {
    (this.tree.querySelector("[tabindex='0']") ?? this.filter).focus();
  }
}
