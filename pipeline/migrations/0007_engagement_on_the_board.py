from django.db import migrations, models

#: The board in one list: what is published here, official notices that no published procurement names, and
#: market engagement. What an engagement says of its procurement is told once that one is published.
VIEW = """
CREATE VIEW pipeline_opportunity AS
SELECT p.id * 2 AS id, 'procurement' AS kind, p.id AS number, p.slug::text AS slug, p.title::text AS title,
       p.description, ARRAY[p.borough_id]::bigint[] AS borough_ids, p.service_area_id, p.cpv_codes,
       p.value_from, p.value_to, p.sme_suitable, p.rung::text AS rung, p.bids_due, p.start_on, p.ended_on,
       NULL::date AS happens_on, COALESCE(p.bids_due, p.start_on) AS open_until,
       CASE WHEN p.ended_on IS NULL THEN 'active' ELSE p.outcome::text END AS status,
       p.role_mailbox::text AS ask, p.notice_url::text AS notice_url,
       p.notice_id, p.published_at, p.changed, p.is_demonstration, p.search
  FROM pipeline_procurement p
 WHERE p.visibility = 'public'
UNION ALL
SELECT n.id * 2 + 1, 'notice', n.id, '', n.title::text,
       n.description, n.borough_ids, n.service_area_id, n.cpv_codes,
       n.value_from, n.value_to, n.sme_suitable, '', n.bids_due, n.start_on, n.ended_on,
       NULL, n.open_until, n.status::text, n.contact_email::text, n.notice_url::text,
       n.id, n.published_at, n.changed, n.is_demonstration, n.search
  FROM contracts_tendernotice n
 WHERE NOT EXISTS (
       SELECT 1 FROM pipeline_procurement q WHERE q.notice_id = n.id AND q.visibility = 'public')
UNION ALL
SELECT -e.id, 'engagement', e.id, e.slug::text, e.title::text,
       e.description,
       ARRAY[e.borough_id]::bigint[] || ARRAY(
           SELECT o.borough_id FROM pipeline_engagementpartner o WHERE o.engagement_id = e.id ORDER BY o.id
       )::bigint[],
       COALESCE(e.service_area_id, q.service_area_id), COALESCE(q.cpv_codes, '{}'),
       NULL, NULL, NULL, '', NULL, NULL, (e.cancelled_at AT TIME ZONE 'Europe/London')::date,
       (e.starts_at AT TIME ZONE 'Europe/London')::date, COALESCE(e.register_until, e.answers_until),
       CASE WHEN e.cancelled_at IS NULL THEN 'active' ELSE 'called_off' END, e.contact::text,
       e.notice_url::text,
       NULL, e.published_at, e.changed, e.is_demonstration,
       setweight(to_tsvector('english', e.title), 'A') || to_tsvector('english', e.description)
  FROM pipeline_engagement e
  LEFT JOIN pipeline_procurement q ON q.id = e.procurement_id AND q.visibility = 'public'
 WHERE e.published_at IS NOT NULL
"""


class Migration(migrations.Migration):

    dependencies = [
        ('pipeline', '0006_market'),
    ]

    operations = [
        migrations.AddField(
            model_name='opportunity',
            name='happens_on',
            field=models.DateField(null=True),
        ),
        migrations.AlterField(
            model_name='opportunity',
            name='kind',
            field=models.CharField(
                choices=[
                    ('procurement', 'planned by a borough'),
                    ('notice', 'official notice'),
                    ('engagement', 'market event or questions'),
                ],
                max_length=11,
            ),
        ),
        migrations.RunSQL(VIEW, "DROP VIEW pipeline_opportunity"),
    ]
