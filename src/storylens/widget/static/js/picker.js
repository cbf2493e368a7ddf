// Choosing a code by a few letters, a number key, or from those used last.

import { bringIntoView, fill, freshId, h } from "./dom.js";
import { shortened } from "./text.js";

const MOST = 60; // options drawn; more letters find the rest

/** A box to type into with the codes that fit below it. `onPick(code, {another})` gets an id or a new name. */
export class Picker {
  constructor(session, { onPick, onClose, label = "Code", makes = true }) {
    this.session = session;
    this.onPick = onPick;
    this.onClose = onClose;
    this.makes = makes; // whether a name that is not there yet makes a code
    this.inVivo = ""; // words that may become a code themselves
    this.options = [];
    this.at = 0;
    const list = freshId("codes");
    this.input = h("input", {
      type: "text",
      role: "combobox",
      autocomplete: "off",
      spellcheck: "false",
      placeholder: "a few letters, or 1 to 9",
      "aria-label": label,
      "aria-expanded": "true",
      "aria-controls": list,
      "aria-autocomplete": "list",
      oninput: () => this.#offer(),
      onkeydown: (event) => this.#key(event),
    });
    this.list = h("ul", { id: list, role: "listbox", "aria-label": "Codes that fit" });
    this.about = h("div", { class: "about", "aria-live": "polite" });
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[data-option]");
      if (option) this.#take(Number(option.dataset.option), event.shiftKey);
    });
    this.list.addEventListener("mousemove", (event) => {
      const option = event.target.closest("[data-option]");
      if (option && Number(option.dataset.option) !== this.at) this.#point(Number(option.dataset.option), false);
    });
    this.element = h("div", { class: "picker" }, this.input, this.list, this.about);
  }

  begin({ inVivo = "", typed = "" } = {}) {
    this.inVivo = inVivo;
    this.input.value = typed;
    this.#offer();
    this.input.focus({ preventScroll: true });
  }

  #offer() {
    const { codes, recent } = this.session;
    const typed = this.input.value.trim();
    if (typed) {
      const { found, strong } = codes.matching(typed);
      this.options = found.slice(0, MOST).map((code) => ({ code }));
      if (this.makes && !codes.named(typed)) this.options.splice(strong ? this.options.length : 0, 0, { name: typed, says: `New code “${typed}”` });
    } else {
      const last = recent.map((id) => codes.get(id)).filter((code) => !code.unknown && !code.retired);
      const others = codes.live().filter((code) => !last.includes(code)).slice(0, MOST);
      this.options = [...last.map((code, at) => ({ code, key: at + 1 })), ...others.map((code) => ({ code }))];
      if (this.makes && this.inVivo) this.options.splice(last.length, 0, { name: this.inVivo, says: `In their words: “${shortened(this.inVivo, 50)}”`, vivo: true });
    }
    fill(this.list, this.options.map((option, at) => this.#row(option, at)));
    this.#point(0, true);
  }

  #row({ code, key, says }, at) {
    const id = `${this.list.id}-${at}`;
    const parts = code
      ? [h("span", { class: `swatch c${code.colour}` }), h("span", { class: "name" }, code.name), h("span", { class: "where" }, code.family.name === code.name ? code.book.title : code.family.name)]
      : [h("span", { class: "swatch new" }, "+"), h("span", { class: "name" }, says)];
    return h("li", { id, role: "option", "data-option": at, "aria-selected": "false" }, key ? h("kbd", {}, String(key)) : h("span", { class: "nokey" }), parts);
  }

  #point(at, scroll) {
    this.list.children[this.at]?.setAttribute("aria-selected", "false");
    this.at = at;
    const row = this.list.children[at];
    row?.setAttribute("aria-selected", "true");
    if (row) this.input.setAttribute("aria-activedescendant", row.id);
    else this.input.removeAttribute("aria-activedescendant");
    if (scroll && row) bringIntoView(this.list, row);
    fill(this.about, aboutCode(this.options[at]?.code));
  }

  #key(event) {
    event.stopPropagation();
    const { key } = event;
    const digit = !this.input.value && !event.ctrlKey && !event.metaKey && !event.altKey && /^[1-9]$/.test(key) ? Number(key) : 0;
    if (key === "ArrowDown" || key === "ArrowUp") {
      const step = key === "ArrowDown" ? 1 : -1;
      this.#point((this.at + step + this.options.length) % Math.max(1, this.options.length), true);
    } else if (key === "Enter") this.#take(this.at, event.shiftKey);
    else if (key === "Escape") this.onClose();
    else if (key === "Tab") {
      this.onClose();
      return;
    } else if (digit && this.options[digit - 1]?.key === digit) this.#take(digit - 1, event.shiftKey);
    else if (event.altKey && key.toLowerCase() === "v" && this.inVivo && this.makes) this.onPick(this.inVivo, { another: event.shiftKey, made: true });
    else return;
    event.preventDefault();
  }

  #take(at, another) {
    const option = this.options[at];
    if (!option) return;
    this.onPick(option.code ? option.code.id : option.name, { another, made: !option.code });
    if (another) {
      this.input.value = "";
      this.#offer();
    }
  }
}

/** Say what a code means, when to use it and when not. */
export function aboutCode(code) {
  if (!code || code.unknown) return [];
  return [
    code.definition && h("p", {}, code.definition),
    code.include && h("p", {}, h("b", {}, "Include: "), code.include),
    code.exclude && h("p", {}, h("b", {}, "Exclude: "), code.exclude),
  ].filter(Boolean);
}

/** The picker beside what has been selected in the text. */
export class Chooser {
  constructor(session, transcript) {
    this.session = session;
    this.transcript = transcript;
    this.picker = new Picker(session, {
      onPick: (code, how) => this.#pick(code, how),
      onClose: () => this.close(),
      label: "Code for the selected words",
    });
    this.element = h("div", { class: "chooser", role: "dialog", "aria-label": "Choose a code", hidden: true }, this.picker.element);
    this.element.addEventListener("focusout", (event) => {
      if (!this.element.contains(event.relatedTarget)) this.#leave();
    });
    this.changing = null; // the coding whose code is to be another
    session.on("open", () => this.#leave());
  }

  get isOpen() {
    return !this.element.hidden;
  }

  /** Open on the selection, or on a coding whose code is to be changed. */
  open({ changing = null, typed = "" } = {}) {
    const { selection } = this.session;
    if (!changing && !selection) return;
    this.changing = changing;
    this.element.hidden = false;
    const words = changing ? "" : shortened(this.session.words(selection.start, selection.end), 60);
    this.picker.begin({ inVivo: words, typed });
    this.#place();
  }

  /** Stand under the words, or over them where there is no room, and never on them. */
  #place() {
    const holder = this.transcript.scroller;
    const frame = holder.getBoundingClientRect();
    const active = this.changing && this.transcript.element.querySelector(".piece.now")?.getBoundingClientRect();
    const box = active ?? this.transcript.selectionBox() ?? frame;
    const width = Math.min(380, holder.clientWidth - 16);
    this.element.style.width = `${width}px`;
    const height = this.element.offsetHeight;
    const left = Math.max(8, Math.min(box.right - frame.left - width / 2, holder.clientWidth - width - 8));
    const [over, under] = [box.top - frame.top - height - 8, box.bottom - frame.top + 8];
    const top = under + height <= holder.clientHeight || over < 0 ? under : over;
    this.element.style.left = `${left}px`;
    this.element.style.top = `${top + holder.scrollTop}px`;
    if (top === under) bringIntoView(holder, this.element);
  }

  async #pick(code, { another }) {
    const { session } = this;
    if (this.changing) {
      const id = this.changing;
      this.close();
      await session.change(id, { code }, () => `Changed to ${session.codes.get(code).name}`);
      return;
    }
    const passage = session.selection;
    if (!passage) return;
    if (!another) this.close();
    const made = await session.code(passage, code);
    if (made && !another) session.select(null);
  }

  close() {
    if (!this.isOpen) return;
    this.#leave();
    this.transcript.focus();
  }

  #leave() {
    this.element.hidden = true;
  }
}
