"""Everything that arrived about a contract, as it came (R8): for officers of its boroughs and LOTI staff."""

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from boroughs.rights import Permission, requires_on
from contracts.models import Contract
from contracts.views.finding import find, parents

#: Records that are shown with their content, the newest first.
MOST_SHOWN = 20


@require_safe
@requires_on(Permission.EDIT_REGISTER, find)
def contract_sources(request: HttpRequest, contract: Contract) -> HttpResponse:
    """Show the records that made and changed a contract: they may name people, so the public sees none."""
    records = contract.source_records.select_related("run").order_by("-created", "-pk")
    number = records.count()
    shown = [
        (record, json.dumps(record.raw, indent=2, ensure_ascii=False, sort_keys=True))
        for record in records[:MOST_SHOWN]
    ]
    context = {
        "contract": contract,
        "records": shown,
        "more": max(0, number - MOST_SHOWN),
        "keys": list(contract.keys.all()),
        "parents": parents(contract),
    }
    return render(request, "contracts/sources.html", context)
