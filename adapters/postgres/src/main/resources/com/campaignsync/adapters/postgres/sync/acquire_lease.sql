-- $1 connection, $2 owner, $3 time to live in seconds.
-- A row that somebody's load transaction holds is skipped: the lease counts as held, and nobody waits.
WITH free AS (
  SELECT connection_id
  FROM connection_leases
  WHERE connection_id = $1 AND expires_at <= clock_timestamp()
  FOR NO KEY UPDATE SKIP LOCKED
), taken AS (
  UPDATE connection_leases AS lease
  SET owner = $2, fence = lease.fence + 1, time_to_live = make_interval(secs => $3),
      expires_at = clock_timestamp() + make_interval(secs => $3)
  FROM free
  WHERE lease.connection_id = free.connection_id AND lease.expires_at <= clock_timestamp()
  RETURNING lease.fence
), made AS (
  INSERT INTO connection_leases (connection_id, owner, fence, time_to_live, expires_at)
  VALUES ($1, $2, 1, make_interval(secs => $3), clock_timestamp() + make_interval(secs => $3))
  ON CONFLICT (connection_id) DO NOTHING
  RETURNING fence
)
SELECT fence FROM taken
UNION ALL
SELECT fence FROM made
