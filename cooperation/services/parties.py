"""Parties to be: who may make an agreement together, and their rows."""

from dataclasses import dataclass, replace

from cooperation.lifecycle import Flow
from cooperation.models import AgreementParty, Partner
from villages.models import Region

LEAST_PARTIES = 2


class UnfitParties(Exception):
    """Parties that may not make this agreement; ``reason`` and ``names`` say why and which."""

    def __init__(self, reason, names=()):
        super().__init__(reason)
        self.reason, self.names = reason, list(names)


@dataclass(frozen=True)
class PartyDraft:
    """A party to be: a village or a partner, and how the paper writes and numbers it.

    A witness signs beside and is no party; a keeper keeps the record for an enterprise or group
    of its village that is one, and is a witness to the rules.
    """

    village: Region | None = None
    partner: Partner | None = None
    name_as_written: str = ""
    is_initiator: bool = False
    is_witness: bool = False
    is_keeper: bool = False
    number: str = ""
    year: int | None = None
    signed_on: object = None


def check_parties(flow, parties, *, paper=False) -> None:
    """Raise UnfitParties unless these may make an agreement of this flow.

    A kelurahan is no village in the sense of the law; villages of two kabupaten fall under the
    rules for cooperation between regions (Permendagri 96/2017 art. 3). Of a ``paper`` nobody may
    know any more who began it, and an enterprise of villages may have signed for itself.
    """
    villages = [party.village for party in parties if party.village]
    bound = [party for party in parties if not party.is_witness]
    partners = [party.partner for party in bound if party.partner]
    own = [party.village for party in bound if party.village]
    wards = [village.titled for village in villages if not village.may_cooperate]
    agencies = [partner.name for partner in partners if not partner.may_be_party]
    checks = (
        ("ward", wards),
        ("agency", agencies),
        ("twice", _doubled(parties)),
        ("regencies", _regencies(own) if flow == Flow.BETWEEN else []),
        ("partner_between", [p.name for p in partners] if flow == Flow.BETWEEN else []),
    )
    for reason, names in checks:
        if names:
            raise UnfitParties(reason, names)
    _check_numbers(flow, own, partners, paper)
    begun = sum(party.is_initiator for party in bound)
    if begun != 1 and not (paper and begun == 0):
        raise UnfitParties("one_initiator")


def _check_numbers(flow, own, partners, paper) -> None:
    if flow == Flow.BETWEEN and len(own) < LEAST_PARTIES:
        raise UnfitParties("few_villages")
    if flow != Flow.BETWEEN and not partners:
        raise UnfitParties("no_partner")
    if flow != Flow.BETWEEN and not own and not (paper and len(partners) >= LEAST_PARTIES):
        raise UnfitParties("no_village")


def check_joining(flow, there, more) -> None:
    """``check_parties`` for parties that come to those who are there already."""
    known = [
        PartyDraft(
            village=row.village,
            partner=row.partner,
            is_initiator=row.is_initiator,
            is_witness=row.is_witness,
        )
        for row in there
    ]
    check_parties(flow, [*known, *more])


def _doubled(parties) -> list[str]:
    keys = [party.village or _known_as(party.partner) for party in parties]
    return sorted({str(key) for key in keys if keys.count(key) > 1})


def _known_as(partner):
    """A partner not on record yet is known by its name."""
    return partner.name if partner._state.adding else partner


def _regencies(villages) -> list[str]:
    codes = sorted({village.pk[:5] for village in villages})
    return codes if len(codes) > 1 else []


def with_known_partner(party) -> PartyDraft:
    """The party with its partner on record: the one of that name there, or a new one."""
    if party.partner is None or not party.partner._state.adding:
        return party
    new = party.partner
    partner, _made = Partner.objects.get_or_create(
        region=new.region, name=new.name, defaults={"kind": new.kind}
    )
    if not partner.may_be_party:
        raise UnfitParties("agency", [partner.name])
    return replace(party, partner=partner)


def seat(agreement, parties, *, after=0) -> list[AgreementParty]:
    """Their rows, in their order, behind position ``after``."""
    return AgreementParty.objects.bulk_create(
        AgreementParty(
            agreement=agreement,
            position=number,
            village=party.village,
            partner=party.partner,
            name_as_written=party.name_as_written,
            is_initiator=party.is_initiator,
            is_witness=party.is_witness,
            is_keeper=party.is_keeper,
            number=party.number,
            year=party.year,
            signed_on=party.signed_on,
        )
        for number, party in enumerate(parties, after + 1)
    )


def sides_of(rows) -> dict:
    """What the event says of them: those who are bound, and those who only witness."""
    return {
        "sides": [_side(row) for row in rows if not row.is_witness],
        "witnesses": [_side(row) for row in rows if row.is_witness],
    }


def _side(row) -> dict:
    return {
        "key": str(row.pk),
        "is_village": row.village_id is not None,
        "is_initiator": row.is_initiator,
        "code": row.village_id or "",
        "partner": str(row.partner_id or ""),
        "number": row.number,
        "year": row.year,
        "on": row.signed_on.isoformat() if row.signed_on else None,
    }
