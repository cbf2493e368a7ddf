// Selecting by keyboard: a cursor that goes by words, sentences and turns.

import { pieces } from "./text.js";

export class Cursor {
  constructor(session, transcript) {
    this.session = session;
    this.transcript = transcript;
    this.anchor = null; // the word from which the selection grows
    this.head = null; // the word up to which it goes
    session.on("open", () => (this.anchor = this.head = null));
  }

  /** Go a word on or back; `extend` lets the selection grow. */
  word(step, extend) {
    const { selection } = this.session;
    if (!selection) this.anchor = this.head = null;
    else if (!this.head || !this.#fits(selection)) [this.anchor, this.head] = [[selection.start, selection.start], [selection.start, selection.end]];
    const next = this.head ? this.#beyond(this.head, step) : this.#first(step);
    if (!next) return;
    this.head = next;
    if (!extend || !this.anchor) this.anchor = next;
    this.#choose();
  }

  /** Choose the sentence at the cursor; again, let the next one join. */
  sentence() {
    const { selection } = this.session;
    const block = this.#blockAt(selection?.start);
    const sentences = this.#pieces(block, "sentence");
    if (!sentences.length) return;
    const whole = selection && sentences.some(([start]) => start === selection.start) && sentences.some(([, end]) => end === selection.end);
    const here = sentences.find(([, end]) => end > (selection?.start ?? block.start)) ?? sentences.at(-1);
    const next = whole ? sentences.find(([start]) => start >= selection.end) : null;
    this.#span(whole ? selection.start : here[0], whole ? (next?.[1] ?? selection.end) : here[1]);
  }

  /** Choose the whole turn, as far as it is one paragraph. */
  turn() {
    const block = this.#blockAt();
    this.#span(block.start, block.end);
  }

  /** Let the selection grow to the end of the next turn, or give the last one back. */
  turns(step) {
    const { selection } = this.session;
    if (!selection) return this.turn();
    const last = this.transcript.indexAt(selection.end - 1);
    const block = this.transcript.items[last + step]?.block;
    if (block && block.end > selection.start) this.#span(selection.start, block.end);
    return undefined;
  }

  #span(start, end) {
    this.anchor = [start, start];
    this.head = [start, end];
    this.#choose();
  }

  #choose() {
    const [start, end] = [Math.min(this.anchor[0], this.head[0]), Math.max(this.anchor[1], this.head[1])];
    this.session.select(start, end);
    const at = this.transcript.indexAt(this.head[1] - 1);
    if (at !== this.transcript.current) this.transcript.moveBlock(at - this.transcript.current);
    this.session.tell("say", this.session.words(start, end));
  }

  #fits({ start, end }) {
    return start === Math.min(this.anchor[0], this.head[0]) && end === Math.max(this.anchor[1], this.head[1]);
  }

  #blockAt(place) {
    const at = place === undefined ? this.transcript.current : this.transcript.indexAt(place);
    return this.transcript.items[at].block;
  }

  #pieces(block, kind) {
    const { text, language } = this.session.open;
    return pieces(text.slice(block.start, block.end), kind, language, block.start);
  }

  #first(step) {
    const words = this.#pieces(this.#blockAt(), "word");
    return words.at(step > 0 ? 0 : -1) ?? null;
  }

  #beyond([start, end], step) {
    for (let at = this.transcript.indexAt(step > 0 ? end - 1 : start); this.transcript.items[at]; at += step) {
      const words = this.#pieces(this.transcript.items[at].block, "word");
      const found = step > 0 ? words.find(([from]) => from >= end) : words.findLast(([, to]) => to <= start);
      if (found) return found;
    }
    return null;
  }
}
