"""Models of the toolkit."""

from toolkit.models.clause import Adoption, Clause
from toolkit.models.consultation import BrokenLink, Comment, Consultation, PageReading
from toolkit.models.page import Page, PageFeedback, ProblemPage, ProblemStatement, Stage
from toolkit.models.picture import Picture

__all__ = [
    "Adoption",
    "BrokenLink",
    "Clause",
    "Comment",
    "Consultation",
    "Page",
    "PageFeedback",
    "PageReading",
    "Picture",
    "ProblemPage",
    "ProblemStatement",
    "Stage",
]
