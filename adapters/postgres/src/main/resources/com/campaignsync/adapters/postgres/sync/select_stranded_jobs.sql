-- $1 how long nothing was heard, in seconds, $2 most jobs.
-- Each connection's first stray comes before any one's second: a long backlog of one hides no other.
WITH stranded AS (
  SELECT *
  FROM sync_jobs
  WHERE status = 'pending' AND connection_id IS NOT NULL AND created_at < now() - make_interval(secs => $1)
    -- One that was handed back was heard of later than it was made.
    AND coalesce(heartbeat_at, created_at) < now() - make_interval(secs => $1)
  UNION ALL
  SELECT *
  FROM sync_jobs
  WHERE status = 'retrying' AND connection_id IS NOT NULL AND coalesce(next_attempt_at, created_at) <= now()
  UNION ALL
  SELECT *
  FROM sync_jobs AS job
  WHERE status = 'running' AND connection_id IS NOT NULL
    AND coalesce(heartbeat_at, started_at, created_at) < now() - make_interval(secs => $1)
    AND NOT EXISTS (
      SELECT FROM connection_leases AS lease
      WHERE lease.connection_id = job.connection_id AND lease.expires_at > now())
)
SELECT id, connection_id, tenant_id, entity, job_type, status, start_date, end_date, forced, retry_count, max_retries,
  campaign_ids
FROM stranded
ORDER BY
  row_number() OVER (PARTITION BY connection_id ORDER BY job_type <> 'incremental_sync', created_at, id),
  created_at, id
LIMIT $2
