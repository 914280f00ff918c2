"""The toolkit: loading, reading, searching, feedback, clauses and schedules, the admin's versions."""

import datetime as dt
import io
import re
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import is_valid_path, reverse
from django.utils import timezone
from docx import Document
from pytest_django import DjangoAssertNumQueries

from boroughs.models import Notification, Person
from boroughs.notifications.telling import tell_events
from boroughs.reference import load_reference
from boroughs.refusals import Refused
from pipeline.procuring import enter_stage
from tests.factories import BoroughFactory, ContractFactory, OfficerFactory, PersonFactory, make_timeline
from tests.factories.toolkit import WORDING, make_adoption, make_clause, make_page, make_problem
from tests.pages import text_of
from toolkit.actions import adopt_clause, give_feedback, publish_due_pages, remind_of_reviews
from toolkit.loading import load_toolkit
from toolkit.markdown import render
from toolkit.models import Adoption, Clause, Page, PageFeedback, ProblemStatement, Stage
from toolkit.texts import difference, filled, terms_of, variables_of
from toolkit.word import numbered

pytestmark = pytest.mark.django_db
REFERENCE = django_settings.BASE_DIR / "data" / "reference"


@pytest.fixture
def officer() -> Person:
    person: Person = OfficerFactory(borough=BoroughFactory(slug="camden"))
    return person


@pytest.fixture
def staff() -> Person:
    person: Person = PersonFactory(is_staff=True)
    return person


def signed_in(client: Client, person: Person) -> Client:
    client.force_login(person)
    return client


def words_in(answer: Any) -> list[str]:
    """Return the paragraphs of a Word document."""
    return [one.text for one in Document(io.BytesIO(answer.content)).paragraphs]


# --- The first edition ----------------------------------------------------------------------------


class TestFirstEdition:
    def test_it_loads_once_and_leaves_alone_what_staff_have_changed(self) -> None:
        load_reference()
        assert Stage.objects.count() == 5
        assert Page.objects.published().count() >= 25
        assert ProblemStatement.objects.count() >= 25
        assert Clause.objects.published().count() >= 20
        page = Page.objects.earliest("pk")
        Page.objects.filter(pk=page.pk).update(title="Ours", keep_mine=True)
        other = Page.objects.latest("pk")
        Page.objects.filter(pk=other.pk).update(title="Damaged")
        changes = Page.events.rel.related_model.objects.count()  # type: ignore[attr-defined]
        load_toolkit(REFERENCE)
        page.refresh_from_db()
        again = Page.objects.get(pk=other.pk)
        assert (page.title, again.title) == ("Ours", other.title)
        assert Page.events.rel.related_model.objects.count() == changes + 1  # type: ignore[attr-defined]

    def test_every_page_opens_and_holds_no_script(self, client: Client) -> None:
        load_reference()
        for page in Page.objects.published().select_related("stage"):
            answer = client.get(page.get_absolute_url())
            assert answer.status_code == 200
            assert "<script" not in render(page.text)
        guide = client.get(reverse("toolkit_guide"))
        assert guide.content.decode().count("<article") == Page.objects.count()

    def test_every_link_inside_the_hub_leads_to_a_page(self) -> None:
        load_reference()
        texts = [*Page.objects.values_list("text", flat=True), *Clause.objects.values_list("text", flat=True)]
        links = {link for text in texts for link in re.findall(r"\]\((/[^)#?]*)", text)}
        assert links
        assert {link for link in links if not is_valid_path(link)} == set()

    def test_the_whole_guide_is_one_word_document(self, client: Client) -> None:
        load_reference()
        answer = client.get(reverse("toolkit_guide_word"))
        document = Document(io.BytesIO(answer.content))
        headings = [one.text for one in document.paragraphs if one.style and one.style.name == "Heading 2"]
        assert headings == [page.title for page in Page.objects.published()]
        contents = [one.text for one in document.paragraphs if "w:anchor" in one._p.xml]
        assert [title for title in contents if title in headings] == headings
        assert '<w:pgSz w:w="11906" w:h="16838"/>' in document.element.xml  # A4
        assert document.sections[0].footer.paragraphs[0].text == "Page 1 of 1"

    def test_a_clause_of_the_edition_fills_in_and_numbers(self, client: Client) -> None:
        load_reference()
        for clause in Clause.objects.published():
            page = client.get(clause.get_absolute_url())
            assert page.status_code == 200
            assert "{{" not in page.content.decode()


# --- Reading --------------------------------------------------------------------------------------


class TestReading:
    def test_lists_of_a_word_document_each_count_from_one_and_tables_stay_tables(
        self, client: Client
    ) -> None:
        page = make_page(
            text="## How\n\n1. Read\n2. Ask\n\n## Again\n\n1. Write\n   1. Once\n   2. Twice\n2. Send\n\n"
            "| Gate | Days |\n|---|---|\n| **Cabinet** | 28 |\n"
        )
        answer = client.get(reverse("toolkit_page_word", args=[page.stage.slug, page.slug]))
        document: Any = Document(io.BytesIO(answer.content))
        list_of = {
            one.text: one._p.pPr.numPr.numId.val
            for one in document.paragraphs
            if one._p.pPr is not None and one._p.pPr.numPr is not None
        }
        assert list_of["Read"] == list_of["Ask"]
        assert list_of["Write"] == list_of["Send"]
        assert len({list_of["Read"], list_of["Write"], list_of["Once"]}) == 3
        begins = {
            one.numId: one.lvlOverride_lst[0].startOverride.val
            for one in document.part.numbering_part.element.num_lst
            if one.lvlOverride_lst
        }
        assert {begins[number] for number in list_of.values()} == {1}
        cells = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
        assert cells == [["Gate", "Days"], ["Cabinet", "28"]]
        assert [one.text for one in document.paragraphs].count(page.title) == 1

    def test_anybody_reads_the_guide_by_stage_and_by_role(self, client: Client) -> None:
        shown = make_page(title="Count back", roles=["finance"])
        make_page(title="Hidden draft", state="draft")
        page = text_of(client.get(reverse("toolkit")))
        assert "Count back" in page
        assert "Publish your dates." in page
        assert "Hidden draft" not in page
        assert "Count back" in text_of(client.get(reverse("toolkit"), {"role": "finance"}))
        assert "Count back" not in text_of(client.get(reverse("toolkit"), {"role": "legal"}))
        assert "Count back" in text_of(client.get(shown.stage.get_absolute_url()))

    def test_a_search_shows_where_it_says_so(self, client: Client) -> None:
        make_page(text="## What\n\nAsk for the gazebo module early.")
        page = client.get(reverse("toolkit"), {"q": "gazebos"})
        assert "1 page" in text_of(page)
        assert "<mark" in page.content.decode()
        assert "No page says this" in text_of(client.get(reverse("toolkit"), {"q": "pergola"}))

    def test_only_staff_see_a_draft_as_it_will_look(
        self, client: Client, officer: Person, staff: Person
    ) -> None:
        draft = make_page(state="draft")
        assert client.get(draft.get_absolute_url()).status_code == 404
        assert signed_in(client, officer).get(draft.get_absolute_url()).status_code == 404
        assert "Preview" in text_of(signed_in(client, staff).get(draft.get_absolute_url()))

    def test_problems_lead_to_pages(self, client: Client) -> None:
        make_problem(make_page(title="Count back"))
        page = text_of(client.get(reverse("toolkit_problems"), {"q": "quote"}))
        assert "The renewal quote was the first we heard of it." in page
        assert "Count back" in page
        assert "Nobody has said this yet" in text_of(client.get(reverse("toolkit_problems"), {"q": "gazebo"}))

    def test_members_say_what_is_missing_once(self, client: Client, officer: Person) -> None:
        page = make_page()
        say = reverse("toolkit_feedback", args=[page.stage.slug, page.slug])
        assert "Tell LOTI" not in text_of(client.get(page.get_absolute_url()))
        assert client.post(say, {"useful": "yes"}).status_code == 302
        assert not PageFeedback.objects.exists()
        signed_in(client, officer)
        assert "Say whether it was useful" in text_of(client.post(say, {"text": "More examples"}))
        client.post(say, {"useful": "no", "text": "More examples"})
        client.post(say, {"useful": "yes", "text": "Now it is good"})
        assert PageFeedback.objects.get().useful

    def test_a_page_asks_a_bounded_number_of_queries(
        self, client: Client, officer: Person, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        page = make_page()
        for _ in range(6):
            make_page().clauses.add(clause := make_clause())
            page.clauses.add(clause)
            make_problem(page)
        signed_in(client, officer)
        for address in (
            page.get_absolute_url(),
            reverse("toolkit"),
            reverse("toolkit_problems"),
            reverse("toolkit_clauses"),
            clause.get_absolute_url(),
            reverse("toolkit_guide"),
        ):
            client.get(address)
            with django_assert_max_num_queries(12):
                assert client.get(address).status_code == 200

    @pytest.mark.parametrize(
        "evil",
        [
            "<script>alert(1)</script>",
            "[x](javascript:alert(1))",
            "![x](https://evil.example/x.png)",
            '<a href="/" onclick="x()">x</a>',
            "[x](data:text/html,x)",
        ],
    )
    def test_markdown_brings_in_nothing_that_acts(self, evil: str) -> None:
        html = render(evil)
        assert "<script" not in html
        assert "<img" not in html
        assert 'href="javascript' not in html
        assert 'href="data' not in html
        assert "<a" not in html or "onclick=" not in html.split("<a")[1].split(">")[0]


# --- Clauses --------------------------------------------------------------------------------------


class TestClauses:
    def test_gaps_are_filled_in_from_the_address(self, client: Client) -> None:
        clause = make_clause()
        page = text_of(client.get(clause.get_absolute_url()))
        assert "within 20 days" in page
        assert "pays £500;" in page
        name = f"{clause.slug}.days"
        page = text_of(
            client.get(clause.get_absolute_url(), {"fill": "yes", name: "5", f"{clause.slug}.sum": ""})
        )
        assert "within 5 days" in page
        assert "pays […];" in page
        wrong = client.get(clause.get_absolute_url(), {"fill": "yes", name: "soon", "as": "word"})
        assert "Write a number, such as 20." in text_of(wrong)

    def test_it_is_downloaded_as_a_numbered_schedule(self, client: Client) -> None:
        clause = make_clause(title="Data export")
        lines = words_in(client.get(clause.get_absolute_url(), {"fill": "yes", "as": "word"}))
        assert "1. Definitions" in lines
        assert "2. Data export" in lines
        assert "2.1  The Supplier gives the Borough all of its data within […] days." in lines
        assert "2.2.2  mends the export." in lines

    def test_several_make_one_schedule_with_each_term_once(self, client: Client) -> None:
        one, two = make_clause(title="Exit plan"), make_clause(title="Data return")
        address = reverse("toolkit_schedule")
        assert "Assemble a schedule" in text_of(client.get(address, {"clause": [one.slug, two.slug]}))
        lines = words_in(client.get(address, {"clause": [one.slug, two.slug], "fill": "yes", "as": "word"}))
        assert sum(line.startswith("Supplier: ") for line in lines) == 1
        assert [line for line in lines if line.startswith(("2. ", "3. "))] == [
            "2. Exit plan",
            "3. Data return",
        ]
        nothing = client.get(address, {"clause": "there-is-none"}, follow=True)
        assert "Choose at least one clause" in text_of(nothing)

    def test_two_versions_are_compared(self, client: Client) -> None:
        clause = make_clause(text="1. Within {{ days }} days, {{ sum }}.")
        clause.text, clause.version = "1. Within {{ days }} working days, {{ sum }}.", 2
        clause.save()
        page = client.get(reverse("toolkit_clause_versions", args=[clause.slug])).content.decode()
        assert "<ins>working</ins>" in page
        missing = client.get(reverse("toolkit_clause_versions", args=[clause.slug]), {"from": "1", "to": "7"})
        assert missing.status_code == 404

    def test_a_contract_says_which_it_has_and_lacks(self, client: Client, officer: Person) -> None:
        contract = ContractFactory(boroughs=[officer.borough])
        clause = make_clause(kind="exit", title="Exit plan")
        page = reverse("contract_clauses", args=[contract.pk])
        assert "exit, access to data, service levels" in text_of(signed_in(client, officer).get(page))
        assert "Choose the clause" in text_of(client.post(page, {}))
        client.post(page, {"clause": clause.pk, "deviations": "Sixty days."})
        assert "access to data, service levels" in text_of(client.get(page))
        made = Adoption.objects.get()
        client.post(
            reverse("adoption", args=[made.pk]), {"outcome": "helped", "outcome_text": "It saved us."}
        )
        assert "it helped. It saved us." in text_of(client.get(clause.get_absolute_url()))
        client.logout()
        public = text_of(client.get(clause.get_absolute_url()))
        assert "1 contract; members see whose." in public
        assert "It saved us" not in public

    def test_another_boroughs_contract_is_unknown(self, client: Client, officer: Person) -> None:
        owner = OfficerFactory()
        contract = ContractFactory(boroughs=[owner.borough])
        made = make_adoption(contract, owner)
        signed_in(client, officer)
        assert client.get(reverse("contract_clauses", args=[contract.pk])).status_code == 404
        assert client.get(reverse("adoption", args=[made.pk])).status_code == 404
        assert officer.borough is not None
        with pytest.raises(Refused, match="none of"):
            adopt_clause(
                clause=make_clause(), contract=contract, borough=officer.borough, deviations="", by=officer
            )

    def test_it_is_taken_back(self, client: Client, officer: Person) -> None:
        made = make_adoption(ContractFactory(boroughs=[officer.borough]), officer)
        signed_in(client, officer).post(reverse("adoption", args=[made.pk]), {"remove": "yes"})
        assert not Adoption.objects.exists()


def test_the_rules_of_texts() -> None:
    assert filled("a {{ b }} {{ c }}", {"b": "1"}) == "a 1 […]"
    assert terms_of(["A = b = c", " = nothing"]) == {"A": "b = c"}
    assert variables_of(["a:Label:text:x:y"])[0].default == "x:y"
    with pytest.raises(ValueError, match="name:label:type:default"):
        variables_of(["a:b"])
    assert [place for place, _ in numbered(WORDING, "3")] == ["3.1", "3.2", "3.2.1", "3.2.2"]
    assert difference("a b", "a c") == "<span>a</span> <del>b</del> <ins>c</ins> "


# --- The admin ------------------------------------------------------------------------------------


class TestAdmin:
    def form_of(self, page: Page, **changes: Any) -> dict[str, Any]:
        names = ("slug", "title", "summary", "collaboration", "text", "position", "state")
        return {**{name: getattr(page, name) for name in names}, "stage": page.stage_id, **changes}

    def test_staff_schedule_a_page_and_it_is_published_at_its_hour(
        self, client: Client, staff: Person
    ) -> None:
        page = make_page(state="draft")
        change = reverse("admin:toolkit_page_change", args=[page.pk])
        signed_in(client, staff)
        refused = client.post(change, self.form_of(page, state="scheduled")).content.decode()
        assert "Say when it is to be published." in refused
        hour = timezone.localtime(timezone.now() + dt.timedelta(hours=2))
        past = {"publish_at_0": "2020-01-01", "publish_at_1": "08:00"}
        assert (
            "This hour is past"
            in client.post(change, self.form_of(page, state="scheduled", **past)).content.decode()
        )
        when = {"publish_at_0": hour.date().isoformat(), "publish_at_1": hour.strftime("%H:%M:%S")}
        assert client.post(change, self.form_of(page, state="scheduled", **when)).status_code == 302
        assert publish_due_pages() == 0
        assert publish_due_pages(timezone.now() + dt.timedelta(hours=3)) == 1
        page.refresh_from_db()
        assert (page.state, page.keep_mine) == ("published", True)

    def test_a_version_is_brought_back(self, client: Client, staff: Person) -> None:
        page = make_page(text="The old words.")
        signed_in(client, staff)
        change = reverse("admin:toolkit_page_change", args=[page.pk])
        assert client.post(change, self.form_of(page, text="The new words.")).status_code == 302
        versions = reverse("admin:toolkit_page_versions", args=[page.pk])
        shown = client.get(versions).content.decode()
        assert "<del>old</del>" in shown
        first = page.events.order_by("pgh_id")[0]  # type: ignore[attr-defined]
        client.post(versions, {"version": first.pgh_id})
        page.refresh_from_db()
        assert page.text == "The old words."
        assert client.post(versions, {"version": "999999"}).status_code == 404

    def test_who_looks_at_a_page_next_takes_it_on_and_is_told_once_a_fortnight_before(
        self, client: Client, staff: Person
    ) -> None:
        today = timezone.localdate()
        page, other = make_page(review_by=today + dt.timedelta(days=20)), make_page(title="Somebody else’s")
        signed_in(client, staff)
        pages = reverse("admin:toolkit_page_changelist")
        client.post(pages, {"action": "take_on", "_selected_action": [page.pk]})
        mine = text_of(client.get(pages, {"editor": "me"}))
        assert page.title in mine
        assert other.title not in mine
        assert other.title in text_of(client.get(pages, {"editor": "nobody"}))

        assert remind_of_reviews(on=today) == 0
        for day in (6, 7):
            remind_of_reviews(on=today + dt.timedelta(days=day))
            tell_events()
        (told,) = Notification.objects.filter(person=staff)
        assert f"Look at “{page.title}” by" in text_of(client.get(reverse("notifications")))
        assert client.get(reverse("notification", args=[told.pk])).status_code == 302

    def test_pages_are_published_and_archived_together(self, client: Client, staff: Person) -> None:
        pages = [make_page(state="draft") for _ in range(3)]
        signed_in(client, staff)
        listed = reverse("admin:toolkit_page_changelist")
        for action, state in (("publish", "published"), ("archive", "archived")):
            client.post(listed, {"action": action, "_selected_action": [page.pk for page in pages]})
            assert set(Page.objects.values_list("state", flat=True)) == {state}
        client.post(listed, {"action": "looked_at_again", "_selected_action": [pages[0].pk]})
        assert Page.objects.filter(reviewed_on=timezone.localdate()).count() == 1

    def test_a_changed_wording_is_a_new_version(self, client: Client, staff: Person) -> None:
        clause = make_clause()
        signed_in(client, staff)
        change = reverse("admin:toolkit_clause_change", args=[clause.pk])
        form = {
            "slug": clause.slug,
            "title": clause.title,
            "kind": clause.kind,
            "valid_from": "2026-11-01",
            "summary": clause.summary,
            "risk": clause.risk,
            "fallback": clause.fallback,
            "definitions": "\n".join(clause.definitions),
            "variables": "\n".join(clause.variables),
            "is_published": "on",
        }
        wrong = client.post(
            change, {**form, "text": "1. Within {{ weeks }} weeks, {{ sum }}."}
        ).content.decode()
        assert "The text uses weeks" in wrong
        assert "The text does not use days" in wrong
        text = "1. Within {{ days }} working days, {{ sum }}."
        assert client.post(change, {**form, "text": text}).status_code == 302
        clause.refresh_from_db()
        assert (clause.version, clause.keep_mine) == (2, True)
        assert clause.definitions[0] == "Borough = the council that signs, with its schools"

    def test_what_members_said_is_marked_as_dealt_with(
        self, client: Client, staff: Person, officer: Person
    ) -> None:
        page = make_page()
        said = give_feedback(page=page, useful=False, text="More examples", by=officer)
        listed = reverse("admin:toolkit_pagefeedback_changelist")
        signed_in(client, staff).post(listed, {"action": "deal_with", "_selected_action": [said.pk]})
        said.refresh_from_db()
        assert said.done_at is not None
        again = give_feedback(page=page, useful=False, text="Still too few", by=officer)
        assert again.done_at is None

    def test_officers_have_no_way_in(self, client: Client, officer: Person) -> None:
        page = make_page()
        answer = signed_in(client, officer).get(reverse("admin:toolkit_page_versions", args=[page.pk]))
        assert answer.status_code in {302, 403}


class TestWhereOfficersWork:
    """The toolkit is led to from the pages where officers work."""

    def test_a_timeline_leads_to_the_pages_on_its_stage(self, client: Client, officer: Person) -> None:
        timeline = make_timeline(borough=officer.borough)
        page = timeline.get_absolute_url()
        assert "the toolkit’s pages on “Plan”" in text_of(signed_in(client, officer).get(page))
        stage = timeline.stages.earliest("position")
        enter_stage(procurement=timeline, stage=stage, on=timezone.localdate(), by=officer)
        answer = client.get(page)
        assert "the toolkit’s pages on “Specify and buy”" in text_of(answer)
        assert reverse("toolkit_stage", args=["specify-and-buy"]) in answer.content.decode()

    def test_a_contract_leads_its_officers_to_its_clauses(self, client: Client, officer: Person) -> None:
        contract = ContractFactory(boroughs=[officer.borough])
        line = "Which clauses it has, and which it lacks"
        assert line in text_of(signed_in(client, officer).get(contract.get_absolute_url()))
        assert line not in text_of(signed_in(client, OfficerFactory()).get(contract.get_absolute_url()))
