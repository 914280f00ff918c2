"""What somebody wrote in an e-mail, without what their mail program quoted; pure: no database.

Our own e-mails carry :data:`MARK`; everything from there on is quoted. Mail programs that quote in other ways
are known to the library, for text; for HTML alone their quoting elements are taken out before.
"""

import re
from collections.abc import Mapping

from lxml import etree
from lxml import html as lxml_html
from mailparser_reply import EmailReplyParser

#: Stands at the beginning of each e-mail that can be replied to.
MARK = "Write your answer above this line"
#: Elements in which mail programs quote what is replied to (Gmail, Apple Mail, Outlook on the web, Outlook).
QUOTED = (
    "//blockquote|//*[contains(@class,'gmail_quote')]|//*[@id='appendonsend']"
    "|//*[@id='divRplyFwdMsg']|//*[@id='mail-editor-reference-message-container']"
    "|//style|//script|//head|//title"
)
#: Elements behind which all is quoted, too: Outlook does not nest what it quotes.
ALL_BEHIND = {"appendonsend", "divRplyFwdMsg"}
BLOCKS = {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "ul", "ol", "table"}
_MARK_LINE = re.compile(rf"^.*{re.escape(MARK)}.*$", re.MULTILINE)
#: The line with which a mail program introduces what it quotes, left over where the quote was cut off.
_INTRODUCED = re.compile(
    r"\n*^(?:>\s*)?(?:On\b[^\n]*(?:\n[^\n]+)?\bwrote:|-{2,} ?Original Message ?-{2,})\s*\Z", re.M
)
_FORWARDED = re.compile(
    r"^-+ ?(?:Forwarded message|Begin forwarded message) ?-*:?$|^Begin forwarded message:", re.M
)
LANGUAGES = ["en", "fr", "de", "es", "it", "pl"]


def written(text: str, html: str) -> str:
    """Return what somebody wrote.

    Args:
        text: the plain part; empty where there is none.
        html: the HTML part, used where there is no plain one.
    """
    words = text if text.strip() else text_of_html(html)
    words = words.replace("\r\n", "\n").replace("\xa0", " ")
    if found := _MARK_LINE.search(words):
        words = words[: found.start()]
    if forwarded := _FORWARDED.search(words):
        words = words[: forwarded.start()]
    words = _INTRODUCED.sub("", words.rstrip("> \n"))
    if not words.strip():
        return ""
    reply = EmailReplyParser(languages=LANGUAGES).parse_reply(text=words) or ""
    return _INTRODUCED.sub("", reply.strip()).strip()


def text_of_html(html: str) -> str:
    """Return HTML as plain text, without what is quoted in it."""
    if not html.strip():
        return ""
    try:
        tree = lxml_html.fromstring(html.encode(), parser=lxml_html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError):
        return ""
    for element in tree.xpath(QUOTED):
        if element.get("id") in ALL_BEHIND:
            _drop_behind(element)
        if element.getparent() is not None:
            element.drop_tree()
    for element in tree.iter():
        if element.tag in BLOCKS:
            element.tail = "\n" + (element.tail or "")
    lines = [" ".join(line.split()) for line in str(tree.text_content()).splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _drop_behind(element: etree._Element) -> None:
    for sibling in list(element.itersiblings()):
        parent = sibling.getparent()
        if parent is not None:
            parent.remove(sibling)


def is_automatic(headers: Mapping[str, str]) -> bool:
    """Tell whether a machine sent an e-mail: an absence notice, a bounce, a list (RFC 3834).

    Args:
        headers: of the e-mail; names in any case.
    """
    known = {name.casefold(): str(value).casefold() for name, value in headers.items()}
    if known.get("auto-submitted", "no").split(";")[0].strip() != "no":
        return True
    if known.get("precedence", "").strip() in {"bulk", "junk", "list", "auto_reply"}:
        return True
    if "x-auto-response-suppress" in known and known.get("subject", "").startswith("automatic reply"):
        return True
    if known.get("return-path", "").strip() == "<>" or "multipart/report" in known.get("content-type", ""):
        return True
    marks = ("x-autoreply", "x-autorespond", "x-autoresponse", "list-id", "x-loop", "feedback-id-auto")
    return any(name in known for name in marks)


def as_markdown(text: str) -> str:
    """Return plain text as Markdown that keeps its lines."""
    return re.sub(r"(?<!\n)\n(?!\n)", "  \n", text)
