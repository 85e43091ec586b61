-- $1 read before, $2 most rows.
-- Chosen first and once: a subquery of the DELETE may run again for each row, past its limit.
WITH old AS MATERIALIZED (
  SELECT connection_id, bigquery_job FROM source_reads WHERE read_at < $1 LIMIT $2 FOR UPDATE SKIP LOCKED
)
DELETE FROM source_reads AS one USING old
WHERE one.connection_id = old.connection_id AND one.bigquery_job = old.bigquery_job
