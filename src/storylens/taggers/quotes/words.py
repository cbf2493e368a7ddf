"""The verbs and nouns that report speech, and what they take; drawn up for this project by hand."""

from __future__ import annotations

from functools import cache


def listed(words: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(words.split())


# Verbs that report a whole statement: "said that ...", "..., he said".
SAY = listed("""
say tell add note explain announce claim argue insist warn state report reply respond answer admit acknowledge concede
confirm deny declare reveal suggest stress emphasise emphasize point remark observe comment mention write tweet recall
complain allege assert contend maintain predict promise vow pledge swear testify joke quip boast caution estimate
indicate inform advise remind assure propose recommend repeat reiterate hint imply agree conclude rule disclose
proclaim protest grumble lament recount relate affirm attest certify inquire enquire ask wonder demand request urge
order command instruct beg threaten preach teach counter posit opine clarify underline underscore highlight find
rumour rumor signal guarantee plead text email radio phone question
""")

# Verbs that introduce words in quotation marks and hardly ever a clause.
UTTER = listed("""
shout cry yell scream whisper murmur mutter mumble exclaim call sigh laugh snap growl groan gasp hiss retort rejoin
return continue go begin interrupt interject cut put bark roar sob stammer stutter drawl chuckle giggle grin smile nod
think muse ponder ejaculate breathe pant bellow shriek squeal wail whine croak grunt sneer scoff snort plead persist
pursue resume proceed start venture falter gush coax chime pipe echo correct greet read post crow reflect reason query
break object volunteer observe thunder storm rasp purr chide scold intone pronounce prompt tease finish conclude speak
describe interpose intimate drone enthuse fume marvel gloat hazard cackle croon wheeze snarl pout hum
""")

# Of these, ways of speaking that a clause with "that" may follow: "whispered that the door was open".
SPOKEN_THAT = listed("""
shout cry yell scream whisper murmur mutter mumble exclaim stammer stutter shriek wail volunteer gasp sob retort call
""")

# "told him to ...", "promised to ...": what was said is an infinitive.
TO_DO = listed("""
tell ask urge order warn advise promise vow pledge threaten beg command instruct request demand remind claim
plead call appeal implore invite swear caution forbid counsel direct
""")

# "denied taking ...": what was said is an -ing form.
DOING = listed("deny admit suggest recommend propose report recall mention describe acknowledge")

# "called the plan 'a disgrace'": a word or two of what was said, in quotation marks.
NAMING = listed("""
call describe brand dub label denounce condemn dismiss hail praise criticise criticize declare term characterise
characterize accuse slam portray deride liken compare welcome deplore blast decry attack ridicule mock refer speak
talk warn complain boast deem pronounce consider
""")

# "whether", "what", "how": a question that is reported.
ASKING = listed("ask wonder inquire enquire query demand question")

# Nouns that stand for what was said: "the union's claim that ...".
SAYINGS = listed("""
claim allegation statement announcement warning promise complaint argument accusation assertion report rumour rumor
pledge admission declaration remark suggestion contention assurance testimony prediction vow denial insistence
acknowledgement acknowledgment comment reply answer demand
""")

# Written things that speak: 'a sign read: "..."'.
WRITTEN = listed("""
statement letter note sign message report email mail text banner placard post tweet card poster notice article caption
headline plaque inscription label document paper form entry reply
""")

# Heads under which a verb of saying in the infinitive was really said: "kept saying", "went on to say".
SAID_INDEED = listed("""
keep start begin continue go use come ring phone call write proceed stop rise stand pause reach turn hasten step text
email appear hear
""")

IRREGULAR = {
    "say": ("says", "said", "saying"),
    "tell": ("tells", "told", "telling"),
    "write": ("writes", "wrote", "written", "writing"),
    "swear": ("swears", "swore", "sworn", "swearing"),
    "begin": ("begins", "began", "begun", "beginning"),
    "go": ("goes", "went", "gone", "going"),
    "think": ("thinks", "thought", "thinking"),
    "speak": ("speaks", "spoke", "spoken", "speaking"),
    "read": ("reads", "read", "reading"),
    "put": ("puts", "put", "putting"),
    "cut": ("cuts", "cut", "cutting"),
    "break": ("breaks", "broke", "broken", "breaking"),
    "teach": ("teaches", "taught", "teaching"),
    "find": ("finds", "found", "finding"),
    "cry": ("cries", "cried", "crying"),
    "reply": ("replies", "replied", "replying"),
    "imply": ("implies", "implied", "implying"),
    "deny": ("denies", "denied", "denying"),
    "query": ("queries", "queried", "querying"),
    "testify": ("testifies", "testified", "testifying"),
    "certify": ("certifies", "certified", "certifying"),
    "clarify": ("clarifies", "clarified", "clarifying"),
    "forbid": ("forbids", "forbade", "forbidden", "forbidding"),
    "decry": ("decries", "decried", "decrying"),
    "lament": ("laments", "lamented", "lamenting"),
    "mean": ("means", "meant", "meaning"),
}
DOUBLED = listed("admit beg quip nod grin snap chat sob slam dub")


def forms(verb: str) -> tuple[str, ...]:
    """Return the forms of a verb."""
    if verb in IRREGULAR:
        return (verb, *IRREGULAR[verb])
    s = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s")
    if verb.endswith("e"):
        return (verb, s, verb + "d", verb[:-1] + "ing")
    stem = verb + verb[-1] if verb in DOUBLED or verb in ("signal", "label") else verb
    return (verb, s, stem + "ed", stem + "ing")


@cache
def reporting() -> dict[str, str]:
    """Return the forms of all verbs that can report, each with its verb."""
    found: dict[str, str] = {}
    for verb in sorted(SAY | UTTER | TO_DO | DOING | NAMING | ASKING):
        for form in forms(verb):
            found.setdefault(form, verb)
    found["told"], found["found"], found["signalled"], found["signaled"] = "tell", "find", "signal", "signal"
    return found
