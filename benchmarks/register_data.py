"""A synthetic register, made by SQL: fictional suppliers, titles of plain words, clusters of dates."""

from django.db import connection, transaction

TITLE_WORDS = [
    *("housing", "repairs", "income", "planning", "revenues", "benefits", "social", "care", "education"),
    *("library", "parking", "highways", "waste", "licensing", "finance", "payroll", "records", "hosting"),
    *("network", "telephony", "website", "forms", "analytics", "identity", "backup"),
]
TITLE_KINDS = [
    *("system", "support", "licences", "managed", "service", "platform", "implementation", "maintenance"),
]

SUPPLIERS = """
INSERT INTO suppliers_supplier (name, slug, is_demonstration, created)
SELECT 'Example ' || (%(words)s::text[])[1 + n %% 25] || ' ' || n || ' Limited', 'example-' || n, true, now()
FROM generate_series(1, %(suppliers)s) AS n
"""

CONTRACTS = """
INSERT INTO contracts_contract (
    title, description, reference, notice_url, source, service_area_id, service_area_reason, cpv_codes,
    is_framework, value, annual_value, start_date, end_date, options_known, maximum_end_date, "window",
    decide_by, decide_by_assumed, supplier_text, borough_ids, provenance, is_demonstration, created, changed,
    product_text, product_reason, framework_used)
SELECT
    initcap(a || ' ' || b) || ' ' || kind || ' ' || n,
    'Provision of ' || a || ' and ' || b || ' ' || kind || ' for the borough, with training and support.',
    'REF-' || n, 'https://example.org/notice/' || n, 'demonstration', area, '', '{}',
    false, value, round(value / years, 2), ends - years * interval '1 year', ends, true, longest,
    CASE WHEN ends IS NOT NULL THEN daterange(ends - 90, longest, '[]') END,
    ends - 300, true, supplier.name, '{}', '{}', true, now(), now() - n * interval '1 minute', '', '', ''
FROM (
    SELECT n,
        (%(words)s::text[])[1 + (random() * 24.99)::int %% 25] AS a,
        (%(words)s::text[])[1 + (random() * 24.99)::int %% 25] AS b,
        (%(kinds)s::text[])[1 + n %% 8] AS kind,
        (%(areas)s::bigint[])[1 + (random() * 1000)::int %% cardinality(%(areas)s::bigint[])] AS area,
        CASE WHEN n %% 7 = 0 THEN NULL ELSE round((exp(random() * 9) * 500)::numeric, 2) END AS value,
        2 + n %% 4 AS years,
        CASE WHEN n %% 5 = 0 THEN NULL ELSE current_date - 1200 + (random() * 3000)::int END AS ends,
        (n %% 3) * 24 AS option_months,
        %(first)s + (power(random(), 2) * (%(suppliers)s - 1))::int AS supplier_id
    FROM generate_series(1, %(contracts)s) AS n
) AS made
JOIN suppliers_supplier AS supplier ON supplier.id = made.supplier_id
CROSS JOIN LATERAL (SELECT (ends + option_months * interval '1 month')::date AS longest) AS dates
"""

PARTS = """
INSERT INTO contracts_contractborough (contract_id, borough_id, is_lead)
SELECT id, (%(boroughs)s::bigint[])[1 + id %% 33], true FROM contracts_contract;
INSERT INTO contracts_contractborough (contract_id, borough_id, is_lead)
SELECT id, (%(boroughs)s::bigint[])[1 + (id + 7) %% 33], false FROM contracts_contract WHERE id %% 50 = 0;
INSERT INTO contracts_contractsupplier (contract_id, supplier_id, name_as_written, reason)
SELECT contract.id, supplier.id, supplier.name, 'The same name.'
FROM contracts_contract AS contract JOIN suppliers_supplier AS supplier
ON supplier.name = contract.supplier_text;
UPDATE contracts_contract SET borough_ids = linked.ids FROM (
    SELECT contract_id, array_agg(borough_id ORDER BY is_lead DESC, id) AS ids
    FROM contracts_contractborough GROUP BY contract_id
) AS linked WHERE contract_id = contracts_contract.id;
INSERT INTO contracts_extensionoption (contract_id, number, months)
SELECT id, number, 12 FROM contracts_contract, generate_series(1, 4) AS number
WHERE maximum_end_date >= end_date + number * interval '1 year' - interval '2 days';
"""


def make_register(contracts: int, suppliers: int = 3000) -> None:
    """Fill an empty register with synthetic contracts; the reference data must be loaded.

    Args:
        contracts: how many.
        suppliers: among how many suppliers they are shared out, unevenly.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT setseed(0.42)")
        cursor.execute("SET LOCAL session_replication_role = replica")  # no history of made-up rows
        cursor.execute("SELECT array_agg(id ORDER BY id) FROM boroughs_borough")
        boroughs = cursor.fetchone()[0]
        cursor.execute(
            "SELECT array_agg(id ORDER BY id) FROM boroughs_servicearea WHERE parent_id IS NOT NULL"
        )
        areas = cursor.fetchone()[0]
        cursor.execute("SELECT coalesce(max(id), 0) + 1 FROM suppliers_supplier")
        values = {
            "contracts": contracts,
            "suppliers": suppliers,
            "words": TITLE_WORDS,
            "kinds": TITLE_KINDS,
            "boroughs": boroughs,
            "areas": areas,
        }
        cursor.execute(SUPPLIERS, values)
        cursor.execute("SELECT min(id) FROM suppliers_supplier WHERE slug LIKE 'example-%'")
        cursor.execute(CONTRACTS, {**values, "first": cursor.fetchone()[0]})
        cursor.execute(PARTS, values)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM FULL ANALYZE")
