-- $1 job, $2 connection, $3 notes: a JSON object. Nothing if the job is over.
UPDATE sync_jobs
SET status = 'pending', heartbeat_at = clock_timestamp(), next_attempt_at = NULL,
    metadata = merge_notes(metadata, CAST($3 AS jsonb))
WHERE id = $1 AND connection_id = $2 AND status IN ('pending', 'retrying', 'running')
