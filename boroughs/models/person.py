"""Everybody who can sign in."""

from typing import Any, ClassVar

import pghistory
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone


class PersonManager(BaseUserManager["Person"]):
    """Creates people by e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        """Create a person.

        Args:
            email: an address; stored in lower case.
            password: in clear; ``None`` makes sign-in by password impossible.
            **fields: other fields of ``Person``.

        Raises:
            ValueError: without an address.
        """
        if not email:
            raise ValueError("A person needs an e-mail address.")
        person = self.model(email=email.lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        """Create a person who may do everything in the admin (``manage.py createsuperuser``).

        Their address counts as verified, on the word of whoever has the machine's command line: the first
        person of a hub must be able to sign in before mail works.
        """
        fields = {**fields, "is_staff": True, "is_superuser": True}
        person = self.create_user(email, password, **fields)
        person.emailaddress_set.create(email=person.email, verified=True, primary=True)
        return person

    def get_by_natural_key(self, username: str | None) -> "Person":
        """Return the person with this address, whatever its case."""
        return self.get(email__iexact=username)


@pghistory.track(exclude=["password", "last_login"])
class Person(AbstractBaseUser, PermissionsMixin):
    """Everybody who can sign in; ``boroughs.rights.roles_of`` says what they are to the hub.

    ``borough`` makes an officer. It is set when an e-mail address at one of the borough's domains has
    been verified, or by LOTI staff who approved a request, never by the person's own word.
    ``borough_roles`` are what an officer is besides. ``is_suppliers_person`` is set when LOTI staff
    approved a request; ``organisation`` is then the supplier in the person's words. ``left_on`` is the
    day on which a borough's administrator took an officer off the borough.
    """

    class BoroughRole(models.TextChoices):
        CONTRACT_MANAGER = "contract_manager", "contract manager"
        PUBLISHER = "publisher", "publisher"
        ADMINISTRATOR = "administrator", "borough administrator"

    email = models.EmailField("e-mail address", unique=True)
    name = models.CharField(max_length=120, blank=True)
    borough = models.ForeignKey(
        "boroughs.Borough", on_delete=models.PROTECT, null=True, blank=True, related_name="officers"
    )
    borough_roles = ArrayField(
        models.CharField(max_length=20, choices=BoroughRole),
        default=list,
        blank=True,
        help_text="What an officer is besides: contract manager, publisher, borough administrator.",
    )
    organisation = models.CharField(
        max_length=160, blank=True, help_text="Whom somebody who is no officer works for, in their words."
    )
    is_suppliers_person = models.BooleanField("supplier's person", default=False)
    is_facilitator = models.BooleanField("LOTI facilitator", default=False)
    is_staff = models.BooleanField("LOTI staff", default=False)
    is_active = models.BooleanField("may sign in", default=True)
    date_joined = models.DateTimeField(default=timezone.now, editable=False)
    left_on = models.DateField(null=True, blank=True, editable=False)

    objects = PersonManager()
    emailaddress_set: Any  # django-allauth's addresses of the person

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        ordering = ["email"]
        verbose_name_plural = "people"
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_person_an_address"),
            models.CheckConstraint(
                condition=models.Q(borough__isnull=False) | models.Q(borough_roles=[]),
                name="borough_roles_need_a_borough",
            ),
            models.CheckConstraint(
                condition=models.Q(borough__isnull=True) | models.Q(is_suppliers_person=False),
                name="an_officer_is_no_suppliers_person",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email
