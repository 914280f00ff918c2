"""The settings of sign-in: passwords, mailed codes, second factors, boroughs' identity providers."""

from datetime import timedelta
from typing import Any

from boroughs.openid import configuration as openid
from procurement_hub.installation import BEHIND_PROXY, HUB_NAME, LOCAL, MODE, env

# --- People and sign-in -----------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = [
    "boroughs.backends.PasswordBackend",
    "boroughs.backends.AccountBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = (
    ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if MODE == "test"
    else ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "boroughs.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "boroughs.adapters.display_name"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_SIGNUP_FORM_CLASS = "boroughs.forms.SignupForm"
ACCOUNT_FORMS = {
    "login": "boroughs.account_forms.SignInForm",
    "signup": "boroughs.account_forms.SignUpForm",
    "add_email": "boroughs.account_forms.AddAddressForm",
    "reset_password": "boroughs.account_forms.ForgottenPasswordForm",
    "reset_password_from_key": "boroughs.account_forms.NewPasswordForm",
    "change_password": "boroughs.account_forms.ChangePasswordForm",
    "set_password": "boroughs.account_forms.FirstPasswordForm",
    "reauthenticate": "boroughs.account_forms.ConfirmByPasswordForm",
    "request_login_code": "boroughs.account_forms.AskForCodeForm",
    "confirm_login_code": "boroughs.account_forms.MailedCodeForm",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = f"{HUB_NAME}: "
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a change of password, addresses or second factor is told by mail
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = int(timedelta(minutes=15).total_seconds())  # mail can be slow
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http" if LOCAL else "https"
# Attempts are counted by address: without this everybody behind the proxy would share the proxy's.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0
ACCOUNT_RATE_LIMITS: Any = False if MODE == "test" else {}

# --- Second factor: an app's codes, passkeys, recovery codes; who must have one: boroughs.rights -----------
MFA_ADAPTER = "boroughs.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "activate_totp": "boroughs.account_forms.SetUpAppForm",
    "authenticate": "boroughs.account_forms.SecondFactorCodeForm",
    "reauthenticate": "boroughs.account_forms.ConfirmByCodeForm",
    "add_webauthn": "boroughs.account_forms.AddPasskeyForm",
    "edit_webauthn": "boroughs.account_forms.RenamePasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = HUB_NAME
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute wrong
# Nobody signs in before an address is confirmed, so a further, unconfirmed one need not stop anybody.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RATE_LIMITS: Any = False if MODE == "test" else {}

# --- Sign-in through boroughs' identity providers (docs/operations.md, OpenID Connect) ---------------------
OPENID_PROVIDERS, OPENID_WRONG = openid.read(env.str("OPENID_PROVIDERS", ""), plain_http=LOCAL)
SOCIALACCOUNT_ADAPTER = "boroughs.openid.adapter.BoroughSignIn"
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "provider_class": "boroughs.openid.provider.BoroughProvider",
        "APPS": [provider.as_allauth for provider in OPENID_PROVIDERS],
    }
}
