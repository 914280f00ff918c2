"""What is looked for each night: questions that nobody answers, products that want a user group."""

import datetime as dt
from collections import defaultdict

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from boroughs.models import Person
from boroughs.notifications import announce
from community import codes
from community.actions.talking import said_of
from community.models import Discussion, Group
from contracts.models import Contract
from pipeline.models import Flag
from suppliers.models import Product

#: After so many days without an answer a question goes to the facilitator and to those who know the subject.
PATIENCE = dt.timedelta(days=3)
#: So many boroughs that use a product are enough for a user group.
ENOUGH = 3
#: Of the peers who know the subject so many are asked about one question.
MOST_ASKED = 20


def ask_peers(*, now: dt.datetime) -> int:
    """Tell of each question that waits too long, once; return of how many.

    Each is a transaction of its own: a second run, also one at the same time, tells of none again.
    """
    waiting = Discussion.objects.waiting_since(now - PATIENCE).filter(
        asked_peers_at=None, is_demonstration=False
    )
    return sum(_ask(pk, now) for pk in list(waiting.order_by("pk").values_list("pk", flat=True)))


@transaction.atomic
def _ask(pk: int, now: dt.datetime) -> bool:
    rows = Discussion.objects.select_for_update(skip_locked=True, of=("self",)).select_related("group")
    question = rows.filter(pk=pk, asked_peers_at=None, answer=None).first()
    if question is None:
        return False
    question.asked_peers_at = now
    question.save(update_fields=["asked_peers_at"])
    post = question.posts.order_by("pk").select_related("borough").first()
    people = _whom(question)
    if post is not None and people:
        announce(
            kind=codes.UNANSWERED,
            key=f"{codes.UNANSWERED}:{question.pk}",
            subject=question,
            data={**said_of(question, post), "people": people},
        )
    return True


def _whom(question: Discussion) -> list[tuple[int, str]]:
    """Return who is asked, each with why: who looks after the group, and who knows the subject."""
    group = question.group
    found = [(group.facilitator_id, "You look after the group.")] if group and group.facilitator_id else []
    knows = Person.objects.filter(is_active=True, profile__in_directory=True)
    area, boroughs = _subject_of(question)
    if area is not None:
        told = "Your profile says that you know the service area."
        rows = knows.filter(Q(profile__service_areas=area) | Q(profile__service_areas__parent=area))
        found += [(pk, told) for pk in rows.distinct().values_list("pk", flat=True)[:MOST_ASKED]]
    if boroughs:
        manager = Person.BoroughRole.CONTRACT_MANAGER
        rows = knows.filter(borough__in=boroughs, borough_roles__contains=[manager])
        found += [(pk, "Your borough has it.") for pk in rows.values_list("pk", flat=True)[:MOST_ASKED]]
    once = dict(reversed(found))
    once.pop(question.author_id or 0, None)
    return list(once.items())


def _subject_of(question: Discussion) -> tuple[int | None, list[int]]:
    """Return the service area that a question is about, and the boroughs that have what it is about."""
    subject = question.subject
    area = getattr(subject, "service_area_id", None)
    live = Contract.objects.live_on(timezone.localdate()).filter(is_demonstration=False)
    if isinstance(subject, Flag) or subject is None:
        return area, []
    if isinstance(subject, Product):
        live = live.filter(product=subject)
    elif subject._meta.model_name == "supplier":
        live = live.filter(supplier_links__supplier=subject)
    else:
        return area, []
    boroughs = live.filter(borough_links__isnull=False).values_list("borough_links__borough", flat=True)
    return area, list(boroughs.distinct())


def proposals() -> dict[int, list[int]]:
    """Return the products that enough boroughs use and that have no user group, with those boroughs."""
    today = timezone.localdate()
    live = Contract.objects.live_on(today).filter(is_demonstration=False, product__isnull=False)
    users: dict[int, set[int]] = defaultdict(set)
    for product, borough in live.order_by().values_list("product", "borough_links__borough").distinct():
        if borough is not None:
            users[product].add(borough)
    have = set(
        Group.objects.filter(kind=Group.Kind.USERS, product__isnull=False).values_list("product", flat=True)
    )
    return {pk: sorted(rows) for pk, rows in users.items() if len(rows) >= ENOUGH and pk not in have}


def propose_groups() -> int:
    """Propose a user group of each product that wants one to those who run its contracts, once.

    Returns:
        how many products want one today.
    """
    found = proposals()
    products = Product.objects.in_bulk(found)
    for pk, boroughs in found.items():
        managers = Person.objects.filter(
            Q(borough_roles__contains=[Person.BoroughRole.CONTRACT_MANAGER])
            | Q(contracts_looked_after__product=pk),
            is_active=True,
            borough__in=boroughs,
        ).distinct()
        people = list(managers.order_by("pk").values_list("pk", flat=True))
        if people:
            data = {"product": products[pk].name, "slug": products[pk].slug}
            announce(
                kind=codes.GROUP_PROPOSED,
                key=f"{codes.GROUP_PROPOSED}:{pk}",
                subject=products[pk],
                data={**data, "number": len(boroughs), "people": people},
            )
    return len(found)
