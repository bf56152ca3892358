"""Words beside a name that do not belong to it, folded: courtesy titles, and particles."""

from __future__ import annotations

from .folding import fold


def _words(*lines: str) -> frozenset[str]:
    return frozenset(fold(word) for line in lines for word in line.split(" "))


TITLES = _words(
    "m mm mr mrs ms mx mme mmes mlle monsieur madame mademoiselle dr dre dra prof profs pr pre",
    "professeur professeure professor profesor profesora sr sra srta señor señora señorita",
    "교수 교수님 박사 박사님 선생 선생님 씨 님",
)
"""Courtesy titles, without the full stop behind them."""

PARTICLES = _words(
    "de del des du d da di do dos das van von der den ten ter zu zum ben bin ibn el al",
    "la le les l los las y e et and of the",
)
"""Small words within names that tell nobody from anybody else."""
