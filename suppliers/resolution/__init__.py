"""Which names are of one supplier (R10): by number, by name, by similarity, or a question. Pure.

``resolve_all`` rebuilds everything, ``NameIndex.resolve`` takes one name that arrives, ``similar_pairs``
gives what a person should look at. ADR 0019 says how it works and how good it is.
"""

from suppliers.resolution.batch import resolve_all, settled, similar_pairs
from suppliers.resolution.index import NameIndex
from suppliers.resolution.thresholds import ASK, SAME
from suppliers.resolution.written import Candidate, Decision, Key, Kind, SimilarPair, WrittenName

__all__ = [
    "ASK",
    "SAME",
    "Candidate",
    "Decision",
    "Key",
    "Kind",
    "NameIndex",
    "SimilarPair",
    "WrittenName",
    "resolve_all",
    "settled",
    "similar_pairs",
]
