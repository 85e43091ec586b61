-- $1 tenant, $2 connection or null, $3 first day, $4 end day, exclusive, $5 entity or null, $6 verdict or null,
-- $7, $8, $9 day, connection and entity of the last one seen, or null, $10 most rows.
SELECT connection_id, entity, day AS date, verdict, reconciled_at, job_id, healed_by_job,
  source_rows, source_impressions, source_clicks, source_spend, source_conversions, source_revenue,
  CAST(source_checksum AS text) AS source_checksum,
  store_rows, store_impressions, store_clicks, store_spend, store_conversions, store_revenue,
  CAST(store_checksum AS text) AS store_checksum
FROM (
  SELECT DISTINCT ON (day, connection_id, entity) *
  FROM reconciliations
  WHERE tenant_id = $1 AND day >= $3 AND day < $4
    AND (CAST($2 AS uuid) IS NULL OR connection_id = $2)
    AND (CAST($5 AS text) IS NULL OR entity = $5)
    AND (CAST($7 AS date) IS NULL OR day < $7
      OR (day = $7 AND (connection_id, entity) > (CAST($8 AS uuid), CAST($9 AS text))))
  ORDER BY day DESC, connection_id, entity, reconciled_at DESC, job_id
) AS proof
WHERE CAST($6 AS text) IS NULL OR verdict = $6
ORDER BY day DESC, connection_id, entity
LIMIT $10
