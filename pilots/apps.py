from django.apps import AppConfig


class PilotsConfig(AppConfig):
    """Names the app for Django."""

    name = "pilots"
