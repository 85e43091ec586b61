SET LOCAL ROLE campaign_sync_owner;

CREATE TABLE campaign_spaces (
  -- Ordered by time: campaigns that came together lie together in the indexes of their rows.
  id                       uuid PRIMARY KEY DEFAULT uuidv7(),
  tenant_id                text NOT NULL REFERENCES tenants (id),
  connection_id            uuid NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  platform                 text NOT NULL,
  campaign_id              text NOT NULL,
  name                     text,
  currency                 text NOT NULL,
  total_impressions        numeric(38, 0),
  total_clicks             numeric(38, 0),
  total_spend              numeric,
  total_conversions        numeric,
  total_revenue            numeric,
  avg_ctr                  numeric GENERATED ALWAYS AS (round(100 * total_clicks / nullif(total_impressions, 0), 9)) VIRTUAL,
  avg_roas                 numeric GENERATED ALWAYS AS (round(total_revenue / nullif(total_spend, 0), 9)) VIRTUAL,
  performance_last_updated timestamptz,
  UNIQUE (connection_id, campaign_id)
);
COMMENT ON TABLE campaign_spaces IS 'Campaigns, with totals over the rows kept.';
COMMENT ON COLUMN campaign_spaces.campaign_id IS 'The platform''s own id.';
COMMENT ON COLUMN campaign_spaces.currency IS 'A campaign has one currency; rows in another are rejected.';
COMMENT ON COLUMN campaign_spaces.total_spend IS 'Null while no row has a value: unknown is not zero.';
CREATE INDEX campaign_spaces_tenant ON campaign_spaces (tenant_id);

CREATE TABLE campaign_metrics (
  id                      bigint GENERATED ALWAYS AS IDENTITY,
  tenant_id               text NOT NULL,
  connection_id           uuid NOT NULL,
  campaign_space_id       uuid NOT NULL,
  platform                text NOT NULL,
  metric_date             date NOT NULL,
  metric_hour             smallint NOT NULL DEFAULT -1 CHECK (metric_hour BETWEEN -1 AND 23),
  currency                text NOT NULL,
  impressions             bigint,
  clicks                  bigint,
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
  bigquery_sync_id        uuid NOT NULL,
  first_synced_at         timestamptz NOT NULL,
  synced_from_bigquery_at timestamptz NOT NULL,
  PRIMARY KEY (id, metric_date),
  UNIQUE (campaign_space_id, metric_date, metric_hour)
) PARTITION BY RANGE (metric_date);
COMMENT ON TABLE campaign_metrics IS 'One row per campaign, day and hour: sums of the source''s rows of that key. Partitioned by month of metric_date.';
COMMENT ON COLUMN campaign_metrics.metric_date IS 'Day in the ad account''s own calendar.';
COMMENT ON COLUMN campaign_metrics.metric_hour IS '-1 is the whole day.';
COMMENT ON COLUMN campaign_metrics.ctr IS 'Percent. Ratios are computed on reading, and null where the denominator is zero or unknown.';
COMMENT ON COLUMN campaign_metrics.bigquery_sync_id IS 'Sync job that last wrote the row.';
COMMENT ON COLUMN campaign_metrics.synced_from_bigquery_at IS 'Extraction version of the values: start of the BigQuery job that read them.';
CREATE INDEX campaign_metrics_tenant_date ON campaign_metrics (tenant_id, metric_date);
CREATE INDEX campaign_metrics_space_date ON campaign_metrics (campaign_space_id, metric_date);
CREATE INDEX campaign_metrics_platform_date ON campaign_metrics (platform, metric_date);

CREATE TABLE metric_changes (
  id                bigint GENERATED ALWAYS AS IDENTITY,
  tenant_id         text NOT NULL,
  connection_id     uuid NOT NULL,
  entity            text NOT NULL,
  campaign_space_id uuid NOT NULL,
  metric_date       date NOT NULL,
  metric_hour       smallint NOT NULL,
  operation         text NOT NULL CHECK (operation IN ('update', 'delete')),
  old_values        jsonb NOT NULL,
  new_values        jsonb,
  -- With it the numbers of any past moment can be told.
  row_first_synced_at timestamptz NOT NULL,
  job_id            uuid NOT NULL,
  changed_at        timestamptz NOT NULL,
  PRIMARY KEY (id, metric_date)
) PARTITION BY RANGE (metric_date);
COMMENT ON TABLE metric_changes IS 'What a restated or deleted row was before and after. Partitioned like the rows, so that both leave together.';
COMMENT ON COLUMN metric_changes.old_values IS 'Every measure and the currency before the change; new_values after it, null for a delete.';
COMMENT ON COLUMN metric_changes.row_first_synced_at IS 'Since when the row was there: a deleted row has nothing else that says so.';
CREATE INDEX metric_changes_tenant_date ON metric_changes (tenant_id, metric_date);

CREATE TABLE metrics_daily (
  tenant_id     text NOT NULL,
  connection_id uuid NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  platform      text NOT NULL,
  metric_date   date NOT NULL,
  currency      text NOT NULL,
  impressions   numeric(38, 0),
  clicks        numeric(38, 0),
  spend         numeric,
  conversions   numeric,
  revenue       numeric,
  leads         numeric,
  installs      numeric,
  purchases     numeric,
  visitors      numeric,
  profit        numeric,
  PRIMARY KEY (connection_id, metric_date, currency)
);
-- Sums are numeric without a bound: one absurd value in a row must not stop every later load by an overflow.
COMMENT ON TABLE metrics_daily IS 'Sums of campaign_metrics per connection, day and currency, kept exact in the transaction that changes the rows.';
CREATE INDEX metrics_daily_tenant_date ON metrics_daily (tenant_id, metric_date);

-- Workers own no table, so they cannot make a partition; these two do it for them.
CREATE FUNCTION ensure_month(day date) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  first_day date := date_trunc('month', day);
  parent text;
  partition_name text;
BEGIN
  FOREACH parent IN ARRAY ARRAY['campaign_metrics', 'metric_changes'] LOOP
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
COMMENT ON FUNCTION ensure_month(date) IS 'Makes the monthly partitions that hold the given day, where missing.';

CREATE FUNCTION drop_month(day date) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  -- Dropping locks the whole table: rather give up than make every reader queue behind us.
  SET lock_timeout = '2s' AS $$
DECLARE
  parent text;
BEGIN
  IF date_trunc('month', day) >= date_trunc('month', now() AT TIME ZONE 'UTC' - interval '1 day') THEN
    RAISE EXCEPTION 'month of % is still open', day USING ERRCODE = 'invalid_parameter_value';
  END IF;
  FOREACH parent IN ARRAY ARRAY['campaign_metrics', 'metric_changes'] LOOP
    EXECUTE format('DROP TABLE IF EXISTS public.%I', parent || to_char(day, '"_y"YYYY"m"MM'));
  END LOOP;
END $$;
COMMENT ON FUNCTION drop_month(date) IS 'Drops the partitions of the month that holds the given day; refuses an open month.';

REVOKE ALL ON FUNCTION ensure_month(date), drop_month(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ensure_month(date), drop_month(date) TO app_worker;

RESET ROLE;
