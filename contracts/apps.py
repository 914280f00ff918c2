from django.apps import AppConfig


class ContractsConfig(AppConfig):
    """Names the app for Django; says what it keeps about people, what passes on, and what people hear."""

    name = "contracts"

    def ready(self) -> None:
        """Say what is kept about people, let contracts pass to a colleague, register kinds of events."""
        from boroughs.handover import passes_on  # needs the models to be loaded
        from boroughs.notifications import register
        from contracts import privacy  # noqa: F401
        from contracts.models import Contract
        from contracts.news import KINDS
        from contracts.still_true import QUESTIONS

        passes_on(Contract, "looked_after_by", singular="contract", plural="contracts")
        for kind in (*KINDS, QUESTIONS):
            register(kind)
