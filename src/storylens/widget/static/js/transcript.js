// The transcript: turns with speakers and times, codings as lanes under the words and as notes in the margin.
// All text is there from the start, so that the browser can find in it; codings are painted where the reader looks.

import { bringIntoView, fill, h } from "./dom.js";
import { cut, lanesOf } from "./lanes.js";
import { passageUnder } from "./pointing.js";
import { seconds, shortened, shownTime, wholeWords } from "./text.js";

const MOST_LANES = 8; // more are told in the margin
const MOST_NOTES = 10; // in the margin of one turn, before "more"
const FIRST = 2_500; // units that are painted at once, as they are what is seen when a document opens
const AHEAD = "700px"; // how far beyond the window codings are painted

export class Transcript {
  constructor(session, { onSelected, onPlay, onGo }) {
    this.session = session;
    this.onSelected = onSelected;
    this.onGo = onGo;
    this.onPlay = onPlay;
    this.items = []; // one a block: {block, element, words, notes, painted, near}
    this.element = h("div", { class: "turns", role: "list", "aria-label": "Transcript" });
    this.scroller = h("div", { class: "transcript", tabindex: "-1" }, this.element);
    this.current = 0;
    this.watcher = null;
    this.#listen();
  }

  #listen() {
    const { session } = this;
    session.on("open", () => this.#build());
    session.on("codings", (touched) => (touched ? this.#repaint(touched) : this.#repaintAll()));
    session.on("codes", () => this.#repaintAll());
    session.on("selection", (before, after) => this.#repaint([before, after]));
    session.on("active", (before, after) => this.#repaint([session.codings.get(before), session.codings.get(after)]));
    session.on("hits", () => this.#repaintAll());
    session.on("go", (start) => this.#reveal(start));
    this.scroller.addEventListener("pointerdown", () => (this.isMarking = true)); // painting would break what is being marked
    document.addEventListener("pointerup", (this.onRelease = (event) => this.isMarking && setTimeout(() => this.#released(event.altKey))));
    this.element.addEventListener("click", (event) => this.#clicked(event));
    this.element.addEventListener("focusin", (event) => this.#focused(event));
  }

  #build() {
    this.watcher?.disconnect();
    const { open } = this.session;
    this.items = open.blocks.map((block) => this.#item(block));
    this.#sortIntoBlocks();
    for (const item of this.items.filter(({ block }) => block.start < FIRST)) this.#paint(item);
    fill(this.element, this.items.map((item) => item.element));
    this.element.lang = open.language || "";
    this.scroller.scrollTop = 0;
    this.current = 0;
    if (this.items.length) this.items[0].element.tabIndex = 0;
    this.watcher = new IntersectionObserver((entries) => this.#seen(entries), { root: this.scroller, rootMargin: `${AHEAD} 0px` });
    for (const item of this.items) this.watcher.observe(item.element);
  }

  #item(block) {
    const { open } = this.session;
    const words = h("div", { class: "words" }, open.text.slice(block.start, block.end));
    const head = h("div", { class: "head" }, block.first && this.#head(block.turn));
    const notes = h("div", { class: "notes" });
    const kinds = `turn ${block.turn.role} ${block.turn.stretch}${block.first ? " first" : ""}`;
    const element = h("div", { class: kinds, role: "listitem", tabindex: "-1", "data-block": block.index }, head, words, notes);
    const item = { block, element, words, notes, painted: false, near: false, isBare: true, codings: [] };
    if (this.#isHidden(block)) this.#cover(item);
    return item;
  }

  #head(turn) {
    const time = shownTime(turn.said_at);
    const canPlay = this.session.open.recording && seconds(turn.said_at) !== null;
    return [
      h("span", { class: "number", ...(turn.section && { title: turn.section }) }, String(turn.position)),
      turn.speaker && h("span", { class: "speaker" }, turn.speaker),
      turn.teller && turn.teller !== turn.speaker && h("span", { class: "teller" }, turn.teller),
      turn.role === "interviewer" && h("span", { class: "role" }, "asks"),
      time && (canPlay ? h("button", { type: "button", class: "time plain", "data-play": turn.said_at, "aria-label": `Play from ${time}` }, time) : h("span", { class: "time" }, time)),
      turn.stretch !== "speech" && h("span", { class: "role" }, { heading: "heading", quoted: "quoted", note: "transcriber" }[turn.stretch]),
    ];
  }

  // Held passages: a gate hides them until a person chooses to look, and the look is logged

  #isHidden(block) {
    return block.turn.held.length > 0 && !this.session.looked.has(block.turn.id);
  }

  #cover(item) {
    const names = [...new Set(item.block.turn.held)].map((code) => this.session.codes.get(code).name).join("; ");
    const look = h("button", { type: "button", "data-look": item.block.index }, "Look");
    fill(item.words, h("span", { class: "held" }, `Held: ${names}. `), look);
    item.words.classList.add("covered");
    item.isBare = false;
  }

  async look(index) {
    const item = this.items[index];
    const { turn } = item.block;
    if (!this.#isHidden(item.block)) return;
    if (!(await this.session.ask({ ask: "look", document: this.session.open.id, turn: turn.id }))) return;
    this.session.looked.add(turn.id);
    for (const other of this.items.filter((one) => one.block.turn === turn)) {
      other.words.classList.remove("covered");
      this.#paint(other);
    }
    item.element.focus();
  }

  // A translation beside its original

  /** Show the other language beside each turn, with what was coded there; null takes it away. */
  beside(other) {
    this.other = other;
    this.element.classList.toggle("with-beside", Boolean(other));
    for (const item of this.items) {
      item.element.querySelector(".beside")?.remove();
      if (other && item.block.first) item.words.after(this.#besideOf(item.block.turn, other));
    }
  }

  #besideOf(turn, other) {
    const { turns } = this.session.open;
    const share = (turns.indexOf(turn) * other.turns.length) / turns.length; // where one of both has more turns
    const found = other.turns[turns.length === other.turns.length ? turns.indexOf(turn) : Math.floor(share)];
    const hidden = found.held.length > 0;
    const there = other.codings
      .filter((coding) => other.positions.toUnits(coding.start) < found.end && found.start < other.positions.toUnits(coding.end))
      .map((coding) => h("button", { type: "button", class: "plain", "data-there": coding.id }, this.session.codes.get(coding.code).name + (coding.suggested ? " (suggested)" : "")));
    return h("div", { class: "beside", lang: other.language || null }, hidden ? "Held. Open that document to read it." : other.text.slice(found.start, found.end), there.length > 0 && h("div", { class: "record" }, "Coded there: ", there.flatMap((one) => [one, " "])));
  }

  // Painting

  #sortIntoBlocks() {
    for (const item of this.items) item.codings = [];
    for (const coding of this.session.codings.values()) for (const item of this.#covered(coding)) item.codings.push(coding);
  }

  /** Return the blocks that a passage touches. */
  #covered({ start, end }) {
    const found = [];
    for (let at = this.indexAt(start); at < this.items.length && this.items[at].block.start < end; at += 1) {
      if (this.items[at].block.end > start) found.push(this.items[at]);
    }
    return found;
  }

  /** Return the index of the block in which a place lies, or of the next one. */
  indexAt(place) {
    let [low, high] = [0, Math.max(0, this.items.length - 1)];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.items[middle].block.end <= place) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #seen(entries) {
    for (const entry of entries) {
      const item = this.items[entry.target.dataset.block];
      if (item?.element !== entry.target) continue;
      item.near = entry.isIntersecting;
      if (item.near && !item.painted && !this.isMarking) this.#paint(item);
    }
  }

  #repaintAll() {
    this.#sortIntoBlocks();
    for (const item of this.items) this.#stale(item);
  }

  #repaint(passages) {
    const items = new Set(passages.filter(Boolean).flatMap((passage) => this.#covered(passage)));
    for (const item of items) {
      item.codings = item.codings.filter((coding) => this.session.codings.get(coding.id) === coding);
      const here = new Set(item.codings);
      for (const passage of passages) {
        const isNew = passage?.id && this.session.codings.get(passage.id) === passage && !here.has(passage);
        if (isNew && passage.start < item.block.end && passage.end > item.block.start) item.codings.push(passage), here.add(passage);
      }
      this.#stale(item);
    }
  }

  #stale(item) {
    item.painted = false;
    if (item.near && !this.isMarking) this.#paint(item);
  }

  #paint(item) {
    item.painted = true;
    const { session } = this;
    const { block } = item;
    const { lanes, count, ordered } = lanesOf(item.codings);
    this.#writeNotes(item, ordered);
    if (this.#isHidden(block)) return;
    const numbers = new Map(ordered.map((coding, at) => [coding.id, at + 1]));
    const layers = [...item.codings];
    const active = session.activeCoding;
    if (session.selection) layers.push({ ...session.selection, layer: "chosen" });
    for (const hit of active?.hits ?? []) layers.push({ ...hit, layer: "hit" });
    for (const hit of session.hits) layers.push({ ...hit, layer: "found" });
    if (!layers.length && item.isBare) return;
    item.isBare = layers.length === 0;
    const shown = Math.min(count, MOST_LANES);
    item.words.style.setProperty("--lanes", shown);
    const parts = cut(block.start, block.end, layers).map((piece) => this.#piece(piece, lanes, numbers, shown));
    fill(item.words, parts);
  }

  #piece({ start, end, over }, lanes, numbers, shown) {
    const text = this.session.open.text.slice(start, end);
    if (!over.length) return text;
    const codings = over.filter((one) => one.id);
    const classes = ["piece", ...over.filter((one) => one.layer).map((one) => one.layer)];
    if (codings.some((coding) => coding.id === this.session.active)) classes.push("now");
    const begins = codings.filter((coding) => coding.start === start).map((coding) => numbers.get(coding.id));
    const piece = h("span", { class: classes.join(" "), "data-at": start, "data-begins": begins.length ? begins.sort((a, b) => a - b).join(" ") : null }, text);
    const bars = codings.filter((coding) => lanes.get(coding.id) < shown).map((coding) => this.#bar(coding, shown - 1 - lanes.get(coding.id)));
    const decided = codings.find((coding) => !coding.suggested);
    if (decided) bars.push(`linear-gradient(var(--t${this.session.codes.get(decided.code).colour}) 0 0) 0 0 / 100% calc(100% - ${shown * 4}px) no-repeat`);
    if (bars.length) piece.style.background = bars.join(", ");
    return piece;
  }

  /** Draw a lane: whole for what a person stands by, broken for what a machine suggests. */
  #bar(coding, fromBelow) {
    const colour = `var(--c${this.session.codes.get(coding.code).colour})`;
    const line = coding.suggested ? `repeating-linear-gradient(90deg, ${colour} 0 4px, transparent 4px 7px)` : `linear-gradient(${colour} 0 0)`;
    return `${line} 0 calc(100% - ${fromBelow * 4}px) / 100% 3px no-repeat`;
  }

  #writeNotes(item, ordered) {
    const most = item.unfolded ? ordered.length : MOST_NOTES;
    const shown = ordered.slice(0, most).map((coding, at) => this.#note(coding, at + 1, item.block));
    const more = ordered.length - shown.length;
    fill(item.notes, shown, more > 0 && h("button", { type: "button", class: "plain more", "data-unfold": item.block.index }, `${more} more`));
  }

  #note(coding, number, block) {
    const { session } = this;
    const code = session.codes.get(coding.code);
    const continues = coding.start < block.start;
    const by = coding.suggested ? "suggested" : coding.coder === session.who.coder ? "" : coding.coder;
    const marks = [coding.polarity, coding.pole, coding.memo || coding.why ? "memo" : "", coding.touched || code.retired ? "look again" : "", by].filter(Boolean);
    const label = `${number} ${code.name}${marks.length ? `, ${marks.join(", ")}` : ""}: ${this.#isHidden(block) ? "held" : shortened(session.words(coding.start, coding.end), 60)}`;
    return h(
      "button",
      {
        type: "button",
        class: `note c${code.colour}${coding.suggested ? " suggested" : ""}${coding.id === session.active ? " now" : ""}${continues ? " continues" : ""}`,
        "data-coding": coding.id,
        tabindex: "-1",
        "aria-label": label,
        "aria-pressed": coding.id === session.active ? "true" : "false",
      },
      h("span", { class: "mark" }, `${number}${coding.suggested ? "?" : ""}`),
      h("span", { class: "name" }, code.name),
      marks.length > 0 && h("span", { class: "by" }, marks.join(", ")),
    );
  }

  // Reading: where the reader is

  #reveal(start) {
    const item = this.items[this.indexAt(start)];
    if (!item) return;
    if (!item.painted) this.#paint(item);
    this.focusBlock(item.block.index, { focus: this.#mayTakeFocus() });
    const piece = [...item.words.querySelectorAll("[data-at]")].find((one) => Number(one.dataset.at) >= start);
    const isLong = item.element.offsetHeight > this.scroller.clientHeight / 2;
    bringIntoView(this.scroller, isLong && piece ? piece : item.element, { centre: true });
  }

  #mayTakeFocus() {
    const focused = this.element.getRootNode().activeElement;
    return !focused || this.scroller.contains(focused) || !focused.closest("input, textarea, select, .panel");
  }

  focusBlock(index, { focus = true } = {}) {
    const item = this.items[Math.max(0, Math.min(index, this.items.length - 1))];
    if (!item) return;
    this.#makeCurrent(item.block.index);
    if (focus) item.element.focus({ preventScroll: true });
  }

  #makeCurrent(index) {
    const before = this.items[this.current];
    if (before) before.element.tabIndex = -1;
    this.current = index;
    this.items[index].element.tabIndex = 0;
    this.session.tell("place", this.items[index].block);
  }

  moveBlock(step) {
    this.focusBlock(this.current + step);
    if (this.items[this.current]) bringIntoView(this.scroller, this.items[this.current].element);
  }

  focus() {
    this.focusBlock(this.current);
  }

  close() {
    this.watcher?.disconnect();
    document.removeEventListener("pointerup", this.onRelease);
  }

  #focused(event) {
    const element = event.target.closest("[data-block]");
    if (element && Number(element.dataset.block) !== this.current) this.#makeCurrent(Number(element.dataset.block));
  }

  // Pointing

  #clicked(event) {
    const pressed = event.target.closest("button");
    if (!pressed) return;
    const { coding, look, unfold, play, there } = pressed.dataset;
    if (coding) this.session.activate(coding);
    if (look) this.look(Number(look));
    if (play) this.onPlay(play);
    if (there) this.onGo(this.other.id, this.other.codings.find((one) => one.id === there));
    if (unfold) {
      this.items[unfold].unfolded = true;
      this.#paint(this.items[unfold]);
    }
  }

  #released(exactly) {
    this.isMarking = false;
    if (this.element.isConnected) this.#pointed(exactly);
    for (const item of this.items) if (item.near && !item.painted) this.#paint(item);
  }

  #pointed(exactly) {
    const found = passageUnder(this.element, this.items);
    if (!found) return;
    if (found.start === found.end) {
      this.session.select(null);
      this.#pickAt(found.start, found.inWords);
      return;
    }
    this.session.select(...(exactly ? [found.start, found.end] : wholeWords(this.session.open.text, found.start, found.end)));
    if (this.session.selection) this.onSelected();
  }

  /** Look at the coding at a place; clicking again looks at the next one there. */
  #pickAt(place, inWords) {
    if (!inWords) return;
    const here = this.items[this.indexAt(place)].codings
      .filter((coding) => coding.start <= place && place < coding.end)
      .sort((one, other) => one.end - one.start - (other.end - other.start));
    const now = here.findIndex((coding) => coding.id === this.session.active);
    this.session.activate(here.length ? here[(now + 1) % here.length].id : null);
  }

  /** Return where the chosen words stand on the screen, from the first line to the last. */
  selectionBox() {
    const { selection } = this.session;
    if (!selection) return null;
    const pieces = [...this.element.querySelectorAll(".chosen")];
    if (!pieces.length) return this.items[this.indexAt(selection.start)].element.getBoundingClientRect();
    const [first, last] = [pieces[0].getBoundingClientRect(), pieces.at(-1).getBoundingClientRect()];
    return new DOMRect(last.left, first.top, last.width, last.bottom - first.top);
  }
}
