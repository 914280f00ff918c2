"""What the foundation keeps about people: the account, what they said, what they were told."""

from typing import Any

import pghistory.models
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from boroughs.models import (
    Event,
    Follow,
    Invitation,
    JoinRequest,
    Mail,
    Notification,
    PeerMessage,
    Person,
    Preference,
    Profile,
)
from boroughs.notifications import kind_of
from boroughs.peers import name_for_peers
from boroughs.privacy.registry import Section, register

PERSON_HISTORY = apps.get_model("boroughs", "PersonEvent")
PROFILE_HISTORY = apps.get_model("boroughs", "ProfileEvent")
PREFERENCE_HISTORY = apps.get_model("boroughs", "PreferenceEvent")
#: What the history calls an insert, an update and a deletion, in words.
DEEDS = {"insert": "recorded", "update": "changed", "delete": "deleted"}


def _account(person: Person) -> dict[str, Any]:
    return {
        "name": person.name,
        "address": person.email,
        "password": "kept in a scrambled form only" if person.has_usable_password() else "none",
        "borough": person.borough.name if person.borough else None,
        "roles_in_the_borough": [Person.BoroughRole(role).label for role in person.borough_roles],
        "organisation": person.organisation,
        "suppliers_person": person.is_suppliers_person,
        "loti_facilitator": person.is_facilitator,
        "loti_staff": person.is_staff,
        "may_sign_in": person.is_active,
        "joined_at": person.date_joined,
        "last_signed_in_at": person.last_login,
        "left_the_borough_on": person.left_on,
    }


def _profile(profile: Profile) -> dict[str, Any]:
    return {
        "job_role": profile.job_role,
        "discipline": profile.get_discipline_display(),
        "service_areas": [str(area) for area in profile.service_areas.select_related("parent")],
        "in_the_directory": profile.in_directory,
        "peers_may_write": profile.contactable,
        "happy_to_be_contacted_about": profile.contact_about,
        "address_shown_to_members": profile.shows_address,
        "named_on_the_boroughs_page": profile.on_borough_page,
        "changed_at": profile.updated_at,
    }


def _message(message: PeerMessage) -> dict[str, Any]:
    return {
        "sent_at": message.sent_at,
        "from": name_for_peers(message.sender),
        "to": name_for_peers(message.recipient),
        "subject": message.subject,
        "text": message.text,
        "read_at": message.read_at,
    }


def _join_request(asked: JoinRequest) -> dict[str, Any]:
    return {
        "asked_at": asked.asked_at,
        "wish": asked.get_wish_display(),
        "borough": asked.borough.name if asked.borough else None,
        "organisation": asked.organisation,
        "message": asked.message,
        "state": asked.get_state_display(),
        "decided_at": asked.decided_at,
        "reason": asked.reason,
    }


def _invitation(invitation: Invitation) -> dict[str, Any]:
    return {
        "invited_at": invitation.invited_at,
        "address": invitation.email,
        "borough": invitation.borough.name,
        "expires_at": invitation.expires_at,
        "accepted_at": invitation.accepted_at,
        "withdrawn_at": invitation.withdrawn_at,
    }


def _proved_by(person: Person) -> QuerySet[EmailAddress]:
    """Return, in lower case, the addresses that somebody has proved to be theirs, for a condition."""
    proved = EmailAddress.objects.filter(user=person, verified=True).order_by()
    addresses: QuerySet[EmailAddress] = proved.values_list(Lower("email"), flat=True)
    return addresses


def _invitations(person: Person) -> QuerySet[Invitation]:
    to_them = Q(email__iexact=person.email) | Q(to__in=_proved_by(person))
    found = Invitation.objects.alias(to=Lower("email")).filter(Q(invited_by=person) | to_them)
    return found.select_related("borough")


def _mails(person: Person) -> QuerySet[Mail]:
    to_them = Q(address__iexact=person.email) | Q(to__in=_proved_by(person))
    return Mail.objects.alias(to=Lower("address")).filter(Q(person=person) | to_them)


def _history(model: Any, names: list[str]) -> Any:
    """Return what reads rows of a history table into entries."""

    def entry(row: Any) -> dict[str, Any]:
        return {"at": row.pgh_created_at, "what": DEEDS.get(row.pgh_label, row.pgh_label)} | {
            name: getattr(row, name) for name in names
        }

    return entry


def _kind(code: str) -> str:
    """Return how the settings page names a kind of event; of one that is no longer known, its code."""
    kind = kind_of(code)
    return kind.label if kind else code.replace("_", " ")


def contexts_of(person: Person) -> QuerySet[pghistory.models.Context]:
    """Return the requests of a person in which something was changed."""
    contexts: QuerySet[pghistory.models.Context] = pghistory.models.Context.objects.filter(
        metadata__user=person.pk
    )
    return contexts.order_by("-created_at")


register(
    Section(
        code="account",
        title="Your account",
        why="To let you sign in and to know what you may do. Kept until you delete the account.",
        rows=lambda person: Person.objects.filter(pk=person.pk).select_related("borough"),
        entry=_account,
    ),
    Section(
        code="addresses",
        title="E-mail addresses",
        why="To prove who you are and to reach you. Kept until you remove them.",
        rows=lambda person: EmailAddress.objects.filter(user=person).order_by("pk"),
        entry=lambda row: {"address": row.email, "verified": row.verified, "main_one": row.primary},
        covers=frozenset({"account.EmailAddress.user"}),
    ),
    Section(
        code="sessions",
        title="Where you are signed in",
        why="To let you see and end your sessions. Each goes when it ends.",
        rows=lambda person: UserSession.objects.filter(user=person).order_by("-last_seen_at", "-pk"),
        entry=lambda row: {
            "since": row.created_at,
            "last_seen_at": row.last_seen_at,
            "network_address": row.ip,
            "browser": row.user_agent,
        },
        covers=frozenset({"usersessions.UserSession.user"}),
    ),
    Section(
        code="second_factors",
        title="Second factors",
        why="To ask for more than a password. Their secrets are shown to nobody. Kept until you remove them.",
        rows=lambda person: Authenticator.objects.filter(user=person).order_by("pk"),
        entry=lambda row: {
            "kind": row.get_type_display(),
            "set_up_at": row.created_at,
            "last_used_at": row.last_used_at,
        },
        covers=frozenset({"mfa.Authenticator.user"}),
    ),
    Section(
        code="sign_in_through_the_borough",
        title="Sign-in through your borough",
        why="To know you when you sign in there. Kept until you end it.",
        rows=lambda person: SocialAccount.objects.filter(user=person).order_by("pk"),
        entry=lambda row: {
            "identity_provider": row.provider,
            "known_there_as": row.uid,
            "address": row.extra_data.get("email", ""),
            "name": row.extra_data.get("name", ""),
            "since": row.date_joined,
            "last_used_at": row.last_login,
        },
        covers=frozenset({"socialaccount.SocialAccount.user"}),
    ),
    Section(
        code="profile",
        title="Profile",
        why="To let peers find you, as far as you agreed. Kept until you change it.",
        rows=lambda person: Profile.objects.filter(person=person),
        entry=_profile,
        covers=frozenset({"boroughs.Profile.person"}),
    ),
    Section(
        code="messages",
        title="Messages with peers",
        why="To let you and the other one read them again. Nobody else can.",
        rows=lambda person: PeerMessage.objects.visible_to(person).select_related(
            "sender__borough", "recipient__borough"
        ),
        entry=_message,
        covers=frozenset({"boroughs.PeerMessage.sender", "boroughs.PeerMessage.recipient"}),
    ),
    Section(
        code="requests",
        title="Requests to be let in",
        why="To decide them, and to be able to say why they were decided so.",
        rows=lambda person: JoinRequest.objects.filter(person=person).select_related("borough"),
        entry=_join_request,
        covers=frozenset({"boroughs.JoinRequest.person"}),
    ),
    Section(
        code="decisions",
        title="Requests you decided",
        why="To be able to say who decided.",
        rows=lambda person: JoinRequest.objects.filter(decided_by=person).select_related("borough"),
        entry=lambda row: {
            "decided_at": row.decided_at,
            "state": row.get_state_display(),
            "reason": row.reason,
        },
        covers=frozenset({"boroughs.JoinRequest.decided_by"}),
    ),
    Section(
        code="invitations",
        title="Invitations to you and by you",
        why="To let the invited in, and to be able to say who invited them.",
        rows=_invitations,
        entry=_invitation,
        covers=frozenset({"boroughs.Invitation.invited_by"}),
    ),
    Section(
        code="follows",
        title="What you follow",
        why="To tell you what is new there. Kept until you stop.",
        rows=lambda person: Follow.objects.filter(person=person).prefetch_related("target"),
        entry=lambda row: {"since": row.since, "what": str(row.target) if row.target else None},
        covers=frozenset({"boroughs.Follow.person"}),
    ),
    Section(
        code="preferences",
        title="How you want to be told",
        why="To write to you as you chose.",
        rows=lambda person: Preference.objects.filter(person=person),
        entry=lambda row: {"kind": _kind(row.kind), "how": row.get_frequency_display()},
        covers=frozenset({"boroughs.Preference.person"}),
    ),
    Section(
        code="notifications",
        title="Notifications",
        why="To show you what happened, and to tell you once only.",
        rows=lambda person: Notification.objects.filter(person=person).select_related("event"),
        entry=lambda row: {
            "told_at": row.told_at,
            "kind": _kind(row.event.kind),
            "because": row.because,
            "read_at": row.read_at,
        },
        covers=frozenset({"boroughs.Notification.person"}),
    ),
    Section(
        code="events",
        title="Events that name you as the one who did it",
        why="To tell others, and not to tell you of your own deeds.",
        rows=lambda person: Event.objects.filter(by=person),
        entry=lambda row: {"happened_at": row.happened_at, "kind": _kind(row.kind)},
        covers=frozenset({"boroughs.Event.by"}),
    ),
    Section(
        code="mails",
        title="E-mails to you",
        why="To send each once, and to find out why one did not arrive.",
        rows=_mails,
        entry=lambda row: {
            "made_at": row.made_at,
            "address": row.address,
            "subject": row.subject,
            "state": row.get_state_display(),
            "text": row.text,
        },
        covers=frozenset({"boroughs.Mail.person"}),
    ),
    Section(
        code="account_history",
        title="Earlier forms of your account",
        why="Each change of the account, so that a wrong one can be found and undone.",
        rows=lambda person: PERSON_HISTORY.objects.filter(pgh_obj_id=person.pk).order_by(
            "-pgh_created_at", "-pgh_id"
        ),
        entry=_history(
            PERSON_HISTORY,
            [
                *("email", "name", "borough_id", "borough_roles", "organisation", "is_suppliers_person"),
                *("is_facilitator", "is_staff", "is_active", "left_on"),
            ],
        ),
    ),
    Section(
        code="profile_history",
        title="Earlier forms of your profile",
        why="Each change of the profile, so that it can be shown when you agreed to what.",
        rows=lambda person: PROFILE_HISTORY.objects.filter(person_id=person.pk).order_by(
            "-pgh_created_at", "-pgh_id"
        ),
        entry=_history(
            PROFILE_HISTORY,
            [
                *("job_role", "discipline", "in_directory", "contactable", "contact_about"),
                *("shows_address", "on_borough_page"),
            ],
        ),
    ),
    Section(
        code="preference_history",
        title="How you wanted to be told before",
        why="Each change of your choices, so that it can be shown why an e-mail came or did not.",
        rows=lambda person: PREFERENCE_HISTORY.objects.filter(person_id=person.pk).order_by(
            "-pgh_created_at", "-pgh_id"
        ),
        entry=lambda row: {
            **_history(PREFERENCE_HISTORY, [])(row),
            "kind": _kind(row.kind),
            "how": row.get_frequency_display(),
        },
    ),
    Section(
        code="changes",
        title="Requests in which you changed something",
        why="The history of the hub’s records says who changed what.",
        rows=contexts_of,
        entry=lambda row: {"at": row.created_at, "page": row.metadata.get("url")},
    ),
    Section(
        code="admin",
        title="What you did in the admin",
        why="To be able to say who curated what.",
        rows=lambda person: LogEntry.objects.filter(user=person),
        entry=lambda row: {"at": row.action_time, "what": str(row)},
        covers=frozenset({"admin.LogEntry.user"}),
    ),
)
