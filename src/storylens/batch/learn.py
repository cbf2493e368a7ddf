"""Learn from what people have coded in a project: suggest codes elsewhere, and say what to code next."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from storylens.gates import view
from storylens.gates.passages import passages
from storylens.language.embeddings import VectorCache, Vectors, fitting
from storylens.records import Code, Codebook, Coder, CoderKind, Coding, State, StorylensError, Use, content_id
from storylens.store import Store, codebooks, codings, log, now, samples
from storylens.taggers.concepts.evidence import statements

if TYPE_CHECKING:
    import pandas as pd

    from storylens.taggers.learned import CodeSuggester

LEARNED, VERSION = "learned", "1"
FEWEST = 5  # words of a passage that can be learned from
READ = 3  # passages that a person coded in a document from which it counts as read
Encoder = Callable[[Sequence[str]], Vectors]


@dataclass(frozen=True)
class Learner:
    """A codebook with all passages that may be analysed, those that people have coded, and what was learned of them.

    `passages` is indexed by passage id; `given` is passages x codes, NaN where nobody has read a passage.
    """

    book: Codebook
    codes: tuple[Code, ...]
    passages: pd.DataFrame
    given: pd.DataFrame
    model: CodeSuggester
    documents: pd.DataFrame

    @property
    def coded(self) -> pd.DataFrame:
        """The passages that people have read, with the codes that they gave: 0 or 1."""
        return self.given.iloc[self.model.coded_]

    @property
    def open(self) -> pd.DataFrame:
        """The passages that nobody has read yet."""
        return self.passages[np.isnan(self.given.to_numpy()).any(axis=1)]

    def decided(self, passage: str, *given: str) -> None:
        """Take over that a person gave a passage these codes and no others, until the project is read anew."""
        strange = sorted(set(given) - set(self.given.columns))
        if strange or passage not in self.given.index:
            raise StorylensError(
                f"there is no code {strange[0]!r}" if strange else f"there is no passage {passage!r}",
                todo="take codes from `.given.columns` and passages from `.passages.index`",
            )
        row = self.given.columns.isin(given).astype(float)
        self.given.loc[passage] = row
        self.model.update(self.given.index.get_loc(passage), row)

    def trust(self) -> pd.DataFrame:
        """Say for each code that people have used how right it was in documents left out, and if it is suggested."""
        import pandas as pd

        coded, said = self.coded.to_numpy() == 1, self.model.left_out_ >= self.model.threshold_
        document = self.passages.document_id.to_numpy()[self.model.coded_]
        rows = [
            {
                "theme": code.name,
                "passages": int(coded[:, at].sum()),
                "documents": len(set(document[coded[:, at]])),
                "suggested elsewhere": int(said[:, at].sum()),
                "of these right": int((said & coded)[:, at].sum()),
                "suggests": self._suggests(at, said[:, at]),
            }
            for at, code in enumerate(self.codes)
        ]
        frame = pd.DataFrame(rows, index=pd.Index([code.id for code in self.codes], name="code"))
        return frame[frame.passages > 0]

    def _suggests(self, at: int, said: npt.NDArray[np.bool_]) -> str:
        if self.model.trusted_[at]:
            return "yes"
        if not said.any():
            return "no: too few examples to find others by"
        return f"no: not surely right in {self.model.trust:.0%} yet"

    def next(self, n: int = 10) -> pd.DataFrame:
        """Return the passages to code next, the most telling first.

        `help` is the share of what is uncertain in all open passages that would go; `between` are the likeliest codes.
        """
        import pandas as pd

        left = self.open
        found = self.model.next_to_code(list(left.text), n) if len(left) else []
        rows = [left.iloc[one.place] for one in found]
        return pd.DataFrame(
            [
                {
                    "document": self.documents.code[row.document_id],
                    "start": row.start,
                    "end": row.end,
                    "help": f"{one.help:.1%}",
                    "between": ", ".join(one.codes),
                    "text": row.text,
                }
                for row, one in zip(rows, found, strict=True)
            ],
            columns=["document", "start", "end", "help", "between", "text"],
            index=pd.Index([str(row.name) for row in rows], name="passage"),
        )

    def suggestions(self) -> Iterator[Coding]:
        """Yield what is suggested of open passages: only codes that have earned trust."""
        left, at = self.open, now()
        if not len(left) or not self.model.trusted_.any():
            return
        learned_from = self.trust()
        for row, found in zip(left.itertuples(), self.model.suggest(list(left.text)), strict=True):
            for code, chance in found:
                of = learned_from.loc[code]
                yield Coding(
                    id=content_id(self.coder.id, row.document_id, row.start, row.end, code),
                    document_id=row.document_id,
                    start=row.start,
                    end=row.end,
                    codebook=self.book.id,
                    codebook_edition=self.book.edition,
                    code=code,
                    coder_id=self.coder.id,
                    state=State.SUGGESTED,
                    rule=f"learned from {of.passages} passages; {of['of these right']} of "
                    f"{of['suggested elsewhere']} right in documents that it had not seen",
                    score=round(chance, 3),
                    made_at=at,
                )

    @cached_property
    def coder(self) -> Coder:
        """The machine that this is: another one whenever anybody has coded something more."""
        told = self.given.to_csv() + self.book.digest + str(self.model.trust)
        return Coder.machine(f"{LEARNED}:{self.book.id}", VERSION, hashlib.sha256(told.encode()).hexdigest()[:16])


@dataclass
class LearnReport:
    """What was learned of each codebook, and what came of it."""

    learners: dict[str, Learner] = field(default_factory=dict)
    suggestions: dict[str, int] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        lines = [f"{name}: {why}" for name, why in self.left_out.items()]
        for name, learner in self.learners.items():
            coded = learner.coded
            documents = learner.passages.document_id[coded.index].nunique()
            lines.append(
                f"{name}: learned from {len(coded)} passages that people have read, in {documents} documents. "
                f"{self.suggestions[name]} suggestions in {len(learner.open)} others: so far "
                f"{int(learner.model.trusted_.sum())} of {len(learner.codes)} codes are trusted."
            )
        return "\n".join(lines) or "The project has no codebook."


def learn(store: Store, *, codebook: str = "", trust: float = 0.5) -> LearnReport:
    """Learn each codebook from people's codings, or one, and keep what is suggested of passages that nobody has read.

    Earlier suggestions of this kind no longer stand. Raises `StorylensError` for a codebook that the project has not.
    """
    report = LearnReport()
    for name in _books(store, codebook):
        try:
            learner = learner_of(store, name, trust=trust)
        except StorylensError as error:
            report.left_out[name] = str(error)
            continue
        report.learners[name] = learner
        report.suggestions[name] = _keep(store, learner)
    return report


def _books(store: Store, codebook: str) -> list[str]:
    there = codebooks.in_use(store.folder)
    if codebook and codebook not in there:
        raise StorylensError(
            f"there is no codebook {codebook!r} in the project", todo="choose from " + ", ".join(there)
        )
    return [codebook] if codebook else list(there)


def _keep(store: Store, learner: Learner) -> int:
    made = list(learner.suggestions())
    with store.writing() as connection:
        for document in dict.fromkeys(learner.passages.document_id):
            codings.mark_read(connection, document, LEARNED, learner.book.id, learner.coder)
            decided = codings.decided(connection, document)
            made = [one for one in made if one.document_id != document or (one.start, one.end, one.code) not in decided]
        codings.add(connection, made)
        log.note(connection, "learn", codebook=learner.book.edition, coded=len(learner.coded), suggestions=len(made))
    return len(made)


def learner_of(store: Store, codebook: str = "", *, trust: float = 0.5) -> Learner:
    """Learn one codebook of a project and keep nothing; without a name, the first that people have coded with.

    Raises `StorylensError` when people have coded nothing with it.
    """
    from storylens.taggers.learned import CodeSuggester

    seen = view(store, Use.ANALYSIS)
    rows = passages(store, seen)
    rows = rows[rows.words >= FEWEST]
    made = seen.codings[(seen.codings.coder_kind != CoderKind.MACHINE) & (seen.codings.state != State.SUGGESTED)]
    used = [name for name in _books(store, codebook) if (made.codebook == name).any()]
    if not used:
        raise StorylensError(
            "people have coded nothing with this codebook yet" if codebook else "people have coded nothing yet",
            todo="code some passages first: `storylens open`",
        )
    book = seen.codebooks[used[0]]
    codes = tuple(code for code in book.codes() if code.unit == "segment" and not (code.retired or code.gate))
    given = _given(store, rows, made[made.codebook == book.id], [code.id for code in codes])
    model = CodeSuggester(
        definitions={code.id: " ".join(statements(code)) for code in codes if statements(code)},
        parents={code.id: code.parent for code in codes if code.parent},
        encoder=_encoder(store, list(rows.text)),
        trust=trust,
    )
    model.fit(list(rows.text), given, list(rows.document_id))
    return Learner(book, codes, rows, given, model, seen.documents)


def _given(store: Store, rows: pd.DataFrame, made: pd.DataFrame, codes: list[str]) -> pd.DataFrame:
    """Return passages x codes. A passage bears a code when a coding reaches into it.

    A document counts as read when somebody said that they are done with it, or has coded `READ` passages in it: what
    bears no code there was not held to bear one. Elsewhere only what was coded counts.
    """
    import pandas as pd

    with store.reading() as connection:
        done = {one.document_id for one in samples.assignments(connection) if one.done_at}
    found = np.zeros((len(rows), len(codes)))
    column = {code: at for at, code in enumerate(codes)}
    document, start, end = rows.document_id.to_numpy(), rows.start.to_numpy(), rows.end.to_numpy()
    for one in made.itertuples():
        if one.code in column:
            found[(document == one.document_id) & (start < one.end) & (one.start < end), column[one.code]] = 1
    coded = found.any(axis=1)
    times = pd.Series(coded).groupby(document).sum()
    read = done | {str(name) for name in times.index[times >= READ]}
    found[~coded & ~np.isin(document, list(read))] = np.nan
    return pd.DataFrame(found, index=rows.index, columns=codes)


def _encoder(store: Store, texts: Sequence[str]) -> Encoder | None:
    """Return what embeds the passages of a project, keeping the vectors until something is erased."""
    model = fitting(texts)
    if model is None:
        return lambda some: np.zeros((len(some), 1), np.float32)
    cache = VectorCache(store.folder.cache, model.name)
    return lambda some: cache.encode(model, some)
