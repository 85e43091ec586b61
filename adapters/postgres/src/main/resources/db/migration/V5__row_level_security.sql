-- Tenant isolation by the database itself, beside the filter in every query. The API's role sees the tenant named
-- by the transaction's app.tenant_id and nothing else; an unset or empty setting shows no row.
SET LOCAL ROLE campaign_sync_owner;

DO $$
DECLARE
  table_name text;
  key_column text;
BEGIN
  FOREACH table_name IN ARRAY ARRAY['tenants', 'connections', 'connection_progress', 'sync_jobs', 'sync_rejects', 'source_partitions',
      'campaign_spaces', 'campaign_metrics', 'metric_changes', 'metrics_daily'] LOOP
    key_column := CASE table_name WHEN 'tenants' THEN 'id' ELSE 'tenant_id' END;
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', table_name);
    EXECUTE format('CREATE POLICY one_tenant ON %I TO app_api USING (%I = nullif(current_setting(''app.tenant_id'', true), ''''))',
      table_name, key_column);
    EXECUTE format('CREATE POLICY every_tenant ON %I TO app_worker USING (true) WITH CHECK (true)', table_name);
    EXECUTE format('GRANT SELECT ON %I TO app_api', table_name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO app_worker', table_name);
  END LOOP;
END $$;

GRANT SELECT, INSERT, UPDATE, DELETE ON connection_leases, dead_letters TO app_worker;
-- The API asks for syncs: it adds a pending job and marks its connection queued, nothing more.
GRANT INSERT ON sync_jobs TO app_api;
-- A job that waits for its next attempt is brought forward by whoever asks for a sync now.
GRANT UPDATE (next_attempt_at) ON sync_jobs TO app_api;
GRANT UPDATE (sync_status) ON connections TO app_api;

RESET ROLE;
