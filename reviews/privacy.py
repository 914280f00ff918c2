"""What is kept about people in reviews."""

from typing import Any

from boroughs.privacy import Section, register
from reviews.models import Complaint, Reply, Review, ReviewVersion

OFF = "Your name is taken off when you leave."


def _version(version: ReviewVersion) -> dict[str, Any]:
    scores = [
        f"{one.get_dimension_display()}: {one.score or 'not applicable'}. {one.words}".strip()
        for one in version.scores.all()
    ]
    return {
        "supplier": version.review.supplier.name,
        "version": version.number,
        "state": version.get_state_display(),
        "scores": scores,
        "would_buy_it_again": version.get_again_display(),
        "what_a_peer_should_know": version.advice,
        "evidence": [str(one) for one in version.evidence.all()],
        "sent_in_at": version.submitted_at,
        "published_at": version.published_at,
    }


register(
    Section(
        code="reviews",
        title="Vendor reviews that you wrote",
        why=f"Members read them; the supplier knows who wrote one only if you said so. {OFF}",
        rows=lambda person: Review.objects.filter(author=person).select_related("supplier").order_by("-pk"),
        entry=lambda row: {
            "supplier": row.supplier.name,
            "begun": row.begun,
            "not_named_to_the_supplier": row.hides_author,
            "may_be_asked": row.may_be_asked,
            "withdrawn_at": row.withdrawn_at,
        },
        covers=frozenset({"reviews.Review.author"}),
    )
)
register(
    Section(
        code="review_versions",
        title="What you said in vendor reviews",
        why=f"Each version, drafts too; members read the published one. {OFF}",
        rows=lambda person: (
            ReviewVersion.objects.filter(review__author=person)
            .select_related("review__supplier")
            .prefetch_related("scores", "evidence")
            .order_by("-pk")
        ),
        entry=_version,
    )
)
register(
    Section(
        code="review_decisions",
        title="Vendor reviews that you read for LOTI",
        why=f"To say who decided. {OFF}",
        rows=lambda person: (
            ReviewVersion.objects.filter(decided_by=person).select_related("review__supplier").order_by("-pk")
        ),
        entry=lambda row: {"supplier": row.review.supplier.name, "decided_at": row.decided_at},
        covers=frozenset({"reviews.ReviewVersion.decided_by"}),
    )
)
register(
    Section(
        code="review_replies",
        title="Replies to vendor reviews that you wrote for your supplier",
        why=f"They stand beside the reviews, in your supplier’s name. {OFF}",
        rows=lambda person: (
            Reply.objects.filter(by=person).select_related("review__supplier").order_by("-pk")
        ),
        entry=lambda row: {
            "supplier": row.review.supplier.name,
            "text": row.text,
            "replied_at": row.replied_at,
        },
        covers=frozenset({"reviews.Reply.by"}),
    )
)
register(
    Section(
        code="review_complaints",
        title="Complaints about vendor reviews that you made",
        why=f"To decide on them and to tell you. {OFF}",
        rows=lambda person: (
            Complaint.objects.filter(by=person).select_related("review__supplier").order_by("-pk")
        ),
        entry=lambda row: {
            "supplier": row.review.supplier.name,
            "text": row.text,
            "made_at": row.made_at,
            "result": row.get_result_display(),
        },
        covers=frozenset({"reviews.Complaint.by"}),
    )
)
register(
    Section(
        code="review_complaints_decided",
        title="Complaints about vendor reviews on which you decided",
        why=f"To say who decided. {OFF}",
        rows=lambda person: (
            Complaint.objects.filter(decided_by=person).select_related("review__supplier").order_by("-pk")
        ),
        entry=lambda row: {"supplier": row.review.supplier.name, "decided_at": row.decided_at},
        covers=frozenset({"reviews.Complaint.decided_by"}),
    )
)
