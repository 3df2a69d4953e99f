"""The sample put back is the sample that was told."""

import pytest
from django.db import transaction

from stakeholders.models import Presence, Stakeholder
from tests import factories
from tests.sample import rows_of_all_tables, sample_district


@pytest.mark.django_db
def test_a_copy_of_the_sample_is_the_sample_to_the_last_column():
    told = []
    for _ in range(2):
        with transaction.atomic():
            sample_district()
            told.append(
                {t: sorted(map(repr, rows)) for t, (_c, rows) in rows_of_all_tables().items()}
            )
            transaction.set_rollback(True)
    assert told[0] == told[1]
    assert len(told[0][Stakeholder._meta.db_table]) > 20


@pytest.mark.django_db
def test_rows_can_be_added_to_a_copy():
    for _ in range(2):
        with transaction.atomic():
            sample_district()
            group = Stakeholder.objects.groups().first()
            elsewhere = factories.village("33.08.07.2001", "Sidomulyo")
            Presence.objects.create(stakeholder=group, region=elsewhere)
            transaction.set_rollback(True)
