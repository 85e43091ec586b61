-- $1 tenant, $2 who asks, $3 what the idempotency keys begin with, $4 most connections.
-- A job per entity of each connection that is neither paused nor being synced; one whose key is known was made before. Jobs of one read key can be read by one
-- query: the key is made as dispatch makes it.
WITH idle AS (
  SELECT id, account_id, source, mapping, asset_source, asset_mapping
  FROM connections AS connection
  WHERE tenant_id = $1 AND NOT paused AND NOT EXISTS (
    SELECT FROM sync_jobs AS open
    WHERE open.connection_id = connection.id AND open.entity = 'campaign_metrics'
      AND open.status IN ('pending', 'retrying', 'running'))
  ORDER BY id
  LIMIT $4
), wanted AS (
  SELECT idle.id, source.entity, CAST($3 AS text) || ':' || idle.id || ':' || source.entity AS idempotency_key,
    md5(CAST(jsonb_build_array(source.entity, source.name, source.mapping, idle.account_id IS NULL) AS text)) AS read_key
  FROM idle
  CROSS JOIN LATERAL (VALUES
    ('campaign_metrics', idle.source, idle.mapping),
    ('asset_metrics', idle.asset_source, idle.asset_mapping)) AS source (entity, name, mapping)
  WHERE source.name IS NOT NULL AND NOT EXISTS (
    SELECT FROM sync_jobs AS open
    WHERE open.connection_id = idle.id AND open.entity = source.entity
      AND open.status IN ('pending', 'retrying', 'running'))
), inserted AS (
  INSERT INTO sync_jobs (connection_id, tenant_id, entity, job_type, triggered_by, triggered_by_user_id, idempotency_key)
  SELECT id, $1, entity, 'incremental_sync', 'api', $2, idempotency_key FROM wanted
  ORDER BY entity DESC, id
  ON CONFLICT (idempotency_key) DO NOTHING
  RETURNING id, connection_id, status, start_date, end_date, forced, retry_count, max_retries, entity, job_type,
    idempotency_key
)
SELECT inserted.id, inserted.connection_id, inserted.status, inserted.start_date, inserted.end_date, inserted.forced,
  inserted.retry_count, inserted.max_retries, inserted.entity, inserted.job_type, wanted.read_key
FROM inserted
JOIN wanted ON wanted.idempotency_key = inserted.idempotency_key
ORDER BY inserted.entity DESC, inserted.connection_id
