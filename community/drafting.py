"""A good answer becomes a draft page of the toolkit."""

from django.db import transaction
from django.utils.text import slugify

from boroughs.refusals import Refused
from community.models import Discussion
from toolkit.models import Page, Stage


@transaction.atomic
def draft_page(*, discussion: Discussion) -> Page:
    """Make a draft page from a question and its answer; whoever curates gives it its stage and its words.

    No name goes along: the page says where the answer comes from by a link that members can open.

    Raises:
        Refused: where the question has no answer, a draft was made of it before, or there is no stage yet.
    """
    answer = discussion.answer
    if answer is None:
        raise Refused("Take an answer first.")
    stage = Stage.objects.order_by("position").first()
    if stage is None:
        raise Refused("The toolkit has no stage yet: make one in the admin.")
    slug = f"{slugify(discussion.title)[:60] or 'answer'}-{discussion.pk}"
    if Page.objects.filter(slug=slug).exists():
        raise Refused("There is a draft of this answer already.")
    question = discussion.posts.order_by("pk")[0]
    text = (
        f"## What was asked\n\n{question.text}\n\n## What helped\n\n{answer.text}\n\n"
        f"[The discussion]({discussion.get_absolute_url()}) is open to members.\n"
    )
    return Page.objects.create(
        stage=stage,
        slug=slug,
        title=discussion.title[:120],
        summary=f"What peers answered to: {discussion.title}"[:300],
        text=text,
        state=Page.State.DRAFT,
        keep_mine=True,
    )
