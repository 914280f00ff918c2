"""Groups and who belongs to them."""

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse

from community.querysets import GroupQuerySet


@pghistory.track()
class Group(models.Model):
    """A community of members around a matter: a practice, a product, a market (domain.md).

    In an *open* group every member of the hub reads and writes; in a *closed* one those who were let in.
    Anyone may read the names of open groups (R9). ``facilitator`` looks after it: unanswered questions,
    reports, who comes in. A closed-down group (``ended_on``) can be read, not written to.
    """

    class Kind(models.TextChoices):
        PRACTICE = "practice", "community of practice"
        FORUM = "forum", "contract managers’ forum"
        USERS = "users", "product user group"
        MARKET = "market", "market scoping working group"

    class Access(models.TextChoices):
        OPEN = "open", "open to all members"
        CLOSED = "closed", "closed: somebody lets you in"

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=10, choices=Kind)
    access = models.CharField(max_length=10, choices=Access, default=Access.OPEN)
    about = models.CharField("what it is for", max_length=600)
    rules = models.TextField("how members deal with each other", max_length=5000, blank=True)
    roadmap = models.TextField("what it works on", max_length=5000, blank=True)
    facilitator = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="groups_facilitated"
    )
    product = models.ForeignKey(
        "suppliers.Product", on_delete=models.SET_NULL, null=True, blank=True, related_name="groups"
    )
    created = models.DateTimeField(auto_now_add=True)
    last_post_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_on = models.DateField(null=True, blank=True)
    is_demonstration = models.BooleanField(default=False, editable=False)

    objects = GroupQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~Q(kind="users") | Q(access="open"), name="user_group_is_open"),
            models.UniqueConstraint(
                fields=["product"],
                condition=Q(kind="users", ended_on=None),
                name="a_product_has_one_user_group",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("group", args=[self.slug])


@pghistory.track()
class Membership(models.Model):
    """Somebody in a group: who hears of its new discussions, and who may read a closed one."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey("boroughs.Person", on_delete=models.CASCADE, related_name="memberships")
    joined_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["group", "person"]
        constraints = [
            models.UniqueConstraint(fields=["group", "person"], name="somebody_is_in_a_group_once")
        ]

    def __str__(self) -> str:
        return f"{self.person} in {self.group}"
