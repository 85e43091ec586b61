-- $1 connection, $2 entity, $3 tenant, $4 extraction version, $5 job, $6 days, $7 their modification times, as texts.
-- A day without a staged row is one the source has no row of: it is read all the same.
INSERT INTO source_partitions AS stored (
  connection_id, entity, day, tenant_id, source_modified_at, extraction_version, row_count, job_id)
SELECT $1, $2, read.day, $3, read.modified_at, $4, coalesce(staged.row_count, 0), $5
FROM unnest(CAST($6 AS date[]), CAST($7 AS timestamptz[])) AS read (day, modified_at)
LEFT JOIN (
  SELECT metric_date, count(*) AS row_count FROM sync_staging GROUP BY metric_date
) AS staged ON staged.metric_date = read.day
ON CONFLICT (connection_id, entity, day) DO UPDATE SET
  source_modified_at = excluded.source_modified_at, extraction_version = excluded.extraction_version,
  row_count = excluded.row_count, checksum = NULL, job_id = excluded.job_id
WHERE stored.extraction_version <= excluded.extraction_version
