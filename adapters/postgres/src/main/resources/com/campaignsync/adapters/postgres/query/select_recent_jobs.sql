-- The newest jobs; groups are left out, their parts are here.
SELECT
  id, parent_job_id, coalesce(connection_id, former_connection_id) AS connection_id, tenant_id, entity, job_type, status, start_date, end_date, created_at, started_at,
  completed_at, duration_seconds, records_processed, records_inserted, records_updated, records_unchanged,
  records_deleted, records_failed, bytes_billed, cost_usd, cost_status, error_code, error_message, error_details,
  retry_count, max_retries, next_attempt_at, heartbeat_at, triggered_by, triggered_by_user_id, metadata,
  idempotency_key
FROM sync_jobs
WHERE tenant_id = $1 AND (connection_id IS NOT NULL OR former_connection_id IS NOT NULL)
ORDER BY created_at DESC, id
LIMIT $2
