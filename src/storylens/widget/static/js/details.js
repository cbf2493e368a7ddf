// What is known of one coding, and what its coder adds: polarity, pole, fields, memo, why.

import { afterPause, fill, freshId, h, labelled } from "./dom.js";
import { shortened } from "./text.js";

const titled = (name) => name[0].toUpperCase() + name.slice(1).replaceAll("_", " ");
const PAUSE = 1_200; // milliseconds without a letter after which what was typed is kept

export class Details {
  constructor(session, { onChangeCode }) {
    this.session = session;
    this.onChangeCode = onChangeCode;
    this.element = h("div", { class: "panel-body details" });
    this.shown = null; // id of the coding in the form; it follows the coding as each change supersedes it
    this.saving = null;
    this.keeping = 0; // changes that are on their way
    session.on("active", () => this.#show());
    session.on("open", () => this.#show());
    session.on("codings", () => this.#show());
    session.on("codes", () => this.#show());
    session.on("selection", () => this.#offerMove());
    this.#show();
  }

  /** Keep what was typed last, before something else takes its place. */
  flush() {
    this.saving?.flush();
  }

  #show() {
    const coding = this.session.activeCoding;
    const asText = this.#asText(coding);
    if (asText === this.known) return;
    const isTyped = this.element.contains(this.element.getRootNode().activeElement);
    if (isTyped && (this.keeping || (coding && coding.id === this.shown))) return; // the form is being written in
    this.flush();
    this.known = asText;
    this.shown = coding?.id ?? null;
    if (!coding) {
      fill(this.element, h("p", { class: "hint" }, "Choose a coding in the text or the margin, or press n for the next suggestion."));
      return;
    }
    const code = this.session.codes.get(coding.code);
    fill(this.element, this.#head(coding, code), this.#buttons(coding), this.#rule(coding), this.#form(coding, code), this.#record(coding));
  }

  #asText(coding) {
    return coding ? JSON.stringify(coding) + Boolean(this.session.codes.get(coding.code).unknown) : "";
  }

  #isHeld(coding) {
    return this.session.open.turns.some((turn) => turn.held.length && !this.session.looked.has(turn.id) && turn.start < coding.end && coding.start < turn.end);
  }

  #head(coding, code) {
    const words = this.#isHeld(coding) ? "Held: open the passage in the text to read it." : shortened(this.session.words(coding.start, coding.end), 300);
    return [
      h("h3", { class: `c${code.colour}` }, h("span", { class: `swatch c${code.colour}` }), code.name),
      code.definition && h("p", { class: "definition" }, code.definition),
      h("blockquote", {}, words),
      coding.touched && h("p", { class: "warning" }, "Words under this coding were corrected. Accept it if it still fits."),
      code.retired && h("p", { class: "warning" }, `This code was ${code.retired}. Give the passage the code that fits now.`),
    ];
  }

  #buttons(coding) {
    const { session } = this;
    const button = (name, key, action) => h("button", { type: "button", onclick: action, "aria-keyshortcuts": key }, name, h("kbd", {}, key));
    if (coding.coder_kind === "teller") return h("p", { class: "hint" }, "The teller's own code. It stays as it is; make one of your own beside it.");
    this.mover = button("Move to the selection", "M", () => session.selection && session.moveTo(session.active, session.selection));
    this.mover.hidden = !session.selection;
    return h(
      "div",
      { class: "buttons" },
      (coding.suggested || coding.touched) && button("Accept", "A", () => session.decide([session.active], "accepted")),
      coding.suggested && button("Reject", "R", () => session.decide([session.active], "rejected")),
      button("Other code", "C", () => this.onChangeCode()),
      this.mover,
      !coding.suggested && button("Remove", "Del", () => session.decide([session.active], "removed")),
    );
  }

  #offerMove() {
    if (this.mover) this.mover.hidden = !this.session.selection;
  }

  #rule(coding) {
    if (!coding.rule && !coding.flags.length) return null;
    return h("div", { class: "rule" }, coding.rule && h("p", {}, h("b", {}, "Suggested by: "), coding.rule), coding.flags.length > 0 && h("p", {}, h("b", {}, "Mind: "), coding.flags.map((flag) => (typeof flag === "string" ? flag : JSON.stringify(flag))).join("; ")));
  }

  #form(coding, code) {
    if (coding.coder_kind === "teller") return null;
    const form = h("form", { class: "fields", onsubmit: (event) => event.preventDefault() });
    const inputs = {};
    const sent = { ...coding }; // what is in the store, or on its way
    const keep = async () => {
      const details = this.#changed(sent, inputs, code);
      if (!details) return;
      const before = { ...sent };
      Object.assign(sent, details);
      this.keeping += 1;
      const answer = await this.session.change(this.shown, details, "Kept");
      this.keeping -= 1;
      if (!answer) return void Object.assign(sent, before);
      this.shown = this.session.latest(this.shown);
      this.known = this.#asText(this.session.codings.get(this.shown));
    };
    this.saving = afterPause(keep, PAUSE);
    const choice = (label, values, now) => {
      const select = h("select", { onchange: () => (this.saving(), this.saving.flush()) }, h("option", { value: "" }, "not said"), values.map((value) => h("option", { value }, value)));
      select.value = now;
      return [select, labelled(label, select)];
    };
    const line = (label, now, tag = "input") => {
      const input = h(tag, { value: now, oninput: this.saving, onblur: () => this.saving.flush(), ...(tag === "input" ? { type: "text" } : { rows: "3" }) });
      return [input, labelled(label, input)];
    };
    const add = (name, [input, field]) => ((inputs[name] = input), form.append(field));
    const { choices } = code.book ?? {};
    const filled = (name) => {
      const now = coding.fields[name] ?? "";
      const known = choices?.[name];
      if (known && (!now || known.includes(now))) return choice(titled(name), known, now);
      const [input, field] = line(titled(name), now);
      const list = h("datalist", { id: freshId("said") }, this.session.saidOf(name).map((value) => h("option", { value })));
      input.setAttribute("list", list.id);
      field.append(list);
      return [input, field];
    };
    form.addEventListener("keydown", (event) => event.key === "Enter" && this.#onward(event));
    if (code.polarity?.length) add("polarity", choice("Polarity", code.polarity, coding.polarity));
    if (code.poles?.length) add("pole", choice("Pole", code.poles, coding.pole));
    for (const name of code.fields ?? []) add(`field ${name}`, filled(name));
    add("why", line("Why", coding.why ?? ""));
    add("memo", line("Memo", coding.memo, "textarea"));
    return form;
  }

  /** Enter goes on to what is asked next, and in the memo makes a line. */
  #onward(event) {
    if (event.target.tagName === "TEXTAREA") return;
    const all = [...event.currentTarget.querySelectorAll("select, input, textarea")];
    all[all.indexOf(event.target) + 1]?.focus();
    event.preventDefault();
  }

  /** Return what differs from the coding as it stands, or null. */
  #changed(coding, inputs, code) {
    const details = {};
    for (const name of ["polarity", "pole", "memo", "why"]) {
      if (inputs[name] && inputs[name].value !== (coding[name] ?? "")) details[name] = inputs[name].value;
    }
    const fields = { ...coding.fields };
    for (const name of code.fields ?? []) {
      const { value } = inputs[`field ${name}`];
      if (value) fields[name] = value;
      else delete fields[name];
    }
    if (JSON.stringify(fields) !== JSON.stringify(coding.fields)) details.fields = fields;
    return Object.keys(details).length ? details : null;
  }

  #record(coding) {
    const state = { suggested: "Suggested", accepted: "Accepted", changed: "Changed", rejected: "Rejected" }[coding.state] ?? coding.state;
    const score = coding.score === null ? "" : `, score ${coding.score.toFixed(2)}`;
    return h("p", { class: "record" }, `${state} by ${coding.coder}${score}, ${coding.made_at.slice(0, 16).replace("T", " ")}. Codebook ${coding.codebook} ${coding.codebook_edition}.`);
  }

  focus() {
    (this.element.querySelector("form select, form input, form textarea") ?? this.element.querySelector("button"))?.focus();
  }
}
