-- What the public health check may know of all tenants: four times, nobody's data.
SET LOCAL ROLE campaign_sync_owner;

CREATE FUNCTION service_health(
  OUT next_run timestamptz, OUT last_sync timestamptz, OUT last_success timestamptz, OUT last_failure timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  -- By status and latest end first, so that each answer is one step into the index sync_jobs_ended.
  WITH last_of_status AS (
    SELECT s.status, j.completed_at
    FROM unnest(ARRAY['completed', 'partial', 'skipped', 'failed', 'blocked']) AS s (status)
    CROSS JOIN LATERAL (
      SELECT completed_at FROM sync_jobs
      WHERE status = s.status AND completed_at IS NOT NULL AND connection_id IS NOT NULL
      ORDER BY completed_at DESC LIMIT 1) j
  )
  SELECT
    (SELECT min(next_run_at) FROM connections WHERE NOT paused AND next_run_at IS NOT NULL),
    max(completed_at),
    max(completed_at) FILTER (WHERE status IN ('completed', 'partial', 'skipped')),
    max(completed_at) FILTER (WHERE status = 'failed')
  FROM last_of_status
$$;
COMMENT ON FUNCTION service_health() IS 'When the next sync is due and the last ones ended, over all tenants.';

REVOKE ALL ON FUNCTION service_health() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION service_health() TO app_api, app_worker;

RESET ROLE;
