from django.apps import AppConfig


class PerformanceConfig(AppConfig):
    """Names the app for Django."""

    name = "performance"
