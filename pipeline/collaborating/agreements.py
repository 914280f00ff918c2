"""Agreements between members: drafted, checked for fair competition, signed by each, ended."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from boroughs.models import Borough, Event, Person
from boroughs.refusals import Refused
from boroughs.words import listing, plain_date
from pipeline.agreement_page import sections_of
from pipeline.agreement_text import questions, template, to_look_at, unanswered
from pipeline.collaborating.news import COLLABORATION, tell, tell_members
from pipeline.collaborating.who import contributing, must_lead, still_open, voice_of
from pipeline.models import Agreement, Collaboration, Signatory

State = Agreement.State
#: How many days before the end of an agreement its members are told.
REMINDED_DAYS = (90, 30)


@dataclass(frozen=True)
class AgreementFacts:
    """What members write into an agreement; ``notice_months`` is the notice for leaving, in months."""

    kind: str
    purpose: str
    starts_on: dt.date
    expires_on: dt.date
    notice_months: int = 3
    costs: str = ""
    shared: str = ""


@transaction.atomic
def draft_agreement(*, collaboration: Collaboration, facts: AgreementFacts, by: Person) -> Agreement:
    """Begin an agreement; where one is being prepared already, it is that one that is to be changed.

    Raises:
        Refused: for whoever has no voice, and while another one is being prepared.
    """
    found = still_open(collaboration)
    voice_of(found, by)
    if being_prepared := found.agreements.filter(state__in=[State.DRAFT, State.SIGNING]).first():
        raise Refused(f"{being_prepared} is being prepared: change that one, or end it first.")
    last = found.agreements.aggregate(last=Max("number"))["last"] or 0
    return Agreement.objects.create(
        collaboration=found,
        number=last + 1,
        drafted_by=by,
        template_version=template(facts.kind).version,
        **_columns(facts),
    )


@transaction.atomic
def change_agreement(*, agreement: Agreement, facts: AgreementFacts, by: Person) -> Agreement:
    """Change a draft; where it becomes another kind of agreement, the check is to be answered anew.

    Raises:
        Refused: for whoever has no voice, and once it is open for signature.
    """
    found = _a_draft(agreement, by)
    if found.kind != facts.kind:
        found.check_answers, found.check_version, found.checked_by, found.checked_at = {}, None, None, None
        _not_cleared(found)
    for name, value in _columns(facts).items():
        setattr(found, name, value)
    found.template_version = template(facts.kind).version
    found.save()
    return found


@transaction.atomic
def answer_check(*, agreement: Agreement, answers: Mapping[str, str], by: Person) -> Agreement:
    """Record the answers of the competition check, with the version of its words.

    Args:
        agreement: a draft.
        answers: *yes* or *no* by the question's code.
        by: an officer of a member that contributes.

    Raises:
        Refused: for whoever has no voice, once it is open for signature, and where an answer is missing.
    """
    found = _a_draft(agreement, by)
    if missing := unanswered(answers):
        raise Refused(f"Answer every question. Missing: {listing([one.text for one in missing])}")
    if dict(answers) != found.check_answers:
        _not_cleared(found)
    found.check_answers = {one.code: answers[one.code] for one in questions()[1]}
    found.check_version, found.checked_by, found.checked_at = questions()[0], by, timezone.now()
    found.save()
    return found


@transaction.atomic
def clear_check(
    *, agreement: Agreement, name: str, role: str, why: str, on: dt.date, by: Person
) -> Agreement:
    """Record who looked at the answers that somebody with legal or commercial responsibility must look at.

    Raises:
        Refused: for whoever has no voice, and where nothing is to be looked at.
    """
    found = _a_draft(agreement, by)
    if not to_look_at(found.check_answers):
        raise Refused("No answer of the competition check needs anybody to look at it.")
    found.cleared_by, found.cleared_role, found.cleared_why, found.cleared_on = name, role, why, on
    found.save()
    return found


@transaction.atomic
def open_for_signature(*, agreement: Agreement, by: Person) -> Agreement:
    """Fix the words of a draft and whom they are between, so that members can sign; they are told.

    A borough that comes in afterwards signs the next one.

    Raises:
        Refused: for whoever does not lead, and until the competition check is answered and cleared.
    """
    found = _locked(agreement)
    must_lead(found.collaboration, by)
    if found.state != State.DRAFT:
        raise Refused("Only a draft is opened for signature.")
    if unanswered(found.check_answers) or found.check_version != questions()[0]:
        raise Refused("Answer the competition check first.")
    if to_look_at(found.check_answers) and found.cleared_on is None:
        raise Refused("Record first who looked at the answers of the competition check.")
    found.state = State.SIGNING
    found.wording = sections_of(found)
    found.party_ids = sorted(contributing(found.collaboration).values_list("borough", flat=True))
    found.save()
    tell_members(found.collaboration, f"{found} is ready for your borough to sign.", by=by)
    return found


@transaction.atomic
def back_to_draft(*, agreement: Agreement, by: Person) -> Agreement:
    """Open the words again, as long as nobody has signed them.

    Raises:
        Refused: for whoever does not lead, and once a borough has signed.
    """
    found = _locked(agreement)
    must_lead(found.collaboration, by)
    if found.state != State.SIGNING or found.signatories.exists():
        raise Refused("What a borough has signed is not changed: end it and draft another one.")
    return _as_draft(found)


@transaction.atomic
def sign_agreement(
    *, agreement: Agreement, name: str, role: str, signed_on: dt.date, by: Person
) -> Agreement:
    """Record who signed for the borough of an officer; with the last one it comes into force.

    The one in force before ends on the day of the last signature. Recording it again mends what was written.

    Raises:
        Refused: for whoever has no voice or is not named in it, and while it is not open for signature.
    """
    found = _locked(agreement)
    borough = voice_of(found.collaboration, by)
    if found.state != State.SIGNING:
        raise Refused("It is not open for signature.")
    if borough.pk not in found.party_ids:
        raise Refused(f"{borough} came in after its words were fixed, and is not named in it.")
    Signatory.objects.update_or_create(
        agreement=found,
        borough=borough,
        defaults={"name": name, "role": role, "signed_on": signed_on, "recorded_by": by},
    )
    if not waiting_for(found):
        last = found.signatories.aggregate(last=Max("signed_on"))["last"]
        _end_those_in_force(found.collaboration, last)
        found.state = State.IN_FORCE
        found.save()
        tell_members(found.collaboration, f"{found} is in force: every member has signed it.", by=by)
    return found


def waiting_for(agreement: Agreement) -> list[Borough]:
    """Return the boroughs that it is between and that have not signed, by name."""
    signed = agreement.signatories.values("borough")
    return list(Borough.objects.filter(pk__in=agreement.party_ids).exclude(pk__in=signed).order_by("name"))


def without(*, collaboration: Collaboration, borough: Borough, by: Person) -> None:
    """Do what follows for an agreement that is open for signature where a borough leaves that it names.

    Its words would bind a borough that is gone. Where nobody has signed them, they are a draft again; else it
    ends, and another one is to be drafted. The caller holds the collaboration.
    """
    for found in collaboration.agreements.filter(state=State.SIGNING, party_ids__contains=[borough.pk]):
        found.collaboration = collaboration
        if found.signatories.exists():
            found.state, found.ended_on = State.ENDED, timezone.localdate()
            found.save()
            then = f"{found}, which names it, has ended: draft another one."
        else:
            _as_draft(found)
            then = f"{found}, which named it, is a draft again."
        tell_members(collaboration, f"{borough} left. {then}", by=by)


def _as_draft(agreement: Agreement) -> Agreement:
    agreement.state, agreement.wording, agreement.party_ids = State.DRAFT, [], []
    agreement.save()
    return agreement


@transaction.atomic
def end_agreement(*, agreement: Agreement, on: dt.date, by: Person) -> Agreement:
    """End an agreement, or give up one that is being prepared; it stays to be read.

    Raises:
        Refused: for whoever does not lead.
    """
    found = _locked(agreement)
    must_lead(found.collaboration, by)
    if found.state != State.ENDED:
        found.state, found.ended_on = State.ENDED, on
        found.save()
        tell_members(found.collaboration, f"{found} has ended.", by=by)
    return found


def remind_of_agreements(*, on: dt.date) -> int:
    """Tell members of agreements that expire soon; once for each day of ``REMINDED_DAYS`` that has come.

    A missed day loses nothing and a second run tells nothing twice, since what was told is read from the
    events. An agreement that was brought in late is told of once.

    Returns:
        how many boroughs were told.
    """
    told = 0
    last = on + dt.timedelta(days=max(REMINDED_DAYS))
    near = Agreement.objects.filter(state=State.IN_FORCE, expires_on__range=(on, last))
    for agreement in near.select_related("collaboration"):
        left = (agreement.expires_on - on).days
        step = min(days for days in REMINDED_DAYS if left <= days)
        for member in contributing(agreement.collaboration).select_related("borough"):
            key = (
                f"{COLLABORATION}:agreement:{agreement.pk}:{agreement.expires_on}:{step}:{member.borough_id}"
            )
            if Event.objects.filter(key=key).exists():
                continue
            said = f"{agreement} expires on {plain_date(agreement.expires_on)}."
            tell(agreement.collaboration, member.borough, said, by=None, key=key)
            told += 1
    return told


def _columns(facts: AgreementFacts) -> dict[str, object]:
    return {name: getattr(facts, name) for name in AgreementFacts.__dataclass_fields__}


def _locked(agreement: Agreement) -> Agreement:
    """Return an agreement as it is now, its collaboration held for one writer."""
    collaboration = still_open(agreement.collaboration)
    found = Agreement.objects.get(pk=agreement.pk)
    found.collaboration = collaboration
    return found


def _a_draft(agreement: Agreement, by: Person) -> Agreement:
    found = _locked(agreement)
    voice_of(found.collaboration, by)
    if found.state != State.DRAFT:
        raise Refused("It is open for signature or signed: what members sign is not changed.")
    return found


def _not_cleared(agreement: Agreement) -> None:
    agreement.cleared_by, agreement.cleared_role, agreement.cleared_why = "", "", ""
    agreement.cleared_on = None


def _end_those_in_force(collaboration: Collaboration, on: dt.date) -> None:
    for before in collaboration.agreements.filter(state=State.IN_FORCE):
        before.state, before.ended_on = State.ENDED, on
        before.save()
