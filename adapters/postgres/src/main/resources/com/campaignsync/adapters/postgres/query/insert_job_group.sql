-- The head of a group. Nobody runs it: it follows its parts, and ends when the last of them does.
INSERT INTO sync_jobs (
  tenant_id, entity, job_type, status, start_date, end_date, triggered_by, triggered_by_user_id, idempotency_key)
VALUES ($1, $2, $3, 'pending', $4, $5, $6, $7, $8)
RETURNING id
