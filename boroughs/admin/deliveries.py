"""Events, notifications, e-mails and what people chose, in the admin.

What somebody follows, chose to hear and was told is theirs: staff see how many, not who. Who an e-mail
went to is shown, because undelivered ones are mended here; what it said is not.
"""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from boroughs.admin_base import ReadOnlyAdmin
from boroughs.models import Event, Follow, Mail, Notification, Preference
from boroughs.notifications.kinds import all_kinds
from boroughs.notifications.sending import send_again
from boroughs.rights import Permission, has_permission

UNDELIVERED = (Mail.State.FAILED, Mail.State.BOUNCED)


class UndeliveredFilter(admin.SimpleListFilter):
    """Narrows e-mails to those that were given up or came back."""

    title = "whether it was delivered"
    parameter_name = "undelivered"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Offer the one choice."""
        return [("yes", "given up or bounced")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Mail]) -> QuerySet[Mail]:
        """Return the e-mails chosen."""
        return queryset.filter(state__in=UNDELIVERED) if self.value() == "yes" else queryset


class KindFilter(admin.SimpleListFilter):
    """Narrows events to those of a kind."""

    title = "kind"
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Offer the kinds that the hub knows."""
        return [(kind.code, kind.label) for kind in all_kinds()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Event]) -> QuerySet[Event]:
        """Return the events chosen."""
        return queryset.filter(kind=self.value()) if self.value() else queryset


@admin.register(Mail)
class MailAdmin(ReadOnlyAdmin):
    """E-mails: which are waiting, which were given up or came back, and sending those again."""

    read_only_because = (
        "E-mails are made and sent by the hub. Those that were given up or came back can be sent again. "
        "What they say is between the hub and their receivers."
    )
    list_display = ["subject", "address", "kind", "state", "attempts", "due_at", "sent_at"]
    list_filter = ["state", UndeliveredFilter]
    search_fields = ["address"]
    fields = [
        *("subject", "address", "kind", "state", "attempts", "made_at", "due_at", "sent_at"),
        *("error", "message_id"),
    ]
    actions = ["send_chosen_again"]

    @admin.action(description="Send the chosen ones again", permissions=["send"])
    def send_chosen_again(self, request: HttpRequest, queryset: QuerySet[Mail]) -> None:
        """Send those of the chosen e-mails again that were not delivered."""
        number = send_again(queryset.filter(state__in=UNDELIVERED).values_list("pk", flat=True))
        self.message_user(request, f"{number} will be sent again within a minute.", messages.SUCCESS)

    def has_send_permission(self, request: HttpRequest) -> bool:
        """Let those send again who see deliveries."""
        return has_permission(request.user, Permission.SEE_DELIVERIES)


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    """What was announced, and how many people were told of it."""

    read_only_because = "What people and imports do announces events. Who was told is not shown."
    list_display = ["key", "kind", "happened_at", "told_at", "people_told"]
    list_filter = [KindFilter, ("told_at", admin.EmptyFieldListFilter)]
    search_fields = ["key"]
    fields = ["kind", "key", "happened_at", "told_at", "people_told"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Return the events with the number of people who were told."""
        return Event.objects.annotate(number=Count("notifications")).order_by("-happened_at")

    @admin.display(description="people told")
    def people_told(self, event: Any) -> int:
        """Return how many people were told of it."""
        return int(event.number)


class OwnersOnlyAdmin(ReadOnlyAdmin):
    """Records that belong to one person: staff see that they exist and what kind they are, not whose."""

    read_only_because = "These records are people’s own. Staff see how many there are, not whose they are."
    show_full_result_count = True

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Let nobody narrow the list to one person by typing an address."""
        return lookup.partition("__")[0] in {"kind", "frequency", "content_type"}


@admin.register(Notification)
class NotificationAdmin(OwnersOnlyAdmin):
    """What people were told, without who was."""

    list_display = ["what", "frequency", "told_at", "was_mailed"]
    list_filter = ["frequency"]
    list_select_related = ["event"]
    search_fields = ["event__key"]
    fields = ["what", "frequency", "told_at", "was_mailed"]

    @admin.display(description="event")
    def what(self, notification: Notification) -> str:
        """Return the event's key."""
        return notification.event.key

    @admin.display(description="e-mailed", boolean=True)
    def was_mailed(self, notification: Notification) -> bool:
        """Tell whether an e-mail carries it."""
        return notification.mail_id is not None


@admin.register(Preference)
class PreferenceAdmin(OwnersOnlyAdmin):
    """What people chose, without who did."""

    list_display = ["kind", "frequency"]
    list_filter = ["kind", "frequency"]
    search_fields = ["kind"]
    fields = ["kind", "frequency"]


@admin.register(Follow)
class FollowAdmin(OwnersOnlyAdmin):
    """What is followed, without by whom."""

    list_display = ["kind", "since"]
    list_filter = [("content_type", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["content_type"]
    search_fields = ["content_type__model"]
    fields = ["kind", "since"]

    @admin.display(description="what is followed")
    def kind(self, follow: Follow) -> str:
        """Return what kind of thing it is."""
        return str(follow.content_type.name)
