from django.apps import AppConfig


class ContractsConfig(AppConfig):
    """Names the app for Django; says what it keeps about people, and what passes on when one leaves."""

    name = "contracts"

    def ready(self) -> None:
        """Say what is kept about people, and let contracts pass to a colleague."""
        from boroughs.handover import passes_on  # needs the models to be loaded
        from contracts import privacy  # noqa: F401
        from contracts.models import Contract

        passes_on(Contract, "looked_after_by", singular="contract", plural="contracts")
