"""`Project`: what can be done with a project, an index of the rooms in which it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from storylens.codebook.load import load, shipped
from storylens.records import Answer, Coding, Role, State, Use
from storylens.store import Folder, Store, codebooks, lists, me, names, people

if TYPE_CHECKING:
    import pandas as pd

    from storylens.analysis.agreement import Agreement
    from storylens.analysis.evaluate import Evaluated
    from storylens.analysis.table import Table
    from storylens.analysis.themes.found import Found
    from storylens.batch.ingest import ImportReport
    from storylens.batch.learn import Learner, LearnReport
    from storylens.batch.tag import TagReport
    from storylens.codebook.lint import Problem
    from storylens.export.run import Exported
    from storylens.gates import View
    from storylens.ingest.mapping import Columns
    from storylens.records import Code
    from storylens.records.entries import Entry, Kept
    from storylens.records.groups import PassageGroup
    from storylens.store.codebooks import Change
    from storylens.store.erase import Erasure
    from storylens.store.exports import PastExport
    from storylens.store.memos import Memo
    from storylens.store.merge import Merged
    from storylens.store.names import Name
    from storylens.store.samples import Sample
    from storylens.synthesis.brief import Brief
    from storylens.synthesis.cards import Card
    from storylens.synthesis.framework_sheet import GridDifference
    from storylens.synthesis.harvesting import Harvesting
    from storylens.synthesis.outcome_catalogue import OutcomePage
    from storylens.synthesis.recordbook import RecordBook
    from storylens.synthesis.report import Report
    from storylens.synthesis.share_back import Page
    from storylens.widget.notebook import Coder

Progress = Callable[[float, str], None]


def _codebook_file(name: str | Path) -> Path:
    """Return the file of a codebook that is named, or given as a file, once it is seen to be sound."""
    file = Path(name) if str(name).endswith((".yml", ".yaml")) else shipped(str(name))
    load(file)
    return file


class Project:
    """A folder of stories and all that was made of them."""

    def __init__(self, store: Store) -> None:
        self.store = store

    @classmethod
    def new(cls, path: str | Path, *, codebooks: Sequence[str | Path] = ()) -> Project:
        """Make a project in a new folder, with no codebook or with those that are named."""
        files = [_codebook_file(name) for name in codebooks]  # first, so that no project is half made
        project = cls(Store.open(Folder.make(Path(path), Path(path).resolve().name)))
        for file in files:
            project.add_codebook(file)
        return project

    @classmethod
    def open(cls, path: str | Path = ".") -> Project:
        """Open the project that a folder is, or is in."""
        return cls(Store.open(Folder.find(Path(path))))

    @property
    def path(self) -> Path:
        """The folder of the project."""
        return self.store.folder.path

    # What comes in

    def ingest(
        self,
        *paths: str | Path,
        format: str = "",
        map: Columns = None,
        progress: Progress | None = None,
    ) -> ImportReport:
        """Read files and folders, by default the inbox; what is as it was is left alone."""
        from storylens.batch.ingest import ingest

        given = [Path(path) for path in paths] or [self.store.folder.inbox]
        return ingest(self.store, given, wanted=format, mapping=map, progress=progress)

    def preview(self, *paths: str | Path, format: str = "", map: Columns = None) -> pd.DataFrame:
        """Say what would be made of files and folders, and keep nothing."""
        from storylens.batch.preview import preview

        given = [Path(path) for path in paths] or [self.store.folder.inbox]
        return preview(given, wanted=format, mapping=map or self.store.folder.settings().get("map", {}))

    def import_report(self) -> pd.DataFrame:
        """Say for each file what became of it, with counts that add up."""
        return lists.files(self.store)

    def documents(self) -> pd.DataFrame:
        """List the documents, with what became of each."""
        return lists.documents(self.store)

    def left_behind(self) -> pd.DataFrame:
        """List the codings that found no place in a corrected text, or stand on words that were changed."""
        return lists.left_behind(self.store)

    def tellers(self) -> pd.DataFrame:
        """List the tellers with what is known of them, on what basis, and what they agreed to."""
        return lists.tellers(self.store)

    def attributes(self) -> pd.DataFrame:
        """List what is known of tellers: each attribute with its type, of how many it is known, and its bases."""
        return lists.attributes(self.store)

    def speakers(self) -> pd.DataFrame:
        """List who speaks in which role; `sure` is False where the role is a guess."""
        return lists.speakers(self.store)

    def set_role(self, speaker: str, role: str, *, by: str = "") -> int:
        """Say in which role a speaker speaks, now and in files to come; return in how many documents."""
        with self.store.writing() as connection:
            return people.set_role(connection, speaker, Role(role), by=by)

    def consents(self, teller: str = "") -> pd.DataFrame:
        """List every answer to consent, of all or of one teller: how and when given, to which words, which count."""
        return lists.consents(self.store, teller)

    def consent(self, teller: str, use: str, answer: str, *, by: str, **told: Any) -> list[PastExport]:
        """Write down an answer, with `mode`, `on`, `wording`, `language`; return past exports when they withdraw."""
        from storylens.store.consents import answered

        return answered(self.store, teller, Use(use), Answer(answer), by=by, **told)

    def declare_consent(
        self,
        *,
        by: str,
        wording: str,
        uses: Iterable[str] = ("analysis", "anonymised quote"),
        except_: Iterable[str] = (),
    ) -> None:
        """Declare, signed and dated, what all tellers but those listed have agreed to."""
        from storylens.store.consents import declare

        declare(self.store, by=by, wording=wording, uses=[Use(use) for use in uses], except_=list(except_))

    def same_teller(self, kept: str, *gone: str, by: str) -> None:
        """Say that several tellers, by their codes, are one person."""
        with self.store.writing() as connection:
            for code in gone:
                people.merge(connection, kept, code, by=by)

    def names(self, *, propose: bool = False) -> pd.DataFrame:
        """List the names that may have to be replaced, after looking for new ones where that is asked for."""
        from storylens.batch.names import propose_names

        if propose:
            propose_names(self.store)
        return lists.names(self.store)

    def replace_name(self, name: str, replacement: str = "", *, by: str) -> Name:
        """Accept that a name is replaced in all that is printed."""
        with self.store.writing() as connection:
            return names.decide(
                connection,
                names.KeyFile(self.store.folder),
                name,
                names.NameState.ACCEPTED,
                by=by,
                replacement=replacement,
            )

    def keep_name(self, name: str, *, by: str) -> Name:
        """Decide that a name is printed as it is."""
        with self.store.writing() as connection:
            return names.decide(connection, names.KeyFile(self.store.folder), name, names.NameState.KEPT, by=by)

    def join_names(self, kept: str, gone: str, *, by: str) -> Name:
        """Decide that two names mean one person or place, and are replaced alike."""
        with self.store.writing() as connection:
            return names.join(connection, names.KeyFile(self.store.folder), kept, gone, by=by)

    def part_name(self, spelling: str, *, by: str) -> Name:
        """Decide that a spelling means somebody else than the name that it was put to."""
        with self.store.writing() as connection:
            return names.apart(connection, names.KeyFile(self.store.folder), spelling, by=by)

    def erase(self, *, teller: str = "", document: str = "", by: str, reason: str) -> Erasure:
        """Erase a teller or a document from all that the project folder holds, for good."""
        from storylens.store.erase import erase

        return erase(self.store, teller=teller, document=document, by=by, reason=reason)

    # Codebooks and coding

    def add_codebook(self, name: str | Path) -> Path:
        """Copy a shipped codebook, or a file, into the project, where it can be edited."""
        return codebooks.choose(self.store.folder, _codebook_file(name))

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

    # Passage groups

    def themes(
        self, *, backend: str = "linkage", embedding: str = "auto", n_themes: int | None = None, codebook: str = ""
    ) -> Found:
        """Group what tellers say alike; a passage group is a theme once a person has written what it means."""
        from storylens.analysis.themes.found import find

        return find(self.store, backend=backend, embedding=embedding, n_themes=n_themes, codebook=codebook)

    def keep_themes(self, found: Found, *, by: str = "") -> list[Kept[PassageGroup]]:
        """Keep passage groups, to name, define, merge, split, set aside and code them (`storylens.coding.groups`)."""
        from storylens.coding.groups import keep

        return keep(self.store, found.records(), by=by or me())

    def passage_groups(self) -> pd.DataFrame:
        """List the passage groups that were kept, and what people made of them."""
        from storylens.coding.groups import listed

        return listed(self.store)

    def split_theme(self, group: str, into: int = 2, *, by: str = "", why: str = "") -> list[Kept[PassageGroup]]:
        """Let a kept passage group fall apart into several."""
        from storylens.analysis.themes.found import parts
        from storylens.coding.groups import places, split

        return split(self.store, group, parts(self.store, places(self.store, group), into), by=by or me(), reason=why)

    def theme_to_code(self, group: str, *, by: str = "", name: str = "", under: str = "") -> Code:
        """Make a code of a kept passage group, with a definition to be bettered, examples and where it comes from."""
        from storylens.coding.groups import to_code

        return to_code(self.store, group, by=by or me(), name=name, parent=under)

    # Learning from stories

    def matrix(self) -> Table:
        """List the cells of the framework matrix: their state, and what was written in them by whom."""
        from storylens.synthesis.book import Book
        from storylens.synthesis.framework import framework_cells

        return framework_cells(Book(self.store))

    def write_matrix(self, file: str | Path, *, codes: Sequence[str] = ()) -> int:
        """Write the framework matrix as a workbook to fill in, case by theme; return how many cells it has."""
        from storylens.synthesis.framework_sheet import write_grid

        return write_grid(self.store, Path(file), codes=codes)

    def compare_matrix(self, file: str | Path) -> GridDifference:
        """Read such a workbook and say what it would change, without changing anything."""
        from storylens.synthesis.framework_sheet import compare_grid

        return compare_grid(self.store, Path(file))

    def apply_matrix(self, difference: GridDifference, *, by: str = "") -> int:
        """Write what a workbook changes as new versions, conflicts left as they are; return how many cells."""
        from storylens.synthesis.framework_sheet import apply_grid

        return apply_grid(self.store, difference, by=by or me())

    def cards(
        self, file: str | Path, *, by: str, stories: Sequence[str] = (), without: Sequence[str] = ()
    ) -> list[Card]:
        """Write story cards for a workshop, print-ready, as .docx or .html: only stories that may be quoted."""
        from storylens.export.cards import export_cards

        return export_cards(self.store, Path(file), by=by, stories=stories, without=without)

    # The record book

    @property
    def entries(self) -> RecordBook:
        """The record book: write, revise, link and list outcomes, claims, lessons and all other entries."""
        from storylens.synthesis.recordbook import RecordBook

        return RecordBook(self.store)

    @property
    def harvest(self) -> Harvesting:
        """Outcome harvesting: glean drafts, check statements, sort, reject, merge, sample for substantiation."""
        from storylens.synthesis.harvesting import Harvesting

        return Harvesting(self.store)

    def export_outcomes(self, file: str | Path, *, by: str) -> list[OutcomePage]:
        """Write the catalogue of outcomes, a page each with evidence and versions, as .docx or .html."""
        from storylens.export.outcomes import export_outcomes

        return export_outcomes(self.store, Path(file), by=by)

    def load_theory(self, name: str = "ccsl_toc", *, by: str) -> list[Kept[Entry]]:
        """Take over the statements, assumptions and risks of an example theory of change as entries."""
        from storylens.synthesis.theory_example import load_theory

        return load_theory(self.store, name, by=by)

    def draw_theory(self, file: str | Path, *, by: str) -> Path:
        """Draw the theory of change as an SVG file, with what was found on each statement and who told each link."""
        from storylens.export.theory import draw_theory

        return draw_theory(self.store, Path(file), by=by)

    # What comes out

    def view(self, use: str = "analysis") -> View:
        """Return what may be put to a use, and what may not, with the reason for each."""
        from storylens.gates import view

        return view(self.store, Use(use))

    def tables(self, *, by: str = "gender", cross: Sequence[str] = ()) -> Report:
        """Return the standard tables: themes, matrix, codes by group, voices, quotes, what is left out, method."""
        from storylens.synthesis.report import report

        return report(self.store, by=by, cross=cross)

    def table(self, name: str, *, by: str = "gender") -> Table:
        """Return one of the tables that `storylens tables` lists (`storylens.synthesis.catalogue`)."""
        from storylens.synthesis.book import Book
        from storylens.synthesis.catalogue import make

        return make(Book(self.store), name, by=by)

    def write_table(self, name: str, file: str | Path, *, by: str = "", group: str = "gender") -> Table:
        """Write one of the tables as .csv, .xlsx, .docx or .html."""
        from storylens.export.tables import export_table

        return export_table(self.store, name, Path(file), by=by or me(), group=group)

    def actors(self) -> Table:
        """Count of whom tellers tell that they act, are acted upon, or speak; never a score on a person."""
        from storylens.analysis.actors import actors

        return actors(self.store)

    def causal_claims(self) -> pd.DataFrame:
        """List what tellers say led to what, as rules find it; nobody has confirmed it."""
        from storylens.analysis.claims import causal_claims

        return causal_claims(self.store)

    def crosstab(self, *by: str, codebooks: Sequence[str] = ()) -> Table:
        """Count the tellers of each group who speak of each code, by one attribute or by two."""
        from storylens.analysis.crosstab import crosstab

        return crosstab(self.view(), by, codebooks)

    def export(
        self, *, by: str, to: str | Path | None = None, group: str = "gender", cross: Sequence[str] = ()
    ) -> Exported:
        """Write the tables as an Excel workbook and a web page."""
        from storylens.export.run import export

        return export(self.store, by=by, to=Path(to) if to else None, group=group, cross=cross)

    def preview_export(self, *, group: str = "gender", cross: Sequence[str] = ()) -> Table:
        """List what an export would hide and leave out, with the counts of hidden cells: not for print."""
        from storylens.synthesis.preview import preview

        return preview(self.store, by=group, cross=cross)

    def show_cell(self, code: str, *groups: str, attributes: Sequence[str] = ("gender",), by: str, why: str) -> None:
        """Show small cells of one row of a table all the same; the reason is kept, and printed under the table."""
        from storylens.synthesis.preview import show_cell

        show_cell(self.store, code, groups, attributes=attributes, by=by, why=why)

    def hide_cell(
        self, code: str, group: str, *, attributes: Sequence[str] = ("gender",), by: str, why: str = ""
    ) -> None:
        """Take back that a small cell is shown."""
        from storylens.synthesis.preview import hide_cell

        hide_cell(self.store, code, group, attributes=attributes, by=by, why=why)

    def exports(self, *, since: int = 0) -> Table:
        """List the exports that were made; with the number of one, say what has changed since."""
        from storylens.synthesis.changes import changes_since, export_list

        return changes_since(self.store, since) if since else export_list(self.store)

    def brief(self, spec: str | Path, file: str | Path, *, by: str) -> Brief:
        """Write the brief of a spec, as .docx or .html; `look_at` says what to see to before it goes out."""
        from storylens.export.brief import export_brief

        return export_brief(self.store, Path(spec), Path(file), by=by)

    def share_back(self, community: str, file: str | Path, *, by: str, spec: str | Path | None = None) -> Page:
        """Write the page that goes back to a community, as .docx or .html, with what a brief's file says to it."""
        from storylens.export.share_back import export_share_back

        return export_share_back(self.store, community, Path(file), by=by, spec=Path(spec) if spec else None)

    def quotes(self, file: str | Path, *, by: str, codes: Sequence[str] = ()) -> Path:
        """Write the quotes that may be printed, by code, as a Word file."""
        from storylens.export.quotes import export_quotes

        return export_quotes(self.store, Path(file), by=by, codes=codes)

    def quote_checks(self) -> Table:
        """List the quotes that may tell who it is (names, places, rare roles, dates), and what was decided on them."""
        from storylens.synthesis.quote_list import quote_checks

        return quote_checks(self.store)

    def tick_quote(self, quote: str, *, by: str, why: str = "") -> None:
        """Say of a quote in that list that it may be printed: nobody there could tell who this is, or they agreed."""
        from storylens.coding.quote_checks import decide

        decide(self.store, quote, may_be_printed=True, by=by, why=why)

    def refuse_quote(self, quote: str, *, by: str, why: str = "") -> None:
        """Say of a quote that it is not printed, in no quote that has any of its words."""
        from storylens.coding.quote_checks import decide

        decide(self.store, quote, may_be_printed=False, by=by, why=why)

    def export_codebook(self, file: str | Path, *, by: str, codebook: str = codebooks.OWN) -> Path:
        """Write a codebook for people to read, as .docx or .html, with examples from what was coded or accepted."""
        from storylens.export.codebook import export_codebook

        return export_codebook(self.store, Path(file), by=by, codebook=codebook)

    def trace(self, coding: str) -> str:
        """Tell the way of one coding from the file to the code, by ids."""
        from storylens.synthesis.trace import trace

        return trace(self.store, coding)

    def __repr__(self) -> str:
        return f"<Project {self.path.name}: {lists.counts(self.store)}>"

    def _repr_html_(self) -> str:
        from html import escape

        return f"<p><strong>{escape(self.path.name)}</strong>: {escape(lists.counts(self.store))}</p>"
