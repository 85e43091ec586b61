-- $1 resolved before, $2 came before, whatever became of them, $3 most rows.
DELETE FROM sync_rejects
WHERE id IN (
  SELECT id
  FROM sync_rejects
  WHERE created_at < greatest(CAST($1 AS timestamptz), CAST($2 AS timestamptz)) AND (resolved_at < $1 OR created_at < $2)
  LIMIT $3
  FOR UPDATE SKIP LOCKED)
