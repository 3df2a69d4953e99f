"""What people keep on the map of a village: notes pinned to it, and views of it with a name."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jejaring.ids import uuid7
from jejaring.models import ScopedQuerySet, User, inside
from jejaring.roles import Permission
from stakeholders.models.stakeholder import Stakeholder
from villages.models import Region

NOTE_LENGTH = 280
QUERY_LENGTH = 1000
IN_THE_BIN = timedelta(days=30)


class MapNoteQuerySet(ScopedQuerySet):
    territory_lookup = "village_id"
    view_permission = Permission.VIEW_ANSWERS

    def rule(self, user, permission):
        """Hide what is pinned to a party that only dependency knows."""
        known = Q(party=None) | Q(party__restricted=False)
        open_to_all = inside("village_id", user.territories(Permission.VIEW_DEPENDENCY))
        return super().rule(user, permission) & (known | open_to_all)

    def kept(self):
        """Notes that nobody took off the map."""
        return self.filter(archived_at=None)

    def taken_off(self):
        """Notes that were taken off lately and can be pinned again."""
        return self.filter(archived_at__gt=timezone.now() - IN_THE_BIN)


class MapNote(models.Model):
    """A few words pinned to the map: beside a party, at a point, or to the village as a whole.

    It may hold what somebody said, so only the facilitators of the village read it. ``x``, ``y``:
    a point in the unit of ``VillageNetwork.positions``.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    village = models.ForeignKey(Region, models.PROTECT, related_name="map_notes")
    party = models.ForeignKey(Stakeholder, models.PROTECT, null=True, related_name="map_notes")
    x = models.FloatField(null=True)
    y = models.FloatField(null=True)
    text = models.CharField(_("catatan"), max_length=NOTE_LENGTH)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now, editable=False)
    archived_at = models.DateTimeField(null=True, editable=False)

    objects = MapNoteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="mapnote_point_is_whole",
                condition=Q(x=None, y=None) | Q(x__isnull=False, y__isnull=False, party=None),
            ),
            models.CheckConstraint(name="mapnote_says_something", condition=~Q(text="")),
        ]
        indexes = [models.Index(fields=["village", "archived_at"], name="mapnote_village_kept")]

    def __str__(self):
        return f"{self.village_id} · {self.written_at:%Y-%m-%d}"


class SavedViewQuerySet(ScopedQuerySet):
    territory_lookup = "village_id"

    def rule(self, user, permission):
        """One's own, and the shared; those that speak of dependency for its readers alone."""
        private = inside("village_id", user.territories(Permission.VIEW_DEPENDENCY))
        mine = Q(owner_id=user.pk)
        return (
            super().rule(user, permission)
            & (mine | Q(is_shared=True))
            & (Q(for_team=False) | private)
        )

    def editable_by(self, user):
        """One's own: a view is a way of looking, so who may look may keep it."""
        return self.visible_to(user).filter(owner_id=user.pk)

    def kept(self):
        """Views that nobody threw away."""
        return self.filter(archived_at=None)


class SavedView(models.Model):
    """A way of looking at the map of a village, by the name its owner gave it.

    ``query``: what was chosen, as ``Selection`` writes it. ``for_team``: it speaks of what only
    the facilitators of the village may know.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    village = models.ForeignKey(Region, models.PROTECT, related_name="map_views")
    owner = models.ForeignKey(User, models.CASCADE, related_name="map_views")
    name = models.CharField(_("nama tampilan"), max_length=60)
    query = models.CharField(max_length=QUERY_LENGTH)
    is_shared = models.BooleanField(default=False)
    for_team = models.BooleanField(default=False)
    saved_at = models.DateTimeField(default=timezone.now, editable=False)
    archived_at = models.DateTimeField(null=True, editable=False)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(name="savedview_named", condition=~Q(name=""))]
        indexes = [models.Index(fields=["village", "archived_at"], name="savedview_village_kept")]

    def __str__(self):
        return self.name
