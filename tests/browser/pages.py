"""The pages that are checked in the browser: add yours here.

Each is (who opens it, address, HTTP status). ``{borough}``, ``{supplier}``, ``{contract}``, ``{flag}`` stand
for rows of the populated hub of ``tests/browser/conftest.py``.
"""

ANYONE, OFFICER = "anyone", "officer"

PAGES: list[tuple[str, str, int]] = [
    (ANYONE, "/", 200),
    (ANYONE, "/boroughs/", 200),
    (ANYONE, "/boroughs/{borough}/", 200),
    (ANYONE, "/boroughs/{empty_borough}/", 200),
    (ANYONE, "/suppliers/", 200),
    (ANYONE, "/suppliers/?q=brightwater", 200),
    (ANYONE, "/suppliers/?q=nobody-is-called-that", 200),
    (ANYONE, "/suppliers/{supplier}/", 200),
    (ANYONE, "/register/", 200),
    (ANYONE, "/register/?q=housing&borough=camden", 200),
    (ANYONE, "/register/?q=nothing-is-called-that", 200),
    (ANYONE, "/register/?borough=atlantis&ends_from=soon", 200),
    (ANYONE, "/register/{contract}/", 200),
    (ANYONE, "/accessibility/", 200),
    (ANYONE, "/privacy/", 200),
    (ANYONE, "/components/", 200),
    (ANYONE, "/account/login/", 200),
    (ANYONE, "/account/signup/", 200),
    (ANYONE, "/account/confirm-email/", 200),
    (ANYONE, "/account/confirm-email/not-a-key/", 200),
    (ANYONE, "/account/password/reset/", 200),
    (ANYONE, "/account/password/reset/done/", 200),
    (ANYONE, "/account/inactive/", 200),
    (ANYONE, "/there-is-no-such-page/", 404),
    (OFFICER, "/", 200),
    (OFFICER, "/collaborate/", 200),
    (OFFICER, "/collaborate/{flag}/", 200),
    (OFFICER, "/collaborate/ranking/", 200),
    (OFFICER, "/register/{contract}/", 200),
    (OFFICER, "/account/email/", 200),
    (OFFICER, "/account/password/change/", 200),
    (OFFICER, "/account/logout/", 200),
    (OFFICER, "/boroughs/{borough}/", 200),
    (OFFICER, "/collaborate/", 200),
    (OFFICER, "/collaborate/?borough=atlantis&kind=pipeline", 200),
    (OFFICER, "/collaborate/{flag}/", 200),
    (OFFICER, "/collaborate/ranking/", 200),
    (OFFICER, "/account/profile/", 200),
    (OFFICER, "/account/profile/products/", 200),
    (OFFICER, "/account/profile/products/?q=nothing-is-called-that", 200),
    (OFFICER, "/people/", 200),
    (OFFICER, "/people/?q=nobody-is-called-that&borough=atlantis", 200),
    (OFFICER, "/people/{peer}/", 200),
]
