"""How well names were put together, from what they really are and what was found. Pure."""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Quality:
    """Precision, recall and F1 over pairs of names, and B-cubed F1 over names."""

    precision: float
    recall: float
    f1: float
    b_cubed: float


def quality(truth: Sequence[Hashable], found: Sequence[Hashable]) -> Quality:
    """Return the quality of a grouping of names.

    Args:
        truth: what supplier each name is of.
        found: what supplier each was found to be of, in the same order.
    """
    both, of_truth, of_found = Counter(zip(truth, found, strict=True)), Counter(truth), Counter(found)
    right = _pairs(both)
    precision, recall = right / max(_pairs(of_found), 1), right / max(_pairs(of_truth), 1)
    by_name = [(both[pair], of_truth[pair[0]], of_found[pair[1]]) for pair in zip(truth, found, strict=True)]
    b_precision = sum(shared / size for shared, _, size in by_name) / len(by_name)
    b_recall = sum(shared / size for shared, size, _ in by_name) / len(by_name)
    return Quality(precision, recall, _f1(precision, recall), _f1(b_precision, b_recall))


def _pairs(groups: Counter[tuple[Hashable, Hashable]] | Counter[Hashable]) -> int:
    return sum(size * (size - 1) // 2 for size in groups.values())


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def grouped(size: int, pairs: Sequence[tuple[int, int]]) -> list[int]:
    """Return a group for each of ``size`` names, joined through pairs of their places."""
    parent = list(range(size))

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    for one, other in pairs:
        parent[root(one)] = root(other)
    return [root(place) for place in range(size)]
