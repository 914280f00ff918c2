"""The table beside the chart of many, with the same figures. Pure: no database here.

Built by plain functions, as the register's table is: 300 rows of a template take ten times as long.
"""

from collections.abc import Sequence

from django.utils.safestring import SafeString

from boroughs.markup import fill, join_markup
from boroughs.words import plain_date
from pipeline.many_chart import Bar, Group, What

_HEAD = (
    '<thead class="govuk-table__head"><tr class="govuk-table__row">'
    '<th scope="col" class="govuk-table__header">What</th><th scope="col" class="govuk-table__header">{}</th>'
    '<th scope="col" class="govuk-table__header">Begins</th>'
    '<th scope="col" class="govuk-table__header">New contract starts, or contract ends</th>'
    '<th scope="col" class="govuk-table__header">Decide by</th>'
    '<th scope="col" class="govuk-table__header">Gates</th></tr></thead>'
)
_GROUP = (
    '<tbody class="govuk-table__body"><tr class="govuk-table__row">'
    '<th scope="rowgroup" colspan="6" class="govuk-table__header hub-many__group">{}</th></tr>{}</tbody>'
)
_ROW = (
    '<tr class="govuk-table__row"><th scope="row" class="govuk-table__header hub-title-cell">'
    '<a class="govuk-link" href="{}">{}</a>{} <span class="hub-register__more">{}</span></th>'
    '<td class="govuk-table__cell">{}</td><td class="govuk-table__cell hub-date-cell">{}</td>'
    '<td class="govuk-table__cell hub-date-cell">{}{}</td><td class="govuk-table__cell hub-date-cell">{}</td>'
    '<td class="govuk-table__cell">{}</td></tr>'
)
_UNKNOWN = SafeString('<span class="hub-unknown">not known</span>')
_DEMONSTRATION = SafeString(' <strong class="govuk-tag hub-tag-demonstration">demonstration</strong>')


def many_table(groups: Sequence[Group], other: str) -> SafeString:
    """Return the head and the bodies of the table, one body for each group.

    Args:
        groups: as they are drawn.
        other: the head of the column that says what the groups do not: *Borough* or *Service area*.
    """
    bodies = (
        (group.name or "Not said", join_markup(_ROW, (_cells(bar) for bar in group.bars))) for group in groups
    )
    return SafeString(fill(_HEAD, other) + join_markup(_GROUP, bodies))


def _cells(bar: Bar) -> tuple[object, ...]:
    ends = plain_date(bar.ends)
    options = bar.what is What.CONTRACT and bar.last and bar.last > bar.ends
    gates = [f"{one.name} {plain_date(one.on)}{' (assumed)' if one.assumed else ''}" for one in bar.gates]
    decide = "–"
    if bar.decide_by:
        decide = plain_date(bar.decide_by) + (" (assumed)" if bar.decide_by_assumed else "")
    return (
        bar.address,
        bar.name,
        _DEMONSTRATION if bar.is_demonstration else "",
        bar.what.value,
        bar.more,
        plain_date(bar.begins) if bar.begins else _UNKNOWN,
        f"starts {ends}" if bar.what is What.PROCUREMENT else f"ends {ends}",
        f", with options {plain_date(bar.last)}" if options else "",
        decide,
        "; ".join(gates) or "–",
    )
