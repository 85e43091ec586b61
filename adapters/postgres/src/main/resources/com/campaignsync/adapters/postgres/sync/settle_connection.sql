-- $1 connection, $2 the job that is settled, $3 whether it succeeded, $4 whether it changed anything.
-- What the connection shows is what the last attempt of each entity came to: an old job that ends late neither hides
-- that a newer one went well nor that it failed.
WITH last_attempts AS (
  SELECT attempt.status, attempt.complaint
  FROM (VALUES ('campaign_metrics'), ('asset_metrics')) AS entities (entity)
  CROSS JOIN LATERAL (
    SELECT status, error_code || ': ' || error_message AS complaint
    FROM sync_jobs
    WHERE connection_id = $1 AND entity = entities.entity AND (started_at IS NOT NULL OR error_code IS NOT NULL)
    ORDER BY created_at DESC, id
    LIMIT 1) AS attempt
), open_rejects AS (
  -- However well the last sync went: while rows are kept aside, numbers are missing. Bounded, for it is asked often.
  SELECT 'ROWS_REJECTED: ' || sum(rejected) || CASE WHEN sum(rejected) > 10000 THEN ' or more' ELSE '' END
    || ' rows of earlier syncs are kept aside still: ' || string_agg(rejected || ' ' || reason, ', ' ORDER BY reason)
    AS complaint
  FROM (
    SELECT reason, count(*) AS rejected
    FROM (SELECT reason FROM sync_rejects WHERE connection_id = $1 AND resolved_at IS NULL LIMIT 10001) AS kept
    GROUP BY reason) AS counted
), whole AS (
  -- What looked at some campaigns or at past days alone does not make the rest fresher. A day of grace: the ad account's
  -- calendar may be behind.
  SELECT
  FROM sync_jobs AS job
  JOIN tenants AS tenant ON tenant.id = job.tenant_id
  WHERE job.id = $2 AND job.campaign_ids IS NULL
    AND (NOT job.days_asked OR job.end_date >= CAST(job.created_at AT TIME ZONE tenant.time_zone AS date) - 1)
)
UPDATE connections
SET sync_status = CASE
      WHEN EXISTS (
        SELECT FROM sync_jobs
        WHERE connection_id = $1 AND (status = 'pending' OR (status = 'retrying' AND id <> $2))) THEN 'queued'
      WHEN EXISTS (SELECT FROM last_attempts WHERE status IN ('failed', 'retrying', 'blocked')) THEN 'error'
      ELSE 'idle' END,
    last_sync_error = coalesce(
      (SELECT string_agg(complaint, '; ' ORDER BY complaint) FROM last_attempts), (SELECT complaint FROM open_rejects)),
    last_sync_completed_at = CASE
      WHEN $3 AND (last_sync_completed_at IS NULL OR EXISTS (SELECT FROM whole)) THEN clock_timestamp()
      ELSE last_sync_completed_at END,
    total_syncs_with_changes = total_syncs_with_changes + CASE WHEN $4 THEN 1 ELSE 0 END
WHERE id = $1
