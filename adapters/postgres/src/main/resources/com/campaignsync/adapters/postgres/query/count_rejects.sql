-- $1 tenant, $2 connection, $3 first day, $4 end day, exclusive, $5 reason, each null for any, $6 only open ones.
SELECT reason, count(*) AS rejects
FROM sync_rejects
WHERE tenant_id = $1
  AND (CAST($2 AS uuid) IS NULL OR connection_id = $2)
  AND (CAST($3 AS date) IS NULL OR (metric_date >= $3 AND metric_date < $4))
  AND (CAST($5 AS text) IS NULL OR reason = $5)
  AND (NOT $6 OR resolved_at IS NULL)
GROUP BY reason
ORDER BY reason
