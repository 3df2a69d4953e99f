"""What the cooperation of a region shows, in sentences: why, why it may be wrong, one step."""

from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stakeholders.presenters.findings.say import Worded
from villages.models import Region

NAMED = 4
MOST_JOINING = 2


def findings(cooperation, found) -> list[Worded]:
    """``cooperation`` and what it measures (``found``: Measured), the most pressing first."""
    say = _Say(cooperation, found)
    told = [
        say.left_out(),
        say.leaned_on(),
        *say.one_partner(),
        *say.joining(),
        say.link(),
        say.hubs(),
        say.parts(),
    ]
    return [each for each in told if each]


class _Say:
    def __init__(self, cooperation, found):
        self.cooperation, self.found = cooperation, found
        self.titles = {pact.key: pact.title for pact in cooperation.pacts}

    def name(self, key):
        actor = self.cooperation.actors[key]
        if not actor.is_village:
            return actor.name
        return _("%(kind)s %(name)s") % {"kind": Region.Kind.DESA.label, "name": actor.name}

    def several(self, keys):
        """Names in a row: "A, B, dan 4 lagi"."""
        named = [self.name(key) for key in keys[:NAMED]]
        if more := len(keys) - len(named):
            named.append(ngettext("%(count)s lagi", "%(count)s lagi", more) % {"count": more})
        return get_text_list(named, _("dan"))

    @property
    def unread(self):
        """Why it may be otherwise: what is not written down, and what the reader may not read."""
        words = _("Kerja sama yang tidak dicatat di Jejaring tidak ikut dihitung.")
        if self.cooperation.unread:
            words += " " + ngettext(
                "Begitu juga %(count)s desa yang kerja samanya tidak Anda baca.",
                "Begitu juga %(count)s desa yang kerja samanya tidak Anda baca.",
                self.cooperation.unread,
            ) % {"count": self.cooperation.unread}
        return words

    def to_list(self, key):
        name = "desa" if self.cooperation.actors[key].is_village else "mitra"
        return {
            "step_url": f"{reverse('agreement_list')}?{name}={key}",
            "step_label": _("Lihat kerja samanya"),
        }

    def left_out(self):
        out, here = self.found.left_out, self.cooperation.here
        if not out or not self.found.counts:
            return None
        return Worded(
            "unconnected",
            _("Belum bekerja sama"),
            ngettext(
                "%(count)s dari %(all)s desa belum punya kerja sama: %(names)s.",
                "%(count)s dari %(all)s desa belum punya kerja sama: %(names)s.",
                len(out),
            )
            % {"count": len(out), "all": len(here), "names": self.several(out)},
            why=_("Tidak ada kerja sama yang berjalan atau sedang disusun dengan desa itu."),
            doubt=self.unread,
            step=_("Tanyakan kepada %(name)s: kebutuhan apa yang tidak bisa dipenuhi sendiri?")
            % {"name": self.name(out[0])},
        )

    def leaned_on(self):
        if not self.found.leaned_on:
            return None
        key, many, of = self.found.leaned_on
        words = {"name": self.name(key), "many": many, "of": of}
        return Worded(
            "one_patron",
            _("Satu mitra di banyak kerja sama"),
            _("%(name)s ada dalam %(many)s dari %(of)s kerja sama dengan pihak ketiga.") % words,
            why=_("Bila mitra ini mundur, sedikitnya separuh kerja sama itu ikut berhenti."),
            doubt=self.unread,
            step=_("Periksa syarat keluar dalam naskahnya, dan cari mitra kedua."),
            **self.to_list(key),
        )

    def one_partner(self):
        for village, partner in self.found.one_partner[:1]:
            words = {"village": self.name(village), "partner": self.name(partner)}
            yield Worded(
                "one_patron",
                _("Bergantung pada satu mitra"),
                _("Semua kerja sama %(village)s dengan pihak ketiga melalui %(partner)s.") % words,
                why=_("Desa ini punya beberapa kerja sama, tetapi tidak ada mitra lain."),
                doubt=self.unread,
                step=_("Bicarakan di desa: apa yang tetap bisa dikerjakan tanpa mitra ini?"),
                **self.to_list(village),
            )

    def joining(self):
        for one in self.found.joining[:MOST_JOINING]:
            first, second = ([*side] for side in one.sides[:2])
            words = {
                "title": self.titles[one.key],
                "first": self.several(first),
                "second": self.several(second),
            }
            yield Worded(
                "sole_link",
                _("Kerja sama penghubung"),
                _("Hanya “%(title)s” yang menghubungkan %(first)s dengan %(second)s.") % words,
                why=_("Tanpa itu, kedua bagian ini tidak bertemu dalam kerja sama lain."),
                doubt=self.unread,
                step=_("Jaga agar tidak berakhir tanpa dibicarakan; lihat tanggal akhirnya."),
                step_url=reverse("agreement_detail", args=[one.key]),
                step_label=_("Buka kerja sama ini"),
            )

    def link(self):
        if not self.found.link:
            return None
        one = self.found.link
        first, second = ([*side] for side in one.sides[:2])
        words = {
            "name": self.name(one.key),
            "first": self.several(first),
            "second": self.several(second),
        }
        return Worded(
            "sole_link",
            _("Penghubung tunggal"),
            _("%(first)s dan %(second)s hanya bertemu lewat %(name)s.") % words,
            why=_("Semua kerja sama di antara mereka melewati %(name)s.") % words,
            doubt=self.unread,
            step=_("Pertemukan mereka langsung dalam satu kerja sama."),
            **self.to_list(one.key),
        )

    def hubs(self):
        if not self.found.hubs:
            return None
        key, *_others = hubs = list(self.found.hubs)
        words = {
            "names": self.several(hubs),
            "count": self.found.counts[key],
            "share": round(100 * self.found.shares[key]),
        }
        return Worded(
            "hub",
            _("Paling banyak bekerja sama"),
            _("%(names)s paling banyak bekerja sama: masing-masing %(count)s.") % words
            if len(hubs) > 1
            else _("%(names)s paling banyak bekerja sama: %(count)s kerja sama.") % words,
            why=_("Itu %(share)s persen dari semua kerja sama yang berjalan atau disusun.") % words,
            doubt=self.unread,
            step=_("Tanyakan apakah perangkat desanya masih sanggup, dan siapa yang bisa belajar."),
            **self.to_list(key),
        )

    def parts(self):
        parts = self.found.parts
        if len(parts) < 2:
            return None
        return Worded(
            "parts",
            _("Terbagi"),
            ngettext(
                "Kerja sama di sini terbagi dalam %(count)s kelompok yang tidak saling bertemu.",
                "Kerja sama di sini terbagi dalam %(count)s kelompok yang tidak saling bertemu.",
                len(parts),
            )
            % {"count": len(parts)},
            why=_("Yang terbesar: %(names)s.") % {"names": self.several(parts[0])},
            doubt=self.unread,
            step=_("Cari satu kebutuhan yang sama di dua kelompok, misalnya air atau pasar."),
        )
