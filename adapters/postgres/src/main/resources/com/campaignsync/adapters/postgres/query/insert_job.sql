INSERT INTO sync_jobs (
  parent_job_id, connection_id, tenant_id, entity, job_type, start_date, end_date, triggered_by, triggered_by_user_id,
  idempotency_key, forced)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
RETURNING id, connection_id, status, start_date, end_date, forced, retry_count, max_retries, entity, job_type
