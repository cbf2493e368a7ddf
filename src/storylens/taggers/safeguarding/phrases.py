"""The codebook's own phrases, looked at in their sentence: denied, or talk about a topic."""

from __future__ import annotations

import re

from storylens.records import TaggedSpan
from storylens.taggers.safeguarding.words import PAST_ONLY, PLACE_OF_TOPIC

_WORD = re.compile(r"[\w'’-]+")
_NEGATIVE = frozenset({"no", "not", "never", "without", "nobody", "none", "neither", "nor", "cannot", "nothing", "n't"})
# Names of a subject, which stand in every policy; what is told with a verb is none of them.
_TOPICS = re.compile(
    r"violence|harassment|marriages?\b|gbv|trafficking|labou?r|abuse\b|exploitation|assault|psea|misconduct|mutilation|"
    r"cutting|punishment|dropouts?\b|pregnanc|slavery|suicid|self-harm|overdos|rape\b|bride|soldiers?\b|prostitut",
    re.IGNORECASE,
)
# "could not go home because the ferry had stopped": the rule looks at the reason
_BY_RULE = (
    "could not go home", "couldn't go home", "cannot go home", "can't go home", "cut herself", "cut himself",
    "hurt herself", "burned me with", "by the neck", "locked ~2 child*", "do not want to live", "don't want to live",
    "said he would kill", "please do not tell", "do not tell him", "married at fifteen",
    "told us not to say", "told us not to speak", "told me not to say", "he tied", "want to die", "wanted to die",
)  # fmt: skip
_MINE = frozenset({"i", "me", "my", "she", "her", "him", "his", "he"})
_TAUGHT = re.compile(
    r"\b(?:learn(?:ed|t)?|taught|train(?:ed|s)?|aims?|end(?:ing)?|against|prevent\w*|discuss\w*)\b", re.IGNORECASE
)


def is_denied(span: TaggedSpan, text: str) -> bool:
    """Say whether the sentence says that it did not happen: "never beat us". "Not since May" says that it did."""
    if span.attributes["flag"] != "negated":
        return False
    first, last = span.passage or (span.start, span.end)
    words = {word.lower() for word in _WORD.findall(text[first:last])}
    hit = {word.lower() for word in _WORD.findall(text[span.start : span.end])}
    return not words & PAST_ONLY and not any(word in _NEGATIVE or word.endswith(("n't", "n’t")) for word in hit)


def is_decided_by_rule(span: TaggedSpan) -> bool:
    """Say whether a rule reads the same words with more of the sentence, so that the phrase need not."""
    return any(f"“{cue}”" in span.rule for cue in _BY_RULE)


def is_topic(span: TaggedSpan, text: str) -> bool:
    """Say whether a phrase only names a subject that is taught, ruled or written about."""
    if not _TOPICS.search(text[span.start : span.end]):
        return False
    first, last = span.passage or (span.start, span.end)
    sentence = text[first:last]
    words = {word.lower() for word in _WORD.findall(sentence)}
    taught = bool(words & PLACE_OF_TOPIC) or bool(_TAUGHT.search(sentence))
    return taught and not words & _MINE
