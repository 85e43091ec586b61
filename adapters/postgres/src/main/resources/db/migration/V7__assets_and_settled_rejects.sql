SET LOCAL ROLE campaign_sync_owner;

-- The unique key on (campaign_space_id, metric_date, metric_hour) begins with the same columns and answers the same.
DROP INDEX campaign_metrics_space_date;

-- Its connection is the tenant's, and cannot be without it: asking for the tenant too doubled the cost of a campaign.
ALTER TABLE campaign_spaces DROP CONSTRAINT campaign_spaces_tenant_id_fkey;
-- Totals change with every sync: room in the page keeps an update out of the indexes.
ALTER TABLE campaign_spaces SET (fillfactor = 50);

ALTER TABLE sync_rejects
  ADD COLUMN entity text NOT NULL DEFAULT 'campaign_metrics',
  ADD COLUMN resolved_at timestamptz,
  ADD COLUMN resolved_by_job uuid;
COMMENT ON COLUMN sync_rejects.resolved_at IS 'When its day was loaded again without it; null: still open.';
COMMENT ON COLUMN sync_rejects.resolved_by_job IS 'Job that loaded the day again.';
CREATE INDEX sync_rejects_day ON sync_rejects (connection_id, entity, metric_date);
COMMENT ON INDEX sync_rejects_day IS 'What every load asks: the rejects of its days.';
CREATE INDEX sync_rejects_open ON sync_rejects (connection_id, reason) WHERE resolved_at IS NULL;
COMMENT ON INDEX sync_rejects_open IS 'What every end of a sync asks: whether anything is kept aside still.';

CREATE TABLE campaign_assets (
  id                uuid PRIMARY KEY DEFAULT uuidv7(),
  tenant_id         text NOT NULL,
  campaign_space_id uuid NOT NULL REFERENCES campaign_spaces (id) ON DELETE CASCADE,
  asset_id          text NOT NULL,
  name              text,
  UNIQUE (campaign_space_id, asset_id)
);
COMMENT ON TABLE campaign_assets IS 'Ads and creatives of campaigns.';
COMMENT ON COLUMN campaign_assets.asset_id IS 'The platform''s own id.';
CREATE INDEX campaign_assets_tenant ON campaign_assets (tenant_id);

CREATE TABLE campaign_asset_metrics (
  id                      bigint GENERATED ALWAYS AS IDENTITY,
  tenant_id               text NOT NULL,
  connection_id           uuid NOT NULL,
  campaign_asset_id       uuid NOT NULL,
  platform                text NOT NULL,
  metric_date             date NOT NULL,
  metric_hour             smallint NOT NULL DEFAULT -1 CHECK (metric_hour BETWEEN -1 AND 23),
  currency                text NOT NULL,
  impressions             bigint,
  clicks                  bigint,
  engagements             bigint,
  spend                   numeric(38, 9),
  conversions             numeric(38, 9),
  revenue                 numeric(38, 9),
  leads                   numeric(38, 9),
  installs                numeric(38, 9),
  purchases               numeric(38, 9),
  visitors                numeric(38, 9),
  profit                  numeric(38, 9),
  ctr                     numeric GENERATED ALWAYS AS (round(100.0 * clicks / nullif(impressions, 0), 9)) VIRTUAL,
  cpc                     numeric GENERATED ALWAYS AS (round(spend / nullif(clicks, 0), 9)) VIRTUAL,
  cpm                     numeric GENERATED ALWAYS AS (round(1000 * spend / nullif(impressions, 0), 9)) VIRTUAL,
  roas                    numeric GENERATED ALWAYS AS (round(revenue / nullif(spend, 0), 9)) VIRTUAL,
  conversion_rate         numeric GENERATED ALWAYS AS (round(100 * conversions / nullif(clicks, 0), 9)) VIRTUAL,
  engagement_rate         numeric GENERATED ALWAYS AS (round(100.0 * engagements / nullif(impressions, 0), 9)) VIRTUAL,
  bigquery_sync_id        uuid NOT NULL,
  first_synced_at         timestamptz NOT NULL,
  synced_from_bigquery_at timestamptz NOT NULL,
  PRIMARY KEY (id, metric_date),
  UNIQUE (campaign_asset_id, metric_date, metric_hour)
) PARTITION BY RANGE (metric_date);
COMMENT ON TABLE campaign_asset_metrics IS 'One row per asset, day and hour, as campaign_metrics has them per campaign. Not added up with those: platforms count them apart.';
COMMENT ON COLUMN campaign_asset_metrics.engagements IS 'Reactions of any kind, as the platform counts them.';
COMMENT ON COLUMN campaign_asset_metrics.engagement_rate IS 'Percent of impressions.';
COMMENT ON COLUMN campaign_asset_metrics.synced_from_bigquery_at IS 'Extraction version of the values: start of the BigQuery job that read them.';
CREATE INDEX campaign_asset_metrics_tenant_date ON campaign_asset_metrics (tenant_id, metric_date);

ALTER TABLE metric_changes ADD COLUMN campaign_asset_id uuid;
COMMENT ON COLUMN metric_changes.campaign_asset_id IS 'The asset, for entity asset_metrics.';

DO $$
DECLARE
  table_name text;
BEGIN
  FOREACH table_name IN ARRAY ARRAY['campaign_assets', 'campaign_asset_metrics'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', table_name);
    EXECUTE format('CREATE POLICY one_tenant ON %I TO app_api USING (tenant_id = nullif(current_setting(''app.tenant_id'', true), ''''))',
      table_name);
    EXECUTE format('CREATE POLICY every_tenant ON %I TO app_worker USING (true) WITH CHECK (true)', table_name);
    EXECUTE format('GRANT SELECT ON %I TO app_api', table_name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO app_worker', table_name);
  END LOOP;
END $$;

-- As before, for the assets' table too.
CREATE OR REPLACE FUNCTION ensure_month(day date) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  first_day date := date_trunc('month', day);
  parent text;
  partition_name text;
BEGIN
  FOREACH parent IN ARRAY ARRAY['campaign_metrics', 'campaign_asset_metrics', 'metric_changes'] LOOP
    partition_name := parent || to_char(first_day, '"_y"YYYY"m"MM');
    -- Asked of pg_class, not of to_regclass: that answers from a cache which waiting for the lock does not refresh.
    IF NOT EXISTS (SELECT FROM pg_class WHERE relname = partition_name AND relnamespace = 'public'::regnamespace) THEN
      PERFORM pg_advisory_xact_lock(hashtextextended('ensure_month', 0));
      IF NOT EXISTS (SELECT FROM pg_class WHERE relname = partition_name AND relnamespace = 'public'::regnamespace) THEN
        -- Made apart and attached: readers and writers of other months are not blocked.
        EXECUTE format('CREATE TABLE public.%I (LIKE public.%I INCLUDING ALL EXCLUDING IDENTITY)', partition_name, parent);
        EXECUTE format('ALTER TABLE public.%I ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)',
          parent, partition_name, first_day, first_day + interval '1 month');
      END IF;
    END IF;
  END LOOP;
END $$;
CREATE OR REPLACE FUNCTION drop_month(day date) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  -- Dropping locks the whole table: rather give up than make every reader queue behind us.
  SET lock_timeout = '2s' AS $$
DECLARE
  parent text;
BEGIN
  IF date_trunc('month', day) >= date_trunc('month', now() AT TIME ZONE 'UTC' - interval '1 day') THEN
    RAISE EXCEPTION 'month of % is still open', day USING ERRCODE = 'invalid_parameter_value';
  END IF;
  FOREACH parent IN ARRAY ARRAY['campaign_metrics', 'campaign_asset_metrics', 'metric_changes'] LOOP
    EXECUTE format('DROP TABLE IF EXISTS public.%I', parent || to_char(day, '"_y"YYYY"m"MM'));
  END LOOP;
END $$;

RESET ROLE;
