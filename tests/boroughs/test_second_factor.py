"""The second factor: who is sent to set one up, from where, and that the last one stays."""

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.test import Client

from boroughs.models import Person
from tests.factories import SECRET, BoroughFactory, OfficerFactory, PersonFactory, give_second_factor
from tests.pages import text_of

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse"


def code_now(secret: str = SECRET) -> str:
    """Return the code that an app shows at this moment."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def verified(person: Person) -> Person:
    """Let somebody sign in: their address is confirmed."""
    person.emailaddress_set.create(email=person.email, verified=True, primary=True)
    return person


@pytest.fixture(params=["staff", "administrator"])
def without(request: pytest.FixtureRequest) -> Person:
    """Somebody who needs a second factor and has none."""
    if request.param == "staff":
        staff: Person = PersonFactory(is_staff=True, second_factor=False)
        return staff
    administrator: Person = OfficerFactory(borough_roles=["administrator"], second_factor=False)
    return administrator


@pytest.mark.parametrize("address", ["/", "/register/", "/collaborate/", "/admin/", "/privacy/"])
def test_those_who_need_a_factor_are_sent_to_set_it_up(without: Person, client: Client, address: str) -> None:
    client.force_login(without)
    answer = client.get(address)
    assert answer.status_code == 302
    assert answer["Location"] == "/account/2fa/"
    page = text_of(client.get(answer["Location"]))
    assert "your account needs a second factor" in page


def test_a_post_is_stopped_too(without: Person, client: Client) -> None:
    client.force_login(without)
    assert client.post("/collaborate/1/", {}).status_code == 302


@pytest.mark.parametrize("address", ["/account/", "/account/2fa/", "/account/logout/", "/health/live/"])
def test_their_own_account_the_way_out_and_health_stay_open(
    without: Person, client: Client, address: str
) -> None:
    client.force_login(without)
    assert client.get(address).status_code == 200


def test_static_files_stay_open(without: Person, client: Client) -> None:
    client.force_login(without)
    assert finders.find("icon.svg")
    assert client.get("/static/icon.svg").status_code in {200, 404}  # served by WhiteNoise or not at all


def test_the_account_says_that_it_is_needed(without: Person, client: Client) -> None:
    client.force_login(without)
    assert "not set up, and your account needs one" in text_of(client.get("/account/"))


def test_others_need_none(client: Client) -> None:
    client.force_login(OfficerFactory(borough_roles=["publisher"]))
    assert client.get("/").status_code == 200
    assert "Second factor" in text_of(client.get("/account/"))


def test_with_a_factor_the_way_is_free(client: Client) -> None:
    client.force_login(PersonFactory(is_staff=True))
    assert client.get("/admin/").status_code == 200


def test_recovery_codes_alone_are_no_factor(without: Person, client: Client) -> None:
    Authenticator.objects.create(user=without, type="recovery_codes", data={"seed": "x", "used_mask": 0})
    client.force_login(without)
    assert client.get("/").status_code == 302


def test_signing_in_asks_for_the_code_and_takes_each_once(client: Client) -> None:
    staff = verified(PersonFactory(is_staff=True))
    answer = client.post("/account/login/", {"login": staff.email, "password": PASSWORD})
    assert answer["Location"].startswith("/account/2fa/authenticate/")
    assert client.get("/collaborate/").status_code == 302
    page = client.post("/account/2fa/authenticate/", {"code": "000000"})
    assert "The code is not right." in text_of(page)
    code = code_now()
    assert client.post("/account/2fa/authenticate/", {"code": code}).status_code == 302
    assert client.get("/collaborate/").status_code == 200
    other = Client()
    other.post("/account/login/", {"login": staff.email, "password": PASSWORD})
    assert other.post("/account/2fa/authenticate/", {"code": code}).status_code == 200
    cache.clear()


def test_a_mailed_code_does_not_stand_in_for_the_second_factor(client: Client, mailoutbox: Any) -> None:
    staff = verified(PersonFactory(is_staff=True))
    client.post("/account/login/code/", {"email": staff.email})
    code = next(line for line in mailoutbox[-1].body.splitlines() if len(line) == 9 and line[4] == "-")
    answer = client.post("/account/login/code/confirm/", {"code": code})
    assert answer["Location"].startswith("/account/2fa/authenticate/")


@pytest.mark.django_db(transaction=True)
def test_setting_up_an_app_gives_recovery_codes(client: Client, mailoutbox: Any) -> None:
    person = verified(PersonFactory())
    client.force_login(person)
    assert client.get("/account/2fa/totp/activate/")["Location"].startswith("/account/reauthenticate/")
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    page = client.get("/account/2fa/totp/activate/")
    assert b'src="data:image/svg+xml;base64,' in page.content
    secret = page.context["form"].secret
    assert "issuer=Procurement%20Hub" in page.context["totp_url"]
    answer = client.post("/account/2fa/totp/activate/", {"code": code_now(secret)})
    assert answer["Location"] == "/account/2fa/recovery-codes/"
    assert "10 of 10 are left" in text_of(client.get("/account/2fa/recovery-codes/")).replace("\n", " ")
    assert "Procurement Hub" in mailoutbox[-1].subject


def test_the_last_factor_of_those_who_need_one_stays(client: Client) -> None:
    staff = verified(PersonFactory(is_staff=True))
    client.force_login(staff)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    page = text_of(client.get("/account/2fa/totp/deactivate/"))
    assert "your account must have one" in page
    client.post("/account/2fa/totp/deactivate/", {})
    assert Authenticator.objects.filter(user=staff, type="totp").exists()


def test_the_last_passkey_of_those_who_need_one_stays(client: Client) -> None:
    staff = verified(PersonFactory(is_staff=True, second_factor=False))
    key = Authenticator.objects.create(
        user=staff, type="webauthn", data={"name": "Passkey", "credential": {}}
    )
    client.force_login(staff)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    address = f"/account/2fa/webauthn/keys/{key.pk}/remove/"
    assert client.get(address)["Location"] == "/account/2fa/webauthn/"
    assert client.post(address)["Location"] == "/account/2fa/webauthn/"
    assert Authenticator.objects.filter(pk=key.pk).exists()
    give_second_factor(staff)
    assert client.post(address).status_code == 302
    assert not Authenticator.objects.filter(pk=key.pk).exists()


def test_others_may_do_without_again(client: Client) -> None:
    person = give_second_factor(verified(PersonFactory()))
    client.force_login(person)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    assert client.post("/account/2fa/totp/deactivate/", {}).status_code == 302
    assert not Authenticator.objects.filter(user=person).exists()


def test_the_admin_has_no_door_of_its_own(client: Client) -> None:
    answer = client.get("/admin/")
    assert answer["Location"].startswith("/admin/login/")
    door = client.get(answer["Location"])
    assert door["Location"].startswith("/account/login/?next=")
    client.force_login(OfficerFactory(borough=BoroughFactory()))
    assert client.get("/admin/login/").status_code == 403


def test_a_superuser_of_the_command_line_gets_in(client: Client) -> None:
    Person.objects.create_superuser("root@loti.example", PASSWORD)
    answer = client.post("/account/login/", {"login": "root@loti.example", "password": PASSWORD})
    assert answer.status_code == 302
    assert client.get("/admin/")["Location"] == "/account/2fa/"


@pytest.mark.parametrize(
    ("address", "form", "setting"),
    [
        ("/account/login/", {"login": "you@hackney.gov.uk", "password": "guess"}, {"login": "3/m/ip"}),
        ("/account/signup/", {}, {"signup": "3/m/ip"}),
        ("/account/password/reset/", {"email": "you@hackney.gov.uk"}, {"reset_password": "3/m/ip"}),
    ],
)
def test_attempts_are_limited(
    client: Client, settings: Any, address: str, form: dict[str, str], setting: dict[str, str]
) -> None:
    settings.ACCOUNT_RATE_LIMITS = setting
    cache.clear()
    answers = [client.post(address, form).status_code for _ in range(4)]
    cache.clear()
    assert answers[3] == 429, answers
    assert 429 not in answers[:3]


def test_mailed_codes_are_limited(settings: Any, mailoutbox: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"request_login_code": "2/m/key"}
    cache.clear()
    officer = verified(OfficerFactory())
    for _ in range(4):
        page = Client().post("/account/login/code/", {"email": officer.email})
    cache.clear()
    assert len(mailoutbox) == 2
    assert "Too many attempts" in text_of(page)


def test_wrong_second_factors_are_limited(client: Client, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "3/m/key"}
    cache.clear()
    staff = verified(PersonFactory(is_staff=True))
    client.post("/account/login/", {"login": staff.email, "password": PASSWORD})
    pages = [text_of(client.post("/account/2fa/authenticate/", {"code": "000000"})) for _ in range(4)]
    cache.clear()
    assert "The code is not right" in pages[2]
    assert "Too many attempts" in pages[3]
