"""Sign-in through a borough's identity provider, on a real one over HTTP: who comes in, and who does not."""

import html
import json
import re
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.test import Client

from boroughs.models import Borough, Person
from boroughs.openid.adapter import IssuersOnly
from boroughs.openid.configuration import IdentityProvider, read
from procurement_hub import checks
from tests.factories import BoroughFactory, OfficerFactory, PersonFactory
from tests.openid_provider import CLIENT, OTHER_KEY, SECRET, Provider, running
from tests.pages import text_of

pytestmark = pytest.mark.django_db
ADA = {"email": "Ada@hackney.gov.uk", "name": "Ada Okafor"}
LOGIN = "/account/oidc/hackney/login/"


def configure(settings: Any, provider: Provider, **more: Any) -> None:
    """Tell the hub of a provider."""
    known = IdentityProvider(
        "hackney", "Hackney Council", provider.address, CLIENT, SECRET, ("hackney.gov.uk",), **more
    )
    settings.OPENID_PROVIDERS = [known]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [known.as_allauth]}}


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    """Hackney's provider, which vouches for addresses at hackney.gov.uk."""
    with running() as at_work:
        at_work.claims = dict(ADA)
        configure(settings, at_work)
        yield at_work


@pytest.fixture
def hackney() -> Borough:
    """The borough."""
    borough: Borough = BoroughFactory(slug="hackney")
    return borough


def set_out(client: Client, address: str = LOGIN) -> str:
    """Press the button of the sign-in page; return the provider's address to which it leads."""
    page = client.post(address)
    assert page.status_code == 200
    found = re.search(r'http-equiv="refresh" content="0;url=([^"]+)"', page.content.decode())
    assert found, text_of(page)
    return html.unescape(found[1])


def come_back(client: Client, there: str, **changes: str) -> Any:
    """Sign in at the provider, and follow its link back to the hub."""
    page = requests.get(there, timeout=5)
    link = re.search(r'href="([^"]+)"', page.text)
    assert link
    back = urlsplit(html.unescape(link[1]))
    query = {**{name: values[0] for name, values in parse_qs(back.query).items()}, **changes}
    return client.get(back.path, query)


def sign_in(client: Client) -> Any:
    """Go to the provider and come back."""
    return come_back(client, set_out(client))


def test_the_button_is_on_the_page_only_where_a_provider_is(client: Client, settings: Any) -> None:
    assert "Through your borough" not in text_of(client.get("/account/login/"))
    with running() as at_work:
        configure(settings, at_work)
        assert "Hackney Council" in text_of(client.get("/account/login/?next=/register/"))
        assert "next=%2Fregister%2F" in client.get("/account/login/?next=/register/").content.decode()


def test_somebody_new_becomes_an_officer(client: Client, provider: Provider, hackney: Borough) -> None:
    answer = sign_in(client)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    person = Person.objects.get()
    assert (person.email, person.name, person.borough) == ("ada@hackney.gov.uk", "Ada Okafor", hackney)
    assert not person.has_usable_password()
    assert EmailAddress.objects.get().verified
    assert client.get("/collaborate/").status_code == 200


def test_the_visit_is_proved_by_state_nonce_and_challenge(client: Client, provider: Provider) -> None:
    asked = parse_qs(urlsplit(set_out(client, f"{LOGIN}?scope=admin&auth_params=prompt%3Dnone")).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["nonce"][0]) > 40
    assert sorted(asked["scope"][0].split()) == ["email", "openid", "profile"]
    assert "prompt" not in asked


def test_somebody_known_by_that_address_is_linked(
    client: Client, provider: Provider, hackney: Borough
) -> None:
    officer = OfficerFactory(email="ada@hackney.gov.uk", borough=hackney, borough_roles=["publisher"])
    officer.emailaddress_set.create(email=officer.email, verified=True, primary=True)
    sign_in(client)
    officer.refresh_from_db()
    assert SocialAccount.objects.get().user == officer
    assert (officer.borough_roles, officer.check_password("correct horse")) == (["publisher"], True)
    again = Client()
    sign_in(again)
    assert (Person.objects.count(), SocialAccount.objects.count()) == (1, 1)


def test_an_account_made_with_ones_address_and_never_verified_is_taken_over(
    client: Client, provider: Provider, hackney: Borough
) -> None:
    squatter = PersonFactory(email="ada@hackney.gov.uk")
    squatter.emailaddress_set.create(email=squatter.email, verified=False, primary=True)
    sign_in(client)
    squatter.refresh_from_db()
    assert (squatter.borough, squatter.has_usable_password()) == (hackney, False)
    assert client.get("/collaborate/").status_code == 200


def test_an_address_that_another_added_and_never_verified_opens_nothing(
    client: Client, provider: Provider, hackney: Borough
) -> None:
    other = PersonFactory()
    other.emailaddress_set.create(email=other.email, verified=True, primary=True)
    other.emailaddress_set.create(email="ada@hackney.gov.uk", verified=False)
    sign_in(client)
    assert SocialAccount.objects.get().user != other
    assert EmailAddress.objects.get(email="ada@hackney.gov.uk").user != other
    other.refresh_from_db()
    assert other.borough is None


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "ada@camden.gov.uk", "email_verified": True},
        {"email": "ada@sub.hackney.gov.uk"},
        {"email": "ada@hackney.gov.uk.example"},
        {"email": "ada@hackney.gov.uk@example.org"},
        {"email": "", "preferred_username": "guest@example.org"},
        {"email": None},
    ],
)
def test_no_provider_vouches_for_an_address_elsewhere(
    client: Client, provider: Provider, claims: dict[str, Any]
) -> None:
    camden = BoroughFactory(slug="camden")
    officer = OfficerFactory(email="ada@camden.gov.uk", borough=camden)
    officer.emailaddress_set.create(email=officer.email, verified=True, primary=True)
    provider.claims = {**ADA, **claims}
    answer = sign_in(client)
    assert answer.status_code == 401
    assert "for addresses at hackney.gov.uk only" in answer.content.decode()
    assert (Person.objects.count(), SocialAccount.objects.count()) == (1, 0)
    assert client.get("/account/").status_code == 302


def test_a_linked_account_whose_address_has_moved_elsewhere_is_refused(
    client: Client, provider: Provider, hackney: Borough
) -> None:
    sign_in(client)
    provider.claims = {**ADA, "email": "ada@example.org"}
    assert sign_in(Client()).status_code == 401


def test_the_name_people_sign_in_by_serves_where_no_address_is_given(
    client: Client, provider: Provider, hackney: Borough
) -> None:
    provider.claims = {"preferred_username": "ada@hackney.gov.uk"}
    sign_in(client)
    assert Person.objects.get().borough == hackney


WRONG_TOKENS: dict[str, dict[str, Any]] = {
    "another key": {"key": OTHER_KEY},
    "a shared secret": {"key": "a shared secret of more than thirty-two bytes", "algorithm": "HS256"},
    "not signed": {"key": None, "algorithm": "none"},
    "another nonce": {"claims": {**ADA, "nonce": "another"}},
    "no nonce": {"claims": {**ADA, "nonce": None}},
    "another issuer": {"claims": {**ADA, "iss": "https://login.example.org"}},
    "for another client": {"claims": {**ADA, "aud": "another"}},
    "too old": {"claims": {**ADA, "exp": int(time.time()) - 3600}},
    "not yet": {"claims": {**ADA, "iat": int(time.time()) + 3600}},
    "of nobody": {"claims": {**ADA, "sub": None}},
}


@pytest.mark.parametrize("wrong", WRONG_TOKENS.values(), ids=WRONG_TOKENS.keys())
def test_a_token_that_is_not_right_opens_nothing(
    client: Client, provider: Provider, hackney: Borough, wrong: dict[str, Any]
) -> None:
    for name, value in wrong.items():
        setattr(provider, name, value)
    answer = sign_in(client)
    assert answer.status_code == 401
    assert "You are not signed in" in answer.content.decode()
    assert not Person.objects.exists()


def test_a_visit_that_this_browser_did_not_begin_opens_nothing(client: Client, provider: Provider) -> None:
    there = set_out(client)
    assert come_back(client, there, state="another").status_code == 401
    assert come_back(Client(), set_out(Client())).status_code == 401
    assert not Person.objects.exists()


def test_a_code_works_once(client: Client, provider: Provider, hackney: Borough) -> None:
    there = set_out(client)
    assert come_back(client, there).status_code == 302
    assert come_back(Client(), there).status_code == 401


@pytest.mark.parametrize(
    "discovery",
    [
        {"issuer": "https://login.example.org"},
        {"token_endpoint": "https://login.example.org/token"},
        {"jwks_uri": "http://169.254.169.254/keys"},
        {"authorization_endpoint": "https://login.example.org/authorize"},
    ],
)
def test_a_provider_that_names_another_host_is_not_followed(
    client: Client, provider: Provider, discovery: dict[str, str]
) -> None:
    provider.discovery = discovery
    answer = client.post(LOGIN)
    assert answer.status_code == 401
    assert "did not work" in answer.content.decode()


@pytest.mark.parametrize("status", [500, 302, 200])
def test_a_provider_that_answers_badly_gets_a_page_that_says_so(
    client: Client, provider: Provider, status: int
) -> None:
    provider.answers = status
    provider.discovery = {} if status != 200 else {"issuer": None}
    answer = client.post(LOGIN)
    assert answer.status_code == 401
    assert "You are not signed in" in answer.content.decode()
    assert len(provider.asked) == 1


def test_a_provider_that_is_down_gets_a_page_that_says_so(client: Client, settings: Any) -> None:
    with running() as at_work:
        configure(settings, at_work)
    answer = client.post(LOGIN)
    assert answer.status_code == 401
    assert "Hackney Council did not answer as it should" in answer.content.decode()


def test_whoever_changes_their_mind_is_told_how_to_go_on(client: Client, provider: Provider) -> None:
    provider.refuses = "access_denied"
    answer = sign_in(client)
    assert answer["Location"] == "/account/3rdparty/login/cancelled/"
    assert "Sign in another way" in text_of(client.get(answer["Location"]))


def test_requests_leave_for_issuers_only(provider: Provider) -> None:
    for address in ("http://127.0.0.1:1/", "https://example.org/", provider.address.replace("http", "https")):
        with pytest.raises(OAuth2Error):
            IssuersOnly().get(address)


def administrator(hackney: Borough) -> Person:
    """Somebody who must have a second factor, and has none yet."""
    person: Person = OfficerFactory(
        email="ada@hackney.gov.uk", borough=hackney, borough_roles=["administrator"], second_factor=False
    )
    person.emailaddress_set.create(email=person.email, verified=True, primary=True)
    return person


def test_the_hubs_second_factor_is_asked_for_unless_the_provider_is_trusted_with_it(
    client: Client, provider: Provider, hackney: Borough, settings: Any
) -> None:
    administrator(hackney)
    sign_in(client)
    assert client.get("/")["Location"] == "/account/2fa/"
    configure(settings, provider, second_factor=True)
    trusted = Client()
    sign_in(trusted)
    assert trusted.get("/").status_code == 200


@pytest.mark.parametrize(("trusted", "where"), [(False, "/account/2fa/authenticate/"), (True, "/")])
def test_those_with_a_second_factor_are_asked_for_it_too(
    client: Client, provider: Provider, settings: Any, trusted: bool, where: str
) -> None:
    configure(settings, provider, second_factor=trusted)
    staff = PersonFactory(email="ada@hackney.gov.uk", is_staff=True)
    staff.emailaddress_set.create(email=staff.email, verified=True, primary=True)
    assert sign_in(client)["Location"].startswith(where)


def test_trust_in_a_provider_does_not_reach_to_a_password(
    provider: Provider, hackney: Borough, settings: Any, client: Client
) -> None:
    configure(settings, provider, second_factor=True)
    person = administrator(hackney)
    client.post("/account/login/", {"login": person.email, "password": "correct horse"})
    assert client.get("/")["Location"] == "/account/2fa/"


def test_one_sees_and_ends_the_link(client: Client, provider: Provider, hackney: Borough) -> None:
    sign_in(client)
    linked = SocialAccount.objects.get()
    assert "ada@hackney.gov.uk at Hackney Council" in text_of(client.get("/account/3rdparty/"))
    page = client.post("/account/3rdparty/", {"account": linked.pk})
    assert "Choose a password before you end this" in text_of(page)
    assert SocialAccount.objects.exists()


ENTRY = {
    "id": "hackney",
    "name": "Hackney Council",
    "issuer": "https://login.example.org/tenant/v2.0/",
    "client_id": "the-hub",
    "client_secret": "secret",
    "domains": ["Hackney.gov.uk"],
}


def test_the_environment_names_providers() -> None:
    (known,), wrong = read(json.dumps([ENTRY]), plain_http=False)
    assert not wrong
    assert (known.issuer, known.domains) == ("https://login.example.org/tenant/v2.0", ("hackney.gov.uk",))
    assert read("  ", plain_http=False) == ([], [])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "OPENID_PROVIDERS is not JSON"),
        ("{}", "is not a list"),
        ("[1]", "is not an object"),
        ([{**ENTRY, "issuer": ""}], "has no issuer"),
        ([{**ENTRY, "domains": []}], "has no domains"),
        ([{**ENTRY, "secret": "x"}], "has what nobody knows: secret"),
        ([{**ENTRY, "client_id": 7}], "should have text in client_id"),
        ([{**ENTRY, "id": "Hackney Council"}], "has an id that is not of small letters"),
        ([{**ENTRY, "issuer": "http://login.example.org"}], "has an issuer that is not an https address"),
        ([{**ENTRY, "domains": "hackney.gov.uk"}], "should have a list of domains"),
        ([{**ENTRY, "domains": ["@hackney.gov.uk"]}], "should have a list of domains"),
        ([{**ENTRY, "second_factor": "yes"}], "should have true or false in second_factor"),
        ([ENTRY, ENTRY], "Provider 2 of OPENID_PROVIDERS has the id of one before it"),
    ],
)
def test_a_wrong_provider_is_named_in_plain_words(text: Any, said: str, settings: Any) -> None:
    _, (complaint,) = read(text if isinstance(text, str) else json.dumps(text), plain_http=False)
    assert said in complaint
    settings.OPENID_WRONG = [complaint]
    assert [str(message.msg) for message in checks.check_settings(None)] == [complaint]
