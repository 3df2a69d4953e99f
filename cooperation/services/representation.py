"""Who speaks in a meeting: elements of society, and the groups of the map."""

from dataclasses import dataclass

from cooperation.models import Element
from cooperation.services.meetings import UNNAMED
from jejaring.roles import Permission
from stakeholders.models import Stakeholder


@dataclass(frozen=True)
class Row:
    """An element: how many were invited and came, men and women apart."""

    key: str
    label: str
    invited: tuple[int, int]
    present: tuple[int, int]
    by_law: bool

    @property
    def invited_count(self) -> int:
        return sum(self.invited)

    @property
    def present_count(self) -> int:
        return sum(self.present)


def element_rows(invited: dict, present: dict) -> list[Row]:
    """The ten of the law in their order, then those of the village."""
    own = sorted({key for key in (*invited, *present) if key.startswith(UNNAMED)})
    labels = [(each.value, str(each.label), True) for each in Element]
    labels += [(key, key[len(UNNAMED) :], False) for key in own]
    return [
        Row(key, label, tuple(invited.get(key, (0, 0))), tuple(present.get(key, (0, 0))), by_law)
        for key, label, by_law in labels
    ]


@dataclass(frozen=True)
class Groups:
    """The groups of the map that this reader may see, by what happened to them."""

    present: list
    missing: list
    uninvited: list

    @property
    def known(self) -> int:
        return len(self.present) + len(self.missing) + len(self.uninvited)


def groups_offered(meeting, user):
    """The groups of the meeting's villages on the map, as far as this person may see them."""
    codes = [row.village_id for row in meeting.villages.all()]
    groups = Stakeholder.objects.visible_to(user).groups().present()
    return groups.filter(village__in=codes).order_by("name", "pk")


def groups_of(meeting, user) -> Groups:
    """Invited and present, invited and missing, and those nobody invited."""
    said = {row.stakeholder_id: row for row in meeting.groups.all()}
    found = Groups([], [], [])
    for group in groups_offered(meeting, user):
        row = said.get(group.pk)
        if row and row.is_present:
            found.present.append(group)
        elif row and row.is_invited:
            found.missing.append(group)
        else:
            found.uninvited.append(group)
    return found


def reads_record(meeting, user) -> bool:
    """Whether the person reads what was said, promised and photographed, not counts alone.

    Those who write records in one of its villages, or in a village that is party to the agreement
    it is about; a coordinator sees state, decisions and counts.
    """
    codes = {row.village_id for row in meeting.villages.all()}
    if meeting.agreement_id:
        parties = meeting.agreement.parties.exclude(village=None)
        codes |= set(parties.values_list("village_id", flat=True))
    return any(user.holds_over(Permission.RECORD_MEETING, code) for code in codes)
