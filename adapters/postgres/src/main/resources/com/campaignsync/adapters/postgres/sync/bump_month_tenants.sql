-- $1 first day of the month that is about to go: what the API answers these tenants changes.
WITH touched AS (
  SELECT id
  FROM tenants
  WHERE id IN (
    SELECT tenant_id FROM metrics_daily WHERE metric_date >= $1 AND metric_date < $1 + interval '1 month'
    UNION
    SELECT tenant_id FROM source_partitions WHERE day >= $1 AND day < $1 + interval '1 month'
    UNION
    SELECT tenant_id FROM reconciliations WHERE day >= $1 AND day < $1 + interval '1 month')
    -- A remapped connection has rows without a watermark, and a campaign that lost its rows has changes without any.
    OR EXISTS (
      SELECT FROM campaign_asset_metrics AS stored
      WHERE stored.tenant_id = tenants.id AND metric_date >= $1 AND metric_date < $1 + interval '1 month')
    OR EXISTS (
      SELECT FROM metric_changes AS change
      WHERE change.tenant_id = tenants.id AND metric_date >= $1 AND metric_date < $1 + interval '1 month')
  ORDER BY id
  FOR NO KEY UPDATE
)
UPDATE tenants SET data_version = data_version + 1 FROM touched WHERE tenants.id = touched.id
