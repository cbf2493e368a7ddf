"""The XML export of a Confluence space: pages by who wrote them, comments, versions; whatever the bytes are."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as with_any
from hypothesis import strategies as st

from storylens.ingest.confluencespace import read
from storylens.ingest.reader import reader_for
from storylens.records import Kind, Stretch, UnreadableError
from tests.ingest.given import answered, given, said


def thing(kind: str, identity: str, key: str = "id", **properties: str) -> str:
    """Return an object; a property that begins with @ points at another object."""
    told = "".join(
        f'<property name="{name}" class="X"><id name="id">{value[1:]}</id></property>'
        if value.startswith("@")
        else f'<property name="{name}"><![CDATA[{value}]]></property>'
        for name, value in properties.items()
    )
    return f'<object class="{kind}" package="com.example"><id name="{key}">{identity}</id>{told}</object>'


def content(kind: str, identity: str, body: str, **properties: str) -> str:
    inside = body.replace("]]>", "]] >")
    return thing(kind, identity, **properties) + thing(
        "BodyContent", f"b{identity}", body=inside, content=f"@{identity}", bodyType="2"
    )


def export(*objects: str) -> str:
    users = "".join(thing("ConfluenceUserImpl", f"k-{name}", "key", name=name) for name in ("ruth", "isaac"))
    root = f'<hibernate-generic datetime="x">{users}{"".join(objects)}</hibernate-generic>'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{root}'


OLD = "<p>The seed bank opened in May.</p><p>Nobody came.</p>"
NEW = (
    "<p>The seed bank opened in <strong>May</strong>.</p><h2>After</h2>"
    '<ac:structured-macro ac:name="info"><ac:parameter ac:name="title">zzparameter</ac:parameter><ac:rich-text-body>'
    '<p>Nine families came, says <ac:link><ri:user ri:userkey="k-isaac"/></ac:link>; see '
    '<ac:link><ri:page ri:content-title="The store"/></ac:link>.</p></ac:rich-text-body></ac:structured-macro>'
    '<ac:structured-macro ac:name="code"><ac:plain-text-body><![CDATA[if a < b:]]></ac:plain-text-body>'
    "</ac:structured-macro><ac:image><ri:attachment ri:filename='a.jpg'/></ac:image>"
)
PAGE = content(
    "Page", "1", NEW, title="Seed bank", version="2", creator="@k-ruth", creationDate="2024-06-01 10:00:00.000",
    lastModifier="@k-isaac", lastModificationDate="2024-06-03 09:00:00.000", versionComment="who came",
    contentStatus="current",
)  # fmt: skip
FIRST = content(
    "Page", "2", OLD, title="Seed bank", version="1", originalVersion="@1", creator="@k-ruth",
    creationDate="2024-06-01 10:00:00.000", contentStatus="current",
)  # fmt: skip
ASKED = content(
    "Comment", "3", "<p>Who pays?</p>", containerContent="@1", creator="@k-isaac",
    creationDate="2024-06-04 08:00:00.000",
)  # fmt: skip
REPLY = content(
    "Comment", "4", "<p>The circle.</p>", containerContent="@1", parent="@3", creator="@k-ruth",
    creationDate="2024-06-05 08:00:00.000",
)  # fmt: skip
DRAFT = content("Page", "5", "<p>zzdraft</p>", title="Seed bank", contentStatus="draft")
WHOLE = export(PAGE, FIRST, ASKED, REPLY, DRAFT, thing("Attachment", "9"))


def zipped(entities: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("exportDescriptor.properties", "exportType=space\n")
        archive.writestr("entities.xml", entities)
        archive.writestr("attachments/1/9/1", b"\x89PNG")
    return out.getvalue()


@pytest.mark.parametrize(("name", "data"), [("a.zip", zipped(WHOLE)), ("entities.xml", WHOLE.encode())])
def test_a_page_with_its_history_and_comments(tmp_path: Path, name: str, data: bytes) -> None:
    source = given(tmp_path, name, data)
    assert reader_for(source).name == "confluence-space"
    (one,) = read(source)
    assert (one.title, one.part, one.kind, one.collected_on) == (
        "Seed bank",
        "Seed bank",
        Kind.THREAD,
        date(2024, 6, 3),
    )
    assert said(one) == [
        "The seed bank opened in May.",
        "Nine families came, says isaac; see The store.",
        "if a < b:",
        "Who pays?",
        "The circle.",
    ]
    assert said(one, Stretch.HEADING) == ["After"]
    assert answered(one) == [("ruth", None), ("isaac", None), ("isaac", None), ("isaac", "ruth"), ("ruth", "isaac")]
    assert next(p.said_at for p in one.passages) == "2024-06-01T10:00:00"
    assert [(note.author, note.text) for note in one.notes] == [("isaac", "who came")]
    assert "zzdraft" not in one.text
    assert "zzparameter" not in one.text
    assert set(one.remarks) == {
        "pictures that are not read: 1",
        "drafts, and pages in the bin, left out: 1",
        "attachments that are not read: 1",
    }
    assert one.set_aside["earlier versions of the page"] == len(OLD)


def test_without_its_history_nobody_is_guessed(tmp_path: Path) -> None:
    (one,) = read(given(tmp_path, "entities.xml", export(PAGE)))
    assert {p.speaker for p in one.passages} == {""}
    assert "the history is not in the file: who wrote what is not known" in one.remarks


def test_one_who_made_a_page_and_changed_it_wrote_it(tmp_path: Path) -> None:
    page = PAGE.replace("k-isaac", "k-ruth")
    (one,) = read(given(tmp_path, "entities.xml", export(page)))
    assert {p.speaker for p in one.passages if p.stretch is Stretch.SPEECH} == {"ruth"}


def test_control_characters_in_an_export_do_no_harm(tmp_path: Path) -> None:
    (one, *_) = read(given(tmp_path, "entities.xml", WHOLE.replace("opened in", "opened\x0b in")))
    assert "opened in May" in one.text


@pytest.mark.parametrize("wrap", [zipped, str.encode])
def test_entities_are_refused(tmp_path: Path, wrap: object) -> None:
    bomb = WHOLE.replace("<hibernate", '<!DOCTYPE a [<!ENTITY b "zz">]><hibernate')
    data = wrap(bomb)  # type: ignore[operator]
    name = "a.zip" if data.startswith(b"PK") else "entities.xml"
    with pytest.raises(UnreadableError, match="entities"):
        list(read(given(tmp_path, name, data)))


def test_an_export_that_unpacks_without_measure_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="unpacks to"):
        list(read(given(tmp_path, "a.zip", zipped(export(" " * 30_000_000)))))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@with_any(data=st.binary(max_size=300))
def test_any_bytes(tmp_path: Path, data: bytes) -> None:
    with suppress(UnreadableError):
        list(read(given(tmp_path, "entities.xml", data)))


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@with_any(at=st.integers(0, len(WHOLE)), gone=st.integers(0, 200), put=st.text(max_size=20))
def test_a_damaged_export(tmp_path: Path, at: int, gone: int, put: str) -> None:
    whole = WHOLE[:at] + put + WHOLE[at + gone :]
    with suppress(UnreadableError):
        for one in read(given(tmp_path, "entities.xml", whole)):
            one.text.encode()
            assert all(p.start < p.end for p in one.passages)
