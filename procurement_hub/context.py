"""What every template may use."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from boroughs.rights import Permission, has_permission
from procurement_hub.navigation import menu, own_links
from suppliers.models import Supplier


def hub(request: HttpRequest) -> dict[str, object]:
    """Return the hub's name, whether demonstration data is loaded, and what the reader may see."""
    person = getattr(request, "user", None) or AnonymousUser()
    return {
        "hub_name": settings.HUB_NAME,
        "demonstration": settings.DEMONSTRATION and Supplier.objects.fictional().exists(),
        "may_see_flags": has_permission(person, Permission.SEE_FLAGS),
        "may_see_people": has_permission(person, Permission.SEE_DIRECTORY),
        "may_resolve_suppliers": has_permission(person, Permission.RESOLVE_SUPPLIERS),
        "may_ask_to_join": has_permission(person, Permission.ASK_TO_JOIN),
        "navigation": menu(request.path, person),
        "account_links": own_links(request.path, person),
    }
