-- $1 connections. In the order in which requests lock them.
WITH idle AS (
  SELECT id
  FROM connections
  WHERE id = ANY (CAST($1 AS uuid[])) AND sync_status NOT IN ('queued', 'syncing')
  ORDER BY id
  FOR NO KEY UPDATE
)
UPDATE connections SET sync_status = 'queued' FROM idle WHERE connections.id = idle.id
