-- $1 idempotency keys, in the order wanted.
SELECT id, coalesce(connection_id, former_connection_id) AS connection_id, tenant_id, entity, job_type, status,
  start_date, end_date, forced, retry_count, max_retries, campaign_ids
FROM unnest(CAST($1 AS text[])) WITH ORDINALITY AS wanted (idempotency_key, place)
JOIN sync_jobs USING (idempotency_key)
ORDER BY place
