COPY pg_temp.sync_staging (
  metric_date, metric_hour, campaign_id, campaign_name, currency, impressions, clicks, spend, conversions, revenue,
  leads, installs, purchases, visitors, profit, reject_reason, raw_row, asset_id, asset_name, engagements
) FROM STDIN
