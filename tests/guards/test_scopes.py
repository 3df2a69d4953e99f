"""Every table is scoped, or says why it need not be; and nobody fetches rows round the scope."""

import ast

import pytest
from django.core.exceptions import FieldError
from django.db import models

from jejaring.models import Membership, ScopedQuerySet, User
from stakeholders.models import GroupKind
from tests.guards.found import models as our_models
from tests.guards.found import source_files
from villages.models import RegionWord

UNSCOPED = {
    "jejaring.User": "read through memberships, or as the person of the request",
    "jejaring.Event": "written by services, shown by no list of rows",
    "villages.TallyMark": "which villages wait to be counted; nobody reads it",
    "villages.Boundary": "where a region lies is public reference data, as its name is",
    "villages.RegionWord": "the search index of public reference data",
    "villages.Matter": "one vocabulary for everybody; only its administrators may edit it",
    "stakeholders.GroupKind": "one list for everybody; only its administrators may edit it",
}
SCOPED_WAYS = {"visible_to", "editable_by", "none"}
WAYS_ROUND = {"_default_manager", "_base_manager", "raw", "extra"}
SHORTCUTS = {"get_object_or_404", "get_list_or_404"}


def unguarded(models) -> list[str]:
    """The models without a scoped queryset that looks at a real column."""
    return [m._meta.label for m in models if not _is_scoped(m)]


def _is_scoped(model) -> bool:
    rows = model._default_manager.all()
    if not isinstance(rows, ScopedQuerySet):
        return False
    try:
        rows.filter(**{f"{rows.territory_lookup}__gte": "33"})
        if rows.group_lookup:
            rows.filter(**{f"{rows.group_lookup}__in": []})
    except (AttributeError, FieldError):
        return False
    return True


def test_every_table_is_scoped_or_says_why_not():
    assert len(our_models()) > 10
    assert set(unguarded(our_models())) == set(UNSCOPED)


def test_a_table_without_scope_is_seen():
    assert unguarded([User, Membership, RegionWord]) == ["jejaring.User", "villages.RegionWord"]


def test_a_scope_over_a_column_that_is_not_there_is_seen():
    class NowhereQuerySet(ScopedQuerySet):
        territory_lookup = "kode_desa"

    class Nowhere(models.Model):  # noqa: DJ008 -- exists to be refused
        objects = NowhereQuerySet.as_manager()

        class Meta:
            app_label = "guards"

    assert unguarded([Nowhere]) == ["guards.Nowhere"]


@pytest.mark.django_db
def test_a_stranger_is_given_nothing_of_any_table(world):
    stranger = User(username="asing")
    for model in our_models():
        if model._meta.label not in UNSCOPED:
            assert model.objects.exists(), f"the world of the walk lacks a {model._meta.label}"
            assert not model.objects.visible_to(stranger).exists()
            assert not model.objects.editable_by(stranger).exists()


@pytest.mark.django_db
def test_a_stranger_edits_no_kind():
    assert not GroupKind.objects.editable_by(User(username="asing")).exists()


def rows_fetched_round_the_scope(source: str) -> list[str]:
    """The expressions in a view or form that reach rows without asking whose they are."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        for child in ast.iter_child_nodes(node):
            child.parent = node
    return [ast.unparse(node) for node in ast.walk(tree) if _goes_round(node)]


def _goes_round(node) -> bool:
    if isinstance(node, ast.Attribute) and node.attr == "objects":
        onward = getattr(node, "parent", None)
        return not (isinstance(onward, ast.Attribute) and onward.attr in SCOPED_WAYS)
    if isinstance(node, ast.Attribute):
        return node.attr in WAYS_ROUND
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        # A class is named in capitals; a queryset or a call is what belongs here.
        first = node.args[0] if node.args else None
        return node.func.id in SHORTCUTS and isinstance(first, ast.Name) and first.id[0].isupper()
    return False


def test_views_and_forms_reach_rows_through_the_scope_only():
    files = source_files("views", "forms")
    assert len(files) > 5
    assert sum(".visible_to(" in path.read_text() for path in files) > 3
    found = {path.name: rows_fetched_round_the_scope(path.read_text()) for path in files}
    assert {name: ways for name, ways in found.items() if ways} == {}


@pytest.mark.parametrize(
    "source",
    [
        "Stakeholder.objects.all()",
        "Stakeholder.objects.filter(pk=pk)",
        "rows = Stakeholder.objects",
        "forms.ModelChoiceField(queryset=Tie.objects)",
        "get_object_or_404(Stakeholder, pk=pk)",
        "Stakeholder._default_manager.get(pk=pk)",
        "Stakeholder.objects.visible_to(user).raw('select 1')",
    ],
)
def test_a_way_round_the_scope_is_seen(source):
    assert rows_fetched_round_the_scope(source)


@pytest.mark.parametrize(
    "source",
    [
        "Stakeholder.objects.visible_to(user).filter(pk=pk)",
        "get_object_or_404(Stakeholder.objects.editable_by(user), pk=pk)",
        "get_object_or_404(groups, pk=pk)",
        "forms.ModelChoiceField(queryset=Tie.objects.none())",
    ],
)
def test_the_ways_through_the_scope_are_let_be(source):
    assert rows_fetched_round_the_scope(source) == []
