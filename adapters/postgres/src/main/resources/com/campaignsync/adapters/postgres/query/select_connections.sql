-- The tenant's connections, or the one asked for.
SELECT
  id, tenant_id, platform, account_id, name, source, mapping, asset_source, asset_mapping, lookback_days, grain,
  sync_frequency, paused, next_run_at, sync_status, last_sync_attempted_at, last_sync_completed_at, last_metrics_changed_at,
  total_syncs_attempted, total_syncs_with_changes, last_sync_error, created_at
FROM connections
WHERE tenant_id = $1 AND ($2::uuid IS NULL OR id = $2)
ORDER BY platform, name, id
LIMIT $3
