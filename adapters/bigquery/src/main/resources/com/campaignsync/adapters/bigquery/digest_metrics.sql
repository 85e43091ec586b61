{keys}
-- What each connection's day has: keys that can be stored, and those that cannot, which count for nothing in the
-- checksum. It adds the first 60 bits of each row's MD5: the same in any order, and the same that the store computes
-- of its rows. Values from 1e21 on are left out of the sums, as the store leaves them out of its own.
SELECT
  target,
  metric_date,
  COUNTIF(reject_reason IS NULL) AS row_count,
  SUM(impressions) AS impressions,
  SUM(clicks) AS clicks,
  SUM(IF(ABS(spend) < NUMERIC '1000000000000000000000', spend, NULL)) AS spend,
  SUM(IF(ABS(conversions) < NUMERIC '1000000000000000000000', conversions, NULL)) AS conversions,
  SUM(IF(ABS(revenue) < NUMERIC '1000000000000000000000', revenue, NULL)) AS revenue,
  SUM(
    IF(
      reject_reason IS NULL,
      CAST(
        CAST(
          CONCAT('0x', SUBSTR(TO_HEX(MD5(CONCAT(
            {text}
          ))), 1, 15)) AS INT64) AS NUMERIC),
      0)) AS checksum,
  COUNTIF(reject_reason IS NOT NULL) AS rejected
FROM judged
GROUP BY target, metric_date
ORDER BY target, metric_date
