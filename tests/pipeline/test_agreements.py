"""Agreements between members: drafted from a template, checked, signed by each borough, ended."""

import datetime as dt
import io
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from docx import Document

from boroughs.models import Borough, Event, Person
from boroughs.refusals import Refused
from pipeline import collaborating
from pipeline.agreement_text import NOT_SAID, filled, questions, template, to_look_at
from pipeline.collaborating.agreements import remind_of_agreements
from pipeline.models import Agreement, Collaboration
from tests.factories import (
    HARMLESS,
    BoroughFactory,
    OfficerFactory,
    agreement_facts,
    draft_of,
    make_collaboration,
)

CAMDEN, HACKNEY, SUTTON = "camden", "hackney", "sutton"


# --- The wording -------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["memorandum", "master"])
def test_every_variable_of_a_template_is_one_that_is_filled_in(kind: str) -> None:
    known = {"members", "lead", "purpose", "rung", "start", "costs", "shared", "starts", "expires", "notice"}
    wording = template(kind)
    assert {"members", "lead", "purpose", "starts", "expires", "notice"} <= wording.variables <= known
    sections = filled(wording, {name: f"<{name}>" for name in known})
    said = " ".join(text for section in sections for _, text in section.paragraphs)
    assert "{{" not in said
    assert all(f"<{name}>" in said for name in wording.variables)
    assert [section.number for section in sections] == list(range(1, len(sections) + 1))


def test_what_is_not_said_yet_is_to_be_agreed() -> None:
    said = " ".join(
        text for one in filled(template("memorandum"), {"costs": ""}) for _, text in one.paragraphs
    )
    assert NOT_SAID in said


def test_the_check_asks_what_must_be_looked_at() -> None:
    version, asked = questions()
    assert version == 1
    assert {one.code for one in asked} == set(HARMLESS)
    assert all(one.source_url.startswith("https://") and one.then for one in asked)
    assert to_look_at(HARMLESS) == []
    for one in asked:
        other = "no" if HARMLESS[one.code] == "yes" else "yes"
        assert to_look_at(HARMLESS | {one.code: other}) == ([one] if one.look == other else [])


# --- On the database ---------------------------------------------------------------------------------


@pytest.fixture
def boroughs(db: None) -> dict[str, Borough]:
    return {slug: BoroughFactory(slug=slug) for slug in (CAMDEN, HACKNEY, SUTTON)}


@pytest.fixture
def joint(boroughs: dict[str, Borough]) -> Collaboration:
    return make_collaboration(lead=boroughs[CAMDEN], others=[boroughs[HACKNEY]])


@pytest.fixture
def camden(boroughs: dict[str, Borough]) -> Person:
    person: Person = OfficerFactory(borough=boroughs[CAMDEN])
    return person


@pytest.fixture
def hackney(boroughs: dict[str, Borough]) -> Person:
    person: Person = OfficerFactory(borough=boroughs[HACKNEY])
    return person


def ready(joint: Collaboration, by: Person, **answers: str) -> Agreement:
    """Return a draft whose check is answered."""
    paper = draft_of(joint, by)
    collaborating.answer_check(agreement=paper, answers=HARMLESS | answers, by=by)
    return paper


def sign(paper: Agreement, by: Person, on: dt.date | None = None) -> Agreement:
    day = on or timezone.localdate()
    return collaborating.sign_agreement(
        agreement=paper, name="Ada Byron", role="Director", signed_on=day, by=by
    )


def test_from_a_draft_to_force(joint: Collaboration, camden: Person, hackney: Person) -> None:
    paper = ready(joint, hackney)
    collaborating.open_for_signature(agreement=paper, by=camden)
    assert sign(paper, camden).state == Agreement.State.SIGNING
    assert sign(paper, hackney).state == Agreement.State.IN_FORCE
    said = [event.data["said"] for event in Event.objects.filter(kind="collaboration")]
    assert said.count("Memorandum of understanding 1 is in force: every member has signed it.") == 2


def test_nothing_is_opened_for_signature_unchecked(joint: Collaboration, camden: Person) -> None:
    paper = draft_of(joint, camden)
    with pytest.raises(Refused, match="competition check first"):
        collaborating.open_for_signature(agreement=paper, by=camden)
    with pytest.raises(Refused, match="Answer every question"):
        collaborating.answer_check(agreement=paper, answers={"boycott": "no"}, by=camden)


def test_an_answer_to_be_looked_at_needs_somebody(joint: Collaboration, camden: Person) -> None:
    paper, today = ready(joint, camden, prices_passed="yes"), timezone.localdate()
    with pytest.raises(Refused, match="who looked at"):
        collaborating.open_for_signature(agreement=paper, by=camden)
    cleared: dict[str, Any] = {"name": "Lee", "role": "Solicitor", "why": "Sums only.", "on": today}
    collaborating.clear_check(agreement=paper, by=camden, **cleared)
    # Another answer is another thing to look at.
    collaborating.answer_check(agreement=paper, answers=HARMLESS | {"boycott": "yes"}, by=camden)
    with pytest.raises(Refused, match="who looked at"):
        collaborating.open_for_signature(agreement=paper, by=camden)
    collaborating.clear_check(agreement=paper, by=camden, **cleared)
    opened = collaborating.open_for_signature(agreement=paper, by=camden)
    assert opened.state == Agreement.State.SIGNING


def test_only_the_lead_opens_it_and_nobody_changes_it_then(
    joint: Collaboration, camden: Person, hackney: Person
) -> None:
    paper = ready(joint, hackney)
    with pytest.raises(Refused, match="leads this collaboration"):
        collaborating.open_for_signature(agreement=paper, by=hackney)
    collaborating.open_for_signature(agreement=paper, by=camden)
    with pytest.raises(Refused, match="is not changed"):
        collaborating.change_agreement(agreement=paper, facts=agreement_facts(), by=hackney)
    sign(paper, hackney)
    with pytest.raises(Refused, match="has signed"):
        collaborating.back_to_draft(agreement=paper, by=camden)


def test_the_words_that_were_signed_stay(joint: Collaboration, camden: Person, hackney: Person) -> None:
    paper = ready(joint, camden)
    opened = collaborating.open_for_signature(agreement=paper, by=camden)
    before = opened.wording
    joint.agreed_start = dt.date(2031, 1, 1)
    joint.save()
    sign(paper, camden)
    paper.refresh_from_db()
    assert paper.wording == before
    assert "2031" not in str(paper.wording)


def test_a_new_one_ends_the_one_in_force(joint: Collaboration, camden: Person, hackney: Person) -> None:
    for _ in range(2):
        paper = ready(joint, camden)
        with pytest.raises(Refused, match="is being prepared"):
            draft_of(joint, hackney)
        collaborating.open_for_signature(agreement=paper, by=camden)
        sign(paper, camden)
        sign(paper, hackney)
    states = list(joint.agreements.order_by("number").values_list("number", "state"))
    assert states == [(1, "ended"), (2, "in_force")]


def test_who_comes_in_later_is_not_named_and_signs_the_next_one(
    client: Client, joint: Collaboration, boroughs: dict[str, Borough], camden: Person, hackney: Person
) -> None:
    paper = ready(joint, camden)
    collaborating.open_for_signature(agreement=paper, by=camden)
    sign(paper, camden)
    sutton = OfficerFactory(borough=boroughs[SUTTON])
    member = collaborating.invite(collaboration=joint, borough=boroughs[SUTTON], by=camden)
    collaborating.answer_invitation(member=member, accepts=True, by=sutton)
    client.force_login(sutton)
    page = client.get(paper.get_absolute_url()).content.decode()
    assert "It waits for Hackney." in page
    assert "came in after the words were fixed" in page
    with pytest.raises(Refused, match="is not named in it"):
        sign(paper, sutton)
    assert sign(paper, hackney).state == Agreement.State.IN_FORCE


@pytest.mark.parametrize("somebody_signed", [False, True])
def test_what_names_a_borough_that_left_is_not_signed_any_further(
    client: Client,
    joint: Collaboration,
    boroughs: dict[str, Borough],
    camden: Person,
    hackney: Person,
    somebody_signed: bool,
) -> None:
    paper = ready(joint, camden)
    collaborating.open_for_signature(agreement=paper, by=camden)
    if somebody_signed:
        sign(paper, camden)
    collaborating.leave(collaboration=joint, borough=boroughs[HACKNEY], by=hackney)
    paper.refresh_from_db()
    assert paper.state == (Agreement.State.ENDED if somebody_signed else Agreement.State.DRAFT)
    said = [event.data["said"] for event in Event.objects.filter(kind="collaboration")]
    then = "has ended: draft another one" if somebody_signed else "is a draft again"
    assert any(line.startswith("Hackney left. Memorandum") and then in line for line in said)
    client.force_login(camden)
    page = client.get(paper.get_absolute_url()).content.decode()
    assert ("Hackney</dt>" in page) == somebody_signed  # whom it was between, and who drafts now


def test_the_one_before_ends_on_the_day_of_the_last_signature_whoever_records_it_last(
    joint: Collaboration, camden: Person, hackney: Person
) -> None:
    today = timezone.localdate()
    before, after = today - dt.timedelta(days=9), today - dt.timedelta(days=2)
    for _ in range(2):
        paper = ready(joint, camden)
        collaborating.open_for_signature(agreement=paper, by=camden)
        sign(paper, camden, after)
        sign(paper, hackney, before)
    assert joint.agreements.get(number=1).ended_on == after


def test_a_signature_is_mended_until_it_is_in_force(
    client: Client, joint: Collaboration, camden: Person
) -> None:
    paper, today = ready(joint, camden), timezone.localdate()
    collaborating.open_for_signature(agreement=paper, by=camden)
    client.force_login(camden)
    address = f"{paper.get_absolute_url()}sign/"
    form = {"name": "Ada Byron", "role": "Director", "on": f"{today - dt.timedelta(days=365):%d/%m/%Y}"}
    assert "give that day or a later one" in client.post(address, form).content.decode()
    client.post(address, form | {"on": f"{today:%d/%m/%Y}"})
    page = client.get(paper.get_absolute_url()).content.decode()
    assert "Mend what is recorded for Camden" in page
    assert "Change the words again" not in page
    assert 'value="Ada Byron"' in client.get(address).content.decode()


def test_ending_is_asked_about_first(client: Client, joint: Collaboration, camden: Person) -> None:
    paper = ready(joint, camden)
    client.force_login(camden)
    address = f"{paper.get_absolute_url()}act/"
    asked = client.post(address, {"act": "end"}).content.decode()
    assert "Give up Memorandum of understanding 1?" in asked
    paper.refresh_from_db()
    assert paper.state == Agreement.State.DRAFT
    client.post(address, {"act": "end", "sure": "yes"})
    paper.refresh_from_db()
    assert paper.state == Agreement.State.ENDED


def test_whoever_would_leave_reads_what_becomes_of_agreements(
    client: Client, joint: Collaboration, camden: Person, hackney: Person
) -> None:
    paper = ready(joint, camden)
    collaborating.open_for_signature(agreement=paper, by=camden)
    client.force_login(hackney)
    address = f"/collaborations/{joint.slug}/leave/"
    assert "it is a draft again" in client.get(address).content.decode()
    sign(paper, camden)
    assert "open for signature: it ends" in client.get(address).content.decode()
    sign(paper, hackney)
    assert "3 months of notice in writing" in client.get(address).content.decode()


def test_members_are_told_before_it_expires_and_once(
    joint: Collaboration, camden: Person, hackney: Person
) -> None:
    paper = ready(joint, camden)
    collaborating.open_for_signature(agreement=paper, by=camden)
    sign(paper, camden)
    sign(paper, hackney)
    paper.refresh_from_db()

    def told(days: int) -> int:
        return remind_of_agreements(on=paper.expires_on - dt.timedelta(days=days))

    assert [told(91), told(88), told(88), told(29), told(1), told(-1)] == [0, 2, 0, 2, 0, 0]


def test_the_pages_lead_from_draft_to_word(
    client: Client, joint: Collaboration, camden: Person, django_assert_max_num_queries: Any
) -> None:
    client.force_login(camden)
    address = f"/collaborations/{joint.slug}/agreements/"
    form = {
        "kind": "memorandum",
        "purpose": "To write one specification.",
        "starts_on": "1 February 2027",
        "expires_on": "31 January 2027",
        "notice_months": "3",
    }
    assert "must come after 1 February 2027" in client.post(address, form).content.decode()
    page = client.post(address, form | {"expires_on": "31 January 2029"}, follow=True)
    assert "Answer the competition check" in page.content.decode()
    assert "give a whole number" not in page.content.decode()
    wrong = client.post(f"{address}1/check/", {"boycott": "no"}).content.decode()
    assert "Answer yes or no" in wrong
    client.post(f"{address}1/check/", HARMLESS)
    client.post(f"{address}1/act/", {"act": "open"})
    today = timezone.localdate()
    on = f"{today.day} {today:%B %Y}"
    client.post(f"{address}1/sign/", {"name": "Ada Byron", "role": "Director", "on": on})
    with django_assert_max_num_queries(14):
        shown = client.get(f"{address}1/").content.decode()
    assert f"Ada Byron, Director, on {on}" in shown
    assert "It waits for Hackney." in shown
    word = client.get(f"{address}1/agreement.docx")
    assert word["Content-Disposition"].startswith("attachment")
    document = Document(io.BytesIO(word.content))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert "1. Who this is between" in texts
    assert any("until 31 January 2029" in text for text in texts)
    assert [cell.text for cell in document.tables[0].rows[1].cells][1:3] == ["Ada Byron", "Director"]


def test_a_stranger_finds_nothing(client: Client, joint: Collaboration, camden: Person) -> None:
    draft_of(joint, camden)
    client.force_login(OfficerFactory(borough=Borough.objects.get(slug=SUTTON)))
    for path in ("", "1/", "1/check/", "1/agreement.docx"):
        assert client.get(f"/collaborations/{joint.slug}/agreements/{path}").status_code == 404
