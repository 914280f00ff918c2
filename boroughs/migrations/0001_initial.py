import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.operations
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from boroughs.together import Together


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        django.contrib.postgres.operations.TrigramExtension(
        ),
        django.contrib.postgres.operations.BtreeGistExtension(
        ),
        django.contrib.postgres.operations.UnaccentExtension(
        ),
        Together(
            [
                migrations.CreateModel(
                    name='Borough',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('gss', models.CharField(max_length=9, unique=True, verbose_name='GSS code')),
                        ('register_code', models.CharField(help_text="The three letters of the local authorities' register.", max_length=3, unique=True)),
                        ('name', models.CharField(max_length=60, unique=True)),
                        ('official_name', models.CharField(max_length=120)),
                        ('short_name', models.CharField(help_text='Fits a square of the tile map.', max_length=20)),
                        ('slug', models.SlugField(unique=True)),
                        ('homepage', models.URLField()),
                        ('tile_row', models.PositiveSmallIntegerField()),
                        ('tile_column', models.PositiveSmallIntegerField()),
                        ('population', models.PositiveIntegerField(blank=True, null=True)),
                        ('population_source', models.CharField(blank=True, max_length=120)),
                        ('role_mailbox', models.EmailField(blank=True, help_text="The borough's shared mailbox for contracts: what nobody looks after passes to it.", max_length=254)),
                        ('area_km2', models.DecimalField(blank=True, decimal_places=1, max_digits=6, null=True, verbose_name='area (km²)')),
                    ],
                    options={
                        'ordering': ['name'],
                        'constraints': [models.UniqueConstraint(fields=('tile_row', 'tile_column'), name='one_borough_a_tile'), models.CheckConstraint(condition=models.Q(('gss__regex', '^E09\\d{6}$')), name='london_gss_code')],
                    },
                ),
                migrations.CreateModel(
                    name='Person',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('password', models.CharField(max_length=128, verbose_name='password')),
                        ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                        ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                        ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail address')),
                        ('name', models.CharField(blank=True, max_length=120)),
                        ('borough', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='officers', to='boroughs.borough')),
                        ('borough_roles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('contract_manager', 'contract manager'), ('publisher', 'publisher'), ('administrator', 'borough administrator')], max_length=20), blank=True, default=list, help_text='What an officer is besides: contract manager, publisher, borough administrator.', size=None)),
                        ('organisation', models.CharField(blank=True, help_text='Whom somebody who is no officer works for, in their words.', max_length=160)),
                        ('is_suppliers_person', models.BooleanField(default=False, verbose_name="supplier's person")),
                        ('is_facilitator', models.BooleanField(default=False, verbose_name='LOTI facilitator')),
                        ('is_staff', models.BooleanField(default=False, verbose_name='LOTI staff')),
                        ('is_active', models.BooleanField(default=True, verbose_name='may sign in')),
                        ('date_joined', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('left_on', models.DateField(blank=True, editable=False, null=True)),
                        ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                        ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                    ],
                    options={
                        'verbose_name_plural': 'people',
                        'ordering': ['email'],
                        'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='one_person_an_address'), models.CheckConstraint(condition=models.Q(('borough__isnull', False), ('borough_roles', []), _connector='OR'), name='borough_roles_need_a_borough'), models.CheckConstraint(condition=models.Q(('borough__isnull', True), ('is_suppliers_person', False), _connector='OR'), name='an_officer_is_no_suppliers_person')],
                    },
                ),
                migrations.CreateModel(
                    name='BoroughDomain',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('borough', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='domains', to='boroughs.borough')),
                        ('domain', models.CharField(help_text='What follows the @, in lower case.', max_length=253)),
                    ],
                    options={
                        'ordering': ['domain'],
                        'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('domain'), name='a_domain_belongs_to_one_borough'), models.CheckConstraint(condition=models.Q(('domain', django.db.models.functions.text.Lower('domain'))), name='domain_in_lower_case')],
                    },
                ),
                migrations.CreateModel(
                    name='BoroughEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='boroughs.borough')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('gss', models.CharField(max_length=9, verbose_name='GSS code')),
                        ('register_code', models.CharField(help_text="The three letters of the local authorities' register.", max_length=3)),
                        ('name', models.CharField(max_length=60)),
                        ('official_name', models.CharField(max_length=120)),
                        ('short_name', models.CharField(help_text='Fits a square of the tile map.', max_length=20)),
                        ('slug', models.SlugField(db_index=False)),
                        ('homepage', models.URLField()),
                        ('tile_row', models.PositiveSmallIntegerField()),
                        ('tile_column', models.PositiveSmallIntegerField()),
                        ('population', models.PositiveIntegerField(blank=True, null=True)),
                        ('population_source', models.CharField(blank=True, max_length=120)),
                        ('role_mailbox', models.EmailField(blank=True, help_text="The borough's shared mailbox for contracts: what nobody looks after passes to it.", max_length=254)),
                        ('area_km2', models.DecimalField(blank=True, decimal_places=1, max_digits=6, null=True, verbose_name='area (km²)')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='BoroughIdentifier',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('borough', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='identifiers', to='boroughs.borough')),
                        ('scheme', models.CharField(max_length=40)),
                        ('value', models.CharField(max_length=120)),
                    ],
                    options={
                        'ordering': ['scheme', 'value'],
                        'constraints': [models.UniqueConstraint(fields=('scheme', 'value'), name='an_identifier_names_one_borough')],
                    },
                ),
                migrations.CreateModel(
                    name='BuyerName',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=255)),
                        ('normalised', models.CharField(help_text='Lower case, without punctuation.', max_length=255, unique=True)),
                        ('kind', models.CharField(choices=[('council', 'the borough itself'), ('department', 'a department or service of the borough'), ('joint', 'several boroughs together'), ('related_body', 'a body of its own near the borough'), ('not_a_borough', 'not a London borough')], max_length=20)),
                        ('borough_codes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=9), blank=True, default=list, help_text='GSS codes of the boroughs it stands for, the lead borough first.', size=None)),
                        ('note', models.CharField(blank=True, max_length=255)),
                    ],
                    options={
                        'ordering': ['name'],
                    },
                ),
                migrations.CreateModel(
                    name='CpvCode',
                    fields=[
                        ('code', models.CharField(max_length=8, primary_key=True, serialize=False)),
                        ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='boroughs.cpvcode')),
                        ('description', models.CharField(max_length=255)),
                    ],
                    options={
                        'verbose_name': 'CPV code',
                        'ordering': ['code'],
                    },
                ),
                migrations.CreateModel(
                    name='Event',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(max_length=40)),
                        ('key', models.CharField(max_length=200, unique=True)),
                        ('content_type', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contenttypes.contenttype')),
                        ('object_id', models.BigIntegerField(blank=True, null=True)),
                        ('data', models.JSONField(blank=True, default=dict)),
                        ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('happened_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('told_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'ordering': ['-happened_at'],
                        'indexes': [models.Index(condition=models.Q(('told_at__isnull', True)), fields=['happened_at'], name='events_to_tell')],
                    },
                ),
                migrations.CreateModel(
                    name='Follow',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follows', to=settings.AUTH_USER_MODEL)),
                        ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contenttypes.contenttype')),
                        ('object_id', models.BigIntegerField()),
                        ('since', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ],
                    options={
                        'ordering': ['-since'],
                        'indexes': [models.Index(fields=['content_type', 'object_id'], name='followers_of_a_thing')],
                        'constraints': [models.UniqueConstraint(fields=('person', 'content_type', 'object_id'), name='nobody_follows_a_thing_twice')],
                    },
                ),
                migrations.CreateModel(
                    name='Gate',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('borough', models.ForeignKey(blank=True, help_text='Empty: the default profile, used and marked as assumed where a borough has recorded none.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='gates', to='boroughs.borough')),
                        ('body', models.CharField(help_text='Who decides: procurement board, cabinet …', max_length=120)),
                        ('before_stage', models.CharField(choices=[('specification', 'Specification'), ('market_engagement', 'Preliminary market engagement'), ('publication', 'Publication'), ('tender_period', 'Tender period'), ('evaluation', 'Evaluation'), ('award_decision', 'Award decision'), ('standstill', 'Standstill'), ('signature', 'Contract signature'), ('mobilisation', 'Mobilisation')], max_length=20)),
                        ('position', models.PositiveSmallIntegerField(default=1, help_text='Its place among the gates before the same stage; 1 comes first.')),
                        ('lead_days', models.PositiveSmallIntegerField(help_text='Calendar days from papers to decision.')),
                        ('key_decision', models.BooleanField(default=False, help_text='Must stand on the forward plan before it is taken.')),
                        ('forward_plan_days', models.PositiveSmallIntegerField(default=28, help_text='For a key decision: 28 by law (SI 2012/2089, regulation 9), more if a borough asks.', verbose_name='clear days on the forward plan')),
                        ('value_from', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                        ('value_to', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                        ('valid_from', models.DateField()),
                        ('valid_to', models.DateField(blank=True, null=True)),
                        ('source', models.CharField(max_length=255)),
                        ('source_url', models.URLField(blank=True)),
                    ],
                    options={
                        'ordering': ['borough', 'before_stage', 'position', 'value_from'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('value_to__isnull', True), ('value_from__isnull', True), ('value_to__gt', models.F('value_from')), _connector='OR'), name='gate_value_band_in_order'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='gate_valid_to_after_from')],
                    },
                ),
                migrations.CreateModel(
                    name='Invitation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('borough', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='boroughs.borough')),
                        ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                        ('borough_roles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('contract_manager', 'contract manager'), ('publisher', 'publisher'), ('administrator', 'borough administrator')], max_length=20), blank=True, default=list, size=None)),
                        ('invited_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('invited_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('expires_at', models.DateTimeField()),
                        ('accepted_at', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ],
                    options={
                        'ordering': ['-invited_at'],
                        'constraints': [models.UniqueConstraint(models.F('borough'), django.db.models.functions.text.Lower('email'), condition=models.Q(('accepted_at__isnull', True), ('withdrawn_at__isnull', True)), name='one_open_invitation_an_address')],
                    },
                ),
                migrations.CreateModel(
                    name='JoinRequest',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='join_requests', to=settings.AUTH_USER_MODEL)),
                        ('wish', models.CharField(choices=[('suppliers_person', 'I work for a supplier'), ('officer', 'I work for a borough, and my address is not at its domain'), ('facilitator', 'I facilitate for LOTI')], max_length=20)),
                        ('borough', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='join_requests', to='boroughs.borough')),
                        ('organisation', models.CharField(blank=True, max_length=160)),
                        ('message', models.TextField(blank=True, max_length=2000)),
                        ('state', models.CharField(choices=[('waiting', 'waiting'), ('approved', 'approved'), ('declined', 'declined')], default='waiting', max_length=10)),
                        ('asked_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('decided_at', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('reason', models.TextField(blank=True, help_text='Told to the person who asked.', max_length=1000)),
                    ],
                    options={
                        'ordering': ['asked_at'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('person',), name='one_waiting_request_a_person'), models.CheckConstraint(condition=models.Q(models.Q(('wish', 'officer'), _negated=True), ('borough__isnull', False), _connector='OR'), name='an_officer_asks_for_a_borough'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='a_decided_request_has_its_moment')],
                    },
                ),
                migrations.CreateModel(
                    name='Mail',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='mails', to=settings.AUTH_USER_MODEL)),
                        ('address', models.EmailField(max_length=254)),
                        ('kind', models.CharField(help_text="The kind of notification, or the digest's frequency.", max_length=40)),
                        ('message_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('subject', models.CharField(max_length=255)),
                        ('text', models.TextField()),
                        ('html', models.TextField(blank=True)),
                        ('headers', models.JSONField(blank=True, default=dict)),
                        ('state', models.CharField(choices=[('waiting', 'waiting'), ('sent', 'sent'), ('failed', 'given up'), ('bounced', 'bounced')], default='waiting', max_length=10)),
                        ('attempts', models.PositiveSmallIntegerField(default=0)),
                        ('due_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('sent_at', models.DateTimeField(blank=True, null=True)),
                        ('error', models.TextField(blank=True)),
                    ],
                    options={
                        'ordering': ['-made_at'],
                        'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['due_at'], name='mails_to_send'), models.Index(fields=['person', 'kind', '-made_at'], name='mails_of_a_person'), models.Index(condition=models.Q(('state__in', ['bounced', 'failed'])), fields=['address', '-made_at'], name='mails_not_delivered')],
                    },
                ),
                migrations.CreateModel(
                    name='Meeting',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('borough', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='meetings', to='boroughs.borough')),
                        ('body', models.CharField(max_length=120)),
                        ('on', models.DateField(verbose_name='date')),
                        ('source', models.CharField(blank=True, help_text='Where the date is from.', max_length=255)),
                    ],
                    options={
                        'ordering': ['borough', 'body', 'on'],
                        'constraints': [models.UniqueConstraint(models.F('borough'), django.db.models.functions.text.Lower('body'), models.F('on'), name='one_meeting_a_body_and_day')],
                    },
                ),
                migrations.CreateModel(
                    name='PeerMessage',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('sender', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='sent_messages', to=settings.AUTH_USER_MODEL)),
                        ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='received_messages', to=settings.AUTH_USER_MODEL)),
                        ('in_reply_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='replies', to='boroughs.peermessage')),
                        ('subject', models.CharField(max_length=160)),
                        ('text', models.TextField(max_length=4000)),
                        ('sent_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('read_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ],
                    options={
                        'ordering': ['-sent_at'],
                        'indexes': [models.Index(fields=['recipient', '-sent_at'], name='messages_of_a_recipient')],
                    },
                ),
                migrations.CreateModel(
                    name='PersonEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to=settings.AUTH_USER_MODEL)),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                        ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                        ('name', models.CharField(blank=True, max_length=120)),
                        ('borough', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='boroughs.borough')),
                        ('borough_roles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('contract_manager', 'contract manager'), ('publisher', 'publisher'), ('administrator', 'borough administrator')], max_length=20), blank=True, default=list, help_text='What an officer is besides: contract manager, publisher, borough administrator.', size=None)),
                        ('organisation', models.CharField(blank=True, help_text='Whom somebody who is no officer works for, in their words.', max_length=160)),
                        ('is_suppliers_person', models.BooleanField(default=False, verbose_name="supplier's person")),
                        ('is_facilitator', models.BooleanField(default=False, verbose_name='LOTI facilitator')),
                        ('is_staff', models.BooleanField(default=False, verbose_name='LOTI staff')),
                        ('is_active', models.BooleanField(default=True, verbose_name='may sign in')),
                        ('date_joined', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('left_on', models.DateField(blank=True, editable=False, null=True)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Preference',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='preferences', to=settings.AUTH_USER_MODEL)),
                        ('kind', models.CharField(max_length=40)),
                        ('frequency', models.CharField(choices=[('at_once', 'at once by e-mail'), ('daily', 'in a daily e-mail'), ('weekly', 'in a weekly e-mail'), ('hub_only', 'only in the hub'), ('off', 'not at all')], max_length=10)),
                    ],
                    options={
                        'ordering': ['person', 'kind'],
                        'constraints': [models.UniqueConstraint(fields=('person', 'kind'), name='one_preference_a_person_and_kind')],
                    },
                ),
                migrations.CreateModel(
                    name='ProcurementRoute',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.SlugField(unique=True)),
                        ('name', models.CharField(max_length=100)),
                        ('description', models.CharField(blank=True, max_length=255)),
                        ('is_default', models.BooleanField(default=False, help_text='Assumed where nobody has said how a contract will be replaced.')),
                    ],
                    options={
                        'ordering': ['name'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('is_default', True)), fields=('is_default',), name='one_default_route')],
                    },
                ),
                migrations.CreateModel(
                    name='ServiceArea',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(max_length=10, unique=True)),
                        ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='boroughs.servicearea')),
                        ('name', models.CharField(max_length=100)),
                        ('includes', models.CharField(blank=True, help_text='What belongs here, in a few words.', max_length=255)),
                        ('cpv_prefixes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=8), blank=True, default=list, help_text='First digits of CPV codes that hint at this area.', size=None)),
                        ('technology', models.CharField(choices=[('yes', 'technology'), ('part', 'partly technology'), ('no', 'not technology')], max_length=4)),
                        ('flagged', models.BooleanField(default=False, help_text='Whether contracts here whose windows meet are flagged (R4).', verbose_name='flags renewal windows')),
                    ],
                    options={
                        'ordering': ['code'],
                    },
                ),
                migrations.CreateModel(
                    name='Threshold',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.SlugField(help_text='The same for one rule through all its amounts.')),
                        ('name', models.CharField(max_length=160)),
                        ('amount', models.DecimalField(decimal_places=2, max_digits=14)),
                        ('includes_vat', models.BooleanField(default=True, verbose_name='including VAT')),
                        ('valid_from', models.DateField()),
                        ('valid_to', models.DateField(blank=True, help_text='The first day on which it no longer counts.', null=True)),
                        ('source', models.CharField(max_length=255)),
                        ('source_url', models.URLField(blank=True)),
                    ],
                    options={
                        'ordering': ['code', 'valid_from'],
                        'constraints': [models.UniqueConstraint(fields=('code', 'valid_from'), name='one_threshold_a_code_and_date'), models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='threshold_above_nothing'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='threshold_valid_to_after_from')],
                    },
                ),
                migrations.CreateModel(
                    name='BoroughDomainEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='boroughs.boroughdomain')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('borough', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='boroughs.borough')),
                        ('domain', models.CharField(help_text='What follows the @, in lower case.', max_length=253)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='BoroughIdentifierEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='boroughs.boroughidentifier')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('borough', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='boroughs.borough')),
                        ('scheme', models.CharField(max_length=40)),
                        ('value', models.CharField(max_length=120)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
            ]
        ),
    ]
