"""Agreements: from who complements whom to what became of it."""

from datetime import date

from cooperation import sample as agreements
from cooperation.models import (
    Agreement,
    Comment,
    Dispute,
    JointBody,
    Meeting,
    Partner,
    PartnerResource,
    Signatory,
)
from cooperation.sample.meetings import hold
from cooperation.sample.resources import PATEN, load_resources
from cooperation.services.appraisals import open_plan, open_review
from cooperation.services.meeting_files import keep_file
from cooperation.services.review_links import answer_through_link, make_link
from jejaring.models import User
from tests.browser.cooperation import UNPREPARED
from tests.browser.places.at import at
from tests.browser.places.furnished import EMPTY
from tests.cooperation.makers import asked
from tests.cooperation.meetings import NINETEEN, arrange, call, count
from tests.factories import SENGI
from villages.models import Resource

# Addresses that take a post and answer with another page, or that are a piece of a page.
NOT_PAGES = {
    "agenda_remove",
    "agreement_sheet",
    "appraisal_begin",
    "attachment_file",
    "benefit_remove",
    "body_sheet",
    "calendar_feed_renew",
    "calendar_feed_revoke",
    "calendar_ics",
    "comment_apply",
    "comment_settle",
    "document_download",
    "match_reconsider",
    "meeting_file",
    "partner_resource_archive",
    "partner_sheet",
    "reminders_want",
    "requirement_withdraw",
    "resource_archive",
    "revenue_remove",
    "review_link_withdraw",
    "template_download",
    "template_example",
    "template_retire",
}


def _fairness():
    """The water agreement, reviewed once; a review that is open; a plan that is being filled in."""
    water = Agreement.objects.get(title=agreements.WATER["title"])
    sealed = water.appraisals.reviews().filter(sealed_at__isnull=False).get()
    by = User.objects.get(username="pendamping")
    review = open_review(agreement=water, by=by)
    chillies = Agreement.objects.get(title__startswith="Penjualan cabai")
    for who in ("pendamping", "bpd-sengi", "koordinator"):
        yield at("agreement_fairness", water.pk, who=who)
    yield at("agreement_fairness", chillies.pk)
    yield at("agreement_benefits", water.pk)
    yield at("agreement_benefits", chillies.pk)
    yield at("agreement_story", water.pk)
    yield at("agreement_story", chillies.pk)
    yield at("reflection_add", water.pk)
    yield at("appraisal_detail", sealed.pk)
    yield at("appraisal_detail", review.pk)
    for step in ("manfaat", "kemandirian", "pelaku", "ekologi", "refleksi"):
        yield at("appraisal_step", review.pk, step)
    yield at("appraisal_seal", review.pk, who="kades-sengi")
    yield at("benefit_party", review.pk, 1)
    plan = open_plan(agreement=chillies, by=by)
    yield at("appraisal_step", plan.pk, "manfaat")
    yield at("appraisal_step", plan.pk, "jadwal")
    yield at("benefit_party", plan.pk, 2)
    yield at("revenue_add", plan.pk)


def _matching():
    load_resources(User.objects.get(username="pendamping"))
    need = Resource.objects.filter(village=SENGI, side="need").first()
    offer = PartnerResource.objects.first()
    for who in ("pendamping", "kades-sengi", "bpd-sengi"):
        yield at("village_potentials", SENGI, who=who)
        yield at("village_matches", SENGI, who=who)
        yield at("subdistrict_matches", SENGI[:8], who=who)
    yield at("village_potentials", SENGI, query="?sisi=need")
    yield at("village_potentials", EMPTY)
    yield at("village_matches", EMPTY)
    yield at("resource_edit", need.pk)
    yield at("resource_import", SENGI)
    yield at("partner_resource_add", SENGI)
    yield at("partner_resource_edit", offer.pk)
    yield at("match_decide", SENGI, "get", PATEN, "pupuk")
    yield at("subdistrict_matches", SENGI[:8], who="koordinator")
    yield at("matters", who="admin")
    yield at("matter_add", who="admin")
    yield at("matter_edit", "cabai", who="admin")


def _cooperation():
    running, drafting, offered = (
        Agreement.objects.get(title__startswith=words)
        for words in ("Perawatan mata air", "Pasar sayur", "Penjualan cabai")
    )
    begun = Agreement.objects.get(title=UNPREPARED)
    for who in ("pendamping", "kades-sengi", "bpd-sengi", "koordinator"):
        yield at("agreement_list", who=who)
    for query in ("?keadaan=berjalan", "?cari=tidak+ada"):
        yield at("agreement_list", query=query)
    for agreement in (running, drafting, offered, begun):
        for who in ("pendamping", "kades-sengi", "sekdes-sengi", "bpd-sengi"):
            yield at("agreement_detail", agreement.pk, who=who)
        yield at("agreement_text", agreement.pk)
    yield at("agreement_text", drafting.pk, query="?versi=1")
    yield at("agreement_write", drafting.pk)
    yield at("agreement_join", begun.pk)
    yield at("agreement_create", SENGI)
    yield at("agreement_register", SENGI)
    for act in ("amend", "end", "postpone"):
        yield at("agreement_act", running.pk, act, who="kades-sengi")
    for act in ("agree_together", "withdraw"):
        yield at("agreement_act", drafting.pk, act, who="kades-paten")
    yield at("agreement_act", drafting.pk, "consent", who="kades-sengi", query="?pihak=2")
    yield at("agreement_act", begun.pk, "deliberate", who="bpd-sengi", query="?pihak=1")
    yield at("agreement_act", begun.pk, "offer", who="kades-sengi")
    yield at("dispute_open", running.pk, who="kades-sengi")
    for dispute in Dispute.objects.filter(agreement=running):
        yield at("dispute_detail", dispute.pk, who="kades-sengi")
        yield at("dispute_detail", dispute.pk, who="bpd-sengi")


def _requirements():
    """What the kabupaten asks for, of a draft that is late and of one that runs."""
    draft = Agreement.objects.get(title__startswith="Pasar sayur")
    running = Agreement.objects.get(title__startswith="Perawatan mata air")
    camat = asked(kind="document", before="declare_ready", since="answer", days=3)
    notice = asked(name="Pengumuman di balai desa", each_village=True, active_from=date(2999, 1, 1))
    asked(name="Serah terima aset", before="end", each_village=True, since="start", days=365)
    asked(name="Konsultasi biro hukum", before="offer", withdrawn_on=date(2026, 6, 1))
    for who in ("koordinator", "admin"):
        yield at("regency_list", who=who)
        yield at("requirement_list", SENGI[:5], who=who)
    yield at("regency_list", who="koordinator", query="?cari=tidak+ada")
    yield at("requirement_add", SENGI[:5], who="koordinator")
    yield at("requirement_add", SENGI[:5], who="koordinator", query=f"?ganti={notice.pk}")
    yield at("requirement_fulfil", draft.pk, camat.pk)
    for agreement in (draft, running):
        for who in ("kades-sengi", "pendamping", "koordinator"):
            yield at("agreement_detail", agreement.pk, who=who)
    yield at("agreement_act", running.pk, "schedule", who="kades-sengi")
    yield at("calendar_feed", who="kades-sengi")
    told = {"salt": "x", "name": "Sutrisno Wibowo", "office": "Kepala Desa Sengi"}
    Signatory.objects.get_or_create(event=running.events.get(number=1), defaults=told)
    yield at("signatory_list", running.pk, who="kades-sengi")
    yield at("signatory_forget", running.pk, 1, who="kades-sengi")
    yield at("signatory_list", draft.pk, who="kades-sengi")


def _meetings():
    """Meetings of the sample: one that agreed, one to which too few came, and an act on both."""
    of_water = {"agreement__title__startswith": "Perawatan mata air"}
    between = Meeting.objects.get(kind=Meeting.Kind.MAD, **of_water)
    facilitator = User.objects.get(username="pendamping")
    short = _short_meeting(facilitator)
    keep_file(meeting=between, content=b"%PDF-1.4", label="Daftar hadir", by=facilitator)
    for who in ("pendamping", "bpd-sengi", "koordinator"):
        yield at("meeting_detail", between.pk, who=who)
    for route in ("meeting_edit", "meeting_invite", "agenda_add", "follow_up_add"):
        yield at(route, between.pk)
    for route in ("meeting_file_add", "meeting_minutes", "meeting_sheet"):
        yield at(route, between.pk)
    yield at("meeting_list", SENGI)
    yield at("meeting_list", EMPTY)
    yield at("meeting_create", SENGI, query=f"?kerjasama={between.agreement_id}")
    yield at("meeting_attend", between.pk, 1)
    yield at("meeting_detail", short.pk)
    yield at("meeting_next", short.pk)
    yield at("meeting_sheet", short.pk)
    yield at("agenda_edit", between.agenda.first().pk)
    yield at("follow_up_edit", between.follow_ups.first().pk)
    yield at("meeting_rules", SENGI[:5], who="koordinator")
    yield at("agreement_detail", between.agreement_id)
    draft = Agreement.objects.get(title__startswith="Pasar")
    hold(
        agreement=draft,
        kind=Meeting.Kind.MUSDES,
        codes=[SENGI],
        on=date(2026, 11, 10),
        title="Rencana pasar",
        by=facilitator,
        decision="Menyepakati pasar sayur bersama di Talun.",
    )
    yield at("agreement_act", draft.pk, "deliberate", who="bpd-sengi", query="?pihak=2")


def _review():
    """A draft under review, and one that was signed."""
    draft = Agreement.objects.get(title__startswith="Pasar sayur")
    running = Agreement.objects.get(title__startswith="Perawatan mata air")
    head = User.objects.get(username="kades-sengi")
    comments = Comment.objects.filter(agreement=draft)
    text = draft.texts.latest("number")
    link, token = make_link(text=text, party=draft.parties.first(), by=head)
    answer_through_link(link=link, consent="change", reason="Tanah pasar belum dihitung.")
    for agreement in (draft, running):
        yield at("agreement_detail", agreement.pk, who="kades-paten")
        yield at("agreement_text", agreement.pk, who="koordinator")
        yield at("agreement_compare", agreement.pk, who="bpd-sengi")
        yield at("comment_list", agreement.pk, who="kades-sengi")
    yield at("agreement_list", who="kades-sengi")
    yield at("agreement_create", SENGI)
    yield at("agreement_text", draft.pk, who="kades-sengi")
    yield at("agreement_text", draft.pk, query="?versi=1")
    yield at("agreement_write", draft.pk, who="kades-sengi")
    yield at("agreement_act", draft.pk, "consent", who="kades-paten", query="?pihak=1")
    yield at("comment_create", draft.pk, who="kades-sengi")
    yield at("comment_create", draft.pk, who="kades-sengi", query="?isi=funding")
    for comment in comments:
        yield at("comment_detail", comment.pk, who="kades-sengi")
    yield at("review_links", draft.pk, who="kades-sengi")
    yield at("review_open", token, who="")
    yield at("review_open", token, who="", query="?isi=scope")
    yield at("review_open", "sudah-lama", who="", status=404)


def _documents():
    water = Agreement.objects.get(title__startswith="Perawatan mata air")
    yield at("agreement_documents", water.pk, who="kades-sengi")
    yield at("agreement_documents", water.pk, who="koordinator")
    yield at("document_issue", water.pk, who="kades-sengi")
    yield at("letterhead_edit", SENGI, who="sekdes-sengi")
    yield at("template_list", "33.08", who="koordinator")
    yield at("emblem_set", "33.08", who="koordinator")


def _bodies():
    body = JointBody.objects.get(name="BKAD Dukun")
    for who in ("kades-sengi", "bpd-sengi", "koordinator"):
        yield at("calendar", who=who)
        yield at("body_list", who=who)
        yield at("body_detail", body.pk, who=who)
    yield at("calendar", query="?kurun=7-hari")
    yield at("calendar_feed")
    yield at("regency_rules", SENGI[:5], who="koordinator")
    yield at("body_list", query="?jenis=bumdesma")
    yield at("body_create", SENGI)
    yield at("body_edit", body.pk)
    yield at("body_members", body.pk, SENGI)
    yield at("body_review", body.pk)
    yield at("body_report", body.pk)
    yield at("agreement_report", Agreement.objects.get(title="Menjual salak").pk)


def _cooperation_lists():
    partner = Partner.objects.filter(region=SENGI).first()
    for who in ("pendamping", "kades-sengi", "koordinator"):
        yield at("agreement_list", who=who)
        yield at("partner_list", who=who)
        yield at("partner_detail", partner.pk, who=who)
        yield at("cooperation_network", SENGI[:8], who=who)
        yield at("cooperation_network", SENGI[:5], who=who)
    yield at("agreement_list", query="?desa=33.08.06.2012&keadaan=berjalan&urut=berakhir")
    yield at("agreement_list", query="?cari=tidak+ada")
    yield at("partner_list", query="?jenis=bank")
    yield at("cooperation_network", SENGI[:8], query="?keadaan=disusun")
    yield at("partner_create", SENGI)
    yield at("partner_edit", partner.pk)


def _short_meeting(by):
    """A meeting without quorum, which waits for its next sitting."""
    found = Meeting.objects.filter(title="Jalan usaha tani").first()
    if found:
        return found
    meeting = arrange(by, title="Jalan usaha tani")
    call(meeting, by)
    count(meeting, by, NINETEEN)
    return meeting


PARTS = {
    "fairness": _fairness,
    "matching": _matching,
    "cooperation": _cooperation,
    "requirements": _requirements,
    "meetings": _meetings,
    "review": _review,
    "documents": _documents,
    "bodies": _bodies,
    "cooperation lists": _cooperation_lists,
}
