"""WebVTT: who speaks, when, and what becomes of everything else in the file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from storylens.records import Received, Stretch, UnreadableError
from tests.ingest.telling import read_one, times, turns, words_of


def cues(*payloads: str, header: str = "WEBVTT") -> str:
    """Return a file of captions of two seconds each, three seconds apart."""
    timed = (
        f"{n + 1}\n00:00:{3 * n:02d}.000 --> 00:00:{3 * n + 2:02d}.000\n{words}" for n, words in enumerate(payloads)
    )
    return "\n\n".join([header, *timed]) + "\n"


def test_cues_of_one_speaker_in_a_row_are_one_turn_with_its_first_time(tmp_path: Path) -> None:
    file = cues("Rehema Ali: We began", "Rehema Ali: with six women.", "Jabali: And then?", "Rehema Ali: Then twelve.")
    made = read_one(tmp_path, "call.vtt", file, by="vtt")
    assert turns(made) == [
        ("Rehema Ali", "We began with six women."),
        ("Jabali", "And then?"),
        ("Rehema Ali", "Then twelve."),
    ]
    assert times(made) == ["00:00:00.000", "00:00:06.000", "00:00:09.000"]
    assert made.text.startswith("[00:00:00.000] Rehema Ali: We began")


def test_a_word_before_a_colon_is_no_speaker_unless_it_comes_back(tmp_path: Path) -> None:
    said = "Note: the pump is dry.", "One thing: water.", "Nobody came.", "Nobody at all.", "We left."
    assert [speaker for speaker, _ in turns(read_one(tmp_path, "a.vtt", cues(*said)))] == [""] * 5


def test_a_colon_in_speech_stays_with_the_speaker(tmp_path: Path) -> None:
    said = "Asha: I told them this", "Asha: One thing: the well. Remember: the well.", "Baraka: Yes."
    made = read_one(tmp_path, "a.vtt", cues(*said))
    assert turns(made)[0] == ("Asha", "I told them this One thing: the well. Remember: the well.")


def test_somebody_who_speaks_once_is_named_where_every_cue_has_a_name(tmp_path: Path) -> None:
    said = "asha: One.", "asha: Two.", "asha: Three.", "Leo (guest): May I?", "asha: Of course."
    assert turns(read_one(tmp_path, "a.vtt", cues(*said)))[1] == ("Leo (guest)", "May I?")


def test_where_every_cue_has_a_name_one_without_is_nobodys(tmp_path: Path) -> None:
    said = *["Asha: Yes."] * 4, "Somebody laughs.", "Asha: So."
    assert turns(read_one(tmp_path, "a.vtt", cues(*said)))[1] == ("", "Somebody laughs.")


def test_where_names_stand_only_when_speakers_change_the_last_one_goes_on(tmp_path: Path) -> None:
    said = "ASHA: We dug", "for nine days.", "It was dry.", "BARAKA: Dry?", "Bone dry?", "ASHA: Dry."
    made = read_one(tmp_path, "a.vtt", cues(*said))
    assert turns(made) == [
        ("ASHA", "We dug for nine days. It was dry."),
        ("BARAKA", "Dry? Bone dry?"),
        ("ASHA", "Dry."),
    ]
    assert "captions without a name, taken as said by the one named before: 3" in made.remarks


def test_another_name_that_is_not_sure_ends_what_the_last_one_says(tmp_path: Path) -> None:
    said = "Asha: We dug", "for nine days.", "A well.", "Asha: Deep.", "Leo: is he here", "Asha: Now."
    assert ("", "Leo: is he here") in turns(read_one(tmp_path, "a.vtt", cues(*said)))


def test_two_speakers_in_one_cue_are_two_turns(tmp_path: Path) -> None:
    said = "Asha: Who?\nBaraka: Me.", "Asha: You?", "Baraka: Yes\nand no."
    assert turns(read_one(tmp_path, "a.vtt", cues(*said)))[1:] == [
        ("Baraka", "Me."),
        ("Asha", "You?"),
        ("Baraka", "Yes and no."),
    ]


def test_captioners_marks_of_another_speaker_are_kept_apart(tmp_path: Path) -> None:
    made = read_one(tmp_path, "a.vtt", cues(">> ASHA: Come in.", "and sit.", ">> Thank you.", ">> ASHA: So."))
    assert turns(made)[:2] == [("ASHA", "Come in. and sit."), ("", ">> Thank you.")]


def test_names_in_brackets_as_whisperx_writes_them(tmp_path: Path) -> None:
    made = read_one(tmp_path, "a.vtt", cues("[SPEAKER_00]: Yes.", "[SPEAKER_01]: No.", "[SPEAKER_00]: Why?"))
    assert [speaker for speaker, _ in turns(made)] == ["SPEAKER_00", "SPEAKER_01", "SPEAKER_00"]


class TestTeams:
    """What Teams writes."""

    def test_voices_and_times_without_leading_zeros(self, tmp_path: Path) -> None:
        first = "WEBVTT\n\n0:0:0.0 --> 0:0:5.320\n<v Asha Juma>Good morning.</v>\n\n"
        file = f"{first}0:1:7.5 --> 0:1:9.0\n<v Baraka>Hello.</v>\n"
        made = read_one(tmp_path, "a.vtt", file, by="vtt")
        assert turns(made) == [("Asha Juma", "Good morning."), ("Baraka", "Hello.")]
        assert times(made) == ["00:00:00.000", "00:01:07.500"]

    def test_ids_for_voices_are_numbered_and_kept_as_keys(self, tmp_path: Path) -> None:
        tenant = "72f988bf-86f1-41af-91ab-2d7cd011db47"
        first, second = (f"{digit * 8}-1111-4222-8333-abcdefabcdef@{tenant}" for digit in "3a")
        said = [(first, "We met."), (second, "Where?"), (first, "Here."), (first, "Twice.")]
        made = read_one(tmp_path, "a.vtt", cues(*(f"<v {who}>{words}</v>" for who, words in said)))
        assert turns(made) == [("Speaker 1", "We met."), ("Speaker 2", "Where?"), ("Speaker 1", "Here. Twice.")]
        assert [p.key for p in made.passages] == [f"teams:{first}", f"teams:{second}", f"teams:{first}"]
        assert first not in made.text
        assert any("ids only" in remark for remark in made.remarks)

    def test_data_in_place_of_words(self, tmp_path: Path) -> None:
        payload = json.dumps(
            {"speakerName": "Asha Juma", "spokenText": "Good <b>morning</b>.", "spokenLanguage": "en-us"}
        )
        assert turns(read_one(tmp_path, "a.vtt", cues(payload))) == [("Asha Juma", "Good morning.")]

    def test_notes_by_the_program_are_set_aside_and_tell_the_language(self, tmp_path: Path) -> None:
        file = 'WEBVTT\n\nNOTE duration:"00:01:00"\n\nNOTE language:fr-fr\n\nNOTE Confidence: 0.91\n\n'
        made = read_one(tmp_path, "a.vtt", f"{file}00:01.000 --> 00:02.000\n<v Asha>Bonjour.</v>\n")
        assert made.language == "fr"
        assert words_of(made, Stretch.NOTE) == []
        assert made.set_aside["notes by the program that made it"] > 0


def test_several_voices_with_classes_in_one_cue(tmp_path: Path) -> None:
    made = read_one(tmp_path, "a.vtt", cues("<v.loud.first Asha>Stop!</v> <v Baraka &amp; Co>Why &lt;now&gt;?"))
    assert turns(made) == [("Asha", "Stop!"), ("Baraka & Co", "Why <now>?")]


def test_rolling_captions_are_read_once(tmp_path: Path) -> None:
    file = "WEBVTT\nKind: captions\nLanguage: en\n\n"
    shown = [
        "we dug",
        "we dug\na<00:00:03.500><c> well</c>",
        "a well",
        "a well\nand it<c> was</c> dry",
        "and it was dry",
    ]
    for at, words in enumerate(shown):
        file += f"00:00:{at:02d}.000 --> 00:00:{at + 1:02d}.000 align:start position:0%\n{words}\n\n"
    made = read_one(tmp_path, "a.vtt", file, by="vtt")
    assert words_of(made) == ["we dug a well and it was dry"]
    assert made.language == "en"
    assert any(remark.startswith("captions that repeat the one before") for remark in made.remarks)


def test_what_is_said_twice_is_kept_twice(tmp_path: Path) -> None:
    said = "Asha: Yes.", "Baraka: So.", "Asha: No.", "Asha: No.", "Baraka: No."
    assert turns(read_one(tmp_path, "a.vtt", cues(*said)))[2] == ("Asha", "No. No.")


def test_markup_is_left_out_and_what_only_looks_like_it_stays(tmp_path: Path) -> None:
    said = "<i>We</i> <00:00:01.500>were <c.yellow>three</c> <laughs> {\\an8}I <3 it, 2 < 3 &amp; more&nbsp;so"
    assert words_of(read_one(tmp_path, "a.vtt", cues(said))) == ["We were three <laughs> I <3 it, 2 < 3 & more so"]


def test_notes_by_people_are_kept_as_notes(tmp_path: Path) -> None:
    before = "WEBVTT - a meeting\n\nNOTE\nSaid in Sena,\nput into English.\n\n"
    made = read_one(tmp_path, "a.vtt", f"{before}00:01.000 --> 00:02.000\nWe met.\n\nNOTE unclear here\n")
    assert words_of(made, Stretch.NOTE) == ["Said in Sena, put into English.", "unclear here"]
    assert words_of(made) == ["We met."]


def test_styles_regions_settings_and_identifiers_are_no_words(tmp_path: Path) -> None:
    file = (
        "WEBVTT\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:900000\n\nSTYLE\n::cue { color: lime }\n\nREGION\nid:a\n\n"
        "the first one\n00:01.000 --> 00:02.000 line:0 position:20% size:60% align:start\nWe met.\n\n"
        "7a1f\n00:03.000 --> 00:04.000\nTwice.\n"
    )
    made = read_one(tmp_path, "a.vtt", file)
    assert made.text == "[00:01.000] We met.\n[00:03.000] Twice.\n"
    assert times(made) == ["00:00:01.000", "00:00:03.000"]
    assert made.set_aside["styles and regions"] > 0


def test_a_name_in_the_number_of_a_cue_is_the_speaker(tmp_path: Path) -> None:
    first = 'WEBVTT\n\n1 "Asha Juma" (123)\n00:01.000 --> 00:02.000\nHello.\n\n'
    second = '2 "Baraka" (9)\n00:03.000 --> 00:04.000\nHi.\n'
    assert turns(read_one(tmp_path, "a.vtt", first + second)) == [("Asha Juma", "Hello."), ("Baraka", "Hi.")]


def remarked(made: Received, start: str) -> bool:
    """Say whether a remark begins so."""
    return any(remark.startswith(start) for remark in made.remarks)


class TestMalformed:
    """What can be read is read, and the rest is a remark."""

    def test_without_its_first_line(self, tmp_path: Path) -> None:
        made = read_one(tmp_path, "a.vtt", cues("Here we are.", header=""), by="vtt")
        assert words_of(made) == ["Here we are."]

    def test_a_time_of_which_only_the_start_can_be_read(self, tmp_path: Path) -> None:
        made = read_one(tmp_path, "a.vtt", "WEBVTT\n\n00:07.000 --> 00:1d.890\nWe met.\n")
        assert times(made) == ["00:00:07.000"]
        assert remarked(made, "captions of which the end cannot be read: 1")

    def test_a_time_that_cannot_be_read(self, tmp_path: Path) -> None:
        file = (
            "WEBVTT\n\n00:01.000 --> 00:02.000\nWe met.\n\n00:x7.000 --> 00:09.000\nWe talked.\n\n"
            "00:09.000 --> 00:10.000\nIt rained.\n"
        )
        made = read_one(tmp_path, "a.vtt", file)
        assert words_of(made) == ["We met.", "We talked.", "It rained."]
        assert times(made) == ["00:00:01.000", "", "00:00:09.000"]
        assert remarked(made, "captions without a time that can be read: 1")

    def test_words_that_have_lost_their_time(self, tmp_path: Path) -> None:
        made = read_one(tmp_path, "a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nWe met.\n\nand talked.\n")
        assert words_of(made) == ["We met. and talked."]
        assert remarked(made, "words apart from any time")

    def test_a_cue_without_words(self, tmp_path: Path) -> None:
        file = "WEBVTT\n\n00:01.000 --> 00:02.000\n\n00:03.000 --> 00:04.000\nWe met.\n"
        made = read_one(tmp_path, "a.vtt", file)
        assert times(made) == ["00:00:03.000"]

    def test_no_blank_line_between_cues(self, tmp_path: Path) -> None:
        file = "WEBVTT\n00:01.000 --> 00:02.000\nWe met.\n00:03.000 --> 00:04.000\nTwice.\n"
        assert words_of(read_one(tmp_path, "a.vtt", file)) == ["We met.", "Twice."]

    @pytest.mark.parametrize("content", ["WEBVTT", "WEBVTT\n\n", "WEBVTT\n\n00:01.000 --> 00:02.000\n\n"])
    def test_without_captions_it_is_refused(self, tmp_path: Path, content: str) -> None:
        with pytest.raises(UnreadableError, match="nothing is said in it"):
            read_one(tmp_path, "a.vtt", content)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_marks(tmp_path: Path, encoding: str) -> None:
    file = cues("Asha: Ça va.", "Asha: Oui.").replace("\n", "\r\n").encode(encoding)
    assert turns(read_one(tmp_path, "a.vtt", file, by="vtt")) == [("Asha", "Ça va. Oui.")]


def test_nameless_captions_are_one_turn_as_long_as_a_sentence_goes_on(tmp_path: Path) -> None:
    file = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\nWe met\n\n00:02.000 --> 00:03.000\nunder the tree.\n\n"
        "00:09.000 --> 00:10.000\nlater on\n"
    )
    assert words_of(read_one(tmp_path, "a.vtt", file)) == ["We met under the tree.", "later on"]


def test_every_character_is_in_the_text_or_set_aside(tmp_path: Path) -> None:
    file = cues("Asha: We <b>met</b>.", "Asha: Twice.", "Baraka: Oh.", header="WEBVTT\n\nSTYLE\n::cue { color: lime }")
    made = read_one(tmp_path, "a.vtt", file)
    assert len(made.text) + sum(made.set_aside.values()) == len(file)


def test_names_on_a_line_of_their_own_are_names_where_a_few_come_back(tmp_path: Path) -> None:
    cues = [
        ("0:0:4.1", "Ines", "Why?"),
        ("0:0:9.0", "Asha", "It rained."),
        ("0:0:12.0", "Ines", "And?"),
        ("0:0:15.0", "Asha", "No."),
    ]
    text = "".join(f"{at} --> {at}9\n{name}\n{words}\n" for at, name, words in cues)
    assert turns(read_one(tmp_path, "a.txt", text, by="vtt")) == [(name, words) for _, name, words in cues]
    plain = "".join(f"{at} --> {at}9\n{words}\nwe saw it\n" for at, _, words in cues)
    assert {who for who, _ in turns(read_one(tmp_path, "b.txt", plain, by="vtt"))} == {""}
