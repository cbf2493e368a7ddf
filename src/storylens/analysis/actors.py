"""Who acts, who is acted upon, who is not heard: groups of people in what tellers tell, never a score on a person."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from storylens.analysis.measured import tagger_note
from storylens.analysis.quotes import in_marks, translated
from storylens.analysis.table import Table
from storylens.analysis.untypical import picked_out_note
from storylens.batch.relations import Read, read_again
from storylens.gates import View, view
from storylens.gates.pseudonyms import Pseudonyms
from storylens.gates.translation import translation_notes
from storylens.records import Argument, Relation, TaggedSpan, Use
from storylens.store import Store, names

if TYPE_CHECKING:
    import pandas as pd

TELLER, WE, OTHERS, BODIES = "the teller (I)", "we", "people, gender not said", "bodies that act as one"
_BY_MENTION = {
    "mention.women": "women",
    "mention.men": "men",
    "mention.girls": "girls",
    "mention.boys": "boys",
    "mention.another": "people of another gender",
    "mention.unstated": OTHERS,
    "mention.group": BODIES,
}
_FIRST = {"i": TELLER, "me": TELLER, "myself": TELLER, "we": WE, "us": WE, "ourselves": WE}
ACTS, UPON, SAYS = "acts", "acted upon", "speaks"
COLUMNS = ["document_id", "teller_id", "actor", "part", "verb", "power", "agency", "start", "end"]


def acts(store: Store, seen: View | None = None) -> pd.DataFrame:
    """Return a row for each group of people in each act that is told as done: in which part, with which verb.

    `part` is "acts", "acted upon" (also told, given or allowed) or "speaks" (their words are reported). What is
    denied, hoped, ordered or only supposed is left out. `power` and `agency` are those of the verb in the lexicon
    (docs/taggers/agency.md); `start` and `end` are the sentence.
    """
    import pandas as pd

    seen = seen or view(store, Use.ANALYSIS)
    own = {word.lower(): group for group, words in store.folder.settings().get("actors", {}).items() for word in words}
    rows = [
        row
        for read in read_again(store, seen, ["agency", "mentions", "quotes"])
        if "agency" in read.found
        for row in _rows(read, own)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _rows(read: Read, own: Mapping[str, str]) -> Iterator[tuple[Any, ...]]:
    spans = {span.start: span for span in read.found["mentions"].spans if span.label in _BY_MENTION}
    for relation in read.found["agency"].relations:
        said = relation.attributes
        if not (said["negated"] or said["hypothetical"] or "footnote" in said):
            parts = ((part, ACTS if part.role == "agent" else UPON) for part in relation.arguments)
            stated = [(part, name) for part, name in parts if part.role in ("agent", "patient", "recipient")]
            yield from _placed(read, relation, stated, own, spans, said["lemma"], said["power"], said["agency"])
    for relation in read.found["quotes"].relations:
        speakers = [(part, SAYS) for part in relation.arguments if part.role == "speaker"]
        yield from _placed(read, relation, speakers, own, spans, "", "", "")


def _placed(
    read: Read,
    relation: Relation,
    parts: Iterable[tuple[Argument, str]],
    own: Mapping[str, str],
    spans: Mapping[int, TaggedSpan],
    *verb: str,
) -> Iterator[tuple[Any, ...]]:
    anchor = next((part for part in relation.arguments if part.role in ("verb", "cue")), relation.arguments[0])
    turn = read.turn(anchor.start, anchor.end)
    if turn is None:
        return
    place = read.sentence(turn, anchor.start, anchor.end)
    for part, name in parts:
        if group := _group(read.document.text, part, own, spans):
            yield (read.document.id, turn.teller_id, group, name, *verb, *place)


def _group(text: str, part: Argument, own: Mapping[str, str], spans: Mapping[int, TaggedSpan]) -> str:
    """Return the group of people that an argument speaks of, by its words; nothing for things."""
    start, end = part.start if part.head_start is None else part.head_start, part.head_end or part.end
    head = text[start:end].lower()
    named = own.get(head) or own.get(head.removesuffix("s")) or own.get(text[part.start : part.end].lower())
    if named:
        return named
    kind = part.attributes.get("kind", "")
    if kind == "thing":
        return ""
    if head in _FIRST:
        inside = _FIRST[head] == TELLER and part.attributes.get("resolved", "teller") != "teller"
        return OTHERS if inside else _FIRST[head]  # "I" in somebody else's words
    if head in ("you", "yourself", "yourselves"):
        return ""
    span = spans.get(part.start) or spans.get(start)
    if span is None:
        span = next((one for at, one in spans.items() if at <= start < one.end), None) if len(spans) < 200 else None
    if span is not None:
        return _BY_MENTION[span.label]
    return {"person": OTHERS, "group": BODIES}.get(kind, "")


def actors(store: Store) -> Table:
    """Count for each group of people how many tellers tell that they act, are acted upon, or speak.

    `silent` says of whom tellers tell what is done to them, and never what they do or say. Numbers of times stand
    behind numbers of tellers. Groups go by the words used; a project may name its own under `[actors]` in its
    settings, such as officials = ["officer", "clerk"]. Sentences are those that may be printed.
    """
    import pandas as pd

    seen, quotable = view(store, Use.ANALYSIS), view(store, Use.QUOTE)
    rows = acts(store, seen)
    examples = _Examples(store, quotable)
    made = []
    for group, found in sorted(rows.groupby("actor"), key=lambda each: (-each[1].teller_id.nunique(), each[0])):
        does, upon, says = (found[found.part == part] for part in (ACTS, UPON, SAYS))
        heard = does.teller_id.nunique() + says.teller_id.nunique()
        made.append(
            {
                "actor": group,
                "tellers": found.teller_id.nunique(),
                "of": seen.n,
                "who tell that they act": does.teller_id.nunique(),
                "who tell that they are acted upon": upon.teller_id.nunique(),
                "who tell what they say": says.teller_id.nunique(),
                "acts": len(does),
                "of these deciding": int((does.agency == "deciding").sum()),
                "of these undergoing": int((does.agency == "undergoing").sum()),
                "of these over another": int((does.power == "over").sum()),
                "acted upon": len(upon),
                "of these by one over them": int((upon.power == "over").sum()),
                "silent": "yes" if len(upon) and not heard else "",
                "acting": examples.of(does),
                "being acted upon": examples.of(upon),
            }
        )
    columns = list(made[0]) if made else ["actor", "tellers", "of"]
    frame = pd.DataFrame(made, columns=columns).set_index("actor")
    return Table(
        "actors",
        "Who acts, who is acted upon, who is silent",
        frame,
        (
            "Found by rules in what tellers say as done; confirmed by nobody. What is denied or hoped is left out.",
            "Groups go by the words of the sentence, never by a name. “They” and roles say nothing of gender.",
            "Deciding, undergoing and over are meanings of verbs in a lexicon: no person or group has a score.",
            tagger_note(seen, "agency"),
            *translation_notes(seen.documents),
            "Silent: tellers tell what is done to them, and nobody tells what they do or say. It is about the telling.",
            *picked_out_note(seen),
        ),
    )


class _Examples:
    """Sentences that may be printed, from tellers who were quoted least so far."""

    def __init__(self, store: Store, quotable: View) -> None:
        with store.reading() as connection:
            self._pseudonyms = Pseudonyms(names.read(connection, names.KeyFile(store.folder)))
        self._turns: dict[str, list[Any]] = defaultdict(list)
        for turn in quotable.turns.itertuples():
            self._turns[turn.document_id].append(turn)
        self._quotable = quotable
        self._store = store
        self._quoted: Counter[str] = Counter()

    def of(self, rows: pd.DataFrame) -> str:
        """Return one sentence with who says it, or nothing where none may be printed."""
        allowed = [row for row in rows.itertuples() if self._turn(row) is not None]
        if not allowed:
            return ""
        # A sentence of a middling length says most
        row = min(allowed, key=lambda one: (self._quoted[one.teller_id], abs(one.end - one.start - 90), one.Index))
        self._quoted[row.teller_id] += 1
        turn = self._turn(row)
        assert turn is not None
        words = self._text(row.document_id)[row.start : row.end]
        teller = self._quotable.tellers.code[row.teller_id]
        document = self._quotable.documents.loc[row.document_id]
        place = f"{document.code}, {row.start}–{row.end}{translated(document)}"
        return f"{in_marks(' '.join(self._pseudonyms.printed(words).split()))} ({teller}, {place})"

    def _turn(self, row: Any) -> Any | None:
        near = self._turns.get(row.document_id, ())
        return next((turn for turn in near if turn.start <= row.start and row.end <= turn.end), None)

    def _text(self, document_id: str) -> str:
        from storylens.store import documents

        with self._store.reading() as connection:
            return documents.read(connection, document_id).text
