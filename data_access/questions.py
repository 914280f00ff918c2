"""The questions about how a product gives access to its data, with what each answer means. Pure: no database.

The list is fixed, so that products can be compared. Whoever changes a question or an answer raises
``VERSION``, which is kept with each fact; a code is never given another meaning.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from boroughs.words import NOT_KNOWN, counted, exact_money, listing

#: The version of the questions below; kept with each fact.
VERSION = 1


@dataclass(frozen=True)
class Answer:
    """One answer: its code, the words after *says* in a sentence, and what it means."""

    code: str
    words: str
    meaning: str = ""


@dataclass(frozen=True)
class Question:
    """One question.

    Attributes:
        code: what a fact holds.
        theme: the code of the theme under which it is asked.
        name: as a row of the comparison is called.
        text: the question in full.
        answers: those that there are.
        many: whether several may hold at once.
        alone: answers that hold alone, such as *none of these*.
        priced: the answers with which an amount in GBP excluding VAT may stand.
        per: what the amount is for.
        named: whether it is asked of each named system anew.
        hint: what to write beside the answer.
    """

    code: str
    theme: str
    name: str
    text: str
    answers: tuple[Answer, ...]
    many: bool = False
    alone: frozenset[str] = frozenset()
    priced: frozenset[str] = frozenset()
    per: str = ""
    named: bool = False
    hint: str = "What a colleague in another borough should know. No names."

    def answer(self, code: str) -> Answer:
        """Return the answer with a code; one that is not in this version stands for itself."""
        return next((one for one in self.answers if one.code == code), Answer(code, code))


THEMES: tuple[tuple[str, str], ...] = (
    ("api", "APIs"),
    ("export", "Getting one’s own data out"),
    ("integration", "Integration with other systems"),
    ("sign_on", "Signing on"),
)
PRICE = frozenset({"paid"})
QUESTIONS: tuple[Question, ...] = (
    Question(
        "api",
        "api",
        "API",
        "Is there an API to the data?",
        (
            Answer("write", "there is one, to read and to write", "Programs can fetch data and change it."),
            Answer("read", "there is one, to read only", "Programs can fetch data, and change nothing."),
            Answer("none", "there is none", "Neither the supplier nor a partner offers one."),
        ),
    ),
    Question(
        "api_use",
        "api",
        "Who has the API working",
        "Does your borough use the API?",
        (
            Answer("working", "working", "Something in daily use rests on it."),
            Answer("failed", "tried and failed", "You tried, and gave up. Say why."),
            Answer("planned", "planned", "It is decided, and not there yet."),
            Answer("unused", "not used", "You neither tried nor plan it."),
        ),
    ),
    Question(
        "api_docs",
        "api",
        "Documentation",
        "Is the API documented?",
        (
            Answer("public", "documented for anyone", "Without an account and without a contract."),
            Answer("customers", "documented for customers", "You need an account or have to ask."),
            Answer("none", "not documented", "You would have to find out by trying."),
        ),
        hint="Where: the address of the documentation.",
    ),
    Question(
        "api_standard",
        "api",
        "Standard",
        "Which standards does the API follow?",
        (
            Answer("openapi", "REST and JSON with OpenAPI", "There is a description that programs can read."),
            Answer("rest", "REST and JSON without OpenAPI", "Described in words at best."),
            Answer("soap", "SOAP", "XML messages with a WSDL."),
            Answer("odata", "OData", "Tables that can be filtered by address."),
            Answer("graphql", "GraphQL", "One address that takes queries."),
            Answer("fhir", "FHIR", "Health and care records."),
            Answer("ogc", "OGC", "Maps: WMS, WFS, OGC API."),
            Answer("oruk", "Open Referral UK", "Services in the community."),
            Answer("none", "none of these", "Something of the supplier’s own."),
        ),
        many=True,
        alone=frozenset({"none"}),
    ),
    Question(
        "api_auth",
        "api",
        "How programs sign on",
        "How does a program sign on to the API?",
        (
            Answer("oauth", "OAuth 2.0", "Tokens that expire, by client credentials or for a person."),
            Answer("key", "an API key", "One secret that stays the same."),
            Answer("password", "a user’s password", "The program signs on as a person would."),
            Answer("certificate", "a certificate", "Mutual TLS."),
            Answer("network", "addresses that are let in", "Who comes from your network is trusted."),
        ),
        many=True,
    ),
    Question(
        "api_price",
        "api",
        "Price of the API",
        "How is the API priced?",
        (
            Answer("included", "included in the licence", "You pay nothing more for it."),
            Answer("fixed", "a fixed price a year", "However much you use it."),
            Answer("each", "a price for each interface", "Each system that connects costs anew."),
            Answer("use", "priced by use", "By calls, records or users."),
            Answer("quote", "priced on request", "There is no list: each request is quoted."),
        ),
        priced=frozenset({"fixed", "each", "use", "quote"}),
        per="a year",
    ),
    Question(
        "export_formats",
        "export",
        "Formats of a full export",
        "In which formats can you get all of your own data?",
        (
            Answer("csv", "CSV or other text tables", "Anything can read it."),
            Answer("excel", "Excel", "Workbooks."),
            Answer("json", "JSON", "Records with their structure."),
            Answer("xml", "XML", "With a schema, if there is one."),
            Answer("database", "a copy of the database", "A dump or a backup, with its tables."),
            Answer("files", "documents as files", "What was attached, in its own format."),
            Answer("pdf", "PDF only", "To be read by people, not by programs."),
            Answer("own", "the supplier’s own format", "Nothing else reads it."),
            Answer("none", "no full export", "You cannot get all of it in any format."),
        ),
        many=True,
        alone=frozenset({"none"}),
    ),
    Question(
        "export_who",
        "export",
        "Who runs a full export",
        "Who runs a full export?",
        (
            Answer("self", "the borough itself, at any time", "No ticket, no appointment."),
            Answer("request", "the supplier, on request", "You ask and wait. Say how long."),
            Answer("end", "the supplier, at the end of the contract", "Not before."),
            Answer("nobody", "nobody can", "It was asked for and refused, or it does not work."),
        ),
    ),
    Question(
        "export_cost",
        "export",
        "Cost of a full export",
        "What does it cost to get all of your own data out?",
        (
            Answer("free", "free", "Nothing beyond what you pay anyway."),
            Answer("paid", "to be paid for", "Give the price, if you know it and may say it."),
            Answer("untold", "a price the supplier would not name", "You asked, and got no figure."),
        ),
        priced=PRICE,
        per="for each export",
    ),
    Question(
        "integration",
        "integration",
        "Integration",
        "With which other systems is it integrated at your borough?",
        (
            Answer("working", "working", "Data passes between the two in daily use."),
            Answer("failed", "tried and failed", "You tried, and gave up. Say why."),
            Answer("planned", "planned", "It is decided, and not there yet."),
        ),
        named=True,
    ),
    Question(
        "sign_on",
        "sign_on",
        "How people sign on",
        "How do your people sign on?",
        (
            Answer("saml", "SAML", "Single sign-on by your identity provider."),
            Answer("oidc", "OpenID Connect", "Single sign-on by your identity provider."),
            Answer("directory", "your directory’s passwords", "LDAP or Active Directory, typed in again."),
            Answer("own", "passwords of its own", "Another password to remember, and to take away."),
        ),
        many=True,
    ),
)
BY_CODE = {one.code: one for one in QUESTIONS}
CHOICES = [(one.code, one.name) for one in QUESTIONS]


def answered(question: Question, answers: Iterable[str], amount: Decimal | None) -> str:
    """Return an answer in words, with its price; a price that is not known is said to be so (R1).

    Args:
        question: which.
        answers: the codes that were chosen.
        amount: GBP excluding VAT; ``None`` for not known.
    """
    codes = list(answers)
    words = listing([question.answer(code).words for code in codes])
    if not question.priced.intersection(codes):
        return words
    if amount is None:
        return f"{words}; the price is {NOT_KNOWN}"
    return f"{words}: {exact_money(amount)} excluding VAT {question.per}"


def prices(question: Question, amounts: Iterable[Decimal | None]) -> str:
    """Return the prices that boroughs named, from the lowest to the highest; empty where nobody named one.

    Args:
        question: which.
        amounts: GBP excluding VAT; ``None`` for not known, which is left out and never counted as nothing.
    """
    known = sorted(amount for amount in amounts if amount is not None)
    if not known:
        return ""
    ends = dict.fromkeys([exact_money(known[0]), exact_money(known[-1])])
    return f"{' to '.join(ends)} excluding VAT {question.per}"


def unfit(question: Question, answers: Iterable[str]) -> str:
    """Return what is wrong with an answer, as a sentence; empty where nothing is."""
    codes = list(answers)
    known = {one.code for one in question.answers}
    if not codes or len(set(codes)) != len(codes) or not known.issuperset(codes):
        return "Choose from the answers of this question."
    if len(codes) > 1 and not question.many:
        return "Choose one answer."
    if len(codes) > 1 and question.alone.intersection(codes):
        alone = question.answer(next(code for code in codes if code in question.alone))
        return f"“{alone.words.capitalize()}” stands alone: take it out, or the others."
    return ""


@dataclass(frozen=True)
class Said:
    """What one borough says, as far as it is counted: the answer in words, and whether it is old."""

    borough: str
    codes: tuple[str, ...]
    is_old: bool


@dataclass(frozen=True)
class Tally:
    """What boroughs say of a question: a sentence, and whether they differ."""

    sentence: str
    differ: bool


def tally(question: Question, said: Iterable[Said]) -> Tally:
    """Return what boroughs say together: *2 boroughs say documented for anyone, 1 says not documented*.

    Disagreement is shown and not resolved. Where several answers may hold, each is counted by itself, and
    boroughs differ where they do not all say the same. What is old is counted, and said to be old.

    Args:
        question: which.
        said: one for each borough.
    """
    rows = list(said)
    differ = len({frozenset(one.codes) for one in rows}) > 1
    sentence = _counted(question, rows) if differ else _together(question, rows)
    old = sum(one.is_old for one in rows)
    if sentence and old:
        sentence += f" ({'all' if old == len(rows) else old} over two years old)"
    return Tally(sentence, differ)


def _together(question: Question, rows: list[Said]) -> str:
    """Return what boroughs say that all say the same."""
    if not rows:
        return ""
    words = listing([question.answer(code).words for code in rows[0].codes])
    return f"{counted(len(rows), 'borough')} {_say(len(rows))} {words}"


def _counted(question: Question, rows: list[Said]) -> str:
    """Return what boroughs say that differ: each answer with how many say it, the commonest first."""
    counts: dict[str, int] = {}
    for one in rows:
        for code in one.codes:
            counts[code] = counts.get(code, 0) + 1
    order = {one.code: place for place, one in enumerate(question.answers)}
    ranked = sorted(counts, key=lambda code: (-counts[code], order.get(code, len(order))))
    parts = [f"{counts[code]} {_say(counts[code])} {question.answer(code).words}" for code in ranked]
    if question.many:
        return f"Of {counted(len(rows), 'borough')}, {', '.join(parts)}"
    first = ranked[0]
    parts[0] = f"{counted(counts[first], 'borough')} {_say(counts[first])} {question.answer(first).words}"
    return ", ".join(parts)


def _say(number: int) -> str:
    return "says" if number == 1 else "say"
