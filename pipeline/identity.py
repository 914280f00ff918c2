"""Which flag of an earlier run a set found now is (R4). Pure: no database here."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence


def keep_identity(found: Sequence[Collection[int]], stored: Mapping[int, Collection[int]]) -> dict[int, int]:
    """Return which found set is which stored flag: the largest overlap wins, and it is at least half (R4).

    Args:
        found: the counted contracts' ids of each set found now, all of one kind and subject.
        stored: the counted contracts' ids of each live flag of that kind and subject, by the flag's id.

    Returns:
        the flag's id by the place of the set in ``found``. No flag is given twice and no set has two; of
        equal overlaps the older flag (the lower id) and then the earlier set is taken. Half means half of
        the larger of the two sets. Sets and flags that are missing are new and gone.
    """
    flags_with: dict[int, list[int]] = defaultdict(list)
    for flag, contracts in stored.items():
        for contract in set(contracts):
            flags_with[contract].append(flag)
    pairs = []
    for place, contracts in enumerate(found):
        shared = Counter(flag for contract in set(contracts) for flag in flags_with.get(contract, ()))
        for flag, overlap in shared.items():
            if 2 * overlap >= max(len(set(contracts)), len(set(stored[flag]))):
                pairs.append((-overlap, flag, place))
    kept: dict[int, int] = {}
    given: set[int] = set()
    for _, flag, place in sorted(pairs):
        if place not in kept and flag not in given:
            kept[place] = flag
            given.add(flag)
    return kept
