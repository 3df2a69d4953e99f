"""The chain of events of an agreement: only ever added to, each sealed over the one before."""

from django.db import models

from cooperation.models.agreement import Agreement, AgreementParty
from cooperation.models.scope import OfAgreementQuerySet


class AgreementEvent(models.Model):
    """One act on an agreement.

    ``actor`` is an id without a foreign key: an account can be deleted, the chain stays whole.
    ``content`` carries no name of a person; a signatory is a commitment, see ``Signatory``.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="events")
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=30)
    party = models.ForeignKey(
        AgreementParty, models.PROTECT, null=True, blank=True, related_name="events"
    )
    content = models.JSONField(default=dict)
    actor = models.UUIDField(null=True)
    at = models.DateTimeField()
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, unique=True)

    objects = OfAgreementQuerySet.as_manager()

    class Meta:
        ordering = ["agreement", "number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="event_number_once"),
            models.CheckConstraint(
                name="event_numbered_from_one", condition=models.Q(number__gte=1)
            ),
        ]

    def __str__(self):
        return f"{self.agreement_id} {self.number} {self.act}"


class SignatoryQuerySet(OfAgreementQuerySet):
    agreement_lookup = "event__agreement"
    territory_lookup = "event__agreement__parties__village_id"


class Signatory(models.Model):
    """Who signed, kept beside the chain so that it can be erased (UU 27/2022 arts. 42-44).

    The event holds SHA-256 of salt, name and office; without the salt it tells nothing, and the
    chain is whole with this row or without it.
    """

    event = models.OneToOneField(AgreementEvent, models.PROTECT, related_name="signatory")
    salt = models.CharField(max_length=32)
    name = models.CharField(max_length=100)
    office = models.CharField(max_length=100, blank=True)

    objects = SignatoryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "signatories"

    def __str__(self):
        return self.name
