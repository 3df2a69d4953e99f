"""What the sample lacks of agreements that have a page."""

from datetime import date

from cooperation.lifecycle import Flow
from cooperation.models import Agreement, Partner
from cooperation.sample import load_sample
from cooperation.services.agreements import PartyDraft, begin_agreement
from cooperation.services.attachments import attach
from cooperation.services.disputes import open_dispute, settle_dispute
from cooperation.services.scans import CheckedFile
from jejaring.models import User
from villages.models import Region

UNPREPARED = "Jalan tani Sengi sampai Krinjing"


def furnish_cooperation():
    """The sample agreements; one that is prepared, one of the past, two disputes and a scan."""
    load_sample()
    facilitator = User.objects.get(username="pendamping")
    head = User.objects.get(username="kades-sengi")
    villages = list(Region.objects.filter(pk__startswith="33.08.06.201").desa().order_by("pk"))
    sengi = next(village for village in villages if village.pk.endswith("2012"))
    villages.sort(key=lambda village: village != sengi)
    begin_agreement(
        flow=Flow.BETWEEN,
        title=UNPREPARED,
        purpose="Truk sayur tidak dapat lewat saat hujan.",
        parties=[PartyDraft(village=each, is_initiator=each == sengi) for each in villages],
        by=facilitator,
    )
    partner = Partner(region=sengi, name="Universitas Contoh", kind="university")
    begin_agreement(
        flow=Flow.VILLAGE_LED,
        title="Kuliah kerja nyata",
        instrument=Agreement.Instrument.MEMORANDUM,
        amount=12_500_000,
        parties=[PartyDraft(village=sengi), PartyDraft(partner=partner)],
        by=facilitator,
        paper=True,
    )
    running = Agreement.objects.get(title__startswith="Perawatan mata air")
    scan = CheckedFile("peraturan-bersama.pdf", b"%PDF-1.4", "application/pdf")
    attach(agreement=running, file=scan, by=facilitator)
    for subject in ("Pembagian air saat kemarau", "Iuran tiga bulan belum disetor"):
        running.refresh_from_db()
        dispute = open_dispute(
            agreement=running,
            parties=list(running.parties.all()),
            subject=subject,
            opened_on=date(2026, 9, 1),
            seen=running.events_count,
            by=head,
        )
    running.refresh_from_db()
    dispute.agreement = running
    settle_dispute(
        dispute=dispute,
        way="musyawarah",
        settled_on=date(2026, 9, 20),
        minutes="04/BA/2026",
        settlement="Iuran dicicil tiga kali, lunas akhir tahun.",
        seen=running.events_count,
        by=head,
    )
