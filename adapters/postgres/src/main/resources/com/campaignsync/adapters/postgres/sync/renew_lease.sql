-- $1 connection, $2 fence, $3 time to live in seconds.
-- One that was given back (-infinity) is over for good: a late heartbeat does not bring it back.
-- A row held by our own load is skipped instead of waited for: the load extends the lease when it ends.
WITH ours AS (
  SELECT connection_id
  FROM connection_leases
  WHERE connection_id = $1 AND fence = $2 AND expires_at > '-infinity'
  FOR NO KEY UPDATE SKIP LOCKED
)
UPDATE connection_leases AS lease
SET time_to_live = make_interval(secs => $3), expires_at = clock_timestamp() + make_interval(secs => $3)
FROM ours
WHERE lease.connection_id = ours.connection_id AND lease.fence = $2
