-- $1 job, $2 connection, $3 bytes billed, $4 US dollars, $5 whether shared, $6 notes: a JSON object.
-- A price per byte is an estimate until the ledger has the job, and so is a share; nothing billed is exact.
-- The query counts as one read of the connection, however often it is told of.
WITH noted AS (
  UPDATE sync_jobs
  SET bytes_billed = bytes_billed + $3, cost_usd = cost_usd + $4,
      cost_status = CASE WHEN $3 = 0 AND NOT $5 THEN cost_status ELSE 'estimated' END,
      heartbeat_at = clock_timestamp(), metadata = merge_notes(metadata, CAST($6 AS jsonb))
  WHERE id = $1 AND connection_id = $2
  RETURNING connection_id
)
INSERT INTO source_reads (connection_id, bigquery_job)
SELECT connection_id, CAST($6 AS jsonb) ->> 'bigquery_job'
FROM noted
WHERE CAST($6 AS jsonb) ? 'bigquery_job'
ON CONFLICT DO NOTHING
