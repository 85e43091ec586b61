-- $1 tenant, $2 connection; then new values, null to leave a column: $3 name, $4 paused, $5 lookback_days,
-- $6 sync_frequency with $7 next_run_at, $8 source with $9 mapping, $10 asset_source and $11 asset_mapping.
UPDATE connections
SET name = coalesce($3, name),
  paused = coalesce($4, paused),
  lookback_days = coalesce($5, lookback_days),
  sync_frequency = coalesce($6, sync_frequency),
  next_run_at = CASE WHEN CAST($6 AS text) IS NULL THEN next_run_at ELSE $7 END,
  source = coalesce($8, source),
  mapping = CASE WHEN CAST($8 AS text) IS NULL THEN mapping ELSE CAST($9 AS jsonb) END,
  asset_source = CASE WHEN CAST($8 AS text) IS NULL THEN asset_source ELSE $10 END,
  asset_mapping = CASE WHEN CAST($8 AS text) IS NULL THEN asset_mapping ELSE CAST($11 AS jsonb) END
WHERE tenant_id = $1 AND id = $2
RETURNING id
