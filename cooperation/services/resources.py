"""Acts on potentials and needs, of villages and of outside parties."""

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.text import slugify

from cooperation.models import Partner, PartnerResource
from jejaring.roles import Permission
from jejaring.services import id_for, record_event, record_events
from stakeholders.models import Stakeholder
from stakeholders.services.groups import StaleVersion
from villages.matters import Vocabulary, free_key
from villages.models import Matter, Resource


def may_write_resources(user, code: str) -> bool:
    """Whether the person may write down what the village has and needs."""
    writes = user.holds_over(Permission.RECORD, code) or user.holds_over(
        Permission.DRAFT_AGREEMENT, code
    )
    return writes and user.holds_over(Permission.VIEW, code)


class Matters:
    """The vocabulary in force, read once."""

    def __init__(self):
        self.by_code = {matter.pk: matter for matter in Matter.objects.all()}
        self._words = Vocabulary(
            {code: [matter.name, *matter.words] for code, matter in self.by_code.items()}
        )

    def named(self, name: str) -> Matter | None:
        """The matter that a name speaks of."""
        return self.by_code.get(self._words.matter_of(name))

    def complete(self, said: dict) -> dict:
        """``said`` with matter, key and capital: what is not said follows from the name."""
        matter = said.get("matter") or self.named(said["name"])
        capital = said.get("capital") or (matter.capital if matter else "")
        key = matter.pk if matter else free_key(said["name"])
        return said | {"matter": matter, "key": key, "capital": capital}


@transaction.atomic
def record_resource(*, village, by, pk=None, **said) -> Resource:
    """Write down a potential or need of a village; the same ``pk`` again returns the first."""
    return _record(Resource, by, pk, village.pk, village=village, **said)


@transaction.atomic
def record_partner_resource(*, partner, by, pk=None, **said) -> PartnerResource:
    """Write down what an outside party offers or seeks. What it offers can always be had."""
    if partner._state.adding:
        partner, _made = Partner.objects.get_or_create(
            region=partner.region, name=partner.name, defaults={"kind": partner.kind}
        )
    said["is_surplus"] = said["side"] == "potential"
    return _record(PartnerResource, by, pk, partner.region_id, partner=partner, **said)


def _record(model, by, pk, region_code, **said):
    owner = {name: said[name] for name in ("village", "partner") if name in said}
    pk = id_for(model, pk, **owner)
    row, made = model.objects.get_or_create(
        pk=pk, defaults=said | {"recorded_by": by, "changed_by": by}
    )
    if made:
        record_event(by=by, verb="recorded_resource", subject=row, region_code=region_code)
    return row


@transaction.atomic
def update_resource(*, resource, base_version, by, **said):
    """Write over the version the person had seen. Raises StaleVersion."""
    told = said | {"changed_by": by, "changed_at": timezone.now()}
    rows = type(resource).objects.filter(pk=resource.pk, version=base_version, archived_at=None)
    written = rows.update(version=F("version") + 1, **told)
    resource.refresh_from_db()
    if not written:
        raise StaleVersion(resource)
    code = region_of(resource)
    record_event(
        by=by, verb="updated_resource", subject=resource, region_code=code, fields=sorted(said)
    )
    return resource


@transaction.atomic
def archive_resource(*, resource, by):
    """Say that it holds no longer. Twice is once."""
    now = timezone.now()
    rows = type(resource).objects.filter(pk=resource.pk, archived_at=None)
    if rows.update(archived_at=now, version=F("version") + 1, changed_by=by, changed_at=now):
        code = region_of(resource)
        record_event(by=by, verb="archived_resource", subject=resource, region_code=code)


@transaction.atomic
def record_many(*, village, rows, by) -> int:
    """Write down the rows of a file, all or none; a row that is there already stays as it is.

    ``rows``: dicts of columns with the ``pk`` they were given when the file was read. Returns how
    many were new.
    """
    pks = [row["pk"] for row in rows]
    there = set(Resource.objects.filter(pk__in=pks).values_list("pk", flat=True))
    new = [
        Resource(village=village, recorded_by=by, changed_by=by, **row)
        for row in rows
        if row["pk"] not in there
    ]
    Resource.objects.bulk_create(new)
    record_events(by=by, verb="imported_resource", subjects=new, region_code=village.pk)
    return len(new)


def region_of(resource) -> str:
    """The code of the village whose row this is, or that knows the outside party."""
    return getattr(resource, "village_id", None) or resource.partner.region_id


def holders_of(resources) -> dict:
    """Names of the groups that hold resources, by id; also of groups archived since."""
    ids = {row.group_id for row in resources if row.group_id}
    groups = Stakeholder.objects.groups().filter(pk__in=ids, restricted=False)
    return dict(groups.values_list("pk", "name"))


class NameTaken(Exception):
    """Another matter has this name."""


def add_matter(*, by, name, **said) -> Matter:
    """One more matter; its code is made from its name. Raises NameTaken."""
    code = slugify(name)[:40]
    if not code or Matter.objects.filter(Q(pk=code) | Q(name=name)).exists():
        raise NameTaken
    return _save_matter(Matter(code=code, name=name, **said), by, new=True)


def update_matter(*, matter, by, name, **said) -> Matter:
    """Another name, other words. Raises NameTaken."""
    if name != str(matter):  # a shipped name is translated; unchanged it stays as it is
        matter.name = name
    if Matter.objects.filter(name=matter.name).exclude(pk=matter.pk).exists():
        raise NameTaken
    for column, value in said.items():
        setattr(matter, column, value)
    return _save_matter(matter, by)


@transaction.atomic
def _save_matter(matter, by, *, new=False) -> Matter:
    """Save it, and let rows outside the vocabulary that speak of it join it."""
    try:
        with transaction.atomic():
            matter.save(force_insert=new)
    except IntegrityError as error:
        raise NameTaken from error
    record_event(by=by, verb="saved_matter", subject=matter)
    matters = Matters()
    for model in (Resource, PartnerResource):
        joined = []
        for row in model.objects.filter(matter=None).only("name", "key"):
            if found := matters.named(row.name):
                row.matter, row.key = found, found.pk
                joined.append(row)
        model.objects.bulk_update(joined, ["matter", "key"])
    return matter
