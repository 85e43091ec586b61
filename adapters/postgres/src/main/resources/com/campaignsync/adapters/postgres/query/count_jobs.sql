SELECT
  count(*) AS total,
  count(*) FILTER (WHERE status IN ('pending', 'running', 'retrying')) AS open
FROM sync_jobs
WHERE tenant_id = $1 AND (connection_id IS NOT NULL OR former_connection_id IS NOT NULL)
