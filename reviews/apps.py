from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    """Names the app for Django; says what people hear, what is kept of them, what merges move."""

    name = "reviews"

    def ready(self) -> None:
        """Name what is told, what is kept of people, and what refers to suppliers."""
        from boroughs.notifications import register  # needs the models to be loaded
        from reviews import privacy  # noqa: F401
        from reviews.models import Complaint, FigureBatch, Review
        from reviews.news import KINDS
        from suppliers.referring import refers_to_supplier

        for kind in KINDS:
            register(kind)
        refers_to_supplier(Review, "supplier")
        refers_to_supplier(FigureBatch, "supplier")
        refers_to_supplier(Complaint, "supplier")
