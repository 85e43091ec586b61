INSERT INTO sync_jobs (
  parent_job_id, connection_id, tenant_id, entity, job_type, start_date, end_date, days_asked, triggered_by,
  triggered_by_user_id, idempotency_key, forced, campaign_ids)
VALUES ($1, $2, $3, $4, $5, $6, $7, CAST($6 AS date) IS NOT NULL, $8, $9, $10, $11, (
  SELECT array_agg(campaign_id ORDER BY campaign_id)
  FROM campaign_spaces
  WHERE tenant_id = $3 AND connection_id = $2 AND id = ANY (CAST($12 AS uuid[]))))
RETURNING id, connection_id, status, start_date, end_date, forced, retry_count, max_retries, entity, job_type
