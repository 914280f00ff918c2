from django.apps import AppConfig


class ContractsConfig(AppConfig):
    """Names the app for Django."""

    name = "contracts"
