"""Agreements of the sample district: told act by act, through the services people use.

Titles, letters and numbers are invented; the villages are real. One agreement between villages runs
since spring, carried out by a BKAD whose term ends in some months, another is tried for a year that
ends before that; one is being drafted, and one with a company waits for an answer.
"""

from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from cooperation.drafts.parts import part_of
from cooperation.drafts.passages import find_passage
from cooperation.lifecycle import Flow
from cooperation.models import (
    Agreement,
    AgreementText,
    Comment,
    CommentReply,
    JointBody,
    Meeting,
    Partner,
)
from cooperation.sample import fairness, trial
from cooperation.sample.meetings import hold
from cooperation.sample.resources import load_resources
from cooperation.services.agreements import Deed, PartyDraft, begin_agreement, perform
from cooperation.services.bodies import count_members, found_body, review_body
from cooperation.services.chain import seal
from cooperation.services.comments import answer_comment, write_comment
from cooperation.services.texts import write_text
from jejaring.models import User
from villages.models import Region

SENGI, PATEN, KRINJING = "33.08.06.2012", "33.08.06.2013", "33.08.06.2014"
OFFICES = {SENGI: "sengi", PATEN: "paten"}

WATER = {
    "title": "Perawatan mata air Tlogo Pucang secara bersama",
    "basis": "Undang-Undang 6/2014 tentang Desa\nPermendagri 96/2017 tentang Kerja Sama Desa",
    "clauses": {
        "scope": "Perlindungan hutan di sekitar mata air, perawatan pipa induk, dan pembagian air.",
        "field": "Pembangunan desa: sarana air bersih.",
        "procedure": "Regu air dari dua desa memeriksa pipa tiap bulan. Hasilnya dilaporkan kepada "
        "kedua kepala desa.",
        "term": "Tiga tahun sejak diundangkan; dibicarakan lagi enam bulan sebelum berakhir.",
        "rights": "Sengi menjaga hutan sumber dan menerima bagian iuran. Paten menyediakan pipa "
        "dan tenaga, serta mendapat air untuk dua dusun.",
        "funding": "Iuran pelanggan: 40 persen untuk Sengi, 40 persen untuk Paten, 20 persen "
        "untuk perbaikan pipa.",
        "change": "Usul perubahan dikirim dengan surat dan diputuskan dalam musyawarah antar-desa.",
        "dispute": "Musyawarah kekeluargaan lebih dulu. Bila belum selesai, difasilitasi camat.",
    },
}


def is_loaded() -> bool:
    """Whether the agreements are there already."""
    return Agreement.objects.filter(title=WATER["title"]).exists()


@transaction.atomic
def load_sample():
    """Add the agreements to the sample district, which must be there."""
    people = {user.username: user for user in User.objects.filter(is_example=True)}
    water = _running(people)
    _tried(people)
    _drafting(people)
    _offered(people)
    load_resources(people["pendamping"])
    _body(people, water)


class _Story:
    """One agreement and the days on which it moved on."""

    def __init__(self, people, began_on, **begin):
        self.people = people
        self.agreement = begin_agreement(by=people["pendamping"], **begin)
        self.parties = {
            party.village_id or "partner": party for party in self.agreement.parties.all()
        }
        self.days = [began_on]

    def act(self, day, code, who, where="", /, **content):
        self.agreement.refresh_from_db()
        perform(
            agreement=self.agreement,
            deed=Deed(code, self.parties[where] if where else None, content),
            seen=self.agreement.events_count,
            by=self.people[who],
        )
        self.days.append(day)

    def write(self, on, who, content):
        self.agreement.refresh_from_db()
        write_text(
            agreement=self.agreement,
            content=content,
            seen=self.agreement.events_count,
            by=self.people[who],
        )
        self.days.append(on)

    def deliberate(self, on, code):
        name = OFFICES[code]
        met = self.hold(on, Meeting.Kind.MUSDES, [code], f"bpd-{name}", "Rencana: ")
        self.act(on, "deliberate", f"bpd-{name}", code, outcome="agreed", **met)
        self.act(on, "plan", f"sekdes-{name}", code, plan="rkp", number="4", year=2025)

    def hold(self, on, kind, codes, who, about, tasks=()):
        """A meeting about the agreement, and what an act keeps of it."""
        title = self.agreement.title
        decision = hold(
            agreement=self.agreement,
            kind=kind,
            codes=codes,
            on=on,
            title=f"{about}{title[0].lower()}{title[1:]}",
            by=self.people[who],
            decision=f"Menyepakati {title[0].lower()}{title[1:]}.",
            tasks=tasks,
        )
        return decision.content

    def enact(self, numbers, *, signed, known):
        """The joint regulation: signed by both heads, then promulgated in both villages."""
        for day, code, office in ((signed, "sign", "kades"), (known, "promulgate", "sekdes")):
            for village, number in numbers.items():
                told = {"number": number, "year": day.year, "on": day.isoformat()}
                self.act(day, code, f"{office}-{OFFICES[village]}", village, **told)

    def tell(self):
        """Seal the chain anew with the days of the story: it is written in one second."""
        previous = ""
        for event, day in zip(self.agreement.events.order_by("number"), self.days, strict=True):
            event.at = _moment(day)
            event.previous = previous
            event.digest = previous = seal(event)
            event.save(update_fields=["at", "previous", "digest"])
            if event.act == "write":
                texts = AgreementText.objects.filter(digest=event.content["text"])
                texts.update(written_at=event.at)
        Agreement.objects.filter(pk=self.agreement.pk).update(
            head=previous, created_at=_moment(self.days[0])
        )


def _moment(day):
    return timezone.make_aware(datetime.combine(day, time(10, 30)))


def _villages(*codes):
    return [Region.objects.get(pk=code) for code in codes]


def _running(people):
    sengi, paten = _villages(SENGI, PATEN)
    story = _Story(
        people,
        date(2026, 1, 20),
        flow=Flow.BETWEEN,
        title=WATER["title"],
        purpose="Dua dusun di Paten kekurangan air tiap kemarau.",
        subject=Agreement.Subject.COMMUNITY,
        fields=[Agreement.Field.DEVELOPMENT],
        parties=[PartyDraft(village=sengi, is_initiator=True), PartyDraft(village=paten)],
        starts_on=date(2026, 4, 20),
        notice_on=date(2028, 10, 20),
        ends_on=date(2029, 4, 19),
    )
    story.deliberate(date(2026, 2, 3), SENGI)
    story.act(date(2026, 2, 5), "offer", "kades-sengi", letter="140/12/II/2026", on="2026-02-05")
    story.deliberate(date(2026, 2, 17), PATEN)
    story.act(date(2026, 2, 18), "answer", "kades-paten", PATEN, answer="accepted", on="2026-02-18")
    story.write(date(2026, 3, 2), "pendamping", WATER)
    text = story.agreement.texts.latest("number").digest
    for name, code in (("sengi", SENGI), ("paten", PATEN)):
        day = date(2026, 3, 9)
        story.act(day, "consent", f"kades-{name}", code, consent="accepted", text=text)
    day = date(2026, 3, 20)
    tasks = [
        (
            "Mengukur panjang pipa yang bocor",
            "Regu air kedua desa",
            date(2026, 4, 1),
            date(2026, 3, 29),
        ),
        ("Menyusun jadwal giliran air", "Tirta Sengi", date(2026, 5, 4), None),
    ]
    codes = [SENGI, PATEN]
    met = story.hold(day, Meeting.Kind.MAD, codes, "kades-sengi", "Rancangan: ", tasks)
    story.act(day, "agree_together", "kades-sengi", **met)
    story.act(date(2026, 3, 21), "declare_ready", "kades-sengi")
    story.enact({SENGI: "3", PATEN: "5"}, signed=date(2026, 4, 6), known=date(2026, 4, 13))
    fairness.plan(story, people)
    story.act(date(2026, 4, 20), "start", "kades-sengi", on="2026-04-20")
    fairness.review(story, people)
    story.tell()
    return story.agreement


def _tried(people):
    sengi, paten = _villages(SENGI, PATEN)
    story = _Story(
        people,
        trial.BEGAN_ON,
        parties=[PartyDraft(village=paten, is_initiator=True), PartyDraft(village=sengi)],
        **trial.BEGINS,
    )
    trial.carry(story, first=PATEN, second=SENGI)
    story.tell()


def _drafting(people):
    sengi, paten = _villages(SENGI, PATEN)
    story = _Story(
        people,
        date(2026, 9, 8),
        flow=Flow.BETWEEN,
        title="Pasar sayur bersama di Talun",
        purpose="Petani dua desa menjual lewat satu pengepul.",
        subject=Agreement.Subject.ENTERPRISE,
        fields=[Agreement.Field.DEVELOPMENT, Agreement.Field.EMPOWERMENT],
        parties=[PartyDraft(village=paten, is_initiator=True), PartyDraft(village=sengi)],
    )
    story.deliberate(date(2026, 9, 22), PATEN)
    day = date(2026, 9, 25)
    story.act(day, "offer", "kades-paten", letter="140/31/IX/2026", on=day.isoformat())
    day = date(2026, 10, 2)
    story.act(day, "answer", "kades-sengi", SENGI, answer="accepted", on=day.isoformat())
    content = {
        "title": "Pasar sayur bersama di Talun",
        "basis": "Undang-Undang 6/2014 tentang Desa",
        "clauses": {
            "scope": "Satu pasar pagi untuk sayur dari dua desa, tiga hari seminggu.",
            "field": "Pembangunan desa dan pemberdayaan masyarakat.",
            "funding": "Retribusi pasar dibagi dua sama banyak.",
        },
    }
    story.write(date(2026, 10, 20), "pendamping", content)
    _comment(story, date(2026, 10, 27))
    content["clauses"]["procedure"] = (
        "Pengurus pasar dipilih warga dua desa dan melapor tiap tiga bulan."
    )
    content["term"] = {
        "starts_on": "2027-01-04",
        "ends_on": "2029-12-31",
        "notice_on": "2029-06-30",
    }
    content["parties"] = [
        {
            "party": str(story.parties[code].pk),
            "name": story.parties[code].name,
            "rights": [right],
            "duties": [duty],
        }
        for code, right, duty in (
            (PATEN, "Dua belas lapak untuk petani Paten", "Menyediakan tanah pasar"),
            (SENGI, "Dua belas lapak untuk petani Sengi", "Membangun atap dan saluran air"),
        )
    ]
    story.write(date(2026, 11, 3), "pendamping", content)
    text = story.agreement.texts.latest("number").digest
    reason = "Sengi membangun atap dan saluran; bagian retribusinya perlu dihitung lagi."
    day = date(2026, 11, 9)
    story.act(day, "consent", "kades-sengi", SENGI, consent="change", text=text, reason=reason)
    story.tell()


def _comment(story, on):
    """What officials of both villages say of the first version."""
    text = story.agreement.texts.latest("number")
    told = (
        (
            "kades-sengi",
            "funding",
            "dibagi dua sama banyak",
            "Sengi menanggung atap dan saluran air.",
            "dibagi 60 persen untuk Sengi dan 40 persen untuk Paten selama lima tahun pertama, "
            "lalu sama banyak",
        ),
        (
            "bpd-sengi",
            "scope",
            "tiga hari seminggu",
            "Petani cabai panen tiap hari. Cukupkah tiga hari?",
            "",
        ),
        ("sekdes-paten", "dispute", "", "Isi ini belum ditulis. Kita pakai jalur camat?", ""),
    )
    for who, part, quote, words, suggestion in told:
        passage = find_passage(part_of(text.content, part).words, quote)
        comment = write_comment(
            text=text,
            part=part,
            passage=passage,
            words=words,
            suggestion=suggestion,
            by=story.people[who],
        )
        Comment.objects.filter(pk=comment.pk).update(written_at=_moment(on))
        if who == "bpd-sengi":
            answer = "Mulai tiga hari dulu. Bila ramai, ditambah lewat musyawarah."
            reply = answer_comment(comment=comment, words=answer, by=story.people["kades-paten"])
            CommentReply.objects.filter(pk=reply.pk).update(written_at=_moment(on))


def _offered(people):
    (sengi,) = _villages(SENGI)
    partner = Partner.objects.create(
        region=sengi, name="Koperasi Tani Merapi (contoh)", kind=Partner.Kind.COOPERATIVE
    )
    story = _Story(
        people,
        date(2026, 10, 5),
        flow=Flow.VILLAGE_LED,
        title="Penjualan cabai lewat koperasi",
        purpose="Harga cabai jatuh saat panen raya.",
        parties=[PartyDraft(village=sengi, is_initiator=True), PartyDraft(partner=partner)],
    )
    story.deliberate(date(2026, 10, 19), SENGI)
    day = date(2026, 10, 26)
    story.act(day, "offer", "kades-sengi", letter="140/40/X/2026", on=day.isoformat())
    story.tell()


def _body(people, water):
    """A BKAD whose first term ends in February, with one category that has nobody in it."""
    body = found_body(
        kind=JointBody.Kind.BKAD,
        name="BKAD Tlogo Pucang (contoh)",
        agreement=water,
        decree_number="141/07/KEP/2026",
        decree_on=date(2026, 5, 4),
        term_from=date(2026, 5, 4),
        term_until=date(2027, 2, 28),
        villages=_villages(SENGI, PATEN),
        by=people["pendamping"],
    )
    seats = {
        SENGI: (
            {"government": (1, 1), "bpd": (0, 1), "community_body": (1, 1), "figure": (0, 1)},
            {"chair": "m", "treasurer": "f"},
        ),
        PATEN: (
            {"government": (0, 2), "bpd": (1, 0), "community_body": (1, 1), "figure": (0, 1)},
            {"secretary": "f"},
        ),
    }
    for seen, (code, (counts, offices)) in enumerate(seats.items(), 1):
        count_members(
            body=body,
            seen=seen,
            village=Region.objects.get(pk=code),
            counts=counts,
            offices=offices,
            by=people["pendamping"],
        )
    JointBody.objects.filter(pk=body.pk).update(created_at=_moment(body.decree_on))
    review_body(
        body=body,
        seen=0,
        held_on=date(2026, 10, 12),
        planned="Pipa induk diperiksa tiap bulan dan iuran ditagih di dua dusun.",
        happened="Pipa diperiksa empat kali dari enam. Iuran dari satu dusun belum terkumpul.",
        why="Regu air sibuk saat panen, dan penagih di dusun bawah belum ditunjuk.",
        learnt="Jadwal pemeriksaan perlu menghindari bulan panen.",
        onward="Musyawarah dusun menunjuk penagih; bendahara BKAD mencatat iuran tiap bulan.",
        next_on=date(2027, 1, 11),
        by=people["pendamping"],
    )
