-- $1 now, $2 only realtime ones, $3 first day of the spend that counts, $4 most connections.
-- The spend only orders: its currencies are added as if they were one, and it is asked for what is due alone.
-- NO KEY: a job inserted elsewhere takes a key share of its connection and must not hide it from us. A job of ours
-- takes a key share of its tenant: one that somebody has locked is left out, so that nobody else's connections wait.
SELECT connection.id, connection.sync_frequency, connection.next_run_at, tenant.time_zone
FROM connections AS connection
JOIN tenants AS tenant ON tenant.id = connection.tenant_id
WHERE NOT connection.paused AND connection.next_run_at <= $1 AND connection.sync_frequency <> 'manual'
  AND (connection.sync_frequency = 'realtime' OR NOT $2)
  AND (connection.sync_frequency <> 'realtime' OR tenant.realtime_allowed)
ORDER BY connection.next_run_at, (
  SELECT coalesce(sum(daily.spend), 0)
  FROM metrics_daily AS daily
  WHERE daily.connection_id = connection.id AND daily.metric_date >= $3) DESC, connection.id
LIMIT $4
FOR NO KEY UPDATE OF connection SKIP LOCKED
FOR KEY SHARE OF tenant SKIP LOCKED
