from django.apps import AppConfig


class ToolkitConfig(AppConfig):
    """Names the app for Django."""

    name = "toolkit"
