-- $1 tenant, $2 connection, $3 entity, $4 most days.
SELECT DISTINCT metric_date
FROM sync_rejects
WHERE tenant_id = $1 AND connection_id = $2 AND entity = $3 AND resolved_at IS NULL AND metric_date IS NOT NULL
ORDER BY metric_date
LIMIT $4
