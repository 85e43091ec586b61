-- $1 jobs over before, $2 settled before, $3 came before, whatever became of them, $4 read before,
-- $5 keys expired or windows began before, $6 audited before.
WITH kept_rejects AS (
  SELECT job_id FROM sync_rejects WHERE NOT (coalesce(resolved_at < $2, false) OR created_at < $3)
), old_jobs AS (
  SELECT id
  FROM sync_jobs AS job
  WHERE status IN ('completed', 'failed', 'partial', 'skipped', 'blocked')
    AND created_at < $1 AND coalesce(completed_at, created_at) < $1
    AND NOT EXISTS (SELECT FROM kept_rejects WHERE kept_rejects.job_id = job.id)
)
SELECT
  (SELECT count(*) FROM old_jobs WHERE NOT EXISTS (
    SELECT FROM sync_jobs AS part
    WHERE part.parent_job_id = old_jobs.id AND part.id NOT IN (SELECT id FROM old_jobs))) AS jobs,
  (SELECT count(*) FROM sync_rejects WHERE resolved_at < $2 OR created_at < $3) AS rejects,
  (SELECT count(*) FROM dead_letters WHERE replayed_at < $2 OR received_at < $3) AS dead_letters,
  (SELECT count(*) FROM source_reads WHERE read_at < $4) AS source_reads,
  (SELECT count(*) FROM idempotency_keys WHERE expires_at < $5)
    + (SELECT count(*) FROM rate_limits WHERE window_start < $5)
    + (SELECT count(*) FROM audit_log WHERE started_at < $6) AS request_records
