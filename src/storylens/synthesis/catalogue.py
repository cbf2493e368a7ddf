"""The tables, by name: where each is made, and what it tells in one line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from storylens.records import StorylensError

if TYPE_CHECKING:
    from storylens.analysis.table import Table
    from storylens.synthesis.book import Book


@dataclass(frozen=True)
class Listed:
    """A table that can be asked for: `where` is module:function, called with the book, and with `by` if `grouped`."""

    name: str
    where: str
    tells: str
    grouped: bool = False

    def make(self, book: Book, by: str) -> Table:
        """Make the table."""
        module, _, function = self.where.partition(":")
        call = getattr(import_module(f"storylens.{module}"), function)
        table: Table = call(book, by) if self.grouped else call(book)
        return table


# fmt: off
TABLES = (
    Listed("themes", "synthesis.standard:themes", "who speaks of what, with a quote each"),
    Listed("matrix", "synthesis.standard:matrix", "what each case says on each theme, counted and quoted"),
    Listed("codes", "synthesis.standard:codes", "codes by group of tellers", grouped=True),
    Listed("quotes", "synthesis.standard:quotes", "every coded passage that may be quoted"),
    Listed("actors", "synthesis.standard:actors", "who acts, is acted upon, or speaks in what is told"),
    Listed("saturation", "synthesis.standard:saturation", "new codes, interview by interview"),
    Listed("saturation-summary", "synthesis.standard:saturation_summary", "what further interviews brought"),
    Listed("left-out", "synthesis.standard:left_out", "what is not counted or not quoted, and why"),
    Listed("method", "synthesis.standard:method", "what went in, which editions read it, what a machine suggested"),
    Listed("framework", "synthesis.framework:framework_matrix", "the framework matrix as charted by people"),
    Listed("framework-cells", "synthesis.framework:framework_cells", "the same, cell by cell, with author and state"),
    Listed("voices", "synthesis.voices:voices", "what each group gives, and what is printed and chosen", grouped=True),
    Listed("missing", "synthesis.missing:who_is_missing", "who was sought, reached, declined, and is heard"),
    Listed("one-group-only", "synthesis.voices:one_group_only", "what one group alone tells", grouped=True),
    Listed("told-about", "synthesis.voices:told_about", "who speaks of whom, first-hand or about others", grouped=True),
    Listed("harvest", "synthesis.outcomes:harvest_design", "what a harvest asks, of whom, and how harm was sought"),
    Listed("outcomes", "synthesis.outcomes:outcome_table", "outcomes, why they matter, what confirms them"),
    Listed("outcome-counts", "synthesis.outcomes:outcome_counts", "outcomes by axis, with their numbers"),
    Listed("outcomes-against", "synthesis.outcomes:outcomes_against", "negative, unintended, prevented; zero too"),
    Listed("outcome-versions", "synthesis.outcomes:outcome_versions", "each version, by whom, why, in which exchange"),
    Listed("outcomes-rejected", "synthesis.outcomes:rejected_outcomes", "what was rejected or merged, and why"),
    Listed("harvest-answers", "synthesis.harvest_answers:harvest_answers", "questions of a harvest, and its answers"),
    Listed("outcome-theory", "synthesis.harvest_answers:outcome_theory", "outcomes on each statement, and on none"),
    Listed("substantiation", "synthesis.substantiation:substantiation_table", "who was asked, and what they answered"),
    Listed("substantiation-summary", "synthesis.substantiation:substantiation_summary",
           "answers by element, and those who did not answer"),
    Listed("substantiation-axes", "synthesis.substantiation_axes:substantiation_axes", "the same, axis by axis"),
    Listed("contribution", "synthesis.contribution:contribution_table", "claims, chain, evidence both ways, rivals"),
    Listed("tests", "synthesis.contribution:tracing_table", "process-tracing tests, fixed before looking"),
    Listed("contribution-open", "synthesis.contribution_open:contribution_open", "what a claim still lacks"),
    Listed("contribution-threads", "synthesis.threads:chain_threads", "chains told whole, and told in parts only"),
    Listed("theory", "synthesis.theory:theory_table", "what was harvested and told on each statement, gaps as zero"),
    Listed("theory-links", "synthesis.theory:theory_links", "links, assumptions and risks, with who told them"),
    Listed("theory-threads", "synthesis.threads:theory_threads", "paths told whole, and paths that nobody told"),
    Listed("theory-revisions", "synthesis.theory:theory_revisions", "each dated revision of the theory of change"),
    Listed("lessons", "synthesis.lessons:lesson_table", "lessons with what speaks for and against them"),
    Listed("evidence", "synthesis.evidence:evidence_table", "findings, facts, and people's confidence with reasons"),
    Listed("deviant-cases", "synthesis.cases:deviant_cases", "what does not fit, and what became of the finding"),
    Listed("success-cases", "synthesis.cases:success_cases", "cases looked at for being extreme"),
    Listed("success-factors", "synthesis.cases:success_factors", "what helped and hindered, in success and without"),
    Listed("msc-selection", "synthesis.significance:selection_table", "what each panel chose and passed over, and why"),
    Listed("msc-tree", "synthesis.significance:selection_tree", "the way of each story up through the panels"),
    Listed("msc-levels", "synthesis.significance:selection_levels", "how many stories came in, went up, were lost"),
    Listed("msc-values", "synthesis.significance:selection_values", "what tellers value beside what panels value"),
    Listed("msc-monitoring", "synthesis.significance_monitoring:selection_monitoring",
           "stories by domain, place, period, prompt, collector, group", grouped=True),
    Listed("msc-domains", "synthesis.significance_monitoring:selection_domains", "who tells in which domain",
           grouped=True),
    Listed("value-creation", "synthesis.value:value_matrix", "stories and indicators, cycle by cycle, with gaps"),
    Listed("value-flow", "synthesis.value:value_flow", "how far stories go, and where they stop"),
    Listed("value-negative", "synthesis.value:value_negative", "what was bad, and what did not come about"),
    Listed("value-prompts", "synthesis.value:value_prompts", "good, bad and null value by what people were asked for"),
    Listed("learning-questions", "synthesis.questions:learning_questions", "questions with answer, evidence, decision"),
    Listed("hypotheses", "synthesis.questions:hypotheses", "start-up hypotheses, and what became of them"),
    Listed("redesigns", "synthesis.questions:redesigns", "what was decided and changed, when and why"),
    Listed("activities", "synthesis.targets:activities", "activities, and which contributions name them"),
    Listed("target-actors", "synthesis.targets:target_actors", "what was expected of whom, and what was harvested"),
    Listed("actor-standing", "synthesis.targets:actor_standing", "who is most affected, engaged, influential"),
    Listed("engagement", "synthesis.targets:engagement", "the level of each member over time"),
    Listed("engagement-levels", "synthesis.targets:engagement_levels", "how many members at each level, by date"),
    Listed("given-back", "synthesis.given_back:given_back", "what each community asked, got back, and was paid"),
    Listed("network-replies", "synthesis.network:reply_ties", "who answers whom in threads"),
    Listed("network-members", "synthesis.network:members", "who writes, who answers, who is answered"),
    Listed("ties", "synthesis.network:ties", "ties said in surveys beside those of threads"),
    Listed("ties-over-time", "synthesis.network:ties_over_time", "new, kept and gone ties, by date"),
    Listed("co-mentions", "synthesis.mentioned:co_mentions", "actors who are named together"),
    Listed("actor-interests", "synthesis.mentioned:actor_interests", "actors by interests, declared and told"),
    Listed("timeline", "synthesis.timeline:timeline", "what happened, was told, and was revised, in order"),
    Listed("waves", "synthesis.waves:waves", "what the same tellers spoke of before and after"),
    Listed("wave-tellers", "synthesis.waves:wave_tellers", "who was met in which wave"),
    Listed("sortings", "synthesis.sortings:sortings", "into which pile each group put each story card"),
    Listed("sorting-agreement", "synthesis.sortings:sorting_agreement", "where groups sorted alike, and where not"),
    Listed("sorting-pairs", "synthesis.sortings:sorting_pairs", "stories that groups put together"),
)
# fmt: on


def names() -> list[str]:
    """Return the names of the tables."""
    return [listed.name for listed in TABLES]


def make(book: Book, name: str, *, by: str = "gender") -> Table:
    """Make one table; `by` is the attribute of tellers for those that have groups. Raises `StorylensError`."""
    found = next((listed for listed in TABLES if listed.name == name), None)
    if found is None:
        raise StorylensError(f"there is no table {name!r}", todo="`storylens tables` lists them")
    return found.make(book, by)


def every(book: Book, *, by: str = "gender", filled: bool = True) -> Iterator[Table]:
    """Make all tables, by default those with at least one row."""
    for listed in TABLES:
        table = listed.make(book, by)
        if not filled or len(table.frame):
            yield table
