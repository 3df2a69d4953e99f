"""Look-alikes and agreed maps in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

REASONS = {
    "spelling": gettext_lazy("ejaannya hampir sama"),
    "short": gettext_lazy("yang satu bisa kependekan yang lain"),
    "office": gettext_lazy("jabatannya sama di kelompok yang sama"),
    "person": gettext_lazy("nama orangnya sama"),
}
WHY_NOT = {
    "same": gettext_lazy("Pilih dua pihak yang berbeda."),
    "kind": gettext_lazy("Hanya pihak yang sebentuk bisa disatukan: kelompok dengan kelompok."),
    "village": gettext_lazy("Hanya pihak dari desa yang sama bisa disatukan."),
    "gone": gettext_lazy("Salah satunya sudah tidak ada di peta."),
    "open_worksheets": gettext_lazy(
        "Keduanya punya lembar kerja yang belum selesai. Selesaikan salah satunya dulu."
    ),
}
LINES = {
    "supports": gettext_lazy("saling mendukung"),
    "competes": gettext_lazy("bersaing"),
    "disputed": gettext_lazy("belum sepakat"),
    "membership": gettext_lazy("pengurus atau anggota"),
}


def in_words(reasons) -> str:
    """Why two parties may be one."""
    return ", ".join(str(REASONS[reason]) for reason in reasons)


def clash_sentence(clash) -> str:
    """What becomes of two statements about the same third party."""
    said = {"newer": clash.newer, "older": clash.older}
    words = {
        name: (tie.get_stance_display() or tie.get_kind_display()) for name, tie in said.items()
    }
    if clash.differ:
        return _(
            "Tentang %(other)s: dulu “%(older)s”, terakhir “%(newer)s”."
            " Yang terakhir berlaku, yang lama tetap di riwayat."
        ) % {"other": clash.other.name, **words}
    return _("Tentang %(other)s: keduanya berkata “%(newer)s”.") % {
        "other": clash.other.name,
        "newer": words["newer"],
    }


def tie_sentences(rows, names) -> list[str]:
    """Ties of an agreed map as sentences; ``names``: id -> name."""
    return [
        _("%(a)s dan %(b)s: %(kind)s")
        % {"a": names[row["a"]], "b": names[row["b"]], "kind": LINES[row["kind"]]}
        for row in rows
        if row["kind"] in LINES and row["a"] in names and row["b"] in names
    ]


def agreed_lines(agreed, since) -> dict:
    """An agreed map and the changes since, in sentences."""
    names = {row["id"]: row["name"] for row in agreed.shown["parties"]}
    today = names | {row["id"]: row["name"] for row in since.new_parties}
    return {
        "parties": sorted((row["name"] for row in agreed.shown["parties"]), key=str.casefold),
        "ties": tie_sentences(agreed.shown["ties"], names),
        "new_parties": [row["name"] for row in since.new_parties],
        "gone_parties": [row["name"] for row in since.gone_parties],
        "new_ties": tie_sentences(since.new_ties, today),
        "gone_ties": tie_sentences(since.gone_ties, names),
    }
