"""A cooperation of the sample that is tried for one year, and so is the next to end.

Everything a coordinator asks of it is decided: it runs, it has a last day, and the day to talk
about going on comes before that.
"""

from datetime import date

from cooperation.lifecycle import Flow
from cooperation.models import Agreement, Meeting

BEGAN_ON = date(2026, 1, 26)
TITLE = "Rumah kompos bersama untuk kebun sayur"
BEGINS = {
    "flow": Flow.BETWEEN,
    "title": TITLE,
    "purpose": "Kotoran ternak menumpuk di Paten, kebun sayur di Sengi kekurangan pupuk.",
    "subject": Agreement.Subject.COMMUNITY,
    "fields": [Agreement.Field.EMPOWERMENT],
    "starts_on": date(2026, 4, 1),
    "notice_on": date(2026, 12, 31),
    "ends_on": date(2027, 3, 31),
}
TEXT = {
    "title": TITLE,
    "basis": "Undang-Undang 6/2014 tentang Desa",
    "clauses": {
        "scope": "Satu rumah kompos di Paten untuk kotoran ternak dan sisa panen dari dua desa.",
        "field": "Pemberdayaan masyarakat: pupuk untuk petani sayur.",
        "procedure": "Kelompok ternak mengantar tiap Selasa, kelompok tani membalik tiap Jumat.",
        "term": "Satu tahun sebagai percobaan; diteruskan bila kedua desa setuju.",
        "rights": "Paten menyediakan tempat, Sengi menyediakan atap dan tenaga. Kompos dibagi dua.",
        "funding": "Tiap desa menanggung alatnya sendiri.",
        "change": "Perubahan dibicarakan dua bulan sebelumnya dalam musyawarah antar-desa.",
        "dispute": "Musyawarah kekeluargaan lebih dulu. Bila belum selesai, difasilitasi camat.",
    },
}


def carry(story, *, first, second):
    """From the first meeting of ``first``, who asked, to the day it started."""
    story.deliberate(date(2026, 2, 4), first)
    day = date(2026, 2, 6)
    story.act(day, "offer", "kades-paten", letter="140/09/II/2026", on=day.isoformat())
    story.deliberate(date(2026, 2, 18), second)
    day = date(2026, 2, 19)
    story.act(day, "answer", "kades-sengi", second, answer="accepted", on=day.isoformat())
    story.write(date(2026, 2, 27), "pendamping", TEXT)
    text = story.agreement.texts.latest("number").digest
    day = date(2026, 3, 5)
    story.act(day, "consent", "kades-paten", first, consent="accepted", text=text)
    story.act(day, "consent", "kades-sengi", second, consent="accepted", text=text)
    day = date(2026, 3, 12)
    met = story.hold(day, Meeting.Kind.MAD, [first, second], "kades-paten", "Rancangan: ")
    story.act(day, "agree_together", "kades-paten", **met)
    story.act(date(2026, 3, 13), "declare_ready", "kades-paten")
    story.enact({first: "3", second: "2"}, signed=date(2026, 3, 20), known=date(2026, 3, 27))
    story.act(date(2026, 4, 1), "start", "kades-paten", on="2026-04-01")
