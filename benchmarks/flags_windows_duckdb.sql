-- The maximal sets of boroughs whose windows share a day, by service area and last shared day.
CREATE OR REPLACE TABLE window_sets AS
WITH live AS (
    SELECT area, place, opens, closes FROM stakes
     WHERE flagged AND closes >= $on AND (decide_by IS NULL OR decide_by <= $horizon)
), marked AS (
    SELECT *, opens > 1 + max(closes) OVER (
               PARTITION BY area, place ORDER BY opens, closes
               ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS begins
      FROM live
), numbered AS (
    SELECT *, sum(CASE WHEN begins THEN 1 ELSE 0 END) OVER (
               PARTITION BY area, place ORDER BY opens, closes ROWS UNBOUNDED PRECEDING) AS island
      FROM marked
), islands AS (
    SELECT area, place, min(opens) AS opens, max(closes) AS closes
      FROM numbered GROUP BY area, place, island
), sets AS (
    SELECT day.area, day.closes AS day, max(island.opens) AS opens, {bits}, count(*) AS size
      FROM (SELECT DISTINCT area, closes FROM islands) day
      JOIN islands island ON island.area = day.area
       AND island.opens <= day.closes AND island.closes >= day.closes
     GROUP BY day.area, day.closes
)
SELECT area, opens, day, {masks} FROM sets one
 WHERE size > 1 AND NOT EXISTS (
       SELECT 1 FROM sets other WHERE other.area = one.area AND ({differs}) AND {inside})
