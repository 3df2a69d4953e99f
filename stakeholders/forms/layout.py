"""Pieces of a crispy layout: parts of a long form with a heading, and parts that unfold."""

from crispy_forms.layout import Div
from crispy_forms.utils import TEMPLATE_PACK
from django.template.loader import render_to_string


class Section(Div):
    """A part of a form on a card of its own. ``heading`` and ``lead`` are words for people."""

    template = "stakeholders/layout/section.html"

    def __init__(self, heading, *fields, lead=""):
        super().__init__(*fields)
        self.heading = heading
        self.lead = lead

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs):
        """The fields inside the card."""
        return render_to_string(
            self.template,
            {
                "heading": self.heading,
                "lead": self.lead,
                "open": self.holds_something(form),
                "fields": self.get_rendered_fields(form, context, template_pack, **kwargs),
            },
        )

    def holds_something(self, form) -> bool:
        """Whether any of its fields has been filled in, or has an error."""
        names = [pointer.name for pointer in self.get_field_names()]
        return any(form[name].errors or form[name].value() for name in names)


class Unfold(Section):
    """A part that few people need: folded away while it is empty."""

    template = "stakeholders/layout/unfold.html"
