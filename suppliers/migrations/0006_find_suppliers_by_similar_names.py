import django.contrib.postgres.indexes
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("suppliers", "0005_merges_pairs_and_groups"),
        ("suppliers", "0005_names_and_owners_of_products"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="suppliername",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["normalised"], name="normalised_name_trigrams", opclasses=["gin_trgm_ops"]
            ),
        ),
    ]
