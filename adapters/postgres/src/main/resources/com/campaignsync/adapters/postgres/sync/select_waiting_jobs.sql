-- $1 connection. A retrying job may not run before its next attempt.
SELECT id, connection_id, tenant_id, entity, job_type, status, start_date, end_date, forced, retry_count, max_retries,
  campaign_ids
FROM sync_jobs
WHERE connection_id = $1 AND status IN ('pending', 'retrying')
  AND (status = 'pending' OR next_attempt_at IS NULL OR next_attempt_at <= now())
ORDER BY job_type <> 'incremental_sync', created_at, id
LIMIT 100
