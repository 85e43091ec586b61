-- $1 how long nothing was heard, in seconds, $2 most jobs.
-- A retrying job is quiet since it failed, and nobody's business before its next attempt.
SELECT id, connection_id, tenant_id, entity, job_type, status, start_date, end_date, retry_count, max_retries
FROM sync_jobs AS job
WHERE connection_id IS NOT NULL AND (
  (status = 'pending' AND created_at < clock_timestamp() - make_interval(secs => $1))
  OR (status = 'retrying'
    AND coalesce(heartbeat_at, created_at) < clock_timestamp() - make_interval(secs => $1)
    AND coalesce(next_attempt_at, created_at) <= clock_timestamp())
  OR (status = 'running'
    AND coalesce(heartbeat_at, started_at, created_at) < clock_timestamp() - make_interval(secs => $1)
    AND NOT EXISTS (
      SELECT FROM connection_leases AS lease
      WHERE lease.connection_id = job.connection_id AND lease.expires_at > clock_timestamp()))
)
ORDER BY created_at, id
LIMIT $2
