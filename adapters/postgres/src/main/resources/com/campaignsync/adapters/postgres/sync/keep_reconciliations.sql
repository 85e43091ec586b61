-- $1 connection, $2 job, $3 entity, $4 verdicts: a JSON object with an array.
INSERT INTO reconciliations (
  connection_id, entity, day, job_id, tenant_id,
  source_rows, source_impressions, source_clicks, source_spend, source_conversions, source_revenue, source_checksum,
  store_rows, store_impressions, store_clicks, store_spend, store_conversions, store_revenue, store_checksum,
  verdict, reconciled_at, healed_by_job)
SELECT connection.id, $3, found.day, $2, connection.tenant_id,
  found.source_rows, found.source_impressions, found.source_clicks, found.source_spend, found.source_conversions,
  found.source_revenue, found.source_checksum,
  found.store_rows, found.store_impressions, found.store_clicks, found.store_spend, found.store_conversions,
  found.store_revenue, found.store_checksum,
  found.verdict, clock_timestamp(), CASE found.verdict WHEN 'healed' THEN CAST($2 AS uuid) END
FROM jsonb_to_recordset(CAST($4 AS jsonb) -> 'verdicts') AS found (
  day date, verdict text,
  source_rows bigint, source_impressions numeric, source_clicks numeric, source_spend numeric,
  source_conversions numeric, source_revenue numeric, source_checksum numeric,
  store_rows bigint, store_impressions numeric, store_clicks numeric, store_spend numeric,
  store_conversions numeric, store_revenue numeric, store_checksum numeric)
JOIN connections AS connection ON connection.id = $1
ON CONFLICT (connection_id, entity, day, job_id) DO UPDATE SET
  source_rows = excluded.source_rows, source_impressions = excluded.source_impressions,
  source_clicks = excluded.source_clicks, source_spend = excluded.source_spend,
  source_conversions = excluded.source_conversions, source_revenue = excluded.source_revenue,
  source_checksum = excluded.source_checksum, store_rows = excluded.store_rows,
  store_impressions = excluded.store_impressions, store_clicks = excluded.store_clicks,
  store_spend = excluded.store_spend, store_conversions = excluded.store_conversions,
  store_revenue = excluded.store_revenue, store_checksum = excluded.store_checksum,
  verdict = excluded.verdict, reconciled_at = excluded.reconciled_at, healed_by_job = excluded.healed_by_job
