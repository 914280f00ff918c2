"""Sign-up, sign-in and second-factor forms of django-allauth in the hub's words.

The settings ``ACCOUNT_FORMS`` and ``MFA_FORMS`` name them.
"""

from typing import Any

from allauth.account import forms as allauth
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as passkeys
from django import forms

LABELS = {
    "login": "E-mail address",
    "email": "E-mail address",
    "password": "Password",
    "password1": "Password",
    "password2": "The same password again",
    "oldpassword": "Your present password",
    "remember": "Keep me signed in on this device",
    "code": "Code",
}

#: Where somebody has a password already, the one asked for is the new one.
LABELS_OF_A_CHANGE = {**LABELS, "password1": "New password", "password2": "The same new password again"}

#: What to do about a field that was left empty.
MISSING = {
    "login": "Give your e-mail address.",
    "email": "Give an e-mail address.",
    "name": "Give your name.",
    "password": "Give your password.",
    "password1": "Choose a password.",
    "password2": "Give the same password again.",
    "oldpassword": "Give your present password.",
    "code": "Give the code.",
    "credential": "No passkey was given. Press the button and follow your browser.",
}

NO_ADDRESS = "Write an address such as name@example.org."

LABELS_OF_A_PASSKEY = {**LABELS, "name": "What to call it"}
MISSING_OF_A_PASSKEY = {**MISSING, "name": "Give the passkey a name."}


class PlainWords:
    """Labels and messages as the hub writes them, and no label repeated inside the field."""

    fields: dict[str, Any]
    labels = LABELS
    missing = MISSING

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.widget.attrs.pop("placeholder", None)
            if name in self.missing:
                field.error_messages["required"] = self.missing[name]
            if isinstance(field, forms.EmailField):
                field.error_messages["invalid"] = NO_ADDRESS


class SignInForm(PlainWords, allauth.LoginForm):
    """Address and password."""


class SignUpForm(PlainWords, allauth.SignupForm):
    """Address, name and password."""


class AddAddressForm(PlainWords, allauth.AddEmailForm):
    """One more address of somebody who has an account."""


class ForgottenPasswordForm(PlainWords, allauth.ResetPasswordForm):
    """The address to which a link goes."""


class NewPasswordForm(PlainWords, allauth.ResetPasswordKeyForm):
    """A new password, twice, for somebody who opened the link."""

    labels = LABELS_OF_A_CHANGE


class ChangePasswordForm(PlainWords, allauth.ChangePasswordForm):
    """The present password, and a new one twice."""

    labels = LABELS_OF_A_CHANGE


class FirstPasswordForm(PlainWords, allauth.SetPasswordForm):
    """A password, twice, for somebody who has always signed in through their borough."""


class ConfirmByPasswordForm(PlainWords, allauth.ReauthenticateForm):
    """The password once more, before something about the account changes."""


class AskForCodeForm(PlainWords, allauth.RequestLoginCodeForm):
    """The address to which a code for signing in goes."""


class MailedCodeForm(PlainWords, allauth.ConfirmLoginCodeForm):
    """The code that came by e-mail."""

    labels = {**LABELS, "code": "Code from the e-mail"}


class SetUpAppForm(PlainWords, totp.ActivateTOTPForm):
    """The first code that a newly set up app shows."""

    labels = {**LABELS, "code": "Code that the app shows now"}


class SecondFactorCodeForm(PlainWords, second_factor.AuthenticateForm):
    """A code of the app, or one of the recovery codes."""

    labels = {**LABELS, "code": "Code from your app, or a recovery code"}


class ConfirmByCodeForm(PlainWords, second_factor.ReauthenticateForm):
    """A code once more, before something about the account changes."""

    labels = {**LABELS, "code": "Code from your app, or a recovery code"}


class AddPasskeyForm(PlainWords, passkeys.AddWebAuthnForm):
    """What to call a new passkey; the browser adds the passkey itself."""

    labels = LABELS_OF_A_PASSKEY
    missing = MISSING_OF_A_PASSKEY
    passwordless = forms.BooleanField(
        label="Let me sign in with it alone",
        help_text="You then need no password. The device asks for a fingerprint, your face or a PIN instead.",
        required=False,
        initial=True,
    )


class RenamePasskeyForm(PlainWords, passkeys.EditWebAuthnForm):
    """Another name for a passkey."""

    labels = LABELS_OF_A_PASSKEY
    missing = MISSING_OF_A_PASSKEY
