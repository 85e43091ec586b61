SET LOCAL ROLE campaign_sync_owner;

CREATE TABLE source_reads (
  connection_id uuid NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  bigquery_job  text NOT NULL,
  read_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (connection_id, bigquery_job)
);
COMMENT ON TABLE source_reads IS 'Which queries read data for a connection, for the hourly limit on them; kept for a day.';
CREATE INDEX source_reads_recent ON source_reads (connection_id, read_at);
COMMENT ON INDEX source_reads_recent IS 'How many reads a connection had since an instant.';
CREATE INDEX source_reads_old ON source_reads (read_at);
COMMENT ON INDEX source_reads_old IS 'What the weekly cleanup asks for.';
GRANT SELECT, INSERT, UPDATE, DELETE ON source_reads TO app_worker;

CREATE TABLE reconciliations (
  connection_id      uuid NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  entity             text NOT NULL,
  day                date NOT NULL,
  job_id             uuid NOT NULL,
  tenant_id          text NOT NULL,
  source_rows        bigint NOT NULL,
  source_impressions numeric,
  source_clicks      numeric,
  source_spend       numeric,
  source_conversions numeric,
  source_revenue     numeric,
  source_checksum    numeric NOT NULL,
  store_rows         bigint NOT NULL,
  store_impressions  numeric,
  store_clicks       numeric,
  store_spend        numeric,
  store_conversions  numeric,
  store_revenue      numeric,
  store_checksum     numeric NOT NULL,
  verdict            text NOT NULL,
  reconciled_at      timestamptz NOT NULL,
  healed_by_job      uuid,
  PRIMARY KEY (connection_id, entity, day, job_id)
);
COMMENT ON TABLE reconciliations IS 'What each reconciliation found of each day: both sides before anything was healed, and how they compared. All are kept as long as the day.';
COMMENT ON COLUMN reconciliations.healed_by_job IS 'The job that read the day again and proved that what is stored is what it has read.';
CREATE INDEX reconciliations_tenant_day ON reconciliations (tenant_id, day, reconciled_at DESC);
COMMENT ON INDEX reconciliations_tenant_day IS 'The last proof of each of a tenant''s days.';
CREATE INDEX reconciliations_day ON reconciliations (day);
COMMENT ON INDEX reconciliations_day IS 'What leaves with a month.';

ALTER TABLE reconciliations ENABLE ROW LEVEL SECURITY;
CREATE POLICY one_tenant ON reconciliations TO app_api
  USING (tenant_id = nullif(current_setting('app.tenant_id', true), ''));
CREATE POLICY every_tenant ON reconciliations TO app_worker USING (true) WITH CHECK (true);
GRANT SELECT ON reconciliations TO app_api;
GRANT SELECT, INSERT, UPDATE, DELETE ON reconciliations TO app_worker;

RESET ROLE;
