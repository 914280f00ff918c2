"""Every template compiles, and every page has a title."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

FOLDER = settings.BASE_DIR / "templates"
TEMPLATES = sorted(FOLDER.rglob("*.html")) + sorted(FOLDER.rglob("*.txt"))
#: Pages of Django's admin are titled by the admin.
EXTENDS = re.compile(r'{%\s*extends "(?!admin/)')
TITLE = re.compile(r"{%\s*block (?:title|head_title)\s*%}\s*\S.*?{%\s*endblock", re.DOTALL)
#: Frames that leave the title to the pages inside them.
FRAMES = {"allauth/layouts/entrance.html", "allauth/layouts/manage.html", "mfa/base_manage.html"}
#: E-mails are no pages of ours: mail programs read no style sheets, and no policy of the hub reaches them.
MAIL = "mail"
INLINE = re.compile(r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)


def name_of(path: Path) -> str:
    """Return the name by which a template is loaded."""
    return str(path.relative_to(FOLDER))


PAGES = [path for path in TEMPLATES if path.suffix == ".html" and EXTENDS.search(path.read_text("utf-8"))]


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_it_compiles(path: Path) -> None:
    get_template(name_of(path))  # raises TemplateSyntaxError, which names the line


@pytest.mark.parametrize("path", [path for path in PAGES if name_of(path) not in FRAMES], ids=name_of)
def test_every_page_has_a_title(path: Path) -> None:
    assert TITLE.search(path.read_text("utf-8")), "Say what the page shows in {% block title %}."


@pytest.mark.parametrize("path", [path for path in TEMPLATES if path.parent.name != MAIL], ids=name_of)
def test_nothing_is_inline_that_the_content_security_policy_refuses(path: Path) -> None:
    assert not INLINE.search(path.read_text("utf-8"))
