"""What people hear about reviews. What a supplier's people are told names neither author nor borough (R6)."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from boroughs.models import Event, Follow, Frequency, Person, ServiceArea
from boroughs.notifications import Kind
from boroughs.rights import Permission
from boroughs.words import plain_date
from reviews import codes
from reviews.models import Review
from suppliers.claiming.speaking import people_of
from suppliers.models import Product, Supplier


def _staff(event: Event) -> Iterable[tuple[int, str]]:
    staff = Person.objects.filter(is_staff=True, is_active=True).values_list("pk", flat=True)
    return [(pk, "LOTI staff read reviews.") for pk in staff]


def _author(event: Event) -> Iterable[tuple[int, str]]:
    return [(event.data["author"], "You wrote the review.")] if event.data["author"] else []


def _followers(event: Event) -> Iterable[tuple[int, str]]:
    """Yield the members who follow the supplier, the product or the service area, while it is shown."""
    if not Review.objects.standing().filter(pk=event.data["review"]).exists():
        return
    told = {event.data["author"]}
    things = ((Supplier, "supplier_id"), (Product, "product"), (ServiceArea, "area"))
    for model, key in things:
        about = ContentType.objects.get_for_model(model)
        rows = Follow.objects.filter(content_type=about, object_id=event.data[key] or 0)
        for pk in rows.values_list("person", flat=True):
            if pk not in told:
                told.add(pk)
                yield pk, f"You follow this {model._meta.verbose_name}."


def _suppliers_people(event: Event) -> Iterable[tuple[int, str]]:
    return [(pk, "You speak for the supplier.") for pk in people_of([event.data["supplier_id"]])]


def _concerned(event: Event) -> Iterable[tuple[int, str]]:
    why = "You wrote the review." if event.data["own"] else "You complained."
    return [(event.data["person"], why)]


def _review(event: Event) -> str:
    return reverse("vendor_review", args=[event.data["review"]])


def _reviewed(event: Event, who: str) -> str:
    did = "changed its review of" if event.data.get("changed") else "reviewed"
    return f"{who} {did} {event.data['supplier']}"


def _decided(event: Event) -> str:
    """Return the review's page, or the list where what was complained about is not shown any more."""
    return reverse("reviews") if event.data.get("gone") and not event.data["own"] else _review(event)


def _decided_for_supplier(event: Event) -> str:
    return (
        reverse("supplier_reviews", args=[event.data["slug"]]) if event.data.get("gone") else _theirs(event)
    )


def _own(event: Event) -> str:
    return reverse("review_write", args=[event.data["review"]])


def _theirs(event: Event) -> str:
    return reverse("supplier_review", args=[event.data["slug"], event.data["review"]])


def _due(event: Event) -> Sequence[str]:
    day = plain_date(dt.date.fromisoformat(event.data["due"]))
    return [f"You can reply until {day}; your reply stands beside the review."]


def _result(event: Event) -> Sequence[str]:
    return [f"The result: {event.data['result']}.", event.data["answer"]]


KINDS = (
    Kind(
        code=codes.WAITING,
        label="A vendor review waits to be read",
        why="When an officer sent one in.",
        audience=_staff,
        headline=lambda event: f"A review of {event.data['supplier']} waits to be read",
        address=lambda event: reverse("review_moderate", args=[event.data["review"]]),
        permission=Permission.MODERATE_REVIEWS,
    ),
    Kind(
        code=codes.RETURNED,
        label="Your review is sent back to you",
        why="When LOTI staff ask you to change something before it is published.",
        audience=_author,
        headline=lambda event: f"Your review of {event.data['supplier']} is sent back to you",
        details=lambda event: [event.data["why"]],
        address=_own,
        default=Frequency.AT_ONCE,
        permission=Permission.SEE_REVIEWS,
        quoting=("why",),
    ),
    Kind(
        code=codes.PUBLISHED,
        label="Your review is published",
        why="When LOTI staff published it; the supplier can reply then.",
        audience=_author,
        headline=lambda event: f"Your review of {event.data['supplier']} is published",
        address=_review,
        permission=Permission.SEE_REVIEWS,
    ),
    Kind(
        code=codes.NEW_FOR_FOLLOWERS,
        label="There is a review where you follow",
        why="When you follow the supplier, the product or the service area.",
        audience=_followers,
        headline=lambda event: _reviewed(event, "A borough"),
        address=_review,
        permission=Permission.SEE_REVIEWS,
    ),
    Kind(
        code=codes.ABOUT_SUPPLIER,
        label="A borough reviewed your supplier",
        why="When the review is published; you have 14 days to reply.",
        audience=_suppliers_people,
        headline=lambda event: _reviewed(event, "A borough"),
        details=_due,
        address=_theirs,
        default=Frequency.AT_ONCE,
        permission=Permission.SPEAK_FOR_SUPPLIER,
    ),
    Kind(
        code=codes.REPLY_DUE,
        label="The time to reply to a review ends soon",
        why="Three days before it ends, if your supplier has not replied.",
        audience=_suppliers_people,
        headline=lambda event: f"A review of {event.data['supplier']} has no reply yet",
        details=_due,
        address=_theirs,
        default=Frequency.AT_ONCE,
        permission=Permission.SPEAK_FOR_SUPPLIER,
    ),
    Kind(
        code=codes.REPLIED,
        label="A supplier replied to your review",
        why="When its reply stands beside what you wrote.",
        audience=_author,
        headline=lambda event: f"{event.data['supplier']} replied to your review",
        address=_review,
        permission=Permission.SEE_REVIEWS,
    ),
    Kind(
        code=codes.COMPLAINT,
        label="Somebody complains about a review",
        why="When a member or a supplier’s person does.",
        audience=_staff,
        headline=lambda event: f"A complaint about a review of {event.data['supplier']}",
        address=lambda event: reverse("review_complaint", args=[event.data["complaint"]]),
        default=Frequency.AT_ONCE,
        permission=Permission.MODERATE_REVIEWS,
    ),
    Kind(
        code=codes.COMPLAINT_DECIDED,
        label="A complaint about a review is decided",
        why="When you wrote the review, or complained.",
        audience=_concerned,
        headline=lambda event: f"A complaint about a review of {event.data['supplier']} is decided",
        details=_result,
        address=_decided,
        permission=Permission.SEE_REVIEWS,
        quoting=("answer",),
    ),
    Kind(
        code=codes.COMPLAINT_DECIDED_SUPPLIER,
        label="A complaint about a review of your supplier is decided",
        why="When your supplier complained, or somebody did about its reply.",
        audience=_suppliers_people,
        headline=lambda event: f"A complaint about a review of {event.data['supplier']} is decided",
        details=_result,
        address=_decided_for_supplier,
        permission=Permission.SPEAK_FOR_SUPPLIER,
        quoting=("answer",),
    ),
)
