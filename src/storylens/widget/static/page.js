// The page of `storylens open`: the coder, speaking to the server that served it.
import { mount } from "/coder.js";
import { pageDesk } from "/coder.js";

const who = await (await fetch("/who")).json();
document.title = `${who.project} - storylens`;
mount(document.getElementById("coder"), pageDesk(), { coder: who.coder, project: who.project });
