-- $1 job that succeeded, $2 today in the tenant's zone. Days to come are not synced yet, whatever was asked for.
WITH done AS (
  SELECT connection_id, entity, tenant_id, start_date, least(end_date, $2) AS last_day,
    CAST(metadata ->> 'retained_from' AS date) AS retained_from
  FROM sync_jobs
  WHERE id = $1 AND campaign_ids IS NULL AND start_date <= $2 AND end_date IS NOT NULL
), known AS (
  UPDATE connection_progress AS progress
  SET synced_through = done.last_day
  FROM done
  WHERE progress.connection_id = done.connection_id AND progress.entity = done.entity
    AND progress.synced_through < done.last_day
    -- A window that does not connect would leave a gap behind; one that begins with the first day kept leaves none.
    AND (done.start_date <= progress.synced_through + 1 OR done.start_date <= done.retained_from)
)
INSERT INTO connection_progress (connection_id, entity, tenant_id, synced_through)
SELECT connection_id, entity, tenant_id, last_day FROM done
ON CONFLICT (connection_id, entity) DO NOTHING
