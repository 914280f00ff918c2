import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from boroughs.together import Together


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('boroughs', '0003_history_triggers'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name='Supplier',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(help_text='The name the hub shows.', max_length=255)),
                        ('slug', models.SlugField(max_length=120, unique=True)),
                        ('is_sme', models.BooleanField(blank=True, help_text='Empty: not known.', null=True, verbose_name='small or medium-sized')),
                        ('is_demonstration', models.BooleanField(default=False, help_text='Fictional: loaded to show the hub, never a real supplier.')),
                        ('merged_into', models.ForeignKey(blank=True, editable=False, help_text='The supplier that this one was found to be; empty: it stands for itself.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='merged', to='suppliers.supplier')),
                        ('created', models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        'ordering': ['name'],
                        'indexes': [models.Index(django.db.models.functions.text.Lower('name'), models.F('id'), name='supplier_by_lower_name'), django.contrib.postgres.indexes.GinIndex(fields=['name'], name='supplier_name_trigrams', opclasses=['gin_trgm_ops'])],
                        'constraints': [models.CheckConstraint(condition=models.Q(('merged_into', models.F('id')), _negated=True), name='no_supplier_is_merged_into_itself')],
                    },
                ),
                migrations.CreateModel(
                    name='IdentifierConflict',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('numbers_of_several', 'numbers of different suppliers'), ('another_number', 'a known name with another number'), ('name_of_several', 'the name of several suppliers')], max_length=20)),
                        ('name', models.CharField(help_text='As it was written.', max_length=255)),
                        ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='conflicts', to='suppliers.supplier')),
                        ('other', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='conflicts_as_other', to='suppliers.supplier')),
                        ('sentence', models.CharField(max_length=600, unique=True)),
                        ('source', models.CharField(help_text='Where it was seen.', max_length=255)),
                        ('found_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('note', models.TextField(blank=True, help_text='What was found out, by whoever settled it.')),
                        ('settled_at', models.DateTimeField(blank=True, null=True)),
                        ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['-found_at', '-id'],
                        'indexes': [models.Index(condition=models.Q(('settled_at__isnull', True)), fields=['-found_at', '-id'], name='conflicts_open')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('settled_at__isnull', False), ('settled_by__isnull', True), _connector='OR'), name='conflict_settled_by_somebody_at_some_time')],
                    },
                ),
                migrations.CreateModel(
                    name='Merge',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kept', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='merges_as_kept', to='suppliers.supplier')),
                        ('gone', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='merges_as_gone', to='suppliers.supplier')),
                        ('reason', models.CharField(help_text='Why they are one, in a sentence.', max_length=500)),
                        ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('undone_at', models.DateTimeField(blank=True, null=True)),
                        ('undone_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['-id'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('kept', models.F('gone')), _negated=True), name='a_merge_is_of_two_suppliers'), models.UniqueConstraint(condition=models.Q(('undone_at__isnull', True)), fields=('gone',), name='a_supplier_is_merged_once'), models.CheckConstraint(condition=models.Q(('undone_at__isnull', False), ('undone_by__isnull', True), _connector='OR'), name='merge_undone_by_somebody_at_some_time')],
                    },
                ),
                migrations.CreateModel(
                    name='Product',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=120)),
                        ('slug', models.SlugField(max_length=120, unique=True)),
                        ('supplier', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='products', to='suppliers.supplier')),
                        ('service_area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='products', to='boroughs.servicearea')),
                        ('is_demonstration', models.BooleanField(default=False)),
                    ],
                    options={
                        'ordering': ['name'],
                    },
                ),
                migrations.CreateModel(
                    name='SupplierEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='suppliers.supplier')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('name', models.CharField(help_text='The name the hub shows.', max_length=255)),
                        ('slug', models.SlugField(db_index=False, max_length=120)),
                        ('is_sme', models.BooleanField(blank=True, help_text='Empty: not known.', null=True, verbose_name='small or medium-sized')),
                        ('is_demonstration', models.BooleanField(default=False, help_text='Fictional: loaded to show the hub, never a real supplier.')),
                        ('merged_into', models.ForeignKey(blank=True, db_constraint=False, editable=False, help_text='The supplier that this one was found to be; empty: it stands for itself.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='suppliers.supplier')),
                        ('created', models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='SupplierIdentifier',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='identifiers', to='suppliers.supplier')),
                        ('scheme', models.CharField(max_length=20)),
                        ('value', models.CharField(max_length=60)),
                        ('source', models.CharField(max_length=255)),
                        ('first_seen', models.DateField(blank=True, help_text='Empty: not known.', null=True)),
                        ('last_seen', models.DateField(blank=True, help_text='Empty: not known.', null=True)),
                        ('valid_from', models.DateField(blank=True, help_text='Empty: not known.', null=True)),
                        ('valid_to', models.DateField(blank=True, help_text='The first day on which it no longer held. Empty: not known.', null=True)),
                    ],
                    options={
                        'ordering': ['scheme', 'value'],
                        'constraints': [models.UniqueConstraint(fields=('scheme', 'value'), name='an_identifier_names_one_supplier'), models.CheckConstraint(condition=models.Q(('last_seen__isnull', True), ('first_seen__isnull', True), ('last_seen__gte', models.F('first_seen')), _connector='OR'), name='identifier_last_seen_after_first'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_from__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='identifier_valid_to_after_from')],
                    },
                ),
                migrations.CreateModel(
                    name='SupplierName',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='suppliers.supplier')),
                        ('name', models.CharField(max_length=255)),
                        ('normalised', models.CharField(max_length=255)),
                        ('kind', models.CharField(choices=[('written', 'as written in a notice or register'), ('legal', 'registered name'), ('former', 'former name'), ('trading', 'trading name')], default='written', max_length=10)),
                        ('source', models.CharField(help_text='Where the name was seen.', max_length=255)),
                        ('reason', models.CharField(help_text='Why it was taken to be this supplier, in one sentence.', max_length=255)),
                    ],
                    options={
                        'ordering': ['name'],
                        'indexes': [models.Index(fields=['normalised'], name='supplier_name_normalised'), django.contrib.postgres.indexes.GinIndex(fields=['normalised'], name='normalised_name_trigrams', opclasses=['gin_trgm_ops'])],
                        'constraints': [models.UniqueConstraint(fields=('supplier', 'name'), name='a_supplier_has_a_name_once')],
                    },
                ),
                migrations.CreateModel(
                    name='IdentifierConflictEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='suppliers.identifierconflict')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('kind', models.CharField(choices=[('numbers_of_several', 'numbers of different suppliers'), ('another_number', 'a known name with another number'), ('name_of_several', 'the name of several suppliers')], max_length=20)),
                        ('name', models.CharField(help_text='As it was written.', max_length=255)),
                        ('supplier', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='suppliers.supplier')),
                        ('other', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='suppliers.supplier')),
                        ('sentence', models.CharField(max_length=600)),
                        ('source', models.CharField(help_text='Where it was seen.', max_length=255)),
                        ('found_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('note', models.TextField(blank=True, help_text='What was found out, by whoever settled it.')),
                        ('settled_at', models.DateTimeField(blank=True, null=True)),
                        ('settled_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='KnownProduct',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='known_products', to=settings.AUTH_USER_MODEL)),
                        ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='known_by', to='suppliers.product')),
                    ],
                    options={
                        'ordering': ['product__name'],
                        'constraints': [models.UniqueConstraint(fields=('person', 'product'), name='nobody_knows_a_product_twice')],
                    },
                ),
                migrations.CreateModel(
                    name='MergeEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='suppliers.merge')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('kept', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='suppliers.supplier')),
                        ('gone', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='suppliers.supplier')),
                        ('reason', models.CharField(help_text='Why they are one, in a sentence.', max_length=500)),
                        ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('undone_at', models.DateTimeField(blank=True, null=True)),
                        ('undone_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='MergeMove',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('merge', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moves', to='suppliers.merge')),
                        ('model', models.CharField(help_text='As suppliers.SupplierName.', max_length=100)),
                        ('row', models.BigIntegerField(help_text='The row’s primary key.')),
                        ('before', models.JSONField(default=dict)),
                        ('set_aside', models.BooleanField(default=False)),
                    ],
                    options={
                        'ordering': ['id'],
                        'indexes': [models.Index(fields=['model', 'row'], name='moves_of_a_row')],
                        'constraints': [models.UniqueConstraint(fields=('merge', 'model', 'row', 'before'), name='a_merge_moves_a_key_of_a_row_once')],
                    },
                ),
                migrations.CreateModel(
                    name='ProductEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='suppliers.product')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('name', models.CharField(max_length=120)),
                        ('slug', models.SlugField(db_index=False, max_length=120)),
                        ('supplier', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='suppliers.supplier')),
                        ('service_area', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='boroughs.servicearea')),
                        ('is_demonstration', models.BooleanField(default=False)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='ProductName',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='suppliers.product')),
                        ('name', models.CharField(max_length=120)),
                        ('normalised', models.CharField(editable=False, max_length=120)),
                        ('kind', models.CharField(choices=[('name', 'name'), ('alias', 'other name'), ('former', 'former name')], default='name', max_length=10)),
                        ('is_generic', models.BooleanField(default=False, help_text='Too general to say by itself which product is meant: it counts beside its supplier only.', verbose_name='too general')),
                        ('is_word', models.BooleanField(default=False, help_text='Such as Mosaic: it counts beside its supplier, or in words about software.', verbose_name='also an ordinary word')),
                        ('valid_from', models.DateField(blank=True, help_text='The first day on which it was called so; empty: not known.', null=True, verbose_name='used from')),
                        ('valid_to', models.DateField(blank=True, help_text='The first day on which it was no longer called so; empty: still, or not known.', null=True, verbose_name='used until')),
                        ('date_note', models.CharField(blank=True, help_text='What is known of the dates where they are not known to the day, such as “by 2019”.', max_length=255, verbose_name='about the dates')),
                        ('source_url', models.URLField(blank=True, max_length=500, verbose_name='source')),
                    ],
                    options={
                        'ordering': ['product', 'kind', 'name'],
                        'indexes': [models.Index(fields=['normalised'], name='product_name_normalised')],
                        'constraints': [models.UniqueConstraint(fields=('product', 'normalised'), name='a_product_has_a_name_once', violation_error_message='The product has this name already.'), models.CheckConstraint(condition=models.Q(('normalised', ''), _negated=True), name='product_name_has_a_word'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_from__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='product_name_valid_to_after_from', violation_error_message='The name must end after it began.')],
                    },
                ),
                migrations.CreateModel(
                    name='ProductOwner',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='owners', to='suppliers.product')),
                        ('supplier', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='products_owned', to='suppliers.supplier')),
                        ('owner_name', models.CharField(help_text='As the source writes it: often a brand, not a legal entity.', max_length=255, verbose_name='owner’s name')),
                        ('is_present', models.BooleanField(default=False, verbose_name='present owner')),
                        ('valid_from', models.DateField(blank=True, help_text='Empty: not known.', null=True, verbose_name='owner from')),
                        ('valid_to', models.DateField(blank=True, help_text='The first day of the next owner; empty: not known.', null=True, verbose_name='owner until')),
                        ('date_note', models.CharField(blank=True, help_text='What is known of the dates where they are not known to the day, such as “by 2019”.', max_length=255, verbose_name='about the dates')),
                        ('source_url', models.URLField(blank=True, max_length=500, verbose_name='source')),
                    ],
                    options={
                        'ordering': ['product', models.OrderBy(models.F('valid_from'), nulls_first=True), 'id'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('is_present', True)), fields=('product',), name='a_product_has_one_present_owner', violation_error_message='A product has one present owner.'), models.UniqueConstraint(condition=models.Q(('valid_from__isnull', True), ('valid_to__isnull', True)), fields=('product', 'owner_name'), name='an_owner_without_dates_is_there_once', violation_error_message='This owner is there already.'), models.CheckConstraint(condition=models.Q(('owner_name', ''), _negated=True), name='product_owner_has_a_name'), models.CheckConstraint(condition=models.Q(('is_present', False), ('valid_to__isnull', True), _connector='OR'), name='present_owner_has_no_end', violation_error_message='The present owner has no end.'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_from__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='product_owner_valid_to_after_from', violation_error_message='The ownership must end after it began.'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('valid_from__isnull', False), ('valid_to__isnull', False), _connector='OR'), expressions=[('product', '='), (models.Func('valid_from', 'valid_to', function='daterange'), '&&')], name='a_product_has_one_owner_a_day', violation_error_message='Another owner has some of these days.')],
                    },
                ),
                migrations.CreateModel(
                    name='ProductTerm',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('term', models.CharField(help_text='As it is written most often.', max_length=120)),
                        ('normalised', models.CharField(editable=False, max_length=120, unique=True)),
                        ('contracts', models.PositiveIntegerField(help_text='In how many contracts it was found.')),
                        ('borough_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, help_text='The boroughs that have them.', size=None)),
                        ('examples', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=500), default=list, help_text='Some of their titles.', size=None)),
                        ('status', models.CharField(choices=[('offered', 'offered'), ('accepted', 'accepted'), ('dismissed', 'dismissed')], default='offered', max_length=10)),
                        ('product', models.ForeignKey(blank=True, help_text='What it was accepted as.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='terms', to='suppliers.product')),
                        ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('decided_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'ordering': ['term'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('normalised', ''), _negated=True), name='product_term_has_a_word'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('product__isnull', True), ('status', 'offered')), models.Q(('decided_at__isnull', False), ('product__isnull', True), ('status', 'dismissed')), models.Q(('decided_at__isnull', False), ('status', 'accepted')), _connector='OR'), name='product_term_decided_or_offered')],
                    },
                ),
                migrations.CreateModel(
                    name='SupplierIdentifierEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='suppliers.supplieridentifier')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('supplier', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='suppliers.supplier')),
                        ('scheme', models.CharField(max_length=20)),
                        ('value', models.CharField(max_length=60)),
                        ('source', models.CharField(max_length=255)),
                        ('first_seen', models.DateField(blank=True, help_text='Empty: not known.', null=True)),
                        ('valid_from', models.DateField(blank=True, help_text='Empty: not known.', null=True)),
                        ('valid_to', models.DateField(blank=True, help_text='The first day on which it no longer held. Empty: not known.', null=True)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='SupplierNameEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='suppliers.suppliername')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('supplier', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='suppliers.supplier')),
                        ('name', models.CharField(max_length=255)),
                        ('normalised', models.CharField(max_length=255)),
                        ('kind', models.CharField(choices=[('written', 'as written in a notice or register'), ('legal', 'registered name'), ('former', 'former name'), ('trading', 'trading name')], default='written', max_length=10)),
                        ('source', models.CharField(help_text='Where the name was seen.', max_length=255)),
                        ('reason', models.CharField(help_text='Why it was taken to be this supplier, in one sentence.', max_length=255)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='SupplierPair',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('left', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pairs_as_left', to='suppliers.supplier')),
                        ('right', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pairs_as_right', to='suppliers.supplier')),
                        ('score', models.FloatField(help_text='Likeness of the names, 0 to 1.')),
                        ('reason', models.CharField(help_text='The evidence, in a sentence.', max_length=500)),
                        ('found_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('decision', models.CharField(choices=[('undecided', 'undecided'), ('same', 'the same'), ('different', 'different'), ('group', 'same group')], default='undecided', max_length=10)),
                        ('decided_at', models.DateTimeField(blank=True, null=True)),
                        ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('merge', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='pair', to='suppliers.merge')),
                    ],
                    options={
                        'ordering': ['-score', 'id'],
                        'indexes': [models.Index(condition=models.Q(('decision', 'undecided')), fields=['-score', 'id'], name='pairs_undecided'), models.Index(fields=['-decided_at', 'id'], name='pairs_by_decision')],
                        'constraints': [models.UniqueConstraint(fields=('left', 'right'), name='a_pair_of_suppliers_once'), models.CheckConstraint(condition=models.Q(('left__lt', models.F('right'))), name='pair_left_before_right'), models.CheckConstraint(condition=models.Q(('score__gte', 0), ('score__lte', 1)), name='pair_score_from_0_to_1'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('decision', 'undecided')), models.Q(models.Q(('decision', 'undecided'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='pair_decided_at_some_time')],
                    },
                ),
                migrations.CreateModel(
                    name='Ownership',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ownerships', to='suppliers.supplier')),
                        ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ownerships_as_owner', to='suppliers.supplier')),
                        ('kind', models.CharField(choices=[('acquired', 'acquired by'), ('renamed', 'renamed to'), ('merged', 'merged into'), ('owned', 'owned by'), ('product_sold', 'sold a product to'), ('offer', 'offer made by')], max_length=15)),
                        ('valid_from', models.DateField(blank=True, help_text='The first day. Empty: not known.', null=True)),
                        ('valid_to', models.DateField(blank=True, help_text='The first day on which it no longer held. Empty: not known.', null=True)),
                        ('date_note', models.CharField(blank=True, help_text='What is known of the dates otherwise: “by 2019”.', max_length=255)),
                        ('source_url', models.URLField(blank=True, max_length=500, verbose_name='source')),
                        ('pair', models.ForeignKey(blank=True, editable=False, help_text='The decision in the review queue that said so.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='ownerships', to='suppliers.supplierpair')),
                    ],
                    options={
                        'ordering': ['supplier', 'valid_from', 'id'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('supplier', models.F('owner')), _negated=True), name='no_supplier_owns_itself'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_from__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='ownership_valid_to_after_from'), models.CheckConstraint(condition=models.Q(models.Q(('source_url', ''), _negated=True), ('pair__isnull', False), _connector='OR'), name='ownership_has_a_source', violation_error_message='Give the address of the page that says so.'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('kind__in', ('acquired', 'renamed', 'merged', 'owned')), models.Q(('valid_from__isnull', False), ('valid_to__isnull', False), _connector='OR')), expressions=[('supplier', '='), (models.Func(models.F('valid_from'), models.F('valid_to'), models.Value('[)'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='one_owner_at_a_time', violation_error_message='The supplier has another owner on some of these days.'), models.UniqueConstraint(condition=models.Q(('kind__in', ('acquired', 'renamed', 'merged', 'owned')), ('valid_from__isnull', True), ('valid_to__isnull', True)), fields=('supplier',), name='one_owner_without_dates', violation_error_message='The supplier has an owner without dates already: give either dates.'), models.UniqueConstraint(fields=('supplier', 'owner', 'kind', 'valid_from'), name='an_ownership_once', nulls_distinct=False)],
                    },
                ),
                migrations.CreateModel(
                    name='ProductNameEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='suppliers.productname')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('product', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='suppliers.product')),
                        ('name', models.CharField(max_length=120)),
                        ('normalised', models.CharField(editable=False, max_length=120)),
                        ('kind', models.CharField(choices=[('name', 'name'), ('alias', 'other name'), ('former', 'former name')], default='name', max_length=10)),
                        ('is_generic', models.BooleanField(default=False, help_text='Too general to say by itself which product is meant: it counts beside its supplier only.', verbose_name='too general')),
                        ('is_word', models.BooleanField(default=False, help_text='Such as Mosaic: it counts beside its supplier, or in words about software.', verbose_name='also an ordinary word')),
                        ('valid_from', models.DateField(blank=True, help_text='The first day on which it was called so; empty: not known.', null=True, verbose_name='used from')),
                        ('valid_to', models.DateField(blank=True, help_text='The first day on which it was no longer called so; empty: still, or not known.', null=True, verbose_name='used until')),
                        ('date_note', models.CharField(blank=True, help_text='What is known of the dates where they are not known to the day, such as “by 2019”.', max_length=255, verbose_name='about the dates')),
                        ('source_url', models.URLField(blank=True, max_length=500, verbose_name='source')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='ProductOwnerEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='suppliers.productowner')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('product', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='suppliers.product')),
                        ('supplier', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='suppliers.supplier')),
                        ('owner_name', models.CharField(help_text='As the source writes it: often a brand, not a legal entity.', max_length=255, verbose_name='owner’s name')),
                        ('is_present', models.BooleanField(default=False, verbose_name='present owner')),
                        ('valid_from', models.DateField(blank=True, help_text='Empty: not known.', null=True, verbose_name='owner from')),
                        ('valid_to', models.DateField(blank=True, help_text='The first day of the next owner; empty: not known.', null=True, verbose_name='owner until')),
                        ('date_note', models.CharField(blank=True, help_text='What is known of the dates where they are not known to the day, such as “by 2019”.', max_length=255, verbose_name='about the dates')),
                        ('source_url', models.URLField(blank=True, max_length=500, verbose_name='source')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
            ]
        ),
    ]
