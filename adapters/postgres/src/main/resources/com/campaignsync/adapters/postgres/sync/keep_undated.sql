-- $1 job, $2 connection, $3 entity, $4 samples: JSON objects as texts, $5 how many rows the source has.
-- A sample that was open before stays one row under this job; one that is gone is settled. The count replaces what an
-- earlier run of the job has counted.
WITH found AS (
  SELECT DISTINCT CAST(sample AS jsonb) AS raw_row FROM unnest(CAST($4 AS text[])) AS samples (sample)
), known AS (
  UPDATE sync_rejects AS reject
  SET job_id = CASE WHEN found.raw_row IS NULL THEN reject.job_id ELSE $1 END,
      resolved_at = CASE WHEN found.raw_row IS NULL THEN transaction_timestamp() END,
      resolved_by_job = CASE WHEN found.raw_row IS NULL THEN CAST($1 AS uuid) END
  FROM sync_rejects AS open
  LEFT JOIN found ON found.raw_row = open.raw_row
  WHERE reject.id = open.id
    AND open.connection_id = $2 AND open.entity = $3 AND open.metric_date IS NULL AND open.reason = 'NO_DATE'
    AND open.resolved_at IS NULL
  RETURNING reject.raw_row
), added AS (
  INSERT INTO sync_rejects (job_id, connection_id, tenant_id, entity, reason, raw_row)
  SELECT $1, $2, connection.tenant_id, $3, 'NO_DATE', found.raw_row
  FROM found
  JOIN connections AS connection ON connection.id = $2
  WHERE NOT EXISTS (SELECT FROM known WHERE known.raw_row = found.raw_row)
)
UPDATE sync_jobs
SET records_failed = records_failed + $5 - coalesce(CAST(metadata ->> 'rows_without_date' AS bigint), 0),
    metadata = CASE
      WHEN $5 = 0 THEN metadata - 'rows_without_date'
      ELSE metadata || jsonb_build_object('rows_without_date', CAST($5 AS bigint)) END
WHERE id = $1
