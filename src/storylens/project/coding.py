"""Codebooks, suggestions, and coding by one person or several."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from storylens.codebook.load import sound
from storylens.project.opened import Opened, Progress
from storylens.records import Coding, State
from storylens.store import Folder, Store, codebooks, lists, me

if TYPE_CHECKING:
    import pandas as pd

    from storylens.analysis.agreement import Agreement
    from storylens.analysis.evaluate import Evaluated
    from storylens.analysis.table import Table
    from storylens.batch.learn import Learner, LearnReport
    from storylens.batch.tag import TagReport
    from storylens.codebook.lint import Problem
    from storylens.store.codebooks import Change
    from storylens.store.memos import Memo
    from storylens.store.merge import Merged
    from storylens.store.samples import Sample
    from storylens.widget.notebook import Coder


class CodingByPeople(Opened):
    """Codebooks, suggestions, and coding by one person or several."""

    def add_codebook(self, name: str | Path) -> Path:
        """Copy a shipped codebook, or a file, into the project, where it can be edited."""
        return codebooks.choose(self.store.folder, sound(name))

    def lint(self) -> list[Problem]:
        """Check the codebooks of the project; each problem has its file and line."""
        from storylens.codebook.lint import lint

        return lint(codebooks.chosen(self.store.folder))

    def tag(self, *, taggers: Sequence[str] = (), progress: Progress | None = None) -> TagReport:
        """Let the chosen codebooks suggest codings in what they have not read yet."""
        from storylens.batch.tag import tag

        return tag(self.store, taggers=taggers, progress=progress)

    def learn(self, codebook: str = "", *, trust: float = 0.5) -> LearnReport:
        """Learn from what people have coded, and suggest codes that have earned trust in what nobody has read yet."""
        from storylens.batch.learn import learn

        return learn(self.store, codebook=codebook, trust=trust)

    def learner(self, codebook: str = "") -> Learner:
        """Learn one codebook and keep nothing: to ask what to code next, and to tell it what was decided."""
        from storylens.batch.learn import learner_of

        return learner_of(self.store, codebook)

    def next(self, codebook: str = "", *, n: int = 10) -> pd.DataFrame:
        """List the passages that a person should code next, and how much of what is uncertain each would settle."""
        return self.learner(codebook).next(n)

    def code(self, document: str = "", *, by: str = "") -> Coder:
        """Open the coder in the notebook, on one document or on the list of all."""
        from storylens.widget.notebook import Coder

        return Coder(self.store, by or me(), lists.document_id(self.store, document) if document else "")

    def highlight(
        self, document: str, passage: str | tuple[int, int], code: str, *, by: str = "", memo: str = ""
    ) -> Coding:
        """Code a passage, given as its words or as start and end; a code that is not there yet is made."""
        from storylens.coding.actions import highlight

        return highlight(self.store, document, passage, code, by=by or me(), memo=memo)

    def accept(self, coding: str, *, by: str, why: str = "") -> Coding:
        """Accept a suggestion."""
        from storylens.coding.actions import decide

        return decide(self.store, [coding], State.ACCEPTED, by=by, why=why)[0]

    def reject(self, coding: str, *, by: str, why: str = "") -> Coding:
        """Reject a suggestion; it is not suggested again."""
        from storylens.coding.actions import decide

        return decide(self.store, [coding], State.REJECTED, by=by, why=why)[0]

    def undo(self, *, by: str) -> list[Coding]:
        """Take back what a coder did last; may be repeated without limit."""
        from storylens.coding.strokes import step

        return step(self.store, by=by, back=True)

    def redo(self, *, by: str) -> list[Coding]:
        """Do again what a coder took back last."""
        from storylens.coding.strokes import step

        return step(self.store, by=by, back=False)

    def memo(self, text: str, *, about: str = "", by: str = "") -> Memo:
        """Write a memo on a document, a code or a coding, or with no name on the project."""
        from storylens.coding.memos import write

        return write(self.store, text, about=about, by=by or me())

    def memos(self, about: str = "") -> pd.DataFrame:
        """List the memos that stand, of all or of one document, code or coding."""
        from storylens.coding.memos import listed

        return listed(self.store, about)

    def work(self, *, by: str = "") -> pd.DataFrame:
        """List what waits for a coder: to look at again, assigned, suggested, not coded."""
        from storylens.coding.worklist import listed

        return listed(self.store, by or me())

    def codes(self) -> pd.DataFrame:
        """List the codes in use, with how often people and machines used each."""
        return lists.codes(self.store)

    def code_history(self, codebook: str = "") -> list[Change]:
        """Tell how the codebooks came to be as they are; codes are changed by `storylens.coding.codes`."""
        with self.store.reading() as connection:
            return codebooks.changes(connection, codebook)

    def screen(self, document: str, *, by: str) -> None:
        """Say that a person has read a document that no screen for disclosures can read."""
        from storylens.coding.gate import confirm

        confirm(self.store, document, by=by)

    def merge(self, other: str | Path, *, by: str = "") -> Merged:
        """Take over what another copy of this project has and this one has not; conflicts are listed."""
        from storylens.store.merge import merge

        return merge(self.store, Store.open(Folder.find(Path(other))), by=by or me())

    # Several coders

    def draw_sample(
        self,
        name: str,
        coders: Sequence[str],
        *,
        by: str,
        share: float = 0.2,
        stratified_by: str = "kind",
        seed: int = 1,
        blind: bool = True,
    ) -> Sample:
        """Draw documents that several people code, by default without seeing what the others code."""
        from storylens.coding.together import draw

        return draw(self.store, name, coders, share=share, by=by, stratified_by=stratified_by, seed=seed, blind=blind)

    def samples(self, name: str = "") -> pd.DataFrame:
        """List who is to code what, and who has done it."""
        from storylens.coding.together import listed

        return listed(self.store, name)

    def coded(self, document: str, *, by: str) -> int:
        """Say that a person is done with a document of a sample."""
        from storylens.coding.together import done

        return done(self.store, document, by=by)

    def side_by_side(self, *, document: str = "", sample: str = "", differing: bool = False) -> Table:
        """Lay codings and memos of several people side by side, passage by passage."""
        from storylens.analysis.side_by_side import side_by_side

        return side_by_side(self.store, document=document, sample=sample, differing=differing)

    def settle(self, document: str, kept: Sequence[str], *, by: str, why: str, code: str = "") -> list[Coding]:
        """Settle a document, or one code in it, as the gold layer; not under the reflexive stance."""
        from storylens.coding.together import settle

        return settle(self.store, document, kept, by=by, why=why, code=code)

    def agreement(self, *, sample: str = "", unit: str = "turn", by: str = "", seed: int = 1) -> Agreement:
        """Compare what several people coded, code by code; not under the reflexive stance."""
        from storylens.analysis.agreement import agreement

        return agreement(self.store, sample=sample, unit=unit, by=by, seed=seed)

    def evaluate(self, machine: str = "", *, curve: bool = False, by: str = "", seed: int = 1) -> list[Evaluated]:
        """Hold each machine, or one such as `cues:power`, against what people coded; the figures are kept."""
        from storylens.analysis.evaluate import evaluate

        return evaluate(self.store, machine=machine, curve=curve, by=by or me(), seed=seed)
