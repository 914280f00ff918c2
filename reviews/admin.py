"""The admin of vendor reviews: read-only. Officers write them, LOTI staff decide on pages of the hub."""

from django.contrib import admin

from boroughs.admin_base import ReadOnlyAdmin, ReadOnlyInline
from reviews.models import Complaint, Evidence, FigureBatch, Reply, Review, ReviewVersion, Score

WHY = "Authors write reviews and LOTI staff decide on them on the hub’s pages."


class VersionInline(ReadOnlyInline):
    """The versions of a review."""

    model = ReviewVersion
    fields = ["number", "state", "submitted_at", "published_at", "returned_why"]
    select_related = ("review__supplier", "review__borough")


class ReplyInline(ReadOnlyInline):
    """The supplier's reply."""

    model = Reply
    fields = ["due_on", "replied_at", "text"]
    select_related = ("review__supplier", "review__borough")


@admin.register(Review)
class ReviewAdmin(ReadOnlyAdmin):
    """Reviews, found by their suppliers."""

    read_only_because = WHY
    list_display = ["supplier", "product", "borough", "begun", "withdrawn_at"]
    list_filter = [("withdrawn_at", admin.EmptyFieldListFilter), "is_demonstration"]
    list_select_related = ["supplier", "product", "borough"]
    search_fields = ["supplier__name", "product__name"]
    inlines = [VersionInline, ReplyInline]


class ScoreInline(ReadOnlyInline):
    """What a version says in each dimension."""

    model = Score
    fields = ["dimension", "score", "words"]


class EvidenceInline(ReadOnlyInline):
    """What a version rests on."""

    model = Evidence
    fields = ["kind", "text"]


@admin.register(ReviewVersion)
class ReviewVersionAdmin(ReadOnlyAdmin):
    """The versions of reviews."""

    read_only_because = WHY
    list_display = ["review", "number", "state", "submitted_at", "published_at"]
    list_filter = ["state"]
    list_select_related = ["review__supplier", "review__borough"]
    search_fields = ["review__supplier__name"]
    inlines = [ScoreInline, EvidenceInline]


@admin.register(Complaint)
class ComplaintAdmin(ReadOnlyAdmin):
    """Complaints about reviews and replies."""

    read_only_because = WHY
    list_display = ["review", "about", "kind", "made_at", "result"]
    list_filter = ["result", "kind", "about"]
    list_select_related = ["review__supplier", "review__borough"]
    search_fields = ["review__supplier__name", "text"]


@admin.register(FigureBatch)
class FigureBatchAdmin(ReadOnlyAdmin):
    """The batches in which scores became figures; whose scores they hold is not shown."""

    read_only_because = "The hub makes figures from published reviews, three of two boroughs at a time."
    list_display = ["supplier", "product", "service_area", "dimension", "made_at", "dissolved_at"]
    list_filter = ["dimension", ("dissolved_at", admin.EmptyFieldListFilter)]
    list_select_related = ["supplier", "product", "service_area"]
    search_fields = ["supplier__name"]
