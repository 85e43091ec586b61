-- $1 job, $2 connection, $3 error code, $4 error message, $5 retryable, $6 seconds to wait where the run was only
-- postponed: that costs no retry and is no attempt. No row if the job is over already.
-- Back-off before the next attempt: 15 s, four times as long after each, at most 15 min, all within a fifth more or
-- less, so that jobs that failed together do not come back together. By the store's clock: workers' clocks differ.
WITH verdict AS (
  SELECT id, CAST($6 AS double precision) IS NOT NULL OR ($5 AND retry_count < max_retries) AS again
  FROM sync_jobs
  WHERE id = $1 AND connection_id = $2 AND status IN ('pending', 'retrying', 'running')
  FOR NO KEY UPDATE
)
UPDATE sync_jobs AS job
SET status = CASE WHEN verdict.again THEN 'retrying' ELSE 'failed' END,
    retry_count = retry_count + CASE WHEN verdict.again AND CAST($6 AS double precision) IS NULL THEN 1 ELSE 0 END,
    next_attempt_at = CASE WHEN verdict.again THEN clock_timestamp()
      + make_interval(secs => coalesce(CAST($6 AS double precision), least(15 * 4 ^ least(retry_count, 10), 900)) * (0.8 + 0.4 * random())) END,
    completed_at = CASE WHEN verdict.again THEN NULL ELSE clock_timestamp() END,
    heartbeat_at = clock_timestamp(), error_code = $3, error_message = $4,
    error_details = CASE WHEN CAST($6 AS double precision) IS NOT NULL THEN error_details ELSE jsonb_build_object('attempts', coalesce(error_details -> 'attempts', '[]') || jsonb_build_object(
      'attempt', retry_count + 1, 'at', clock_timestamp(), 'code', CAST($3 AS text), 'message', CAST($4 AS text))) END,
    records_processed = greatest(
      records_processed, records_inserted + records_updated + records_unchanged + records_failed),
    notice_due = NOT verdict.again
FROM verdict
WHERE job.id = verdict.id
RETURNING job.status
