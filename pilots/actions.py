"""Writes of pilots: beginning one, answering the template, publishing, withdrawing."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from boroughs.actions.messages import CannotWrite, write_as_agreed
from boroughs.models import Borough, PeerMessage, Person
from boroughs.notifications import announce
from boroughs.refusals import Refused
from boroughs.words import listing
from pilots.codes import CHANGED, MENDED, PUBLISHED
from pilots.models import Facet, Measure, Pilot, PilotFacet
from pilots.template import NEEDED, missing

#: Measures of one pilot.
MOST_MEASURES = 8
#: A measure: what was measured, before, after.
MeasureWords = tuple[str, str, str]
#: Columns that answers may set; everything else about a pilot follows from what is done with it.
ANSWERS = frozenset(
    {
        *("title", "service_area", "problem", "people", "technology", "maker", "supplier", "product"),
        *("setting", "began", "months", "cost", "method", "outcome", "failed", "grade", "scale"),
        *("scale_why", "bought", "bought_contract", "bought_note", "candid", "is_assistive"),
    }
)
#: What is told to those who follow a published pilot, in words; the rest is wording (R7: substance only).
SUBSTANCE = {
    "outcome": "how it turned out",
    "failed": "what did not work",
    "measures": "what was measured",
    "grade": "how good the evidence is",
    "months": "how long it took",
    "cost": "what it cost",
    "scale": "whether it would be scaled",
    "bought": "what was bought afterwards",
}


@transaction.atomic
def begin_pilot(
    *, borough: Borough, answers: Mapping[str, Any], by: Person | None, is_demonstration: bool = False
) -> Pilot:
    """Begin a pilot as a draft that its borough alone sees.

    Args:
        borough: whose it is.
        answers: as for :func:`answer`; a title at least.
        by: the officer; ``None`` for the demonstration set.
        is_demonstration: made up, to show the hub.

    Raises:
        Refused: as :func:`answer`.
    """
    pilot = Pilot(borough=borough, written_by=by, is_demonstration=is_demonstration)
    _set(pilot, answers, by)
    return pilot


@transaction.atomic
def answer(*, pilot: Pilot, answers: Mapping[str, Any], by: Person | None) -> Pilot:
    """Answer some questions of the template.

    Args:
        pilot: which.
        answers: by field; ``measures`` as rows of what, before and after, ``facets`` as rows of them,
            ``may_ask`` tells whether the officer may be asked by peers.
        by: the officer.

    Raises:
        Refused: where a published pilot would lack what every published one says.
    """
    found = locked(pilot)
    before = _substance(found)
    _set(found, answers, by)
    if found.state == Pilot.State.PUBLISHED:
        after = _substance(found)
        changed = [words for name, words in SUBSTANCE.items() if before[name] != after[name]]
        if changed:
            _tell_followers(found, f"Changed: {listing(changed)}.", by)
    return found


def _substance(pilot: Pilot) -> dict[str, Any]:
    """Return what followers of a pilot hear of when it changes: how it went, and never a candid word."""
    values = {name: getattr(pilot, name) for name in SUBSTANCE if name not in ("grade", "measures")}
    measured = list(pilot.measures.values_list("position", "name", "before", "after"))
    return {**values, "grade": pilot.grade_id, "measures": measured}


def _tell_followers(pilot: Pilot, what: str, by: Person | None) -> None:
    if pilot.is_demonstration:
        return
    announce(
        kind=CHANGED,
        key=f"{CHANGED}:{pilot.pk}:{timezone.now():%Y%m%d%H%M%S%f}",
        subject=pilot,
        by=by,
        data={"pilot": pilot.pk, "title": pilot.title, "what": what},
    )


def _set(pilot: Pilot, answers: Mapping[str, Any], by: Person | None) -> None:
    for name in ANSWERS & answers.keys():
        setattr(pilot, name, answers[name])
    if pilot.maker == Pilot.Maker.IN_HOUSE:
        pilot.supplier = pilot.product = None
    if pilot.bought != Pilot.Bought.SAME and pilot.bought != Pilot.Bought.OTHER:
        pilot.bought_contract = None
    if "may_ask" in answers:
        pilot.contact = _contact(pilot, bool(answers["may_ask"]), by)
    if pilot.state == Pilot.State.PUBLISHED:
        _refuse_unless_whole(pilot)
    pilot.save()
    if "measures" in answers:
        _measure(pilot, answers["measures"])
    if "facets" in answers or "is_assistive" in answers:
        _classify(pilot, answers.get("facets", ()) if pilot.is_assistive else ())


def _contact(pilot: Pilot, may_ask: bool, by: Person | None) -> Person | None:
    """Return who may be asked: only somebody themselves agrees to it, and takes it back for themselves."""
    if may_ask:
        return by
    return None if pilot.contact_id == (by.pk if by else None) else pilot.contact


def _measure(pilot: Pilot, rows: Sequence[MeasureWords]) -> None:
    """Write the measures anew where they differ, so that the history tells changes only."""
    wanted = [tuple(row) for row in rows if any(row)][:MOST_MEASURES]
    kept = list(pilot.measures.all())
    for position, (name, before, after) in enumerate(wanted, start=1):
        one = kept[position - 1] if position <= len(kept) else Measure(pilot=pilot, position=position)
        if (one.name, one.before, one.after) != (name, before, after):
            one.name, one.before, one.after = name, before, after
            one.save()
    for one in kept[len(wanted) :]:
        one.delete()


def _classify(pilot: Pilot, facets: Iterable[Facet]) -> None:
    wanted = {facet.pk for facet in facets}
    kept = set(pilot.facet_links.values_list("facet", flat=True))
    pilot.facet_links.exclude(facet__in=wanted).delete()
    for pk in sorted(wanted - kept):
        PilotFacet.objects.create(pilot=pilot, facet_id=pk)


@transaction.atomic
def publish(*, pilot: Pilot, by: Person | None) -> Pilot:
    """Let everybody see a pilot, and members its candid part; publishing a published one changes nothing.

    One that LOTI staff hid is published again by its borough once it has mended it; staff are told, and read
    whether it did.

    Raises:
        Refused: where something is missing that every published pilot says.
    """
    found = locked(pilot)
    if found.state == Pilot.State.PUBLISHED:
        return found
    _refuse_unless_whole(found)
    first, was_hidden = found.published_at is None, found.state == Pilot.State.HIDDEN
    found.state, found.withdrawn_why = Pilot.State.PUBLISHED, ""
    found.hidden_at, found.hidden_why, found.hidden_by = None, "", None
    found.published_at = found.published_at or timezone.now()
    found.save()
    if first and not found.is_demonstration:
        data = {
            "pilot": found.pk,
            "title": found.title,
            "borough": found.borough.name,
            "area": found.service_area_id,
            "product": found.product_id,
            "supplier": found.supplier_id,
            "from": found.borough_id,
        }
        announce(kind=PUBLISHED, key=f"{PUBLISHED}:{found.pk}", subject=found, by=by, data=data)
    elif not first:
        _tell_followers(found, "It is published again.", by)
    if was_hidden:
        announce(
            kind=MENDED,
            key=f"{MENDED}:{found.pk}:{timezone.now():%Y%m%d%H%M%S%f}",
            subject=found,
            by=by,
            data={"pilot": found.pk, "title": found.title, "borough": found.borough.name},
        )
    return found


def lacking(pilot: Pilot) -> list[Any]:
    """Return what a pilot still needs to be published, as :class:`pilots.template.Missing`."""
    values = {name: getattr(pilot, name) for name in (*NEEDED, "failed") if name != "grade"}
    return missing({**values, "grade": pilot.grade_id})


def _refuse_unless_whole(pilot: Pilot) -> None:
    if lacks := lacking(pilot):
        raise Refused(" ".join(one.text for one in lacks))


@transaction.atomic
def withdraw(*, pilot: Pilot, why: str, by: Person) -> Pilot:
    """Take a published pilot away from everybody but its borough; it can be published again.

    Raises:
        Refused: for one that is not published.
    """
    found = locked(pilot)
    if found.state != Pilot.State.PUBLISHED:
        raise Refused("It is not published, so there is nothing to withdraw.")
    found.state, found.withdrawn_why = Pilot.State.WITHDRAWN, why
    found.save()
    return found


@transaction.atomic
def discard(*, pilot: Pilot, by: Person) -> None:
    """Delete a draft that was never published.

    Raises:
        Refused: for one that was: what everybody could read can be answered for.
    """
    found = locked(pilot)
    if found.published_at:
        raise Refused("It was published once, so it is withdrawn and not deleted.")
    found.delete()


def ask_contact(*, pilot: Pilot, subject: str, text: str, by: Person) -> PeerMessage:
    """Write to the person of a pilot who agreed to be asked.

    Raises:
        CannotWrite: where nobody agreed or they have left, or the reader has written enough for a day.
    """
    if pilot.contact is None or not pilot.contact.is_active:
        raise CannotWrite("Nobody has agreed to be asked about this pilot.")
    return write_as_agreed(by=by, to=pilot.contact, subject=subject, text=text)


def locked(pilot: Pilot) -> Pilot:
    """Return a pilot as it is now, kept as it is until the transaction ends."""
    rows = Pilot.objects.defer("search", "candid_search")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=pilot.pk)
