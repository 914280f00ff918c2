from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    """Names the app for Django."""

    name = "reviews"
