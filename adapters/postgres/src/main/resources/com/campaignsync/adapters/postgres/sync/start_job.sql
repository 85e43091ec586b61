-- $1 job, $2 connection, $3 first day, $4 last day, inclusive.
-- An attempt counts once per job: not again when it is retried or continued. A parked job waits for its next attempt.
WITH started AS (
  UPDATE sync_jobs
  SET status = 'running', started_at = coalesce(started_at, clock_timestamp()), heartbeat_at = clock_timestamp(),
      next_attempt_at = NULL, start_date = $3, end_date = $4
  WHERE id = $1 AND connection_id = $2 AND status IN ('pending', 'retrying', 'running')
    AND (status <> 'retrying' OR next_attempt_at IS NULL OR next_attempt_at <= clock_timestamp())
  RETURNING new.connection_id, old.started_at IS NULL AS first_time
)
UPDATE connections AS connection
SET sync_status = 'syncing', last_sync_attempted_at = clock_timestamp(),
    total_syncs_attempted = total_syncs_attempted + CASE WHEN started.first_time THEN 1 ELSE 0 END
FROM started
WHERE connection.id = started.connection_id
