-- $1 job, $2 records so far. A late heartbeat of an earlier attempt never turns the count back.
UPDATE sync_jobs
SET heartbeat_at = clock_timestamp(), records_processed = greatest(records_processed, $2)
WHERE id = $1 AND status = 'running'
