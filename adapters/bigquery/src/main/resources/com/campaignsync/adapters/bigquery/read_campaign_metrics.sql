-- One row per key, summed exactly: FLOAT64 goes to NUMERIC before it is added. A key with a value that
-- NUMERIC cannot hold is counted and sampled, never dropped or half-summed. NULL stays NULL only if all are.
-- Grouped by position, because the names are also columns of the source. In order of the day, so that whole
-- days can be committed while the rest is still coming.
SELECT
  {campaign_id} AS campaign_id,
  {metric_date} AS metric_date,
  {metric_hour} AS metric_hour,
  {currency} AS currency,
  MAX({campaign_name}) AS campaign_name,
  {sums},
  {bad_counts} AS bad_values,
  {bad_sample} AS bad_sample,
  COUNT(*) AS source_rows
FROM {table}
WHERE {tenant_id} = @tenant_id
  AND {platform} = @platform
  AND {account}
  AND {days}
GROUP BY 1, 2, 3, 4
ORDER BY 2
