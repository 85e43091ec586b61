-- $1 tenant. Every answer carries this: days and instants come as numbers, which cost less to read than texts.
SELECT time_zone, currency,
  (SELECT min(metric_date) FROM metrics_daily WHERE tenant_id = $1) - DATE '1970-01-01' AS data_from,
  (SELECT max(metric_date) FROM metrics_daily WHERE tenant_id = $1) - DATE '1970-01-01' AS data_through,
  (SELECT CAST(extract(epoch FROM max(last_sync_completed_at)) * 1000000 AS bigint) FROM connections
   WHERE tenant_id = $1) AS last_synced_at
FROM tenants
WHERE id = $1
