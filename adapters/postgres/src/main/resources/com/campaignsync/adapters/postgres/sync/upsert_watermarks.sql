-- $1 connection, $2 entity, $3 tenant, $4 extraction version, $5 job, $6 days, $7 their modification times, $8 how many
-- keys the source has of each, as texts.
INSERT INTO source_partitions AS stored (
  connection_id, entity, day, tenant_id, source_modified_at, extraction_version, row_count, job_id)
SELECT $1, $2, read.day, $3, read.modified_at, $4, read.row_count, $5
FROM unnest(CAST($6 AS date[]), CAST($7 AS timestamptz[]), CAST($8 AS bigint[])) AS read (day, modified_at, row_count)
ON CONFLICT (connection_id, entity, day) DO UPDATE SET
  source_modified_at = excluded.source_modified_at, extraction_version = excluded.extraction_version,
  row_count = excluded.row_count, checksum = NULL, job_id = excluded.job_id
WHERE stored.extraction_version <= excluded.extraction_version
