from django.db import migrations

from stakeholders.kinds import shipped_kinds


def add_kinds(apps, schema_editor):
    """The seven kinds of the source and the common ones; an edited row is left alone."""
    GroupKind = apps.get_model("stakeholders", "GroupKind")
    for row in shipped_kinds():
        GroupKind.objects.get_or_create(code=row["code"], defaults=row)


class Migration(migrations.Migration):
    dependencies = [("stakeholders", "0001_stakeholders_and_ties")]

    operations = [migrations.RunPython(add_kinds, migrations.RunPython.noop)]
