"""Published procurements as OCDS release packages; demonstration records are left out."""

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.conf import settings
from django.urls import reverse

from boroughs.models import RouteStage
from contracts.export_json import as_json, head_of_package
from contracts.release import Organisation
from pipeline.models import Milestone, Procurement
from pipeline.planning_release import Planned, Step, planning_release

CHUNK = 500
TENDER_PERIOD = RouteStage.Stage.TENDER_PERIOD.value


def planning_releases(numbers: Iterable[int]) -> Iterator[dict[str, Any]]:
    """Yield the real published ones among some procurements as OCDS releases, in the order given.

    Args:
        numbers: primary keys of procurements.
    """
    remaining = iter(numbers)
    rows = Procurement.objects.public().filter(is_demonstration=False).with_names()
    rows = rows.select_related("borough", "service_area__parent", "route", "notice").defer(
        "search", "notice__search", "notice__description"
    )
    while some := list(islice(remaining, CHUNK)):
        found = rows.filter(pk__in=some).prefetch_related("stages", "milestones").in_bulk()
        for number in some:
            if number in found:
                yield planning_release(_planned(found[number]), prefix=settings.OCID_PREFIX)


def package_pieces(releases: Iterable[dict[str, Any]], *, address: str, now: dt.datetime) -> Iterator[str]:
    """Yield a release package as JSON in pieces.

    Args:
        releases: what is in it, at least one.
        address: where it can be had.
        now: the moment of its making.
    """
    yield f'{as_json(head_of_package(address, now))[:-1]}, "releases": ['
    before = "\n"
    for release in releases:
        yield before + as_json(release)
        before = ",\n"
    yield "\n]}\n"


def _planned(row: Procurement) -> Planned:
    area, borough = row.service_area, row.borough
    stages = list(row.stages.all())
    tender = next((one for one in stages if one.stage == TENDER_PERIOD), None)
    steps = [
        Step(one.stage, str(one.get_stage_display()), one.planned_start, one.entered_on) for one in stages
    ]
    steps += [
        Step(f"day-{one.pk}", one.name, one.planned_on, one.done_on, one.kind == Milestone.Kind.GATE)
        for one in row.milestones.all()
    ]
    return Planned(
        pk=row.pk,
        title=row.title,
        changed=row.changed,
        page=f"{settings.HUB_ORIGIN}{reverse('opportunity', args=[row.slug])}",
        buyer=Organisation(borough.slug, borough.official_name, [("GB-LAE", borough.register_code)]),
        mailbox=row.role_mailbox,
        route=row.route.code,
        route_name=row.route.name,
        starts=row.start_on,
        ocid=row.notice.ocid if row.notice else "",
        description=row.description,
        outcome=row.outcome,
        value_from=row.value_from,
        value_to=row.value_to,
        cpv_codes=row.cpv_codes,
        area_code=area.code if area else "",
        area_name=str(area) if area else "",
        notice=row.notice_url or (row.notice.notice_url if row.notice else ""),
        bids=(tender.planned_start, tender.planned_end) if tender else None,
        steps=steps,
    )
