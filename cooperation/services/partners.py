"""Recording partners and changing them; what was signed keeps the name it was signed with."""

import hashlib
import json

from django.db import transaction
from django.db.models import Q

from cooperation.lifecycle.acts import BEFORE_SIGNING
from cooperation.models import AgreementEvent, AgreementParty, Partner
from jejaring.services import id_for, record_event

COLUMNS = ("name", "kind", "address")


class NameTaken(Exception):
    """The village keeps another partner of that name."""


class PartyStill(Exception):
    """An agency is no third party, and this one is party of an agreement."""


class PartnerMoved(Exception):
    """Somebody changed the partner since the person saw it."""

    def __init__(self, partner):
        super().__init__(str(partner.pk))
        self.partner = partner


def seen_of(partner) -> str:
    """A short sign of how a partner stands, to tell whether somebody changed it since."""
    written = json.dumps([getattr(partner, column) for column in COLUMNS])
    return hashlib.sha256(written.encode()).hexdigest()[:16]


@transaction.atomic
def add_partner(*, village, pk, by, **columns) -> Partner:
    """Record a partner of a village; the same ``pk`` again returns the first. Raises NameTaken."""
    pk = id_for(Partner, pk, region=village)
    if earlier := Partner.objects.filter(pk=pk, region=village).first():
        return earlier
    _refuse_twin(village, columns["name"], pk)
    partner = Partner.objects.create(pk=pk, region=village, **columns)
    record_event(by=by, verb="recorded_partner", subject=partner, region_code=village.pk)
    return partner


@transaction.atomic
def change_partner(*, partner, seen, by, **columns) -> Partner:
    """Change a partner that still stands as the person saw it (``seen``, of ``seen_of``).

    Raises PartnerMoved, NameTaken, PartyStill. An agreement that somebody has signed, or that is
    over, goes on to say the name it was agreed with.
    """
    partner = Partner.objects.select_for_update().get(pk=partner.pk)
    if seen_of(partner) != seen:
        raise PartnerMoved(partner)
    _refuse_twin(partner.region, columns["name"], partner.pk)
    becomes_agency = columns["kind"] == Partner.Kind.AGENCY and partner.may_be_party
    if becomes_agency and partner.agreement_parties.exists():
        raise PartyStill
    if columns["name"] != partner.name:
        _keep_name(partner)
    for column in COLUMNS:
        setattr(partner, column, columns[column])
    partner.save(update_fields=COLUMNS)
    record_event(by=by, verb="changed_partner", subject=partner, region_code=partner.region_id)
    return partner


def _keep_name(partner):
    """Write the name where it was signed: also while a change of the signed text is drafted."""
    signed = AgreementEvent.objects.filter(act__in=("sign", "register")).values("agreement")
    settled = ~Q(agreement__state__in=BEFORE_SIGNING) | Q(agreement__in=signed)
    rows = AgreementParty.objects.filter(settled, partner=partner, name_as_written="")
    rows.update(name_as_written=partner.name)


def _refuse_twin(village, name, pk):
    if Partner.objects.filter(region=village, name__iexact=name).exclude(pk=pk).exists():
        raise NameTaken
