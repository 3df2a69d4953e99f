"""Addresses on the page of a map: every choice is one."""

from functools import cached_property

from django.urls import reverse

from stakeholders.presenters.selection import STEPS

MAP = "#peta"
NIL = "00000000-0000-0000-0000-000000000000"


class Links:
    """Where each choice leads from a ``selection`` on the page at ``path``.

    Addresses of single parties and ties are patterns filled in: building each anew takes long
    for thousands.
    """

    def __init__(self, selection, path):
        self.selection = selection
        self.path = path

    def _with(self, **changes):
        return f"{self.path}{self.selection.query(**changes)}{MAP}"

    def toggled(self, **choice) -> str:
        """One kind of tie or sort of party more, or less."""
        return f"{self.path}{self.selection.toggled(**choice)}{MAP}"

    def opened(self, key) -> str:
        """With one of the gathered kinds or hamlets opened, or closed again."""
        return self._with(opened=self.selection.opened ^ {key})

    @property
    def here(self) -> str:
        """What is seen now, without a place on the page."""
        return f"{self.path}{self.selection.query()}"

    @property
    def all_kinds(self) -> str:
        """Ties of every kind."""
        return self._with(kinds=frozenset())

    @property
    def whole(self) -> str:
        """Out of the focus; filters stay."""
        return self._with(focus="", search="")

    @property
    def private(self) -> str:
        """With the layer of dependencies, or without it."""
        return self._with(private=not self.selection.private)

    def asked(self, question) -> str:
        """With a question put to the whole map, or without it where it was put already."""
        again = question == self.selection.ask
        private = question == "depends" and not again
        return self._with(
            ask="" if again else question, private=private, size="", colour="", focus="", search=""
        )

    @property
    def steps(self) -> list[tuple[int, bool, str]]:
        """How far to look round the party in focus: steps, whether chosen, address."""
        chosen = self.selection.steps
        return [(steps, steps == chosen, self._with(steps=steps)) for steps in STEPS]

    def focus(self, party_id) -> str:
        """Round one party, as far as round the one now."""
        return self._focus.replace(NIL, party_id)

    @cached_property
    def _focus(self):
        steps = self.selection.steps if self.selection.focus else 1
        return self.selection.query(focus=NIL, steps=steps, search="") + MAP

    def tie(self, line) -> str:
        """The page of a tie: what was said, and in which words."""
        pattern = self._dependency if line["kind"] == "depends" else self._tie
        return pattern.replace(NIL, line["id"])

    @cached_property
    def party(self) -> str:
        """The page of a party, with NIL for its id: a script fills it in."""
        return reverse("stakeholder_detail", args=[NIL])

    @cached_property
    def _tie(self):
        return reverse("tie_detail", args=[NIL])

    @cached_property
    def _dependency(self):
        return reverse("dependency_detail", args=[NIL])
