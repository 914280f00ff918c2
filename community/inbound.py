"""The address to which the mail service posts what comes in, and what is made of it (django-anymail).

Anymail's own views check the service's signature or password; which of them is asked, a setting names.
"""

from collections.abc import Iterator
from email.utils import unquote
from typing import Any

from anymail.exceptions import AnymailWebhookValidationFailure
from anymail.inbound import AnymailInboundMessage
from anymail.signals import inbound
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.module_loading import import_string
from django.views.decorators.csrf import csrf_exempt

from community.actions.by_mail import Letter, take_mail
from community.mail_files import Attached

#: So many bytes an e-mail has at most that a service posts as JSON, its files written in letters.
MOST_BYTES = 60_000_000

#: Anymail's view for each service that can post e-mails to us.
VIEWS = {
    "mailgun": "anymail.webhooks.mailgun.MailgunInboundWebhookView",
    "mailjet": "anymail.webhooks.mailjet.MailjetInboundWebhookView",
    "postal": "anymail.webhooks.postal.PostalInboundWebhookView",
    "postmark": "anymail.webhooks.postmark.PostmarkInboundWebhookView",
    "sendgrid": "anymail.webhooks.sendgrid.SendGridInboundWebhookView",
}


@csrf_exempt
@login_not_required
def mail_inbound(request: HttpRequest) -> HttpResponseBase:
    """Hand what the configured mail service posts to Anymail; unknown where none is configured."""
    name = VIEWS.get(settings.INBOUND_MAIL_SERVICE)
    if name is None or not settings.REPLY_DOMAIN:
        raise Http404("No e-mail comes in here.")
    view = import_string(name)
    if request.content_type == "application/json" and _is_by_the_service(view, request):
        # An e-mail with files is larger than what else may be posted, and reading the body would refuse it.
        request._body = request.read(MOST_BYTES)
    answer: HttpResponseBase = view.as_view()(request)
    return answer


def _is_by_the_service(view: Any, request: HttpRequest) -> bool:
    """Tell whether the service has shown its password, before much is read."""
    try:
        view().validate_request(request)
    except AnymailWebhookValidationFailure:
        return False
    return True


def letter_of(message: AnymailInboundMessage) -> Letter:
    """Return an e-mail as the action takes it."""
    receivers = [message.envelope_recipient or "", *(one.addr_spec for one in (*message.to, *message.cc))]
    sender = message.from_email
    return Letter(
        message_id=str(message.get("Message-ID", "")),
        sender=sender.addr_spec if sender else "",
        receivers=tuple(one for one in receivers if one),
        headers={name: str(value) for name, value in message.items()},
        text=message.text or "",
        html=message.html or "",
        files=tuple(_files_in(message)),
    )


def _files_in(message: Any) -> Iterator[Attached]:
    """Yield the files of an e-mail; an e-mail that is attached is one file, whatever is in it."""
    if message.get_content_maintype() == "multipart":
        for part in message.get_payload():
            yield from _files_in(part)
    elif message.get_filename() or message.is_attachment() or message.get_content_maintype() == "message":
        yield Attached(
            name=message.get_filename() or "",
            kind=message.get_content_type(),
            content=message.get_content_bytes() or b"",
            content_id=unquote(str(message.get("Content-ID", "")).strip()),
        )


def take(sender: Any, event: Any, **kwargs: Any) -> None:
    """Take an e-mail that Anymail has read."""
    take_mail(letter_of(event.message))


inbound.connect(take, dispatch_uid="community.inbound")
