-- From when to when the tenant has rows, and when they were last brought up to date.
SELECT
  (SELECT min(metric_date) FROM metrics_daily WHERE tenant_id = $1) AS data_from,
  (SELECT max(metric_date) FROM metrics_daily WHERE tenant_id = $1) AS data_through,
  (SELECT max(last_sync_completed_at) FROM connections
   WHERE tenant_id = $1 AND ($2::text IS NULL OR platform = $2)) AS last_synced_at
