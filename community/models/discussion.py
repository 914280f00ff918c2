"""Discussions and questions, what is written in them, and reports of it."""

import pghistory
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from community.querysets import DiscussionQuerySet, PostQuerySet

LONGEST_POST = 10_000


@pghistory.track(exclude=["posts_count", "last_post_at"])
class Discussion(models.Model):
    """A discussion or a question, in a group or about a thing of the hub, or both.

    ``subject`` is the thing: a contract, a product, a supplier, a flag, a timeline, a page or clause of the
    toolkit, a pilot. ``answer`` is the post that whoever asked, or a facilitator, took as the answer.
    ``asked_peers_at`` says that those who know the subject were told that nobody has answered.
    """

    class Kind(models.TextChoices):
        QUESTION = "question", "question"
        DISCUSSION = "discussion", "discussion"

    kind = models.CharField(max_length=10, choices=Kind)
    title = models.CharField(max_length=160)
    group = models.ForeignKey(
        "community.Group", on_delete=models.CASCADE, null=True, blank=True, related_name="discussions"
    )
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, null=True, blank=True)
    object_id = models.PositiveBigIntegerField(null=True, blank=True)
    subject = GenericForeignKey("content_type", "object_id")
    author = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    borough = models.ForeignKey(
        "boroughs.Borough", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    begun_at = models.DateTimeField()
    last_post_at = models.DateTimeField()
    posts_count = models.PositiveIntegerField(default=0)
    answer = models.OneToOneField(
        "community.Post", on_delete=models.SET_NULL, null=True, blank=True, related_name="answers"
    )
    asked_peers_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True)
    is_demonstration = models.BooleanField(default=False, editable=False)

    objects = DiscussionQuerySet.as_manager()

    class Meta:
        ordering = ["-last_post_at", "-id"]
        indexes = [
            models.Index(fields=["last_post_at", "id"], name="discussion_by_last_post"),
            models.Index(fields=["group", "last_post_at", "id"], name="discussion_of_group"),
            models.Index(fields=["content_type", "object_id", "last_post_at"], name="discussion_of_thing"),
            models.Index(
                fields=["begun_at"], condition=Q(kind="question", answer=None), name="discussion_unanswered"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(group__isnull=False) | Q(content_type__isnull=False),
                name="discussion_has_a_place",
            ),
            models.CheckConstraint(
                condition=Q(content_type=None, object_id=None)
                | Q(content_type__isnull=False, object_id__isnull=False),
                name="subject_of_discussion_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(kind="question") | Q(answer=None), name="only_a_question_is_answered"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("discussion", args=[self.pk])


@pghistory.track(exclude=["search"])
class Post(models.Model):
    """What somebody wrote, in Markdown. The first one of a discussion says what it is about.

    ``hidden_why`` says why a facilitator hid it: others read the reason in place of the text.
    """

    discussion = models.ForeignKey(Discussion, on_delete=models.CASCADE, related_name="posts")
    author = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="posts"
    )
    borough = models.ForeignKey(
        "boroughs.Borough", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    text = models.TextField(max_length=LONGEST_POST)
    at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_why = models.CharField(max_length=300, blank=True)
    by_mail = models.CharField(
        "e-mail it came by", max_length=250, null=True, blank=True, unique=True, editable=False
    )
    search = models.GeneratedField(
        expression=SearchVector("text", config="english"), output_field=SearchVectorField(), db_persist=True
    )

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["discussion", "id"]
        indexes = [
            models.Index(fields=["discussion", "id"], name="post_of_discussion"),
            models.Index(fields=["author", "at"], name="post_of_author"),
            GinIndex(fields=["search"], name="post_search"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(hidden_at=None) | ~Q(hidden_why=""), name="hidden_post_says_why"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="a_post_says_something"),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    def get_absolute_url(self) -> str:
        """Return the address of its place in the discussion."""
        return f"{reverse('discussion', args=[self.discussion_id])}?post={self.pk}#post-{self.pk}"


@pghistory.track()
class Report(models.Model):
    """Somebody's word to the facilitators that a post should not stand as it does."""

    class Kind(models.TextChoices):
        CONFIDENTIAL = "confidential", "it tells what is confidential"
        PERSONAL = "personal", "it is about a person"
        UNKIND = "unkind", "it breaks the rules of the group"
        WRONG = "wrong", "it is wrong"
        ADVERT = "advert", "it advertises"

    class Result(models.TextChoices):
        OPEN = "open", "not decided"
        KEPT = "kept", "the post stands"
        HIDDEN = "hidden", "the post is hidden"

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="reports")
    kind = models.CharField(max_length=15, choices=Kind)
    text = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    result = models.CharField(max_length=10, choices=Result, default=Result.OPEN)
    answer = models.CharField("what both sides are told", max_length=300, blank=True)
    decided_by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "by"], condition=Q(result="open"), name="one_open_report_a_person"
            ),
            models.CheckConstraint(
                condition=Q(result="open", decided_at=None) | ~Q(result="open") & Q(decided_at__isnull=False),
                name="decided_report_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.post}"
