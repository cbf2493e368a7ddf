// The keys of the coder: one list, for what they do and for the help that `?` shows.

import { h, isTyping } from "./dom.js";

/** Return the name of a key press, such as `Shift+ArrowRight` or `Ctrl+z`. */
function nameOf(event) {
  const { key } = event;
  const shifted = event.shiftKey && (key.length > 1 || /\p{L}/u.test(key)) ? "Shift+" : "";
  const control = event.ctrlKey || event.metaKey ? "Ctrl+" : "";
  return `${control}${event.altKey ? "Alt+" : ""}${shifted}${key.length === 1 ? key.toLowerCase() : key}`;
}

export class Keys {
  constructor(groups) {
    this.groups = groups;
    this.byName = new Map();
    for (const { keys } of groups) for (const key of keys) for (const name of key.on ?? []) this.byName.set(name, key);
  }

  /** Do what a key asks for, unless somebody is typing. */
  press(event) {
    const typing = isTyping(event.composedPath()[0]);
    const key = this.byName.get(nameOf(event));
    if (!key || (typing && !key.always)) return;
    if (key.inText && event.composedPath()[0].closest("button, [role=tree], [role=list].documents, table")) return;
    if (key.run(event) === false) return;
    event.preventDefault();
  }

  /** Return the help: every key with what it does. */
  help(onClose) {
    const dialog = h(
      "dialog",
      { class: "help", "aria-label": "Keys" },
      h("h2", {}, "Keys"),
      h(
        "div",
        { class: "columns" },
        this.groups.map(({ title, keys }) =>
          h("section", {}, h("h3", {}, title), h("dl", {}, keys.map(({ shown, what }) => [h("dt", {}, shown.split(" ").map((one) => h("kbd", {}, one))), h("dd", {}, what)]))),
        ),
      ),
      h("button", { type: "button", onclick: () => dialog.close() }, "Close"),
    );
    dialog.addEventListener("close", () => (dialog.remove(), onClose()));
    return dialog;
  }
}
