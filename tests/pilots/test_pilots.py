"""Pilots: writing one up, publishing, who sees what (R9)."""

from typing import Any

import pytest

from boroughs.models import Person
from tests.factories import (
    BoroughFactory,
    OfficerFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def camden() -> Person:
    person: Person = OfficerFactory(borough=BoroughFactory(slug="camden"))
    return person


@pytest.fixture
def hackney() -> Person:
    person: Person = OfficerFactory(borough=BoroughFactory(slug="hackney"))
    return person


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())
