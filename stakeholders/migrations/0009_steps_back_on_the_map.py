"""Keep several earlier arrangements of a map instead of one, and on which sheet it was arranged."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stakeholders", "0008_one_map_of_several_informants")]

    operations = [
        migrations.AddField(
            model_name="villagenetwork",
            name="arranged_width",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="villagenetwork",
            name="earlier",
            field=models.JSONField(default=list),
        ),
        migrations.RemoveField(model_name="villagenetwork", name="previous_positions"),
    ]
