-- $1 now, $2 only realtime ones, $3 most connections. lock_due_connections without the spend, for when the metrics
-- are locked: whoever reads them waits, and dispatch can do without.
SELECT connection.id, connection.sync_frequency, connection.next_run_at, tenant.time_zone
FROM connections AS connection
JOIN tenants AS tenant ON tenant.id = connection.tenant_id
WHERE NOT connection.paused AND connection.next_run_at <= $1 AND connection.sync_frequency <> 'manual'
  AND (connection.sync_frequency = 'realtime' OR NOT $2)
  AND (connection.sync_frequency <> 'realtime' OR tenant.realtime_allowed)
ORDER BY connection.next_run_at, connection.id
LIMIT $3
FOR NO KEY UPDATE OF connection SKIP LOCKED
FOR KEY SHARE OF tenant SKIP LOCKED
