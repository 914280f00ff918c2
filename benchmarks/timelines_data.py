"""Synthetic published procurements with stages and gates, made by SQL, for contracts that exist already."""

from django.db import connection, transaction

FLOW = """
INSERT INTO pipeline_flow (route_id, begun_on)
SELECT id, current_date FROM boroughs_procurementroute WHERE is_default
RETURNING id, route_id
"""
PROCUREMENTS = """
INSERT INTO pipeline_procurement (
    borough_id, slug, title, description, service_area_id, cpv_codes, route_id, flow_id, value_from, value_to,
    lots, sme_suitable, rung, open_to, start_on, assumed, notice_url, role_mailbox, notes, visibility,
    published_at, bids_due, outcome, is_demonstration, created, changed)
SELECT
    contract.borough_ids[1], 'synthetic-' || contract.id, 'Replacement of ' || contract.title,
    contract.description, contract.service_area_id, '{48000000}', %(route)s, %(flow)s, contract.value,
    contract.value, '', (ARRAY[true, false, NULL])[1 + contract.id %% 3],
    (ARRAY['', 'comparing', 'specification'])[1 + contract.id %% 3], '',
    starts, true, '', 'buying@example.org', '', 'public',
    now() - contract.id * interval '1 minute', starts - 200, '', true, now(),
    now() - contract.id * interval '1 minute'
FROM (
    SELECT *, coalesce(end_date, current_date + (id %% 900)::int) AS starts FROM contracts_contract
) AS contract
"""
PARTS = """
INSERT INTO pipeline_procurementstage (
    procurement_id, stage, position, first_start, first_end, planned_start, planned_end)
SELECT id, stage, place, start_on - 400 + 50 * place::int, start_on - 350 + 50 * place::int,
    start_on - 400 + 50 * place::int, start_on - 350 + 50 * place::int
FROM pipeline_procurement, unnest(ARRAY['specification', 'publication', 'tender_period', 'evaluation',
    'award_decision', 'signature', 'mobilisation']) WITH ORDINALITY AS stages (stage, place);
INSERT INTO pipeline_milestone (procurement_id, kind, name, first_on, planned_on, assumed, link)
SELECT id, 'gate', name, start_on - days, start_on - days, true, ''
FROM pipeline_procurement, (VALUES ('Procurement board', 300), ('Cabinet', 150)) AS gates (name, days);
"""


def make_procurements() -> int:
    """Make a published procurement for each contract on the register; return how many."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # no history of made-up rows
        cursor.execute(FLOW)
        flow, route = cursor.fetchone()
        cursor.execute(PROCUREMENTS, {"flow": flow, "route": route})
        made: int = cursor.rowcount
        cursor.execute(PARTS)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return made
