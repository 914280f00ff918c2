"""Answers and collaborations for the pages that are looked at in a browser."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils import timezone

from boroughs.models import Borough, Person
from documents.actions import add_version, say_used
from pilots.actions import begin_pilot
from pilots.moderating import complain, hide
from pipeline import collaborating
from pipeline.answering import answer_flag
from pipeline.collaborating.ending import OutcomeFacts
from pipeline.collaborating.working import TaskFacts
from pipeline.models import Figure, Flag, FlagAnswer, FlagBorough, FlagMute, Member, Rung
from tests.factories import (
    HARMLESS,
    ContractFactory,
    FlagFactory,
    OfficerFactory,
    PersonFactory,
    ServiceAreaFactory,
    SupplierFactory,
    draft_of,
    make_collaboration,
    make_document,
    make_pilot,
    make_pilot_import,
    pilot_facet,
)
from tests.factories.documents import pdf_file, uploaded

NEEDS = "It exports all data in an open format, at no charge, within ten working days of being asked"


def joint_work(boroughs: list[Borough], officer: Person) -> dict[str, Any]:
    """Return the names of flags with answers, and of a collaboration with everything that one can have."""
    camden, *others = boroughs[:6]
    joint = _collaboration(boroughs[:6], officer)
    asking = collaborating.ask_to_join(
        collaboration=joint,
        borough=boroughs[7],
        part=Member.Part.CONTRIBUTES,
        by=OfficerFactory(borough=boroughs[7]),
        message="Ours ends in 2029.",
    )
    assert asking.state == Member.State.ASKED
    supplier = SupplierFactory()
    joinable = FlagFactory(boroughs=[boroughs[1], boroughs[2]], supplier=supplier)
    ContractFactory(boroughs=[camden], suppliers=[supplier])
    make_collaboration(lead=boroughs[1], flag=joinable)
    invited = make_collaboration(lead=boroughs[8], title="Parking permits")
    by = OfficerFactory(borough=boroughs[8])
    collaborating.invite(collaboration=invited, borough=camden, by=by, message="We would like you in.")
    FlagMute.objects.create(borough=camden, supplier=SupplierFactory(), why="A reseller.", muted_by=officer)
    return {
        "answered_flag": _answered(camden, others, officer).pk,
        "joinable_flag": joinable.pk,
        "invitation": invited.slug,
        "joint": joint.slug,
        "document": _document(camden, officer),
        **_pilots(camden, boroughs[8], officer),
        "joint_task": joint.tasks.order_by("pk")[0].pk,
    }


def _pilots(camden: Borough, other: Borough, officer: Person) -> dict[str, int]:
    """Return pilots of one borough in every state, one of another with a complaint, and a faulty file."""
    facets = [pilot_facet("need", "Falls"), pilot_facet("device", "Sensors")]
    tried = make_pilot(borough=camden, by=officer, is_assistive=True, facets=facets, may_ask=True)
    draft = begin_pilot(borough=camden, answers={"title": "A chatbot for parking"}, by=officer)
    source = make_pilot_import(borough=camden, by=officer)
    hidden = make_pilot(borough=camden, by=officer, title="Talking bins")
    peers = make_pilot(borough=other, title="A bus stop that talks")
    made = complain(pilot=peers, kind="personal", text="The photograph shows a resident.", by=officer)
    hide(pilot=hidden, why="It names a resident:\nsay “a resident” instead.", by=PersonFactory(is_staff=True))
    return {
        "pilot": tried.pk,
        "draft_pilot": draft.pk,
        "pilot_import": source.pk,
        "hidden_pilot": hidden.pk,
        "peers_pilot": peers.pk,
        "pilot_complaint": made.pk,
    }


def _document(camden: Borough, officer: Person) -> int:
    """Share a document of two versions, of which the second waits, that another borough used."""
    document = make_document(borough=camden, by=officer, summary="As signed in 2025,\nwithout prices.")
    file = uploaded(pdf_file(), "schedule.pdf")
    add_version(document=document, file=file, note="With the new measures", by=officer)
    by = OfficerFactory()
    say_used(document=document, borough=by.borough, used=True, by=by)
    return document.pk


def _answered(camden: Borough, others: list[Borough], officer: Person) -> Flag:
    """Return a flag with an answer of every kind."""
    flag = FlagFactory(boroughs=[camden, *others])
    today = timezone.localdate()
    answers: tuple[Any, ...] = (
        (camden, officer, FlagAnswer.Answer.INTERESTED, "We would lead.", None),
        (others[0], None, FlagAnswer.Answer.INTERESTED, "", None),
        (others[1], None, FlagAnswer.Answer.NOT_NOW, "We merge departments.", today + dt.timedelta(days=90)),
        (others[2], None, FlagAnswer.Answer.NO, "We build our own.", None),
    )
    for borough, person, answer, why, until in answers:
        by = person or OfficerFactory(borough=borough)
        answer_flag(flag=flag, borough=borough, answer=answer, by=by, on=today, why=why, until=until)
    return flag


def _collaboration(boroughs: list[Borough], officer: Person) -> Any:
    """Open a collaboration with demand, requirements, tasks, a thread, a proposal and an outcome."""
    area, end = ServiceAreaFactory(), timezone.localdate() + dt.timedelta(days=800)
    flag = Flag.objects.create(
        kind="renewal_window",
        service_area=area,
        borough_count=len(boroughs),
        changed=timezone.now(),
        sentence="Six boroughs could replace their revenues systems together.",
    )
    for number, borough in enumerate(boroughs):
        row = ContractFactory(
            title=f"Revenues and benefits of {borough}",
            boroughs=[borough],
            service_area=area,
            start_date=end - dt.timedelta(days=1500),
            end_date=end + dt.timedelta(days=20 * number),
            options=[12],
        )
        FlagBorough.objects.create(flag=flag, borough=borough, contract_ids=[row.pk], window=row.window)
    joint = make_collaboration(lead=boroughs[0], flag=flag, title="Revenues and benefits together")
    collaborating.change_collaboration(
        collaboration=joint, title=joint.title, purpose="One specification,\nsix contracts.", by=officer
    )
    joint.agreed_start = end
    joint.save()
    lot = collaborating.add_lot(collaboration=joint, name="Mobile working", unit="licences", by=officer)
    for text in (NEEDS, "It runs on the borough’s own servers"):
        collaborating.add_requirement(collaboration=joint, text=text, by=officer)
    for number, borough in enumerate(boroughs):
        by = officer if borough == officer.borough else OfficerFactory(borough=borough)
        figures: dict[tuple[str, int | None], Decimal | None] = {
            (Figure.Measure.USERS, None): Decimal(300 + 45 * number),
            (Figure.Measure.LOT, lot.pk): Decimal(20) if number < 2 else None,
        }
        collaborating.give_figures(collaboration=joint, figures=figures, by=by)
        marks = {
            one.pk: ("must", "should", "no")[(number * place) % 3]
            for place, one in enumerate(joint.requirements.all())
        }
        collaborating.mark_requirements(collaboration=joint, marks=marks, by=by)
        collaborating.write_post(collaboration=joint, text=f"{borough} is in.\nWhen do we meet?", by=by)
    for kind, text in (
        ("task", "Compare what each pays for support"),
        ("decision", "One lead for the market event"),
    ):
        facts = TaskFacts(kind=kind, text=text, borough=boroughs[0], owner=officer, due_on=end)
        collaborating.record_task(collaboration=joint, facts=facts, by=officer)
    collaborating.propose_rung(
        collaboration=joint, rung=Rung.ENGAGEMENT, by=OfficerFactory(borough=boroughs[1])
    )
    collaborating.record_outcome(
        collaboration=joint,
        facts=OutcomeFacts(
            summary="One market event instead of six.",
            lessons="Begin with the exit terms.",
            saving=Decimal(240_000),
            saving_against="prices of the last year of the former contracts",
            evidence_url="https://example.org/report",
            is_public=True,
        ),
        by=officer,
    )
    paper = draft_of(joint, officer, costs="Each bears its own.", shared="Requirements, and demand as sums.")
    answers = HARMLESS | {"prices_passed": "yes"}
    collaborating.answer_check(agreement=paper, answers=answers, by=officer)
    return joint
