// A coder's session: what is open, what is chosen, and every action, which counts once the store has it.

import { Codes } from "./codes.js";
import { Signals } from "./dom.js";
import { Positions, pieces, trimmed } from "./text.js";

const LOOK_AGAIN = 5_000; // milliseconds between questions whether another tab or coder has changed the document

/** What the screen knows. Views listen to its signals and never change it but through its methods. */
export class Session extends Signals {
  documents = [];
  codes = new Codes();
  recent = [];
  said = {}; // by field, what was written in it so far
  open = null; // the open document, with its text in UTF-16 units
  codings = new Map();
  selection = null; // {start, end} in units
  active = null; // id of the coding that is looked at
  blind = false;
  looked = new Set(); // held turns that this coder has chosen to read
  hits = []; // passages found by the last search in the open document
  wanted = "";
  #queue = Promise.resolve();
  #mark = "";
  #later = new Map(); // which coding came in the place of which

  constructor(desk, who) {
    super();
    this.desk = desk;
    this.who = who;
  }

  /** Ask for something; a refusal is told, and returns null. */
  async ask(question, { quiet = false } = {}) {
    try {
      const answer = await this.desk.ask(question);
      if (!answer.ok) throw new Error(answer.error);
      return answer;
    } catch (problem) {
      if (!quiet) this.tell("problem", String(problem.message ?? problem));
      return null;
    }
  }

  /** Do something that the store must have before the screen shows it; one after the other, in the order given.
   *  `question` may be a function, which is then called when its turn comes. */
  act(question, said) {
    const turn = this.#queue.then(async () => {
      this.tell("busy", true);
      const answer = await this.ask(this.#upToDate(typeof question === "function" ? question() : question));
      this.tell("busy", false);
      if (!answer) {
        await this.refresh();
        return null;
      }
      this.#take(answer);
      if (said) this.tell("done", typeof said === "function" ? said(answer) : said);
      return answer;
    });
    this.#queue = turn.catch(() => null);
    return turn;
  }

  #take(answer) {
    if (answer.codebooks) this.#takeCodes(answer);
    if (answer.codings && answer.document_id === this.open?.id) this.#takeAll(answer);
    for (const change of answer.changes ?? []) this.#takeChange(change);
  }

  #takeCodes({ codebooks, recent, uses, said }) {
    this.codes = new Codes(codebooks, uses);
    this.recent = recent;
    this.said = said;
    this.tell("codes");
  }

  #takeAll({ codings, blind, mark }) {
    this.codings = new Map(codings.map((coding) => [coding.id, this.#placed(coding)]));
    this.blind = blind;
    this.#mark = mark;
    if (this.active && !this.codings.has(this.active)) this.active = null;
    this.tell("codings", null);
    if (codings.some((coding) => this.codes.get(coding.code).unknown)) this.#readCodes(); // made in another tab
  }

  async #readCodes() {
    const answer = await this.ask({ ask: "codebooks" }, { quiet: true });
    if (answer) this.#takeCodes(answer);
  }

  /** Return the coding that came of one, as each change supersedes it. */
  latest(id) {
    let now = id;
    while (this.#later.has(now)) now = this.#later.get(now);
    return now;
  }

  /** What is asked for while the answer to a change is on its way is meant for the coding that the change makes. */
  #upToDate(question) {
    const latest = (id) => this.latest(id);
    return { ...question, ...(question.coding && { coding: latest(question.coding) }), ...(question.codings && { codings: question.codings.map(latest) }) };
  }

  #takeChange(change) {
    const { document: id, gone, came, mark } = change;
    for (const coding of came) if (coding.supersedes) this.#later.set(coding.supersedes, coding.id);
    this.tell("changed", id, change);
    if (id !== this.open?.id) return;
    const touched = [];
    for (const name of gone) {
      if (this.codings.has(name)) touched.push(this.codings.get(name));
      this.codings.delete(name);
    }
    for (const coding of came) {
      const placed = this.#placed(coding);
      this.codings.set(coding.id, placed);
      touched.push(placed);
    }
    this.#mark = mark;
    if (this.active && !this.codings.has(this.active)) this.active = came.length === 1 ? came[0].id : null;
    this.tell("codings", touched);
  }

  #placed(coding) {
    const { positions } = this.open;
    const hits = coding.hits.map(([start, end]) => ({ start: positions.toUnits(start), end: positions.toUnits(end) }));
    return { ...coding, start: positions.toUnits(coding.start), end: positions.toUnits(coding.end), hits };
  }

  // What is open

  /** Begin with a document where one is named: what is read comes before the list of all, and is asked for at once. */
  async begin(id = "") {
    this.wanted = id;
    const opened = id && this.ask({ ask: "open", document: id, near: 0 });
    const codes = await this.ask({ ask: "codebooks" });
    if (codes) this.#takeCodes(codes);
    const answer = await opened;
    if (answer && this.wanted === id) this.show(answer);
    if (answer) await afterPainting();
    await this.list();
  }

  async list() {
    const answer = await this.ask({ ask: "documents" });
    if (!answer) return;
    this.documents = answer.documents;
    this.tell("documents");
  }

  /** Open a document, at a place in it where one is given (in code points). */
  async read(id, at = null) {
    this.wanted = id; // whoever asks last is served, however the answers arrive
    await this.#queue;
    const answer = await this.ask({ ask: "open", document: id, near: at?.start ?? 0 });
    if (answer && this.wanted === id) this.show(answer, at);
  }

  show(answer, at = null) {
    this.open = placedDocument(answer.document);
    this.selection = null;
    this.active = null;
    this.hits = [];
    this.codings = new Map(answer.codings.map((coding) => [coding.id, this.#placed(coding)]));
    this.blind = answer.blind;
    this.#mark = answer.more ? "" : answer.mark;
    this.tell("open");
    if (at !== null) this.goTo(this.open.positions.toUnits(at.start), this.open.positions.toUnits(at.end));
    if (answer.more) this.#queue = this.#queue.then(afterPainting).then(() => this.refresh()); // what is done then waits for it
  }

  /** Take over what has been coded elsewhere. */
  async refresh() {
    if (!this.open) return;
    const { id } = this.open;
    const answer = await this.ask({ ask: "fresh", document: id, mark: this.#mark }, { quiet: true });
    if (answer?.codings && this.open?.id === id && answer.mark !== this.#mark) this.#takeAll(answer);
  }

  /** Ask now and then whether another tab or another coder has changed what is open. */
  keepFresh(isShown) {
    let asking = false;
    const look = async () => {
      if (asking || !isShown()) return;
      asking = true;
      const turn = this.#queue.then(() => this.refresh());
      await turn;
      asking = false;
    };
    const timer = setInterval(look, LOOK_AGAIN);
    return { look, stop: () => clearInterval(timer) };
  }

  goTo(start, end = start) {
    this.tell("go", start, end);
  }

  // What is chosen

  select(start, end) {
    const before = this.selection;
    const next = start === null ? null : trimmed(this.open.text, Math.min(start, end), Math.max(start, end));
    this.selection = next && next.start < next.end ? next : null;
    if (before !== this.selection) this.tell("selection", before, this.selection);
  }

  activate(id) {
    if (this.active === id) return;
    const before = this.active;
    this.active = id;
    this.tell("active", before, id);
  }

  get activeCoding() {
    return this.codings.get(this.active) ?? null;
  }

  /** Return what was written in a field so far, the likeliest first. */
  saidOf(field) {
    return this.said[field] ?? [];
  }

  words(start, end) {
    return this.open.text.slice(start, end);
  }

  // What is done

  /** Return a passage as the store counts it. */
  points({ start, end }) {
    return { start: this.open.positions.toPoints(start), end: this.open.positions.toPoints(end) };
  }

  /** Code a passage. `code` is an id, or the name of a code that is made on the way. */
  async code(passage, code, details = {}) {
    const answer = await this.act(
      { ask: "code", document: this.open.id, ...this.points(passage), code, ...details },
      () => `Coded as ${this.codes.get(code).name}`,
    );
    if (!answer) return null;
    this.#used(code);
    this.activate(answer.made);
    return answer.made;
  }

  /** Code a passage of a document that is not open, given in code points. */
  async codeElsewhere(id, start, end, code) {
    const answer = await this.act({ ask: "code", document: id, start, end, code }, () => `Coded as ${this.codes.get(code).name}`);
    if (answer) this.#used(code);
  }

  #used(code) {
    const known = this.codes.named(code)?.id ?? code;
    this.recent = [known, ...this.recent.filter((name) => name !== known)].slice(0, 9);
    this.tell("recent");
  }

  async change(id, details, said = "Kept") {
    const answer = await this.act({ ask: "change", coding: id, ...details }, said);
    if (answer && details.code) this.#used(details.code);
    for (const [name, value] of Object.entries(answer ? (details.fields ?? {}) : {})) this.said[name] = [value, ...this.saidOf(name).filter((one) => one !== value)];
    return answer;
  }

  moveTo(id, passage) {
    return this.change(id, this.points(passage), "Moved to the selection");
  }

  decide(ids, state, why = "") {
    const verb = { accepted: "Accepted", rejected: "Rejected", removed: "Removed" }[state];
    return this.act({ ask: "decide", codings: ids, state, why }, ids.length > 1 ? `${verb} ${ids.length}` : verb);
  }

  async step(way) {
    const answer = await this.act({ ask: way }, ({ changes }) => {
      const elsewhere = changes.filter((change) => change.document !== this.open?.id);
      const where = elsewhere.length ? ` in ${elsewhere[0].title}` : "";
      return `${way === "undo" ? "Undone" : "Done again"}${where}`;
    });
    const came = answer?.changes.find((change) => change.document === this.open?.id)?.came[0];
    if (came && this.codings.has(came.id)) this.goTo(this.codings.get(came.id).start, this.codings.get(came.id).end);
    return answer;
  }

  /** Correct words in place. The document becomes a new version of itself. */
  async correct(passage, words) {
    const answer = await this.act(
      { ask: "correct", document: this.open.id, ...this.points(passage), words },
      ({ touched }) => (touched.length ? `Corrected; ${touched.length} codings touch these words: look again` : "Corrected"),
    );
    if (!answer) return null;
    const start = this.points(passage).start;
    this.show(answer, { start, end: start + [...words].length });
    this.list();
    return answer;
  }

  /** Say that this document is coded, as a sample asks for. */
  async finish() {
    const answer = await this.act({ ask: "done", document: this.open.id }, "This document is done");
    if (answer) this.list();
  }

  /** Read the original of a translation, or the translation of an original, to be shown beside it. */
  async readBeside() {
    const id = this.open.original || this.open.translation;
    const answer = id ? await this.ask({ ask: "open", document: id }) : null;
    return answer && { ...placedDocument(answer.document), codings: answer.codings };
  }

  /** Return the suggestions of the open document in their order. */
  suggestions() {
    return [...this.codings.values()]
      .filter((coding) => coding.suggested)
      .sort((one, other) => one.start - other.start || one.end - other.end || (one.id < other.id ? -1 : 1));
  }

  /** Go to the next suggestion, or the one before, round the ends. */
  toSuggestion(step, from) {
    const waiting = this.suggestions();
    if (!waiting.length) {
      this.tell("done", "No suggestions wait in this document");
      return null;
    }
    const now = waiting.findIndex((coding) => coding.id === this.active);
    let at;
    if (now >= 0) at = (now + step + waiting.length) % waiting.length;
    else {
      const place = this.activeCoding?.start ?? from ?? 0;
      at = step > 0 ? waiting.findIndex((coding) => coding.start >= place) : waiting.findLastIndex((coding) => coding.start <= place);
      if (at < 0) at = step > 0 ? 0 : waiting.length - 1;
    }
    this.activate(waiting[at].id);
    this.goTo(waiting[at].start, waiting[at].end);
    return waiting[at];
  }
}

/** Wait until what was put on the page is seen; in a tab behind others that is never, so not for long. */
function afterPainting() {
  return new Promise((go) => {
    requestAnimationFrame(() => setTimeout(go));
    setTimeout(go, 250);
  });
}

const LONGEST = 1_200; // units in a block; a longer paragraph is cut between sentences, so that it is painted in parts

/** Turn a document as it is sent into one that can be shown: positions in units, turns cut into blocks. */
export function placedDocument(sent) {
  const positions = new Positions(sent.text);
  const turns = sent.turns.map((turn) => ({ ...turn, start: positions.toUnits(turn.start), end: positions.toUnits(turn.end) }));
  const shown = turns.length ? turns : [{ id: "", position: 1, start: 0, end: sent.text.length, speaker: "", role: "other", teller: "", said_at: "", question: "", stretch: "speech", held: [] }];
  const blocks = [];
  for (const turn of shown) {
    for (const [number, [start, end]] of blocksOf(sent.text, turn, sent.language).entries()) {
      blocks.push({ index: blocks.length, turn, start, end, first: number === 0 });
    }
  }
  return { ...sent, positions, turns: shown, blocks };
}

function blocksOf(text, turn, language) {
  const found = [];
  const line = /[^\n]+/g;
  const words = text.slice(turn.start, turn.end);
  for (let match = line.exec(words); match; match = line.exec(words)) {
    const [start, end] = [turn.start + match.index, turn.start + match.index + match[0].length];
    if (!match[0].trim()) continue;
    if (end - start <= LONGEST) found.push([start, end]);
    else found.push(...cutLong(text, start, end, language));
  }
  return found.length ? found : [[turn.start, turn.end]];
}

function cutLong(text, start, end, language) {
  const found = [];
  let from = start;
  for (const [, stop] of pieces(text.slice(start, end), "sentence", language, start)) {
    if (stop - from >= LONGEST / 2) {
      found.push([from, stop]);
      from = stop;
    }
  }
  if (from < end) found.push([from, end]);
  return found;
}
