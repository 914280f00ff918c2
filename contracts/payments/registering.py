"""Leads from a payee to the page on which an officer adds a contract to the register."""

from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from boroughs.models import Borough


def start_contract_address(borough: Borough, *, supplier_slug: str = "", name: str = "") -> str:
    """Return where a contract is added, borough and supplier filled in; empty where there is no such page.

    Args:
        borough: whose register.
        supplier_slug: of the supplier, if the hub knows it.
        name: as it is written in the payments, if it does not.
    """
    try:
        address = reverse("contract_add")
    except NoReverseMatch:
        return ""
    supplier = {"supplier": supplier_slug} if supplier_slug else {"supplier_name": name}
    return f"{address}?{urlencode({'borough': borough.slug, **supplier})}"
