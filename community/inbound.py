"""The address to which the mail service posts what comes in, and what is made of it (django-anymail).

Anymail's own views check the service's signature or password; which of them is asked, a setting names.
"""

from typing import Any

from anymail.inbound import AnymailInboundMessage
from anymail.signals import inbound
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.module_loading import import_string
from django.views.decorators.csrf import csrf_exempt

from community.actions.by_mail import Letter, take_mail

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
    view = import_string(name).as_view()
    answer: HttpResponseBase = view(request)
    return answer


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
    )


def take(sender: Any, event: Any, **kwargs: Any) -> None:
    """Take an e-mail that Anymail has read."""
    take_mail(letter_of(event.message))


inbound.connect(take, dispatch_uid="community.inbound")
