-- Invented contracts for benchmarks/flags.py, the same ones each time.
TRUNCATE contracts_contract, suppliers_supplier, pipeline_flag, pipeline_flagevent, pipeline_flagrun
    RESTART IDENTITY CASCADE;
SET session_replication_role = replica; -- no history and no checks of foreign keys while the rows are made
DROP INDEX IF EXISTS contract_search; -- not read by the job, slow to fill

DELETE FROM boroughs_borough WHERE tile_row >= 100;
INSERT INTO boroughs_borough (gss, register_code, name, official_name, short_name, slug, homepage, tile_row,
                              tile_column, population_source, role_mailbox)
SELECT 'E09' || 900000 + i, lpad(i::text, 3, '0'), 'Authority ' || i, 'Authority ' || i, i, 'authority-' || i,
       '', 100 + i, 0, '', ''
  FROM generate_series(34, :authorities) i;

SELECT setseed(0.42);

INSERT INTO suppliers_supplier (id, name, slug, is_demonstration, created)
SELECT i, 'Supplier ' || i, 'supplier-' || i, false, now()
  FROM generate_series(1, (20 * sqrt(:size))::int) i;

CREATE TEMPORARY TABLE drawn AS
SELECT i AS id, 1 + floor(random() * :authorities)::int AS borough, random() < 0.02 AS joint,
       1 + floor(power(random(), 2) * 20 * sqrt(:size))::int AS supplier,
       1 + floor(random() * (SELECT count(*) FROM boroughs_servicearea WHERE parent_id IS NOT NULL))::int AS area,
       date '2019-06-01' + floor(random() * 2900)::int AS starts,
       (1 + floor(random() * 5))::int AS years, random() < 0.86 AS dated,
       12 * greatest(0, floor(random() * 6 - 2))::int AS option_months,
       (10000 + 900000 * power(random(), 4))::numeric(14, 2) AS annual, random() < 0.8 AS priced
  FROM generate_series(1, :size) i;

INSERT INTO contracts_contract (
       id, title, description, reference, notice_url, source, service_area_id, service_area_reason, cpv_codes,
       is_framework, value, annual_value, start_date, end_date, options_known, maximum_end_date, "window",
       decide_by, decide_by_assumed, supplier_text, borough_ids, provenance, is_demonstration, created, changed,
       product_text, product_reason, framework_used)
SELECT d.id, 'Contract for a service, number ' || d.id, '', 'R' || d.id, '', 'notice', area.id, '', '{}',
       false, CASE WHEN priced THEN annual * years END, CASE WHEN priced THEN annual END, starts,
       CASE WHEN dated THEN ends END, true, CASE WHEN dated THEN last END,
       CASE WHEN dated THEN daterange(ends - 90, last, '[]') END,
       CASE WHEN dated THEN ends - 300 END, true, 'Supplier ' || supplier,
       CASE WHEN joint THEN ARRAY[b.ids[borough], b.ids[borough % :authorities + 1]] ELSE ARRAY[b.ids[borough]] END,
       '{}', false, now(), now(), '', '', ''
  FROM drawn d
  JOIN (SELECT id, row_number() OVER (ORDER BY code) AS number
          FROM boroughs_servicearea WHERE parent_id IS NOT NULL) area ON area.number = d.area
 CROSS JOIN (SELECT array_agg(id ORDER BY name) AS ids FROM boroughs_borough) b
 CROSS JOIN LATERAL (SELECT (starts + make_interval(years => years))::date - 1 AS ends) e
 CROSS JOIN LATERAL (SELECT (ends + make_interval(months => option_months))::date AS last) l;

INSERT INTO contracts_contractborough (contract_id, borough_id, is_lead)
SELECT c.id, part.borough, part.place = 1
  FROM contracts_contract c CROSS JOIN LATERAL unnest(c.borough_ids) WITH ORDINALITY AS part (borough, place);

INSERT INTO contracts_contractsupplier (contract_id, supplier_id, name_as_written, reason)
SELECT id, supplier, 'Supplier ' || supplier, 'invented' FROM drawn;

INSERT INTO contracts_extensionoption (contract_id, number, months, notice_days)
SELECT id, number, 12, CASE WHEN number % 2 = 1 THEN 180 END
  FROM drawn CROSS JOIN LATERAL generate_series(1, option_months / 12) number WHERE dated;

DROP TABLE drawn;
SET session_replication_role = DEFAULT;
