SELECT id, coalesce(connection_id, former_connection_id) AS connection_id, tenant_id, entity, job_type, status,
  start_date, end_date, forced, retry_count, max_retries, campaign_ids
FROM sync_jobs
WHERE id = $1 AND (connection_id IS NOT NULL OR former_connection_id IS NOT NULL)
