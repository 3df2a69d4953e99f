"""Whatever a source reads, it listens to; or a number would stay while its rows change."""

import re

import pytest
from django.apps import apps
from django.utils import timezone

from cooperation.models import Appraisal
from jejaring.models import ToldQuerySet
from stakeholders.models import Participation, Stakeholder
from villages.models import Region
from villages.tallies import measures
from villages.tallies.measures import Counting, Source

TABLES = {model._meta.db_table: model for model in apps.get_models()}


def models_read(source, django_assert_max_num_queries) -> set:
    """The models whose tables the queries of a source name."""
    asked = Counting("33.08.06.2012", timezone.now())
    if not source.is_listed(asked):
        said = str(source.rows(asked).query)
    else:
        with django_assert_max_num_queries(9) as told:
            source.rows(asked)
        said = " ".join(each["sql"] for each in told.captured_queries)
    return {TABLES[name] for name in re.findall(r'(?:FROM|JOIN) "(\w+)"', said)}


def unwatched(sources, read) -> list[str]:
    return [
        f"{source.name} reads {model._meta.label}"
        for source in sources
        for model in sorted(read(source), key=str)
        if model not in source.watched
    ]


@pytest.mark.django_db
def test_every_source_watches_what_it_reads(django_assert_max_num_queries):
    sources = list(measures.sources().values())
    assert len(sources) > 30
    found = unwatched(sources, lambda each: models_read(each, django_assert_max_num_queries))
    assert found == []


@pytest.mark.django_db
def test_a_forgotten_watch_is_seen(django_assert_max_num_queries):
    whole = measures.sources()["participation"]
    poor = Source("participation", whole.measures, whole.rows, {Participation: "village_id"})
    found = unwatched([poor], lambda each: models_read(each, django_assert_max_num_queries))
    label = Stakeholder._meta.label
    assert f"participation reads {label}" in found


def test_every_watched_model_tells_of_many_rows_at_once():
    watched = {model for model, _lookup, _source in measures.watching()}
    assert {Region, Appraisal, Stakeholder} < watched
    silent = [
        model._meta.label
        for model in watched
        if not isinstance(model._default_manager.all(), ToldQuerySet)
    ]
    assert silent == []
