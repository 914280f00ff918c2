"""What every template may use."""

from django.conf import settings
from django.http import HttpRequest

from boroughs.rights import Permission, has_permission


def hub(request: HttpRequest) -> dict[str, object]:
    """Return the hub's name, whether demonstration data is loaded, and what the reader may see."""
    return {
        "hub_name": settings.HUB_NAME,
        "demonstration": settings.DEMONSTRATION,
        "may_see_flags": has_permission(request.user, Permission.SEE_FLAGS),
    }
