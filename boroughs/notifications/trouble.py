"""What LOTI staff hear about e-mail that could not be delivered."""

from collections.abc import Iterable

from django.urls import reverse

from boroughs.models import Event, Frequency, Mail, Person
from boroughs.notifications.announcing import announce
from boroughs.notifications.kinds import Kind
from boroughs.rights import Permission

CODE = "mail_trouble"


def tell_staff(mail: Mail) -> None:
    """Announce that an e-mail was given up or came back, unless it was itself about such a one."""
    if mail.kind != CODE:
        announce(
            kind=CODE,
            key=f"{CODE}:{mail.pk}:{mail.state}",
            subject=mail,
            data={"address": mail.address, "subject": mail.subject, "state": mail.get_state_display()},
        )


def _staff(event: Event) -> Iterable[tuple[int, str]]:
    for pk in Person.objects.filter(is_staff=True, is_active=True).values_list("pk", flat=True):
        yield pk, "You are LOTI staff and look after the hub’s e-mail."


def _headline(event: Event) -> str:
    return f"An e-mail to {event.data['address']} was {event.data['state']}: {event.data['subject']}"


def _address(event: Event) -> str:
    return reverse("admin:boroughs_mail_change", args=[event.object_id])


MAIL_TROUBLE = Kind(
    code=CODE,
    label="An e-mail could not be delivered",
    why="When the hub gives an e-mail up, or it comes back.",
    audience=_staff,
    headline=_headline,
    address=_address,
    default=Frequency.DAILY,
    permission=Permission.SEE_DELIVERIES,
    quoting=("subject",),
)
