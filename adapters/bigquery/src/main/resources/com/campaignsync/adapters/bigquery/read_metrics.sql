{keys}
-- Every connection answers at least one row, which tells how many must come: a short answer is never taken for
-- an empty source. In order of connection and day, so that whole days can be committed while the rest comes.
SELECT
  targets.target AS target,
  COUNT(judged.target) OVER (PARTITION BY targets.target) AS target_rows,
  judged.metric_date AS metric_date,
  judged.campaign_id AS campaign_id,
  judged.asset_id AS asset_id,
  judged.metric_hour AS metric_hour,
  judged.currency AS currency,
  judged.campaign_name AS campaign_name,
  judged.asset_name AS asset_name,
  judged.impressions AS impressions,
  judged.clicks AS clicks,
  judged.engagements AS engagements,
  judged.spend AS spend,
  judged.conversions AS conversions,
  judged.revenue AS revenue,
  judged.leads AS leads,
  judged.installs AS installs,
  judged.purchases AS purchases,
  judged.visitors AS visitors,
  judged.profit AS profit,
  judged.bad_values AS bad_values,
  IF(
    judged.bad_values = 0 AND judged.reject_reason = 'NOT_A_NUMBER',
    CONCAT('one of several values is ', CAST(judged.largest AS STRING)),
    judged.bad_sample) AS bad_sample,
  judged.source_rows AS source_rows,
  judged.reject_reason AS reject_reason
FROM targets
LEFT JOIN judged ON judged.target = targets.target
ORDER BY target, metric_date
