"""The admin of payments: addresses to fetch from are edited, payees are settled, the rest is read-only."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from boroughs.admin_base import CuratedAdmin, ReadOnlyAdmin, ReadOnlyInline
from boroughs.background import ask_for
from boroughs.words import counted
from contracts.actions.payees import settle_payee
from contracts.actions.spend_feeds import FETCH_QUEUE, FETCH_TASK
from contracts.models import (
    PaymentFile,
    PaymentPayee,
    PaymentPeriod,
    PaymentProblem,
    PaymentSource,
    PaymentSum,
    PrivatePayee,
)
from contracts.payments.forms import PaymentSourceForm


@admin.register(PaymentSource)
class PaymentSourceAdmin(CuratedAdmin):
    """The addresses from which spend files are fetched each week."""

    form = PaymentSourceForm
    list_display = ["borough", "series", "address", "active", "read_at", "failure"]
    list_filter = ["series", "active"]
    list_select_related = ["borough"]
    search_fields = ["address", "borough__name"]
    autocomplete_fields = ["borough"]
    readonly_fields = ["asked_at", "read_at", "failure", "failed_at"]
    actions = ["fetch_now"]

    @admin.action(description="Fetch the files now")
    def fetch_now(self, request: HttpRequest, queryset: QuerySet[PaymentSource]) -> None:
        """Have the chosen addresses asked at once, those that are active."""
        keys = list(queryset.filter(active=True).values_list("pk", flat=True))
        for pk in keys:
            ask_for(FETCH_TASK, pk, queue=FETCH_QUEUE)
        messages.success(request, f"{counted(len(keys), 'address', 'addresses')} will be asked.")


class PaymentPeriodInline(ReadOnlyInline):
    """The months that a file is for."""

    model = PaymentPeriod
    fields = ["month", "on_top", "counts"]
    select_related = ("file", "borough")


@admin.register(PaymentFile)
class PaymentFileAdmin(ReadOnlyAdmin):
    """Spend files that were read."""

    read_only_because = "Spend files are read, taken and undone on the borough's page of payments."
    list_display = ["label", "borough", "series", "state", "made_at", "taken_at"]
    list_filter = ["state", "series", "is_demonstration"]
    list_select_related = ["borough", "by"]
    search_fields = ["label", "borough__name"]
    exclude = ["draft"]
    inlines = [PaymentPeriodInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Leave the sums out that wait to be taken: they can be long."""
        return super().get_queryset(request).defer("draft")


@admin.register(PaymentPayee)
class PaymentPayeeAdmin(CuratedAdmin):
    """Payees as boroughs write them; staff say whose they are where the machine does not know or is wrong."""

    list_display = ["name", "borough", "supplier", "settled", "reason"]
    list_filter = ["settled", ("supplier", admin.EmptyFieldListFilter)]
    list_select_related = ["borough", "supplier"]
    search_fields = ["name"]
    autocomplete_fields = ["supplier"]
    fields = ["borough", "name", "number", "company_number", "supplier", "reason", "settled"]
    readonly_fields = ["borough", "name", "number", "company_number", "reason", "settled"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Payees come from spend files alone."""
        return False

    def save_model(self, request: HttpRequest, obj: PaymentPayee, form: Any, change: bool) -> None:
        """Keep what a person said: the machine leaves the payee alone from then on."""
        settle_payee(payee=obj, supplier=obj.supplier)


@admin.register(PaymentPeriod)
class PaymentPeriodAdmin(ReadOnlyAdmin):
    """Which file counts for which month."""

    read_only_because = "Which file counts for a month follows from the files that were taken and undone."
    list_display = ["borough", "series", "month", "file", "counts", "on_top"]
    list_filter = ["counts", "series"]
    list_select_related = ["borough", "file"]
    search_fields = ["borough__name"]


@admin.register(PaymentSum)
class PaymentSumAdmin(ReadOnlyAdmin):
    """What was paid to a payee in a month."""

    read_only_because = "These are sums of published payments; they are written when a spend file is taken."
    list_display = ["payee", "month", "amount", "lines", "period"]
    list_select_related = ["payee", "period"]
    search_fields = ["payee__name"]


@admin.register(PaymentProblem)
class PaymentProblemAdmin(ReadOnlyAdmin):
    """Rows of spend files that could not be read."""

    read_only_because = "These are kept as they were found when the spend file was read."
    list_display = ["file", "place", "reason", "payee"]
    list_select_related = ["file"]
    search_fields = ["reason"]


@admin.register(PrivatePayee)
class PrivatePayeeAdmin(ReadOnlyAdmin):
    """Payees that were found to be private persons; their names are not known here."""

    read_only_because = "Somebody found these payees to be private persons; only a digest of each is kept."
    list_display = ["borough", "at", "by"]
    list_select_related = ["borough", "by"]
    search_fields = ["borough__name"]
