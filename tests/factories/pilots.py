"""Pilots for tests."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from boroughs.models import Borough, Person
from pilots.actions import begin_pilot, publish
from pilots.importing import take_file
from pilots.models import EvidenceGrade, Facet, Pilot, PilotImport
from tests.factories.boroughs import BoroughFactory


def evidence_grade(code: str = "measured") -> EvidenceGrade:
    """Return a grade of evidence, made where there is none."""
    position = {"impression": 1, "described": 2, "measured": 3}[code]
    values = {
        "position": position,
        "name": code.capitalize(),
        "definition": "As defined.",
        "source": "A test",
    }
    return EvidenceGrade.objects.get_or_create(code=code, defaults=values)[0]


def pilot_facet(kind: str = "need", name: str = "Falls") -> Facet:
    """Return a facet of assistive technology, made where there is none."""
    return Facet.objects.get_or_create(code=name.lower(), defaults={"kind": kind, "name": name})[0]


def make_pilot(
    *, borough: Borough | None = None, by: Person | None = None, published: bool = True, **answers: Any
) -> Pilot:
    """Write up a pilot, published unless it is said otherwise: ``make_pilot(title="Voice reminders")``.

    Args:
        borough: whose it is; a new one where none is given.
        by: the officer.
        published: or a draft.
        **answers: to the template's questions.
    """
    usual = {
        "title": "Falls sensors in sheltered housing",
        "problem": "Residents lay for hours before anybody knew.",
        "technology": "Radar on the ceiling that notices a fall.",
        "maker": "supplier",
        "outcome": "worked",
        "grade": evidence_grade(),
        "candid": "The installer was late every time.",
        "measures": [("Hours until help came", "5", "1")],
    }
    pilot = begin_pilot(borough=borough or BoroughFactory(), answers={**usual, **answers}, by=by)
    return publish(pilot=pilot, by=by) if published else pilot


def make_pilot_import(
    *, borough: Borough, by: Person | None = None, content: bytes = b"Title,Months\nVoice reminders,soon\n"
) -> PilotImport:
    """Take a CSV file of pilots, by default of one in which something is wrong."""
    file = SimpleUploadedFile("pilots.csv", content)
    return take_file(borough=borough, file=file, by=by)  # type: ignore[arg-type] # nobody is told here
