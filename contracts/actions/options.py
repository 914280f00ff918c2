"""An officer records extension options, one a row, and says which were used and when (R8)."""

import datetime as dt

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import Max

from boroughs.models import Person
from boroughs.refusals import Refused
from boroughs.words import plain_date
from contracts.actions.edit import save_edited
from contracts.actions.said import officer_said
from contracts.models import Contract, ExtensionOption


@transaction.atomic
def add_option(*, contract: Contract, months: int, notice_days: int | None, by: Person) -> ExtensionOption:
    """Add a right to prolong, after those that there are.

    Args:
        contract: which one.
        months: how much longer, one or more.
        notice_days: calendar days before the end by which it must be used; ``None``: not known.
        by: the officer.
    """
    found = _locked(contract)
    number = (found.options.aggregate(last=Max("number"))["last"] or 0) + 1
    option = ExtensionOption.objects.create(
        contract=found, number=number, months=months, notice_days=notice_days
    )
    _save(found, {"options"}, by)
    return option


@transaction.atomic
def change_option(*, option: ExtensionOption, months: int, notice_days: int | None, by: Person) -> None:
    """Say otherwise how long an option is, or how early it must be used.

    Raises:
        Refused: for a used one whose length would change: the end date has it inside.
    """
    found, option = _both(option)
    if option.used_on and option.months != months:
        raise Refused("This option was used, so its length is inside the end date. Take its use back first.")
    option.months, option.notice_days = months, notice_days
    option.save()
    _save(found, {"options"}, by)


@transaction.atomic
def remove_option(*, option: ExtensionOption, by: Person) -> None:
    """Take an option away that the contract does not have; the later ones move up.

    Raises:
        Refused: for one that was used.
    """
    found, option = _both(option)
    if option.used_on:
        raise Refused("This option was used. Take its use back first.")
    number = option.number
    option.delete()
    for later in found.options.filter(number__gt=number).order_by("number"):
        later.number -= 1
        later.save()
    _save(found, {"options"}, by)


@transaction.atomic
def say_no_options(*, contract: Contract, known: bool, by: Person) -> None:
    """Say on purpose that a contract has no options, or that nobody knows whether it has any.

    Raises:
        Refused: while it has some.
    """
    found = _locked(contract)
    if found.options.exists():
        raise Refused("Remove the options first that are recorded.")
    found.options_known = known
    _save(found, {"options"}, by)


@transaction.atomic
def use_option(*, option: ExtensionOption, on: dt.date, by: Person) -> Contract:
    """Note that an option was used on a day: the end date moves by its length.

    Raises:
        Refused: if an earlier one is unused, if it was used before, or for a day before the contract starts.
    """
    found, option = _both(option)
    if option.used_on:
        raise Refused(f"This option was used on {plain_date(option.used_on)}.")
    first = found.options.filter(used_on__isnull=True).order_by("number").first()
    if first and first.pk != option.pk:
        raise Refused(f"Options are used in their order: option {first.number} comes first.")
    if found.start_date and on < found.start_date:
        raise Refused(f"The contract starts on {plain_date(found.start_date)}. Give a later day.")
    option.used_on, option.end_before = on, found.end_date
    option.save()
    fields = {"options"}
    if found.end_date:
        found.end_date += relativedelta(months=option.months)
        fields.add("end_date")
    _save(found, fields, by)
    return found


@transaction.atomic
def take_back_use(*, option: ExtensionOption, by: Person) -> Contract:
    """Note that an option was not used after all: the end date goes back to what it was before.

    Where somebody has changed the end date since, it moves back by the option's length.

    Raises:
        Refused: if it was not used, or a later one was.
    """
    found, option = _both(option)
    if not option.used_on:
        raise Refused("This option was not used.")
    later = found.options.filter(used_on__isnull=False, number__gt=option.number).order_by("-number").first()
    if later:
        raise Refused(f"First take back the use of option {later.number}.")
    fields = {"options"}
    if found.end_date:
        length = relativedelta(months=option.months)
        before = option.end_before
        unchanged = before is not None and before + length == found.end_date
        found.end_date = before if unchanged else found.end_date - length
        fields.add("end_date")
    option.used_on = option.end_before = None
    option.save()
    _save(found, fields, by)
    return found


def _save(contract: Contract, fields: set[str], by: Person) -> None:
    if contract.options.exists():
        contract.options_known = True
    if contract.start_date and contract.end_date and contract.end_date < contract.start_date:
        raise Refused("The contract would end before it starts. Correct its dates first.")
    for name in fields:
        officer_said(contract, name, by)
    save_edited(contract, fields, by)


def _locked(contract: Contract) -> Contract:
    return Contract.objects.select_for_update(of=("self",)).defer("search").get(pk=contract.pk)


def _both(option: ExtensionOption) -> tuple[Contract, ExtensionOption]:
    """Return an option and its contract as they are now.

    Raises:
        Refused: if somebody has removed the option meanwhile.
    """
    contract = _locked(option.contract)
    found = contract.options.filter(pk=option.pk).first()
    if found is None:
        raise Refused("Somebody has changed the options meanwhile. Look at them again.")
    return contract, found
