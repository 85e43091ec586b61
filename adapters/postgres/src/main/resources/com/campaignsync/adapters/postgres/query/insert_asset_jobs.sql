-- $1 tenant, $2 jobs of campaign metrics that were just asked for.
-- Who asks for a sync of a connection means its assets too. Where they are being synced already, that will do.
INSERT INTO sync_jobs (
  parent_job_id, connection_id, tenant_id, entity, job_type, start_date, end_date, days_asked, triggered_by,
  triggered_by_user_id, idempotency_key, forced, campaign_ids)
SELECT job.parent_job_id, job.connection_id, job.tenant_id, 'asset_metrics', job.job_type, job.start_date,
  job.end_date, job.days_asked, job.triggered_by, job.triggered_by_user_id, job.idempotency_key || ':asset_metrics',
  job.forced, job.campaign_ids
FROM sync_jobs AS job
JOIN connections AS connection ON connection.id = job.connection_id
WHERE job.tenant_id = $1 AND job.id = ANY ($2) AND job.entity = 'campaign_metrics'
  AND connection.asset_source IS NOT NULL
  AND NOT EXISTS (
    SELECT FROM sync_jobs AS open
    WHERE open.connection_id = job.connection_id AND open.entity = 'asset_metrics'
      AND open.status IN ('pending', 'retrying', 'running'))
ORDER BY job.connection_id
RETURNING id, connection_id, status, start_date, end_date, forced, retry_count, max_retries, entity, job_type
