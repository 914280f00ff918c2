"""The admin of data access: read-only. It is said, answered and hidden on the hub's pages."""

from django.contrib import admin

from boroughs.admin_base import ReadOnlyAdmin, ReadOnlyInline
from data_access.models import DataFact, FactReply

WHY = "Boroughs say it, suppliers answer and LOTI staff hide it on the hub’s pages."


class ReplyInline(ReadOnlyInline):
    """The supplier's answer."""

    model = FactReply
    fields = ["supplier", "text"]
    select_related = ("supplier", "fact__product", "fact__borough")


@admin.register(DataFact)
class DataFactAdmin(ReadOnlyAdmin):
    """Facts about data access, found by their products."""

    read_only_because = WHY
    list_display = ["product", "question", "borough", "true_on", "number", "replaced_at", "hidden_at"]
    list_filter = [
        "question",
        ("replaced_at", admin.EmptyFieldListFilter),
        ("hidden_at", admin.EmptyFieldListFilter),
        "is_demonstration",
    ]
    list_select_related = ["product", "borough"]
    search_fields = ["product__name", "system"]
    inlines = [ReplyInline]
