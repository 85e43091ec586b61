-- $1 tenant. How its connections stand for a sync of them all.
SELECT
  count(*) FILTER (WHERE paused) AS paused,
  count(*) FILTER (WHERE NOT paused AND under_way) AS under_way,
  count(*) FILTER (WHERE NOT paused AND NOT under_way) AS idle
FROM (
  SELECT paused, EXISTS (
    SELECT FROM sync_jobs AS open
    WHERE open.connection_id = connection.id AND open.entity = 'campaign_metrics'
      AND open.status IN ('pending', 'retrying', 'running')) AS under_way
  FROM connections AS connection
  WHERE tenant_id = $1) AS own
