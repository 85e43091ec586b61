-- One per pooled connection, emptied by every commit and rollback: a new one per load would bloat the catalogs.
-- A rejected record has a reason and, apart from its day, nothing but the raw row.
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
  raw_row       text
) ON COMMIT DELETE ROWS
