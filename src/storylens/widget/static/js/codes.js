// The codes of all codebooks: found by a few letters, coloured, and in a tree.

const WEAK = 6; // only the definition speaks of it
const COLOURS = 7; // Okabe and Ito (2008), without black; see coder.css

/** All codes of a project, in the order of their codebooks. */
export class Codes {
  constructor(books = [], uses = {}) {
    this.books = books;
    this.uses = uses;
    this.byId = new Map();
    this.all = [];
    for (const book of books) {
      for (const family of book.families) {
        for (const code of family.codes) {
          const known = { ...code, book, family, colour: this.all.length % COLOURS };
          this.all.push(known);
          this.byId.set(code.id, known);
        }
      }
    }
  }

  /** Return a code; one that a codebook no longer has keeps its id as name. */
  get(id) {
    return this.byId.get(id) ?? { id, name: id, colour: 0, polarity: [], poles: [], fields: [], unknown: true };
  }

  /** Return codes that can be chosen. */
  live() {
    return this.all.filter((code) => !code.retired);
  }

  /** Return the codes under a parent; without one, those of a family that have none. */
  children(family, parent) {
    const inFamily = (code) => (family ? code.family === family && code.book === family.book : true);
    return this.live().filter((code) => (code.parent && this.byId.has(code.parent) ? code.parent === parent : !parent && inFamily(code)));
  }

  /** Return live codes that some letters may mean, the likeliest first, and whether any has them in its name. */
  matching(typed) {
    const wanted = plain(typed.trim());
    if (!wanted) return { found: this.live(), strong: true };
    const ranked = [];
    for (const [order, code] of this.live().entries()) {
      const rank = likeness(wanted, plain(code.name), plain(code.id), plain(code.definition ?? ""));
      if (rank !== null) ranked.push([rank, order, code]);
    }
    ranked.sort((one, other) => one[0] - other[0] || one[1] - other[1]);
    return { found: ranked.map(([, , code]) => code), strong: ranked.length > 0 && ranked[0][0] < WEAK };
  }

  /** Return the live code of exactly this name or id. */
  named(typed) {
    const wanted = plain(typed.trim());
    return this.live().find((code) => plain(code.name) === wanted || plain(code.id) === wanted);
  }
}

function plain(words) {
  return words.toLocaleLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
}

/** Rank how well letters fit a code: beginning of the name, of words, initials, any place, definition. */
function likeness(wanted, name, id, definition) {
  if (name.startsWith(wanted)) return 0;
  const initials = name.split(/[^\p{L}\p{N}]+/u);
  if (initials.some((word) => word.startsWith(wanted))) return 1;
  if (initials.map((word) => word[0] ?? "").join("").startsWith(wanted)) return 2;
  if (name.includes(wanted) || id.includes(wanted)) return 3;
  const parts = wanted.split(/\s+/);
  if (parts.length > 1 && parts.every((part) => name.includes(part))) return 4;
  return wanted.length > 2 && definition.includes(wanted) ? WEAK : null;
}
