"""What the page of a group shows: its relations from both sides, and its roles in the village."""

from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext as _

from stakeholders.models import Stakeholder, Tie
from stakeholders.questions import HISTORY, STEPS, say_moment

SAID_OF_GROUPS = (Tie.Kind.SUPPORTS, Tie.Kind.COMPETES, Tie.Kind.UNRELATED)


@dataclass(frozen=True)
class Statement:
    """What one side says about the other, with the words it came from when they may be read."""

    by: str
    kind: str
    stance: str
    label: str
    reason: str
    tie: UUID


@dataclass
class Relation:
    """Everything said between a group and one other stakeholder.

    ``url`` is empty when the other lies outside what the viewer may see; then it has no name.
    """

    name: str
    url: str
    other: Stakeholder | None
    statements: list[Statement] = field(default_factory=list)

    @property
    def disputed(self) -> bool:
        """Whether both sides have spoken and do not agree."""
        said = {s.by: s.kind for s in self.statements if s.kind in SAID_OF_GROUPS}
        return len(said) > 1 and len(set(said.values())) > 1


def relations(group, ties, *, visible, reasons) -> list[Relation]:
    """The group's ties gathered by the other end, in the order of names, the nameless last.

    ``ties``: with source and target loaded. ``visible``: ids of the stakeholders that the viewer
    may see. ``reasons``: tie id -> words, of the ties whose words the viewer may read.
    """
    found = {}
    for tie in ties:
        other = tie.target if tie.source_id == group.pk else tie.source
        seen = other.pk in visible
        relation = found.setdefault(
            other.pk,
            Relation(
                name=other.name if seen else _("Pihak di luar wilayah Anda"),
                url=other.get_absolute_url() if seen else "",
                other=other if seen else None,
            ),
        )
        relation.statements.append(
            Statement(
                by=group.name if tie.source_id == group.pk else relation.name,
                kind=tie.kind,
                stance=tie.stance,
                label=tie.get_stance_display() if tie.stance else tie.get_kind_display(),
                reason=reasons.get(tie.pk, ""),
                tie=tie.pk,
            )
        )
    return sorted(found.values(), key=lambda r: (r.url == "", r.name.casefold()))


def history_lines(content) -> list[dict]:
    """Question 7 as a line of time: ``when`` (words, may be empty), ``title``, ``text``, ``why``.

    ``content``: the current answer to the last step. The beginning comes first, then the changes
    in the order of their dates, those without a date last.
    """
    changes = content.get("changes", {}).values()
    changes = sorted(changes, key=lambda change: change.get("since") or "9999")
    return [*_beginning(content), *map(_change, changes)]


def _beginning(content):
    if not (content.get("since_year") or content.get("origin")):
        return []
    return [
        {
            "when": str(content.get("since_year", "")),
            "title": _("Mulai ada"),
            "text": content.get("origin", ""),
            "why": content.get("earlier", ""),
        }
    ]


def _change(change):
    return {
        "when": say_moment(change["since"]) if change.get("since") else "",
        "title": _aspect(change.get("aspect")),
        "text": change.get("what", ""),
        "why": change.get("why", ""),
    }


def _aspect(code):
    changes = STEPS[HISTORY].question("changes")
    [aspects] = [column for column in changes.columns if column.key == "aspect"]
    return str(dict(aspects.choices).get(code, changes.label))
