"""Pilots of the demonstration set: all made up, marked, and taken away by one command."""

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from boroughs.models import Borough, ServiceArea
from contracts.actions.demonstration import delete_with_history
from pilots.actions import begin_pilot, publish
from pilots.models import EvidenceGrade, Facet, Pilot


@dataclass(frozen=True)
class Sample:
    """A pilot of the set: whose it is said to be, what is said of it, where it is found."""

    borough: str
    area: str
    grade: str
    answers: dict[str, Any]
    facets: tuple[str, ...] = field(default=())


SAMPLES = (
    Sample(
        borough="sutton",
        area="AST-TEC",
        grade="measured",
        answers={
            "title": "Radar falls sensors in sheltered housing",
            "problem": (
                "Residents who fell lay for hours, since few wear a pendant at night. Ambulances were called "
                "late, and stays in hospital were long."
            ),
            "people": "62 residents of two schemes, the night team, and the reablement service.",
            "technology": (
                "A radar under the ceiling of bedroom and bathroom that notices a fall and calls the "
                "response service. No camera, nothing to wear."
            ),
            "maker": "supplier",
            "setting": "Two sheltered housing schemes, 62 flats",
            "months": 9,
            "cost": "50k",
            "method": "Times of calls and visits, nine months before and nine months with the sensors.",
            "measures": [
                ("Time until help came, median", "3 h 10 min", "24 min"),
                ("Falls that led to a stay in hospital", "11", "6"),
                ("False alarms a flat and month", "none", "1.4"),
            ],
            "outcome": "worked",
            "failed": "Bathrooms with a large cat raised alarms. At first there were three a night.",
            "scale": "changed",
            "scale_why": "Bedrooms only at first: they bring most of the benefit for half of the price.",
            "bought": "undecided",
            "candid": "Ask for the sensitivity to be set in each flat before the first night.",
            "is_assistive": True,
        },
        facets=("falls", "supported-living", "sensor", "telecare"),
    ),
    Sample(
        borough="lewisham",
        area="AST-TEC",
        grade="described",
        answers={
            "title": "Smart speakers as reminders for people with memory loss",
            "problem": "People in the early stages of dementia missed meals and medication between visits.",
            "people": "19 people who live alone, their carers, and four occupational therapists.",
            "technology": "A smart speaker with reminders that a carer records in their own voice.",
            "maker": "in_house",
            "setting": "Own homes",
            "months": 6,
            "cost": "10k",
            "method": "Interviews at the start and at the end; the therapists' notes.",
            "measures": [("People who still used it", "19", "7")],
            "outcome": "failed",
            "failed": (
                "Twelve of nineteen unplugged it: a voice from nowhere frightened them, and homes without "
                "broadband needed a router that was switched off at night."
            ),
            "scale": "no",
            "scale_why": "It works for those who knew such a device before. That needs an assessment.",
            "bought": "nothing",
            "candid": "We should have tried one for a week ourselves. Consent took longer than the pilot.",
            "is_assistive": True,
        },
        facets=("memory", "medication", "own-home", "speaker", "assessment"),
    ),
    Sample(
        borough="brent",
        area="CRM-SYS",
        grade="compared",
        answers={
            "title": "Chatbot for council tax questions",
            "problem": "Four in ten calls to the contact centre asked when and how to pay.",
            "people": "Everybody who opened the council tax pages; half of them saw the chatbot.",
            "technology": "A chatbot that answers from the borough's own pages and hands over to a person.",
            "maker": "supplier",
            "setting": "The council's website",
            "months": 4,
            "cost": "100k",
            "method": "Visitors were divided by chance; calls and complaints of both halves were counted.",
            "measures": [
                ("Calls for 1,000 visitors", "118", "112"),
                ("Complaints about wrong answers", "0", "31"),
            ],
            "outcome": "stopped",
            "failed": "It made up payment dates. The saving was within chance, the complaints were not.",
            "scale": "no",
            "bought": "nothing",
            "candid": "The contract let the supplier use the transcripts. Read that clause first.",
        },
    ),
)


@transaction.atomic
def load_demonstration_pilots() -> int:
    """Publish the pilots of the set; a second time changes nothing.

    Returns:
        how many are new.
    """
    boroughs = {one.slug: one for one in Borough.objects.all()}
    areas = {one.code: one for one in ServiceArea.objects.all()}
    grades = {one.code: one for one in EvidenceGrade.objects.all()}
    facets = {one.code: one for one in Facet.objects.all()}
    known = set(Pilot.objects.filter(is_demonstration=True).values_list("title", flat=True))
    fresh = [
        one
        for one in SAMPLES
        if one.answers["title"] not in known and one.borough in boroughs and one.grade in grades
    ]
    for one in fresh:
        answers = {
            **one.answers,
            "service_area": areas.get(one.area),
            "grade": grades[one.grade],
            "facets": [facets[code] for code in one.facets if code in facets],
        }
        pilot = begin_pilot(borough=boroughs[one.borough], answers=answers, by=None, is_demonstration=True)
        publish(pilot=pilot, by=None)
    return len(fresh)


def remove_demonstration_pilots() -> dict[str, int]:
    """Delete the pilots of the set with their history."""
    return delete_with_history(Pilot.objects.filter(is_demonstration=True))
