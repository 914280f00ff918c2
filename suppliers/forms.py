"""Fields of forms that name a supplier."""

from typing import Any

from django import forms

from suppliers.models import Supplier
from suppliers.search import search


class SupplierField(forms.CharField):
    """A supplier, named as the hub has it; one that is not known is refused with those of a like name."""

    def clean(self, value: Any) -> Any:
        """Return the supplier; ``None`` where nothing was typed.

        Raises:
            ValidationError: where the hub knows no supplier of that name.
        """
        name = str(super().clean(value)).strip()
        if not name:
            return None
        found = Supplier.objects.standing().filter(name__iexact=name).first()
        if found is None:
            near = Supplier.objects.filter(pk__in=list(search(name))[:3]).values_list("name", flat=True)
            said = f" Did you mean {' or '.join(near)}?" if near else ""
            raise forms.ValidationError(f"The hub knows no supplier of that name.{said}")
        return found
