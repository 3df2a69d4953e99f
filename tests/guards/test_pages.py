"""No inline script or style, and nothing declared safe that people wrote."""

import re
from html.parser import HTMLParser

import pytest
from django.conf import settings

from tests.guards.found import source_files, templates

DECLARED_SAFE = re.compile(r"\|\s*(safe|safeseq)\b|\{%\s*autoescape\s+off")
MARKED_SAFE = re.compile(r"\bmark_safe\b|\bSafeString\b|\bSafeText\b")
TEMPLATE_TAGS = re.compile(
    r"\{#.*?#\}|\{%\s*comment\b.*?endcomment\s*%\}|\{%.*?%\}|\{\{.*?\}\}", re.S
)
DATA_SCRIPTS = {"application/json"}


class InlineFinder(HTMLParser):
    """Collects what a strict content security policy would refuse."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        """Look at one element."""
        attrs = dict(attrs)
        if tag == "style" or (
            tag == "script" and "src" not in attrs and attrs.get("type") not in DATA_SCRIPTS
        ):
            self.found.append(tag)
        for name, value in attrs.items():
            if name == "style" or name.startswith(("on", "hx-on")):
                self.found.append(f"{tag} {name}")
            elif (value or "").strip().lower().startswith(("javascript:", "data:text/html")):
                self.found.append(f"{tag} {name}={value}")

    handle_startendtag = handle_starttag


def inline_code(html: str) -> list[str]:
    """Inline scripts, styles and handlers in a page or a template."""
    finder = InlineFinder()
    finder.feed(TEMPLATE_TAGS.sub("", html))
    return finder.found


def test_no_template_has_inline_code_or_declares_anything_safe():
    found = {path.name: path.read_text() for path in templates()}
    assert len(found) > 20
    assert {name for name, text in found.items() if inline_code(text)} == set()
    assert {name for name, text in found.items() if DECLARED_SAFE.search(text)} == set()


def test_no_python_of_pages_marks_text_as_safe():
    files = source_files("views", "forms", "presenters", "templatetags")
    assert {path.name for path in files if MARKED_SAFE.search(path.read_text())} == set()


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<script type=module>alert(1)</script>",
        "<style>p { color: red }</style>",
        '<p style="color: red">',
        '<a onclick="go()">',
        '<a href="javascript:go()">',
        '<button hx-on:click="go()">',
        '<svg><path style="fill: red"/></svg>',
    ],
)
def test_inline_code_is_seen(html):
    assert inline_code(html)


@pytest.mark.parametrize(
    "html",
    [
        '<script type="module" src="/static/js/map.js"></script>',
        '<script id="data" type="application/json">{"a": 1}</script>',
        '{# <style> #}{% comment %}<script>{% endcomment %}<p class="once">',
        "{% if style %}<p>{{ onward }}</p>{% endif %}",
    ],
)
def test_what_the_policy_allows_is_let_be(html):
    assert inline_code(html) == []


@pytest.mark.parametrize("text", ["{{ name|safe }}", "{{ name | safe }}", "{% autoescape off %}"])
def test_text_declared_safe_is_seen(text):
    assert DECLARED_SAFE.search(text)


def test_the_policy_allows_nothing_inline_and_nobody_else():
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    sources = {source for values in directives.values() for source in values}
    assert sources <= {"'self'", "'none'", "data:", "blob:"}
    assert directives["script-src"] == ["'self'"]
    assert directives["style-src"] == ["'self'"]
