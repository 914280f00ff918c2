"""Loads the groups that the hub begins with."""

from collections.abc import Mapping
from pathlib import Path

from boroughs.reference import rows_of
from community.actions import found_group
from community.models import Group


def load_groups(folder: Path) -> Mapping[str, int]:
    """Found the first groups where they are not there yet; what facilitators changed is left alone.

    Args:
        folder: where the CSV file is.
    """
    rows = rows_of(folder / "groups.csv")
    if not Group.objects.filter(is_demonstration=False).exists():
        for row in rows:
            found_group(facts=dict(row), by=None)
    return {"groups": len(rows)}
