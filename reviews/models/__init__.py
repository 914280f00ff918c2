"""Models of vendor reviews."""

from reviews.models.answering import Complaint, Reply
from reviews.models.review import Evidence, FigureBatch, Review, ReviewVersion, Score

__all__ = ["Complaint", "Evidence", "FigureBatch", "Reply", "Review", "ReviewVersion", "Score"]
