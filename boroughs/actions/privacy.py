"""Deleting an account for good: what is somebody's own goes, what must stay loses their name."""

import json
import re
from collections.abc import Iterable
from typing import Any

from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction
from django.db.models import Q, TextField
from django.db.models.functions import Cast, Lower

from boroughs.actions.sessions import end_sessions
from boroughs.models import Borough, Event, Invitation, JoinRequest, Mail, PeerMessage, Person, Profile
from boroughs.notifications import kind_of, send_to
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
    # Two administrators who go at once wait for each other, so that one of them is then the last.
    Borough.objects.select_for_update(no_key=True, of=("self",)).filter(officers=person).first()
    if reason := what_stands_against(person):
        raise CannotDelete(reason)
    key, address = person.pk, person.email
    names, addresses = _names_of(person), _addresses_of(person)
    end_sessions(person=person)
    _delete_events_about(person)
    _delete_what_was_sent_to(addresses)
    person.delete()
    _delete_own_history(key, addresses)
    _take_name_off_history(key)
    _take_out_of_events(names, addresses)
    send_to(
        address=address,
        kind="account_deleted",
        subject="Your account is deleted",
        template="mail/account_deleted",
        context={},
        why=why,
    )


def _names_of(person: Person) -> set[str]:
    """Return the names that somebody has or had."""
    earlier = _earlier(person).values_list("name", flat=True)
    return {person.name, *earlier} - {""}


def _addresses_of(person: Person) -> set[str]:
    """Return the addresses that somebody has, or had as the main one and nobody else has now."""
    earlier = {address.lower() for address in _earlier(person).values_list("email", flat=True)}
    taken = Person.objects.exclude(pk=person.pk).annotate(to=Lower("email")).filter(to__in=earlier)
    further = EmailAddress.objects.exclude(user=person).annotate(to=Lower("email")).filter(to__in=earlier)
    others = {*taken.values_list("to", flat=True), *further.values_list("to", flat=True)}
    own = EmailAddress.objects.filter(user=person).values_list("email", flat=True)
    return {person.email, *own, *(earlier - others)}


def _earlier(person: Person) -> Any:
    accounts: Any = apps.get_model("boroughs", "PersonEvent")
    return accounts.objects.filter(pgh_obj_id=person.pk)


def _delete_events_about(person: Person) -> None:
    """Delete what was announced about the person and about what goes with them."""
    going: list[tuple[type[models.Model], Iterable[int]]] = [
        (Person, [person.pk]),
        (Profile, Profile.objects.filter(person=person).values_list("pk", flat=True)),
        (JoinRequest, person.join_requests.values_list("pk", flat=True)),
        (PeerMessage, person.received_messages.values_list("pk", flat=True)),
    ]
    # What the apps above keep as a person's own, such as claims of suppliers, goes with them as well.
    for owned in apps.get_models():
        for field in owned._meta.get_fields():
            if is_own(field) and owned._meta.app_label != Person._meta.app_label:
                rows = owned._default_manager.filter(**{field.name: person})
                going.append((owned, rows.values_list("pk", flat=True)))
    for model, keys in going:
        about = ContentType.objects.get_for_model(model)
        Event.objects.filter(content_type=about, object_id__in=list(keys)).delete()


def _delete_what_was_sent_to(addresses: set[str]) -> None:
    """Delete mails and invitations to the person's addresses, with the history of the invitations."""
    lower = [address.lower() for address in addresses]
    Mail.objects.annotate(to=Lower("address")).filter(to__in=lower).delete()
    Invitation.objects.annotate(to=Lower("email")).filter(to__in=lower).delete()


def _delete_own_history(key: int, addresses: set[str]) -> None:
    """Delete the history of what was the person's own; the account's own history loses who it was."""
    for model in apps.get_models():
        history = getattr(model, "pgh_event_model", None)
        for field in model._meta.get_fields():
            if history and is_own(field):
                history.objects.filter(**{f"{field.name}_id": key}).delete()
    invitations: Any = apps.get_model("boroughs", "InvitationEvent")
    invitations.objects.annotate(to=Lower("email")).filter(
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


def _take_out_of_events(names: Iterable[str], addresses: Iterable[str]) -> None:
    """Put *somebody who left* where events that others are still told of name the person.

    An address is nobody else's and goes from every event. A name may be any word, such as a borough's: it
    goes only from where an event's kind says that people are named.
    """
    events = Event.objects.annotate(text=Cast("data", TextField()))
    named = Q()
    for word in {*names, *addresses}:
        named |= Q(text__icontains=json.dumps(word, ensure_ascii=False)[1:-1])
    address = _any_of(addresses)
    name = _any_of(names) if names else None
    for event in events.filter(named):
        data = _without(event.data, address)
        kind = kind_of(event.kind)
        if kind and name:
            for key in {*kind.naming, *kind.quoting} & data.keys():
                found = name.fullmatch(data[key]) if key in kind.naming else name.search(data[key])
                data[key] = name.sub(LEFT, data[key]) if found else data[key]
        if data != event.data:
            event.data = data
            event.save(update_fields=["data"])


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return what finds some words, whatever their case, but not inside longer ones."""
    longest_first = sorted(words, key=len, reverse=True)
    either = "|".join(re.escape(word) for word in longest_first)
    return re.compile(rf"(?<![\w.+-])(?:{either})(?!\w)", re.IGNORECASE)


def _without(value: Any, words: re.Pattern[str]) -> Any:
    if isinstance(value, dict):
        return {name: _without(one, words) for name, one in value.items()}
    if isinstance(value, list):
        return [_without(one, words) for one in value]
    return words.sub(LEFT, value) if isinstance(value, str) else value
