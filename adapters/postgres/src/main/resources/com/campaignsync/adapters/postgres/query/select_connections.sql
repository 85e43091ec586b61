-- $1 tenant, $2 one connection or null, $3 most; $4 platform, $5 name and $6 id of the one to begin behind, or nulls.
SELECT
  id, tenant_id, platform, account_id, name, source, mapping, asset_source, asset_mapping, lookback_days, grain,
  sync_frequency, paused, next_run_at, sync_status, last_sync_attempted_at, last_sync_completed_at, last_metrics_changed_at,
  total_syncs_attempted, total_syncs_with_changes, last_sync_error, created_at
FROM connections
WHERE tenant_id = $1 AND ($2::uuid IS NULL OR id = $2)
  AND ($6::uuid IS NULL OR (platform, name, id) > ($4::text, $5::text, $6::uuid))
ORDER BY platform, name, id
LIMIT $3
