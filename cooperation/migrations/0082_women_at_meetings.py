from django.db import migrations, models

ROWS = 500


def count_women(apps, _schema):
    """Of the latest sitting of each meeting that was counted."""
    Meeting = apps.get_model("cooperation", "Meeting")
    Sitting = apps.get_model("cooperation", "Sitting")
    counted = Sitting.objects.exclude(present_count=None).order_by("meeting", "-stage")
    found, seen = [], None
    for meeting, present in counted.values_list("meeting", "present").iterator(ROWS):
        if meeting == seen:
            continue
        seen = meeting
        women = sum(women for _men, women in present.values())
        found.append(Meeting(pk=meeting, women_count=women))
        if len(found) == ROWS:
            Meeting.objects.bulk_update(found, ["women_count"])
            found = []
    Meeting.objects.bulk_update(found, ["women_count"])
    # A meeting that was called again and not counted yet has none.
    Meeting.objects.filter(present_count=None).update(women_count=None)


class Migration(migrations.Migration):
    dependencies = [
        ("cooperation", "0081_no_reminders_by_mail"),
    ]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="women_count",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.RunPython(count_women, migrations.RunPython.noop),
    ]
