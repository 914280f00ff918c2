"""Notes that an e-mail came back."""

import email
import sys
from typing import Any

from boroughs.commands import HubCommand
from boroughs.notifications.bounces import read_bounce, record_bounce


class Command(HubCommand):
    """Reads a delivery status message (RFC 3464) on standard input and marks the e-mail it speaks of.

    Made for a mail server's pipe: whatever arrives, it ends well, so that nothing is bounced back.
    """

    help = "Reads a delivery status message on standard input and marks the e-mail as bounced."

    def handle(self, *args: Any, **options: Any) -> None:
        """Read the message and say what was done."""
        bounce = read_bounce(email.message_from_binary_file(sys.stdin.buffer))
        mail = record_bounce(bounce=bounce) if bounce else None
        if mail:
            self.stdout.write(f"The e-mail to {mail.address} is marked: {mail.get_state_display()}.")
        else:
            self.stdout.write("This is no report of an e-mail of ours that was not delivered.")
