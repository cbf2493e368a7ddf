// Correcting a mishearing in place.

import { h, labelled } from "./dom.js";

export class Mend {
  constructor(session, transcript) {
    this.session = session;
    this.transcript = transcript;
    this.words = h("textarea", { rows: "3" });
    this.words.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.#leave();
      else if (event.key === "Enter" && !event.shiftKey) this.#keep();
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    this.element = h(
      "div",
      { class: "chooser mend", role: "dialog", "aria-label": "Correct a mishearing", hidden: true },
      labelled("What was said (Enter keeps it; the text as it was is kept too)", this.words),
      h("div", { class: "buttons" }, h("button", { type: "button", onclick: () => this.#keep() }, "Keep"), h("button", { type: "button", onclick: () => this.#leave() }, "Cancel")),
    );
    session.on("open", () => (this.element.hidden = true));
  }

  open() {
    const { selection } = this.session;
    if (!selection) return this.session.tell("problem", "Select the misheard words first.");
    const box = this.transcript.selectionBox();
    const frame = this.transcript.scroller.getBoundingClientRect();
    this.element.hidden = false;
    this.element.style.left = `${Math.max(8, Math.min(box.left - frame.left, frame.width - 400))}px`;
    this.element.style.top = `${box.bottom - frame.top + this.transcript.scroller.scrollTop + 6}px`;
    this.words.value = this.session.words(selection.start, selection.end);
    this.words.focus();
    return undefined;
  }

  async #keep() {
    const { selection } = this.session;
    const answer = await this.session.correct(selection, this.words.value);
    if (!answer) return;
    this.#leave();
    if (answer.touched.length) this.session.activate(answer.touched.find((id) => this.session.codings.has(id)) ?? null);
  }

  #leave() {
    this.element.hidden = true;
    this.transcript.focus();
  }
}
