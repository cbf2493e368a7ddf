// Outcomes beside the transcript: a draft from what is selected, what it still lacks, and the passages it stands on.

import { afterPause, fill, h, labelled } from "./dom.js";
import { shortened } from "./text.js";

const PAUSE_OUTCOME = 1_200; // milliseconds without a letter after which what was typed is kept

export class Outcomes {
  constructor(session, { onGo }) {
    this.session = session;
    this.onGo = onGo;
    this.shown = null; // the outcome in the form
    this.isDrafting = false; // until the form is there
    this.saving = null;
    this.draft = h("button", { type: "button", onclick: () => this.draftHere() }, "Draft from the selection", h("kbd", {}, "u"));
    this.list = h("div", { class: "outcome-list", role: "list", "aria-label": "Outcomes of this document" });
    this.points = h("div", { class: "points", role: "status", "aria-label": "What it still lacks" });
    this.form = h("div", { class: "outcome" });
    this.element = h("div", { class: "panel-body outcomes" }, this.draft, this.list, this.form);
    session.on("open", () => (this.#leave(), this.isShown() && this.load()));
    session.on("selection", () => this.#offer());
    session.on("active", () => this.#offer());
  }

  isShown() {
    return this.element.isConnected && !this.element.closest("[hidden]");
  }

  async load() {
    const { open } = this.session;
    this.#offer();
    const answer = open && (await this.session.ask({ ask: "outcomes", document: open.id }));
    if (!answer || open !== this.session.open) return;
    [this.fields, this.roles] = [answer.form, answer.roles];
    const rows = answer.outcomes.map((one) => this.#row(one));
    fill(this.list, rows.length ? rows : h("p", { class: "hint" }, "No outcome stands on this document yet. Select words that tell of a change in what somebody does."));
  }

  #row({ number, name, status }) {
    const isNow = this.shown?.number === number;
    return h("div", { role: "listitem" }, h("button", { type: "button", class: "result", "aria-current": isNow && "true", onclick: () => this.open(number) }, h("b", {}, number), ` ${shortened(name, 90)} `, h("span", { class: "record" }, status)));
  }

  /** Return what an outcome can be drafted from: the selection, or else the coding that is looked at. */
  #passage() {
    const { selection, activeCoding } = this.session;
    return selection ?? activeCoding;
  }

  #offer() {
    this.draft.disabled = !this.#passage();
    if (this.linker) this.linker.hidden = !this.#passage();
  }

  async draftHere() {
    const passage = this.#passage();
    if (!passage) return this.session.tell("problem", "Select the words that tell of a change first.");
    this.isDrafting = true;
    if (!this.fields) await this.load();
    const answer = await this.session.act({ ask: "draft outcome", document: this.session.open.id, ...this.session.points(passage), coding: passage.id ?? null }, ({ outcome }) => `${outcome.number} is drafted; it is no outcome yet`);
    this.isDrafting = false;
    if (!answer) return undefined;
    this.session.select(null);
    this.#show(answer.outcome);
    this.focus();
    return this.load();
  }

  async open(number) {
    this.flush();
    const answer = await this.session.ask({ ask: "outcome", outcome: number });
    if (!answer) return;
    this.#show(answer.outcome);
    this.load();
    this.focus();
  }

  #leave() {
    this.flush();
    this.shown = null;
    this.linker = null;
    fill(this.form);
  }

  #show(outcome) {
    this.shown = outcome;
    const groups = grouped(this.fields);
    this.inputs = {};
    this.saving = afterPause(() => this.#keep(), PAUSE_OUTCOME);
    this.#showPoints();
    const parts = [...groups].map(([group, fields]) => h("fieldset", { class: "fields" }, h("legend", {}, group), fields.map((field) => this.#input(field, outcome.fields[field.name]))));
    fill(this.form, h("h3", {}, outcome.number), this.points, parts, this.#questions(outcome), this.#places(outcome), h("p", { class: "record" }, `Version ${outcome.version} by ${outcome.author}, ${outcome.at.slice(0, 16).replace("T", " ")}`));
    this.#offer();
    this.#mark();
  }

  /** Mark in the text where the outcome stands. */
  #mark() {
    const { session } = this;
    const { positions, id } = session.open;
    const here = (this.shown?.links ?? []).filter((link) => link.document_id === id);
    session.hits = here.map(({ start, end }) => ({ start: positions.toUnits(start), end: positions.toUnits(end) }));
    session.tell("hits");
  }

  #input({ name, label, values, long }, now) {
    const kept = { onblur: () => this.saving.flush() };
    let input;
    if (values.length && (!now || values.includes(now))) {
      input = h("select", { onchange: () => (this.saving(), this.saving.flush()) }, h("option", { value: "" }, "not said"), values.map((value) => h("option", { value }, value)));
    } else input = h(long ? "textarea" : "input", { ...kept, oninput: this.saving, ...(long ? { rows: "3" } : { type: "text" }) });
    input.value = now;
    this.inputs[name] = input;
    return labelled(label, input);
  }

  /** Say which points of a good statement are not met; each can be set aside with a note. */
  #showPoints() {
    const { points, number } = this.shown;
    const rows = points.map(({ point, why, note }) => {
      if (note) return h("li", { class: "aside" }, h("b", {}, point), ` set aside: ${note}`);
      const box = h("input", { type: "text", placeholder: "Set aside, because …", "aria-label": `Set aside ${point}, because` });
      box.addEventListener("change", () => box.value.trim() && this.#act({ ask: "set aside", outcome: number, point, note: box.value }, "Set aside"));
      return h("li", {}, h("details", {}, h("summary", {}, h("b", {}, point), ` ${why}`), box));
    });
    const open = points.filter((one) => !one.note).length;
    fill(this.points, h("p", {}, open ? `${open} points of a good statement are not met yet` : "All points of a good statement are met"), rows.length > 0 && h("ul", {}, rows));
  }

  #questions({ questions, number }) {
    if (!questions.length) return null;
    const rows = questions.map(({ number: question, text, to, answer }) => {
      const box = h("textarea", { rows: "2", value: answer });
      box.addEventListener("change", () => this.#act({ ask: "answer question", outcome: number, question, answer: box.value }, "Answer kept"));
      return labelled(to ? `${text} (to ${to})` : text, box);
    });
    return h("details", { open: questions.some((one) => !one.answer) }, h("summary", {}, `Questions to the source, ${questions.filter((one) => !one.answer).length} open`), h("div", { class: "fields" }, rows));
  }

  #places({ links, number }) {
    const role = h("select", { "aria-label": "In which role" }, this.roles.map((one) => h("option", { value: one }, one)));
    role.value = "supports";
    const add = () => {
      const passage = this.#passage();
      if (passage) this.#act({ ask: "link outcome", outcome: number, document: this.session.open.id, ...this.session.points(passage), role: role.value }, "Linked");
    };
    this.linker = h("div", { class: "line" }, role, h("button", { type: "button", onclick: add }, "Link the selection"));
    const rows = links.map((link) => h("button", { type: "button", class: "result", onclick: () => this.onGo(link.document_id, link) }, h("b", {}, link.role), ` in ${link.title}`));
    return h("div", { class: "places" }, h("b", {}, "Stands on"), rows, this.linker);
  }

  #changed() {
    const fields = {};
    for (const [name, input] of Object.entries(this.inputs)) if (input.value !== this.shown.fields[name]) fields[name] = input.value;
    return Object.keys(fields).length ? fields : null;
  }

  async #keep() {
    const outcome = this.shown;
    const fields = this.#changed();
    if (!fields) return;
    const before = { ...outcome.fields };
    Object.assign(outcome.fields, fields); // on its way
    const answer = await this.session.act(() => ({ ask: "write outcome", outcome: outcome.number, fields, seen: outcome.version }), "Kept");
    if (!answer) Object.assign(outcome.fields, before);
    else this.#take(outcome, answer.outcome);
  }

  async #act(question, said) {
    const outcome = this.shown;
    const answer = await this.session.act(question, said);
    if (!answer) return;
    this.#take(outcome, answer.outcome);
    if (this.shown === outcome && question.ask === "link outcome") this.#show(answer.outcome);
  }

  /** Take over what the store now has; what is being typed meanwhile stays. */
  #take(outcome, answer) {
    const { fields, ...more } = answer;
    Object.assign(outcome, more);
    for (const name of Object.keys(fields)) if (!this.inputs[name] || this.shown !== outcome) outcome.fields[name] = fields[name];
    if (this.shown === outcome) this.#showPoints();
  }

  /** Keep what was typed last. */
  flush() {
    this.saving?.flush();
  }

  focus() {
    (this.form.querySelector("fieldset input, fieldset textarea") ?? this.draft).focus();
  }
}

function grouped(fields) {
  const groups = new Map();
  for (const field of fields) groups.set(field.group, [...(groups.get(field.group) ?? []), field]);
  return groups;
}
