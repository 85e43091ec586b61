-- $1 jobs: a JSON object with an array, $2 their head, or null.
-- In the order of keys, so that two plans of the same work never wait for each other in a circle.
-- Jobs run in the order in which they were planned: each is a little younger than the one before.
WITH inserted AS (
  INSERT INTO sync_jobs (
    parent_job_id, connection_id, tenant_id, entity, job_type, start_date, end_date, days_asked, forced,
    triggered_by, triggered_by_user_id, idempotency_key, created_at)
  SELECT coalesce(job.parent_job_id, $2), job.connection_id, job.tenant_id, job.entity, job.job_type, job.start_date,
    job.end_date, job.start_date IS NOT NULL, job.forced, job.triggered_by, job.triggered_by_user_id, job.idempotency_key,
    now() + job.place * interval '1 microsecond'
  FROM ROWS FROM (jsonb_to_recordset(CAST($1 AS jsonb) -> 'jobs') AS (
    parent_job_id uuid, connection_id uuid, tenant_id text, entity text, job_type text, start_date date,
    end_date date, forced boolean, triggered_by text, triggered_by_user_id text, idempotency_key text))
  WITH ORDINALITY AS job (
    parent_job_id, connection_id, tenant_id, entity, job_type, start_date, end_date, forced, triggered_by,
    triggered_by_user_id, idempotency_key, place)
  ORDER BY job.idempotency_key
  ON CONFLICT (idempotency_key) DO NOTHING
  RETURNING connection_id
)
SELECT DISTINCT connection_id FROM inserted
