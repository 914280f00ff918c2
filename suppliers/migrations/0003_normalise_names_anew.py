"""Stored normalised names follow the rules of normalisation, which have become stricter (R10)."""

from django.db import migrations


def forwards(apps, schema_editor):
    from suppliers.normalise import normalise_name

    names = apps.get_model("suppliers", "SupplierName").objects.using(schema_editor.connection.alias)
    changed = []
    for name in names.only("name", "normalised").iterator():
        normalised = normalise_name(name.name)[:255]
        if name.normalised != normalised:
            name.normalised = normalised
            changed.append(name)
    names.bulk_update(changed, ["normalised"], batch_size=1000)


class Migration(migrations.Migration):
    dependencies = [("suppliers", "0002_order_names_without_case")]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop, elidable=True)]
