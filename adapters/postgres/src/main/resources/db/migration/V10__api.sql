-- What the API may do beside reading and asking for syncs: keep a tenant's connections. Row-level security holds for
-- every one of these statements; what is beyond the API's rights is done by functions that ask whose it is themselves.
SET LOCAL ROLE campaign_sync_owner;

GRANT INSERT (tenant_id, platform, account_id, name, source, mapping, asset_source, asset_mapping, lookback_days, grain,
  sync_frequency, next_run_at) ON connections TO app_api;
GRANT UPDATE (name, paused, source, mapping, asset_source, asset_mapping, lookback_days, sync_frequency, next_run_at)
  ON connections TO app_api;
-- Another source makes every day count as not yet read.
GRANT DELETE ON source_partitions TO app_api;

CREATE FUNCTION hold_connection(wanted uuid, OUT held boolean, OUT busy boolean, OUT running_job uuid)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  -- A load commits within seconds; rather be told to try again than wait for more.
  SET lock_timeout = '5s' AS $$
DECLARE
  own_tenant text := nullif(current_setting('app.tenant_id', true), '');
BEGIN
  held := EXISTS (SELECT FROM connections WHERE id = wanted AND tenant_id = own_tenant);
  IF held THEN
    -- In the order in which workers lock: the lease first.
    PERFORM FROM connection_leases WHERE connection_id = wanted FOR UPDATE;
    PERFORM FROM connections WHERE id = wanted AND tenant_id = own_tenant FOR UPDATE;
    held := FOUND;
    SELECT id INTO running_job FROM sync_jobs
      WHERE connection_id = wanted AND status = 'running' ORDER BY created_at, id LIMIT 1;
    busy := running_job IS NOT NULL OR EXISTS (
      SELECT FROM connection_leases WHERE connection_id = wanted AND expires_at > clock_timestamp());
  END IF;
END $$;
COMMENT ON FUNCTION hold_connection(uuid) IS 'Keeps workers from beginning on a connection of the transaction''s tenant until it ends, and tells whether one is at work.';

CREATE FUNCTION delete_connection(wanted uuid) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  own_tenant text := nullif(current_setting('app.tenant_id', true), '');
  hold record;
  parts uuid[];
BEGIN
  SELECT * INTO hold FROM hold_connection(wanted);
  IF NOT hold.held OR hold.busy THEN
    RAISE EXCEPTION 'connection % is not there or a sync of it is at work', wanted
      USING ERRCODE = 'object_in_use';
  END IF;
  DELETE FROM campaign_asset_metrics AS metric USING campaign_assets AS asset, campaign_spaces AS campaign
    WHERE campaign.connection_id = wanted AND asset.campaign_space_id = campaign.id
      AND metric.campaign_asset_id = asset.id;
  DELETE FROM campaign_metrics AS metric USING campaign_spaces AS campaign
    WHERE campaign.connection_id = wanted AND metric.campaign_space_id = campaign.id;
  DELETE FROM metric_changes WHERE tenant_id = own_tenant AND connection_id = wanted;
  DELETE FROM sync_rejects WHERE tenant_id = own_tenant AND connection_id = wanted;
  -- Jobs stay: what they cost was spent. Those that have not begun never will.
  WITH kept AS (
    UPDATE sync_jobs SET former_connection_id = wanted,
      status = CASE WHEN status IN ('pending', 'retrying') THEN 'failed' ELSE status END,
      completed_at = CASE WHEN status IN ('pending', 'retrying') THEN clock_timestamp() ELSE completed_at END,
      error_code = CASE WHEN status IN ('pending', 'retrying') THEN 'CONNECTION_DELETED' ELSE error_code END,
      error_message = CASE WHEN status IN ('pending', 'retrying') THEN 'the connection was deleted' ELSE error_message END
    WHERE connection_id = wanted
    RETURNING id)
  SELECT array_agg(id) INTO parts FROM kept;
  PERFORM refresh_heads(parts);
  -- The rest goes with it: campaigns, assets, rollup, watermarks, proofs, lease.
  DELETE FROM connections WHERE id = wanted AND tenant_id = own_tenant;
  UPDATE tenants SET data_version = data_version + 1 WHERE id = own_tenant;
END $$;
COMMENT ON FUNCTION delete_connection(uuid) IS 'Removes a connection of the transaction''s tenant and its data; its jobs stay, for what they cost. Refuses while a sync of it is at work.';

REVOKE ALL ON FUNCTION hold_connection(uuid), delete_connection(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hold_connection(uuid), delete_connection(uuid) TO app_api;

RESET ROLE;
