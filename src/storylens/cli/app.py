"""The commands, in the order in which a project needs them."""

from __future__ import annotations

import typer

from storylens.cli import (
    agreement,
    annotate,
    brief,
    cards,
    cells,
    codebook,
    codes,
    consent,
    demo,
    doctor,
    entries,
    erase,
    evaluate,
    export,
    exports,
    find,
    harvest,
    highlight,
    ingest,
    learn,
    lint,
    lists,
    matrix,
    memo,
    merge,
    names,
    new,
    next,  # noqa: A004 - the word that users know
    open,  # noqa: A004 - the word that users know
    quotes,
    review,
    sample,
    screen,
    share_back,
    speakers,
    tables,
    tag,
    themes,
    theory,
    trace,
    undo,
    work,
)

app = typer.Typer(
    name="storylens",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="From stories and case studies to tables that can be checked. Add --debug for a traceback.",
)

START, CODE, PEOPLE, LOOK, OTHER = "Start", "Code", "People", "Look and export", "Other"
for function, panel in (
    (new.new, START),
    (ingest.ingest, START),
    (speakers.speakers, START),
    (demo.demo, START),
    (open.open, CODE),
    (codebook.codebook, CODE),
    (lint.lint, CODE),
    (tag.tag, CODE),
    (learn.learn, CODE),
    (next.next, CODE),
    (highlight.highlight, CODE),
    (review.review, CODE),
    (undo.undo, CODE),
    (undo.redo, CODE),
    (memo.memo, CODE),
    (work.work, CODE),
    (merge.merge, CODE),
    (agreement.agreement, CODE),
    (evaluate.evaluate, CODE),
    (lists.tellers, PEOPLE),
    (consent.consent, PEOPLE),
    (names.names, PEOPLE),
    (screen.screen, PEOPLE),
    (erase.erase, PEOPLE),
    (lists.documents, LOOK),
    (lists.files, LOOK),
    (tables.tables, LOOK),
    (matrix.matrix, LOOK),
    (cards.cards, LOOK),
    (quotes.quotes, LOOK),
    (export.export, LOOK),
    (exports.exports, LOOK),
    (brief.brief, LOOK),
    (share_back.share_back, LOOK),
    (trace.trace, LOOK),
    (annotate.annotate, OTHER),
    (lists.log, OTHER),
    (doctor.doctor, OTHER),
):
    app.command(rich_help_panel=panel)(function)
app.add_typer(codes.app, name="codes", rich_help_panel=CODE)
app.add_typer(sample.app, name="sample", rich_help_panel=CODE)
app.add_typer(entries.app, name="entries", rich_help_panel=CODE)
app.add_typer(harvest.app, name="harvest", rich_help_panel=CODE)
app.add_typer(theory.app, name="theory", rich_help_panel=CODE)
app.add_typer(cells.app, name="cells", rich_help_panel=LOOK)
app.add_typer(find.app, name="find", rich_help_panel=LOOK)
app.add_typer(themes.app, name="themes", rich_help_panel=LOOK)
