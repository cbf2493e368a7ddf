// The page of `storylens open`: the coder, speaking to the server that served it.
import { mount, pageDesk } from "/coder.js";

const who = await (await fetch("/who")).json();
document.title = `${who.project} - storylens`;
const document_ = location.hash.slice(1); // so that a reload comes back to the same document
const coder = mount(document.getElementById("coder"), pageDesk(), { coder: who.coder, document: document_ });
coder.session.on("open", () => history.replaceState(null, "", `#${coder.session.open.id}`));
