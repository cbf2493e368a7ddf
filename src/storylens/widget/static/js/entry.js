// Where the coder begins: on the page of `storylens open`, or in a notebook.

import { Coder } from "./coder.js";
import { notebookDesk, pageDesk } from "./desk.js";
import { Session } from "./session.js";

/** Put the coder into an element, with a desk to ask. */
function mount(root, desk, who) {
  const session = new Session(desk, who);
  const begun = session.begin(who.document); // what is to be read is on its way while the desk is set up
  const coder = new Coder(root, session);
  coder.begin(begun, who.document);
  return coder;
}

/** Put the coder on the page of `storylens open`, which says who codes. */
export function onPage() {
  const who = JSON.parse(document.getElementById("who").textContent);
  document.title = `${who.project} - storylens`;
  const { session } = mount(document.getElementById("coder"), pageDesk(), { coder: who.coder, document: location.hash.slice(1) });
  session.on("open", () => history.replaceState(null, "", `#${session.open.id}`)); // a reload comes back to it
}

export default {
  render({ model, el }) {
    let coder = null;
    const desk = notebookDesk(model, (isSilent) => coder?.silent(isSilent));
    coder = mount(el, desk, { coder: model.get("coder"), document: model.get("document"), notebook: true });
    return () => {
      coder.close();
      desk.close();
    };
  },
};
