from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('aid', '0005_notices_changed'),
    ]

    operations = [
        migrations.AddField(
            model_name='grouppurchase',
            name='loosened_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='grouppurchase',
            name='version',
            field=models.PositiveIntegerField(default=1),
        ),
    ]
