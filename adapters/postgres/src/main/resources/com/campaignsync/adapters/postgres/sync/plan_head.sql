-- $1 idempotency key, $2 tenant, $3 entity, $4 job type, $5 first day, $6 last day, inclusive, $7 trigger, $8 user.
-- The head of planned work. Nobody runs it: it follows its parts, and ends when the last of them does.
-- No row if there is one already.
INSERT INTO sync_jobs (
  idempotency_key, tenant_id, entity, job_type, status, start_date, end_date, triggered_by, triggered_by_user_id)
VALUES ($1, $2, $3, $4, 'pending', $5, $6, $7, $8)
ON CONFLICT (idempotency_key) DO NOTHING
RETURNING id
