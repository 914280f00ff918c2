"""Who speaks for a supplier: claims, decided by a confirmed address or by LOTI staff."""

import datetime as dt

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils import timezone

from boroughs.actions.joining import withdraw_request
from boroughs.models import JoinRequest, Person
from boroughs.notifications import announce
from boroughs.refusals import Refused
from suppliers.claiming.domains import matching, tidy_domain, why_not
from suppliers.models import Supplier, SupplierClaim, SupplierDomain

CLAIM_ASKED = "claim_asked"
CLAIM_DECIDED = "claim_decided"
CLAIM_JOINED = "claim_joined"
#: Claims that one person may make in 24 hours: staff look at each.
MOST_A_DAY = 5
State = SupplierClaim.State


def proof_at(person: Person, supplier: Supplier) -> str:
    """Return a confirmed address of somebody that is at a domain of a supplier; empty if there is none.

    Whose claim LOTI staff ended, with the reason that they give, is for staff to let in again: no address
    proves it.
    """
    ended = SupplierClaim.objects.of(person).about(supplier).filter(state=State.ENDED)
    if ended.exclude(reason="").exists():
        return ""
    confirmed = EmailAddress.objects.filter(user=person, verified=True).order_by("-primary", "pk")
    domains = SupplierDomain.objects.filter(supplier=supplier).values_list("domain", flat=True)
    return matching(confirmed.values_list("email", flat=True), domains)


@transaction.atomic
def claim_supplier(*, person: Person, supplier: Supplier, job: str, evidence: str = "") -> SupplierClaim:
    """Say that somebody works for a supplier. It is accepted at once where their address proves it.

    Args:
        person: who claims; nobody who is an officer.
        supplier: any; of one that was merged, the one that it became.
        job: what they do there.
        evidence: how LOTI staff can check it; needed where no address proves it.

    Raises:
        Refused: for an officer, for a second open claim, for too many, or without evidence.
    """
    supplier = supplier.standing()
    if person.borough_id:
        raise Refused("You are an officer of a borough, and cannot speak for a supplier as well.")
    since = timezone.now() - dt.timedelta(days=1)
    if SupplierClaim.objects.of(person).filter(asked_at__gt=since).count() >= MOST_A_DAY:
        raise Refused(f"You have claimed {MOST_A_DAY} suppliers in the last 24 hours. Wait until tomorrow.")
    proof = proof_at(person, supplier)
    if not proof and not evidence.strip():
        raise Refused("Say how LOTI staff can check that you work there.")
    claim = SupplierClaim(person=person, supplier=supplier, job=job.strip(), evidence=evidence.strip())
    try:
        with transaction.atomic():
            claim.save()
    except IntegrityError as error:
        raise Refused("You have claimed this supplier already.") from error
    if proof:
        return _accept(claim, SupplierClaim.Proof.DOMAIN, by=None, reason="")
    announce(
        kind=CLAIM_ASKED,
        key=f"{CLAIM_ASKED}:{claim.pk}",
        subject=claim,
        by=person,
        data={"name": str(person), "supplier": supplier.name, "claim": claim.pk},
    )
    return claim


@transaction.atomic
def accept_claim(*, claim: SupplierClaim, by: Person, reason: str = "") -> SupplierClaim:
    """Let somebody speak for a supplier, and tell them.

    Raises:
        Refused: when it has been decided, is one's own, or the person has become an officer meanwhile.
    """
    claim = _waiting(claim, by)
    return _accept(claim, SupplierClaim.Proof.STAFF, by=by, reason=reason)


@transaction.atomic
def decline_claim(*, claim: SupplierClaim, by: Person, reason: str) -> SupplierClaim:
    """Refuse a claim, with a reason that the person is told.

    Raises:
        Refused: without a reason, when it has been decided, or is one's own.
    """
    if not reason.strip():
        raise Refused("Say why, so that the person can do something about it.")
    claim = _waiting(claim, by)
    _decide(claim, State.DECLINED, by, reason)
    return claim


@transaction.atomic
def leave_supplier(*, claim: SupplierClaim) -> SupplierClaim:
    """Take back one's own claim: a waiting one is withdrawn, an accepted one ends.

    Raises:
        Refused: when it is over.
    """
    claim = _held(claim)
    if claim.state == State.WAITING:
        claim.state = State.WITHDRAWN
        claim.save(update_fields=["state"])
        return claim
    return _end(claim, reason="")


@transaction.atomic
def end_claim(*, claim: SupplierClaim, by: Person, reason: str) -> SupplierClaim:
    """End an accepted claim as LOTI staff; the person is told why.

    Raises:
        Refused: without a reason, or when it is not an accepted one.
    """
    if not reason.strip():
        raise Refused("Say why: the person is told.")
    claim = _held(claim)
    if claim.state != State.ACCEPTED:
        raise Refused("Nobody speaks for the supplier by this claim.")
    claim.decided_by = by
    claim = _end(claim, reason=reason.strip())
    _tell(claim, by)
    return claim


def end_claims_of(*, person: Person) -> int:
    """End the accepted claims of somebody who is no supplier's person any more, such as a new officer.

    Otherwise a later claim, of another supplier, would let them speak for the former one again.

    Returns:
        how many ended.
    """
    held = SupplierClaim.objects.accepted().of(person)
    return held.update(state=State.ENDED, ended_at=timezone.now())


@transaction.atomic
def add_domain(*, supplier: Supplier, domain: str, source: str) -> SupplierDomain:
    """Register a domain for a supplier; waiting claims that it proves are accepted.

    Args:
        supplier: whose.
        domain: as somebody wrote it.
        source: how it is known, in a sentence.

    Raises:
        Refused: for what is no domain, a public mail domain, a borough's, or one it has already.
    """
    tidy = tidy_domain(domain)
    if reason := why_not(tidy):
        raise Refused(reason)
    made, new = SupplierDomain.objects.get_or_create(
        supplier=supplier, domain=tidy, defaults={"source": source}
    )
    if not new:
        raise Refused(f"{tidy} is registered for {supplier} already.")
    for claim in SupplierClaim.objects.waiting().filter(supplier=supplier).select_related("person"):
        if not claim.person.borough_id and proof_at(claim.person, supplier):
            _accept(claim, SupplierClaim.Proof.DOMAIN, by=None, reason="")
    return made


def remove_domain(*, domain: SupplierDomain) -> None:
    """Take a domain away: it proves nothing from now on. Claims that it proved stay; staff may end them."""
    domain.delete()


def _held(claim: SupplierClaim) -> SupplierClaim:
    """Return an open claim as it is now, held until the transaction ends."""
    rows = SupplierClaim.objects.select_for_update(of=["self"]).select_related("supplier", "person")
    found = rows.filter(pk=claim.pk, state__in=[State.WAITING, State.ACCEPTED]).first()
    if found is None:
        raise Refused("This claim is over already.")
    return found


def _waiting(claim: SupplierClaim, by: Person) -> SupplierClaim:
    found = _held(claim)
    if found.state != State.WAITING:
        raise Refused("This claim has been decided meanwhile.")
    if found.person_id == by.pk:
        raise Refused("Nobody decides about their own claim.")
    return found


def _accept(claim: SupplierClaim, proof: str, *, by: Person | None, reason: str) -> SupplierClaim:
    """Accept a claim, make the person a supplier's person, and tell them and those who are there already."""
    person = Person.objects.select_for_update(of=["self"]).get(pk=claim.person_id)
    if person.borough_id:
        raise Refused(f"{person} has become an officer of {person.borough} meanwhile. Decline the claim.")
    claim.proof = proof
    _decide(claim, State.ACCEPTED, by, reason)
    person.is_suppliers_person = True
    person.organisation = claim.supplier.name[:160]
    person.save(update_fields=["is_suppliers_person", "organisation"])
    wish = JoinRequest.Wish.SUPPLIERS_PERSON
    for request in person.join_requests.waiting().filter(wish=wish):
        withdraw_request(request=request)
    announce(
        kind=CLAIM_JOINED,
        key=f"{CLAIM_JOINED}:{claim.pk}",
        subject=claim,
        by=person,
        data={
            "name": str(person),
            "person": person.pk,
            "supplier": claim.supplier.name,
            "supplier_id": claim.supplier_id,
        },
    )
    return claim


def _decide(claim: SupplierClaim, state: str, by: Person | None, reason: str) -> None:
    claim.state, claim.decided_at, claim.decided_by = state, timezone.now(), by
    claim.reason = reason.strip()
    claim.save()
    _tell(claim, by)


def _tell(claim: SupplierClaim, by: Person | None) -> None:
    announce(
        kind=CLAIM_DECIDED,
        key=f"{CLAIM_DECIDED}:{claim.pk}:{claim.state}",
        subject=claim,
        by=by,
        data={
            "person": claim.person_id,
            "supplier": claim.supplier.name,
            "state": claim.state,
            "reason": claim.reason,
        },
    )


def _end(claim: SupplierClaim, *, reason: str) -> SupplierClaim:
    """End a claim; whoever speaks for no supplier any more, and was let in by no request, is a newcomer."""
    claim.state, claim.ended_at = State.ENDED, timezone.now()
    claim.reason = reason or claim.reason
    claim.save()
    person = Person.objects.select_for_update(of=["self"]).get(pk=claim.person_id)
    let_in = person.join_requests.filter(
        wish=JoinRequest.Wish.SUPPLIERS_PERSON, state=JoinRequest.State.APPROVED
    )
    if not SupplierClaim.objects.accepted().of(person).exists() and not let_in.exists():
        person.is_suppliers_person = False
        person.save(update_fields=["is_suppliers_person"])
    return claim
