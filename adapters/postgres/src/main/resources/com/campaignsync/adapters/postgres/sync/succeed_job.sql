-- $1 job, $2 connection, $3 skipped, $4 notes: a JSON object. No row if the job is over already.
-- A run that found nothing left to read after an earlier one died has not skipped what that one read and billed.
WITH rejects AS (
  SELECT jsonb_object_agg(reason, rejected) AS by_reason,
    sum(rejected) || ' rows were rejected: ' || string_agg(rejected || ' ' || reason, ', ' ORDER BY reason)
      || '; sync_rejects has them'
      || CASE WHEN bool_or(reason = 'CURRENCY_CHANGED') THEN
        '. If a campaign''s first currency was wrong: a full resync with force over all its days changes it'
        ELSE '' END AS message
  FROM (
    SELECT reason, count(*) AS rejected FROM sync_rejects WHERE job_id = $1 GROUP BY reason) AS counted
), differs AS (
  SELECT CASE WHEN CAST(notes ->> 'days_differs' AS bigint) > 0 THEN
    (notes ->> 'days_differs') || ' days differ from the source though they were read again; reconciliations has them'
    END AS message
  FROM (SELECT merge_notes(metadata, CAST($4 AS jsonb)) AS notes FROM sync_jobs WHERE id = $1) AS merged
), guarded AS (
  SELECT 'the source has lost more rows of ' || string_agg(day, ', ' ORDER BY day)
    || ' than may be deleted unasked; they were kept: look, then resync with force' AS message
  FROM sync_jobs, jsonb_array_elements_text(metadata -> 'guarded_days') AS day
  WHERE id = $1
)
UPDATE sync_jobs
SET status = CASE
      WHEN records_failed > 0 OR guarded.message IS NOT NULL OR differs.message IS NOT NULL THEN 'partial'
      WHEN $3 AND metadata -> 'bigquery_job' IS NULL THEN 'skipped'
      ELSE 'completed' END,
    completed_at = clock_timestamp(), heartbeat_at = clock_timestamp(), next_attempt_at = NULL,
    started_at = coalesce(started_at, clock_timestamp()),
    records_processed = records_inserted + records_updated + records_unchanged + records_failed,
    -- A rejected row is no failure of the sync, but somebody must look at it.
    error_code = CASE
      WHEN differs.message IS NOT NULL THEN 'DAYS_DIFFER'
      WHEN guarded.message IS NOT NULL THEN 'DELETES_GUARDED'
      WHEN rejects.message IS NOT NULL THEN 'ROWS_REJECTED' END,
    error_message = nullif(concat_ws('; ', differs.message, guarded.message, rejects.message), ''), error_details = rejects.by_reason,
    metadata = merge_notes(metadata, CAST($4 AS jsonb)),
    notice_due = true
FROM rejects, differs, guarded
WHERE id = $1 AND connection_id = $2 AND status IN ('pending', 'retrying', 'running')
RETURNING status, records_inserted + records_updated + records_deleted > 0 AS changed
