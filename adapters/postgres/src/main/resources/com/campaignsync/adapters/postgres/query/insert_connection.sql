INSERT INTO connections (
  tenant_id, platform, account_id, name, source, mapping, asset_source, asset_mapping, lookback_days, grain,
  sync_frequency, next_run_at)
VALUES ($1, $2, $3, $4, $5, CAST($6 AS jsonb), $7, CAST($8 AS jsonb), $9, $10, $11, $12)
RETURNING id
