"""How well a register of invented names is put together, and that the measure of it is right (R10)."""

import pytest

from benchmarks.resolution_names import make_names
from benchmarks.resolution_quality import Quality, grouped, quality
from suppliers.resolution import WrittenName, resolve_all


@pytest.mark.parametrize(
    ("truth", "found", "expected"),
    [
        ("aabb", "xxyy", Quality(1, 1, 1, 1)),
        ("aabb", "wxyz", Quality(0, 0, 0, 2 * 0.5 / 1.5)),
        ("aabb", "xxxx", Quality(1 / 3, 1, 0.5, 2 * 0.5 / 1.5)),
        ("aaab", "xxyy", Quality(0.5, 1 / 3, 0.4, 2 * 0.75 * (8 / 12) / (0.75 + 8 / 12))),
    ],
)
def test_pairs_and_names_are_counted(truth: str, found: str, expected: Quality) -> None:
    measured = quality(truth, found)
    assert (measured.precision, measured.recall, measured.f1) == pytest.approx(
        (expected.precision, expected.recall, expected.f1)
    )
    assert measured.b_cubed == pytest.approx(expected.b_cubed)


def test_groups_are_joined_through_pairs() -> None:
    groups = grouped(5, [(0, 1), (1, 2)])
    assert groups[0] == groups[1] == groups[2]
    assert len(set(groups)) == 3


def test_the_names_are_the_same_every_time_and_others_for_another_seed() -> None:
    assert make_names(200) == make_names(200)
    assert make_names(200) != make_names(200, seed=8)


def test_a_register_is_put_together_well() -> None:
    """The floor lies under what is measured on such names (docs/adr/0019-supplier-resolution.md)."""
    made = make_names(3_000, seed=99)
    decisions = resolve_all(WrittenName(at, one.name) for at, one in enumerate(made))
    found = quality([one.supplier for one in made], [decision.entity for decision in decisions])
    assert found.precision >= 0.97
    assert found.f1 >= 0.95
