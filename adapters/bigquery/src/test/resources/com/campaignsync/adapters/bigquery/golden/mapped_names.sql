-- One row per key, summed exactly: FLOAT64 goes to NUMERIC before it is added. A key with a value that
-- NUMERIC cannot hold is counted and sampled, never dropped or half-summed. NULL stays NULL only if all are.
-- Grouped by position, because the names are also columns of the source. In order of the day, so that whole
-- days can be committed while the rest is still coming.
SELECT
  `campaign stats`.`Campaign Id` AS campaign_id,
  `campaign stats`.`date_day` AS metric_date,
  IFNULL(CAST(NULL AS INT64), -1) AS metric_hour,
  IFNULL(NULLIF(CAST(NULL AS STRING), ''), @default_currency) AS currency,
  MAX(CAST(NULL AS STRING)) AS campaign_name,
  SUM(CAST(`campaign stats`.`impressions` AS NUMERIC)) AS impressions,
  SUM(CAST(`campaign stats`.`clicks` AS NUMERIC)) AS clicks,
  SUM(SAFE_CAST(`campaign stats`.`cost` AS NUMERIC)) AS spend,
  SUM(CAST(`campaign stats`.`conversions` AS NUMERIC)) AS conversions,
  SUM(CAST(`campaign stats`.`revenue` AS NUMERIC)) AS revenue,
  SUM(CAST(NULL AS NUMERIC)) AS leads,
  SUM(CAST(NULL AS NUMERIC)) AS installs,
  SUM(CAST(NULL AS NUMERIC)) AS purchases,
  SUM(CAST(NULL AS NUMERIC)) AS visitors,
  SUM(CAST(NULL AS NUMERIC)) AS profit,
  COUNTIF(`campaign stats`.`cost` IS NOT NULL AND SAFE_CAST(`campaign stats`.`cost` AS NUMERIC) IS NULL) AS bad_values,
  CONCAT(IFNULL(MAX(IF(`campaign stats`.`cost` IS NOT NULL AND SAFE_CAST(`campaign stats`.`cost` AS NUMERIC) IS NULL, CONCAT('spend=', CAST(`campaign stats`.`cost` AS STRING), ' '), NULL)), ''), '') AS bad_sample,
  COUNT(*) AS source_rows
FROM `other-proj.google_ads.campaign stats` AS `campaign stats`
WHERE `campaign stats`.`customer` = @tenant_id
  AND `campaign stats`.`platform` = @platform
  AND TRUE
  AND ((`campaign stats`.`date_day` >= DATE '2026-02-27' AND `campaign stats`.`date_day` < DATE '2026-03-02'))
GROUP BY 1, 2, 3, 4
ORDER BY 2
