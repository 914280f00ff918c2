import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from boroughs.together import Together


class Migration(migrations.Migration):

    dependencies = [
        ('suppliers', '0001_initial'),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name='ProductTermEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='suppliers.productterm')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('term', models.CharField(help_text='As it is written most often.', max_length=120)),
                        ('normalised', models.CharField(editable=False, max_length=120)),
                        ('contracts', models.PositiveIntegerField(help_text='In how many contracts it was found.')),
                        ('borough_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, help_text='The boroughs that have them.', size=None)),
                        ('examples', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=500), default=list, help_text='Some of their titles.', size=None)),
                        ('status', models.CharField(choices=[('offered', 'offered'), ('accepted', 'accepted'), ('dismissed', 'dismissed')], default='offered', max_length=10)),
                        ('product', models.ForeignKey(blank=True, db_constraint=False, help_text='What it was accepted as.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='suppliers.product')),
                        ('decided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('decided_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='SupplierPairEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='suppliers.supplierpair')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('left', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='suppliers.supplier')),
                        ('right', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='suppliers.supplier')),
                        ('score', models.FloatField(help_text='Likeness of the names, 0 to 1.')),
                        ('reason', models.CharField(help_text='The evidence, in a sentence.', max_length=500)),
                        ('found_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('decision', models.CharField(choices=[('undecided', 'undecided'), ('same', 'the same'), ('different', 'different'), ('group', 'same group')], default='undecided', max_length=10)),
                        ('decided_at', models.DateTimeField(blank=True, null=True)),
                        ('decided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('merge', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='suppliers.merge')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='OwnershipEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='suppliers.ownership')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('supplier', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='suppliers.supplier')),
                        ('owner', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='suppliers.supplier')),
                        ('kind', models.CharField(choices=[('acquired', 'acquired by'), ('renamed', 'renamed to'), ('merged', 'merged into'), ('owned', 'owned by'), ('product_sold', 'sold a product to'), ('offer', 'offer made by')], max_length=15)),
                        ('valid_from', models.DateField(blank=True, help_text='The first day. Empty: not known.', null=True)),
                        ('valid_to', models.DateField(blank=True, help_text='The first day on which it no longer held. Empty: not known.', null=True)),
                        ('date_note', models.CharField(blank=True, help_text='What is known of the dates otherwise: “by 2019”.', max_length=255)),
                        ('source_url', models.URLField(blank=True, max_length=500, verbose_name='source')),
                        ('pair', models.ForeignKey(blank=True, db_constraint=False, editable=False, help_text='The decision in the review queue that said so.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='suppliers.supplierpair')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
            ]
        ),
    ]
