-- $1 connections, $2 their next slots as texts, null where there is none, $3 whether a job was made for each.
UPDATE connections AS connection
SET next_run_at = due.next_run_at,
    sync_status = CASE
      WHEN due.has_job AND connection.sync_status <> 'syncing' THEN 'queued' ELSE connection.sync_status END
FROM unnest(CAST($1 AS uuid[]), CAST($2 AS timestamptz[]), CAST($3 AS boolean[]))
  AS due (connection_id, next_run_at, has_job)
WHERE connection.id = due.connection_id
