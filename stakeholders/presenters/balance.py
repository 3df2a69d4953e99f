"""What the balance of a village's dependencies says, in sentences and short lists.

Each heading opens a question to talk about; nobody is blamed. Lines lead to the tie they are about.
"""

from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stakeholders.models import PatronClientTie
from stakeholders.models.dependency import Form

Alternative = PatronClientTie.Alternative


@dataclass(frozen=True)
class Line:
    """One line of a list: the words, an address, and a remark beneath."""

    text: str
    url: str = ""
    remark: str = ""


@dataclass(frozen=True)
class Question:
    """Something to talk about: ``code`` for the look, a heading, what it means, and the lines."""

    code: str
    heading: str
    meaning: str
    lines: list[Line]


def questions(balance, ties) -> list[Question]:
    """What to talk about, the most pressing first; what there is nothing of is left out.

    ``balance``: of ``services.balance.weigh`` over the same ``ties``.
    """
    words = _Words(ties)
    asked = [
        Question(
            "none",
            _("Tanpa pilihan lain"),
            _("Menurut narasumber belum ada tempat lain untuk meminjam, menjual, atau menggarap."),
            [line for client in balance.without_alternative for line in words.left_without(client)],
        ),
        Question(
            "sole",
            _("Sumber tunggal"),
            _("Bila pihak ini berhenti, semua klien di bawah ini ikut terkena."),
            [words.sole(sole) for sole in balance.sole_sources],
        ),
        Question(
            "single",
            _("Hanya satu patron"),
            _("Sejauh yang tercatat. Mungkin yang lain belum diceritakan."),
            [words.single(client, patron) for client, patron in balance.single_patron.items()],
        ),
        Question(
            "exit",
            _("Pilihan lain yang bisa dijajaki"),
            _("Sudah disebut narasumber, atau ada pihak lain yang menopang hal yang sama."),
            [words.exit(found) for found in balance.exits],
        ),
    ]
    return [question for question in asked if question.lines]


class _Words:
    """Lines about ties by the ids that the graph gives back."""

    def __init__(self, ties):
        self.ties = {tie.pk: tie for tie in ties}
        self.names = {party.pk: party.name for tie in ties for party in (tie.patron, tie.client)}

    def left_without(self, client):
        for tie in self.ties.values():
            if tie.client_id == client and tie.alternative == Alternative.NO:
                text = _("%(client)s, untuk %(forms)s dari %(patron)s")
                yield Line(self._of(tie, text), tie.get_absolute_url())

    def sole(self, sole):
        names = [self.names[client] for client in sole.clients]
        text = ngettext(
            "%(patron)s menopang %(count)s klien dalam hal %(form)s",
            "%(patron)s menopang %(count)s klien dalam hal %(form)s",
            len(names),
        )
        said = {
            "patron": self.names[sole.patron],
            "count": len(names),
            "form": form_in_line(sole.form),
        }
        return Line(text % said, remark=", ".join(names))

    def single(self, client, patron):
        tie = next(t for t in self.ties.values() if (t.patron_id, t.client_id) == (patron, client))
        return Line(self._of(tie, _("%(client)s, pada %(patron)s")), tie.get_absolute_url())

    def exit(self, found):
        tie = self.ties[found.tie]
        remarks = []
        if found.said:
            remarks.append(str(Alternative(found.said).label))
        for form, patrons in islice(found.sources.items(), 3):
            named = ", ".join(self.names[patron] for patron in patrons)
            said = {"form": form_in_line(form), "patrons": named}
            remarks.append(_("%(form)s juga tercatat dari %(patrons)s") % said)
        text = self._of(tie, _("%(client)s, yang kini pada %(patron)s"))
        return Line(text, tie.get_absolute_url(), " · ".join(remarks))

    def _of(self, tie, text):
        return text % {
            "client": tie.client.name,
            "patron": tie.patron.name,
            "forms": ", ".join(form_in_line(form) for form in tie.forms),
        }


def form_in_line(code) -> str:
    """A form of dependency in the middle of a sentence."""
    label = str(Form(code).label)
    return label[:1].lower() + label[1:]
