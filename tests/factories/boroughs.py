"""Boroughs, people, service areas and a procurement route for tests."""

import csv
import datetime as dt

import factory
from allauth.mfa.models import Authenticator
from django.conf import settings

from boroughs.models import Borough, BoroughDomain, Person, ProcurementRoute, RouteStage, ServiceArea
from boroughs.rights import needs_second_factor

with (settings.BASE_DIR / "data" / "reference" / "boroughs.csv").open(encoding="utf-8") as file:
    LONDON = list(csv.DictReader(file))

#: What the app of everybody with a second factor makes its codes from.
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def _real(column: str) -> factory.LazyAttribute:
    return factory.LazyAttribute(lambda borough: borough.row[column])


class BoroughFactory(factory.django.DjangoModelFactory):
    """One of the 33 boroughs, in turn; ``BoroughFactory(slug="camden")`` gives that one.

    Asking twice for the same borough gives the same row.
    """

    class Meta:
        model = Borough
        django_get_or_create = ("gss",)
        skip_postgeneration_save = True

    class Params:
        number = factory.Sequence(lambda n: n)
        row = factory.LazyAttribute(lambda borough: _row(borough.slug))

    slug = factory.LazyAttribute(lambda borough: LONDON[borough.number % 33]["slug"])
    gss = _real("gss")
    register_code = _real("register_code")
    name = _real("name")
    official_name = _real("official_name")
    short_name = _real("short_name")
    homepage = _real("homepage")
    tile_row = factory.LazyAttribute(lambda borough: int(borough.row["tile_row"]))
    tile_column = factory.LazyAttribute(lambda borough: int(borough.row["tile_col"]))
    population = factory.LazyAttribute(lambda borough: int(borough.row["population"]))

    @factory.post_generation
    def domain(self: Borough, create: bool, extracted: str | None, **kwargs: object) -> None:
        """Give the borough its e-mail domain."""
        if create:
            row = _row(self.slug)
            BoroughDomain.objects.get_or_create(
                domain=extracted or row["email_domain"], defaults={"borough": self}
            )


def _row(slug: str) -> dict[str, str]:
    return next(row for row in LONDON if row["slug"] == slug)


class PersonFactory(factory.django.DjangoModelFactory):
    """Somebody who signed up and is not an officer; the password is ``correct horse``.

    LOTI staff and borough administrators have the second factor that they need, unless a test says
    ``second_factor=False``.
    """

    class Meta:
        model = Person
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.Sequence(lambda n: f"Person {n}")
    password = factory.django.Password("correct horse")

    @factory.post_generation
    def second_factor(self: Person, create: bool, extracted: bool | None, **kwargs: object) -> None:
        """Give a second factor to those who must have one."""
        if create and extracted is not False and needs_second_factor(self):
            give_second_factor(self)


def give_second_factor(person: Person) -> Person:
    """Give somebody an app that makes codes (with the secret ``SECRET``), and return them."""
    Authenticator.objects.get_or_create(
        user=person, type=Authenticator.Type.TOTP, defaults={"data": {"secret": SECRET}}
    )
    return person


class OfficerFactory(PersonFactory):
    """An officer of a borough: ``OfficerFactory(borough=camden)``."""

    borough = factory.SubFactory(BoroughFactory)
    email = factory.LazyAttributeSequence(lambda person, n: f"officer{n}@{person.borough.slug}.example")


class ServiceAreaFactory(factory.django.DjangoModelFactory):
    """A technology service area on the second level, flagged."""

    class Meta:
        model = ServiceArea
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"HSG-T{n}")
    name = factory.Sequence(lambda n: f"Housing management system {n}")
    technology = ServiceArea.Technology.YES
    flagged = True
    parent = factory.LazyFunction(
        lambda: ServiceArea.objects.get_or_create(
            code="HSG", defaults={"name": "Housing", "technology": ServiceArea.Technology.YES}
        )[0]
    )


def default_route(days: int = 180) -> ProcurementRoute:
    """Return the default procurement route: one stage of as many calendar days."""
    route, _ = ProcurementRoute.objects.get_or_create(
        is_default=True, defaults={"code": "open", "name": "Open procedure"}
    )
    RouteStage.objects.get_or_create(
        route=route,
        stage=RouteStage.Stage.TENDER_PERIOD,
        valid_from=dt.date(2000, 1, 1),
        defaults={"position": 1, "days": days, "source": "test"},
    )
    return route
