-- $1 connections, most urgent first, $2 their slots as texts.
-- A job per entity the connection has, but none where an earlier one of the schedule is not over: it would find
-- nothing to do. Jobs of one read key can be read by one query.
WITH wanted AS (
  SELECT connection.id, connection.tenant_id, source.entity, due.place,
    'scheduled:' || connection.id || ':' || source.entity || ':' || due.slot AS idempotency_key,
    md5(CAST(jsonb_build_array(
      source.entity, source.name, source.mapping, connection.account_id IS NULL) AS text)) AS read_key
  FROM unnest(CAST($1 AS uuid[]), CAST($2 AS text[])) WITH ORDINALITY AS due (connection_id, slot, place)
  JOIN connections AS connection ON connection.id = due.connection_id
  CROSS JOIN LATERAL (VALUES
    ('campaign_metrics', connection.source, connection.mapping),
    ('asset_metrics', connection.asset_source, connection.asset_mapping)) AS source (entity, name, mapping)
  WHERE source.name IS NOT NULL AND NOT EXISTS (
    SELECT FROM sync_jobs AS earlier
    WHERE earlier.connection_id = connection.id AND earlier.entity = source.entity
      AND earlier.status IN ('pending', 'retrying', 'running')
      AND earlier.triggered_by = 'scheduler' AND earlier.job_type = 'incremental_sync')
), inserted AS (
  INSERT INTO sync_jobs (connection_id, tenant_id, entity, job_type, triggered_by, idempotency_key)
  SELECT id, tenant_id, entity, 'incremental_sync', 'scheduler', idempotency_key FROM wanted
  ORDER BY place, entity DESC
  ON CONFLICT (idempotency_key) DO NOTHING
  RETURNING id, connection_id, tenant_id, entity, job_type, status, start_date, end_date, forced, retry_count, max_retries,
    campaign_ids, idempotency_key
)
SELECT inserted.id, inserted.connection_id, inserted.tenant_id, inserted.entity, inserted.job_type, inserted.status, inserted.start_date, inserted.end_date, inserted.forced, inserted.retry_count, inserted.max_retries,
  inserted.campaign_ids, wanted.read_key
FROM inserted
JOIN wanted ON wanted.idempotency_key = inserted.idempotency_key
ORDER BY wanted.place, inserted.entity DESC
