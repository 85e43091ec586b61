-- $1 ended since, where nobody tried to tell yet, $2 most jobs, $3 how long the claim lasts, in seconds, $4 most tries.
-- What was claimed that often and never answered is given up: whoever tells it may die of it.
WITH due AS (
  SELECT id, notice_attempts < $4 AS again
  FROM sync_jobs
  WHERE notice_due AND (notice_attempts > 0 OR completed_at >= $1) AND (next_notice_at IS NULL OR next_notice_at <= now())
  ORDER BY completed_at, id
  LIMIT $2
  FOR NO KEY UPDATE SKIP LOCKED
), claimed AS (
  UPDATE sync_jobs AS job
  SET notice_due = due.again,
      notice_attempts = notice_attempts + CASE WHEN due.again THEN 1 ELSE 0 END,
      next_notice_at = CASE WHEN due.again THEN clock_timestamp() + make_interval(secs => $3) END,
      notice_error = CASE WHEN due.again THEN notice_error
        ELSE coalesce(notice_error, 'claimed ' || notice_attempts || ' times and never answered') END
  FROM due
  WHERE job.id = due.id
  RETURNING job.id, coalesce(job.connection_id, job.former_connection_id) AS connection_id, job.tenant_id, job.entity, job.job_type, job.status, job.completed_at,
    job.records_processed, job.records_failed, job.error_code, job.error_message, job.notice_attempts, job.notice_due
)
SELECT id, connection_id, tenant_id, entity, job_type, status, completed_at, records_processed, records_failed,
  error_code, error_message, notice_attempts
FROM claimed
WHERE notice_due
ORDER BY completed_at, id
