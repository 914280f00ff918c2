import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from boroughs.together import Together


class Migration(migrations.Migration):

    dependencies = [
        ('contracts', '0002_tables_2'),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name='ContractKeyEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contracts.contractkey')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('contract', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contract')),
                        ('scheme', models.CharField(max_length=20)),
                        ('value', models.CharField(max_length=600)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='ContractLinkEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contracts.contractlink')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('contract', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contract')),
                        ('kind', models.CharField(choices=[('decision', 'decision report'), ('contract', 'signed contract'), ('specification', 'specification'), ('variation', 'variation or extension'), ('prices', 'pricing schedule'), ('other', 'another document')], max_length=15)),
                        ('label', models.CharField(help_text='What readers click on.', max_length=120)),
                        ('url', models.URLField(max_length=500, verbose_name='address')),
                        ('is_public', models.BooleanField(default=False, verbose_name='may be seen by anybody')),
                        ('added_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('added_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='ContractPair',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('left', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='pairs_as_left', to='contracts.contract')),
                        ('right', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='pairs_as_right', to='contracts.contract')),
                        ('score', models.FloatField(help_text='How sure, 0 to 1.')),
                        ('reason', models.CharField(help_text='The evidence, in a sentence.', max_length=500)),
                        ('found_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('decision', models.CharField(choices=[('undecided', 'undecided'), ('same', 'the same'), ('different', 'different')], default='undecided', max_length=10)),
                        ('decided_at', models.DateTimeField(blank=True, null=True)),
                        ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('joining', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='pair', to='contracts.joining')),
                    ],
                    options={
                        'ordering': ['-score', 'id'],
                        'constraints': [models.UniqueConstraint(fields=('left', 'right'), name='a_pair_of_contracts_once'), models.CheckConstraint(condition=models.Q(('left__lt', models.F('right'))), name='contract_pair_left_before_right'), models.CheckConstraint(condition=models.Q(('score__gte', 0), ('score__lte', 1)), name='contract_pair_score_from_0_to_1'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('decision', 'undecided')), models.Q(models.Q(('decision', 'undecided'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='contract_pair_decided_at_some_time')],
                    },
                ),
                migrations.CreateModel(
                    name='ContractSupplierEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contracts.contractsupplier')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('contract', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contract')),
                        ('supplier', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='suppliers.supplier')),
                        ('name_as_written', models.CharField(max_length=255)),
                        ('reason', models.CharField(help_text='Why this name was taken to be this supplier (R10).', max_length=255)),
                        ('is_sme', models.BooleanField(blank=True, help_text="What the contract's source says of its size at the time. Empty: not known.", null=True, verbose_name='small or medium-sized')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='ExtensionOptionEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contracts.extensionoption')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('contract', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contract')),
                        ('number', models.PositiveSmallIntegerField(help_text='1 is the first that can be used.')),
                        ('months', models.PositiveSmallIntegerField()),
                        ('notice_days', models.PositiveSmallIntegerField(blank=True, help_text='Calendar days before the end by which it must be used; empty: not known.', null=True)),
                        ('used_on', models.DateField(blank=True, null=True)),
                        ('end_before', models.DateField(blank=True, editable=False, help_text='The contract’s end date before it was used.', null=True)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='JoiningEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contracts.joining')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('kept', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contract')),
                        ('gone', models.BigIntegerField(help_text='The id of the contract that was found to be the kept one.')),
                        ('title', models.CharField(help_text='What the gone one was called.', max_length=500)),
                        ('gone_row', models.JSONField(help_text='All its columns.')),
                        ('held_before', models.JSONField(default=dict, help_text='The kept one’s columns that were written over.')),
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
                    name='JoiningMove',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('joining', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moves', to='contracts.joining')),
                        ('model', models.CharField(help_text='As contracts.ContractKey.', max_length=100)),
                        ('column', models.CharField(help_text='The column that led to the gone contract.', max_length=63)),
                        ('row', models.BigIntegerField(help_text='The row’s primary key.')),
                        ('before', models.JSONField(default=dict, help_text='All its columns, where it was set aside.')),
                        ('set_aside', models.BooleanField(default=False)),
                    ],
                    options={
                        'ordering': ['id'],
                    },
                ),
                migrations.CreateModel(
                    name='ReplacementEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contracts.replacement')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('successor', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contract')),
                        ('predecessor', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contract')),
                        ('said_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('said_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Suggestion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('contract', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='suggestions', to='contracts.contract')),
                        ('field', models.CharField(help_text='The field of the contract, as in its provenance.', max_length=30)),
                        ('held', models.JSONField(help_text='What an officer had said.', null=True)),
                        ('offered', models.JSONField(help_text='What the source says.')),
                        ('source', models.CharField(choices=[('officer', 'an officer'), ('upload', 'an uploaded register'), ('notice', 'a public notice'), ('fact', 'a public page, by hand'), ('rules', 'worked out by the hub'), ('demonstration', 'demonstration data')], max_length=15)),
                        ('said_on', models.DateField(help_text='The day on which the source spoke.')),
                        ('record', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='suggestions', to='contracts.sourcerecord')),
                        ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('state', models.CharField(choices=[('open', 'waits for an answer'), ('accepted', 'accepted'), ('declined', 'declined'), ('superseded', 'superseded')], default='open', max_length=10)),
                        ('answered_at', models.DateTimeField(blank=True, null=True)),
                        ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['contract', 'field', '-id'],
                        'indexes': [models.Index(condition=models.Q(('state', 'open')), fields=['contract'], name='suggestions_open')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('contract', 'field'), name='one_open_suggestion_a_field'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('answered_by__isnull', True), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='suggestion_answered_at_some_time')],
                    },
                ),
                migrations.CreateModel(
                    name='ContractPairEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contracts.contractpair')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('left', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contract')),
                        ('right', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contract')),
                        ('score', models.FloatField(help_text='How sure, 0 to 1.')),
                        ('reason', models.CharField(help_text='The evidence, in a sentence.', max_length=500)),
                        ('found_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('decision', models.CharField(choices=[('undecided', 'undecided'), ('same', 'the same'), ('different', 'different')], default='undecided', max_length=10)),
                        ('decided_at', models.DateTimeField(blank=True, null=True)),
                        ('decided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('joining', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.joining')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='SuggestionEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contracts.suggestion')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('contract', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contract')),
                        ('field', models.CharField(help_text='The field of the contract, as in its provenance.', max_length=30)),
                        ('held', models.JSONField(help_text='What an officer had said.', null=True)),
                        ('offered', models.JSONField(help_text='What the source says.')),
                        ('source', models.CharField(choices=[('officer', 'an officer'), ('upload', 'an uploaded register'), ('notice', 'a public notice'), ('fact', 'a public page, by hand'), ('rules', 'worked out by the hub'), ('demonstration', 'demonstration data')], max_length=15)),
                        ('said_on', models.DateField(help_text='The day on which the source spoke.')),
                        ('record', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.sourcerecord')),
                        ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('state', models.CharField(choices=[('open', 'waits for an answer'), ('accepted', 'accepted'), ('declined', 'declined'), ('superseded', 'superseded')], default='open', max_length=10)),
                        ('answered_at', models.DateTimeField(blank=True, null=True)),
                        ('answered_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
            ]
        ),
        Together(
            [
                migrations.AddField(
                    model_name='ContractBorough',
                    name='contract',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='borough_links', to='contracts.contract'),
                ),
                migrations.AddField(
                    model_name='Contract',
                    name='suppliers',
                    field=models.ManyToManyField(related_name='contracts', through='contracts.ContractSupplier', to='suppliers.supplier'),
                ),
            ]
        ),
        Together(
            [
                migrations.AddIndex(
                    model_name='ContractBorough',
                    index=models.Index(fields=['borough', 'contract'], name='contracts_of_borough'),
                ),
                migrations.AddConstraint(
                    model_name='ContractBorough',
                    constraint=models.UniqueConstraint(fields=('contract', 'borough'), name='a_borough_is_in_a_contract_once'),
                ),
                migrations.AddConstraint(
                    model_name='ContractBorough',
                    constraint=models.UniqueConstraint(condition=models.Q(('is_lead', True)), fields=('contract',), name='one_borough_leads_a_contract'),
                ),
            ]
        ),
    ]
