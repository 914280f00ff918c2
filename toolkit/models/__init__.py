"""Models of the toolkit."""

from toolkit.models.clause import Adoption, Clause
from toolkit.models.page import Page, PageFeedback, ProblemPage, ProblemStatement, Stage

__all__ = ["Adoption", "Clause", "Page", "PageFeedback", "ProblemPage", "ProblemStatement", "Stage"]
