-- $1 job, $2 connection, $3 skipped, $4 notes: a JSON object. No row if the job is over already.
-- A run that found nothing left to read after an earlier one died has not skipped what that one read and billed.
WITH rejects AS (
  SELECT jsonb_object_agg(reason, rejected) AS by_reason,
    sum(rejected) || ' rows were rejected: ' || string_agg(rejected || ' ' || reason, ', ' ORDER BY reason)
      || '; sync_rejects has them' AS message
  FROM (
    SELECT reason, count(*) AS rejected FROM sync_rejects WHERE job_id = $1 GROUP BY reason) AS counted
), ended AS (
  UPDATE sync_jobs
  SET status = CASE
        WHEN records_failed > 0 THEN 'partial'
        WHEN $3 AND metadata -> 'bigquery_job' IS NULL THEN 'skipped'
        ELSE 'completed' END,
      completed_at = clock_timestamp(), heartbeat_at = clock_timestamp(), next_attempt_at = NULL,
      started_at = coalesce(started_at, clock_timestamp()),
      records_processed = records_inserted + records_updated + records_unchanged + records_failed,
      -- A rejected row is no failure of the sync, but somebody must look at it.
      error_code = CASE WHEN rejects.message IS NOT NULL THEN 'ROWS_REJECTED' END,
      error_message = rejects.message, error_details = rejects.by_reason,
      metadata = merge_notes(metadata, CAST($4 AS jsonb))
  FROM rejects
  WHERE id = $1 AND connection_id = $2 AND status IN ('pending', 'retrying', 'running')
  RETURNING id, connection_id, status, error_code || ': ' || error_message AS complaint,
    records_inserted + records_updated + records_deleted > 0 AS changed
), settled AS (
  UPDATE connections AS connection
  SET sync_status = CASE WHEN EXISTS (
        SELECT FROM sync_jobs AS waiting
        WHERE waiting.connection_id = connection.id AND waiting.id <> ended.id
          AND waiting.status IN ('pending', 'retrying')) THEN 'queued' ELSE 'idle' END,
      last_sync_completed_at = clock_timestamp(), last_sync_error = ended.complaint,
      total_syncs_with_changes = total_syncs_with_changes + CASE WHEN ended.changed THEN 1 ELSE 0 END
  FROM ended
  WHERE connection.id = ended.connection_id
)
SELECT status FROM ended
