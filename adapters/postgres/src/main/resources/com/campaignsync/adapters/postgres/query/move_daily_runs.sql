-- $1 tenant, $2 now, $3 the next start of a day in its zone. What is due already stays due.
UPDATE connections
SET next_run_at = $3
WHERE tenant_id = $1 AND sync_frequency = 'daily' AND next_run_at > $2
