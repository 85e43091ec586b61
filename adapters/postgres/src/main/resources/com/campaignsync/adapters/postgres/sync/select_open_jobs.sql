-- $1 connection, $2 job type.
SELECT id, connection_id, tenant_id, entity, job_type, status, start_date, end_date, forced, retry_count, max_retries,
  campaign_ids
FROM sync_jobs
WHERE connection_id = $1 AND job_type = $2 AND status IN ('pending', 'retrying', 'running')
ORDER BY created_at, id
