-- What each borough has in the maximal sets: contracts that hold the last shared day, others that touch.
CREATE OR REPLACE TABLE window_parts AS
WITH live AS (
    SELECT area, borough, contract, opens, closes, annual_value FROM stakes
     WHERE flagged AND closes >= $on AND (decide_by IS NULL OR decide_by <= $horizon)
)
SELECT area, one.opens, day, {masks}, borough,
       list(contract ORDER BY annual_value DESC NULLS LAST, contract) FILTER (live.closes >= day) AS counted,
       list(contract ORDER BY annual_value DESC NULLS LAST, contract) FILTER (live.closes < day) AS listed,
       sum(annual_value) FILTER (live.closes >= day) AS value
  FROM window_sets one JOIN live USING (area)
 WHERE live.opens <= day AND live.closes >= one.opens
 GROUP BY area, one.opens, day, {masks}, borough
