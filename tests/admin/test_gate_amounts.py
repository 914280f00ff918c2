"""What the admin refuses of a gate."""

import pytest
from django.test import Client

from boroughs.models import Gate
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("amount", "recorded"), [("-5", False), ("0", True), ("500000", True)])
def test_a_gate_begins_at_no_amount_below_nothing(client: Client, amount: str, recorded: bool) -> None:
    client.force_login(PersonFactory(is_staff=True, is_superuser=True))
    gate = {
        "body": "Cabinet",
        "before_stage": "award_decision",
        "position": "1",
        "lead_days": "21",
        "forward_plan_days": "28",
        "value_from": amount,
        "valid_from": "2026-04-01",
        "source": "Constitution",
    }
    answer = client.post("/admin/boroughs/gate/add/", gate)
    assert Gate.objects.exists() == recorded
    assert ("Give an amount that is not below £0." in answer.content.decode()) != recorded
