"""Figures against hand-annotated data: statements, who is credited with them, what was done, whom pronouns refer to."""

from sayso.scoring.gap import score_gap
from sayso.scoring.marked import Parts, standing
from sayso.scoring.meaning import score_meaning
from sayso.scoring.speakers import score_speakers
from sayso.scoring.statements import Score, attributions, calibration, is_right, jaccard, matched, score

__all__ = [
    "Parts",
    "Score",
    "attributions",
    "calibration",
    "is_right",
    "jaccard",
    "matched",
    "score",
    "score_gap",
    "score_meaning",
    "score_speakers",
    "standing",
]
