from datetime import timedelta

from django.db import migrations
from django.utils import timezone


def write_what_was_tapped(apps, schema_editor):
    """Arrivals of the last weeks get the tap that made them, so that phones can undo and place them."""
    arrivals = apps.get_model("meetings", "Arrival").objects
    taps = apps.get_model("meetings", "Tap").objects
    lately = arrivals.filter(meeting__ends_at__gte=timezone.now() - timedelta(days=31))
    for arrival in lately.exclude(member=None, first_name="").order_by("pk"):
        key = f"arrivee-{arrival.pk}"
        taps.create(
            meeting_id=arrival.meeting_id, key=key, kind="here", at=arrival.at, member_id=arrival.member_id,
            registration_id=arrival.registration_id, first_name=arrival.first_name, by_id=arrival.by_id,
        )
        if arrival.member_id is None:
            arrivals.filter(pk=arrival.pk).update(once_key=f"{arrival.meeting_id}.{key}")


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0011_taps_in_the_room'),
    ]

    operations = [
        migrations.RunPython(write_what_was_tapped, migrations.RunPython.noop),
    ]
