"""Groups, discussions and shared issues for the pages that are looked at in a browser."""

import datetime as dt
from typing import Any

from django.utils import timezone

from boroughs.models import Person
from community.actions import edit_post, end_group, give_file, hide_post, report_post, take_answer, write_post
from community.actions.issues import answer_issue, escalate_issue, send_issue
from community.models import TeamsChannel
from documents.actions import check_version
from documents.models import DocumentVersion
from suppliers.models import Product, Supplier
from tests.factories import OfficerFactory, SupplierFactory, speak_for
from tests.factories.community import make_discussion, make_group, make_issue, make_meeting
from tests.factories.documents import pdf_file, uploaded, word_file

TEXT = (
    "We end in **March**. Who has\n\n- asked for CSV,\n- set a *day*,\n- [written it down](/toolkit/)?\n\n"
    "> Quoted.\n\n1. One\n2. Two\n\n`code`"
)


def talk_of(officer: Person, speaker: Person) -> dict[str, Any]:
    """Return the names of groups, of a question with an answer and a hidden post, and of two issues."""
    group = make_group(name="Housing systems", rules="- Be kind.", roadmap="Exit in 2027.")
    closed = make_group(officer, name="Market scoping", kind="market", access="closed")
    closed.memberships.create(person=OfficerFactory(name="Bea Lindqvist"))
    meeting = make_meeting(closed, officer, place="Town hall", agenda="1. Exit\n2. **Data**")
    end_group(group=make_group(name="A group that ended"))
    product = Product.objects.order_by("pk")[0]
    talk = make_discussion(
        by=officer, group=group, subject=product, text=TEXT, title="Exit terms with a long title"
    )
    others = [
        write_post(
            discussion=talk,
            text=f"Answer {number}: ask for CSV.",
            by=OfficerFactory(name="Cid Roe"),
            files=[uploaded(word_file(), f"exit schedule {number}.docx"), uploaded(pdf_file(), "plan.pdf")],
        )
        for number in range(3)
    ]
    address = "https://prod.environment.api.powerplatform.com/workflows/a?sig=b"
    TeamsChannel.objects.create(group=group, address=address, last_error="Teams answered 429.")
    give_file(group=closed, title="Notes of May", file=uploaded(b"One, two", "notes.txt"), by=officer)
    for version in DocumentVersion.objects.filter(state="waiting").order_by("pk")[1:]:
        check_version(version_id=version.pk)
    take_answer(discussion=talk, post=others[0], by=officer)
    hide_post(post=others[1], why="It names a price.", by=officer)
    own = write_post(discussion=talk, text="Thank you.", by=officer)
    edit_post(post=own, text="Thank you all.")
    report = report_post(post=others[2], kind="wrong", text="It is not so.", by=officer)
    make_discussion(by=officer, subject=product, kind="discussion", title="What is it like?")
    supplier: Supplier = SupplierFactory(name="Tidewater Software Ltd")
    speak_for(speaker, supplier)
    day = timezone.localdate() + dt.timedelta(days=14)
    issue = make_issue(
        by=officer, supplier=supplier, confirmed_by=[OfficerFactory(), OfficerFactory()], is_named=True
    )
    send_issue(issue=issue, answer_by=day, by=officer)
    answer_issue(issue=issue, text="From Monday on.\n\nIn CSV.", by=speaker)
    escalate_issue(issue=issue, to="The account director", why="Nothing came.", answer_by=day, by=officer)
    waiting = make_issue(
        by=officer, supplier=supplier, confirmed_by=[OfficerFactory()], title="Bills are wrong"
    )
    return {
        "group": group.slug,
        "closed_group": closed.slug,
        "talk": talk.pk,
        "meeting": meeting.pk,
        "own_post": own.pk,
        "other_post": others[2].pk,
        "post_report": report.pk,
        "product_id": product.pk,
        "shared_issue": issue.pk,
        "open_issue": waiting.pk,
        "issue_supplier": supplier.slug,
        "foreign_supplier": SupplierFactory().slug,
    }
