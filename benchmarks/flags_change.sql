-- Some contracts, evenly spread, are found to end a month later and to cost more.
UPDATE contracts_contract
   SET end_date = end_date + 30, maximum_end_date = maximum_end_date + 30, annual_value = annual_value + 100,
       "window" = CASE WHEN "window" IS NOT NULL THEN daterange(lower("window") + 30, upper("window") + 30) END,
       decide_by = decide_by + 30
 WHERE id %% %(every)s = 0
RETURNING id
