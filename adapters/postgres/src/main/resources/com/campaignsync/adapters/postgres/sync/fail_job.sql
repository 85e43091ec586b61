-- $1 job, $2 connection, $3 error code, $4 error message, $5 retryable. No row if the job is over already.
-- Back-off before the next attempt: 30 s, doubled by each retry, within half and one and a half of it, so that jobs
-- that failed together do not come back together.
WITH ended AS (
  UPDATE sync_jobs
  SET status = CASE WHEN $5 AND retry_count < max_retries THEN 'retrying' ELSE 'failed' END,
      retry_count = retry_count + CASE WHEN $5 AND retry_count < max_retries THEN 1 ELSE 0 END,
      next_attempt_at = CASE WHEN $5 AND retry_count < max_retries
        THEN clock_timestamp() + make_interval(secs => 30 * 2 ^ least(retry_count, 6) * (0.5 + random())) END,
      completed_at = CASE WHEN $5 AND retry_count < max_retries THEN NULL ELSE clock_timestamp() END,
      heartbeat_at = clock_timestamp(), error_code = $3, error_message = $4,
      records_processed = greatest(
        records_processed, records_inserted + records_updated + records_unchanged + records_failed)
  WHERE id = $1 AND connection_id = $2 AND status IN ('pending', 'retrying', 'running')
  RETURNING id, connection_id, status, created_at
), verdict AS (
  SELECT ended.connection_id,
    EXISTS (
      SELECT FROM sync_jobs AS waiting
      WHERE waiting.connection_id = ended.connection_id AND waiting.id <> ended.id
        AND waiting.status IN ('pending', 'retrying')) AS others_wait,
    -- An old job that fails late must not hide that a newer one went well.
    NOT EXISTS (
      SELECT FROM sync_jobs AS newer
      WHERE newer.connection_id = ended.connection_id AND newer.created_at > ended.created_at
        AND newer.started_at IS NOT NULL) AS is_newest
  FROM ended
), settled AS (
  UPDATE connections AS connection
  SET last_sync_error = CASE WHEN verdict.is_newest THEN $3 || ': ' || $4 ELSE connection.last_sync_error END,
      sync_status = CASE
        WHEN verdict.others_wait THEN 'queued'
        WHEN verdict.is_newest OR connection.last_sync_error IS NOT NULL THEN 'error'
        ELSE 'idle' END
  FROM verdict
  WHERE connection.id = verdict.connection_id
)
SELECT status FROM ended
