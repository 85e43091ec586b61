-- $1 tenant, $2 job of campaign metrics. The job of assets is named after it where it is kept.
SELECT assets.id
FROM sync_jobs AS job
JOIN sync_jobs AS assets ON assets.tenant_id = job.tenant_id
  AND assets.idempotency_key = job.idempotency_key || ':asset_metrics'
WHERE job.tenant_id = $1 AND job.id = $2 AND assets.entity = 'asset_metrics'
