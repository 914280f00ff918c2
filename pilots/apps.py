from django.apps import AppConfig


class PilotsConfig(AppConfig):
    """Names the app for Django; says what is followed, what people hear, what is kept of them, what moves."""

    name = "pilots"

    def ready(self) -> None:
        """Name what is followed and told, what is kept of people, what merges move, the reference data."""
        from boroughs.following import followable  # needs the models to be loaded
        from boroughs.notifications import register
        from boroughs.reference import loads_reference
        from pilots import privacy  # noqa: F401
        from pilots.following import PILOTS
        from pilots.models import Pilot
        from pilots.news import KINDS
        from pilots.reference import load_pilot_words
        from suppliers.referring import refers_to_supplier

        followable(PILOTS)
        for kind in KINDS:
            register(kind)
        refers_to_supplier(Pilot, "supplier")
        loads_reference(load_pilot_words)
