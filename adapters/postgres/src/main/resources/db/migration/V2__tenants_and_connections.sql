SET LOCAL ROLE campaign_sync_owner;

CREATE TABLE tenants (
  id               text PRIMARY KEY CHECK (id = btrim(id) AND length(id) BETWEEN 1 AND 256),
  name             text NOT NULL,
  tier             text NOT NULL DEFAULT 'standard' CHECK (tier IN ('standard', 'premium', 'enterprise')),
  time_zone        text NOT NULL DEFAULT 'UTC',
  currency         text NOT NULL DEFAULT 'USD',
  realtime_allowed boolean NOT NULL DEFAULT false,
  data_version     bigint NOT NULL DEFAULT 0,
  created_at       timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE tenants IS 'Customers. Everything else hangs on a tenant and is readable by it alone.';
COMMENT ON COLUMN tenants.time_zone IS 'IANA zone that says which day is today for the tenant.';
COMMENT ON COLUMN tenants.currency IS 'ISO 4217 code taken for rows whose source names none.';
COMMENT ON COLUMN tenants.data_version IS 'Grows with every commit that changes what the API could answer; ETags are made of it.';

CREATE TABLE connections (
  id                       uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id                text NOT NULL REFERENCES tenants (id),
  platform                 text NOT NULL CHECK (length(platform) BETWEEN 1 AND 256),
  account_id               text,
  name                     text NOT NULL,
  source                   text NOT NULL DEFAULT 'campaign_metrics',
  mapping                  jsonb NOT NULL DEFAULT '{}',
  asset_source             text,
  asset_mapping            jsonb NOT NULL DEFAULT '{}',
  lookback_days            integer NOT NULL DEFAULT 30 CHECK (lookback_days BETWEEN 0 AND 36525),
  grain                    text NOT NULL DEFAULT 'daily' CHECK (grain IN ('daily', 'hourly')),
  sync_frequency           text NOT NULL DEFAULT 'manual'
    CHECK (sync_frequency IN ('manual', 'realtime', '5min', '10min', '30min', 'hourly', 'daily')),
  paused                   boolean NOT NULL DEFAULT false,
  next_run_at              timestamptz,
  sync_status              text NOT NULL DEFAULT 'idle' CHECK (sync_status IN ('idle', 'queued', 'syncing', 'error')),
  last_sync_attempted_at   timestamptz,
  last_sync_completed_at   timestamptz,
  last_metrics_changed_at  timestamptz,
  total_syncs_attempted    bigint NOT NULL DEFAULT 0,
  total_syncs_with_changes bigint NOT NULL DEFAULT 0,
  last_sync_error          text,
  created_at               timestamptz NOT NULL DEFAULT now(),
  UNIQUE NULLS NOT DISTINCT (tenant_id, platform, source, account_id)
);
COMMENT ON TABLE connections IS 'One ad account of one tenant on one platform, and how its rows are found in BigQuery.';
COMMENT ON COLUMN connections.source IS 'Table or view that holds the rows: table, dataset.table or project.dataset.table.';
COMMENT ON COLUMN connections.mapping IS 'Where the source''s columns differ from ours: field name to column name; {} is the identity.';
COMMENT ON COLUMN connections.asset_source IS 'Table or view that holds the rows per asset; null where the connection has none.';
COMMENT ON COLUMN connections.asset_mapping IS 'The mapping of asset_source.';
COMMENT ON COLUMN connections.lookback_days IS 'How far back the platform still restates its numbers; every sync looks at least that far.';
COMMENT ON COLUMN connections.last_sync_completed_at IS 'End of the last sync that succeeded, changed anything or not; after the first, syncs of some campaigns or of past days alone do not count.';
CREATE INDEX connections_due ON connections (next_run_at) WHERE NOT paused AND next_run_at IS NOT NULL;
COMMENT ON INDEX connections_due IS 'What dispatch asks for every minute.';

CREATE TABLE connection_progress (
  connection_id  uuid NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  entity         text NOT NULL,
  tenant_id      text NOT NULL,
  synced_through date NOT NULL,
  PRIMARY KEY (connection_id, entity)
);
COMMENT ON TABLE connection_progress IS 'How far each connection''s rows are complete; apart from connections, so that a settings change never waits for it.';
COMMENT ON COLUMN connection_progress.synced_through IS 'Last day up to which every day was synced at least once: moved only by windows that connect to it, never back.';

CREATE TABLE connection_leases (
  connection_id uuid PRIMARY KEY REFERENCES connections (id) ON DELETE CASCADE,
  owner         text NOT NULL,
  fence         bigint NOT NULL,
  time_to_live  interval NOT NULL,
  expires_at    timestamptz NOT NULL
);
COMMENT ON TABLE connection_leases IS 'Who may write a connection''s metrics. Apart from connections, so that a settings change never waits for a load.';
COMMENT ON COLUMN connection_leases.fence IS 'Fencing token: grows with every acquisition; each write transaction locks the row and proves its own.';
COMMENT ON COLUMN connection_leases.time_to_live IS 'As asked for by the holder: each of its write transactions extends the lease by it.';

RESET ROLE;
