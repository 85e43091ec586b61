-- $1 connections, $2 idempotency keys, $3 entity.
-- Where a job for the same work waits already, a second one would only read the same again.
INSERT INTO sync_jobs (connection_id, tenant_id, entity, job_type, triggered_by, idempotency_key)
SELECT connection.id, connection.tenant_id, $3, 'incremental_sync', 'scheduler', due.idempotency_key
FROM unnest(CAST($1 AS uuid[]), CAST($2 AS text[])) AS due (connection_id, idempotency_key)
JOIN connections AS connection ON connection.id = due.connection_id
WHERE NOT EXISTS (
  SELECT FROM sync_jobs AS waiting
  WHERE waiting.connection_id = connection.id AND waiting.entity = $3 AND waiting.status = 'pending'
    AND waiting.job_type = 'incremental_sync' AND waiting.start_date IS NULL)
ON CONFLICT (idempotency_key) DO NOTHING
RETURNING id, connection_id, tenant_id, entity, job_type, status, start_date, end_date, retry_count, max_retries
