from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Names the app for Django."""

    name = "documents"
