-- $1 ended before, $2 most rows.
-- Nobody was there to tell: whoever is told of from now on is not told of these.
WITH old AS MATERIALIZED (
  SELECT id FROM sync_jobs
  WHERE notice_due AND notice_attempts = 0 AND completed_at < $1
  ORDER BY completed_at
  LIMIT $2
  FOR NO KEY UPDATE SKIP LOCKED
)
UPDATE sync_jobs AS job
SET notice_due = false, notice_error = 'never told: too old when telling was switched on'
FROM old
WHERE job.id = old.id
