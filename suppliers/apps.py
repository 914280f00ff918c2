from django.apps import AppConfig


class SuppliersConfig(AppConfig):
    """Names the app for Django."""

    name = "suppliers"
