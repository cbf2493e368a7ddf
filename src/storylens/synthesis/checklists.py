"""What a reader of qualitative work asks: the items of COREQ and SRQR, in words of our own.

COREQ: Tong, Sainsbury and Craig 2007 (32 items, interviews and focus groups). SRQR: O'Brien et al. 2014 (21 items,
any qualitative design).
"""

from __future__ import annotations

TEAM, DESIGN, FINDINGS = "the team", "design", "analysis and findings"

COREQ = (
    (TEAM, "Who held the interviews or led the groups?"),
    (TEAM, "What have they learned or qualified in?"),
    (TEAM, "What was their work at the time?"),
    (TEAM, "Their gender, in their own words, or declined?"),
    (TEAM, "What practice and training in this did they have?"),
    (TEAM, "Did they know the tellers before?"),
    (TEAM, "What did tellers know of them, and of why they asked?"),
    (TEAM, "What interests, assumptions and ties did they bring?"),
    (DESIGN, "Which approach and theory guide the work?"),
    (DESIGN, "How were tellers chosen?"),
    (DESIGN, "How were they approached?"),
    (DESIGN, "How many took part?"),
    (DESIGN, "How many refused, dropped out or withdrew, and why?"),
    (DESIGN, "Where were stories told?"),
    (DESIGN, "Was anybody else there?"),
    (DESIGN, "Who are the tellers, and when did they tell?"),
    (DESIGN, "What were they asked, and was it tried out?"),
    (DESIGN, "Was anybody met more than once?"),
    (DESIGN, "Was it recorded, and how?"),
    (DESIGN, "Were notes made during or after?"),
    (DESIGN, "How long did it take?"),
    (DESIGN, "Was it looked at whether further interviews bring anything new?"),
    (DESIGN, "Did tellers get their transcript to correct?"),
    (FINDINGS, "How many people coded?"),
    (FINDINGS, "Where can the codes be read?"),
    (FINDINGS, "Were themes there before, or did they grow out of the stories?"),
    (FINDINGS, "Which software was used, and for what?"),
    (FINDINGS, "Did tellers say what they make of the findings?"),
    (FINDINGS, "Are there quotes for the findings, each with its teller?"),
    (FINDINGS, "Do findings follow from what is shown?"),
    (FINDINGS, "Are the main themes clear?"),
    (FINDINGS, "Are lesser themes and cases that do not fit told?"),
)
SRQR = (
    ("title and summary", "Does the title say what it is and how it was done?"),
    ("title and summary", "Is there a summary?"),
    ("why", "Which problem is it about, and what is known of it?"),
    ("why", "What is it meant to answer?"),
    ("how", "Which approach and view of knowledge guide it, and why?"),
    ("how", "Who are the researchers to the tellers and to the matter?"),
    ("how", "Where and in what circumstances was it done?"),
    ("how", "How were people and stories chosen, and when was it enough?"),
    ("how", "Who looked at the ethics, and what did people agree to?"),
    ("how", "Which material was gathered, how and when?"),
    ("how", "With which guides, forms and devices?"),
    ("how", "How many people, stories and other units are in it?"),
    ("how", "How was the material prepared, kept safe and made anonymous?"),
    ("how", "How was it analysed, and by whom?"),
    ("how", "What was done so that it can be trusted?"),
    ("what was found", "What are the main findings, and how do they hang together?"),
    ("what was found", "Which quotes, notes and extracts carry them?"),
    ("what it means", "How does it stand to what others found, and where may it hold?"),
    ("what it means", "Where are its limits?"),
    ("other", "Which interests could have influenced it?"),
    ("other", "Who paid, and what was their part?"),
)
CHECKLISTS = {"COREQ": COREQ, "SRQR": SRQR}
