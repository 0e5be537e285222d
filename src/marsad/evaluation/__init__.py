"""How good the coder is: events and slots against records coded by hand."""

from marsad.evaluation.gold import GoldDocument, read_coded, read_gold
from marsad.evaluation.scoring import Figure, Scores, score

__all__ = ["Figure", "GoldDocument", "Scores", "read_coded", "read_gold", "score"]
