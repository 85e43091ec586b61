-- One tenant, whose id stands for {t}: two ad accounts with two campaigns each, five days up to today, an ad,
-- jobs of every kind of end, a reject, a proof and a restated row. Every text of it holds the tenant's id.
INSERT INTO tenants (id, name, time_zone, currency) VALUES ('{t}', '{t} Inc.', 'Europe/Berlin', 'EUR');
INSERT INTO connections (tenant_id, platform, account_id, name, asset_source)
VALUES ('{t}', 'google_ads', '{t}-1', '{t} search', 'asset_metrics'), ('{t}', 'meta', '{t}-2', '{t} social', NULL);
INSERT INTO campaign_spaces (tenant_id, connection_id, platform, campaign_id, name, currency)
SELECT tenant_id, id, platform, tenant_id || '-campaign-' || n, tenant_id || ' spring ' || n, 'EUR'
FROM connections, generate_series(1, 2) n WHERE tenant_id = '{t}';
SELECT ensure_month(CAST(d AS date)) FROM generate_series(current_date - 40, current_date + 31, interval '1 day') d;
INSERT INTO sync_jobs (connection_id, tenant_id, job_type, status, started_at, completed_at, triggered_by,
  triggered_by_user_id, error_code, error_message, error_details, idempotency_key)
SELECT c.id, '{t}', 'incremental_sync', s.status, now() - interval '1 minute', now(), 'api', '{t}-user',
  CASE s.status WHEN 'failed' THEN 'SOURCE_UNAVAILABLE' END, CASE s.status WHEN 'failed' THEN '{t}: try later' END,
  CASE s.status WHEN 'failed' THEN '[{"attempt": 1}]'::jsonb END, '{t}:' || c.platform || ':' || s.status
FROM connections c, unnest(ARRAY['completed', 'failed', 'skipped']) AS s (status) WHERE c.tenant_id = '{t}';
INSERT INTO campaign_metrics (tenant_id, connection_id, campaign_space_id, platform, metric_date, currency, impressions,
  clicks, spend, conversions, revenue, bigquery_sync_id, first_synced_at, synced_from_bigquery_at)
SELECT '{t}', s.connection_id, s.id, s.platform, current_date - n, 'EUR', 1000 + n, 10, 12.345678901, 2, NULL,
  (SELECT min(id::text)::uuid FROM sync_jobs WHERE tenant_id = '{t}'), now(), now()
FROM campaign_spaces s, generate_series(0, 4) n WHERE s.tenant_id = '{t}';
INSERT INTO metrics_daily (tenant_id, connection_id, platform, metric_date, currency, impressions, clicks, spend, conversions)
SELECT tenant_id, connection_id, platform, metric_date, currency, sum(impressions), sum(clicks), sum(spend), sum(conversions)
FROM campaign_metrics WHERE tenant_id = '{t}' GROUP BY 1, 2, 3, 4, 5;
INSERT INTO campaign_assets (tenant_id, campaign_space_id, asset_id, name)
SELECT '{t}', id, '{t}-ad', '{t} banner' FROM campaign_spaces WHERE tenant_id = '{t}' AND platform = 'google_ads';
INSERT INTO campaign_asset_metrics (tenant_id, connection_id, campaign_asset_id, platform, metric_date, currency,
  impressions, clicks, engagements, spend, bigquery_sync_id, first_synced_at, synced_from_bigquery_at)
SELECT '{t}', s.connection_id, a.id, s.platform, current_date - n, 'EUR', 500, 5, 7, 6.1,
  (SELECT min(id::text)::uuid FROM sync_jobs WHERE tenant_id = '{t}'), now(), now()
FROM campaign_assets a JOIN campaign_spaces s ON s.id = a.campaign_space_id, generate_series(0, 4) n WHERE a.tenant_id = '{t}';
INSERT INTO sync_rejects (job_id, connection_id, tenant_id, metric_date, reason, raw_row)
SELECT id, connection_id, '{t}', CASE status WHEN 'failed' THEN NULL ELSE current_date END, 'NOT_A_NUMBER',
  '{"campaign_id": "{t}-campaign-1", "spend": "NaN"}' FROM sync_jobs WHERE tenant_id = '{t}';
INSERT INTO reconciliations (connection_id, entity, day, job_id, tenant_id, source_rows, source_spend, source_checksum,
  store_rows, store_spend, store_checksum, verdict, reconciled_at)
SELECT connection_id, 'campaign_metrics', current_date - 1, id, '{t}', 2, 24.7, 123456789, 2, 24.7, 123456789, 'equal', now()
FROM sync_jobs WHERE tenant_id = '{t}' AND status = 'completed';
INSERT INTO metric_changes (tenant_id, connection_id, entity, campaign_space_id, metric_date, metric_hour, operation,
  old_values, new_values, job_id, changed_at, row_first_synced_at)
SELECT '{t}', s.connection_id, 'campaign_metrics', s.id, current_date - 1, -1, 'update',
  '{"impressions": 900, "clicks": 9, "spend": 11, "conversions": 2, "revenue": null, "leads": null, "installs": null, "purchases": null, "visitors": null, "profit": null}',
  '{"impressions": 1001, "clicks": 10, "spend": 12.345678901, "conversions": 2, "revenue": null, "leads": null, "installs": null, "purchases": null, "visitors": null, "profit": null}',
  (SELECT min(id::text)::uuid FROM sync_jobs WHERE tenant_id = '{t}'), now(), now() - interval '1 day'
FROM campaign_spaces s WHERE s.tenant_id = '{t}';
