-- $1 now, $2 most connections.
-- NO KEY: a job inserted elsewhere takes a key share of its connection and must not hide it from us.
SELECT connection.id, connection.sync_frequency, connection.next_run_at, tenant.time_zone
FROM connections AS connection
JOIN tenants AS tenant ON tenant.id = connection.tenant_id
WHERE NOT connection.paused AND connection.next_run_at <= $1
ORDER BY connection.next_run_at
LIMIT $2
FOR NO KEY UPDATE OF connection SKIP LOCKED
