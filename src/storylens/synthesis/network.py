"""Who is in touch with whom: by replies in threads, and by what members said in surveys, over time."""

from __future__ import annotations

import pandas as pd

from storylens.analysis.table import Table
from storylens.records.entries import Kept
from storylens.records.network import Tie
from storylens.synthesis.book import Book
from storylens.synthesis.dates import first_day, quarter_of

Pair = tuple[str, str]
READ_REPLIES = "A reply is a message that answers one; it says nothing of what two people think of each other."
UNDATED = "not dated"


def replies(book: Book) -> pd.DataFrame:
    """Return a row a reply in threads: who wrote, whom they answered (codes of tellers), document, turn and quarter.

    A message that quotes in between is one reply. Replies to oneself, and to people who may not be counted, are none.
    """
    code = book.seen.tellers.code
    turns = book.seen.turns.rename_axis("turn").reset_index()
    turns = turns[turns.answers.isin(code.index) & (turns.answers != turns.teller_id)]
    message = turns.said_at.where(turns.said_at != "", turns.turn)
    turns = turns[~turns.assign(message=message).duplicated(["document_id", "teller_id", "answers", "message"])]
    return pd.DataFrame(
        {
            "one": turns.teller_id.map(code),
            "other": turns.answers.map(code),
            "document": turns.document_id.map(book.seen.documents.code),
            "turn": turns.turn,
            "quarter": [quarter_of(said[:10]) if said[:4].isdigit() else UNDATED for said in turns.said_at],
        }
    )


def reply_ties(book: Book) -> Table:
    """Count who answers whom in threads, and whether they are answered."""
    found = replies(book)
    count = found.groupby(["one", "other"]).size()
    rows, ids = [], dict[tuple[str, str], tuple[str, ...]]()
    for (one, other), mine in found.groupby(["one", "other"], sort=True):
        key = f"{one} → {other}"
        quarters = sorted(set(mine.quarter))
        rows.append(
            {
                "tie": key,
                "who": one,
                "answers": other,
                "replies": len(mine),
                "replies back": int(count.get((other, one), 0)),
                "threads": mine.document.nunique(),
                "first": quarters[0],
                "last": quarters[-1],
            }
        )
        ids[key, "replies"] = tuple(mine.turn)
    columns = ["tie", "who", "answers", "replies", "replies back", "threads", "first", "last"]
    frame = pd.DataFrame(rows, columns=columns).set_index("tie").sort_values("replies", ascending=False, kind="stable")
    return Table("network-replies", "Network: who answers whom in threads", frame, (READ_REPLIES,), ids)


def members(book: Book) -> Table:
    """Count for each member of a thread what they wrote, whom they answered, and who answered them."""
    found = replies(book)
    threads = book.seen.documents.index[book.seen.documents.kind == "thread"]
    turns = book.seen.turns[book.seen.turns.document_id.isin(threads)]
    rows, ids = [], dict[tuple[str, str], tuple[str, ...]]()
    for teller, mine in turns.groupby(turns.teller_id.map(book.seen.tellers.code), sort=True):
        given, got = found[found.one == teller], found[found.other == teller]
        message = mine.said_at.where(mine.said_at != "", mine.index.to_series())
        rows.append(
            {
                "member": teller,
                "messages": len(set(zip(mine.document_id, message, strict=True))),
                "words": int(mine.words.sum()),
                "threads": mine.document_id.nunique(),
                "replies given": len(given),
                "to members": given.other.nunique(),
                "replies received": len(got),
                "from members": got.one.nunique(),
            }
        )
        ids[teller, "replies given"], ids[teller, "replies received"] = tuple(given.turn), tuple(got.turn)
    columns = ["messages", "words", "threads", "replies given", "to members", "replies received", "from members"]
    frame = pd.DataFrame(rows, columns=["member", *columns]).set_index("member")
    unanswered = list(frame.index[frame["replies received"] == 0])
    return Table(
        "network-members",
        "Network: who writes, who answers, who is answered",
        frame,
        (
            f"{len(frame)} of {book.n} tellers wrote in threads.",
            *((f"Nobody answered: {', '.join(unanswered)}.",) if unanswered else ()),
            READ_REPLIES,
        ),
        ids,
    )


def ties(book: Book) -> Table:
    """Set for each pair what members said in surveys beside what they wrote to each other, by date.

    A member of a survey is the teller of a thread where the survey names them by the teller's code.
    """
    said, wrote = _said(book), _wrote(book)
    rows, ids = [], dict[tuple[str, str], tuple[str, ...]]()
    for pair in sorted({*said, *wrote}):
        key = " – ".join(pair)
        mine = sorted(said.get(pair, ()), key=lambda kept: first_day(kept.body.date))
        quarters = wrote[pair].groupby("quarter").size() if pair in wrote else {}
        rows.append(
            {
                "pair": key,
                "said in surveys": "; ".join(map(_one_tie, mine)),
                "said by": ", ".join(sorted({kept.body.one for kept in mine})),
                "replies in threads": "; ".join(f"{quarter}: {number}" for quarter, number in quarters.items()),
                "where": "both" if mine and pair in wrote else "surveys only" if mine else "threads only",
            }
        )
        ids[key, "said in surveys"] = tuple(kept.number for kept in mine)
        ids[key, "replies in threads"] = tuple(wrote[pair].turn) if pair in wrote else ()
    frame = pd.DataFrame(rows, columns=["pair", "said in surveys", "said by", "replies in threads", "where"])
    return Table(
        "ties",
        "Ties between members: what they said in surveys beside what they wrote to each other",
        frame.set_index("pair"),
        (
            "“Said by” names who reported the tie; where it is one of the two, the other did not report it.",
            "Who is only in one of the two sources cannot have a tie in the other: compare with care.",
            READ_REPLIES,
            *book.left_out(Tie),
        ),
        ids,
    )


def ties_over_time(book: Book) -> Table:
    """Count the ties at each date of a survey, and in each quarter of the threads: how many are new, how many gone."""
    by_date: dict[tuple[str, str], set[Pair]] = {}
    for kept in book.every(Tie):
        by_date.setdefault(("survey", kept.body.date or UNDATED), set()).add(_pair(kept.body.one, kept.body.other))
    for pair, found in _wrote(book).items():
        for quarter in found.quarter.unique():
            by_date.setdefault(("threads", quarter), set()).add(pair)
    said_back = {(kept.body.one, kept.body.other, kept.body.date) for kept in book.every(Tie)}
    rows, before = [], dict[str, set[Pair]]()
    for source, date in sorted(by_date, key=lambda each: (each[0], first_day("" if each[1] == UNDATED else each[1]))):
        now = by_date[source, date]
        last = before.get(source)
        both = {pair for pair in now if (*pair, date) in said_back and (*reversed(pair), date) in said_back}
        rows.append(
            {
                "when": f"{source} {date}",
                "pairs": len(now),
                "members": len({member for pair in now for member in pair}),
                "said by both": str(len(both)) if source == "survey" else "",
                "new": "" if last is None else str(len(now - last)),
                "kept": "" if last is None else str(len(now & last)),
                "gone": "" if last is None else str(len(last - now)),
            }
        )
        before[source] = now
    columns = ["when", "pairs", "members", "said by both", "new", "kept", "gone"]
    return Table(
        "ties-over-time",
        "Ties over time: surveys and threads, each against its own last date",
        pd.DataFrame(rows, columns=columns).set_index("when"),
        (
            "“Gone” may be a tie that ended, a person who did not answer, or a thread that ended.",
            *book.left_out(Tie),
        ),
    )


def _said(book: Book) -> dict[Pair, list[Kept[Tie]]]:
    found: dict[Pair, list[Kept[Tie]]] = {}
    for kept in book.every(Tie):
        found.setdefault(_pair(kept.body.one, kept.body.other), []).append(kept)
    return found


def _wrote(book: Book) -> dict[Pair, pd.DataFrame]:
    found = replies(book)
    pairs = pd.Series([_pair(*both) for both in zip(found.one, found.other, strict=True)], index=found.index)
    return {pair: found[pairs == pair] for pair in dict.fromkeys(pairs)}


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one <= other else (other, one)


def _when(date: str) -> str:
    return first_day("" if date == UNDATED else date)


def _one_tie(kept: Kept[Tie]) -> str:
    strength = f", strength {kept.body.strength:g}" if kept.body.strength is not None else ""
    return f"{kept.body.date or 'not dated'}{f': {kept.body.what}' if kept.body.what else ''}{strength}"
