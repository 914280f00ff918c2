from django.apps import AppConfig


class BoroughsConfig(AppConfig):
    """Names the app for Django and connects sign-up to it."""

    name = "boroughs"

    def ready(self) -> None:
        """Listen for verified addresses; register events, what to follow, what is kept of people."""
        from boroughs import adapters, peer_notices  # noqa: F401  (need the models to be loaded)
        from boroughs.following import BOROUGHS, SERVICE_AREAS, followable
        from boroughs.gate_events import GATES_KIND
        from boroughs.notifications import register
        from boroughs.notifications.trouble import MAIL_TROUBLE
        from boroughs.people_kinds import PEOPLE_KINDS
        from boroughs.privacy import sections  # noqa: F401

        followable(BOROUGHS)
        followable(SERVICE_AREAS)
        for kind in (MAIL_TROUBLE, *PEOPLE_KINDS, GATES_KIND):
            register(kind)
