"""What is kept about people in the toolkit."""

from boroughs.privacy import Section, register
from toolkit.models import Adoption, Comment, Page, PageFeedback, PageReading, Picture

OFF = "Your name is taken off when you leave."
register(
    Section(
        code="toolkit_feedback",
        title="What you said of the toolkit’s pages",
        why=f"So that LOTI staff can mend them, and ask you. {OFF}",
        rows=lambda person: PageFeedback.objects.filter(by=person).select_related("page").order_by("-pk"),
        entry=lambda row: {"page": row.page.title, "useful": row.useful, "said": row.text, "at": row.at},
        covers=frozenset({"toolkit.PageFeedback.by"}),
    )
)
register(
    Section(
        code="clauses_adopted",
        title="Clauses that you said a contract has",
        why=f"To ask how it went. {OFF}",
        rows=lambda person: (
            Adoption.objects.filter(said_by=person).select_related("clause", "contract").order_by("-pk")
        ),
        entry=lambda row: {
            "clause": row.clause.title,
            "contract": row.contract.title,
            "outcome": row.get_outcome_display(),
            "said_at": row.said_at,
        },
        covers=frozenset({"toolkit.Adoption.said_by"}),
    )
)
register(
    Section(
        code="consultation_comments",
        title="What you said in consultations",
        why=f"Members read it, and LOTI staff answer it. {OFF}",
        rows=lambda person: (
            Comment.objects.filter(by=person).select_related("consultation__page").order_by("-pk")
        ),
        entry=lambda row: {"page": row.consultation.page.title, "text": row.text, "said_at": row.at},
        covers=frozenset({"toolkit.Comment.by"}),
    )
)
register(
    Section(
        code="pages_read",
        title="When you last read a page of the toolkit",
        why="To show you what changed since. You alone see it; deleted with your account.",
        rows=lambda person: PageReading.objects.filter(person=person).select_related("page").order_by("-at"),
        entry=lambda row: {"page": row.page.title, "read_at": row.at},
        covers=frozenset({"toolkit.PageReading.person"}),
    )
)
register(
    Section(
        code="toolkit_editing",
        title="Pages of the toolkit that you look at next",
        why=f"So that they stay true, and you hear when they are due. {OFF}",
        rows=lambda person: Page.objects.filter(editor=person).defer("search", "text").order_by("pk"),
        entry=lambda row: {"page": row.title, "by": row.review_by},
        covers=frozenset({"toolkit.Page.editor"}),
    )
)
register(
    Section(
        code="toolkit_pictures",
        title="Pictures that you added to the toolkit",
        why=f"So that colleagues know whom to ask. {OFF}",
        rows=lambda person: Picture.objects.filter(added_by=person).defer("content").order_by("pk"),
        entry=lambda row: {"picture": row.slug, "shows": row.alternative, "at": row.added_at},
        covers=frozenset({"toolkit.Picture.added_by"}),
    )
)
