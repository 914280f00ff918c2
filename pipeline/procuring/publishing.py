"""Who may see a timeline: the borough, members, everybody (R9)."""

import datetime as dt

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from boroughs.models import Borough, Person
from boroughs.notifications import announce
from boroughs.refusals import Refused
from boroughs.rights import Permission, has_permission
from pipeline.models import Procurement, PublishingRule
from pipeline.procuring.log import locked, log
from pipeline.timeline_news import TIMELINE_PUBLISHED, TIMELINE_WAITS

NO_MAILBOX = "Give the mailbox that suppliers write to: a published timeline says whom to ask."


def may_publish(person: Person | AnonymousUser, borough: Borough) -> bool:
    """Tell whether somebody may publish a borough's timelines.

    Publishers and administrators may; where the borough has said so, every officer who keeps timelines.
    """
    if has_permission(person, Permission.PUBLISH, borough):
        return True
    if not has_permission(person, Permission.KEEP_TIMELINES, borough):
        return False
    return PublishingRule.objects.filter(borough=borough, any_officer=True).exists()


@transaction.atomic
def share(*, procurement: Procurement, with_members: bool, by: Person | None) -> Procurement:
    """Show a timeline to members of the hub, or to the borough alone; a published one is withdrawn by this.

    Args:
        procurement: any.
        with_members: whether members see it.
        by: the officer; it is kept in the history.
    """
    procurement = locked(procurement)
    wanted = Procurement.Visibility.MEMBERS if with_members else Procurement.Visibility.BOROUGH
    was_public = procurement.is_public
    if procurement.visibility != wanted:
        procurement.visibility = wanted
        _nobody_is_asked(procurement)
        procurement.save()
        log(procurement, ["Withdrawn from the public."] if was_public else [])
    return procurement


@transaction.atomic
def publish(*, procurement: Procurement, mailbox: str, by: Person | None) -> Procurement:
    """Show a timeline to everybody; those who follow its borough, area or present supplier are told.

    Args:
        procurement: any; of one that is published, only the mailbox changes.
        mailbox: whom suppliers write to.
        by: somebody who may publish: see :func:`may_publish`.

    Raises:
        Refused: without a mailbox.
    """
    procurement = locked(procurement)
    if not mailbox:
        raise Refused(NO_MAILBOX)
    procurement.role_mailbox = mailbox
    if not procurement.is_public:
        procurement.visibility = Procurement.Visibility.PUBLIC
        procurement.published_at = procurement.published_at or timezone.now()
        procurement.published_by = by
        _nobody_is_asked(procurement)
        log(procurement, ["Published."])
        if not procurement.is_demonstration:
            announce(
                kind=TIMELINE_PUBLISHED,
                key=f"{TIMELINE_PUBLISHED}:{procurement.pk}:{timezone.now().isoformat()}",
                subject=procurement,
                by=by,
                data=_told(procurement),
            )
    procurement.save()
    return procurement


@transaction.atomic
def ask_for_publication(*, procurement: Procurement, mailbox: str, by: Person) -> Procurement:
    """Ask the borough's publishers to publish a timeline; asking twice asks once.

    Raises:
        Refused: without a mailbox, or where the borough has nobody who publishes.
    """
    procurement = locked(procurement)
    if not mailbox:
        raise Refused(NO_MAILBOX)
    if not publishers_of(procurement.borough).exists():
        raise Refused(
            f"{procurement.borough} has no publisher yet: ask an administrator of your borough to name one, "
            "or to let every officer publish."
        )
    if procurement.is_public or procurement.publication_asked_at:
        return procurement
    procurement.role_mailbox = mailbox
    procurement.publication_asked_at, procurement.publication_asked_by = timezone.now(), by
    procurement.save()
    announce(
        kind=TIMELINE_WAITS,
        key=f"{TIMELINE_WAITS}:{procurement.pk}:{procurement.publication_asked_at.isoformat()}",
        subject=procurement,
        by=by,
        data={**_told(procurement), "asked_by": str(by)},
    )
    return procurement


def publishers_of(borough: Borough) -> QuerySet[Person]:
    """Return the officers of a borough who may publish whatever its rule says."""
    roles = [Person.BoroughRole.PUBLISHER, Person.BoroughRole.ADMINISTRATOR]
    return Person.objects.filter(borough=borough, is_active=True, borough_roles__overlap=roles)


@transaction.atomic
def say_who_publishes(*, borough: Borough, any_officer: bool, by: Person) -> PublishingRule:
    """Say whether every officer of a borough may publish its timelines, or its publishers alone."""
    rule, _ = PublishingRule.objects.update_or_create(borough=borough, defaults={"any_officer": any_officer})
    return rule


def _nobody_is_asked(procurement: Procurement) -> None:
    procurement.publication_asked_at, procurement.publication_asked_by = None, None


def _told(procurement: Procurement) -> dict[str, object]:
    """Return what the words of an event need."""
    due: dt.date | None = procurement.bids_due
    return {
        "title": procurement.title,
        "slug": procurement.slug,
        "borough": procurement.borough_id,
        "name": procurement.borough.name,
        "area": procurement.service_area_id,
        "incumbent": procurement.incumbent_id,
        "bids_due": due.isoformat() if due else "",
    }
