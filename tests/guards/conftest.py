"""What holds for all guards."""

import pytest
from django.template import Template


@pytest.fixture(autouse=True)
def _pages_only(monkeypatch):
    """Let templates keep no copy of what they were given: guards read thousands of pages."""
    monkeypatch.setattr(
        Template, "_render", lambda template, context: template.nodelist.render(context)
    )
