-- Reads the staging table once for what is asked of each asset. Another name makes another row.
INSERT INTO sync_assets (campaign_id, asset_id, name, last_slot)
SELECT campaign_id, asset_id, asset_name,
  max(CAST(metric_date - DATE '2000-01-01' AS bigint) * 32 + metric_hour)
FROM sync_staging
WHERE reject_reason IS NULL
GROUP BY campaign_id, asset_id, asset_name
