SELECT id, connection_id, tenant_id, entity, job_type, status, start_date, end_date, retry_count, max_retries
FROM sync_jobs
WHERE connection_id = $1 AND status IN ('pending', 'retrying')
ORDER BY created_at, id
LIMIT 100
