-- The head of a group. Nobody runs it: it is stored as over, and shows the state of its parts when read.
INSERT INTO sync_jobs (
  tenant_id, entity, job_type, status, start_date, end_date, triggered_by, triggered_by_user_id, idempotency_key)
VALUES ($1, $2, $3, 'completed', $4, $5, $6, $7, $8)
RETURNING id
