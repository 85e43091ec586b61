-- $1 over before, $2 most rows.
-- Rejects would go with their job; a head is over when the last of its parts is gone.
-- Chosen first and once: a subquery of the DELETE may run again for each row, past its limit.
WITH old AS MATERIALIZED (
  SELECT id
  FROM sync_jobs AS job
  WHERE status IN ('completed', 'failed', 'partial', 'skipped', 'blocked')
    AND created_at < $1 AND coalesce(completed_at, created_at) < $1
    AND NOT EXISTS (SELECT FROM sync_rejects AS reject WHERE reject.job_id = job.id)
    AND NOT EXISTS (SELECT FROM sync_jobs AS part WHERE part.parent_job_id = job.id)
  LIMIT $2
  FOR UPDATE SKIP LOCKED
)
DELETE FROM sync_jobs AS job USING old WHERE job.id = old.id
