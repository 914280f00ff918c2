-- The suppliers that two boroughs have, with two contracts.
CREATE OR REPLACE TABLE supplier_sets AS
SELECT supplier, list(DISTINCT borough) AS boroughs
  FROM stakes
 WHERE technology AND (closes >= $on OR (opens IS NULL AND starts > $started_after))
 GROUP BY supplier
HAVING count(DISTINCT borough) > 1 AND count(DISTINCT contract) > 1
