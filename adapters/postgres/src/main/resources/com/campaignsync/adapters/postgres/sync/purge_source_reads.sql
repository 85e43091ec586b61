-- $1 read before, $2 most rows.
DELETE FROM source_reads
WHERE (connection_id, bigquery_job) IN (
  SELECT connection_id, bigquery_job FROM source_reads WHERE read_at < $1 LIMIT $2 FOR UPDATE SKIP LOCKED)
