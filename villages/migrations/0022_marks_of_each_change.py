"""Each change has a mark of its own. Marks are notes of what is to be counted: none is kept."""

from django.db import migrations, models

import jejaring.models


class Migration(migrations.Migration):
    dependencies = [("villages", "0021_question_marks")]

    operations = [
        migrations.DeleteModel(name="TallyMark"),
        migrations.CreateModel(
            name="TallyMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("region_code", jejaring.models.CodeField(max_length=13)),
                ("source", jejaring.models.CodeField(max_length=40)),
                ("marked_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "indexes": [models.Index(fields=["region_code"], name="tallymark_region")],
            },
        ),
    ]
