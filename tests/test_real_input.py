"""The main job on real input, through the public functions, where it lies beside the checkout."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from storylens import Project
from storylens.records import Role, Stretch
from storylens.store import documents

BIOGAS = "real/biogas_malawi"
INTERVIEWEE_WORDS = 207_074  # as the description of the data says


def told(project: Project) -> dict[str, list[str]]:
    """Return what tellers say in each document, turn by turn, with its title as key."""
    said = {}
    with project.store.reading() as connection:
        for identity in documents.languages(connection):
            document = documents.read(connection, identity)
            roles = {speaker.id: speaker.role for speaker in documents.speakers(connection, identity)}
            said[f"{document.source}#{document.part}"] = [
                document.text[turn.start : turn.end]
                for turn in documents.turns(connection, identity)
                if roles.get(turn.speaker_id or "") is Role.TELLER and turn.stretch is Stretch.SPEECH
            ]
    return said


def words(said: dict[str, list[str]]) -> int:
    return sum(len(turn.split()) for turns in said.values() for turn in turns)


@pytest.fixture(scope="module")
def interviews(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project.new(tmp_path_factory.mktemp("real") / "csv")
    project.ingest(shared / BIOGAS / "inst/extdata/biogasoutcomesmalawi.csv")
    return project


def test_sixty_one_interviews_with_every_word_of_the_interviewees_and_none_of_the_interviewers(
    interviews: Project,
) -> None:
    said = told(interviews)
    assert (len(said), words(said)) == (61, INTERVIEWEE_WORDS)


def test_a_second_run_reads_nothing(interviews: Project, shared: Path) -> None:
    again = interviews.ingest(shared / BIOGAS / "inst/extdata/biogasoutcomesmalawi.csv")
    assert (again.unchanged, again.documents) == (1, 0)


def plain_words(said: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return the words of each interview by its number, without labels, signs of markup and transcribers' remarks.

    The cells of the table hold these, a label at the head of each; in the transcripts they are read as what they are.
    A bracket of over sixty signs holds what the teller said, as some transcribers write it.
    """
    found: dict[str, list[str]] = {}
    for source, turns in said.items():
        name, _, part = source.rpartition("#")
        number = (part or Path(name).name)[:2]
        text = re.sub(
            r"Interviewee(?:#\d)?\W{0,4}:|\[[^\]]{,60}\](?:\{\.mark\})?", " ", " ".join(turns).replace("\\", "")
        )
        found[number] = re.findall(r"[^\W_]+", text)
    return found


def test_the_same_interviews_from_their_transcripts_say_the_same(
    interviews: Project, shared: Path, tmp_path: Path
) -> None:
    project = Project.new(tmp_path / "md")
    project.ingest(*sorted((shared / BIOGAS / "data-raw").glob("*.md")))
    table, transcripts = plain_words(told(interviews)), plain_words(told(project))
    assert len(transcripts) == 61
    for number, words_there in table.items():  # all but slips of the transcribers, such as "4^th^" and a lost label
        there, here = Counter(words_there), Counter(transcripts[number])
        assert ((there - here) + (here - there)).total() <= max(6, 0.005 * there.total()), number


@pytest.mark.parametrize(
    ("folder", "fewest"), [("real/ols", 26), ("real/govlab", 25), ("seeds", 5), ("real/threads/mbox_single.mbox", 1)]
)
def test_stories_case_studies_seeds_and_mail_are_read(shared: Path, tmp_path: Path, folder: str, fewest: int) -> None:
    project = Project.new(tmp_path / "real")
    report = project.ingest(shared / folder)
    assert not report.failed
    assert report.documents >= fewest
    assert all(turns for turns in told(project).values())


def test_case_studies_come_without_menus(shared: Path, tmp_path: Path) -> None:
    project = Project.new(tmp_path / "real")
    project.ingest(shared / "real/govlab")
    printed = "\n".join(turn for turns in told(project).values() for turn in turns)
    assert not [menu for menu in ("Skip to content", "Privacy Policy", "Subscribe", "Cookie") if menu in printed]


def test_a_meeting_has_its_speakers(shared: Path, tmp_path: Path) -> None:
    project = Project.new(tmp_path / "real")
    file = shared / "real/transcripts/zoom_2026-02-05_174.vtt"
    project.ingest(file)
    spoken = {line.split(":")[0] for line in file.read_text(encoding="utf-8").splitlines() if ": " in line}
    assert {speaker for speaker in project.speakers().index if speaker} <= {name.strip() for name in spoken}
    assert len(project.speakers()) > 2


def test_a_forum_topic_is_a_tree(shared: Path, tmp_path: Path) -> None:
    project = Project.new(tmp_path / "real")
    project.ingest(shared / "real/threads/discourse_topic_1148.json")
    with project.store.reading() as connection:
        (identity,) = documents.languages(connection)
        turns = documents.turns(connection, identity)
    assert all(turn.reply_to < turn.position for turn in turns if turn.reply_to)
    assert any(turn.reply_to for turn in turns)


def test_a_brief_on_real_interviews_holds_drafts_and_no_judgement(interviews: Project, tmp_path: Path) -> None:
    import docx

    project = interviews
    project.add_codebook("value_creation")
    project.declare_consent(by="Tendai", wording="Published by its authors for use in research.", uses=["analysis"])
    project.tag()
    drafts = project.harvest.glean(by="Tendai", codes=["val.realized"], suggested=True)
    assert drafts
    assert {kept.body.status for kept in drafts} == {"draft"}
    spec = tmp_path / "brief.toml"
    spec.write_text(
        'title = "Biogas"\n[[section]]\n[[section.picture]]\nname = "themes"\n[[section.table]]\nname = "outcomes"\n'
        '[[section.table]]\nname = "outcomes-against"\n[[section.table]]\nname = "substantiation-summary"\n',
        encoding="utf-8",
    )
    made = project.brief(spec, tmp_path / "brief.docx", by="Tendai")
    assert made.suggested
    assert made.scope.startswith("61 stories")
    assert " 0 of " in made.scope  # nobody has confirmed anything
    printed = "\n".join(
        node.text or "" for node in docx.Document(str(tmp_path / "brief.docx")).element.body.iter("{*}t")
    )
    assert "interviewer" not in printed.lower().replace("interviewers' words", "")
    tables = {table.name: table for section in made.sections for table in section.tables}
    assert tables["outcomes"].frame.empty  # a passage without a statement is no outcome yet
    assert not any(tables["substantiation-summary"].ids.values())
    assert not any(section.quotes for section in made.sections)
