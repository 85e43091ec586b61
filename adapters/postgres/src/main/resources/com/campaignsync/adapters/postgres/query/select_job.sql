-- One job. A group (no connection of its own) shows the state and sums of its parts, so it is never out of date.
SELECT
  j.id, j.parent_job_id, coalesce(j.connection_id, j.former_connection_id) AS connection_id, j.tenant_id, j.entity, j.job_type,
  coalesce(g.status, j.status) AS status,
  j.start_date, j.end_date, j.created_at,
  coalesce(g.started_at, j.started_at) AS started_at,
  coalesce(g.completed_at, j.completed_at) AS completed_at,
  coalesce(g.duration_seconds, j.duration_seconds) AS duration_seconds,
  coalesce(g.records_processed, j.records_processed) AS records_processed,
  coalesce(g.records_inserted, j.records_inserted) AS records_inserted,
  coalesce(g.records_updated, j.records_updated) AS records_updated,
  coalesce(g.records_unchanged, j.records_unchanged) AS records_unchanged,
  coalesce(g.records_deleted, j.records_deleted) AS records_deleted,
  coalesce(g.records_failed, j.records_failed) AS records_failed,
  coalesce(g.bytes_billed, j.bytes_billed) AS bytes_billed,
  coalesce(g.cost_usd, j.cost_usd) AS cost_usd,
  coalesce(g.cost_status, j.cost_status) AS cost_status,
  j.error_code, j.error_message, j.error_details, j.retry_count, j.max_retries, j.next_attempt_at,
  coalesce(g.heartbeat_at, j.heartbeat_at) AS heartbeat_at,
  j.triggered_by, j.triggered_by_user_id, coalesce(j.metadata || g.progress, j.metadata) AS metadata, j.idempotency_key
FROM sync_jobs j
LEFT JOIN LATERAL (
  SELECT
    CASE
      WHEN bool_and(k.status = 'pending') THEN 'pending'
      WHEN bool_or(k.status IN ('pending', 'running', 'retrying')) THEN 'running'
      WHEN min(k.status) = max(k.status) THEN min(k.status)
      WHEN bool_and(k.status IN ('completed', 'skipped')) THEN 'completed'
      ELSE 'partial'
    END AS status,
    min(k.started_at) AS started_at,
    CASE WHEN bool_and(k.completed_at IS NOT NULL) THEN max(k.completed_at) END AS completed_at,
    CASE WHEN bool_and(k.completed_at IS NOT NULL)
      THEN CAST(extract(epoch FROM max(k.completed_at) - min(k.started_at)) AS numeric(12, 3)) END AS duration_seconds,
    CAST(sum(k.records_processed) AS bigint) AS records_processed,
    CAST(sum(k.records_inserted) AS bigint) AS records_inserted,
    CAST(sum(k.records_updated) AS bigint) AS records_updated,
    CAST(sum(k.records_unchanged) AS bigint) AS records_unchanged,
    CAST(sum(k.records_deleted) AS bigint) AS records_deleted,
    CAST(sum(k.records_failed) AS bigint) AS records_failed,
    CAST(sum(k.bytes_billed) AS bigint) AS bytes_billed,
    sum(k.cost_usd) AS cost_usd,
    -- The least certain of the parts: unknown, then estimated, then exact.
    CASE WHEN bool_or(k.cost_status = 'unknown') THEN 'unknown'
         WHEN bool_or(k.cost_status = 'estimated') THEN 'estimated' ELSE 'exact' END AS cost_status,
    max(k.heartbeat_at) AS heartbeat_at,
    -- How many parts stand where.
    jsonb_build_object('jobs', jsonb_strip_nulls(jsonb_build_object(
      'pending', nullif(count(*) FILTER (WHERE k.status = 'pending'), 0),
      'running', nullif(count(*) FILTER (WHERE k.status = 'running'), 0),
      'retrying', nullif(count(*) FILTER (WHERE k.status = 'retrying'), 0),
      'completed', nullif(count(*) FILTER (WHERE k.status = 'completed'), 0),
      'partial', nullif(count(*) FILTER (WHERE k.status = 'partial'), 0),
      'skipped', nullif(count(*) FILTER (WHERE k.status = 'skipped'), 0),
      'blocked', nullif(count(*) FILTER (WHERE k.status = 'blocked'), 0),
      'failed', nullif(count(*) FILTER (WHERE k.status = 'failed'), 0)))) AS progress
  FROM sync_jobs k
  WHERE k.parent_job_id = j.id AND k.tenant_id = $1
  HAVING count(*) > 0
) g ON j.connection_id IS NULL AND j.former_connection_id IS NULL
WHERE j.tenant_id = $1 AND j.id = $2
