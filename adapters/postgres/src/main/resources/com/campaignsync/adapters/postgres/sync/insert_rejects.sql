-- $1 job, $2 connection, $3 tenant, $4 entity.
-- A reject that was open before and is the same still is opened again under this job, so that reading a bad day every
-- night leaves one row and not one a night. What jsonb cannot hold, an escaped U+0000 for one, is kept as a text.
WITH staged AS (
  SELECT metric_date, reason, raw_row,
    row_number() OVER (PARTITION BY metric_date, reason, raw_row) AS nth
  FROM (
    SELECT metric_date, reject_reason AS reason,
      CASE
        WHEN raw_row IS NULL THEN jsonb_build_object(
          'campaign_id', campaign_id, 'campaign_name', campaign_name, 'metric_date', metric_date,
          'metric_hour', metric_hour, 'currency', currency, 'impressions', impressions, 'clicks', clicks,
          'spend', spend, 'conversions', conversions, 'revenue', revenue, 'leads', leads, 'installs', installs,
          'purchases', purchases, 'visitors', visitors, 'profit', profit)
          || CASE WHEN $4 = 'asset_metrics'
            THEN jsonb_build_object('asset_id', asset_id, 'asset_name', asset_name, 'engagements', engagements)
            ELSE '{}' END
        WHEN pg_input_is_valid(raw_row, 'jsonb') THEN CAST(raw_row AS jsonb)
        ELSE jsonb_build_object('raw', raw_row)
      END AS raw_row
    FROM sync_staging
    WHERE reject_reason IS NOT NULL) AS rejected
), known AS (
  SELECT id, metric_date, reason, raw_row,
    row_number() OVER (PARTITION BY metric_date, reason, raw_row ORDER BY id) AS nth
  FROM sync_rejects
  WHERE connection_id = $2 AND entity = $4 AND resolved_by_job = $1 AND resolved_at = transaction_timestamp()
), reopened AS (
  UPDATE sync_rejects AS reject
  SET job_id = $1, resolved_at = NULL, resolved_by_job = NULL
  FROM known
  JOIN staged USING (metric_date, reason, raw_row, nth)
  WHERE reject.id = known.id
  RETURNING 1
), added AS (
  INSERT INTO sync_rejects (job_id, connection_id, tenant_id, entity, metric_date, reason, raw_row)
  SELECT $1, $2, $3, $4, metric_date, reason, raw_row
  FROM staged
  WHERE NOT EXISTS (
    SELECT FROM known
    WHERE known.metric_date = staged.metric_date AND known.reason = staged.reason
      AND known.raw_row = staged.raw_row AND known.nth = staged.nth)
  RETURNING 1
)
SELECT (SELECT count(*) FROM reopened) + (SELECT count(*) FROM added) AS rejected
