"""Two officers who change one record of performance at once; contracts whose rating is published."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from performance.actions import change_record
from performance.models import Issue, Kpi
from performance.scale import may_need_notice
from tests.factories import BoroughFactory, ContractFactory, OfficerFactory
from tests.factories.performance import make_issue, make_kpi
from tests.pages import text_of

pytestmark = pytest.mark.django_db


def typed(client: Client, page: str) -> dict[str, object]:
    """Return what a form sends if nobody changes anything in it."""
    form = client.get(page).context["form"]
    return {field.html_name: value for field in form if (value := field.value()) not in (None, False)}


def test_the_second_of_two_officers_is_told_what_the_first_has_changed(client: Client) -> None:
    ada = OfficerFactory(borough=BoroughFactory(slug="camden"))
    contract = ContractFactory(boroughs=[ada.borough])
    issue = make_issue(contract, ada)
    page = reverse("performance_change", args=["issue", issue.pk])
    client.force_login(ada)
    sent = {**typed(client, page), "opened": "1 October 2026", "text": "It came a month late."}
    other = OfficerFactory(borough=ada.borough)
    change_record(record=issue, said={"severity": "critical", "is_shared": True}, by=other)
    answer = client.post(page, sent)
    assert "severity: critical; " not in text_of(client.get(page))
    said = text_of(answer)
    assert "Somebody else has changed this meanwhile" in said
    assert "severity: critical" in said
    assert "shared with members: yes" in said
    assert "It came a month late." in said
    assert Issue.objects.get().severity == "critical"
    again = {**sent, "seen": answer.context["form"]["seen"].value()}
    assert client.post(page, again).status_code == 302
    assert (Issue.objects.get().severity, Issue.objects.get().text) == ("serious", "It came a month late.")


def test_a_form_that_nobody_has_overtaken_is_saved(client: Client) -> None:
    ada = OfficerFactory()
    kpi = make_kpi(ContractFactory(boroughs=[ada.borough]), ada)
    page = reverse("performance_change", args=["kpi", kpi.pk])
    client.force_login(ada)
    sent = {**typed(client, page), "begins": "1 April 2025", "target": "98", "name": "Calls answered"}
    assert client.post(page, sent).status_code == 302
    assert Kpi.objects.get().name == "Calls answered"
    assert client.post(page, {**sent, "seen": "forged"}).status_code == 302


@pytest.mark.parametrize(
    ("value", "may"), [(None, False), ("4000000", False), ("4500000", True), ("5000001", True)]
)
def test_a_contract_above_the_laws_value_may_need_a_notice(
    client: Client, value: str | None, may: bool
) -> None:
    worth = Decimal(value) if value else None
    assert may_need_notice(worth) is may
    ada = OfficerFactory()
    contract = ContractFactory(boroughs=[ada.borough], value=worth)
    page = reverse("contract_performance", args=[contract.pk])
    client.force_login(ada)
    assert ("contract performance notice (UK9)" in text_of(client.get(page))) is may
    client.force_login(OfficerFactory())
    assert "UK9" not in text_of(client.get(page))
