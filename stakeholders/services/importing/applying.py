"""Taking a file over as a whole, and taking it back as long as nothing stands on it."""

from django.db import IntegrityError, transaction
from django.db.models import ForeignObjectRel
from django.utils import timezone
from django.utils.translation import gettext as _

from jejaring.ids import uuid7
from jejaring.services import record_event
from stakeholders.models import (
    ImportBatch,
    PatronClientTie,
    Stakeholder,
    Tie,
    VillageNetwork,
)
from stakeholders.services.dependency import close_dependency, record_dependency
from stakeholders.services.groups import (
    StaleVersion,
    archive_many,
    record_many,
    update_stakeholder,
    village_government,
)
from stakeholders.services.importing.rows import ADD, CHANGE, GOVERNMENT, Plan
from stakeholders.services.importing.staging import AlreadyImported, plan_of
from stakeholders.services.ties import close_batch, close_tie, reopen_tie, state_many


class StalePlan(Exception):
    """The village, or what the words mean, changed since the preview; ``plan`` is the new one."""

    def __init__(self, plan):
        super().__init__("the plan is not the one that was shown")
        self.plan = plan


class NotReady(Exception):
    """Something in the file is wrong or undecided, or nobody has looked; ``plan`` says what."""

    def __init__(self, plan):
        super().__init__("the file cannot be taken over as it is")
        self.plan = plan


class BuiltUpon(Exception):
    """Taking the file back would pull down what others built on it; ``reasons`` in words."""

    def __init__(self, reasons):
        super().__init__("; ".join(reasons))
        self.reasons = reasons


def apply_batch(*, batch, shown: str, by) -> Plan:
    """Take the whole file over, or nothing of it.

    ``shown``: the digest of the plan that the person has seen. Raises StalePlan when it would do
    something else by now, NotReady, and AlreadyImported when the same file came in meanwhile.
    """
    try:
        with transaction.atomic():
            # Whoever else changes the map of this village waits here.
            VillageNetwork.objects.outdate(batch.village_id)
            _claim(batch, by)
            plan = plan_of(batch)
            if plan.digest != shown:
                raise StalePlan(plan)
            if not plan.can_apply:
                raise NotReady(plan)
            _keep_effects(batch, _carry_out(batch, plan, by))
            record_event(by=by, verb="imported", subject=batch, region_code=batch.village_id)
            return plan
    except IntegrityError:
        same = ImportBatch.objects.applied().filter(village=batch.village_id, digest=batch.digest)
        if earlier := same.first():
            raise AlreadyImported(earlier) from None
        raise


def _claim(batch, by):
    """Mark the batch as taken over, unless somebody did before."""
    now = timezone.now()
    staged = ImportBatch.objects.staged().filter(pk=batch.pk)
    if not staged.update(state=ImportBatch.State.APPLIED, applied_by=by, applied_at=now):
        raise AlreadyImported(batch)


def _keep_effects(batch, effects):
    ImportBatch.objects.filter(pk=batch.pk).update(effects=effects)
    batch.refresh_from_db()


def _carry_out(batch, plan, by):
    parties, created = _add_parties(batch.village, plan, by)
    changed = [_change(row, by) for row in plan.parties if row.action == CHANGE]
    links = [link for link in plan.links if link.action in (ADD, CHANGE)]
    replaced = [link.replaces for link in links if link.replaces]
    for tie in Tie.objects.filter(pk__in=replaced).order_by("pk"):
        close_tie(tie=tie, by=by)
    ties = state_many(
        village=batch.village,
        by=by,
        batch=batch,
        statements=[
            {
                "source_id": parties[link.source],
                "target_id": parties[link.target],
                "kind": link.kind,
                "stance": link.stance,
                "office": link.office,
                "certainty": link.certainty,
                "since": link.since,
            }
            for link in links
        ],
    )
    return {
        "created": created,
        "changed": changed,
        "replaced": replaced,
        "ties": len(ties),
        "dependencies": _add_dependencies(batch.village, plan, parties, by),
    }


def _add_dependencies(village, plan, parties, by):
    """Record who depends on whom, as its page would; their ids."""
    new = [row for row in plan.dependencies if row.action == ADD]
    ends = {parties[key] for row in new for key in (row.patron, row.client)}
    known = {str(pk): row for pk, row in Stakeholder.objects.in_bulk(ends).items()}
    recorded = [
        record_dependency(
            village=village,
            patron=known[parties[row.patron]],
            client=known[parties[row.client]],
            by=by,
            **row.columns,
        )
        for row in new
    ]
    return [str(tie.pk) for tie in recorded]


def _add_parties(village, plan, by):
    """The id here of every party of the file, and the ids of those that are new."""
    parties = {row.key: row.pk for row in plan.parties if row.pk}
    new = [row for row in plan.parties if row.action == ADD]
    for row in new:
        if row.kind == GOVERNMENT:
            parties[row.key] = str(village_government(village).pk)
    rows = {row.key: uuid7() for row in new if row.kind != GOVERNMENT}
    record_many(
        village=village,
        by=by,
        rows=[
            {
                "pk": rows[row.key],
                "kind": row.kind,
                "group_kind_id": row.group_kind or None,
                "restricted": row.restricted,
                **row.fields,
            }
            for row in new
            if row.key in rows
        ],
    )
    created = {key: str(pk) for key, pk in rows.items()}
    return parties | created, sorted(created.values())


def _change(row, by):
    """Fill in what the file knows better; what stood there is kept for taking it back."""
    stakeholder = Stakeholder.objects.get(pk=row.pk)
    data = {column: new for column, _old, new in row.changes}
    update_stakeholder(stakeholder=stakeholder, base_version=stakeholder.version, data=data, by=by)
    return {
        "pk": row.pk,
        "version": stakeholder.version,
        "before": {column: old for column, old, _new in row.changes},
    }


# --- taking back ------------------------------------------------------------------------------


@transaction.atomic
def undo_batch(*, batch, by):
    """Take a file back: its ties end, its parties leave the map, what it changed is as before.

    Raises BuiltUpon when somebody has worked on with what came from it. Twice is once.
    """
    VillageNetwork.objects.outdate(batch.village_id)
    batch.refresh_from_db()
    if batch.state != ImportBatch.State.APPLIED:
        return
    if reasons := standing_on(batch):
        raise BuiltUpon(reasons)
    close_batch(batch=batch, by=by)
    for tie in _dependencies(batch).current().order_by("pk"):
        close_dependency(tie=tie, by=by)
    for tie in Tie.objects.filter(pk__in=batch.effects["replaced"]).order_by("pk"):
        reopen_tie(tie=tie, by=by)
    archive_many(village=batch.village, pks=batch.effects["created"], by=by)
    _change_back(batch, by)
    ImportBatch.objects.filter(pk=batch.pk).update(
        state=ImportBatch.State.UNDONE, undone_by=by, undone_at=timezone.now()
    )
    record_event(by=by, verb="undid_import", subject=batch, region_code=batch.village_id)


def _change_back(batch, by):
    for change in batch.effects["changed"]:
        stakeholder = Stakeholder.objects.get(pk=change["pk"])
        try:
            update_stakeholder(
                stakeholder=stakeholder,
                base_version=change["version"],
                data=change["before"],
                by=by,
            )
        except StaleVersion:
            raise BuiltUpon([_changed_since(stakeholder)]) from None


def standing_on(batch) -> list[str]:
    """What has been built on an imported file since, in words; empty when it can be taken back."""
    reasons = []
    created = Stakeholder.objects.filter(pk__in=batch.effects["created"])
    moved = created.exclude(version=1, archived_at=None)
    reasons += [_changed_since(row) for row in moved.order_by("name")[:5]]
    versions = {change["pk"]: change["version"] for change in batch.effects["changed"]}
    reasons += [
        _changed_since(row)
        for row in Stakeholder.objects.filter(pk__in=versions)
        if row.version != versions[str(row.pk)]
    ][:5]
    ties = Tie.objects.filter(batch=batch)
    if count := ties.exclude(closed_at=None).count():
        reasons.append(_("%(count)s hubungan sudah diganti atau ditutup.") % {"count": count})
    depend = _dependencies(batch)
    if count := depend.exclude(closed_at=None).count():
        reasons.append(_("%(count)s hubungan sudah diganti atau ditutup.") % {"count": count})
    own = {Tie: ties, PatronClientTie: depend}
    if any(_is_pointed_at(rows, besides=own) for rows in (created, ties, depend)):
        reasons.append(_("Pihak atau hubungannya sudah dipakai di catatan lain."))
    return reasons


def _dependencies(batch):
    return PatronClientTie.objects.filter(pk__in=batch.effects.get("dependencies", ()))


def _changed_since(row):
    return _("%(name)s sudah diubah sesudah impor.") % {"name": row.name}


def _is_pointed_at(rows, *, besides):
    """Whether any row of any table points at one of ``rows``; ``besides``: by table, who may."""
    relations = rows.model._meta.get_fields(include_hidden=True)
    for relation in relations:
        if not isinstance(relation, ForeignObjectRel) or relation.many_to_many:
            continue
        pointing = relation.related_model._base_manager.filter(
            **{f"{relation.field.name}__in": rows.values("pk")}
        )
        if relation.related_model in besides:
            pointing = pointing.exclude(pk__in=besides[relation.related_model].values("pk"))
        if pointing.exists():
            return True
    return False
