-- $1 job, $2 connection, $3 tenant.
-- What jsonb cannot hold, an escaped U+0000 for one, is kept as a text.
INSERT INTO sync_rejects (job_id, connection_id, tenant_id, metric_date, reason, raw_row)
SELECT $1, $2, $3, metric_date, reject_reason,
  CASE
    WHEN raw_row IS NULL THEN jsonb_build_object(
      'campaign_id', campaign_id, 'campaign_name', campaign_name, 'metric_date', metric_date,
      'metric_hour', metric_hour, 'currency', currency, 'impressions', impressions, 'clicks', clicks, 'spend', spend,
      'conversions', conversions, 'revenue', revenue, 'leads', leads, 'installs', installs, 'purchases', purchases,
      'visitors', visitors, 'profit', profit)
    WHEN pg_input_is_valid(raw_row, 'jsonb') THEN CAST(raw_row AS jsonb)
    ELSE jsonb_build_object('raw', raw_row)
  END
FROM sync_staging
WHERE reject_reason IS NOT NULL
