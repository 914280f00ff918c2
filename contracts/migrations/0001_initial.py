import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import contracts.models.uploads

from boroughs.together import Together


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('boroughs', '0003_history_triggers'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('suppliers', '0003_history_triggers'),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name='Feed',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('source', models.CharField(choices=[('contracts_finder', 'Contracts Finder'), ('find_a_tender', 'Find a Tender')], max_length=20, unique=True)),
                        ('read_to', models.DateTimeField(blank=True, help_text='Everything that the service dates before this has been read.', null=True)),
                        ('last_read', models.DateTimeField(blank=True, help_text='When the hub last read everything that there was.', null=True)),
                        ('since', models.DateTimeField(blank=True, help_text='The time being read begins here.', null=True)),
                        ('until', models.DateTimeField(blank=True, help_text='The time being read ends here.', null=True)),
                        ('next_page', models.TextField(blank=True, help_text='Where reading goes on; empty: at the first page.')),
                        ('flags_due', models.BooleanField(default=False, help_text='Contracts were written and flags have not been looked for since.')),
                        ('last_failure', models.CharField(blank=True, max_length=500)),
                        ('last_failed', models.DateTimeField(blank=True, null=True)),
                        ('wait_until', models.DateTimeField(blank=True, help_text='The service asked not to be asked again before this.', null=True)),
                    ],
                    options={
                        'ordering': ['source'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('next_page', ''), ('since', None), ('until', None)), models.Q(('since__isnull', False), ('since__lt', models.F('until')), ('until__isnull', False)), _connector='OR'), name='a_feed_reads_a_whole_window')],
                    },
                ),
                migrations.CreateModel(
                    name='FreshnessDay',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('borough', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='freshness_days', to='boroughs.borough')),
                        ('day', models.DateField()),
                        ('contracts', models.PositiveIntegerField(verbose_name='live contracts')),
                        ('fresh', models.PositiveIntegerField()),
                        ('stale', models.PositiveIntegerField()),
                    ],
                    options={
                        'ordering': ['borough', 'day'],
                        'constraints': [models.UniqueConstraint(fields=('borough', 'day'), name='a_borough_has_a_day_once'), models.CheckConstraint(condition=models.Q(('contracts__gte', django.db.models.expressions.CombinedExpression(models.F('fresh'), '+', models.F('stale')))), name='no_more_fresh_and_stale_than_there_are')],
                    },
                ),
                migrations.CreateModel(
                    name='Import',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('notices', 'notices (OCDS)'), ('register', "a borough's register"), ('facts', 'facts from public pages'), ('demonstration', 'demonstration data')], max_length=15)),
                        ('label', models.CharField(help_text='The file or address it came from.', max_length=500)),
                        ('borough', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='imports', to='boroughs.borough')),
                        ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='imports', to=settings.AUTH_USER_MODEL)),
                        ('state', models.CharField(choices=[('running', 'running'), ('finished', 'finished'), ('failed', 'finished, some of it unreadable')], default='running', max_length=10)),
                        ('counts', models.JSONField(blank=True, default=dict, help_text='What was found, by outcome.')),
                        ('started', models.DateTimeField(auto_now_add=True)),
                        ('finished', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'ordering': ['-started', '-id'],
                    },
                ),
                migrations.CreateModel(
                    name='LandscapeChange',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField()),
                    ],
                    options={
                        'ordering': ['pk'],
                    },
                ),
                migrations.CreateModel(
                    name='LandscapeSheet',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('area', models.ForeignKey(blank=True, help_text='Empty: all London.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='boroughs.servicearea')),
                        ('only_technology', models.BooleanField(default=False, help_text='Of all London: service areas of technology, whole or in part, alone.')),
                        ('is_demonstration', models.BooleanField()),
                        ('day', models.DateField(help_text='The day as of which contracts are live, ending or stale.')),
                        ('changed', models.DateTimeField(auto_now=True)),
                        ('figures', models.JSONField()),
                    ],
                    options={
                        'ordering': ['is_demonstration', 'area__code', 'only_technology'],
                        'constraints': [models.UniqueConstraint(fields=('area', 'only_technology', 'is_demonstration'), name='one_sheet_an_area', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('area__isnull', True), ('only_technology', False), _connector='OR'), name='only_london_has_a_sheet_of_technology')],
                    },
                ),
                migrations.CreateModel(
                    name='MailboxQuestion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('borough', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='boroughs.borough')),
                        ('address', models.EmailField(max_length=254)),
                        ('on', models.DateField()),
                        ('contract_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                    ],
                    options={
                        'ordering': ['-on', '-pk'],
                        'constraints': [models.UniqueConstraint(fields=('borough', 'on'), name='a_mailbox_is_asked_once_a_day')],
                    },
                ),
                migrations.CreateModel(
                    name='Nudge',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('borough', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='nudges', to='boroughs.borough')),
                        ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('on', models.DateField()),
                        ('at', models.DateTimeField(auto_now_add=True)),
                        ('mailbox', models.EmailField(blank=True, max_length=254)),
                        ('told', models.PositiveSmallIntegerField(default=0)),
                        ('stale', models.PositiveIntegerField(help_text='Live contracts that were stale on that day.')),
                    ],
                    options={
                        'ordering': ['-on', '-pk'],
                        'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('borough', '='), (models.Func(models.F('on'), output_field=django.contrib.postgres.fields.ranges.DateRangeField(), template='daterange(%(expressions)s, %(expressions)s + 28)'), '&&')], name='a_borough_is_nudged_once_in_28_days')],
                    },
                ),
                migrations.CreateModel(
                    name='PaymentPayee',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('borough', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payees', to='boroughs.borough')),
                        ('name', models.CharField(help_text='As first written.', max_length=255)),
                        ('normalised', models.CharField(max_length=255)),
                        ('number', models.CharField(blank=True, help_text="The borough's own number of it.", max_length=60)),
                        ('company_number', models.CharField(blank=True, max_length=8)),
                        ('supplier', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='payees', to='suppliers.supplier')),
                        ('reason', models.CharField(blank=True, help_text='Why it was taken to be this supplier.', max_length=255)),
                        ('settled', models.BooleanField(default=False, help_text='A person has said whose it is; the machine leaves it alone.')),
                    ],
                    options={
                        'ordering': ['name'],
                        'constraints': [models.UniqueConstraint(fields=('borough', 'normalised'), name='a_payee_of_a_borough_once')],
                    },
                ),
                migrations.CreateModel(
                    name='PaymentSource',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('borough', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='payment_sources', to='boroughs.borough')),
                        ('series', models.CharField(choices=[('spend', 'Payments to suppliers'), ('cards', 'Purchase cards')], default='spend', max_length=10)),
                        ('address', models.CharField(help_text='Of a CSV or XLSX file, at a host that the settings allow. {YYYY}, {MM}, {Month} and {Mon} stand for the year and month of a file; the last three months are then asked for.', max_length=500)),
                        ('licence', models.CharField(blank=True, help_text='As the borough states it.', max_length=120)),
                        ('active', models.BooleanField(default=True, help_text='Fetch it each week.')),
                        ('etag', models.JSONField(blank=True, default=dict, editable=False)),
                        ('last_modified', models.JSONField(blank=True, default=dict, editable=False)),
                        ('asked_at', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('read_at', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('failure', models.CharField(blank=True, editable=False, max_length=500)),
                        ('failed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ],
                    options={
                        'ordering': ['borough__name', 'series', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('borough', 'address'), name='an_address_is_fetched_once')],
                    },
                ),
                migrations.CreateModel(
                    name='PrivatePayee',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('borough', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='private_payees', to='boroughs.borough')),
                        ('digest', models.CharField(max_length=64)),
                        ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('at', models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        'ordering': ['pk'],
                        'constraints': [models.UniqueConstraint(fields=('borough', 'digest'), name='a_person_is_found_once')],
                    },
                ),
                migrations.CreateModel(
                    name='QuietMailbox',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('address', models.EmailField(max_length=254, unique=True)),
                        ('since', models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        'ordering': ['address'],
                    },
                ),
                migrations.CreateModel(
                    name='RegisterForm',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('borough', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='register_forms', to='boroughs.borough')),
                        ('signature', models.CharField(help_text='Tells one row of headings from another.', max_length=64)),
                        ('fields', models.JSONField(help_text='The field of each column, empty where it is not read.')),
                        ('changed', models.DateTimeField(auto_now=True)),
                    ],
                    options={
                        'ordering': ['borough', '-changed'],
                        'constraints': [models.UniqueConstraint(fields=('borough', 'signature'), name='a_register_form_is_kept_once')],
                    },
                ),
                migrations.CreateModel(
                    name='SavedView',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_views', to=settings.AUTH_USER_MODEL)),
                        ('name', models.CharField(max_length=80)),
                        ('question', models.JSONField(blank=True, default=dict)),
                        ('things', models.JSONField(blank=True, default=dict)),
                        ('is_shared', models.BooleanField(default=False)),
                        ('created', models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        'ordering': [django.db.models.functions.text.Lower('name'), 'id'],
                        'constraints': [models.UniqueConstraint(models.F('person'), django.db.models.functions.text.Lower('name'), name='a_person_names_a_view_once'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='a_saved_view_has_a_name')],
                    },
                ),
                migrations.CreateModel(
                    name='FeedEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contracts.feed')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('source', models.CharField(choices=[('contracts_finder', 'Contracts Finder'), ('find_a_tender', 'Find a Tender')], max_length=20)),
                        ('read_to', models.DateTimeField(blank=True, help_text='Everything that the service dates before this has been read.', null=True)),
                        ('last_read', models.DateTimeField(blank=True, help_text='When the hub last read everything that there was.', null=True)),
                        ('since', models.DateTimeField(blank=True, help_text='The time being read begins here.', null=True)),
                        ('until', models.DateTimeField(blank=True, help_text='The time being read ends here.', null=True)),
                        ('next_page', models.TextField(blank=True, help_text='Where reading goes on; empty: at the first page.')),
                        ('flags_due', models.BooleanField(default=False, help_text='Contracts were written and flags have not been looked for since.')),
                        ('last_failure', models.CharField(blank=True, max_length=500)),
                        ('last_failed', models.DateTimeField(blank=True, null=True)),
                        ('wait_until', models.DateTimeField(blank=True, help_text='The service asked not to be asked again before this.', null=True)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='ImportEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contracts.import')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('kind', models.CharField(choices=[('notices', 'notices (OCDS)'), ('register', "a borough's register"), ('facts', 'facts from public pages'), ('demonstration', 'demonstration data')], max_length=15)),
                        ('label', models.CharField(help_text='The file or address it came from.', max_length=500)),
                        ('borough', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='boroughs.borough')),
                        ('by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('state', models.CharField(choices=[('running', 'running'), ('finished', 'finished'), ('failed', 'finished, some of it unreadable')], default='running', max_length=10)),
                        ('counts', models.JSONField(blank=True, default=dict, help_text='What was found, by outcome.')),
                        ('started', models.DateTimeField(auto_now_add=True)),
                        ('finished', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='PaymentFile',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('borough', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payment_files', to='boroughs.borough')),
                        ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='files', to='contracts.paymentsource')),
                        ('series', models.CharField(choices=[('spend', 'payments to suppliers'), ('cards', 'purchase cards'), ('demo', 'demonstration payments')], default='spend', max_length=10)),
                        ('label', models.CharField(help_text="The file's name.", max_length=255)),
                        ('address', models.CharField(blank=True, help_text='Where it is published.', max_length=500)),
                        ('licence', models.CharField(blank=True, max_length=120)),
                        ('digest', models.CharField(help_text='SHA-256 of the file.', max_length=64)),
                        ('vat', models.CharField(blank=True, choices=[('', 'not known'), ('excluding', 'excluding VAT'), ('including', 'including VAT')], default='', max_length=10, verbose_name='VAT')),
                        ('state', models.CharField(choices=[('read', 'read, not taken yet'), ('waiting', 'waiting to be taken'), ('taken', 'taken'), ('failed', 'could not be taken'), ('undone', 'undone')], default='read', max_length=10)),
                        ('on_top', models.BooleanField(default=False, help_text='Its payments come on top of others of its months, and replace none.')),
                        ('is_demonstration', models.BooleanField(default=False, help_text='Fictional payments.')),
                        ('counts', models.JSONField(blank=True, default=dict, help_text='Its rows, by what became of them.')),
                        ('draft', models.JSONField(blank=True, editable=False, null=True)),
                        ('failure', models.CharField(blank=True, max_length=500)),
                        ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='payment_files', to=settings.AUTH_USER_MODEL)),
                        ('made_at', models.DateTimeField(auto_now_add=True)),
                        ('taken_at', models.DateTimeField(blank=True, null=True)),
                        ('undone_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'ordering': ['-made_at', '-pk'],
                        'indexes': [models.Index(fields=['borough', '-made_at'], name='payment_files_of_borough')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['waiting', 'taken'])), fields=('borough', 'series', 'digest'), name='a_spend_file_is_taken_once'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'taken'), _negated=True), ('taken_at__isnull', False), _connector='OR'), name='a_taken_file_says_when')],
                    },
                ),
                migrations.CreateModel(
                    name='PaymentPayeeEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contracts.paymentpayee')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('borough', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='boroughs.borough')),
                        ('name', models.CharField(help_text='As first written.', max_length=255)),
                        ('normalised', models.CharField(max_length=255)),
                        ('company_number', models.CharField(blank=True, max_length=8)),
                        ('supplier', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='suppliers.supplier')),
                        ('reason', models.CharField(blank=True, help_text='Why it was taken to be this supplier.', max_length=255)),
                        ('settled', models.BooleanField(default=False, help_text='A person has said whose it is; the machine leaves it alone.')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='PaymentSourceEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contracts.paymentsource')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('borough', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='boroughs.borough')),
                        ('series', models.CharField(choices=[('spend', 'Payments to suppliers'), ('cards', 'Purchase cards')], default='spend', max_length=10)),
                        ('address', models.CharField(help_text='Of a CSV or XLSX file, at a host that the settings allow. {YYYY}, {MM}, {Month} and {Mon} stand for the year and month of a file; the last three months are then asked for.', max_length=500)),
                        ('licence', models.CharField(blank=True, help_text='As the borough states it.', max_length=120)),
                        ('active', models.BooleanField(default=True, help_text='Fetch it each week.')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='PrivatePayeeEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contracts.privatepayee')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('borough', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='boroughs.borough')),
                        ('digest', models.CharField(max_length=64)),
                        ('by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('at', models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='QuietMailboxEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contracts.quietmailbox')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('address', models.EmailField(max_length=254)),
                        ('since', models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='RegisterFormEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contracts.registerform')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('borough', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='boroughs.borough')),
                        ('signature', models.CharField(help_text='Tells one row of headings from another.', max_length=64)),
                        ('fields', models.JSONField(help_text='The field of each column, empty where it is not read.')),
                        ('changed', models.DateTimeField(auto_now=True)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Upload',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('borough', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uploads', to='boroughs.borough')),
                        ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='uploads', to=settings.AUTH_USER_MODEL)),
                        ('name', models.CharField(help_text='What the file is called.', max_length=255)),
                        ('kind', models.CharField(max_length=10)),
                        ('size', models.PositiveBigIntegerField(help_text='Bytes.')),
                        ('digest', models.CharField(help_text='SHA-256 of the file.', max_length=64)),
                        ('file', models.FileField(blank=True, help_text='Empty: no longer kept.', storage=contracts.models.uploads.private_storage, upload_to=contracts.models.uploads.stored_as)),
                        ('state', models.CharField(choices=[('choosing', 'columns to be confirmed'), ('reading', 'being read'), ('checking', 'being checked'), ('checked', 'ready to be imported'), ('applying', 'being imported'), ('applied', 'imported'), ('undoing', 'being undone'), ('undone', 'undone'), ('failed', 'could not be read'), ('laid_aside', 'laid aside')], default='choosing', max_length=10)),
                        ('sheets', models.JSONField(blank=True, default=list)),
                        ('layouts', models.JSONField(blank=True, default=list)),
                        ('counts', models.JSONField(blank=True, default=dict)),
                        ('done', models.PositiveIntegerField(default=0)),
                        ('total', models.PositiveIntegerField(default=0)),
                        ('problem', models.CharField(blank=True, max_length=500)),
                        ('on', models.DateField(blank=True, help_text='The day whose word the rows are.', null=True)),
                        ('run', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='upload', to='contracts.import')),
                        ('created', models.DateTimeField(auto_now_add=True)),
                        ('changed', models.DateTimeField(auto_now=True)),
                    ],
                    options={
                        'ordering': ['-created', '-id'],
                        'indexes': [models.Index(fields=['borough', '-created'], name='uploads_of_borough')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['applying', 'applied', 'undoing', 'undone']), _negated=True), ('on__isnull', False), _connector='OR'), name='an_import_of_an_upload_has_a_day')],
                    },
                ),
            ]
        ),
    ]
