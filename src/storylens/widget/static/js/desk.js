// How the screen asks Python: over HTTP on the local page, by message in a notebook. Both answer with the same words.

/** The desk behind the page of `storylens open`. */
export function pageDesk() {
  return {
    async ask(question) {
      const response = await fetch("/ask", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(question),
        keepalive: JSON.stringify(question).length < 60_000, // so that what is typed last survives a closed tab
      });
      if (!response.ok) throw new Error("The server does not know this page any more. Open the address it printed last.");
      return response.json();
    },
    async recording(document_) {
      return `/recording/${encodeURIComponent(document_)}`;
    },
  };
}

const PATIENCE = 5_000; // milliseconds after which a silent kernel is named

/** The desk behind a notebook widget. Text travels in messages only: a trait would be kept in the notebook file. */
export function notebookDesk(model, onSilence = () => {}) {
  const waiting = new Map();
  const session = Math.random().toString(36).slice(2);
  let count = 0;
  const hear = (answer, buffers) => {
    const given = waiting.get(answer?.number);
    if (!given) return;
    waiting.delete(answer.number);
    clearTimeout(given.timer);
    onSilence(false);
    given.resolve({ ...answer, buffers });
  };
  model.on("msg:custom", hear);
  const ask = (question) =>
    new Promise((resolve, reject) => {
      count += 1;
      const number = `${session} ${count}`;
      const timer = setTimeout(() => onSilence(true), PATIENCE);
      waiting.set(number, { resolve, reject, timer });
      model.send({ ...question, number });
    });
  return {
    ask,
    async recording(document_) {
      const answer = await ask({ ask: "recording", document: document_ });
      if (!answer.ok) return "";
      return URL.createObjectURL(new Blob(answer.buffers, { type: answer.type }));
    },
    close: () => model.off("msg:custom", hear),
  };
}
