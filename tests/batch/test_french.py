"""French from the file to the quote, with the French pipeline for the names."""

from __future__ import annotations

from pathlib import Path

import pytest

from storylens import Project

BOOK = """\
codebook: village-fr
version: "1.0"
language: fr
title: Ce qui a changé
families:
- id: change
  name: Changements
  codes:
  - {id: v.eau, name: Eau, definition: L'eau et qui la cherche., cues: ["pompe*", "chercher l'eau"]}
  - {id: v.terre, name: Terre, definition: Les champs., cues: ["champ*"]}
"""
TALK = """\
Enquêtrice : Qu'est-ce qui a changé pour vous depuis l'arrivée de la pompe ?
Awa : Avant, nous marchions deux heures pour chercher l'eau. Depuis, Mme Kouassi garde la clé, à Sorobango, zzeau.
Enquêtrice : Et les champs ?
Awa : Les champs sont toujours aux hommes, zzterre, et ce n'est pas écrit. Aminata Diabaté le dit aussi.
"""


@pytest.fixture
def french(tmp_path: Path) -> Project:
    project = Project.new(tmp_path / "project", codebooks=["gender"])
    (project.path / "codebooks" / "village.yml").write_text(BOOK, encoding="utf-8")
    (project.store.folder.inbox / "awa.txt").write_text(TALK, encoding="utf-8")
    project.ingest()
    project.declare_consent(by="Tendai", wording="Toutes et tous sont d'accord.")
    return project


def test_who_asks_and_who_tells(french: Project) -> None:
    assert french.documents().language.tolist() == ["fr"]
    assert french.speakers().role.to_dict() == {"Awa": "teller", "Enquêtrice": "interviewer"}


def test_a_french_codebook_reads_french_and_an_english_one_does_not(french: Project) -> None:
    report = str(french.tag())
    assert "1 documents tagged, 2 suggestions" in report
    french.screen("awa", by="Tendai")
    assert set(french.view().codings.code) == {"v.eau", "v.terre"}


def test_it_is_held_until_somebody_has_read_it_for_disclosures(french: Project) -> None:
    french.tag()
    assert french.view().excluded.reason.tolist() == ["not screened for disclosures (language: fr)"]
    french.screen("awa", by="Tendai")
    quotes = french.tables().table("quotes").frame
    assert any("chercher l'eau" in quote for quote in quotes.quote)


def test_names_are_proposed_with_the_french_pipeline(french: Project) -> None:
    found = french.names(propose=True)
    names = {spelling for listed in found.index for spelling in listed.split(", ")}
    assert {"Kouassi", "Sorobango", "Aminata Diabaté"} <= names
    assert not {"Avant", "Depuis", "Les", "Et"} & names
