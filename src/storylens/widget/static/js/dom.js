// Elements without a framework. Text only ever becomes text nodes, so nothing a teller wrote can act as HTML.

/** Make an element. `on...` props listen, `true` sets a bare attribute, and false, null and undefined set none. */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Put children in the place of those that an element has. */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Scroll to an element within its scroller alone: a notebook around it stays where it is. */
export function bringIntoView(scroller, element, { centre = false } = {}) {
  for (let tries = 0; tries < 3; tries += 1) {
    const [frame, own] = [scroller.getBoundingClientRect(), element.getBoundingClientRect()];
    const isSeen = own.top >= frame.top && own.bottom <= frame.bottom;
    const middle = own.top - frame.top - Math.max(0, (frame.height - own.height) / 2);
    const nearest = own.top < frame.top ? own.top - frame.top : Math.min(own.bottom - frame.bottom, own.top - frame.top);
    const shift = centre ? middle : isSeen ? 0 : nearest;
    if (Math.abs(shift) < 1) return;
    scroller.scrollTop += shift; // what comes into view takes its real height, so look again
  }
}

let given = 0;

/** Return an id that no other element has, for labels and aria references. */
export function freshId(stem) {
  given += 1;
  return `storylens-${stem}-${given}`;
}

/** Make a labelled control: the label stands above it. */
export function labelled(label, control) {
  control.id ||= freshId("control");
  return h("div", { class: "field" }, h("label", { for: control.id }, label), control);
}

/** Say whether somebody is typing, so that letters are text and not commands. */
export function isTyping(element) {
  return Boolean(element?.closest?.("input:not([type=checkbox],[type=radio]), textarea, select, [contenteditable=true]"));
}

/** Call a function once nothing has happened for some milliseconds; `flush` calls it at once if it was due. */
export function afterPause(action, milliseconds) {
  let timer = 0;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => ((timer = 0), action()), milliseconds);
  };
  later.flush = () => {
    if (timer) clearTimeout(timer), (timer = 0), action();
  };
  later.cancel = () => (clearTimeout(timer), (timer = 0));
  return later;
}

/** Listeners by name; what happens is told to all of them in the order in which they came. */
export class Signals {
  #listeners = new Map();

  on(name, listener) {
    if (!this.#listeners.has(name)) this.#listeners.set(name, []);
    this.#listeners.get(name).push(listener);
  }

  tell(name, ...details) {
    for (const listener of this.#listeners.get(name) ?? []) listener(...details);
  }
}
