"""Deleting an account for good: what is somebody's own goes, what must stay loses their name."""

from collections.abc import Iterable
from typing import Any

from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction
from django.db.models import Q, TextField
from django.db.models.functions import Cast

from boroughs.actions.sessions import end_sessions
from boroughs.models import Borough, Event, Invitation, JoinRequest, Mail, PeerMessage, Person, Profile
from boroughs.notifications import send_to
from boroughs.peers import LEFT

#: Who is named by the history of what a deleted account changed: nobody has this key.
NOBODY = -1
NO_ADDRESS = "deleted@account.invalid"


class CannotDelete(Exception):
    """An account that must do something before it can be deleted. The text says what."""


def what_stands_against(person: Person) -> str:
    """Return what somebody must do before their account can be deleted; nothing if they need not."""
    if person.is_superuser:
        return (
            "This account holds every right. Another superuser must take them away in the admin first, "
            "so that the hub is never left without one."
        )
    if person.borough and is_last_administrator(person, person.borough):
        return (
            f"You are the last administrator of {person.borough}. Make a colleague administrator first, "
            "or ask LOTI staff to."
        )
    return ""


def is_last_administrator(person: Person, borough: Borough) -> bool:
    """Tell whether a borough would be left without an administrator if somebody went."""
    role = Person.BoroughRole.ADMINISTRATOR
    administrators = Person.objects.filter(borough=borough, is_active=True, borough_roles__contains=[role])
    return role in person.borough_roles and not administrators.exclude(pk=person.pk).exists()


@transaction.atomic
def delete_person(*, person: Person, why: str) -> None:
    """Delete an account for good. It cannot be undone.

    Profile, follows, preferences, notifications, sessions, second factors, addresses and messages received
    go. Messages to others stay, from *somebody who left*; so do the records that the person changed, in
    whose history nobody is named. An e-mail confirms it.

    Args:
        person: whose account.
        why: a sentence for the e-mail: who wanted it.

    Raises:
        CannotDelete: for a superuser and for a borough's last administrator.
    """
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if reason := what_stands_against(person):
        raise CannotDelete(reason)
    key, name, address = person.pk, person.name, person.email
    addresses = {address, *EmailAddress.objects.filter(user=person).values_list("email", flat=True)}
    end_sessions(person=person)
    _delete_events_about(person)
    _delete_what_was_sent_to(addresses)
    person.delete()
    _delete_own_history(key, addresses)
    _take_name_off_history(key)
    _take_words_out_of_events([*sorted(addresses), *([name] if name else [])])
    send_to(
        address=address,
        kind="account_deleted",
        subject="Your account is deleted",
        template="mail/account_deleted",
        context={},
        why=why,
    )


def _delete_events_about(person: Person) -> None:
    """Delete what was announced about the person and about what goes with them."""
    going: list[tuple[type[models.Model], Iterable[int]]] = [
        (Person, [person.pk]),
        (Profile, Profile.objects.filter(person=person).values_list("pk", flat=True)),
        (JoinRequest, person.join_requests.values_list("pk", flat=True)),
        (PeerMessage, person.received_messages.values_list("pk", flat=True)),
    ]
    for model, keys in going:
        about = ContentType.objects.get_for_model(model)
        Event.objects.filter(content_type=about, object_id__in=list(keys)).delete()


def _delete_what_was_sent_to(addresses: set[str]) -> None:
    """Delete mails and invitations to the person's addresses, with the history of the invitations."""
    lower = [address.lower() for address in addresses]
    Mail.objects.annotate(to=models.functions.Lower("address")).filter(to__in=lower).delete()
    Invitation.objects.annotate(to=models.functions.Lower("email")).filter(to__in=lower).delete()


def _delete_own_history(key: int, addresses: set[str]) -> None:
    """Delete the history of what was the person's own; the account's own history loses who it was."""
    for model in apps.get_models():
        history = getattr(model, "pgh_event_model", None)
        for field in model._meta.get_fields():
            if history and is_own(field):
                history.objects.filter(**{f"{field.name}_id": key}).delete()
    invitations: Any = apps.get_model("boroughs", "InvitationEvent")
    invitations.objects.annotate(to=models.functions.Lower("email")).filter(
        to__in=[address.lower() for address in addresses]
    ).delete()
    accounts: Any = apps.get_model("boroughs", "PersonEvent")
    accounts.objects.filter(pgh_obj_id=key).update(email=NO_ADDRESS, name="", organisation="")


def is_own(field: Any) -> bool:
    """Tell whether a field points to the person whose own the row is: it goes when they go."""
    return (
        isinstance(field, models.ForeignKey)
        and field.related_model is Person
        and field.remote_field.on_delete is models.CASCADE
    )


def _take_name_off_history(key: int) -> None:
    """Leave no key of the person in the history of what they changed, nor the pages that were their own."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE pghistory_context
               SET metadata = metadata || jsonb_build_object('user', %s)
                   || CASE WHEN metadata->>'url' ~ '^/(account|people|messages)/'
                           THEN '{"url": "/"}'::jsonb ELSE '{}'::jsonb END
             WHERE metadata->'user' = to_jsonb(%s::bigint)
            """,
            [NOBODY, key],
        )
    about = ContentType.objects.get_for_model(Person)
    LogEntry.objects.filter(content_type=about, object_id=str(key)).update(
        object_repr=LEFT, change_message=""
    )


def _take_words_out_of_events(words: list[str]) -> None:
    """Put *somebody who left* where events that others are still told of name the person."""
    events = Event.objects.annotate(text=Cast("data", TextField()))
    named = Q()
    for word in words:
        named |= Q(text__icontains=word)
    for event in events.filter(named):
        event.data = _without(event.data, words)
        event.save(update_fields=["data"])


def _without(value: Any, words: list[str]) -> Any:
    if isinstance(value, dict):
        return {name: _without(one, words) for name, one in value.items()}
    if isinstance(value, list):
        return [_without(one, words) for one in value]
    if isinstance(value, str):
        for word in words:
            value = value.replace(word, LEFT)
    return value
