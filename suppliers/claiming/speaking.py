"""For which suppliers somebody speaks, and views that are for a supplier's own people (R9)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase

from boroughs.models import Person
from boroughs.rights import Permission, has_permission
from suppliers.models import Supplier, SupplierClaim

View = Callable[..., Any]


def suppliers_of(person: Person | AnonymousUser) -> list[Supplier]:
    """Return the suppliers for which somebody speaks, by name; what was merged counts as what it became.

    One query.
    """
    if not isinstance(person, Person) or not has_permission(person, Permission.SPEAK_FOR_SUPPLIER):
        return []
    claims = SupplierClaim.objects.accepted().of(person).select_related("supplier__merged_into")
    found = {one.pk: one for one in (claim.supplier.standing() for claim in claims)}
    return sorted(found.values(), key=lambda one: one.name)


def speaks_for(person: Person | AnonymousUser, supplier: Supplier) -> bool:
    """Tell whether somebody speaks for a supplier."""
    return supplier.pk in {one.pk for one in suppliers_of(person)}


def people_of(supplier_ids: list[int]) -> list[int]:
    """Return the keys of everybody who speaks for some suppliers, or for what was merged into them."""
    claims = SupplierClaim.objects.accepted().filter(person__is_active=True, person__is_suppliers_person=True)
    both = claims.filter(supplier__in=supplier_ids) | claims.filter(supplier__merged_into__in=supplier_ids)
    return list(both.order_by("person").values_list("person", flat=True).distinct())


def for_own_supplier(*, or_staff: bool = False) -> Callable[[View], View]:
    """Decorate a view of a supplier's own people, whose address has the supplier's ``slug``.

    The view gets the :class:`Supplier` in place of the slug. Another supplier answers 404 to suppliers'
    people; whoever speaks for no supplier at all is refused (R9).

    Args:
        or_staff: whether LOTI staff are let in for every supplier.
    """
    permission = Permission.SPEAK_FOR_SUPPLIER

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
            staff = or_staff and has_permission(request.user, Permission.RESOLVE_SUPPLIERS)
            if not staff and not has_permission(request.user, permission):
                raise PermissionDenied(f"You need the right to {permission.value}.")
            supplier = Supplier.objects.filter(slug=slug).select_related("merged_into").first()
            supplier = supplier.standing() if supplier else None
            if supplier is None or not (staff or speaks_for(request.user, supplier)):
                raise Http404("No supplier of yours has this address.")
            response: HttpResponseBase = view(request, supplier, *args, **kwargs)
            return response

        guarded.required_permission = permission  # type: ignore[attr-defined]
        return guarded

    return decorate
