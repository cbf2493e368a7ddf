"""What the benchmarks read: interviews from ../shared where they are, else the bundled corpus."""

from __future__ import annotations

import argparse
from pathlib import Path

from storylens.batch.material import job_of
from storylens.codebook.load import bundled
from storylens.ingest.reader import read
from storylens.ingest.tellers import is_teller_sheet
from storylens.ingest.walk import describes, sources
from storylens.language.parse import Job
from storylens.prepare.document import prepare

TOP = Path(__file__).parent.parent
BIOGAS = "real/biogas_malawi/inst/extdata/biogasoutcomesmalawi.csv"


def shared_folder() -> Path:
    """Return the folder of real and labelled data: `--shared`, by default beside the checkout."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--shared", type=Path, default=TOP.parent / "shared")
    return parser.parse_known_args()[0].shared


def interviews(shared: Path) -> tuple[str, list[Job]]:
    """Return the name of the material and its documents as they are parsed."""
    file = shared / BIOGAS
    with sources([file if file.exists() else bundled("corpora") / "riverbend"]) as found:
        made = [
            prepare(received, source=source.name, original="", language="en")
            for source in found
            if not describes(source) and not is_teller_sheet(source)
            for received in read(source)
        ]
    return ("61 biogas interviews" if file.exists() else "the bundled corpus"), [
        job_of(one.document, one.turns) for one in made
    ]
