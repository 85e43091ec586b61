-- $1 resolved before, $2 came before, whatever became of them, $3 most rows.
-- Chosen first and once: a subquery of the DELETE may run again for each row, past its limit.
WITH old AS MATERIALIZED (
  SELECT id
  FROM sync_rejects
  WHERE created_at < greatest(CAST($1 AS timestamptz), CAST($2 AS timestamptz)) AND (resolved_at < $1 OR created_at < $2)
  LIMIT $3
  FOR UPDATE SKIP LOCKED
)
DELETE FROM sync_rejects AS reject USING old WHERE reject.id = old.id
