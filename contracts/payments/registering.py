"""Leads from a payee to the page on which an officer adds a contract to the register."""

from urllib.parse import urlencode

from django.urls import reverse

from boroughs.models import Borough


def start_contract_address(borough: Borough, *, supplier_slug: str = "", name: str = "") -> str:
    """Return where a contract is added to a borough's register, the supplier filled in.

    Args:
        borough: whose register.
        supplier_slug: of the supplier, if the hub knows it.
        name: as it is written in the payments, if it does not.
    """
    supplier = {"supplier": supplier_slug} if supplier_slug else {"supplier_name": name}
    return f"{reverse('contract_add', args=[borough.slug])}?{urlencode(supplier)}"
