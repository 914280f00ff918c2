"""One language for the whole search vector, so that a query's words may be in different fields."""

import django.contrib.postgres.indexes
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contracts", "0002_initial")]

    operations = [
        migrations.RemoveIndex("contract", "contract_search"),
        migrations.RemoveField("contract", "search"),
        migrations.AddField(
            "contract",
            "search",
            models.GeneratedField(
                expression=(
                    SearchVector("title", weight="A", config="english")
                    + SearchVector("supplier_text", weight="A", config="english")
                    + SearchVector("reference", weight="B", config="english")
                    + SearchVector("description", weight="C", config="english")
                ),
                output_field=SearchVectorField(),
                db_persist=True,
            ),
        ),
        migrations.AddIndex(
            "contract",
            django.contrib.postgres.indexes.GinIndex(fields=["search"], name="contract_search"),
        ),
    ]
