"""What comes in: stories, who tells them, what they agreed to."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from storylens.project.opened import Opened, Progress
from storylens.records import Answer, Role, Use
from storylens.store import lists, names, people

if TYPE_CHECKING:
    import pandas as pd

    from storylens.batch.ingest import ImportReport
    from storylens.ingest.mapping import Columns
    from storylens.store.erase import Erasure
    from storylens.store.exports import PastExport
    from storylens.store.names import Name


class Stories(Opened):
    """What comes in: stories, who tells them, what they agreed to."""

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
