-- What each borough has with a supplier that it shares: contracts, value, and the date that comes next.
CREATE OR REPLACE TABLE supplier_parts AS
WITH live AS (
    SELECT * FROM stakes
     WHERE technology AND (closes >= $on OR (opens IS NULL AND starts > $started_after))
)
SELECT supplier, borough, list(contract ORDER BY annual_value DESC NULLS LAST, contract) AS contracts,
       sum(annual_value) AS value,
       coalesce(min(decide_by) FILTER (decide_by >= $on), max(decide_by)) AS decide_by
  FROM live SEMI JOIN supplier_sets USING (supplier)
 GROUP BY supplier, borough
