"""What speaks for somebody who asks to be let in: what is known of the domain of their address.

Apps above this one add what they know with :func:`vouches`; the queue of LOTI staff shows all of it.
"""

from collections.abc import Callable

from boroughs.models import BoroughDomain, JoinRequest, Person
from boroughs.words import counted

#: Domains at which anybody can have an address. Not a list of all: what is missing is merely not remarked on.
PERSONAL = frozenset(
    {
        "aol.com",
        "btinternet.com",
        "gmail.com",
        "googlemail.com",
        "hotmail.co.uk",
        "hotmail.com",
        "icloud.com",
        "live.co.uk",
        "live.com",
        "mail.com",
        "me.com",
        "outlook.com",
        "proton.me",
        "protonmail.com",
        "sky.com",
        "talktalk.net",
        "virginmedia.com",
        "yahoo.co.uk",
        "yahoo.com",
    }
)
MOST_SUBDOMAINS = 4

Voucher = Callable[[str], list[str]]
_vouchers: list[Voucher] = []


def vouches(voucher: Voucher) -> Voucher:
    """Add a source of evidence: a function from a domain in lower case to sentences, none if it has none."""
    _vouchers.append(voucher)
    return voucher


def evidence_of(request: JoinRequest) -> list[str]:
    """Return sentences about the address from which a request came, the plainest first."""
    return evidence_about(request.person)


def evidence_about(person: Person) -> list[str]:
    """Return sentences about somebody's address, the plainest first."""
    domain = person.email.rpartition("@")[2].lower()
    said = [_confirmed(person)]
    if domain in PERSONAL:
        return [*said, f"Anybody can have an address at {domain}: it does not show who they work for."]
    said += _at_a_borough(domain)
    said += _others_at(domain, person)
    for voucher in _vouchers:
        said += voucher(domain)
    return said


def _confirmed(person: Person) -> str:
    from allauth.account.models import EmailAddress

    addresses = EmailAddress.objects.filter(user=person.pk, verified=True).values_list("email", flat=True)
    confirmed = sorted(address.lower() for address in addresses)
    if person.email.lower() not in confirmed:
        return f"The address {person.email} is not confirmed: anybody could have written it."
    others = [address for address in confirmed if address != person.email.lower()]
    also = f" So are {', '.join(others)}." if others else ""
    return f"The address {person.email} is confirmed.{also}"


def _at_a_borough(domain: str) -> list[str]:
    """Tell of a borough's domain that the address is at or below, since subdomains make nobody an officer."""
    parts = domain.split(".")
    above = [".".join(parts[place:]) for place in range(min(len(parts), MOST_SUBDOMAINS))]
    found = BoroughDomain.objects.filter(domain__in=above).select_related("borough").first()
    if found is None:
        return []
    where = "at" if found.domain == domain else "below"
    return [f"The domain is {where} {found.domain}, which is {found.borough}’s."]


def _others_at(domain: str, person: Person) -> list[str]:
    let_in = Person.objects.filter(email__iendswith=f"@{domain}", is_active=True).exclude(pk=person.pk)
    number = let_in.filter(is_suppliers_person=True).count()
    if not number:
        return []
    people = counted(number, "person", "people")
    return [f"Of those who are in, {people} came from {domain}."]
