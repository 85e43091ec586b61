-- One set per pooled connection, emptied by every commit and rollback: new ones per load would bloat the catalogs.
-- A rejected record has a reason and, apart from its day, nothing but the raw row; one in a wrong currency has all.
CREATE TEMP TABLE IF NOT EXISTS sync_staging (
  metric_date   date NOT NULL,
  metric_hour   smallint,
  campaign_id   text,
  campaign_name text,
  currency      text,
  impressions   bigint,
  clicks        bigint,
  spend         numeric(38, 9),
  conversions   numeric(38, 9),
  revenue       numeric(38, 9),
  leads         numeric(38, 9),
  installs      numeric(38, 9),
  purchases     numeric(38, 9),
  visitors      numeric(38, 9),
  profit        numeric(38, 9),
  reject_reason text,
  raw_row       text,
  asset_id      text,
  asset_name    text,
  engagements   bigint
) ON COMMIT DELETE ROWS;
-- The campaigns staged. A slot is a day and hour as one number, in order of time.
CREATE TEMP TABLE IF NOT EXISTS sync_campaigns (
  campaign_id text NOT NULL,
  currency    text NOT NULL,
  name        text,
  first_slot  bigint NOT NULL,
  last_slot   bigint NOT NULL
) ON COMMIT DELETE ROWS;
-- The assets staged.
CREATE TEMP TABLE IF NOT EXISTS sync_assets (
  campaign_id text NOT NULL,
  asset_id    text NOT NULL,
  name        text,
  last_slot   bigint NOT NULL
) ON COMMIT DELETE ROWS;
-- Campaigns of which a row or a value vanished in this load: their totals cannot be told from differences.
CREATE TEMP TABLE IF NOT EXISTS sync_recount (campaign_space_id uuid NOT NULL) ON COMMIT DELETE ROWS
