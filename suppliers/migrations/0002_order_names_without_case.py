import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("suppliers", "0001_initial"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="supplier",
            name="supplier_by_name",
        ),
        migrations.AddIndex(
            model_name="supplier",
            index=models.Index(
                django.db.models.functions.text.Lower("name"), models.F("id"), name="supplier_by_lower_name"
            ),
        ),
    ]
