-- What operators and the public pages need beyond one tenant: the directory of tenants, and figures over all syncs.
SET LOCAL ROLE campaign_sync_owner;

-- Making and changing a tenant goes by the row policy: the transaction names the tenant, and can touch no other.
GRANT INSERT (id, name, tier, time_zone, currency, realtime_allowed) ON tenants TO app_api;
GRANT UPDATE (name, tier, time_zone, currency, realtime_allowed, data_version) ON tenants TO app_api;

-- Listing them cannot: this shows the directory's columns and nothing that hangs on a tenant. Whoever reads on names
-- one tenant for the transaction, as ever.
CREATE FUNCTION list_tenants(after_id text, count_max integer)
  RETURNS TABLE (id text, name text, tier text, time_zone text, currency text, realtime_allowed boolean,
    created_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT tenant.id, tenant.name, tenant.tier, tenant.time_zone, tenant.currency, tenant.realtime_allowed,
    tenant.created_at
  FROM tenants AS tenant
  WHERE after_id IS NULL OR tenant.id > after_id
  ORDER BY tenant.id
  LIMIT least(count_max, 1001)
$$;
COMMENT ON FUNCTION list_tenants(text, integer) IS 'The directory of tenants, by id, behind after_id: who they are, nothing that is theirs.';

CREATE FUNCTION service_stats(
  OUT completed bigint, OUT partial bigint, OUT skipped bigint, OUT failed bigint, OUT blocked bigint,
  OUT waiting bigint, OUT running bigint, OUT average_seconds numeric, OUT last_success timestamptz,
  OUT scheduled_connections bigint, OUT fresh_connections bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH jobs AS (
    -- Groups have no connection: only their parts count. By status first, as the index sync_jobs_ended is.
    SELECT job.status, job.duration_seconds
    FROM unnest(ARRAY['completed', 'partial', 'skipped', 'failed', 'blocked']) AS over (status)
    JOIN sync_jobs AS job ON job.status = over.status AND job.completed_at >= now() - interval '24 hours'
    WHERE job.connection_id IS NOT NULL AND job.job_type <> 'reconcile'
  ), open AS (
    SELECT status FROM sync_jobs
    WHERE status IN ('pending', 'retrying', 'running') AND connection_id IS NOT NULL AND job_type <> 'reconcile'
  ), clocked AS (
    SELECT coalesce(last_sync_completed_at >= now() - interval '2 hours' - CASE sync_frequency
      WHEN 'daily' THEN interval '1 day' WHEN 'hourly' THEN interval '1 hour' ELSE interval '30 minutes' END, false) AS fresh
    FROM connections
    WHERE NOT paused AND sync_frequency <> 'manual'
  )
  SELECT
    (SELECT count(*) FROM jobs WHERE status = 'completed'),
    (SELECT count(*) FROM jobs WHERE status = 'partial'),
    (SELECT count(*) FROM jobs WHERE status = 'skipped'),
    (SELECT count(*) FROM jobs WHERE status = 'failed'),
    (SELECT count(*) FROM jobs WHERE status = 'blocked'),
    (SELECT count(*) FROM open WHERE status <> 'running'),
    (SELECT count(*) FROM open WHERE status = 'running'),
    (SELECT round(avg(duration_seconds), 3) FROM jobs WHERE status IN ('completed', 'partial', 'failed')),
    (SELECT last_success FROM service_health()),
    (SELECT count(*) FROM clocked),
    (SELECT count(*) FROM clocked WHERE fresh)
$$;
COMMENT ON FUNCTION service_stats() IS 'How the syncs that ended within a day went, and how many connections are up to date, over all tenants.';

REVOKE ALL ON FUNCTION list_tenants(text, integer), service_stats() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION list_tenants(text, integer), service_stats() TO app_api;

RESET ROLE;
