// From what the mouse or a finger has marked to positions in the text.

/** Return `{start, end, inWords}` of what is marked in the transcript, or null where nothing is. */
export function passageUnder(transcript, items) {
  const range = markedRange(transcript.getRootNode());
  if (!range) return null;
  const start = placeOf(range.startContainer, range.startOffset, transcript, items);
  const end = placeOf(range.endContainer, range.endOffset, transcript, items);
  if (!start || !end) return null;
  return { start: start.place, end: Math.max(start.place, end.place), inWords: start.inWords };
}

/** Let go of the browser's own marking, as the chosen passage is painted by us. */
export function unmark() {
  document.getSelection()?.removeAllRanges();
}

/** In a shadow root, as in marimo, the document's own selection stops at the host. */
function markedRange(root) {
  const selection = document.getSelection();
  if (!selection) return null;
  if (root instanceof ShadowRoot) {
    if (selection.getComposedRanges) return selection.getComposedRanges({ shadowRoots: [root] })[0] ?? null;
    const inner = root.getSelection?.();
    return inner?.rangeCount ? inner.getRangeAt(0) : null;
  }
  return selection.rangeCount ? selection.getRangeAt(0) : null;
}

function placeOf(node, offset, transcript, items) {
  if (!transcript.contains(node)) return null;
  const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  const words = element.closest(".words");
  if (words && !words.classList.contains("covered")) {
    const { block } = items[words.parentElement.dataset.block];
    const before = document.createRange();
    before.setStart(words, 0);
    before.setEnd(node, offset);
    return { place: block.start + before.toString().length, inWords: true };
  }
  const turn = element.closest("[data-block]") ?? transcript.children[offset];
  const item = turn ? items[turn.dataset.block] : items.at(-1);
  if (!item) return null;
  const isAfter = !turn || Boolean(element.closest(".notes"));
  return { place: isAfter ? item.block.end : item.block.start, inWords: false };
}
