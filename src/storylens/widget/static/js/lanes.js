// Overlapping passages as lanes under the text, like the staves of a score.

/** Give each passage of a block the lowest lane that is free where it stands. Returns lanes by id and their number. */
export function lanesOf(passages) {
  const lanes = new Map();
  const free = []; // where each lane is free again
  const ordered = [...passages].sort((one, other) => one.start - other.start || other.end - one.end);
  for (const passage of ordered) {
    let lane = free.findIndex((end) => end <= passage.start);
    if (lane < 0) lane = free.push(0) - 1;
    free[lane] = passage.end;
    lanes.set(passage.id, lane);
  }
  return { lanes, count: free.length, ordered };
}

/** Cut a stretch where passages begin and end: `{start, end, over}` with the passages over each piece. */
export function cut(start, end, passages) {
  const edges = new Set([start, end]);
  for (const passage of passages) {
    if (passage.start > start && passage.start < end) edges.add(passage.start);
    if (passage.end > start && passage.end < end) edges.add(passage.end);
  }
  const ordered = [...edges].sort((one, other) => one - other);
  const waiting = [...passages].sort((one, other) => one.start - other.start);
  const found = [];
  let [open, next] = [[], 0];
  for (let at = 0; at + 1 < ordered.length; at += 1) {
    const [from, to] = [ordered[at], ordered[at + 1]];
    open = open.filter((passage) => passage.end > from);
    while (next < waiting.length && waiting[next].start <= from) {
      if (waiting[next].end > from) open.push(waiting[next]);
      next += 1;
    }
    found.push({ start: from, end: to, over: [...open] });
  }
  return found;
}
