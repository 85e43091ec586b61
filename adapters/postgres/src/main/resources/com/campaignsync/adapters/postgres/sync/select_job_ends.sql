-- $1 jobs. Those of them that are over.
SELECT id, coalesce(connection_id, former_connection_id) AS connection_id, tenant_id, entity, job_type, status, error_code, error_message,
  ARRAY(SELECT jsonb_array_elements_text(metadata -> 'guarded_days')) AS guarded_days,
  records_processed, records_inserted, records_updated, records_deleted, records_failed, bytes_billed, cost_usd,
  duration_seconds
FROM sync_jobs
WHERE id = ANY ($1) AND completed_at IS NOT NULL
