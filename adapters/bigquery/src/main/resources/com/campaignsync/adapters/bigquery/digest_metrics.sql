{keys}
-- What would be stored of each connection's day. The checksum adds the first 60 bits of each row's MD5: the
-- same in any order, and the same that the store computes of its rows.
SELECT
  target,
  metric_date,
  COUNT(*) AS row_count,
  SUM(impressions) AS impressions,
  SUM(clicks) AS clicks,
  SUM(spend) AS spend,
  SUM(conversions) AS conversions,
  SUM(revenue) AS revenue,
  SUM(
    CAST(
      CAST(
        CONCAT('0x', SUBSTR(TO_HEX(MD5(CONCAT(
          {text}
        ))), 1, 15)) AS INT64) AS NUMERIC)) AS checksum
FROM judged
WHERE reject_reason IS NULL
GROUP BY target, metric_date
ORDER BY target, metric_date
