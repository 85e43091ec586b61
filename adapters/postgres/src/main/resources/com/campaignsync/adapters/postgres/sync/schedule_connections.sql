-- $1 connections, $2 their next slots as texts, null where there is none.
UPDATE connections AS connection
SET next_run_at = due.next_run_at,
    sync_status = CASE connection.sync_status WHEN 'syncing' THEN 'syncing' ELSE 'queued' END
FROM unnest(CAST($1 AS uuid[]), CAST($2 AS timestamptz[])) AS due (connection_id, next_run_at)
WHERE connection.id = due.connection_id
