-- One row per key, summed exactly: FLOAT64 goes to NUMERIC before it is added. A key with a value that
-- NUMERIC cannot hold is counted and sampled, never dropped or half-summed. NULL stays NULL only if all are.
-- Grouped by position, because the names are also columns of the source. In order of the day, so that whole
-- days can be committed while the rest is still coming.
SELECT
  `campaign_metrics`.`campaign_id` AS campaign_id,
  `campaign_metrics`.`metric_date` AS metric_date,
  IFNULL(`campaign_metrics`.`metric_hour`, -1) AS metric_hour,
  IFNULL(NULLIF(`campaign_metrics`.`currency`, ''), @default_currency) AS currency,
  MAX(`campaign_metrics`.`campaign_name`) AS campaign_name,
  SUM(CAST(`campaign_metrics`.`impressions` AS NUMERIC)) AS impressions,
  SUM(CAST(`campaign_metrics`.`clicks` AS NUMERIC)) AS clicks,
  SUM(CAST(`campaign_metrics`.`spend` AS NUMERIC)) AS spend,
  SUM(CAST(`campaign_metrics`.`conversions` AS NUMERIC)) AS conversions,
  SUM(CAST(`campaign_metrics`.`revenue` AS NUMERIC)) AS revenue,
  SUM(CAST(`campaign_metrics`.`leads` AS NUMERIC)) AS leads,
  SUM(CAST(`campaign_metrics`.`installs` AS NUMERIC)) AS installs,
  SUM(CAST(`campaign_metrics`.`purchases` AS NUMERIC)) AS purchases,
  SUM(CAST(`campaign_metrics`.`visitors` AS NUMERIC)) AS visitors,
  SUM(CAST(`campaign_metrics`.`profit` AS NUMERIC)) AS profit,
  0 AS bad_values,
  '' AS bad_sample,
  COUNT(*) AS source_rows
FROM `proj.engarde_analytics.campaign_metrics` AS `campaign_metrics`
WHERE `campaign_metrics`.`tenant_id` = @tenant_id
  AND `campaign_metrics`.`platform` = @platform
  AND `campaign_metrics`.`account_id` = @account_id
  AND ((`campaign_metrics`.`metric_date` >= DATE '2026-02-27' AND `campaign_metrics`.`metric_date` < DATE '2026-03-02'))
GROUP BY 1, 2, 3, 4
ORDER BY 2
