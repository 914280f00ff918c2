"""Fixtures of the register's tests."""

import pytest

from boroughs.reference import load_reference


@pytest.fixture
def reference(db: None) -> None:
    """The 33 boroughs, service areas, buyers' names and routes."""
    load_reference()
