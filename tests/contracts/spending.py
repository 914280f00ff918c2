"""Spend files for tests: every name in them is invented."""

import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from boroughs.models import Borough
from contracts.actions.payments import Published, ask_to_take, read_payments, take_payments
from contracts.models import PaymentFile, PaymentSum

HEAD = "Supplier Name,Payment Date,Net Amount,Directorate,Expense Type"
#: Seven payments of June 2026 and one late one of May; three people.
JUNE = f"""London Borough of Somewhere
Payments to suppliers over £500

{HEAD}
Tideline Systems Ltd,03/06/2026,"£12,000.00",Resources,ICT software licences
Tideline Systems Limited,10/06/2026,"3,000.50",Resources,ICT software licences
Kestrel Waste plc,11/06/2026,"(1,200.00)",Environment,Refuse collection
Kestrel Waste plc,12/06/2026,9200,Environment,Refuse collection
Brightwater Housing Association,29/05/2026,700.00,Housing,Repairs
Mr A Example,12/06/2026,650.00,Children,Foster carer
REDACTED PERSONAL DATA,12/06/2026,800.00,Children,Fostering
J Example,15/06/2026,900.00,Adults,Direct payment
Fenbrook Ltd,16/06/2026,lots,Adults,Day centre
Total,,"26,050.50",,
"""


def spend_file(*lines: str, head: str = HEAD) -> str:
    """Return a file with some lines below the headings."""
    return "\n".join([head, *lines, ""])


def line(supplier: str, day: str, amount: str, what: str = "") -> str:
    """Return a line of such a file."""
    return f'{supplier},{day},"{amount}",,{what}'


def read_file(borough: Borough, text: str | bytes, name: str = "June 2026.csv", **more: Any) -> PaymentFile:
    """Read a spend file of a borough, to be looked at."""
    content = text.encode("cp1252") if isinstance(text, str) else text
    published = Published(name=name, **more)
    return read_payments(stream=io.BytesIO(content), published=published, borough=borough)[0]


def take_file(borough: Borough, text: str | bytes, name: str = "June 2026.csv", **more: Any) -> PaymentFile:
    """Read a spend file of a borough, and make it count."""
    file = read_file(borough, text, name, **more)
    ask_to_take(file=file)
    take_payments(file_id=file.pk)
    file.refresh_from_db()
    return file


def paid_by(borough: Borough) -> Sequence[tuple[str, str, Decimal]]:
    """Return what counts as paid: payee (empty: private persons), month and GBP."""
    rows = PaymentSum.objects.counting().of_borough(borough).select_related("payee")
    return sorted((row.payee.name if row.payee else "", f"{row.month:%Y-%m}", row.amount) for row in rows)
