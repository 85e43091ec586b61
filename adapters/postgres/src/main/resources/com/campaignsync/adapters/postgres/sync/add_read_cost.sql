-- $1 job, $2 connection, $3 bytes billed, $4 US dollars, $5 notes: a JSON object.
-- A price per byte is an estimate until the ledger has the job; nothing billed is exact.
UPDATE sync_jobs
SET bytes_billed = bytes_billed + $3, cost_usd = cost_usd + $4,
    cost_status = CASE WHEN $3 = 0 THEN cost_status ELSE 'estimated' END,
    heartbeat_at = clock_timestamp(), metadata = merge_notes(metadata, CAST($5 AS jsonb))
WHERE id = $1 AND connection_id = $2
