"""Sign-up and sign-in forms of django-allauth with the hub's words (``ACCOUNT_FORMS``)."""

from typing import Any

from allauth.account import forms as allauth

LABELS = {
    "login": "E-mail address",
    "email": "E-mail address",
    "password": "Password",
    "password1": "Password",
    "password2": "The same password again",
    "oldpassword": "Your present password",
    "remember": "Keep me signed in on this device",
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
}


class PlainWords:
    """Labels and messages as the hub writes them, and no label repeated inside the field."""

    fields: dict[str, Any]
    labels = LABELS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.widget.attrs.pop("placeholder", None)
            if name in MISSING:
                field.error_messages["required"] = MISSING[name]


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
