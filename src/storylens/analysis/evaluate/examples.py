"""Hits, misses and false alarms with their words, as far as they may be read."""

from __future__ import annotations

import numpy as np
import pandas as pd

from storylens.analysis.evaluate.trial import Trial
from storylens.gates import View
from storylens.gates.passages import Words

COLUMNS = ["code", "outcome", "document", "teller", "start", "end", "chance", "rule", "text"]
MOST = 5  # of each code and outcome


def examples(trial: Trial, seen: View, words: Words, most: int = MOST) -> pd.DataFrame:
    """Return some of each code: those that the machine was surest of first. Sensitive codes and gates are left out."""
    judged, rows = trial.judged, []
    for at in trial.used:
        code = trial.codes[at]
        if code.sensitive or code.gate:
            continue
        gold, said = trial.gold[:, at] == 1, trial.said[:, at] == 1
        for outcome, inside in (("miss", gold & ~said), ("false alarm", said & ~gold), ("hit", said & gold)):
            places = np.flatnonzero(inside & judged[:, at])
            sure = np.nan_to_num(trial.chance[places, at])
            for place in places[np.argsort(-sure, kind="stable")][:most]:
                chance = trial.chance[place, at]
                rows.append(
                    (
                        code.id,
                        outcome,
                        seen.documents.code[trial.document[place]],
                        seen.tellers.code[trial.teller[place]],
                        int(trial.start[place]),
                        int(trial.end[place]),
                        "" if np.isnan(chance) else f"{chance:.2f}",
                        trial.rule.get((int(place), at), ""),
                        words.at(trial.document[place], int(trial.start[place]), int(trial.end[place])),
                    )
                )
    frame = pd.DataFrame(rows, columns=COLUMNS)
    frame.index = pd.Index([str(number) for number in range(1, len(frame) + 1)], name="row")
    return frame
