"""What may be seen: agreed to, screened, not held, a teller's own words, and counted once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from storylens import Project, StorylensError
from tests.helpers import Told

FRENCH = (
    "Nous avions demandé deux fois au bureau les papiers de notre champ et deux fois on nous a renvoyées chez nous "
    "sans une réponse, zzfrench, et puis nous y sommes allées toutes ensemble un lundi matin avec nos enfants, et "
    "la porte était fermée, et nous avons attendu devant la porte jusqu'au soir sans rien manger ni boire du tout."
)


def shown(project: Project, use: str = "analysis") -> str:
    return " ".join(project.view(use).turns.text)


def reasons(project: Project, use: str = "analysis") -> dict[str, str]:
    excluded = project.view(use).excluded
    return {row.teller: row.reason for row in excluded.itertuples()}


def test_who_agreed_is_seen_and_who_did_not_is_listed_with_the_reason(seen_village: Project) -> None:
    seen = seen_village.view()
    assert set(seen.tellers.code) == {"W1", "W2", "W3", "M1", "M2", "COUNTED", "HELD"}
    assert seen.n == 7
    assert reasons(seen_village) == {
        "NO": "consent refused",
        "GONE": "consent withdrawn",
        "SILENT": "consent not asked",
        "HELD": "held: a possible disclosure",
    }


def test_what_may_be_counted_may_not_therefore_be_quoted(seen_village: Project) -> None:
    assert "zzcounted" in shown(seen_village)
    assert "zzcounted" not in shown(seen_village, "anonymised quote")
    assert reasons(seen_village, "anonymised quote")["COUNTED"] == "consent not asked"


def test_nobody_agreed_to_what_nobody_was_asked(seen_village: Project) -> None:
    for use in ("named quote", "archive", "processing by an outside model", "sharing beyond the team"):
        assert seen_village.view(use).turns.empty


def test_interviewers_are_never_seen(seen_village: Project) -> None:
    assert "zzasked" not in shown(seen_village)
    assert not seen_village.view().turns.text.str.contains("Were you given").any()


@pytest.mark.parametrize("answer", ["withdrawn", "no", "not asked"])
def test_an_answer_that_changes_changes_what_is_seen_at_once(village: Project, answer: str) -> None:
    village.consent("W1", "analysis", answer, by="Tendai")
    assert "zzalpha" not in shown(village)
    assert "zzalpha" not in shown(village, "anonymised quote")
    assert "W1" not in set(village.view().tellers.code)


def test_only_the_turn_that_may_disclose_is_held(seen_village: Project) -> None:
    text = shown(seen_village)
    assert "zzheld" not in text
    assert "The pump is far." in text
    codings = seen_village.view().codings
    held = codings[codings.teller_id == _teller(seen_village, "HELD")]
    assert set(held.text) == {"The pump is far.", "The field is dry."}


def _teller(project: Project, code: str) -> str:
    return str(project.tellers().loc[code, "id"])


def suggestions(project: Project, code: str) -> list[str]:
    """Return the ids of standing codings with a code, whether or not they may be seen."""
    from storylens.store import contents

    with project.store.reading() as connection:
        codings = contents.read(connection).codings
    return list(codings.index[codings.code == code])


def test_a_held_turn_is_seen_once_a_named_person_has_cleared_it(village: Project) -> None:
    (disclosure,) = suggestions(village, "safe.gbv")
    village.reject(disclosure, by="Chikondi", why="a figure of speech; she says so herself")
    assert "zzheld" in shown(village)
    village.tag()
    assert "zzheld" in shown(village)


def test_a_held_turn_stays_held_when_it_is_confirmed(village: Project) -> None:
    (disclosure,) = suggestions(village, "safe.gbv")
    village.accept(disclosure, by="Chikondi")
    assert "zzheld" not in shown(village)


@pytest.mark.parametrize("name", ["", "   "])
def test_nobody_in_particular_can_clear_a_held_turn(village: Project, name: str) -> None:
    (disclosure,) = suggestions(village, "safe.gbv")
    with pytest.raises(StorylensError, match="name"):
        village.reject(disclosure, by=name)
    assert "zzheld" not in shown(village)


def test_a_reader_can_hold_what_the_machine_did_not_see(village: Project) -> None:
    village.highlight("w1", "we keep the key ourselves", "safe.gbv", by="Chikondi")
    assert "zzalpha" not in shown(village)
    assert reasons(village)["W1"] == "held: a possible disclosure"


def test_one_disclosure_cleared_does_not_clear_another_in_the_same_turn(project: Callable[..., Project]) -> None:
    made = project(Told("T1", "He beat me that night, zzone. They raped her too, zztwo."))
    first, *rest = suggestions(made, "safe.gbv")
    assert rest
    made.reject(first, by="Chikondi")
    assert shown(made) == ""


def test_what_was_not_screened_is_held(project: Callable[..., Project]) -> None:
    """The lists of the gate are English: a story in French was looked at by nobody."""
    made = project(Told("T1", FRENCH), Told("T2", "The pump broke."))
    made.tag()
    assert "zzfrench" not in shown(made)
    assert "not screened" in reasons(made)["T1"]
    assert "fr" in reasons(made)["T1"]
    made.highlight("t1", "deux fois au bureau", "refus", by="Chikondi")
    assert list(made.view().codings.text) == ["The pump broke."]
    assert "zzfrench" not in shown(made)


def test_a_screened_language_is_not_held(project: Callable[..., Project]) -> None:
    made = project(Told("T1", FRENCH))
    own = made.add_codebook("safeguarding")
    own.write_text(own.read_text(encoding="utf-8").replace("language: en", "language: fr"), encoding="utf-8")
    made.tag()
    assert "zzfrench" in shown(made)


LONG = (
    "We carried stones for the wall from the river every morning before the sun was up, and the old women "
    "counted them, because the men had said that women cannot count. When it stood there were nine hundred and four. "
    "The chief came to see it and said that his son had built it, and nobody answered him, since what is the use. "
)


def test_a_story_that_came_twice_is_counted_once(project: Callable[..., Project]) -> None:
    from tests.helpers import docx_bytes

    made = project(Told("T1", LONG))
    lines = Told("T1", LONG).transcript.splitlines()
    (made.store.folder.inbox / "again.docx").write_bytes(docx_bytes(*lines))
    (made.store.folder.inbox / "who.csv").write_text("file,speaker,teller,consent\nagain.docx,R,T1,yes\n")
    made.ingest()
    assert len(made.documents()) == 2
    seen = made.view()
    assert shown(made).count("nine hundred and four") == 1
    assert (seen.n, len(seen.documents)) == (1, 1)
    assert set(seen.excluded.reason) == {"a duplicate"}


def test_a_story_that_was_corrected_is_counted_once(project: Callable[..., Project]) -> None:
    made = project(Told("T1", LONG))
    file = made.store.folder.inbox / "t1.txt"
    file.write_text(file.read_text(encoding="utf-8").replace("nine hundred", "eight hundred"), encoding="utf-8")
    made.ingest()
    assert "nine hundred" not in shown(made)
    assert "eight hundred" in shown(made)
    assert made.view().n == 1


def test_a_correction_that_is_taken_back_is_seen_again(project: Callable[..., Project]) -> None:
    made = project(Told("T1", LONG))
    file = made.store.folder.inbox / "t1.txt"
    first = file.read_text(encoding="utf-8")
    for text in (first.replace("nine hundred", "eight hundred"), first):
        file.write_text(text, encoding="utf-8")
        made.ingest()
    assert "nine hundred" in shown(made)
    assert "eight hundred" not in shown(made)


def test_a_coding_over_two_speakers_is_each_tellers_own_words_only(project: Callable[..., Project]) -> None:
    made = project()
    lines = ["Farai: And the wall?", "Rudo: The wall stands.", "INT: Who?", "Farai: We did.", "Rudo: All of us."]
    (made.store.folder.inbox / "group.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    made.ingest()
    made.declare_consent(by="Tendai", wording="All agreed.")
    text = "\n".join(lines)
    made.highlight("group", (text.index("stands"), text.index("of us")), "built together", by="Tendai")
    said = {row.teller_id: row.text for row in made.view().codings.itertuples()}
    assert sorted(said.values()) == ["We did.", "stands. … All"]


def test_what_is_seen_has_codes_and_no_text_of_whole_documents(seen_village: Project) -> None:
    seen = seen_village.view()
    assert "text" not in seen.documents
    assert seen.documents.code.str.fullmatch(r"D\d{3}").all()


def test_words_are_counted_at_white_space(project: Callable[..., Project]) -> None:
    made = project(Told("T1", "One  two\u00a0three, four-and-a-half — five."))
    assert made.view().turns.words.sum() == 6


def test_a_safeguarding_book_without_codes_holds_nothing_back_silently(village: Project, tmp_path: Path) -> None:
    """A team that empties the list must see that nothing is screened: the book does not load."""
    own = village.add_codebook("safeguarding")
    own.write_text('codebook: safeguarding\nversion: "1"\ntitle: T\nfamilies: []\n', encoding="utf-8")
    village.tag()
    assert "zzheld" not in shown(village)
