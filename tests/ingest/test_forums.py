"""Topics, channels, questions and submissions come in as threads: who answers whom, and who quotes whom."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from storylens.ingest import discourse, messages, reddit, slack, stackexchange
from storylens.ingest.reader import reader_for
from storylens.records import Kind, Stretch, UnreadableError
from tests.ingest.given import answered, given, quoted, said


def post(number: int, user: str, cooked: str, **more: Any) -> dict[str, Any]:
    when = f"2024-06-0{number}T06:12:33.000Z"
    return {"post_number": number, "username": user, "cooked": cooked, "created_at": when, "topic_id": 58, **more}


def topic(*posts: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "id": 58,
        "title": "Two pumps",
        "created_at": posts[0]["created_at"],
        "post_stream": {"posts": posts},
        **more,
    }


QUOTE = (
    '<aside class="quote" data-username="isaac" data-post="1" data-topic="{}"><div class="title">isaac:</div>{}</aside>'
)


class TestDiscourse:
    def test_a_topic_is_a_document_and_answers_point_back(self, tmp_path: Path) -> None:
        quote = QUOTE.format(58, "<blockquote><p>The pump is broken.</p></blockquote>")
        data = topic(
            post(1, "isaac", "<p>The pump is broken.</p><p>Who comes?</p>"),
            post(2, "moses", f"<div>{quote}<p>I come on Sunday.</p></div>", reply_to_post_number=1),
        )
        source = given(tmp_path, "58.json", json.dumps(data))
        assert reader_for(source).name == "discourse"
        (one,) = discourse.read(source)
        assert (one.title, one.kind, one.collected_on, one.part) == ("Two pumps", Kind.THREAD, date(2024, 6, 1), "")
        assert said(one) == ["The pump is broken.\n\nWho comes?", "I come on Sunday."]
        assert answered(one) == [("isaac", None), ("moses", "isaac")]
        (words, of) = quoted(one)[0]
        assert "The pump is broken." in words
        assert of == "The pump is broken.\n\nWho comes?"
        assert one.passages[0].key == "forum:isaac"

    def test_a_quotation_of_another_topic_points_nowhere(self, tmp_path: Path) -> None:
        quote = QUOTE.format(7, "<blockquote>The pump is broken.</blockquote>")
        data = topic(post(1, "isaac", "<p>Who comes to the meeting?</p>"), post(2, "moses", quote))
        (one,) = discourse.read(given(tmp_path, "58.json", json.dumps(data)))
        assert quoted(one)[0][1] is None

    def test_deleted_and_hidden_posts_are_counted_and_not_told(self, tmp_path: Path) -> None:
        data = topic(
            post(1, "isaac", "<p>We come.</p>"),
            post(2, "moses", "<p>He is a thief.</p>", deleted_at="2024-06-03"),
            post(3, "ruth", "<p>And a liar.</p>", hidden=True),
            post(4, "staff", "<p>Watch them.</p>", post_type=4),
        )
        (one,) = discourse.read(given(tmp_path, "58.json", json.dumps(data)))
        assert said(one) == ["We come."]
        assert said(one, Stretch.NOTE) == ["[deleted]", "[hidden]", "[whispered among staff]"]
        assert "thief" not in one.text
        assert one.set_aside["posts that were deleted"] == len("<p>He is a thief.</p>")

    def test_what_the_software_notes_is_a_note(self, tmp_path: Path) -> None:
        data = topic(
            post(1, "isaac", "<p>We come.</p>"), post(2, "system", "<p>Closed after a month.</p>", post_type=3)
        )
        (one,) = discourse.read(given(tmp_path, "58.json", json.dumps(data)))
        assert said(one, Stretch.NOTE) == ["Closed after a month."]

    def test_previews_of_pages_are_addresses(self, tmp_path: Path) -> None:
        box = '<aside class="onebox" data-onebox-src="https://river.example/a"><p>Long article</p></aside>'
        (one,) = discourse.read(given(tmp_path, "58.json", json.dumps(topic(post(1, "isaac", f"<p>See</p>{box}")))))
        assert said(one) == ["See\nhttps://river.example/a"]

    def test_posts_that_are_missing_are_said(self, tmp_path: Path) -> None:
        data = topic(post(1, "isaac", "<p>We come.</p>"))
        data["post_stream"]["stream"] = [1, 2, 3]
        (one,) = discourse.read(given(tmp_path, "58.json", json.dumps(data)))
        assert one.remarks == ("only 1 of the 3 posts of the topic are in the file",)

    @pytest.mark.parametrize("lines", [True, False])
    def test_several_topics_keep_their_numbers(self, tmp_path: Path, lines: bool) -> None:
        both = [topic(post(1, "isaac", "<p>One.</p>")), {**topic(post(1, "ruth", "<p>Two.</p>")), "id": 60}]
        data = "\n".join(map(json.dumps, both)) if lines else json.dumps(both)
        assert [one.part for one in discourse.read(given(tmp_path, "all.json", data))] == ["58", "60"]

    def test_a_list_of_posts_is_put_together_by_topic(self, tmp_path: Path) -> None:
        posts = [post(2, "b", "<p>And me.</p>", topic_title="Pumps"), post(1, "a", "<p>Me.</p>", topic_title="Pumps")]
        source = given(tmp_path, "posts.json", json.dumps({"latest_posts": [*posts, {**posts[0], "topic_id": 9}]}))
        assert reader_for(source).name == "discourse"
        first, second = discourse.read(source)
        assert (first.title, first.part, said(first), second.part) == ("Pumps", "58", ["Me.", "And me."], "9")

    def test_a_list_of_topics_is_refused_with_what_to_do(self, tmp_path: Path) -> None:
        source = given(tmp_path, "latest.json", json.dumps({"topic_list": {"topics": [{"id": 1, "title": "x"}]}}))
        assert reader_for(source).name == "discourse"
        with pytest.raises(UnreadableError, match="lists topics"):
            list(discourse.read(source))


def message(ts: str, user: str, text: str, **more: Any) -> dict[str, Any]:
    return {"type": "message", "ts": ts, "user": user, "text": text, **more}


USERS = [
    {"id": "U01", "name": "rehema", "profile": {"display_name": "Rehema", "real_name": "Rehema Ali"}},
    {"id": "U02", "name": "isaac", "profile": {"real_name": "Isaac Banda"}},
]


def export(days: Mapping[str, list[dict[str, Any]]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("users.json", json.dumps(USERS))
        archive.writestr("channels.json", json.dumps([{"id": "C01", "name": "seed"}]))
        for name, told in days.items():
            archive.writestr(f"{name}.json", json.dumps(told))
    return out.getvalue()


class TestSlack:
    def test_a_channel_and_day_is_a_document(self, tmp_path: Path) -> None:
        days = {
            "seed/2024-06-04": [
                message(
                    "1717481553.000100", "U01", "Ten bags &amp; a key, <@U02>. See <#C01> and <https://s.example|this>"
                ),
                message("1717481600.000100", "U02", "Nine.", thread_ts="1717481553.000100", edited={"ts": "1"}),
                message("1717481700.000100", "U02", "joined", subtype="channel_join"),
                {"type": "message", "ts": "1717481800.1", "bot_id": "B1", "username": "clock", "text": "It is nine."},
            ],
            "pump/2024-06-05": [message("1717570000.000100", "U02", "&gt; Ten bags\nNo, nine.")],
        }
        source = given(tmp_path, "export.zip", export(days))
        assert reader_for(source).name == "slack"
        pump, seed = slack.read(source)
        assert (seed.part, seed.title, seed.collected_on) == ("seed 2024-06-04", "#seed 2024-06-04", date(2024, 6, 4))
        assert said(seed) == ["Ten bags & a key, @Isaac Banda. See #seed and this (https://s.example)", "Nine."]
        assert said(seed, Stretch.NOTE) == ["joined", "It is nine."]
        assert answered(seed) == [("Rehema", None), ("Isaac Banda", "Rehema")]
        assert "(edited)" in seed.text
        assert (seed.passages[0].key, seed.passages[0].said_at) == ("slack:U01", "2024-06-04T06:12:33+00:00")
        assert quoted(pump)[0][0] == "> Ten bags"
        assert said(pump) == ["No, nine."]

    def test_an_answer_to_another_day_says_so(self, tmp_path: Path) -> None:
        days = {"seed/2024-06-05": [message("1717570000.1", "U02", "Nine.", thread_ts="1717481553.000100")]}
        (one,) = slack.read(given(tmp_path, "export.zip", export(days)))
        assert "answers a message of 2024-06-04 06:12" in one.text

    def test_messages_between_two_are_left_out_and_counted(self, tmp_path: Path) -> None:
        told = [message("1717481553.000100", "U01", "Ten.")]
        (one,) = slack.read(given(tmp_path, "e.zip", export({"seed/2024-06-04": told, "D012345678/2024-06-04": told})))
        assert one.remarks == ("files of messages between a few persons left out: 1",)

    def test_files_are_named_and_shared_messages_are_quoted(self, tmp_path: Path) -> None:
        shared = {"is_share": True, "author_name": "Isaac", "text": "Nine bags."}
        told = [message("1717481553.1", "U01", "Look", files=[{"name": "map.png"}], attachments=[shared])]
        (one,) = slack.read(given(tmp_path, "e.zip", export({"seed/2024-06-04": told})))
        assert quoted(one) == [("Isaac: Nine bags.", None)]
        assert one.remarks == ("files not read: 1 (map.png)",)

    def test_words_in_blocks_are_read(self, tmp_path: Path) -> None:
        elements = [{"type": "text", "text": "Ten bags, "}, {"type": "user", "user_id": "U02"}]
        blocks = [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]}]
        told = [message("1717481553.1", "U01", "", blocks=blocks)]
        (one,) = slack.read(given(tmp_path, "e.zip", export({"seed/2024-06-04": told})))
        assert said(one) == ["Ten bags, @Isaac Banda"]

    def test_one_day_alone_is_read_with_the_names_above_it(self, tmp_path: Path) -> None:
        (tmp_path / "users.json").write_text(json.dumps(USERS))
        source = given(tmp_path / "seed", "2024-06-04.json", json.dumps([message("1717481553.1", "U01", "Ten.")]))
        assert reader_for(source).name == "slack"
        (one,) = slack.read(source)
        assert (one.part, one.passages[0].speaker) == ("seed 2024-06-04", "Rehema")


POSTS = """<?xml version="1.0" encoding="utf-8"?>
<posts>
  <row Id="1" PostTypeId="1" CreationDate="2024-06-04T06:12:33.000" Title="Who has the key?"
    Body="&lt;p&gt;Ten bags.&lt;/p&gt;" OwnerUserId="5" />
  <row Id="3" PostTypeId="2" ParentId="1" CreationDate="2024-06-06T06:12:33.000"
    Body="&lt;blockquote&gt;Ten bags.&lt;/blockquote&gt;&lt;p&gt;Nine.&lt;/p&gt;" OwnerUserId="6" />
  <row Id="2" PostTypeId="2" ParentId="1" CreationDate="2024-06-05T06:12:33.000"
    Body="&lt;p&gt;I do &gt; you.&lt;/p&gt;" OwnerDisplayName="Guest" />
  <row Id="9" PostTypeId="2" ParentId="8" CreationDate="2024-06-05T06:12:33.000" Body="&lt;p&gt;Lost.&lt;/p&gt;" />
  <row Id="4" PostTypeId="5" Body="a tag" />
</posts>"""
COMMENTS = """<comments>
  <row Id="7" PostId="2" Text="Since when?" CreationDate="2024-06-07T06:12:33.000" UserId="5" />
</comments>"""
NAMES = '<users><row Id="5" DisplayName="Rehema" /><row Id="6" DisplayName="Isaac &amp; Ruth" /></users>'


class TestStackExchange:
    def test_a_question_with_its_answers_and_comments_is_a_thread(self, tmp_path: Path) -> None:
        given(tmp_path, "Comments.xml", COMMENTS)
        given(tmp_path, "Users.xml", NAMES)
        source = given(tmp_path, "Posts.xml", POSTS)
        assert reader_for(source).name == "stackexchange"
        one, lost = stackexchange.read(source)
        assert (one.title, one.part, one.collected_on) == ("Who has the key?", "1", date(2024, 6, 4))
        assert said(one) == ["Ten bags.", "I do > you.", "Since when?", "Nine."]
        assert answered(one) == [
            ("Rehema", None),
            ("Guest", "Rehema"),
            ("Rehema", "Guest"),
            ("Isaac & Ruth", "Rehema"),
        ]
        assert quoted(one) == [("Ten bags.", "Ten bags.")]
        assert (one.passages[0].key, one.passages[0].said_at) == ("stackexchange:5", "2024-06-04T06:12:33.000+00:00")
        assert (lost.part, said(lost)) == ("8", ["Lost."])
        assert one.remarks == ("rows that are neither question nor answer: 1",)

    def test_names_of_users_are_not_needed(self, tmp_path: Path) -> None:
        one, _ = stackexchange.read(given(tmp_path, "Posts.xml", POSTS))
        assert one.passages[0].speaker == "user 5"

    def test_the_other_tables_of_a_dump_are_refused(self, tmp_path: Path) -> None:
        source = given(tmp_path, "Users.xml", NAMES)
        assert reader_for(source).name == "stackexchange"
        with pytest.raises(UnreadableError, match=r"goes with Posts\.xml"):
            list(stackexchange.read(source))

    def test_entities_are_not_followed(self, tmp_path: Path) -> None:
        secret = given(tmp_path, "secret.txt", "the key is under the stone")
        hostile = POSTS.replace("<posts>", f'<!DOCTYPE p [<!ENTITY k SYSTEM "{secret.path}">]><posts>')
        hostile = hostile.replace("Ten bags.&lt;/p&gt;", "Ten &k; bags.&lt;/p&gt;")
        source = given(tmp_path, "Posts.xml", hostile)
        if stackexchange.reader.recognises(source):
            assert not any("stone" in one.text for one in stackexchange.read(source))

    def test_rows_are_found_across_blocks(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        whole = [one.text for one in stackexchange.read(given(tmp_path, "Posts.xml", POSTS))]
        monkeypatch.setattr(stackexchange, "_BLOCK", 13)
        assert [one.text for one in stackexchange.read(given(tmp_path, "Posts.xml", POSTS))] == whole


def comment(name: str, author: str, body: str, parent: str, replies: Any = "") -> dict[str, Any]:
    data = {
        "id": name,
        "author": author,
        "body": body,
        "parent_id": parent,
        "link_id": "t3_abc",
        "created_utc": 1717481600.0,
    }
    return {"kind": "t1", "data": {**data, "replies": replies}}


def listing(*children: Mapping[str, Any]) -> dict[str, Any]:
    return {"kind": "Listing", "data": {"modhash": "", "dist": 1, "children": children}}


SUBMISSION = {
    "kind": "t3",
    "data": {
        "id": "abc",
        "name": "t3_abc",
        "author": "rehema",
        "title": "Seed &amp; keys",
        "selftext": "Ten bags.",
        "created_utc": 1717481553.0,
        "subreddit": "seed",
    },
}


class TestReddit:
    def test_a_page_is_a_tree(self, tmp_path: Path) -> None:
        inner = listing(comment("c2", "ruth", "&gt; Nine.\n\nEight.", "t1_c1"))
        more = {"kind": "more", "data": {"count": 4, "parent_id": "t3_abc", "children": []}}
        page = [listing(SUBMISSION), listing(comment("c1", "isaac", "Nine.", "t3_abc", inner), more)]
        source = given(tmp_path, "page.json", json.dumps(page))
        assert reader_for(source).name == "reddit"
        (one,) = reddit.read(source)
        assert (one.title, one.part, one.collected_on) == ("Seed & keys", "abc", date(2024, 6, 4))
        assert said(one) == ["Seed & keys\n\nTen bags.", "Nine.", "Eight."]
        assert answered(one) == [("rehema", None), ("isaac", "rehema"), ("ruth", "isaac")]
        assert quoted(one) == [("> Nine.", "Nine.")]
        assert one.remarks == ("comments that are not in the file: 4",)
        assert (one.passages[0].key, one.passages[0].said_at) == ("reddit:rehema", "2024-06-04T06:12:33+00:00")

    def test_a_dump_of_lines_in_any_order_is_put_together(self, tmp_path: Path) -> None:
        things = [
            comment("c2", "ruth", "Eight.", "t1_c1")["data"],
            comment("c1", "isaac", "[deleted]", "t3_abc")["data"],
            {**comment("x1", "moses", "Pump.", "t3_xyz")["data"], "link_id": "t3_xyz", "link_title": "Pumps"},
            SUBMISSION["data"],
        ]
        source = given(tmp_path, "dump.ndjson", "\n".join(map(json.dumps, things)))
        assert reader_for(source).name == "reddit"
        one, other = reddit.read(source)
        assert answered(one) == [("rehema", None), ("ruth", "isaac")]
        assert said(one, Stretch.NOTE) == ["[deleted]"]
        assert (other.title, other.remarks) == ("Pumps", ("the post that these comments answer is not in the file",))

    def test_who_is_gone_has_no_key(self, tmp_path: Path) -> None:
        thing = {**SUBMISSION["data"], "author": "[deleted]"}
        (one,) = reddit.read(given(tmp_path, "one.json", json.dumps(thing)))
        assert (one.passages[0].speaker, one.passages[0].key) == ("unknown", "")


YAMMER = (
    "id,replied_to_id,thread_id,group_name,in_private_conversation,sender_id,sender_name,"
    """body,created_at,deleted_at,attachments
1,,1,Seed,false,5,Rehema Ali,"Ten bags, [[user:6]]. See [Tag:1:seed]",2024-06-04T06:12:33.000Z,,
2,1,1,Seed,false,6,Isaac Banda,Nine.,2024/06/04 07:00:00 +0000,,uploadedfile:9
4,,4,Pump,true,6,Isaac Banda,For you only.,2024-06-04T08:00:00Z,,
3,2,1,Seed,false,5,Rehema Ali,Gone.,2024-06-04T09:00:00Z,2024-06-05T09:00:00Z,
7,,7,Pump,false,6,Isaac Banda,The pump.,2024-06-05T08:00:00Z,,
"""
)


class TestMessages:
    def test_threads_of_a_staff_network(self, tmp_path: Path) -> None:
        source = given(tmp_path, "Messages.csv", YAMMER)
        assert reader_for(source).name == "messages"
        seed, pump = messages.read(source)
        assert (seed.part, seed.kind, seed.collected_on) == ("1", Kind.THREAD, date(2024, 6, 4))
        assert said(seed) == ["Ten bags, @Isaac Banda. See [Tag:1:seed]", "Nine."]
        assert said(seed, Stretch.NOTE) == ["[deleted]"]
        assert answered(seed) == [("Rehema Ali", None), ("Isaac Banda", "Rehema Ali")]
        assert [one.said_at for one in seed.passages][:2] == ["2024-06-04T06:12:33+00:00", "2024-06-04T07:00:00+00:00"]
        assert "messages with attachments that were not read: 1" in seed.remarks
        assert "messages between a few persons left out: 1" in pump.remarks
        assert not any("only" in one.text for one in (seed, pump))

    @pytest.mark.parametrize(
        "table",
        [
            "MessageID,ThreadID,Parent,From,Text,SentAt|7,1,,Rehema,Ten bags.,2024-06-04|8,1,7,Isaac,Nine.,2024-06-05",
            "id;in_reply_to;author;message;date|7;;Rehema;Ten bags.;2024-06-04|8;7;Isaac;Nine.;2024-06-05",
            "id,reply_to,user,body,timestamp|8,7,Isaac,Nine.,2024-06-05|7,,Rehema,Ten bags.,2024-06-04",
        ],
        ids=["camel case", "no thread", "answer first"],
    )
    def test_other_heads_of_columns(self, tmp_path: Path, table: str) -> None:
        source = given(tmp_path, "export.csv", table.replace("|", "\n"))
        assert reader_for(source).name == "messages"
        (one,) = messages.read(source)
        assert answered(one) == [("Rehema", None), ("Isaac", "Rehema")]
        assert said(one) == ["Ten bags.", "Nine."]

    def test_messages_that_answer_each_other_in_a_ring_are_one_thread(self, tmp_path: Path) -> None:
        ring = "id,reply_to,user,body,date\n1,2,A,One.,2024-06-04\n2,1,B,Two.,2024-06-05\n3,2,A,Three.,2024-06-06\n"
        (one,) = messages.read(given(tmp_path, "ring.csv", ring))
        assert said(one) == ["One.", "Two.", "Three."]

    def test_a_table_of_stories_is_no_export_of_messages(self, tmp_path: Path) -> None:
        table = "respondent,story\nR1,We came to the river and stayed there.\n"
        assert not messages.reader.recognises(given(tmp_path, "t.csv", table))
