// Panels behind tabs: one is seen at a time; arrows go from tab to tab.

import { freshId, h } from "./dom.js";

export class Tabs {
  /** `panels` maps a name to `{element, shown}`; `shown` is called whenever the panel comes to the front. */
  constructor(label, panels) {
    this.panels = panels;
    this.tabs = new Map();
    const list = h("div", { class: "tabs", role: "tablist", "aria-label": label });
    this.element = h("div", { class: "tabbed" }, list);
    for (const [name, { element }] of Object.entries(panels)) {
      const [tabId, panelId] = [freshId("tab"), freshId("panel")];
      const tab = h("button", { type: "button", role: "tab", id: tabId, "aria-controls": panelId, onclick: () => this.show(name) }, name);
      const panel = h("div", { class: "tab-panel", role: "tabpanel", id: panelId, "aria-labelledby": tabId }, element);
      this.tabs.set(name, { tab, panel });
      list.append(tab);
      this.element.append(panel);
    }
    list.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const names = [...this.tabs.keys()];
      const next = names[(names.indexOf(this.now) + step + names.length) % names.length];
      this.show(next);
      this.tabs.get(next).tab.focus();
      event.preventDefault();
      event.stopPropagation();
    });
    this.show(this.tabs.keys().next().value);
  }

  show(wanted) {
    this.now = wanted;
    for (const [name, { tab, panel }] of this.tabs) {
      tab.setAttribute("aria-selected", String(name === wanted));
      tab.tabIndex = name === wanted ? 0 : -1;
      panel.hidden = name !== wanted;
    }
    this.panels[wanted].shown?.();
  }
}
