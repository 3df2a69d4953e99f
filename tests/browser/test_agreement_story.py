"""The life of one agreement, walked by everybody whose turn it is, from a match to its end.

Sengi lacks clean water, Paten has more than it needs. Nothing is prepared but two villages with
their people, a group on the map, and what Paten can share.
"""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from cooperation.models import Agreement
from cooperation.services.chain import first_break
from cooperation.services.resources import Matters, record_resource
from jejaring.roles import Role
from tests import factories
from tests.browser.hands import Finger, Walk
from tests.cooperation.makers import PATEN
from tests.factories import SENGI
from villages.models import Side

TITLE = "Air bersih dari Paten untuk Sengi"
FIRST_SCOPE = "Merawat sumber air dan pipa di dua desa."
SECOND_SCOPE = "Merawat sumber air, pipa, dan hutan di atasnya di dua desa."
ASKED = "Hutan di atas sumber air belum disebut."
SCAN = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
VILLAGES = ("sengi", "paten")
ON_MAP = {"sengi": "Tirta Sengi", "paten": "KWT Paten"}
THIRTY = {"Perwakilan petani": (10, 5), "Perwakilan perempuan": (0, 10), "Tokoh adat": (4, 1)}
ENOUGH = {"Perwakilan petani": (8, 3), "Perwakilan perempuan": (0, 8), "Tokoh adat": (2, 1)}
TOO_FEW = {"Perwakilan petani": (8, 3)}
CLAUSES = {
    "field": "Pembangunan desa: sarana air bersih.",
    "procedure": "Regu air memeriksa pipa tiap bulan.",
    "term": "Lima tahun sejak diundangkan.",
    "rights": "Paten memberi air, Sengi memberi tenaga.",
    "funding": "Iuran pelanggan dibagi dua.",
    "change": "Diusulkan lewat surat, diputuskan bersama.",
    "dispute": "Dibicarakan dulu, lalu dibawa ke camat.",
}


def day(ago=0):
    return (timezone.localdate() - timedelta(days=ago)).isoformat()


@pytest.fixture
def people():
    """Whoever has a part in it, by office and village; in Paten there is water to share."""
    sengi, paten = factories.village(), factories.village(PATEN, "Paten")
    found = {"facilitator": factories.user(Role.FACILITATOR, "33.08.06", full_name="Sri")}
    for name, code in (("sengi", SENGI), ("paten", PATEN)):
        found |= {
            f"head-{name}": factories.user(Role.VILLAGE_HEAD, code),
            f"secretary-{name}": factories.user(Role.VILLAGE_SECRETARY, code),
            f"bpd-{name}": factories.user(Role.BPD, code),
        }
    factories.group(sengi, name=ON_MAP["sengi"])
    factories.group(paten, name=ON_MAP["paten"])
    said = {
        "side": Side.POTENTIAL,
        "name": "air bersih",
        "amount": Decimal(900),
        "unit": "m3",
        "is_surplus": True,
    }
    record_resource(village=paten, by=found["facilitator"], **Matters().complete(said))
    return found


class Person(Walk):
    """One of them on a device of their own. ``home``: where the agreement is."""

    home = ""

    def opens(self, address=None):
        self.page.goto(address or self.home)

    def acts(self, label, said=None, *, picks=(), scan=None):
        """One step of the agreement, from its page back to it."""
        self.opens()
        self.press(label)
        for choice in picks:
            self.mark(choice)
        for field, words in (said or {}).items():
            self.write(field, words)
        if scan:
            self.page.locator("input[type=file]").set_input_files(scan)
        self.saves("Tercatat:")

    def saves(self, *told):
        self.hand.press(self.page.locator("form button[type=submit].btn-primary").first)
        self.reads(*told)

    def counts(self, pairs):
        for row, (men, women) in pairs.items():
            within = self.page.get_by_role("group", name=row)
            self.write("Laki-laki", str(men), within)
            self.write("Perempuan", str(women), within)

    def reads_state(self, words):
        self.opens()
        expect(self.page.locator(".page-head .tag").first).to_have_text(words)

    def downloads(self, link):
        """The bytes behind a link, as this person gets them."""
        answer = self.page.request.get(link.get_attribute("href"))
        assert answer.ok, answer.status
        return answer.body()


class Story:
    """The steps, in the order of the law."""

    def __init__(self, new_page, sign_in, people, hand):
        self.new_page, self.sign_in, self.people, self.hand = new_page, sign_in, people, hand
        self.met, self.home = {}, ""

    def who(self, name) -> Person:
        """That person, on a device of their own."""
        if name not in self.met:
            page = self.new_page(**self.hand.options)
            self.sign_in(page, self.people[name])
            self.met[name] = Person(page, self.hand(page))
        self.met[name].home = self.home
        return self.met[name]

    def of_both(self, office):
        return [self.who(f"{office}-{village}") for village in VILLAGES]

    # --- from a need to an answered offer ---

    def a_need_is_told_and_met(self):
        sri = self.who("facilitator")
        sri.opens(f"/desa/{SENGI}/potensi/?sisi=need")
        sri.mark("Kebutuhan")
        sri.write("Apa?", "air bersih")
        sri.write("Berapa?", "400")
        sri.pick("Satuan", "meter kubik")
        sri.push("Simpan, selesai")
        sri.press("Cari yang melengkapi")
        sri.reads("Desa Paten", "Kita mendapat")
        sri.press("Timbang usulan ini")
        sri.mark("Cocok: lanjutkan ke usulan kerja sama")
        sri.saves("Tercatat cocok")
        sri.write("Tentang apa?", TITLE)
        sri.saves()
        expect(sri.page.get_by_role("heading", level=1)).to_have_text(TITLE)
        self.home = sri.page.url

    def both_villages_deliberate_and_plan(self):
        for village in VILLAGES:
            chair = self.who(f"bpd-{village}")
            place = self.a_meeting(chair, village.title(), "Musyawarah desa", [ON_MAP[village]])
            self.who_came(chair, place, ENOUGH)
            self.decides(chair, place, "Setuju bekerja sama.")
            chair.acts("Catat hasil musyawarah desa")
            plan = {"Nomor": "3", "Tahun": "2026"}
            secretary = self.who(f"secretary-{village}")
            secretary.acts("Catat dalam RPJM Desa atau RKP Desa", plan, picks=["RKP Desa"])

    def one_offers_and_the_other_accepts(self):
        sengi, paten = self.of_both("head")
        letter = {"Nomor surat penawaran": "140/12", "Tanggal": day(8)}
        sengi.acts("Kirim surat penawaran", letter)
        paten.acts("Jawab penawaran", {"Tanggal": day(7)}, picks=["Menerima"])

    # --- meetings, each part on its page ---

    def a_meeting(self, person, village, kind, groups=()):
        """Arranged and called; its address."""
        person.opens()
        person.press(f"Musyawarah {village}")
        person.mark(kind)
        person.write("Tanggal", day(9))
        person.write("Jam", "09:00")
        person.saves("Musyawarah sudah disiapkan")
        address = person.page.url
        person.press("Hitung undangan")
        person.counts(THIRTY)
        for group in groups:
            person.mark(group)
        person.saves("Undangan tersimpan")
        return address

    def who_came(self, person, address, present, link="Catat yang hadir"):
        person.opens(address)
        person.press(link)
        person.counts(present)
        person.saves("Tercatat:")

    def decides(self, person, address, words):
        person.opens(address)
        person.press("Catat pembicaraan dan keputusan")
        person.write("Jalannya pembicaraan", "Unsur petani minta air dibagi adil.")
        person.mark("Disepakati")
        person.write("Bunyi keputusan", words)
        person.saves("Tersimpan")

    # --- the draft and its review ---

    def sri_drafts(self):
        sri = self.who("facilitator")
        sri.opens()
        sri.press("Tulis rancangan")
        sri.hand.write(sri.page.locator("#id_scope"), FIRST_SCOPE)
        for field, words in CLAUSES.items():
            sri.hand.write(sri.page.locator(f"#id_{field}"), words)
        sri.saves("Versi 1")

    def one_accepts_and_one_asks_for_a_change(self):
        sengi, paten = self.of_both("head")
        sengi.acts("Jawab Desa Sengi", picks=["Menyetujui"])
        self.paten_marks_a_passage(paten)
        sengi.opens()
        sengi.reads(ASKED, "minta perubahan")

    def paten_marks_a_passage(self, paten):
        paten.opens()
        paten.press("Baca naskahnya")
        paten.press("Beri catatan", within=paten.page.locator("#isi-scope"))
        paten.pick("Kalimat yang dimaksud", FIRST_SCOPE)
        paten.write("Catatan Anda", ASKED)
        paten.write("Usulan kata-kata pengganti", SECOND_SCOPE)
        paten.saves(ASKED)
        paten.acts("Jawab Desa Paten", {"Alasan": ASKED}, picks=["Minta perubahan"])

    def the_suggestion_is_applied_and_the_difference_read(self):
        sri, (sengi, paten) = self.who("facilitator"), self.of_both("head")
        sri.opens()
        sri.press("1 catatan terbuka")
        sri.press("Ruang lingkup")
        sri.push("Terapkan usulan")
        sri.reads("Versi 2")
        sengi.opens()
        sengi.reads("berubah setelah disetujui")
        sengi.press("Lihat bedanya: versi 1 dan 2")
        expect(sengi.page.locator("ins", has_text="hutan di atasnya").first).to_be_visible()
        for head, village in ((sengi, "Sengi"), (paten, "Paten")):
            head.acts(f"Jawab Desa {village}", picks=["Menyetujui"])

    def the_villages_agree_in_a_second_sitting(self):
        sengi = self.who("head-sengi")
        chair = self.who("bpd-sengi")
        place = self.a_meeting(chair, "Sengi", "Musyawarah antar-desa")
        self.who_came(chair, place, TOO_FEW)
        chair.reads("kuorum belum tercapai")
        chair.press("Lanjutkan sidang")
        chair.write("Jam (", "11:00")
        chair.saves("Sidang berikutnya sudah dijadwalkan")
        self.who_came(chair, place, ENOUGH, "Hadir: Dibuka lagi setelah ditunda")
        self.decides(chair, place, "Rancangan disepakati.")
        sengi.acts("Catat kesepakatan musyawarah antar-desa")
        sengi.acts("Nyatakan siap ditandatangani")

    # --- papers ---

    def papers_are_issued(self) -> list[bytes]:
        """The regulation as PDF on both papers and as DOCX."""
        secretary, found = self.who("secretary-sengi"), []
        for form, paper in (("PDF", "A4"), ("PDF", "F4"), ("DOCX", "F4")):
            secretary.opens(self.home + "dokumen/terbit/")
            secretary.pick("Dokumen apa?", "Peraturan Bersama Kepala Desa")
            secretary.mark(form)
            secretary.mark(paper)
            secretary.saves("Sudah terbit")
            issued = secretary.page.get_by_role("link", name="Peraturan Bersama Kepala Desa")
            found.append(secretary.downloads(issued.first))
        return found

    def both_sign_on_paper_and_scan(self):
        for village, head in zip(VILLAGES, self.of_both("head"), strict=True):
            said = {
                "Nomor": "7",
                "Tahun": day()[:4],
                "Tanggal": day(3),
                "Nama yang menandatangani": "Pak Lurah",
                "Jabatannya": f"Kepala Desa {village.title()}",
            }
            scan = {"name": "naskah.pdf", "mimeType": "application/pdf", "buffer": SCAN}
            head.acts("Catat tanda tangan", said, scan=scan)

    def it_is_promulgated_and_begins(self):
        for secretary in self.of_both("secretary"):
            said = {"Nomor": "7", "Tahun": day()[:4], "Tanggal": day(2)}
            secretary.acts("Undangkan dalam Berita Desa", said)
        head = self.who("head-sengi")
        head.acts("Mulai jalankan", {"Tanggal": day(1)})
        head.reads_state("Berjalan")

    # --- afterwards ---

    def a_review_finds_sengi_losing(self, times):
        """Said twice it is flagged, and everybody who opens the agreement reads it."""
        sri, head = self.who("facilitator"), self.who("head-sengi")
        for number in range(times):
            sri.opens()
            sri.press("Tinjauan dan keadilan")
            sri.push("Mulai tinjauan")
            self.what_each_gives_and_gets(sri)
            sri.press("Lanjut")
            sri.write("Berapa persen penghasilan", "80")
            sri.saves()
            for _step in range(6):
                sri.press("Lewati")
            sri.reads("Siapa yang meninjau?")
            head.opens(sri.page.url)
            head.pick("Siapa yang meninjau?", "Kepala desa")
            head.write("Kesimpulan", f"Tinjauan ke-{number + 1}: Sengi memberi lebih banyak.")
            head.saves(f"Tinjauan ke-{number + 1}")
        head.opens()
        head.reads("Desa Sengi rugi dalam dua tinjauan berturut-turut.")

    def what_each_gives_and_gets(self, person):
        for village, gives, gets in (
            ("Desa Sengi", "10.000.000", "2.000.000"),
            ("Desa Paten", "2.000.000", "9.000.000"),
        ):
            person.press(village)
            self.a_line(person, "Memberi", gives)
            self.a_line(person, "Menerima", gets)
            person.press("Semua pihak")

    def a_line(self, person, direction, value):
        person.mark(direction)
        person.pick("Jenisnya", "Uang")
        person.write("Apa?", "Iuran air")
        person.write("Nilainya setahun", value)
        person.pick("Siapa yang menaksir?", "Kepala desa")
        person.saves(f"Rp {value} · Kepala desa")

    def it_is_amended(self):
        sri, heads = self.who("facilitator"), self.of_both("head")
        told = {"Alasan": "Iuran dibagi ulang.", "Nomor berita acara": "09/BA", "Tanggal": day(1)}
        heads[0].acts("Ubah perjanjiannya", told)
        sri.opens()
        sri.press("Ubah rancangan")
        sri.hand.write(sri.page.locator("#id_funding"), "Iuran: Sengi 60 persen, Paten 40 persen.")
        sri.saves("Versi 3")
        for head, village in zip(heads, VILLAGES, strict=True):
            head.acts(f"Jawab Desa {village.title()}", picks=["Menyetujui"])
        counted = {"Berapa orang diundang?": "30", "Berapa yang menandatangani": "24"}
        told = counted | {"Nomor berita acara": "10/BA", "Tanggal": day()}
        heads[0].acts("Catat kesepakatan musyawarah antar-desa", told)
        heads[0].acts("Nyatakan siap ditandatangani")
        self.both_sign_on_paper_and_scan()
        self.it_is_promulgated_and_begins()

    def it_ends(self):
        head = self.who("head-paten")
        told = {"Nomor berita acara": "11/BA", "Tanggal": day(), "Alasan": "Pipa sudah jadi."}
        head.acts("Akhiri kerja sama", told, picks=["Tujuan kerja sama sudah tercapai"])
        head.reads_state("Berakhir")
        head.reads("Tujuan kerja sama sudah tercapai", "11/BA")


def test_an_agreement_from_a_match_to_its_end(new_page, sign_in, people):
    story = Story(new_page, sign_in, people, Finger)
    story.a_need_is_told_and_met()
    story.both_villages_deliberate_and_plan()
    story.one_offers_and_the_other_accepts()
    story.sri_drafts()
    story.one_accepts_and_one_asks_for_a_change()
    story.the_suggestion_is_applied_and_the_difference_read()
    story.the_villages_agree_in_a_second_sitting()
    papers = story.papers_are_issued()
    story.both_sign_on_paper_and_scan()
    story.it_is_promulgated_and_begins()
    story.a_review_finds_sengi_losing(times=2)
    story.it_is_amended()
    story.it_ends()
    agreement = Agreement.objects.get()
    assert first_break(agreement) is None
    assert [paper[:4] for paper in papers] == [b"%PDF", b"%PDF", b"PK\x03\x04"]
